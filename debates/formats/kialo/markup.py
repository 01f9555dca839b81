"""Kialo's escapes, footnotes and references inside the texts of claims."""

import re
from collections.abc import Sequence

from debates.argument.map import Source

_ESCAPED = re.compile(r"\\(\\(?=[n()\[\]@\\])|[n()\[\]@])")
_TO_ESCAPE = re.compile(r"\[[^\[\]\n]*\]\([^()\s]*\)|\\(?=[n()\[\]@\\\n])|[()\[\]\n]|@(?=\S)")
_MARKER = re.compile(r"\[([1-9]\d{0,4})\]")
_TRAILING = re.compile(r"(?: \[[1-9]\d{0,4}\])+\Z")

REFERENCE = re.compile(r"-> See ((?:\d+\.)+)\s*\Z")
ELSEWHERE = re.compile(r"-> See discussion #\d+: ")


def unescaped(text: str) -> str:
    """The text of a line of the older layout, with real line breaks."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], text)


def escaped(text: str) -> str:
    """One line of the older layout. Links stay links."""
    return _TO_ESCAPE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    if len(match[0]) > 1:
        return match[0]
    return "\\n" if match[0] == "\n" else f"\\{match[0]}"


def with_own_numbers(text: str, sources: Sequence[Source]) -> tuple[str, tuple[Source, ...]]:
    """From numbers of the whole file to those of a claim's own sources, which are told beside it.

    Markers at the end go: whatever has no marker in the text is read as if it stood at the end.
    """
    used: dict[int, int] = {}

    def renamed(match: re.Match[str]) -> str:
        number = int(match[1])
        if number > len(sources):
            return match[0]
        return f"[{used.setdefault(number, len(used) + 1)}]"

    changed = _MARKER.sub(renamed, text)
    own = tuple(sources[number - 1] for number in used)
    return without_trailing(changed, len(own)), own


def without_trailing(text: str, sources: int) -> str:
    """The text without those markers at its end that ``with_trailing`` would put there again."""
    trailing = _TRAILING.search(text)
    if trailing is None:
        return text
    kept = text[: trailing.start()]
    numbers = [int(number) for number in _MARKER.findall(trailing[0])]
    while numbers and not _stand_again(kept, numbers, sources):
        kept += f" [{numbers.pop(0)}]"
    return kept


def with_trailing(text: str, sources: int) -> str:
    """The text with a marker for each source: at its end for those that it does not mention."""
    return text + "".join(f" [{number}]" for number in _unmentioned(text, sources))


def with_numbers_of_the_file(text: str, numbers: Sequence[int]) -> str:
    """``numbers`` are those of the claim's sources in the whole file."""

    def renamed(match: re.Match[str]) -> str:
        own = int(match[1])
        return f"[{numbers[own - 1]}]" if own <= len(numbers) else match[0]

    return _MARKER.sub(renamed, text)


def _stand_again(text: str, numbers: list[int], sources: int) -> bool:
    return bool(text) and _unmentioned(text, sources) == numbers


def _unmentioned(text: str, sources: int) -> list[int]:
    mentioned = {int(number) for number in _MARKER.findall(text)}
    return [number for number in range(1, sources + 1) if number not in mentioned]
