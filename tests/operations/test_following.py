import pytest

from debates.argument.words import State
from debates.models import Claim, Debate, Follow, Role, Seen
from debates.operations import (
    follow,
    mark_all_seen,
    mark_seen,
    open_debate,
    post_claim,
    set_role,
    set_visibility,
    unfollow,
)
from tests.operations.records import not_allowed, nothing_changes, refused


def followed_by(person) -> list[tuple[str, str]]:
    rows = Follow.objects.filter(person=person).order_by("pk")
    return [(row.debate.title, row.claim.text if row.claim else "") for row in rows]


def seen(person, debate) -> int | None:
    return (
        Seen.objects.filter(person=person, debate=debate).values_list("version", flat=True).first()
    )


def test_following_is_no_event_and_no_new_version(debate, ben):
    with nothing_changes():
        assert follow(ben, debate)
        assert not follow(ben, debate)

    assert followed_by(ben) == [("Cars in cities", "")]


def test_a_branch_is_followed_beside_the_debate(debate, grow, ben):
    air = grow("  + Air")["Air"]

    assert follow(ben, debate)
    assert follow(ben, debate, air)
    assert not follow(ben, debate, air)

    assert followed_by(ben) == [("Cars in cities", ""), ("Cars in cities", "Air")]
    assert unfollow(ben, debate)
    assert followed_by(ben) == [("Cars in cities", "Air")]
    assert unfollow(ben, debate, air)
    assert not unfollow(ben, debate, air)


def test_what_one_may_not_see_cannot_be_followed(debate, grow, ada, ben):
    air = grow("  + Air")["Air"]
    Claim.objects.filter(pk=air.pk).update(state=State.HIDDEN.value)
    with refused("claim_gone"):
        follow(ben, debate, air)

    set_visibility(ada, debate, "private")
    with not_allowed():
        follow(ben, debate)
    assert followed_by(ben) == []


def test_a_claim_of_another_debate_cannot_be_followed_here(debate, ada, ben):
    other = open_debate(ada, title="Trains", theses=["More trains"])
    with refused("claim_gone"):
        follow(ben, debate, other.claims.get())


def test_one_stops_following_one_debate_at_a_time(debate, ada):
    open_debate(ada, title="Trains", theses=["More trains"])

    unfollow(ada, debate)

    assert followed_by(ada) == [("Trains", "")]


def test_one_stops_following_also_what_one_no_longer_sees(debate, ada, ben):
    follow(ben, debate)
    set_role(ada, debate, ben, Role.NONE)

    assert unfollow(ben, debate)
    assert followed_by(ben) == []


def test_who_opens_a_debate_follows_it_until_they_stop(debate, thesis, ada):
    assert followed_by(ada) == [("Cars in cities", "")]

    unfollow(ada, debate)
    post_claim(ada, thesis, stance="pro", text="Air")

    assert followed_by(ada) == []


def test_what_was_seen_grows_and_never_shrinks(debate, grow, ben):
    grow("  + Air\n  + Noise\n  + Birds")
    with nothing_changes():
        assert mark_seen(ben, debate, 3)
        assert not mark_seen(ben, debate, 3)
        assert not mark_seen(ben, debate, 2)
    assert seen(ben, debate) == 3


@pytest.mark.parametrize("claimed", [5, 1_000_000])
def test_nobody_has_seen_what_did_not_happen_yet(debate, grow, ben, claimed):
    grow("  + Air\n  + Noise")
    debate = Debate.objects.get(pk=debate.pk)

    mark_seen(ben, debate, claimed)

    assert seen(ben, debate) == 3 == debate.version


@pytest.mark.parametrize("version", [0, -1])
def test_nothing_seen_is_nothing_said(debate, ben, version):
    assert not mark_seen(ben, debate, version)
    assert seen(ben, debate) is None


def test_everybody_has_marks_of_their_own(debate, ada, ben):
    assert mark_seen(ada, debate, 1)
    assert mark_seen(ben, debate, 1)
    assert seen(ada, debate) == seen(ben, debate) == 1


def test_what_one_may_not_see_is_not_marked(debate, ada, ben):
    set_visibility(ada, debate, "private")
    with not_allowed():
        mark_seen(ben, Debate.objects.get(pk=debate.pk), 1)
    assert seen(ben, debate) is None


def test_many_debates_are_marked_in_a_few_statements(
    debate, grow, ada, ben, django_assert_num_queries
):
    grow("  + Air\n  + Noise")
    debates = [open_debate(ada, title=f"Debate {n}", theses=["x"]) for n in range(5)]
    mark_seen(ben, debates[0], 1)
    debate = Debate.objects.get(pk=debate.pk)
    with django_assert_num_queries(3):
        assert mark_all_seen(ben, {debate: 2} | dict.fromkeys(debates, 1)) == 5
    with django_assert_num_queries(2):
        assert mark_all_seen(ben, {debate: 3} | dict.fromkeys(debates, 1)) == 1
    assert seen(ben, debate) == 3
