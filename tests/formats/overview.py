"""The tables of docs/formats.md, from the registry; ``python -m tests.formats.overview`` writes."""

from pathlib import Path

from debates.formats.format import Part
from debates.formats.registry import FORMATS

PAGE = Path(__file__).resolve().parents[2] / "docs/formats.md"
START, END = "<!-- from the registry -->\n", "<!-- until here -->\n"


def tables() -> str:
    return f"{_formats()}\n{_parts()}"


def _formats() -> str:
    rows = [("format", "name for commands", "files", "read", "written"), ("---",) * 5]
    for name, format in FORMATS.items():
        files = ", ".join(f"`{suffix}`" for suffix in format.suffixes)
        read, written = _mark(bool(format.loads)), _mark(bool(format.dumps))
        rows.append((format.title, f"`{name}`", files, read, written))
    return _table(rows)


def _parts() -> str:
    rows = [("what is carried", *FORMATS), ("---", *(":-:" for _ in FORMATS))]
    for part in Part:
        marks = (_mark(part in format.carries) for format in FORMATS.values())
        rows.append((part.value, *marks))
    return _table(rows)


def _mark(there: bool) -> str:
    return "●" if there else ""


def _table(rows: list[tuple[str, ...]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def written(page: str) -> str:
    start, end = page.index(START) + len(START), page.index(END)
    return page[:start] + tables() + page[end:]


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
