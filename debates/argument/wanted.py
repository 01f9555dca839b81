"""What somebody looks for, read from what they typed. Whatever it is, it means something.

All words must be there. “Quoted words” stand together, -words must not be there, and the last word
may be the beginning of a longer one.
"""

import re
from typing import NamedTuple

from debates.argument.stems import stem
from debates.argument.terms import words

TYPED_MAX = 1000
WORDS_MAX = 20
# A shorter beginning would fit almost everything.
BEGINNING_MIN = 3

_PART = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_QUOTES = str.maketrans("“”„«»", '"""""')

Phrase = tuple[str, ...]


class Match(NamedTuple):
    """All phrases in ``present`` and none of ``absent``.

    Where ``begins`` is set, the last term of the last phrase is the beginning of a word.
    """

    present: tuple[Phrase, ...]
    absent: tuple[Phrase, ...] = ()
    begins: bool = False


class Wanted(NamedTuple):
    """``exact`` is to be looked for first, ``begun`` where that is not enough."""

    exact: Match | None
    begun: Match | None = None
    only_absent: bool = False

    @property
    def matches(self) -> list[Match]:
        return [match for match in (self.exact, self.begun) if match]


def wanted(typed: str) -> Wanted:
    """``exact`` is None where nothing is asked for, or only for what must not be there."""
    present: list[list[str]] = []
    absent: list[list[str]] = []
    unfinished = False
    for minus, quoted, plain in _PART.findall(typed[:TYPED_MAX].translate(_QUOTES)):
        if phrase := words(quoted or plain):
            (absent if minus else present).append(phrase)
            unfinished = bool(plain) and not minus
    if not present:
        return Wanted(None, only_absent=bool(absent))
    asked = _first(present, WORDS_MAX)
    unfinished = unfinished and asked == present
    exact = Match(_stems(asked), _stems(_first(absent, WORDS_MAX)))
    if not unfinished or not _can_go_on(present[-1][-1]):
        return Wanted(exact)
    *before, last = exact.present
    beginning = (*last[:-1], present[-1][-1])
    return Wanted(exact, Match((*before, beginning), exact.absent, begins=True))


def _first(phrases: list[list[str]], most: int) -> list[list[str]]:
    """So many words of them."""
    kept: list[list[str]] = []
    for phrase in phrases:
        if most <= 0:
            break
        kept.append(phrase[:most])
        most -= len(phrase)
    return kept


def _stems(phrases: list[list[str]]) -> tuple[Phrase, ...]:
    return tuple(tuple(map(stem, phrase)) for phrase in phrases)


def _can_go_on(word: str) -> bool:
    """Whether a longer word's stem can begin with it: not if it is longer than its own stem."""
    return len(word) >= BEGINNING_MIN and len(stem(word)) >= len(word)
