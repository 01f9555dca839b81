"""What a claim argues about, restated in words from the root down to it."""

from collections.abc import Sequence
from typing import NamedTuple

from debates.argument.words import Aim, Kind
from debates.models import Claim
from debates.web.words import KIND_WORDS, without_links

# So much of a long chain is shown at once: where it begins, and where it ends.
_FIRST, _LAST, _FOLDED_FROM = 1, 3, 7


class ChainLine(NamedTuple):
    """``before`` and ``doing`` lead to the claim: “which is” “opposed by”."""

    before: str
    doing: str
    text: str
    url: str
    kind: str


class Chain(NamedTuple):
    """``middle`` is folded away where the chain is long; ``closing`` leads to the claim itself."""

    first: list[ChainLine]
    middle: list[ChainLine]
    last: list[ChainLine]
    closing: tuple[str, str, str]


_DOING = {
    Kind.THESIS: "answered by",
    Kind.CLAIM: "supported by",
    Kind.CRITIQUE: "opposed by",
    Kind.REBUTTAL: "rebutted by",
}
# What stands between “which” (or “whose”) and the claim in focus.
_AIMED_AT = {
    Aim.RELEVANCE: "relevance",
    Aim.EVIDENCE: "evidence",
    Aim.DEFINITION: "wording",
    Aim.SCOPE: "scope",
}


def chain_to(thread: Sequence[Claim]) -> Chain | None:
    """What the last claim of a thread hangs below, each with what the next one does to it."""
    *ancestors, claim = thread
    if not ancestors:
        return None
    lines = [_line(number, above) for number, above in enumerate(ancestors)]
    closing = _closing(claim)
    if len(lines) < _FOLDED_FROM:
        return Chain(lines, [], [], closing)
    return Chain(lines[:_FIRST], lines[_FIRST:-_LAST], lines[-_LAST:], closing)


def _line(number: int, claim: Claim) -> ChainLine:
    kind = Kind(claim.kind)
    text, url = without_links(claim.text_html), claim.get_absolute_url()
    if number == 0:
        return ChainLine("", KIND_WORDS[kind].label, text, url, kind)
    before = "is" if number == 1 else "which is"
    return ChainLine(before, _DOING[kind], text, url, kind)


def _closing(claim: Claim) -> tuple[str, str, str]:
    """The words before, the verb, and the words after it: “which this claim” “supports” “:”."""
    kind = Kind(claim.kind)
    noun = KIND_WORDS[kind].noun
    if kind == Kind.THESIS:
        return ("which this thesis", "answers", ":")
    if kind == Kind.CLAIM:
        return ("which this claim", "supports", ":")
    aimed_at = _AIMED_AT.get(Aim(claim.aim)) if claim.aim else None
    if aimed_at:
        return (f"whose {aimed_at} this {noun}", "disputes", ":")
    return (f"which this {noun}", "opposes" if kind == Kind.CRITIQUE else "rebuts", ":")
