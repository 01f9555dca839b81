"""Premises linked and moved, and branches brought in, at the same moment: the tree stays whole."""

from dataclasses import replace

import pytest

from debates.argument.words import Stance
from debates.models import Claim, Role
from debates.operations import (
    dissolve_premises,
    link_premises,
    move_claim,
    place_branch,
    post_claim,
    take_premise_out,
)
from tests.crowds import assert_sound, at_once
from tests.trees import random_map

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


def test_branches_come_in_while_others_post(debate, grow, crowd):
    air = grow("  + Air")["Air"]
    branch = replace(random_map(2, 40), asks=False)
    replies = tuple(one._replace(stance=one.stance or Stance.PRO) for one in branch.replies)
    branch = replace(branch, replies=replies)

    at_once(
        [
            *(lambda who=who: place_branch(who, air, branch, stance="con") for who in crowd[:4]),
            *(lambda who=who: post_claim(who, air, stance="pro", text="Me") for who in crowd[4:]),
        ]
    )
    assert debate.claims.count() == 2 + 4 * 40 + 4
    assert debate.events.filter(verb="branch placed").count() == 4
    assert_sound(debate)
