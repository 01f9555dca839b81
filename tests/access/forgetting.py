"""Takes out of the database what a visitor may not see, as if nobody had ever written it."""

from collections.abc import Collection
from types import SimpleNamespace
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.db import connection
from django.db.models import Model, Q

from core.accounts.models import User
from debates.models import (
    Claim,
    Debate,
    Event,
    Follow,
    Handover,
    Invitation,
    JoinRequest,
    Link,
    Membership,
    Revision,
    Role,
    Seen,
    Source,
    Verb,
    index,
    log,
    search,
)
from tests.access.rows import doors
from tests.planted import SEEN_BY, STRANGERS, World

_OF_DEBATES = (Membership, Invitation, JoinRequest, Handover, Seen, Follow, Event)
_AT_THE_DOOR = (
    Verb.INVITED,
    Verb.INVITATION_REVOKED,
    Verb.JOIN_ASKED,
    Verb.DECLINED,
    Verb.HANDOVER_OFFERED,
    Verb.HANDOVER_ENDED,
)


def forget(world: World, visitor: str) -> None:
    """Inside a transaction that is undone. The numbers of what is left stay as they are."""
    person = world.people.get(visitor)
    unseen = {name for name, people in SEEN_BY.items() if visitor not in people}
    closed = [world.debates[slug].pk for slug, marks in doors().items() if marks[visitor] == "."]
    with_log_open(lambda: _forget(world, visitor, person, unseen, closed))
    connection.check_constraints()  # nothing is left that hung on what is gone
    for cache in caches.all():
        cache.clear()


def _forget(
    world: World, visitor: str, person: User | None, unseen: set[str], closed: list[int]
) -> None:
    kept_back = [world.claims[name].pk for name in _KEPT_BACK & unseen]
    _claims(Q(pk__in=kept_back) | Q(debate__in=closed))
    for table in _OF_DEBATES:
        _delete(table, Q(debate__in=closed))
    _delete(Debate, Q(pk__in=closed))
    for key in closed:
        index.remove(search.DEBATES, index.Range(key, key))
    if "acceptedold" in unseen:
        _delete(Event, Q(verb=Verb.EDITED.value, data__has_key="old_state"))
        _delete(Revision, Q(claim=world.claims["accepted"], number=1))
    if "label" in unseen:
        _at_the_door(person)
    if visitor in STRANGERS:
        _delete(Membership, ~Q(user=person) & ~Q(role=Role.OWNER))
    _of_others(person)


_KEPT_BACK = {"pending", "returned", "hidden", "belowhidden", "withdrawnbelow"}


def _claims(which: Q) -> None:
    rows = dict(Claim._base_manager.filter(which).values_list("pk", "debate"))
    gone = Q(claim__in=rows)
    for table in (Revision, Source, Follow):
        _delete(table, gone)
    _delete(Link, gone | Q(target__in=rows))
    _delete(Event, gone | Q(answers__in=rows))
    _delete(Claim, Q(pk__in=rows))
    for claim, debate in rows.items():
        key = search.key_of(debate, claim)
        index.remove(search.CLAIMS, index.Range(key, key))


def _at_the_door(person: User | None) -> None:
    """What only those who manage members, and those who ask to be let in, hear of."""
    _delete(Event, Q(verb__in=[verb.value for verb in _AT_THE_DOOR]))
    _delete(Invitation, Q())
    _delete(Handover, ~Q(to=person))
    _delete(JoinRequest, ~Q(person=person))
    _delete(Membership, Q(role=Role.NONE) & ~Q(user=person))


def _of_others(person: User | None) -> None:
    for table in (Follow, Seen):
        _delete(table, ~Q(person=person))
    for table in (EmailAddress, UserSession):
        _delete(table, ~Q(user=person))
    others = User.objects.exclude(pk=person.pk) if person else User.objects.all()
    others.update(email="", last_login=None, password="", time_zone="")


def _delete(table: type[Model], which: Q) -> None:
    """The rows and nothing else: no row of another table goes with them."""
    table._base_manager.filter(which)._raw_delete("default")


def with_log_open(act: Any) -> None:
    """The log of events refuses to lose a line; here it has to."""
    connection.check_constraints()  # PostgreSQL lets no trigger go while some are to run
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        log.remove(editor)
        act()
        connection.check_constraints()
        log.install(editor)


def lines_that_differ(before: str, after: str) -> Collection[str]:
    """For a failure to show what was told, not the whole page."""
    old, new = before.splitlines(), after.splitlines()
    return [f"- {line}" for line in old if line not in new] + [
        f"+ {line}" for line in new if line not in old
    ]
