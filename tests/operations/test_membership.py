import pytest

from debates.errors import Refusal
from debates.models import Membership, Role, Verb
from debates.operations import (
    NewSource,
    add_source,
    concede,
    describe_debate,
    edit_claim,
    move_claim,
    post_claim,
    remove_source,
    restore_claim,
    set_phase,
    set_role,
    withdraw_claim,
)
from tests.operations.records import everything, not_allowed, nothing_changes, one_event, refused

GIVEN = [role for role in Role if role not in {Role.NONE, Role.OWNER}]


@pytest.mark.parametrize("role", GIVEN)
def test_the_owner_gives_roles(debate, ada, ben, role):
    with one_event(debate, Verb.ROLE_SET, ada) as event:
        set_role(ada, debate, ben, role)

    assert debate.memberships.get(user=ben).role == role
    assert debate.role_of(ben) == max(role, Role.WRITER), "as a visitor one may write here"
    assert event().data == {"person": ben.pk, "old": None, "new": role}


def test_a_role_can_be_changed_and_taken(debate, ada, ben):
    set_role(ada, debate, ben, Role.EDITOR)
    with one_event(debate, Verb.ROLE_SET, ada) as event:
        set_role(ada, debate, ben, Role.NONE)
    assert event().data == {"person": ben.pk, "old": Role.EDITOR, "new": Role.NONE}
    assert debate.role_of(ben) == Role.NONE
    assert Membership.objects.filter(user=ben).count() == 1


def test_the_same_role_again_changes_nothing(debate, ada, ben):
    set_role(ada, debate, ben, Role.EDITOR)
    with nothing_changes():
        assert set_role(ada, debate, ben, Role.EDITOR).role == Role.EDITOR


def test_a_debate_keeps_its_one_owner(debate, ada, ben):
    with refused("one_owner"):
        set_role(ada, debate, ben, Role.OWNER)
    for role in Role:
        with refused("one_owner"):
            set_role(ada, debate, ada, role)


def test_only_the_owner_gives_roles_also_when_it_is_closed(debate, ada, ben, chidi, admin, join):
    for role in set(Role) - {Role.OWNER}:
        join(ben, role)
        with not_allowed():
            set_role(ben, debate, chidi, Role.READER)
    set_phase(ada, debate, "closed")
    set_role(ada, debate, chidi, Role.READER)
    set_role(admin, debate, chidi, Role.EDITOR)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda who, its: post_claim(who, its["Air"], stance="pro", text="x"),
        lambda who, its: edit_claim(who, its["Air"], seen=1, text="x", detail=""),
        lambda who, its: withdraw_claim(who, its["Air"]),
        lambda who, its: restore_claim(who, its["Noise"]),
        lambda who, its: move_claim(who, its["Air"], its["Freight"]),
        lambda who, its: concede(who, its["Electric"]),
        lambda who, its: add_source(who, its["Air"], NewSource(citation="x")),
        lambda who, its: remove_source(who, its["source"]),
        lambda who, its: describe_debate(who, its["debate"], title="x", background=""),
        lambda who, its: set_phase(who, its["debate"], "closed"),
    ],
)
def test_a_removed_member_can_do_nothing_even_with_what_is_their_own(
    debate, thesis, ada, ben, chidi, attempt
):
    its = {
        text: post_claim(ben, thesis, stance=stance, text=text)
        for stance, text in [("pro", "Air"), ("pro", "Noise"), ("con", "Freight")]
    }
    its["Electric"] = post_claim(chidi, its["Air"], stance="con", text="Electric")
    its |= {"debate": debate, "source": add_source(ben, its["Air"], NewSource(citation="x"))}
    withdraw_claim(ben, its["Noise"])
    set_role(ada, debate, ben, Role.NONE)

    before = everything()
    with pytest.raises(Refusal) as refusal:
        attempt(ben, its)
    assert refusal.value.code in {"not_allowed", "claim_gone"}
    assert everything() == before
