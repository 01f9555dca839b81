"""The claims of a page as lists in lists, written row by row: nothing here recurses."""

from collections.abc import Iterator

from debates.offline.book import Book
from debates.offline.claims import arguing_here, counted, css_class, in_short, kind_line, text_of
from debates.offline.parts import Part


def outline(book: Book, part: Part) -> Iterator[str]:
    """The ``li`` elements below the claim that the page is about."""
    parents = {book.argument.reply_of[row.key].parent for row in part.rows}
    open_lists = [part.cut.head]
    if not part.cut.first:
        yield from arguing_here(book, part.cut.head)
    for row in part.rows:
        parent = book.argument.reply_of[row.key].parent
        while open_lists[-1] != parent:
            yield from _onward(book, part, open_lists.pop())
            yield "</ol></li>\n"
        yield f'<li class="{css_class(book, row.key)}" id="{book.anchor(row.key)}">'
        yield from _row(book, row.key)
        if row.key in parents:
            yield "<ol>"
            yield from arguing_here(book, row.key)
            open_lists.append(row.key)
        else:
            yield from _end_of_leaf(book, part, row.key)
    while open_lists:
        yield from _onward(book, part, open_lists.pop())
        yield "</ol></li>\n" if open_lists else ""


def _row(book: Book, key: str) -> Iterator[str]:
    node = book.argument.nodes[key]
    yield f'<div class="row">{kind_line(book, key)}<p class="text" dir="auto">{text_of(node)}</p>'
    yield from in_short(book, key)
    yield "</div>"


def _end_of_leaf(book: Book, part: Part, key: str) -> Iterator[str]:
    """None of its replies is on this page."""
    last = [*arguing_here(book, key), *_onward(book, part, key)]
    yield f"<ol>{''.join(last)}</ol></li>\n" if last else "</li>\n"


def _onward(book: Book, part: Part, key: str) -> Iterator[str]:
    onward = part.onward.get(key)
    if onward is None:
        return
    more = "more " if onward.cut.first else ""
    words = counted(onward.replies, f"{more}reply", f"{more}replies")
    yield f'<li class="onward"><a href="{book.file_of(onward.cut)}">Read on: {words}</a></li>'
