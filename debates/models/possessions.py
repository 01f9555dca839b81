"""All that is a person's own, as plain values, for them to take along.

Each list is read a piece at a time, so that the memory it takes does not grow with it. Of what
others wrote, and of debates that the person may not read now, nothing is told but bare numbers.
"""

from collections.abc import Callable, Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Q, QuerySet

from core.accounts.models import User
from debates.models.attention import Follow, Seen
from debates.models.claim import Claim
from debates.models.debate import Debate
from debates.models.event import Event
from debates.models.invitation import Invitation, JoinRequest
from debates.models.link import Link
from debates.models.membership import Membership, Role
from debates.models.revision import Revision
from debates.models.source import Source
from debates.models.vote import Vote

Row = dict[str, Any]

_AT_ONCE = 500
# Of what an event says, the person's own doing; not the keys of others, nor what was there before.
_OWN_DATA = ("note", "kind", "stance", "aim", "role", "revision", "claims")


def profile(person: User) -> Row:
    return {
        "username": person.username,
        "display_name": person.display_name,
        "email": person.email,
        "about": person.about,
        "profile_shown_to": person.profile_shown_to,
        "time_zone": person.time_zone,
        "language": person.language,
        "member_since": person.date_joined,
        "last_signed_in": person.last_login,
        "is_administrator": person.is_superuser,
    }


def sign_in(person: User) -> Row:
    """How the person gets in, without anything that would let somebody else in."""
    sessions = UserSession.objects.filter(user=person)
    return {
        "has_password": person.has_usable_password(),
        "emails": list(
            EmailAddress.objects.filter(user=person).values("email", "verified", "primary")
        ),
        "second_steps": list(
            Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")
        ),
        "sessions": list(sessions.values("created_at", "last_seen_at", "ip", "user_agent")),
    }


def debates(person: User) -> Iterator[Row]:
    """The debates that the lists below refer to by number, where the person may read them."""
    readable = Debate.objects.visible_to(person)
    named = Q(pk__in=Claim.objects.filter(author=person).order_by().values("debate"))
    for table, field in (
        (Membership, "user"),
        (Event, "actor"),
        (Follow, "person"),
        (Seen, "person"),
        (JoinRequest, "person"),
        (Vote, "person"),
    ):
        named |= Q(pk__in=table._base_manager.filter(**{field: person}).values("debate"))
    fields = {"pk": "debate", "title": "title", "slug": "address"}
    yield from _rows(readable.filter(named), fields)


def memberships(person: User) -> Iterator[Row]:
    for row in Membership.objects.filter(user=person).order_by("pk").iterator(_AT_ONCE):
        role = "removed" if row.role == Role.NONE else Role(row.role).label.lower()
        yield {"debate": row.debate_id, "role": role, "since": row.created_at}


def claims(person: User) -> Iterator[Row]:
    """What the person wrote, with every wording of theirs; others' wordings where they see them."""
    own = _readable_first(Claim.objects.filter(author=person), person).order_by("pk")
    wordings = own.prefetch_related("revisions")
    for claim in wordings.iterator(_AT_ONCE):
        told = claim.revisions.all() if claim.is_readable else _by(claim.revisions.all(), person)
        yield {
            "claim": claim.pk,
            "debate": claim.debate_id,
            "parent": claim.parent_id,
            "kind": claim.kind,
            "aim": claim.aim,
            "scheme": claim.scheme,
            "critical_question": claim.critical_question,
            "state": claim.state if claim.is_readable else "not yours to see now",
            "created_at": claim.created_at,
            "wordings": [_wording(revision, person) for revision in told],
        }


def _readable_first(claims: QuerySet[Claim], person: User) -> QuerySet[Claim]:
    """The claims, each knowing whether its author may read it where it is now."""
    seen = Claim.objects.visible_to(person).filter(pk=OuterRef("pk"))
    return claims.annotate(is_readable=Exists(seen))


def _by(revisions: QuerySet[Revision], person: User) -> list[Revision]:
    return [revision for revision in revisions if revision.editor_id == person.pk]


def _wording(revision: Revision, person: User) -> Row:
    by_you = revision.editor_id == person.pk
    return {
        "number": revision.number,
        "by_you": by_you,
        "text": revision.text,
        "detail": revision.detail,
        "note": revision.note,
        "at": revision.created_at,
    }


def edits(person: User) -> Iterator[Row]:
    """The wordings that the person gave to claims of others."""
    given = Revision.objects.filter(editor=person).exclude(claim__author=person)
    fields = ("claim", "number", "text", "detail", "note", "created_at")
    yield from _rows(given, {name: name for name in fields})


def sources(person: User) -> Iterator[Row]:
    fields = ("claim", "url", "citation", "title", "quote", "locator", "created_at", "removed_at")
    yield from _rows(Source.objects.filter(added_by=person), {name: name for name in fields})


def links(person: User) -> Iterator[Row]:
    fields = ("debate", "claim", "target", "stance", "aim", "created_at")
    yield from _rows(Link.objects.filter(author=person), {name: name for name in fields})


def votes(person: User) -> Iterator[Row]:
    fields = {"debate": "debate", "claim": "claim", "question": "question", "value": "step"}
    fields |= {"revision": "wording", "parent": "about", "given_at": "at"}
    yield from _rows(Vote.objects.filter(person=person), fields)


def concessions(person: User) -> Iterator[Row]:
    conceded = Claim.objects.filter(conceded_by=person)
    yield from _rows(conceded, {"debate": "debate", "pk": "claim", "conceded_at": "at"})


def events(person: User) -> Iterator[Row]:
    """What the person did, as the logs of the debates have it."""
    for event in Event.objects.filter(actor=person).order_by("pk").iterator(_AT_ONCE):
        yield {
            "debate": event.debate_id,
            "version": event.version,
            "did": event.verb,
            "claim": event.claim_id,
            "in_answer_to": event.answers_id,
            "at": event.created_at,
        } | {name: event.data[name] for name in _OWN_DATA if name in event.data}


def follows(person: User) -> Iterator[Row]:
    yield from _rows(
        Follow.objects.filter(person=person),
        {"debate": "debate", "claim": "claim", "created_at": "since"},
    )


def seen(person: User) -> Iterator[Row]:
    fields = {"debate": "debate", "version": "version", "at": "at"}
    yield from _rows(Seen.objects.filter(person=person), fields)


def join_requests(person: User) -> Iterator[Row]:
    fields = ("debate", "note", "answer", "reason", "created_at", "answered_at")
    asked = JoinRequest.objects.filter(person=person)
    yield from _rows(asked, {name: name for name in fields})


def invitations(person: User) -> Iterator[Row]:
    """Those that the person made; what is stored of their links would open nothing anyway."""
    fields = ("debate", "role", "label", "email", "uses", "most_uses")
    times = ("created_at", "expires_at", "revoked_at")
    made = Invitation.objects.filter(created_by=person)
    yield from _rows(made, {name: name for name in (*fields, *times)})


def _rows(found: QuerySet, fields: dict[str, str]) -> Iterator[Row]:
    for row in found.order_by("pk").values(*fields).iterator(_AT_ONCE):
        yield {name: row[field] for field, name in fields.items()}


# What the file holds, in this order. A new list is a line here and one in docs/how-to.
LISTS: dict[str, Callable[[User], Iterator[Row]]] = {
    "debates": debates,
    "memberships": memberships,
    "claims": claims,
    "edits": edits,
    "sources": sources,
    "links": links,
    "votes": votes,
    "concessions": concessions,
    "events": events,
    "follows": follows,
    "seen": seen,
    "join_requests": join_requests,
    "invitations": invitations,
}
