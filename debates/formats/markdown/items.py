"""The items of a Markdown list, by lines: nested as CommonMark nests them, to any depth."""

import re
from dataclasses import dataclass, field

from debates.formats.errors import FormatError

_LINE_END = re.compile("\r\n|\n|\r")
_ITEM = re.compile(r"([-*+]|[0-9]{1,9}[.)])(?:([ \t]+)(.*))?", re.DOTALL)
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*")
_HEADING = re.compile(r"#{1,6}(?:[ \t]+(.*))?", re.DOTALL)
_QUOTE = re.compile("> ?")
_TAB = 4
_CODE_INDENT = 4
# Each takes almost a thousand bytes of memory, and four of a file.
_MOST_ITEMS = 200_000


@dataclass(slots=True)
class Item:
    """One item: the lines of its text, and those of what else it holds beside lists.

    ``content`` is the column at which what belongs to it begins.
    """

    line: int
    content: int
    parent: "Item | None"
    text: list[str]
    detail: list[str] = field(default_factory=list)


@dataclass
class Document:
    """``outside`` counts what stands after the list without belonging to it."""

    title: str = ""
    background: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    outside: int = 0


def document(text: str) -> Document:
    reading = _Reading()
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        reading.take(number, line)
    return reading.found


class _Reading:
    def __init__(self) -> None:
        self.found = Document()
        self.branch: list[Item] = []  # the items that the last line was in
        self.after_blank = True
        self.in_text = False

    def take(self, number: int, line: str) -> None:
        bare = line.lstrip(" \t")
        indent = len(line[: len(line) - len(bare)].expandtabs(_TAB))
        if not bare.strip(" \t"):
            self.after_blank = True
            return
        item = None if _RULE.fullmatch(bare) else _ITEM.fullmatch(bare)
        if item is not None:
            self._begin(number, indent, item)
        elif not self.found.items:
            self._introduce(bare, line)
        else:
            self._go_on(indent, bare, line)
        self.after_blank = False

    def _begin(self, number: int, indent: int, match: re.Match[str]) -> None:
        while self.branch and indent < self.branch[-1].content:
            self.branch.pop()
        after = indent + len(match[1])
        content = len(f"{' ' * after}{match[2] or ' '}".expandtabs(_TAB))
        content = content if content - after <= _CODE_INDENT else after + 1
        text = (match[3] or "").rstrip(" \t")
        item = Item(number, content, self.branch[-1] if self.branch else None, [text])
        if len(self.found.items) == _MOST_ITEMS:
            raise FormatError(number, f"a list has at most {_MOST_ITEMS:,} items here")
        self.branch.append(item)
        self.found.items.append(item)
        self.in_text = True

    def _introduce(self, bare: str, line: str) -> None:
        heading = _HEADING.fullmatch(bare)
        if heading and not self.found.title:
            self.found.title = (heading[1] or "").strip(" \t")
            return
        if self.after_blank and self.found.background:
            self.found.background.append("")
        quote = _QUOTE.match(bare)
        self.found.background.append(bare[quote.end() :] if quote else line)

    def _go_on(self, indent: int, bare: str, line: str) -> None:
        quote = _QUOTE.match(bare)
        if self.after_blank or quote:
            while self.branch and indent < self.branch[-1].content:
                self.branch.pop()
            self.in_text = False
        if not self.branch:
            self.found.outside += self.after_blank and not _RULE.fullmatch(bare)
            return
        item = self.branch[-1]
        if self.in_text:
            item.text.append(bare.rstrip(" \t"))
            return
        if self.after_blank and item.detail:
            item.detail.append("")
        item.detail.append(bare[quote.end() :] if quote else _dedented(line, item.content))


def _dedented(line: str, columns: int) -> str:
    """Without so many columns of blanks at its start."""
    column = taken = 0
    while taken < len(line) and line[taken] in " \t" and column < columns:
        column += 1 if line[taken] == " " else _TAB - column % _TAB
        taken += 1
    return line[taken:]
