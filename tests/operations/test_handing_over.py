import pytest

from core.accounts.models import User
from debates.models import Handover, Membership, Role, Verb
from debates.operations import (
    accept_handover,
    end_handover,
    leave_debate,
    offer_handover,
    open_debate,
    set_phase,
    set_role,
)
from tests.operations.records import not_allowed, nothing_changes, one_event, refused


@pytest.fixture
def offered(debate, ada, ben, join):
    """The debate is offered to Ben, who is a writer."""
    offer_handover(ada, debate, join(ben, Role.WRITER))
    return debate


def roles(debate) -> dict[str, int]:
    return dict(debate.memberships.values_list("user__username", "role"))


# ---- offering


@pytest.mark.parametrize("role", [role for role in Role if Role.NONE < role < Role.OWNER])
def test_the_owner_offers_the_debate_to_a_member_and_nothing_else_changes(
    debate, ada, ben, join, role
):
    join(ben, role)
    with one_event(debate, Verb.HANDOVER_OFFERED, ada) as event:
        assert offer_handover(ada, debate, ben).to == ben
    assert event().data == {"person": ben.pk}
    assert roles(debate) == {"ada": Role.OWNER, "ben": role}
    with nothing_changes():
        offer_handover(ada, debate, ben)


def test_there_is_one_offer_at_a_time(offered, ada, chidi, join):
    join(chidi, Role.EDITOR)
    with refused("offered_already") as told:
        offer_handover(ada, offered, chidi)
    assert "ben" in told.message


def test_only_members_with_an_account_are_offered_it(debate, ada, ben, chidi, join):
    with refused("not_a_member"):
        offer_handover(ada, debate, ben)
    join(ben, Role.NONE)
    with refused("not_a_member"):
        offer_handover(ada, debate, ben)
    with refused("owner_already"):
        offer_handover(ada, debate, ada)
    User.objects.filter(pk=join(chidi, Role.EDITOR).pk).update(is_active=False)
    with refused("no_account"):
        offer_handover(ada, debate, chidi)


def test_only_the_owner_offers(debate, ada, ben, chidi, admin, join):
    join(chidi, Role.EDITOR)
    for role in set(Role) - {Role.OWNER}:
        join(ben, role)
        with not_allowed():
            offer_handover(ben, debate, chidi)
    set_phase(ada, debate, "archived")
    assert offer_handover(admin, debate, chidi), "for an owner who is gone"


# ---- accepting


def test_who_accepts_owns_it_and_who_owned_it_moderates(offered, ada, ben):
    with one_event(offered, Verb.HANDED_OVER, ben) as event:
        assert accept_handover(ben, offered).role == Role.OWNER
    assert event().data == {"person": ben.pk, "old": ada.pk}
    assert roles(offered) == {"ada": Role.MODERATOR, "ben": Role.OWNER}
    assert not Handover.objects.exists()
    with nothing_changes():
        accept_handover(ben, offered)


def test_it_is_accepted_in_a_closed_debate_too(offered, ada, ben):
    set_phase(ada, offered, "closed")
    assert accept_handover(ben, offered).role == Role.OWNER


def test_nobody_takes_what_was_not_offered_to_them(offered, ada, chidi, admin, join):
    join(chidi, Role.MODERATOR)
    for who in (chidi, admin):
        with not_allowed("no_offer"):
            accept_handover(who, offered)
    with nothing_changes():
        assert accept_handover(ada, offered).role == Role.OWNER


def test_a_debate_that_lost_its_owner_gets_one(debate, admin, ben, join):
    Membership.objects.filter(role=Role.OWNER).delete()
    offer_handover(admin, debate, join(ben, Role.READER))
    with one_event(debate, Verb.HANDED_OVER, ben) as event:
        accept_handover(ben, debate)
    assert event().data == {"person": ben.pk, "old": None}


def test_each_debate_has_an_offer_and_an_owner_of_its_own(offered, ada, ben, chidi):
    trains = open_debate(chidi, title="Trains", theses=["More trains"])
    set_role(chidi, trains, ada, Role.WRITER)
    offer_handover(chidi, trains, ada)

    accept_handover(ada, trains)

    assert roles(trains) == {"chidi": Role.MODERATOR, "ada": Role.OWNER}
    assert roles(offered) == {"ada": Role.OWNER, "ben": Role.WRITER}
    assert Handover.objects.get().debate == offered


# ---- ending


def test_the_owner_calls_it_off_or_the_other_declines(offered, ada, ben, admin):
    for who in (ada, ben, admin):
        offer_handover(ada, offered, ben)
        with one_event(offered, Verb.HANDOVER_ENDED, who) as event:
            assert end_handover(who, offered)
        assert event().data == {"person": ben.pk}
        with not_allowed("no_offer"):
            accept_handover(ben, offered)
        with nothing_changes():
            assert not end_handover(who, offered)


def test_others_do_not_end_it(offered, chidi, join):
    for role in set(Role) - {Role.OWNER}:
        join(chidi, role)
        with not_allowed():
            end_handover(chidi, offered)


def test_it_ends_when_the_other_leaves_or_is_removed(offered, ada, ben, join):
    leave_debate(ben, offered)
    assert not Handover.objects.exists()
    offer_handover(ada, offered, join(ben, Role.EDITOR))
    set_role(ada, offered, ben, Role.NONE)
    assert not Handover.objects.exists()
    set_role(ada, offered, ben, Role.EDITOR)
    with not_allowed("no_offer"):
        accept_handover(ben, offered)


def test_another_role_leaves_it_as_it_is(offered, ada, ben):
    set_role(ada, offered, ben, Role.READER)
    assert accept_handover(ben, offered).role == Role.OWNER
