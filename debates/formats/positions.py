"""On which lines of a JSON text the objects of a list begin."""

import re
from collections.abc import Iterator
from json import JSONDecoder

from debates.formats.errors import FormatError

_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = JSONDecoder()


def lines_of_elements(text: str, *path: str) -> list[int]:
    """``path`` is the keys that lead to the list; of a text that is known to be JSON."""
    lines = []
    line, counted = 1, 0
    try:
        for at in _elements(text, path):
            line += text.count("\n", counted, at)
            counted = at
            lines.append(line)
    except RecursionError:  # whoever read the text stood a few frames higher
        raise FormatError(1, "lists and objects are nested too deeply") from None
    return lines


def _elements(text: str, path: tuple[str, ...]) -> Iterator[int]:
    at = _after_blanks(text, int(text.startswith("\ufeff")))
    for wanted in path:
        if text[at] != "{":
            return
        found = _value_of(text, at, wanted)
        if found is None:
            return
        at = found
    if text[at] != "[":
        return
    at = _after_blanks(text, at + 1)
    while text[at] != "]":
        yield at
        at = _after_value(text, at)


def _value_of(text: str, at: int, wanted: str) -> int | None:
    """Where the value of one key of the object at ``at`` begins."""
    at = _after_blanks(text, at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        at = _after_blanks(text, _after_blanks(text, at) + 1)
        if key == wanted:
            return at
        at = _after_value(text, at)
    return None


def _after_value(text: str, at: int) -> int:
    """Where the next one begins, or the list or object ends."""
    _, at = _DECODER.raw_decode(text, at)
    at = _after_blanks(text, at)
    return _after_blanks(text, at + 1) if text[at] == "," else at


def _after_blanks(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
