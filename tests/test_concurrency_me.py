"""Somebody leaves for good while everybody writes, themselves among them."""

import pytest

from debates.models import Claim, Event, Follow, Membership, Revision, Role, Seen
from debates.operations import (
    edit_claim,
    erase_person,
    follow,
    mark_seen,
    open_debate,
    post_claim,
    set_role,
)
from tests.crowds import assert_sound, at_once, codes

pytestmark = pytest.mark.usefixtures("committed")

SECRET = "quixotry"


@pytest.fixture
def debates(ada):
    return [open_debate(ada, title=f"Debate {n}", theses=[f"Thesis {n}"]) for n in range(3)]


def test_nothing_that_is_posted_during_an_erasure_is_left_with_its_words(debates, ada, ben):
    roots = [debate.claims.get() for debate in debates]
    for root in roots:
        post_claim(ben, root, stance="pro", text=f"First {SECRET}")
    posts = [
        lambda root=root, n=n: post_claim(ben, root, stance="con", text=f"{n} {SECRET}")
        for n in range(5)
        for root in roots
    ]
    others = [lambda root=root: post_claim(ada, root, stance="pro", text="Air") for root in roots]
    outcomes = at_once(
        [*posts[:7], lambda: erase_person(ben, ben, texts="blank"), *posts[7:], *others]
    )

    assert set(codes(outcomes)) <= {"done", "account_closed"}
    written = str(list(Claim.objects.values())) + str(list(Revision.objects.values()))
    assert SECRET not in written
    assert Claim.objects.filter(author=ben).count() == codes(outcomes)["done"] - 4 + 3
    for debate in debates:
        assert debate.claims.filter(text="Air").count() == 1
        assert_sound(debate)


def test_an_account_is_erased_once_however_often_it_is_asked_for(debates, ada, ben):
    for debate in debates:
        set_role(ada, debate, ben, Role.EDITOR)
        post_claim(ben, debate.claims.get(), stance="pro", text=SECRET)
    outcomes = at_once([lambda: erase_person(ben, ben, texts="blank") for _ in range(6)])

    assert codes(outcomes) == {"done": 6}
    assert len({erased.username for erased in outcomes}) == 1
    for debate in debates:
        verbs = debate.events.filter(version__gt=3).order_by("version")
        assert list(verbs.values_list("verb", flat=True)) == ["left", "erased"]
        assert_sound(debate)


def test_an_owner_and_the_heir_leave_at_once(debates, ada, ben, chidi):
    debate = debates[0]
    set_role(ada, debate, ben, Role.MODERATOR)
    set_role(ada, debate, chidi, Role.EDITOR)
    outcomes = at_once(
        [
            lambda: erase_person(ada, ada, texts="keep"),
            lambda: erase_person(ben, ben, texts="keep"),
        ]
    )

    assert codes(outcomes) == {"done": 2}
    assert Membership.objects.filter(debate=debate, role=Role.OWNER).count() == 1
    assert_sound(debate)


def test_an_edit_by_an_editor_and_the_erasure_of_the_author(debates, ada, ben):
    air = post_claim(ben, debates[0].claims.get(), stance="pro", text=f"Air {SECRET}")
    outcomes = at_once(
        [
            lambda: edit_claim(ada, air, seen=1, text="Cleaner air", detail=""),
            lambda: erase_person(ben, ben, texts="blank"),
        ]
    )

    assert codes(outcomes) == {"done": 2}
    assert SECRET not in str(list(Claim.objects.values())) + str(list(Revision.objects.values()))
    assert Event.objects.filter(claim=air, verb="edited").count() == 1
    assert_sound(debates[0])


def test_one_follows_and_marks_once_from_many_windows(debates, ada, ben):
    debate = debates[0]
    post_claim(ada, debate.claims.get(), stance="pro", text="Air")
    outcomes = at_once(
        [lambda: follow(ben, debate)] * 6
        + [lambda version=version: mark_seen(ben, debate, version) for version in (1, 2, 1, 2, 1)]
    )

    assert codes(outcomes) == {"done": 11}
    assert Follow.objects.filter(person=ben).count() == 1
    assert Seen.objects.get(person=ben).version == 2
