"""The cards of a column as HTML, written card by card: a template for each costs ten times as much.

Everything that people wrote was rendered safe before it was stored; all else is ours.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from debates.argument.counts import Tally
from debates.argument.words import State


class Card(NamedTuple):
    """One reply. ``aim`` is in words; ``tally`` is there for a thesis below a question."""

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


def card_items(cards: Sequence[Card]) -> SafeString:
    """The ``li`` elements of the cards."""
    return mark_safe("".join(map(_item, cards)))  # noqa: S308 - see above


def _item(card: Card) -> str:
    withdrawn = " is-withdrawn" if card.state == State.WITHDRAWN else ""
    return (
        f'<li class="card is-{card.kind}{withdrawn}" id="claim-{card.pk}">'
        f'<p class="text"><a href="{card.url}">{card.text}</a></p>{_balance(card)}'
        f'<p class="under">{" ".join(filter(None, _facts(card)))}</p></li>'
    )


def _balance(card: Card) -> str:
    if card.tally is None:
        return ""
    balance = render_to_string("components/_balance.html", {"tally": card.tally})
    return f'<div class="tally">{balance}</div>'


def _facts(card: Card) -> Iterator[str]:
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
    if _awaits_a_reply(card):
        yield "<span>no replies yet</span>"


def _awaits_a_reply(card: Card) -> bool:
    settled = card.is_conceded or card.state == State.WITHDRAWN
    return not (card.replies or card.stands_open or settled)


def _mark(icon: str, words: str, look: str = "mark") -> str:
    return (
        f'<span class="{look}"><svg class="icon" aria-hidden="true"><use href="#i-{icon}"></use>'
        f"</svg>{words}</span>"
    )


# As in templates/debates/_marks.html.
_MARKS: dict[str, str] = {
    State.WITHDRAWN: _mark("withdrawn", "withdrawn"),
    State.PENDING: _mark("history", "waiting for review", "mark waits"),
    State.HIDDEN: _mark("hidden", "hidden", "mark waits"),
}
