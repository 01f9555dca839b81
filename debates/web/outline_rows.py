"""The outline as HTML, written row by row: a template for each row costs ten times as much.

Nothing here recurses, and everything that people wrote is escaped or was rendered safe before.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from html import escape
from types import MappingProxyType
from typing import NamedTuple, Self

from django.urls import reverse

from debates.argument.words import Kind, Side, Stance, State, kind_of_reply
from debates.models import Claim, Debate
from debates.models.places import Reference
from debates.models.reckoning import Figures
from debates.web.bundles import Places, bundled_premises, in_words, premise_class
from debates.web.weight import weight
from debates.web.words import excerpt, label, without_links

# So deep are lists nested in one page; what is deeper begins a page of its own.
NESTED_MOST = 12


class Row(NamedTuple):
    """What a row says of a claim: an instance of the model would cost as much again."""

    pk: int
    parent_id: int | None
    level: int
    lft: int
    kind: str
    aim: str
    state: str
    conceded_at: datetime | None
    met_at: datetime | None
    text_html: str
    premise_group: int | None

    @classmethod
    def of(cls, claim: Claim) -> Self:
        return cls(*(getattr(claim, name) for name in cls._fields))


class Outline(NamedTuple):
    """Some rows of a debate. ``rows`` are in reading order; ``replies`` counts what there is below.

    ``top`` is the level of the page's first row: how deep a row is nested counts from there.
    ``references`` are the claims that argue here too, by what they argue about; ``unseen`` was
    posted or changed since the reader's last visit.
    """

    debate: Debate
    rows: Sequence[Row]
    replies: Mapping[int, int]
    open: Collection[int]
    top: int
    figures: Figures
    references: Mapping[int, Sequence[Reference]] = MappingProxyType({})
    unseen: Collection[int] = ()


def list_items(outline: Outline) -> bytes:
    """The ``li`` elements of the rows, those below others nested in them.

    Encoded piece by piece: one “…” makes a string of all of it twice as large.
    """
    return b"".join([piece.encode() for piece in _items(outline)])


def _items(outline: Outline) -> Iterator[str]:
    urls = _Urls(outline.debate)
    shown = _shown_below(outline.rows)
    bundled = bundled_premises(outline.rows, outline.references)
    waiting: list[Row] = []  # the claims whose lists are open, from the top down
    for claim in outline.rows:
        while waiting and waiting[-1].pk != claim.parent_id:
            yield from _closed(waiting.pop(), outline, shown, urls)
        yield _row(claim, outline, urls, bundled.get(claim.pk, ""))
        if claim.pk in outline.references:
            yield from _references(outline.references[claim.pk], bundled, urls)
        replies = outline.replies.get(claim.pk, 0)
        if claim.pk in shown:
            yield _list_begin(claim, replies)
            waiting.append(claim)
        elif replies:
            yield _unread(claim, outline, urls)
            yield "</li>"
        else:
            yield "</li>"
    while waiting:
        yield from _closed(waiting.pop(), outline, shown, urls)


class _Urls:
    """Addresses by claim, made from one resolved address each."""

    def __init__(self, debate: Debate) -> None:
        self._claim = reverse("claim", args=[debate.slug, 0]).removesuffix("0/")
        self.outline = reverse("outline", args=[debate.slug])

    def claim(self, claim: Row | Reference) -> str:
        return f"{self._claim}{claim.pk}/"

    def branch(self, claim: Row, top: int, after: Row | None = None) -> str:
        rest = f"&amp;after={after.pk}" if after else ""
        return f"{self.outline}{claim.pk}/?top={top}{rest}"

    def page(self, claim: Row, after: Row | None = None) -> str:
        rest = f"&amp;after={after.pk}" if after else ""
        return f"{self.outline}?at={claim.pk}{rest}"


class _Shown(NamedTuple):
    count: int
    last: Row


def _shown_below(rows: Sequence[Row]) -> dict[int | None, _Shown]:
    """By parent: how many of its replies are among the rows, and the last of them."""
    shown: dict[int | None, _Shown] = {}
    for claim in rows:
        before = shown.get(claim.parent_id)
        shown[claim.parent_id] = _Shown(before.count + 1 if before else 1, claim)
    return shown


def _closed(
    claim: Row, outline: Outline, shown: Mapping[int | None, _Shown], urls: _Urls
) -> Iterator[str]:
    """The end of a claim's list, with the way to the replies that did not fit."""
    here = shown[claim.pk]
    left = outline.replies.get(claim.pk, 0) - here.count
    if left > 0:
        yield more_item(urls, claim, here.last, left, outline.top)
    yield "</ol></details></li>"


def more_item(urls: "_Urls", claim: Row, last: Row, left: int, top: int) -> str:
    """The row that fetches the rest of a claim's replies in its own place."""
    return (
        f'<li class="rest"><a href="{urls.page(claim, last)}"'
        f' hx-get="{urls.branch(claim, top, last)}" hx-target="closest li" hx-swap="outerHTML">'
        f"Show {_counted(left, 'more ')}</a></li>"
    )


def rest_of(outline: Outline, parent: Row, left: int) -> bytes:
    """The same for the end of a fetched list, where ``left`` more of its own did not fit."""
    last = _shown_below(outline.rows)[parent.pk].last
    return more_item(_Urls(outline.debate), parent, last, left, outline.top).encode()


def _row(claim: Row, outline: Outline, urls: _Urls, place: str) -> str:
    withdrawn = " is-withdrawn" if claim.state == State.WITHDRAWN else ""
    return (
        f'<li class="is-{claim.kind}{withdrawn}{premise_class(place)}" id="row-{claim.pk}"'
        f' data-claim="{claim.pk}">'
        f'<div class="row">{_icon(claim.kind, claim.aim)}'
        f'<a class="text" href="{urls.claim(claim)}">{without_links(claim.text_html)}</a>'
        f"{_end(claim, outline)}{in_words(place)}</div>"
    )


@cache
def _icon(kind: str, aim: str) -> str:
    words = escape(label(Kind(kind), aim))
    return (
        f'<svg class="icon" role="img" aria-label="{words}">'
        f'<title>{words}</title><use href="#i-{kind}"></use></svg>'
    )


def _references(references: Sequence[Reference], bundled: Places, urls: _Urls) -> Iterator[str]:
    """The claims whose own place is elsewhere: neither counted nor followed from here."""
    yield '<ul class="also">'
    for one in references:
        kind = kind_of_reply(Stance(one.stance), Side(one.side))
        withdrawn = " is-withdrawn" if one.state == State.WITHDRAWN else ""
        end = '<span class="mark">withdrawn</span>' if withdrawn else ""
        yield (
            f'<li class="is-{kind}{withdrawn}" data-reference><div class="row">'
            f"{_icon(kind, one.aim)}"
            f'<a class="text" href="{urls.claim(one)}">{without_links(one.text_html)}</a>'
            f'<span class="n">{end}<span>{_ELSEWHERE} argues here too</span></span>'
            f"{in_words(bundled.get((one.pk, one.target), ''))}</div></li>"
        )
    yield "</ul>"


def _end(claim: Row, outline: Outline) -> str:
    """The end of the row: what has become of the claim, and how much is said about it."""
    marks: list[str] = [weight(outline.figures.get(claim.pk))]
    marks += [f'<span class="{name}">{words}</span>' for name, words in _marks(claim, outline)]
    if replies := outline.replies.get(claim.pk, 0):
        marks.append(f'<span class="replies">{_counted(replies)}</span>')
    return f'<span class="n">{"".join(marks)}</span>'


def _marks(claim: Row, outline: Outline) -> Iterator[tuple[str, str]]:
    if claim.pk in outline.unseen:
        yield "mark fresh", "new"
    if claim.pk in outline.open:
        yield "open", "open"
    if claim.conceded_at:
        yield "mark", "conceded"
    if claim.met_at:
        yield "mark", "met by an amendment"
    if claim.state == State.WITHDRAWN:
        yield "mark", "withdrawn"
    if claim.state == State.PENDING:
        yield "mark waits", "waiting for review"
    if claim.state == State.RETURNED:
        yield "mark waits", "returned"
    if claim.state == State.HIDDEN:
        yield "mark waits", "hidden"


def _list_begin(claim: Row, replies: int) -> str:
    return (
        f'<details open data-below="{claim.pk}">{_summary(claim, replies)}'
        f'<ol data-list="{claim.pk}">'
    )


def _summary(claim: Row, replies: int) -> str:
    name = escape(excerpt(claim.text_html))
    return f'<summary aria-label="{_counted(replies)} to: {name}">{_CHEVRON}</summary>'


def _unread(claim: Row, outline: Outline, urls: _Urls) -> str:
    """A closed list that is fetched when it is opened; a link where it would nest too deep."""
    replies = outline.replies[claim.pk]
    page = urls.page(claim)
    if claim.level - outline.top >= NESTED_MOST:
        return f'<p class="deeper"><a href="{page}">Read on: {_counted(replies)}</a></p>'
    return (
        f'<details data-below="{claim.pk}" data-unread hx-get="{urls.branch(claim, outline.top)}"'
        f' hx-trigger="toggle once" hx-target="find ol" hx-swap="innerHTML">'
        f'{_summary(claim, replies)}<ol data-list="{claim.pk}">'
        f'<li class="rest"><a href="{page}">Show {_counted(replies)}</a></li></ol></details>'
    )


def _counted(number: int, more: str = "") -> str:
    return f"{number:,} {more}{'reply' if number == 1 else 'replies'}"


_CHEVRON = '<svg class="icon" aria-hidden="true"><use href="#i-right"></use></svg>'
_ELSEWHERE = '<svg class="icon" aria-hidden="true"><use href="#i-link"></use></svg>'
