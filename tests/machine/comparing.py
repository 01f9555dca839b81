"""The database against the plain world. Trees are read by parent links, in SQL alone."""

from collections.abc import Mapping

from django.db import connection

from core.accounts.models import User
from debates.argument.challenges import Status, challenges
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
    Seen,
    Source,
    Vote,
    soundness,
)
from tests.machine.world import World
from tests.unsound import unsound_claims

Rows = list[tuple[object, ...]]

_CLAIMS = """
    WITH RECURSIVE below(id, level) AS (
        SELECT id, 0 FROM debates_claim WHERE debate_id = %s AND parent_id IS NULL
        UNION
        SELECT claim.id, below.level + 1
        FROM debates_claim claim JOIN below ON claim.parent_id = below.id
    )
    SELECT claim.id, parent_id, below.level, kind, side, aim, scheme, critical_question, state,
        revision, author_id, text, conceded_by_id, met_at IS NOT NULL
    FROM below JOIN debates_claim claim ON claim.id = below.id ORDER BY lft
"""


def compare(world: World, debate: Debate, people: Mapping[str, User]) -> None:
    """Everything but what each person sees of it."""
    keys = {name: person.pk for name, person in people.items()}
    assert _stored_claims(debate) == _claims(world, keys)
    assert unsound_claims() == []
    assert soundness.problems(debate) == []
    assert _wordings(debate) == [
        (claim.pk, number, text)
        for claim in world.claims
        for number, text in enumerate(claim.wordings, 1)
    ]
    _compare_links(world, debate, keys)
    assert _stored_groups(debate) == _groups(world)
    _compare_log(world, debate)
    _compare_members(world, debate, keys)
    _compare_attention(world, debate, keys)
    _compare_votes(world, debate, keys)
    _compare_challenges(world, debate)


def compare_sight(world: World, debate: Debate, person: User, name: str) -> None:
    """What one person may read, and where they are told that they may."""
    expected = {claim.pk for claim in world.claims if world.sees(name, claim)}
    seen = debate.claims.visible_to(person).values_list("pk", flat=True)
    assert set(seen) == expected, name
    found = Debate.objects.visible_to(person).filter(pk=debate.pk).first()
    role = found.role_of(person) if found else 0
    assert role == world.role(name), name


def _stored_claims(debate: Debate) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIMS, [debate.pk])
        return [(*row[:-1], bool(row[-1])) for row in cursor.fetchall()]


def _claims(world: World, keys: Mapping[str, int]) -> Rows:
    return [
        (
            claim.pk,
            claim.parent.pk if claim.parent else None,
            claim.depth,
            claim.kind,
            claim.side,
            claim.aim,
            claim.scheme,
            claim.question,
            claim.state,
            len(claim.wordings),
            keys[claim.author],
            claim.wordings[-1],
            keys.get(claim.conceded_by),
            claim.met,
        )
        for claim in world.root.branch()
    ]


def _wordings(debate: Debate) -> Rows:
    told = Revision.objects.filter(claim__debate=debate).order_by("claim", "number")
    return list(told.values_list("claim", "number", "text"))


def _stored_groups(debate: Debate) -> set[frozenset[int]]:
    found: dict[object, set[int]] = {}
    rows = Claim.objects.filter(debate=debate, premise_group__isnull=False)
    for parent, group, key in rows.values_list("parent", "premise_group", "pk"):
        found.setdefault((parent, group), set()).add(key)
    return set(map(frozenset, found.values()))


def _groups(world: World) -> set[frozenset[int]]:
    return {
        frozenset(one.pk for one in (claim, *claim.linked_with))
        for claim in world.claims
        if claim.linked_with
    }


def _compare_links(world: World, debate: Debate, keys: Mapping[str, int]) -> None:
    stored = Link.objects.filter(debate=debate).order_by("pk")
    assert list(stored.values_list("pk", "claim", "target", "stance", "aim", "author")) == [
        (link.pk, link.claim.pk, link.target.pk, link.stance, link.aim, keys[link.by])
        for link in world.links
    ]
    sources = Source.objects.filter(claim__debate=debate)
    assert {(pk, at is not None) for pk, at in sources.values_list("pk", "removed_at")} == {
        (source.pk, source.removed) for claim in world.claims for source in claim.sources
    }
    for claim in world.claims:
        ways = [claim.parent, *(link.target for link in world.links if link.claim is claim)]
        assert not any(way and world.leads_to(way, claim) for way in ways), "a circle"


def _compare_log(world: World, debate: Debate) -> None:
    versions = Event.objects.filter(debate=debate).order_by("pk").values_list("version", flat=True)
    assert list(versions) == list(range(1, world.version + 1))
    columns = ("version", "visibility", "posting", "phase", "title")
    columns += ("method", "base", "votes_shown", "votes_version")
    stored = Debate.objects.values_list(*columns).get(pk=debate.pk)
    assert stored == tuple(getattr(world, name) for name in columns)


def _compare_members(world: World, debate: Debate, keys: Mapping[str, int]) -> None:
    members = Membership.objects.filter(debate=debate).values_list("user", "role")
    assert dict(members) == {keys[name]: role for name, role in world.members.items()}
    offers = Handover.objects.filter(debate=debate).values_list("to", flat=True)
    assert list(offers) == ([keys[world.offered_to]] if world.offered_to else [])
    asked = JoinRequest.objects.filter(debate=debate).order_by("pk")
    assert list(asked.values_list("pk", "person", "answer")) == [
        (one.pk, keys[one.person], one.answer) for one in world.requests if not one.gone
    ]
    invited = Invitation.objects.filter(debate=debate).order_by("pk")
    rows = invited.values_list("pk", "uses", "email", "revoked_at")
    assert [(*row, at is not None) for *row, at in rows] == [
        (one.pk, one.used, one.email, one.revoked) for one in world.invitations
    ]


def _compare_attention(world: World, debate: Debate, keys: Mapping[str, int]) -> None:
    follows = Follow.objects.filter(debate=debate).values_list("person", "claim")
    assert set(follows) == {
        (keys[name], claim.pk if claim else None) for name, claim in world.follows
    }
    seen = Seen.objects.filter(debate=debate).values_list("person", "version")
    assert dict(seen) == {keys[name]: version for name, version in world.seen.items()}


def _compare_votes(world: World, debate: Debate, keys: Mapping[str, int]) -> None:
    stored = Vote.objects.filter(debate=debate)
    rows = stored.values_list("person", "claim", "question", "value", "revision", "parent")
    assert sorted(rows, key=str) == sorted(
        (
            (keys[name], claim.pk, question, value, seen, parent and parent.pk)
            for (name, claim, question), (value, seen, parent) in world.votes.items()
        ),
        key=str,
    )
    counting = {
        (keys[name], claim.pk, question)
        for (name, claim, question), (_, _, parent) in world.votes.items()
        if world.role(name) and claim.state in ("visible", "withdrawn")
        if question == "plausibility" or parent is claim.parent
    }
    debate = Debate.objects.get(pk=debate.pk)
    counted = stored.that_count_in(debate).values_list("person", "claim", "question")
    assert set(counted) == counting


def _compare_challenges(world: World, debate: Debate) -> None:
    told = challenges(Claim.objects.filter(debate=debate).as_skeleton())
    found = {int(one.key) for one in told if one.status == Status.OPEN}
    assert found == world.open_challenges()
