"""What both layouts of a Kialo file consist of: numbered entries, below a title, above sources."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from debates.argument.map import Source
from debates.formats.errors import FormatError

TITLE_OF_OLDER, TITLE_OF_NEWER = "Discussion Title:", "Discussion Name:"
SOURCES = "Sources:"

# A number is caught twice: the whole of it, and what is above its last part. The parts above are
# not looked at: they are right if there is a claim of that number.
_NUMBER = r"(([0-9.]*\.)?[0-9]{1,9}\.)"
_OLDER = re.compile(rf"^{_NUMBER} (?:(Pro|Con): )?(.*)$", re.MULTILINE)
_NEWER = re.compile(r"( *)" + _NUMBER + r" (Question|Thesis|Pro|Con):[ \t]*")
_SOURCE = re.compile(r"\[([0-9]{1,9})\] (.*)")
_LINE_END = re.compile("\r\n|\n|\r")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


# Number as in "1.2.", that of what is above it (empty for the root), label (empty where there is
# none), text and line. A file has thousands: tuples without names are made in half the time.
Entry = tuple[str, str, str, str, int]


class Layout(NamedTuple):
    """How a file is laid out beyond what it says."""

    eol: str = "\n"
    is_older: bool = False
    ends_with_eol: bool = False
    gap: int = 0  # blank lines before the sources, beyond the usual one


class Contents(NamedTuple):
    title: str
    entries: list[Entry]
    sources: list[Source]
    is_older: bool = False


def lines_of(text: str) -> list[str]:
    return _with_usual_ends(text).split("\n")


def layout_of(text: str) -> Layout:
    """To write a file as one that was read: ``dumps(argument, layout_of(text))``."""
    lines = lines_of(text)
    found = _LINE_END.search(text)
    eol = found[0] if found else "\n"
    ends = bool(lines) and lines[-1] == ""
    if _first(lines).startswith(TITLE_OF_OLDER):
        return Layout(eol, is_older=True, ends_with_eol=ends)
    end = _line_of_sources(lines)
    blank = 0
    while 0 < blank + 1 < end and not lines[end - blank - 1].strip():
        blank += 1
    return Layout(eol, ends_with_eol=ends, gap=max(0, blank - 1))


def contents(text: str) -> Contents:
    """Raises FormatError where it is neither layout."""
    text = _with_usual_ends(text)
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    first, _, below = text[start:].partition("\n")
    if first.startswith(TITLE_OF_OLDER):
        title = first.removeprefix(TITLE_OF_OLDER).strip()
        return Contents(title, _older(below, text.count("\n", 0, start) + 2), [], is_older=True)
    if first.strip() == TITLE_OF_NEWER:
        return _newer(text.split("\n"))
    raise FormatError(1, f"a Kialo export begins with “{TITLE_OF_NEWER}” or “{TITLE_OF_OLDER}”")


def _with_usual_ends(text: str) -> str:
    text = text.removeprefix("\ufeff")
    return _LINE_END.sub("\n", text) if "\r" in text else text


def _first(lines: list[str]) -> str:
    return next((line for line in lines if line.strip()), "")


def _older(below: str, line: int) -> list[Entry]:
    """All lines at once; one by one only to find the empty ones, and what is wrong.

    ``line``: where ``below`` begins.
    """
    text = below.lstrip("\n")
    first = line + len(below) - len(text)
    text = text.rstrip("\n")
    found = _OLDER.findall(text)
    at: Sequence[int] = range(first, first + text.count("\n") + bool(text))
    if len(found) < len(at):
        lines = {n: one for n, one in enumerate(text.split("\n"), first) if one.strip()}
        if wrong := [n for n, one in lines.items() if not _OLDER.fullmatch(one)]:
            problem = "here should be a number, as in “1.2. Pro: ”, and a text"
            raise FormatError(wrong[0], problem)
        at = [*lines]
    return [
        (number_of(number), number_of(parent), label, told, n)
        if "0" in number
        else (number, parent, label, told, n)
        for n, (number, parent, label, told) in zip(at, found, strict=True)
    ]


def _newer(lines: list[str]) -> Contents:
    start = next(n for n, line in enumerate(lines) if line.strip()) + 1
    while start < len(lines) and not lines[start].strip():
        start += 1
    end = _line_of_sources(lines)
    title = lines[start].strip() if start < end else ""
    if _NEWER.fullmatch(title) or not title:
        raise FormatError(min(start + 1, len(lines)), "here should be the name of the discussion")
    entries = list(_blocks(lines, start + 1, end))
    return Contents(title, entries, list(_sources(lines, end + 1)))


def _line_of_sources(lines: list[str]) -> int:
    """The first line that begins them: no line of a claim comes after a blank one."""
    for n, line in enumerate(lines):
        if line.rstrip() == SOURCES and n and not lines[n - 1].strip():
            return n
    return len(lines)


def _blocks(lines: list[str], start: int, end: int) -> Iterator[Entry]:
    n = start
    while n < end:
        if not lines[n].strip():
            n += 1
            continue
        match = _NEWER.fullmatch(lines[n])
        if match is None:
            problem = "here should be a number and a kind, as in “1.2. Pro:”, after a blank line"
            raise FormatError(n + 1, problem)
        header, indent = n + 1, match[1]
        n += 1
        texts = []
        while n < end and lines[n].strip():
            texts.append(lines[n].removeprefix(indent))
            n += 1
        _, number, parent, label = match.groups("")
        yield number_of(number), number_of(parent), label, "\n".join(texts), header


def _sources(lines: list[str], start: int) -> Iterator[Source]:
    url, quote = "", list[str]()
    number = 0
    for n, line in enumerate(lines[start:], start + 1):
        match = _SOURCE.fullmatch(line)
        if match is not None and int(match[1]) == number + 1:
            if number:
                yield _source(url, quote)
            number, url, quote = number + 1, match[2], []
        elif number:
            quote.append(line)
        elif line.strip():
            raise FormatError(n, "here should be the first source, as in “[1] https://…”")
    if number:
        yield _source(url, quote)


def _source(url: str, quote: list[str]) -> Source:
    """A quote stands between quotation marks of its own."""
    whole = "\n".join(quote).rstrip("\n")
    if len(whole) > 1 and whole[0] == whole[-1] == '"':
        whole = whole[1:-1]
    return Source(url=url, quote=whole)


def number_of(text: str) -> str:
    """As it is compared: without zeros before it."""
    return _ZEROS.sub("", text) if "0" in text else text
