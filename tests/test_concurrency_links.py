"""Links made at the same moment: no two of them close a circle that neither would close alone."""

import pytest

from debates.models import Link, Role
from debates.operations import link_claim, move_claim, unlink_claim
from tests.crowds import assert_sound, at_once, codes

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def crowd(person, join):
    return [join(person(f"person-{number}"), Role.EDITOR) for number in range(8)]


def test_of_two_opposite_links_at_once_one_is_made(debate, grow, crowd):
    claims = grow("  + Air\n  - Freight")
    air, freight = claims["Air"], claims["Freight"]

    outcomes = at_once(
        [
            lambda: link_claim(crowd[0], air, freight, stance="con"),
            lambda: link_claim(crowd[1], freight, air, stance="con"),
        ]
    )

    assert codes(outcomes) == {"done": 1, "circle": 1}
    assert_sound(debate)


def test_a_ring_of_links_at_once_stays_open(debate, grow, crowd):
    claims = grow("\n".join(f"  + {name}" for name in "ABCDEFGH"))
    ring = [claims[name] for name in "ABCDEFGH"]

    outcomes = at_once(
        [
            lambda at=at: link_claim(crowd[at], ring[at], ring[(at + 1) % 8], stance="pro")
            for at in range(8)
        ]
    )

    assert codes(outcomes) == {"done": 7, "circle": 1}


def test_the_same_link_made_eight_times_at_once_is_there_once(debate, grow, crowd):
    claims = grow("  + Air\n  - Freight")
    outcomes = at_once(
        [
            lambda who=who: link_claim(who, claims["Air"], claims["Freight"], stance="pro")
            for who in crowd
        ]
    )
    assert codes(outcomes) == {"done": 1, "linked_already": 7}
    link = Link.objects.get()
    version = debate.events.count()
    at_once([lambda who=who: unlink_claim(who, Link(pk=link.pk, debate=debate)) for who in crowd])
    assert debate.events.count() == version + 1
    assert_sound(debate)


def test_a_link_and_a_move_at_once_do_not_make_a_circle(debate, grow, crowd):
    claims = grow("  + Air\n    + Trams\n  - Freight\n    + Food")

    outcomes = at_once(
        [
            lambda: link_claim(crowd[0], claims["Air"], claims["Food"], stance="pro"),
            lambda: move_claim(crowd[1], claims["Freight"], claims["Trams"]),
        ]
    )

    assert codes(outcomes) == {"done": 1, "circle": 1}
    assert_sound(debate)
