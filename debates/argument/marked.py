"""Where in a text the words are that somebody looked for."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from debates.argument.terms import Term, terms_in_place
from debates.argument.wanted import Match, Phrase, Wanted

_BEFORE = 60


class Piece(NamedTuple):
    text: str
    is_hit: bool


class _Sought(NamedTuple):
    phrase: Phrase
    begins: bool


def marked(text: str, looked_for: Wanted) -> list[Piece]:
    """The text cut where the words begin and end."""
    pieces: list[Piece] = []
    at = 0
    for start, end in _hits(text, looked_for):
        pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    pieces.append(Piece(text[at:], False))
    return [piece for piece in pieces if piece.text]


def excerpt(text: str, looked_for: Wanted, length: int) -> list[Piece]:
    """The part of a text around the first of the words; nothing where none of them is in it."""
    first = next(_hits(text, looked_for), None)
    if first is None:
        return []
    start = _word_begin(text, max(0, first[0] - _BEFORE))
    end = start + length
    part = f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
    return marked(part, looked_for)


def _word_begin(text: str, at: int) -> int:
    """The next place after a blank, if there is one soon."""
    blank = text.find(" ", at, at + _BEFORE // 2) if at else -1
    return blank + 1 if blank >= 0 else at


def _hits(text: str, looked_for: Wanted) -> Iterator[tuple[int, int]]:
    """From the first letter to the last of each; the words of a phrase only side by side."""
    in_place = list(terms_in_place(text))
    sought = [one for match in looked_for.matches for one in _sought(match)]
    at = 0
    while at < len(in_place):
        lengths = (len(one.phrase) for one in sought if _stands(one, in_place, at))
        length = max(lengths, default=0)
        if length:
            yield in_place[at].start, in_place[at + length - 1].end
        at += length or 1


def _sought(match: Match) -> list[_Sought]:
    """Of several phrases the last may be unfinished."""
    return [
        _Sought(phrase, match.begins and number == len(match.present))
        for number, phrase in enumerate(match.present, 1)
    ]


def _stands(sought: _Sought, in_place: Sequence[Term], at: int) -> bool:
    """Whether the phrase begins at this term."""
    *before, last = sought.phrase
    here = [term.stem for term in in_place[at : at + len(sought.phrase)]]
    if len(here) < len(sought.phrase) or here[:-1] != before:
        return False
    return here[-1].startswith(last) if sought.begins else here[-1] == last


def holds_all(text: str, looked_for: Wanted) -> bool:
    """Whether a reader of the text sees everything there that was looked for."""
    in_place = list(terms_in_place(text))
    return any(_holds(match, in_place) for match in looked_for.matches)


def _holds(match: Match, in_place: Sequence[Term]) -> bool:
    places = range(len(in_place))
    return all(any(_stands(one, in_place, at) for at in places) for one in _sought(match))
