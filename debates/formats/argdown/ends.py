"""Where something that begins somewhere ends: each search goes on where the last one stopped.

A text of nothing but openings would otherwise be searched to its end once for each of them.
"""

import re
import sys
from bisect import bisect_left, bisect_right
from functools import cached_property

from debates.formats.argdown.patterns import WS

_DATA_STOPS = re.compile(rf"\}}(?=[{WS}][^,}}])")
_DATA_ENDS = re.compile(rf"\}}(?![{WS}]*+[,}}])")
_BLANK_LINES = re.compile(r"(?:[ \t\n]*\n)?")
_ONE_LINE = re.compile(r"(?:[ \t]*+\n(?![ \t]*+\n))?")
_NOWHERE = sys.maxsize
_COMMENTS = {"//": "\n", "/*": "*/", "<!": "-->"}


class Ends:
    """Of one text, asked from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: dict[str, tuple[int, int]] = {}  # from where something was sought, and found

    def after(self, closing: str, start: int, whose: str = "") -> int | None:
        """The next ``closing`` from ``start`` on; ``whose``: of those who are far ahead."""
        key = closing + whose
        since, found = self.known.get(key, (0, -1))
        if not since <= start <= found:
            found = self.text.find(closing, start)
            if found < 0:
                found = _NOWHERE
            self.known[key] = (start, found)
        return None if found == _NOWHERE else found

    def on_line(self, closing: str, start: int) -> int | None:
        """The next one before the line ends."""
        found = self.after(closing, start)
        if found is None:
            return None
        line_end = self.after("\n", start - 1)
        return found if line_end is None or found < line_end else None

    def of_comment(self, at: int) -> int | None:
        opening = self.text[at : at + 2]
        closing = _COMMENTS.get(opening)
        if closing is None or (opening == "<!" and not self.text.startswith("<!--", at)):
            return None
        end = self.after(closing, at + (4 if opening == "<!" else 2))
        if end is None:
            return None
        return end if closing == "\n" else end + len(closing)

    def after_blank_lines(self, at: int) -> int:
        found = _BLANK_LINES.match(self.text, at)
        return found.end() if found else at

    def after_one_line(self, at: int) -> int:
        found = _ONE_LINE.match(self.text, at)
        return found.end() if found else at

    def of_link(self, at: int) -> tuple[int, int] | None:
        """The two closing brackets of ``[words](address)``."""
        close = self.after("]", at + 1)
        if close is None or close == at + 1 or self.text[close + 1 : close + 2] != "(":
            return None
        end = self.after(")", close + 2, "link")
        return None if end is None or end == close + 2 else (close, end)

    def of_data(self, at: int) -> int | None:
        """The brace that ends what begins with one, as the official lexer has it.

        It is the last one before text goes on behind a brace and white space; braces before a
        comma or another brace belong inside.
        """
        stops, ends = self._data_stops, self._data_ends
        stop = bisect_right(stops, at)
        limit = stops[stop] if stop < len(stops) else len(self.text)
        end = bisect_right(ends, limit) - 1
        return ends[end] if end >= 0 and ends[end] > at else None

    def line_of(self, at: int) -> int:
        return bisect_left(self._line_ends, at) + 1

    @cached_property
    def _data_stops(self) -> list[int]:
        return [found.start() for found in _DATA_STOPS.finditer(self.text)]

    @cached_property
    def _data_ends(self) -> list[int]:
        return [found.start() for found in _DATA_ENDS.finditer(self.text)]

    @cached_property
    def _line_ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text)]
