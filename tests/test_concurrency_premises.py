"""Premises linked and moved at the same moment: no group is left that says something untrue."""

import pytest

from debates.models import Claim, Role
from debates.operations import dissolve_premises, link_premises, move_claim, take_premise_out
from tests.crowds import assert_sound, at_once

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def crowd(person, join):
    return [join(person(f"person-{number}"), Role.EDITOR) for number in range(8)]


def test_pairs_linked_at_once_become_groups_without_a_seam(debate, grow, crowd):
    names = "ABCDEFGH"
    claims = grow("\n".join(f"  + {name}" for name in names) + "\n  - Freight")

    at_once(
        [
            lambda at=at: link_premises(crowd[at], [claims[names[at]], claims[names[(at + 1) % 8]]])
            for at in range(8)
        ]
    )
    assert set(Claim.objects.filter(kind="claim").values_list("premise_group")) == {(1,)}
    assert_sound(debate)

    at_once(
        [
            lambda: take_premise_out(crowd[0], claims["A"]),
            lambda: take_premise_out(crowd[1], claims["B"]),
            lambda: move_claim(crowd[2], claims["C"], claims["Freight"]),
            lambda: move_claim(crowd[3], claims["A"], claims["D"]),
            lambda: link_premises(crowd[4], [claims["E"], claims["F"]]),
        ]
    )
    linked = Claim.objects.exclude(premise_group=None).order_by("text")
    assert "".join(linked.values_list("text", flat=True)) == "DEFGH"
    assert_sound(debate)

    at_once([lambda who=who: dissolve_premises(who, claims["D"]) for who in crowd])
    assert debate.events.filter(verb="premises unlinked").count() in {2, 3}
    assert_sound(debate)
