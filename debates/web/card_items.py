"""The cards of a column as HTML, written card by card: a template for each costs ten times as much.

Everything that people wrote was rendered safe before it was stored; all else is ours.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from debates.argument.counts import Tally
from debates.argument.words import State


class Card(NamedTuple):
    """One reply. ``aim`` is in words; ``tally`` is there for a thesis below a question.

    ``home`` is there for a claim that is linked here: what it argues about in its own place.
    ``is_new``: posted or changed since the reader's last visit. ``weight`` is its standing and its
    strength; ``matters_most``: nowhere does a reply do more to the thesis. ``group`` is there for
    linked premises, of which the reader sees several; ``together`` are those with their place here.
    """

    pk: int
    kind: str
    state: str
    is_conceded: bool
    aim: str
    text: SafeString
    url: str
    replies: int
    sources: int
    stands_open: bool
    tally: Tally | None
    is_met: bool = False
    is_new: bool = False
    home: SafeString | None = None
    weight: SafeString = SafeString()
    matters_most: bool = False
    stands: bool = True
    group: int | None = None
    together: int = 1


def card_items(cards: Sequence[Card]) -> SafeString:
    """The ``li`` elements of the cards; those of linked premises in one of their own."""
    return mark_safe("".join(_items(cards)))  # noqa: S308 - see above


def _items(cards: Sequence[Card]) -> Iterator[str]:
    for group, some in groupby(cards, attrgetter("group")):
        items = "".join(map(_item, some))
        yield items if group is None else f"{_PREMISES}{items}</ul></li>"


def _item(card: Card) -> str:
    withdrawn = " is-withdrawn" if card.state == State.WITHDRAWN else ""
    linked = "" if card.home is None else " is-linked"
    return (
        f'<li class="card is-{card.kind}{withdrawn}{linked}" id="claim-{card.pk}">'
        f'<p class="text"><a href="{card.url}">{card.text}</a></p>{_home(card)}{_balance(card)}'
        f'<p class="under">{" ".join(filter(None, _facts(card)))}</p></li>'
    )


def _home(card: Card) -> str:
    if card.home is None:
        return ""
    place = f": its own place is below <q>{card.home}</q>" if card.home else ""
    return f'<p class="home">{_icon("link")}<span><b>argues here too</b>{place}</span></p>'


def _balance(card: Card) -> str:
    if card.tally is None:
        return ""
    balance = render_to_string("components/_balance.html", {"tally": card.tally})
    return f'<div class="tally">{balance}</div>'


def _facts(card: Card) -> Iterator[str]:
    yield card.weight
    if card.is_new:
        yield '<span class="mark fresh">new</span>'
    if card.aim:
        yield f"<span>{card.aim}</span>"
    if card.replies:
        yield f"<span>{card.replies} {'reply' if card.replies == 1 else 'replies'}</span>"
    if card.sources:
        yield f"<span>{card.sources} {'source' if card.sources == 1 else 'sources'}</span>"
    if card.stands_open:
        yield '<span class="open">open</span>'
    elif card.tally and card.tally.open:
        challenges = "challenge" if card.tally.open == 1 else "challenges"
        yield f'<span class="open">{card.tally.open} open {challenges}</span>'
    yield _MARKS.get(card.state, "")
    if card.is_conceded:
        yield _mark("check", "conceded")
    if card.is_met:
        yield _mark("edit", "met by an amendment")
    if _awaits_a_reply(card):
        # Without replies, it can fall only by what argues here from elsewhere.
        yield f"<span>{'no replies yet' if card.stands else 'a linked claim opposes it'}</span>"
    if card.matters_most:
        yield f'<span class="matters">{_icon("lever")}a reply here matters most</span>'


def _awaits_a_reply(card: Card) -> bool:
    settled = card.is_conceded or card.is_met or card.state == State.WITHDRAWN
    return not (card.replies or card.stands_open or settled)


def _mark(icon: str, words: str, look: str = "mark") -> str:
    return f'<span class="{look}">{_icon(icon)}{words}</span>'


def _icon(name: str) -> str:
    return f'<svg class="icon" aria-hidden="true"><use href="#i-{name}"></use></svg>'


_PREMISES = (
    f'<li class="premises"><p class="together">{_icon("premises")}'
    '<span>linked premises: hold only together</span></p><ul class="cards">'
)

# As in templates/debates/_marks.html.
_MARKS: dict[str, str] = {
    State.WITHDRAWN: _mark("withdrawn", "withdrawn"),
    State.PENDING: _mark("history", "waiting for review", "mark waits"),
    State.RETURNED: _mark("returned", "returned", "mark waits"),
    State.HIDDEN: _mark("hidden", "hidden", "mark waits"),
}
