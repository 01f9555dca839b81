"""What changed from one wording to the next, word by word, in bounded time."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, chain, groupby
from typing import Literal, NamedTuple

Mark = Literal["same", "gone", "new"]


class Change(NamedTuple):
    """A stretch of text that stayed, went or came."""

    kind: Mark
    text: str


class _Unit(NamedTuple):
    """What is compared, and the white space after it, which is not."""

    text: str
    blank: str


class _Block(NamedTuple):
    """``size`` units that are the same from ``old`` and from ``new`` on."""

    old: int
    new: int
    size: int


# Scripts without blanks between words are compared by the character.
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
_PUNCTUATION = r"!-/:-@\[-`{-~\u00ab\u00bb\u2010-\u205e\u3000-\u303f\uff01-\uff0f"
_WORD = rf"[{_PUNCTUATION}{_UNSPACED}]|[^\s{_PUNCTUATION}{_UNSPACED}]+"
_WORDS = re.compile(rf"({_WORD}|\A(?=\s))(\s*)")  # the white space at the start follows nothing
_ENDS = r".!?\n\u3002\uff01\uff1f"
_SENTENCES = re.compile(rf"([^{_ENDS}]*[{_ENDS}]+|[^{_ENDS}]+)(\s*)")

# Pairs of equal units that may be looked at, in about half a second; a unit by itself costs as
# much as some pairs. An edit of 20,000 characters stays far below; one word repeated a thousand
# times does not.
_EFFORT = 4_000_000
_UNIT_COST = 3


def difference(old: str, new: str) -> list[Change]:
    """The stretches in order: "same" and "gone" join to ``old``, "same" and "new" to ``new``.

    Texts that would take too long by words are compared by sentences, and at worst as wholes.
    """
    for units in (_WORDS, _SENTENCES):
        before = [_Unit(*groups) for groups in units.findall(old)]
        after = [_Unit(*groups) for groups in units.findall(new)]
        blocks = _same_blocks([unit.text for unit in before], [unit.text for unit in after])
        if blocks is not None:
            return _merged(_changes(before, after, blocks))
    return _merged(iter([Change("gone", old), Change("new", new)]))


def _same_blocks(before: Sequence[str], after: Sequence[str]) -> list[_Block] | None:
    """Longest blocks first, like difflib, but None once it takes more than _EFFORT."""
    head, tail = _common_ends(before, after)
    ends = (len(before) - tail, len(after) - tail)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    effort_to = _effort(before, after)
    left = _EFFORT
    blocks = [_Block(0, 0, head), _Block(*ends, tail)]
    waiting = [(head, ends[0], head, ends[1])]
    while waiting:
        low, high, new_low, new_high = waiting.pop()
        if low == high or new_low == new_high:
            continue
        left -= effort_to[high] - effort_to[low]
        if left < 0:
            return None
        block = _Block(*matcher.find_longest_match(low, high, new_low, new_high))
        if block.size:
            blocks.append(block)
            waiting.append((low, block.old, new_low, block.new))
            waiting.append((block.old + block.size, high, block.new + block.size, new_high))
    return sorted(blocks)


def _common_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many units at the start, and then at the end, are the same."""
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def _effort(before: Sequence[str], after: Sequence[str]) -> list[int]:
    """What a search costs from the first unit up to each: itself, and its equals in ``after``."""
    equals = Counter(after)
    return list(accumulate((_UNIT_COST + equals[text] for text in before), initial=0))


def _changes(
    before: Sequence[_Unit], after: Sequence[_Unit], blocks: Sequence[_Block]
) -> Iterator[Change]:
    at_old = at_new = 0
    for old, new, size in blocks:
        yield from _replaced(before[at_old:old], after[at_new:new])
        at_old, at_new = old + size, new + size
        for was, now in zip(before[old:at_old], after[new:at_new], strict=True):
            yield Change("same", was.text)
            if was.blank == now.blank:
                yield Change("same", was.blank)
            else:
                yield from (Change("gone", was.blank), Change("new", now.blank))


def _replaced(gone: Sequence[_Unit], new: Sequence[_Unit]) -> Iterator[Change]:
    shared = gone[-1].blank if gone and new and gone[-1].blank == new[-1].blank else ""
    yield Change("gone", "".join(chain.from_iterable(gone)).removesuffix(shared))
    yield Change("new", "".join(chain.from_iterable(new)).removesuffix(shared))
    yield Change("same", shared)


def _merged(changes: Iterator[Change]) -> list[Change]:
    """Without empty stretches, and neighbours of one kind as one."""
    stretches = groupby((change for change in changes if change.text), lambda change: change.kind)
    return [Change(kind, "".join(text for _, text in group)) for kind, group in stretches]
