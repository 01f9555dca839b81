"""Links as pages ask for them in SQL, against the same told from query sets."""

from collections.abc import Callable

import pytest
from django.db.models import Q

from core.accounts.models import User
from debates.argument.words import State
from debates.models import Claim, Debate, Link, Role
from debates.models.debate import Person
from debates.models.link import edges_onward
from debates.models.places import links_of, references_to
from debates.models.reading import Sight, entrance
from tests.models.test_reading import readers, sight_of

MOST = 2


def seen_by(debate: Debate, who: Person) -> set[int]:
    seen = Claim.objects.visible_to(who).filter(debate=debate)
    return set(seen.values_list("pk", flat=True))


def test_links_of_a_claim_are_those_whose_other_end_is_seen(
    debate_of_all: Debate, people: list[Person]
) -> None:
    for who in readers(debate_of_all, people):
        sight, seen = sight_of(debate_of_all, who), seen_by(debate_of_all, who)
        linked = Q(links__isnull=False) | Q(linked_from__isnull=False)
        for claim in debate_of_all.claims.filter(linked, pk__in=seen).distinct():
            onward = [link for link in claim.links.order_by("pk") if link.target_id in seen]
            inward = [link for link in claim.linked_from.order_by("pk") if link.claim_id in seen]
            expected = [(link.pk, True, link.target) for link in onward]
            expected += [(link.pk, False, link.claim) for link in inward]
            found = links_of(claim, sight, 100)
            assert [(row.link, bool(row.outgoing)) for row in found] == [
                (link, out) for link, out, _ in sorted(expected, key=lambda one: one[0])
            ]
            for row in found:
                (other,) = [other for link, _, other in expected if link == row.link]
                assert (row.pk, row.kind, row.state) == (other.pk, other.kind, other.state)
                assert row.home == (other.parent.text_html if other.parent else "")
                assert row.replies == other.replies.filter(pk__in=seen).count()
                assert row.sources == other.sources.in_use().count()
                alike = [
                    each
                    for each in (onward if row.outgoing else inward)
                    if each.stance == row.stance
                ]
                assert row.alike == len(alike)


def test_no_more_links_are_read_than_are_shown(
    debate: Debate, thesis: Claim, ada: User, grow: Callable[[str], dict[str, Claim]]
) -> None:
    claims = grow("  + A\n    + B\n    + C\n    + D\n  + E")
    for text in "BCD":
        link(ada, claims[text], claims["E"])
    found = links_of(claims["E"], Sight(), MOST)
    assert [(row.text_html, row.alike) for row in found] == [("B", 3), ("C", 3)]


def test_references_are_the_links_to_claims(debate_of_all: Debate, people: list[Person]) -> None:
    for who in readers(debate_of_all, people):
        sight, seen = sight_of(debate_of_all, who), seen_by(debate_of_all, who)
        links = Link.objects.filter(claim__in=seen, target__in=seen).order_by("pk")
        expected: dict[int, list[int]] = {}
        for each in links:
            expected.setdefault(each.target_id, []).append(each.claim_id)
        if seen:
            found = references_to(seen, sight)
            told = {key: [one.pk for one in some] for key, some in found.items()}
            assert told == expected


@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED, State.HIDDEN])
def test_what_hangs_below_what_is_kept_back_is_no_end_for_others(
    debate: Debate,
    ada: User,
    ben: User,
    grow: Callable[[str], dict[str, Claim]],
    state: State,
) -> None:
    claims = grow("  + A\n    + B\n      + C\n  + E")
    link(ada, claims["C"], claims["E"])
    Claim.objects.filter(pk=claims["B"].pk).update(state=state.value, author=ben)
    nobody = Sight.of(ben, Role.READER)._replace(own=None)
    assert not links_of(claims["E"], nobody, MOST)
    assert not references_to([claims["E"].pk], nobody)
    for sight in (Sight.of(ben, Role.READER), Sight.of(ada, Role.OWNER)):
        assert len(links_of(claims["E"], sight, MOST)) == 1
        assert len(references_to([claims["E"].pk], sight)) == 1


def test_entering_tells_whether_anything_is_linked(
    debate: Debate, ada: User, grow: Callable[[str], dict[str, Claim]]
) -> None:
    claims = grow("  + A\n    + B\n  + E")
    assert entrance(debate.slug, ada).has_links is False
    link(ada, claims["B"], claims["E"])
    assert entrance(debate.slug, ada).has_links is True


def test_what_a_claim_leads_to_is_told_edge_by_edge(debate_of_all: Debate) -> None:
    edges: dict[int, set[int]] = {}
    for claim in debate_of_all.claims.all():
        edges[claim.pk] = {claim.parent_id} - {None}
        edges[claim.pk] |= set(claim.links.values_list("target", flat=True))
    for claim in debate_of_all.claims.all():
        reached, waiting = {claim.pk}, [claim.pk]
        while waiting:
            more = edges[waiting.pop()] - reached
            reached |= more
            waiting += more
        found = {key: set(onward) for key, onward in edges_onward(claim.pk).items()}
        assert found == {key: edges[key] for key in reached if edges[key]}


def link(by: User, claim: Claim, target: Claim) -> Link:
    return Link.objects.create(
        debate=claim.debate, claim=claim, target=target, stance="pro", author=by
    )
