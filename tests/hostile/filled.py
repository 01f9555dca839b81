"""A site in which everything that people wrote is an attack: as many as are given."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from typing import NamedTuple

import pytest

from core.accounts.models import User
from debates import operations
from debates.argument.map import ArgumentMap, Node, Reply, Source
from debates.argument.prose import DETAIL_MAX, clean_detail, clean_line, clean_text
from debates.argument.words import Aim, Stance
from debates.models import Claim, Debate, Invitation, JoinRequest, Membership, Role
from debates.operations import NewSource
from debates.operations.opening import TITLE_MAX
from tests.hostile.corpora import pages_of, taken

BRANCHES = 10
_OTHERS = 40  # of everything that costs a step of its own
_NAME, _ABOUT = 60, 500
_LINE = 200


class Filled(NamedTuple):
    ada: User
    debate: Debate
    thesis: Claim
    branches: list[Claim]
    edited: Claim
    reviewed: Debate


def build(ada: User, texts: Sequence[str]) -> Filled:
    """Ada owns it all. Each text is once a claim, and in turn all else that one can write."""
    people = _people(ada, texts)
    _name(ada, texts[0])
    debate = operations.place_debate(
        ada, _map(texts, people), authors={one.username: one for one in people}
    )
    thesis = debate.claims.get(parent=None)
    branches = list(thesis.get_children().order_by("pk"))
    edited = _go_on(ada, branches, texts)
    _let_in(ada, debate, people, texts)
    _others(ada, texts)
    return Filled(ada, debate, thesis, branches, edited, _suggested(ada, people[0], texts))


def _map(texts: Sequence[str], people: Sequence[User]) -> ArgumentMap:
    claims, lines = taken(clean_text, texts), _lines(texts, _LINE)
    details = _taken_in_turn(partial(clean_detail, limit=DETAIL_MAX), texts)
    authors = cycle(one.username for one in people)
    nodes = {"0": Node("0", claims[0], next(details))} | {
        str(number): Node(
            str(number),
            text,
            next(details) if number % 5 == 0 else "",
            author=next(authors),
            sources=(_source(lines, number),) if number % 5 == 1 else (),
        )
        for number, text in enumerate(claims, 1)
    }
    replies = [
        Reply(str(number), str(_parent(number)), *_stance(number))
        for number in range(1, len(claims) + 1)
    ]
    background = pages_of(texts, DETAIL_MAX)[0]
    title = next(lines)[:TITLE_MAX]
    return ArgumentMap("0", nodes, tuple(replies), title=title, background=background)


def _parent(number: int) -> int:
    """Ten branches; now and then a claim in them answers the one before it."""
    if number <= BRANCHES:
        return 0
    return number - 1 if number % 50 == 4 else 1 + number % BRANCHES


def _stance(number: int) -> tuple[Stance, Aim | None]:
    return (Stance.CON, Aim.TRUTH) if number % 2 else (Stance.PRO, None)


def _source(lines: Iterator[str], number: int) -> Source:
    address = f"https://example.org/{number}?'><script>alert(1)</script>"
    quote, title, citation, locator = islice(lines, 4)
    return Source(address.replace(" ", ""), citation, title, quote, locator)


def _lines(texts: Sequence[str], limit: int) -> Iterator[str]:
    return _taken_in_turn(
        partial(clean_line, limit=limit, name="x"), [one[:limit] for one in texts]
    )


def _taken_in_turn(clean: Callable[[str], str], texts: Sequence[str]) -> Iterator[str]:
    return cycle(one for one in taken(clean, texts) if one.strip())


def _people(ada: User, texts: Sequence[str]) -> list[User]:
    """Half a thousand, as they may have been named before names were cleaned."""
    named = texts[:: 1 + len(texts) // 500]
    return User.objects.bulk_create(
        User(
            username=f"{ada.username}{number}",
            email=f"{ada.username}{number}@example.org",
            display_name=text[:_NAME].replace("\0", ""),
            about=text[:_ABOUT].replace("\0", ""),
            profile_shown_to="everybody",
        )
        for number, text in enumerate(named)
    )


def _name(person: User, text: str) -> None:
    person.display_name, person.about = text[:_NAME], text
    person.profile_shown_to = "everybody"
    person.save()


def _go_on(ada: User, branches: Sequence[Claim], texts: Sequence[str]) -> Claim:
    """Notes of every kind, and one claim with many wordings."""
    lines, claims = _lines(texts[::-1], _LINE), taken(clean_text, texts[::-1])[:_OTHERS]
    edited = branches[0]
    for text in claims:
        operations.edit_claim(
            edited.author, edited, seen=edited.revision, text=text, detail=text, note=next(lines)
        )
        edited.refresh_from_db()
    for claim in edited.get_children()[:3]:
        operations.withdraw_claim(claim.author, claim, note=next(lines))
    for claim in branches[1].get_children().filter(kind__in=["critique", "rebuttal"])[:3]:
        operations.concede(branches[1].author, claim, note=next(lines))
    citation = next(lines)
    operations.add_source(ada, branches[2], NewSource(citation=citation, title=next(lines)))
    return edited


def _let_in(ada: User, debate: Debate, people: Sequence[User], texts: Sequence[str]) -> None:
    lines = _lines(texts[::-1], Invitation.LABEL_MAX)
    Membership.objects.bulk_create(
        Membership(debate=debate, user=one, role=Role.WRITER) for one in people[_OTHERS:]
    )
    JoinRequest.objects.bulk_create(
        JoinRequest(debate=debate, person=one, note=next(lines)) for one in people[:_OTHERS]
    )
    for _ in range(_OTHERS):
        operations.invite(ada, debate, role=Role.READER, days=7, label=next(lines))


def _others(ada: User, texts: Sequence[str]) -> None:
    titles, said = _lines(texts[::-1], TITLE_MAX), _taken_in_turn(clean_text, texts[::-1])
    for background in pages_of(texts[:_OTHERS], DETAIL_MAX) * _OTHERS:
        operations.open_debate(ada, title=next(titles), theses=[next(said)], background=background)


def _suggested(ada: User, by: User, texts: Sequence[str]) -> Debate:
    debate = operations.open_debate(ada, title="x", theses=["x"], posting="suggestions")
    thesis, lines = debate.claims.get(parent=None), _lines(texts, _LINE)
    for text in taken(clean_text, texts[:_OTHERS]):
        claim = operations.post_claim(by, thesis, stance="pro", text=text, detail=text)
        if claim.pk % 4 == 0:
            operations.return_claim(ada, claim, note=next(lines))
    return debate


def pages(filled: Filled) -> dict[str, str]:
    """Where what was written is shown, by how it is."""
    debate, edited = filled.debate.get_absolute_url(), filled.edited.get_absolute_url()
    asked = "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
    columns = {f"branch {number}": one.get_absolute_url() for number, one in _numbered(filled)}
    return columns | {
        "columns": debate,
        "outline": f"{debate}outline/",
        "history": f"{debate}history/",
        "differences": f"{edited}history/",
        "ledger": f"{debate}challenges/",
        "review": f"{filled.reviewed.get_absolute_url()}review/",
        "members": f"{debate}members/",
        "handing over": f"{debate}members/handover/",
        "settings": f"{debate}settings/",
        "edit": f"{filled.branches[3].get_absolute_url()}edit/",
        "move": f"{filled.branches[3].get_absolute_url()}move/?q=alert",
        "link": f"{filled.branches[3].get_absolute_url()}link/?q=alert",
        "withdraw": f"{filled.branches[3].get_absolute_url()}withdraw/",
        "reply": f"{filled.branches[3].get_absolute_url()}reply/con/",
        "near": f"{debate}near/?text=javascript+alert+document+cookie",
        "search": "/search/?q=alert",
        "search in details": "/search/?q=onerror+alert&in=details",
        "search for an attack": f"/search/?{asked}",
        "explore": "/",
        "explore for an attack": f"/?{asked}",
        "me": "/me/",
        "my claims": "/me/claims/",
        "my challenges": "/me/challenges/",
        "my follows": "/me/follows/",
        "news": "/me/news/",
        "profile": f"/people/{filled.ada.username}/",
        "another's profile": f"/people/{filled.branches[5].author.username}/",
        "my profile": "/accounts/profile/",
    }


def _numbered(filled: Filled) -> Iterator[tuple[int, Claim]]:
    return enumerate(filled.branches, 1)


def make_room(patch: pytest.MonkeyPatch) -> None:
    """Hundreds on one page, where a reader would turn pages."""
    for name, size in _ROOM.items():
        patch.setattr(name, size)


_ROOM = {
    "django.conf.settings.DEBATES_PER_PAGE": 100,
    "debates.web.cards.MOST_CARDS": 500,
    "debates.web.history._EVENTS_A_PAGE": 500,
    "debates.web.history.REVISIONS_A_PAGE": 100,
    "debates.web.members.MEMBERS_A_PAGE": 500,
    "debates.web.members.OTHERS_SHOWN": 100,
}
