"""What is said of one claim, as HTML. Whatever people wrote is escaped or rendered safe."""

from collections.abc import Iterator
from datetime import datetime
from html import escape

from debates.argument.labels import label
from debates.argument.map import Node, Source
from debates.argument.plain import plain
from debates.argument.prose import block_html, inline_html
from debates.argument.schemes import QUESTIONS, SCHEMES
from debates.argument.words import Stance, State
from debates.offline.book import Book

_EXCERPT = 80
_WEB = ("http://", "https://")
_STATES = {
    State.PENDING: "waiting for review",
    State.RETURNED: "returned to its author",
    State.HIDDEN: "hidden",
    State.WITHDRAWN: "withdrawn",
}


def css_class(book: Book, key: str) -> str:
    withdrawn = " is-withdrawn" if book.argument.nodes[key].state == State.WITHDRAWN else ""
    return f"is-{book.argument.kinds[key]}{withdrawn}"


def kind_line(book: Book, key: str) -> str:
    """The icon and the word for what a claim is, and what has become of it."""
    kind = book.argument.kinds[key]
    reply = book.argument.reply_of.get(key)
    words = label(kind, reply.aim or "" if reply else "")
    marks = "".join(f'<span class="mark">{mark}</span>' for mark in _marks(book, key))
    return f'<p class="kind">{icon(kind)}{escape(words)}{marks}</p>'


def icon(name: str) -> str:
    return f'<svg class="icon" aria-hidden="true"><use href="#i-{name}"></use></svg>'


def text_of(node: Node) -> str:
    return inline_html(node.text)


def link_to(book: Book, key: str) -> str:
    """A link with the beginning of the claim's text."""
    words = plain(text_of(book.argument.nodes[key]))
    short = words if len(words) <= _EXCERPT else f"{words[: _EXCERPT - 1].rstrip()}…"
    return f'<a href="{book.address(key)}" dir="auto">{escape(short)}</a>'


def counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def in_full(book: Book, key: str) -> Iterator[str]:
    """What is said of a claim below its text."""
    node = book.argument.nodes[key]
    yield from _reasoning(node)
    yield from _detail_and_sources(node)
    yield from _lines(book, key)


def in_short(book: Book, key: str) -> Iterator[str]:
    """The same in an outline, where detail and sources are folded."""
    node = book.argument.nodes[key]
    yield from _reasoning(node)
    if node.detail or node.sources:
        sources = counted(len(node.sources), "source", "sources") if node.sources else ""
        named = " and ".join(filter(None, ["detail" if node.detail else "", sources]))
        yield f"<details><summary>{named.capitalize()}</summary>"
        yield from _detail_and_sources(node)
        yield "</details>"
    yield from _lines(book, key)


def arguing_here(book: Book, key: str) -> Iterator[str]:
    """The claims whose own place is elsewhere and that argue about this one too."""
    for other in book.arguing_here.get(key, ()):
        does = "supports" if other.link.stance == Stance.PRO else "opposes"
        yield (
            f'<li class="also {css_class(book, other.key)}"><p>{icon("link")}'
            f"From elsewhere, this {does} it too: {link_to(book, other.key)}</p></li>"
        )


def _marks(book: Book, key: str) -> Iterator[str]:
    node, reply = book.argument.nodes[key], book.argument.reply_of.get(key)
    if found := book.argument.assessed.get(key):
        yield f"{found.standing}, {found.strength:.2f}".removeprefix(", ")
    if key in book.open:
        yield "open: nothing answers it yet"
    if node.conceded:
        yield "conceded"
    if node.met:
        yield "met by an amendment"
    if node.state in _STATES:
        yield _STATES[node.state]
    if reply and reply.group:
        others = book.together[reply.parent, reply.group] - 1
        yield f"holds only together with {counted(others, 'other premise', 'other premises')}"


def _reasoning(node: Node) -> Iterator[str]:
    if scheme := SCHEMES.get(node.scheme):
        yield f'<p class="under">Reason: {escape(scheme.name)}</p>'
    if question := QUESTIONS.get(node.question):
        yield f'<p class="under">Critical question: {escape(question.text)}</p>'


def _detail_and_sources(node: Node) -> Iterator[str]:
    if node.detail:
        yield f'<div class="detail" dir="auto">{block_html(node.detail)}</div>'
    if node.sources:
        yield f'<ul class="sources">{"".join(map(_source, node.sources))}</ul>'


def _lines(book: Book, key: str) -> Iterator[str]:
    for other in book.arguing_elsewhere.get(key, ()):
        does = "supports" if other.link.stance == Stance.PRO else "opposes"
        yield f'<p class="under">{icon("link")}It also {does}: {link_to(book, other.key)}</p>'
    if said := _who_and_when(book.argument.nodes[key]):
        yield f'<p class="under">{said}</p>'


def _source(source: Source) -> str:
    named = escape(source.title or source.citation or source.url)
    is_web = source.url.casefold().startswith(_WEB)
    if is_web:
        named = f'<a href="{escape(source.url)}" rel="nofollow noopener">{named}</a>'
    rest = [source.citation if source.title else "", source.locator]
    if source.url and not is_web and (source.title or source.citation):
        rest.append(source.url)
    said = "".join(f", {escape(words)}" for words in rest if words)
    quote = f"<blockquote>{escape(source.quote)}</blockquote>" if source.quote else ""
    return f'<li dir="auto">{named}{said}{quote}</li>'


def _who_and_when(node: Node) -> str:
    told = []
    if node.author:
        told.append(f"<bdi>{escape(node.author)}</bdi>")
    if node.written:
        told.append(_day(node.written))
    if node.edited:
        told.append(f"edited {_day(node.edited)}")
    if node.earlier:
        told.append(counted(len(node.earlier), "earlier wording", "earlier wordings"))
    return ", ".join(told)


def _day(time: datetime) -> str:
    return f'<time datetime="{time.isoformat()}">{time.day} {time:%B %Y}</time>'
