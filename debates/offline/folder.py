"""The folder: every page of a debate, and the style sheet that they share."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from debates.argument.counts import Tally, tally_of
from debates.argument.labels import KIND_WORDS
from debates.argument.map import ArgumentMap
from debates.argument.prose import block_html
from debates.offline.book import INDEX, Book
from debates.offline.claims import (
    counted,
    css_class,
    icon,
    in_full,
    kind_line,
    link_to,
    text_of,
)
from debates.offline.outline import outline
from debates.offline.parts import Part

_STYLE = Path(__file__).with_name("style.css")
_ICONS = Path(__file__).with_name("icons.svg")
# Nothing of it runs or asks for anything, even if something that people wrote should get past us.
_POLICY = "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"
_NAMED_ABOVE = 6


def folder(argument: ArgumentMap, made: str = "") -> Iterator[tuple[str, str]]:
    """Names and contents of the files. ``made`` says where and when, for the foot of each page."""
    book = Book(argument, made)
    icons = _ICONS.read_text(encoding="utf-8")
    yield "style.css", _STYLE.read_text(encoding="utf-8")
    for part in book.parts:
        yield book.file_of(part.cut), "".join(_page(book, part, icons))


def _page(book: Book, part: Part, icons: str) -> Iterator[str]:
    name = book.argument.title or "A debate"
    is_index = book.file_of(part.cut) == INDEX
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(_title(book, part))}</title>\n"
        '<link rel="stylesheet" href="style.css">\n</head>\n<body>\n'
        f"{icons}"
    )
    if not is_index:
        yield f'<header><p><a href="{INDEX}" dir="auto">{escape(name)}</a></p></header>\n'
    yield "<main>\n"
    yield from _front(book) if is_index else _head(book, part)
    yield from _replies(book, part)
    yield f"</main>\n<footer><p>{escape(book.made) or 'A debate, to read offline'}</p></footer>\n"
    yield "</body>\n</html>\n"


def _title(book: Book, part: Part) -> str:
    name = book.argument.title or "A debate"
    if book.file_of(part.cut) == INDEX:
        return name
    more = f", from reply {part.cut.first + 1}" if part.cut.first else ""
    return f"Claim {book.numbers[part.cut.head]}{more} · {name}"


def _front(book: Book) -> Iterator[str]:
    """The debate as a whole, and what it is about."""
    argument = book.argument
    yield f'<h1 dir="auto">{escape(argument.title or "A debate")}</h1>\n'
    yield f'<p class="facts">{_facts(tally_of(argument))}</p>\n'
    if argument.assessed:
        by = escape(argument.assessed_by)
        yield f'<p class="under">What stands, and strengths from 0 to 1: by {by}.</p>\n'
    if argument.background:
        yield "<details><summary>Background</summary>"
        yield f'<div class="detail" dir="auto">{block_html(argument.background)}</div></details>\n'
    yield from _in_focus(book, argument.root, "h2")


def _facts(tally: Tally) -> str:
    told = [
        counted(tally.theses, "thesis", "theses"),
        counted(tally.claims, "supporting claim", "supporting claims"),
        counted(tally.critiques, "critique", "critiques"),
        counted(tally.rebuttals, "rebuttal", "rebuttals"),
    ]
    if tally.open:
        told.append(counted(tally.open, "open challenge", "open challenges"))
    return "".join(f"<span>{words}</span>" for words in told)


def _head(book: Book, part: Part) -> Iterator[str]:
    """What the page is about, below the claims that it argues about."""
    head = part.cut.head
    thread = book.thread_to(head)
    yield '<nav aria-label="What this argues about"><ol class="chain">'
    for place, key in enumerate(thread):
        if place and place <= len(thread) - _NAMED_ABOVE:
            if place == 1:
                left = len(thread) - _NAMED_ABOVE
                yield f"<li>… {counted(left, 'claim', 'claims')} in between</li>"
            continue
        kind = book.argument.kinds[key]
        said = f"{icon(kind)}<b>{KIND_WORDS[kind].label}</b> {link_to(book, key)}"
        yield f'<li class="is-{kind}">{said}</li>'
    yield "</ol></nav>\n"
    yield from _in_focus(book, head, "h1")


def _in_focus(book: Book, key: str, heading: str) -> Iterator[str]:
    node = book.argument.nodes[key]
    yield f'<article class="focus {css_class(book, key)}" id="{book.anchor(key)}">'
    yield f'{kind_line(book, key)}<{heading} class="text" dir="auto">{text_of(node)}</{heading}>'
    yield from in_full(book, key)
    yield "</article>\n"


def _replies(book: Book, part: Part) -> Iterator[str]:
    head, first = part.cut
    heading = "h3" if book.file_of(part.cut) == INDEX else "h2"
    replies = len(book.argument.children.get(head, ()))
    if not replies and head not in book.arguing_here:
        yield f"<{heading}>Nothing is said about it yet</{heading}>\n"
        return
    from_there = f", from reply {first + 1} of {replies:,}" if first else ""
    yield f'<{heading}>What is said about it{from_there}</{heading}>\n<ol class="outline">'
    yield from outline(book, part)
    yield "</ol>\n"
