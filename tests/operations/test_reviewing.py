import pytest

from debates.argument.counts import tally_of
from debates.models import Claim, Role, Verb
from debates.operations import accept_claim, post_claim, set_posting, withdraw_claim
from tests.operations.records import not_allowed, nothing_changes, one_event, refused


@pytest.fixture
def waiting(debate, thesis, ada, ben) -> Claim:
    set_posting(ada, debate, "suggestions")
    return post_claim(ben, thesis, stance="con", text="Deliveries")


def test_what_is_accepted_is_seen_by_everybody_and_counts(debate, waiting, ada, chidi):
    assert not Claim.objects.visible_to(chidi).filter(pk=waiting.pk).exists()
    assert tally_of(debate.claims.as_skeleton()).open == 0

    with one_event(debate, Verb.ACCEPTED, ada) as event:
        assert accept_claim(ada, waiting, note="Good").state == "visible"

    assert Claim.objects.visible_to(chidi).filter(pk=waiting.pk).exists()
    assert tally_of(debate.claims.as_skeleton()).open == 1
    assert (event().claim, event().data) == (waiting, {"note": "Good"})


def test_accepting_twice_changes_nothing(waiting, ada):
    accept_claim(ada, waiting)
    with nothing_changes():
        accept_claim(ada, waiting)


def test_editors_accept_and_nobody_else_not_even_the_author(waiting, join, ben, chidi):
    with not_allowed(), nothing_changes():
        accept_claim(ben, waiting)
    accept_claim(join(chidi, Role.EDITOR), waiting)


def test_what_one_may_not_see_is_not_there_to_accept(waiting, chidi):
    with refused("claim_gone"), nothing_changes():
        accept_claim(chidi, waiting)


def test_a_withdrawn_claim_is_restored_not_accepted(thesis, ada):
    claim = withdraw_claim(ada, post_claim(ada, thesis, stance="pro", text="Air"))
    with refused("not_waiting"), nothing_changes():
        accept_claim(ada, claim)
