"""A person leaves for good: their name goes, the tree that they helped to grow stays.

One debate after the other, each under its own lock; the account comes last, and then whatever was
posted in the meantime. An erasure that broke off goes on where it stopped when it is called again.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Exists, F, Func, JSONField, OuterRef, QuerySet, Subquery
from django.utils import timezone

from core.accounts.models import User
from debates.argument.prose import inline_html
from debates.errors import NotAllowed, Refusal
from debates.models import (
    Claim,
    Debate,
    Event,
    Handover,
    Membership,
    Phase,
    Revision,
    Role,
    Source,
    Verb,
    Vote,
)
from debates.operations.changing import changing, record, tried_again
from debates.operations.closing import close_account
from debates.operations.membership import drop_offer_to, give_role, membership_of
from debates.operations.voting import count_anew

GONE = "(text removed by its author)"
_SOURCE_GONE = "(source removed by who added it)"


class Texts(StrEnum):
    """What becomes of what the person wrote."""

    KEEP = "keep"
    BLANK = "blank"


class Legacy(NamedTuple):
    """A debate that a person owns, and who owns it after them; nobody: it is archived."""

    debate: Debate
    heir: User | None


def erase_person(actor: User, person: User, *, texts: str) -> User:
    """Take everything that names the person off the site; for themselves and for administrators."""
    if actor != person and not actor.is_superuser:
        raise NotAllowed("not_yours", "People erase their own accounts.")
    if texts not in set(Texts):
        raise Refusal("unknown_choice", "Choose whether your texts stay: keep or blank.")
    _require_another_administrator(person)
    for debate in _debates_of(person, texts):
        _leave(actor, person, debate, texts)
    close_account(person)
    # From here on nothing of theirs is recorded any more: what came in before this is all.
    for debate in _debates_of(person, texts):
        _leave(actor, person, debate, texts)
    return User.objects.get(pk=person.pk)


def legacies_of(person: User) -> list[Legacy]:
    """What becomes of the debates that a person owns when their account is erased."""
    owned = Debate.objects.filter(memberships__user=person, memberships__role=Role.OWNER)
    heirs = _heirs(person).filter(debate=OuterRef("pk")).values("user")
    found = list(owned.annotate(heir=Subquery(heirs[:1])).order_by("title", "pk"))
    people = User.objects.in_bulk({debate.heir for debate in found} - {None})
    return [Legacy(debate, people.get(debate.heir)) for debate in found]


def _require_another_administrator(person: User) -> None:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if person.is_superuser and not others.exists():
        raise Refusal(
            "last_administrator",
            "You are the only administrator of this site. Make somebody else one first.",
        )


def _debates_of(person: User, texts: str) -> list[Debate]:
    """Where something of the person is still to be taken off."""
    keys = set(Membership.objects.filter(user=person).values_list("debate", flat=True))
    keys |= set(Vote.objects.filter(person=person).values_list("debate", flat=True))
    if texts == Texts.BLANK:
        keys |= set(_worded(Claim.objects.filter(author=person)).values_list("debate", flat=True))
        keys |= set(_noted(Event.objects.filter(actor=person)).values_list("debate", flat=True))
        notes = Revision.objects.filter(editor=person).exclude(note="")
        keys |= set(notes.order_by().values_list("claim__debate", flat=True))
    return list(Debate.objects.filter(pk__in=keys).order_by("pk"))


@tried_again
def _leave(actor: User, person: User, debate: Debate, texts: str) -> None:
    with changing(debate.pk) as debate:
        _hand_on(actor, person, debate)
        _take_votes_off(person, debate)
        if texts == Texts.BLANK:
            _blank(actor, person, debate)


def _take_votes_off(person: User, debate: Debate) -> None:
    """Votes are the person's own: they go, whatever becomes of the texts."""
    gone, _ = Vote.objects.filter(person=person, debate=debate).delete()
    if gone:
        count_anew(debate)


# ---- membership


def _hand_on(actor: User, person: User, debate: Debate) -> None:
    """Give up the person's place in the debate; an owner's goes to somebody else, if it can."""
    drop_offer_to(debate, person)
    membership = membership_of(debate, person)
    if membership is None:
        return
    if membership.role != Role.OWNER:
        membership.delete()
        if membership.role > Role.NONE:
            record(debate, actor, Verb.LEFT, person=person.pk, old=membership.role)
        return
    Handover.objects.filter(debate=debate).delete()
    if heir := _heirs(person).filter(debate=debate).first():
        membership.delete()
        give_role(debate, heir.user, Role.OWNER)
        record(debate, actor, Verb.HANDED_OVER, person=heir.user_id, old=person.pk)
    elif debate.phase != Phase.ARCHIVED:
        old, debate.phase = debate.phase, Phase.ARCHIVED.value
        debate.save(update_fields=["phase"])
        record(debate, actor, Verb.PHASE_SET, old=old, new=debate.phase)


def _heirs(person: User) -> QuerySet[Membership]:
    """Members who may write: the highest role first, of those the longest there."""
    members = Membership.objects.exclude(user=person).filter(role__gte=Role.WRITER)
    there = members.filter(user__is_active=True, user__erased_at=None)
    return there.order_by("-role", "created_at", "pk")


# ---- texts


def _blank(actor: User, person: User, debate: Debate) -> None:
    """Take out of a debate what the person said; where they said it stays, and what others did."""
    own = Claim.objects.filter(debate=debate, author=person)
    worded = list(_worded(own).values_list("pk", flat=True))
    Claim.objects.filter(pk__in=worded).update(
        text=GONE, text_html=inline_html(GONE), detail="", detail_html=""
    )
    Revision.objects.filter(claim__in=worded).update(text=GONE, detail="")
    notes = Revision.objects.filter(editor=person, claim__debate=debate).exclude(note="")
    changed = notes.update(note="")
    changed += _drop_sources(actor, person, own)
    said = _noted(Event.objects.filter(debate=debate, actor=person))
    changed += said.update(data=_WithoutNote(F("data")))
    if worded or changed:
        record(debate, actor, Verb.ERASED, claims=len(worded))


def _worded(claims: QuerySet) -> QuerySet:
    """Those that still say something; what they say now is the last of their revisions."""
    wordings = Revision.objects.filter(claim=OuterRef("pk")).order_by()
    return claims.filter(Exists(wordings.exclude(text=GONE, detail=""))).order_by()


def _noted(events: QuerySet[Event]) -> QuerySet[Event]:
    return events.filter(data__has_key="note").exclude(data__note="").order_by()


class _WithoutNote(Func):
    """The data of an event without its note: the one change that the log lets pass."""

    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        template = "JSON_REMOVE(%(expressions)s, '$.note')"
        return self.as_sql(compiler, connection, template=template, **context)

    # Coverage is measured on SQLite.
    def as_postgresql(  # pragma: no cover
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="(%(expressions)s - 'note')", **context)


def _drop_sources(actor: User, person: User, claims: Iterable[Claim]) -> int:
    """The sources that the person gave for their own claims."""
    given = Source.objects.filter(claim__in=claims, added_by=person)
    given.filter(removed_at=None).update(removed_by=actor, removed_at=timezone.now())
    said = given.exclude(url="", citation=_SOURCE_GONE, title="", quote="", locator="")
    return said.update(url="", citation=_SOURCE_GONE, title="", quote="", locator="")
