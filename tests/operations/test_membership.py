import pytest
from django.utils import timezone

from core.accounts.models import User
from debates.argument.words import State
from debates.errors import Refusal
from debates.models import Answer, Membership, Role, Verb
from debates.operations import (
    NewSource,
    accept_handover,
    add_source,
    ask_to_join,
    concede,
    describe_debate,
    edit_claim,
    end_handover,
    invite,
    leave_debate,
    move_claim,
    post_claim,
    remove_source,
    restore_claim,
    set_phase,
    set_posting,
    set_role,
    set_visibility,
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


def test_who_moderates_gives_roles_below_their_own(debate, ben, chidi, join):
    join(ben, Role.MODERATOR)
    for role in (Role.READER, Role.SUGGESTER, Role.WRITER, Role.EDITOR, Role.NONE):
        assert set_role(ben, debate, chidi, role).role == role
    for role in (Role.MODERATOR, Role.OWNER):
        with refused("one_owner" if role == Role.OWNER else "not_above_them"):
            set_role(ben, debate, chidi, role)


@pytest.mark.parametrize("role", [Role.NONE, Role.READER, Role.EDITOR])
def test_nobody_changes_what_their_equals_are(debate, ben, chidi, join, role):
    join(ben, Role.MODERATOR)
    join(chidi, Role.MODERATOR)
    for person in (chidi, ben):
        with not_allowed("not_above_them"):
            set_role(ben, debate, person, role)


def test_others_give_no_roles(debate, ada, ben, chidi, admin, join):
    for role in set(Role) - {Role.OWNER, Role.MODERATOR}:
        join(ben, role)
        with not_allowed():
            set_role(ben, debate, chidi, Role.READER)
    set_phase(ada, debate, "closed")
    set_role(ada, debate, chidi, Role.READER)
    set_role(admin, debate, chidi, Role.MODERATOR)


def test_a_closed_account_is_made_no_member_but_can_be_removed(debate, ada, ben):
    set_role(ada, debate, ben, Role.EDITOR)
    User.objects.filter(pk=ben.pk).update(erased_at=timezone.now())
    with refused("no_account"):
        set_role(ada, debate, ben, Role.WRITER)
    assert set_role(ada, debate, ben, Role.NONE).role == Role.NONE


def test_who_was_removed_is_let_in_again(debate, ada, ben):
    set_role(ada, debate, ben, Role.NONE)
    with one_event(debate, Verb.ROLE_SET, ada) as event:
        set_role(ada, debate, ben, Role.READER)
    assert event().data == {"person": ben.pk, "old": Role.NONE, "new": Role.READER}
    assert debate.role_of(ben) == Role.WRITER


@pytest.mark.parametrize(
    ("role", "answer"), [(Role.WRITER, Answer.ADMITTED), (Role.NONE, Answer.DECLINED)]
)
def test_whose_request_waits_waits_no_longer(debate, ada, ben, role, answer):
    set_posting(ada, debate, "members")
    request = ask_to_join(ben, debate)
    set_role(ada, debate, ben, role)
    request.refresh_from_db()
    assert request.answer == answer
    assert request.answered_at


# ---- leaving


@pytest.mark.parametrize("role", GIVEN)
def test_a_member_leaves_and_is_a_visitor_again(debate, ada, ben, join, role):
    join(ben, role)
    with one_event(debate, Verb.LEFT, ben) as event:
        assert leave_debate(ben, debate)
    assert event().data == {"person": ben.pk, "old": role}
    assert not debate.memberships.filter(user=ben).exists()
    assert debate.role_of(ben) == Role.WRITER


def test_leaving_a_private_debate_ends_seeing_it(debate, ada, ben, join):
    debate = set_visibility(ada, debate, "private")
    leave_debate(join(ben, Role.EDITOR), debate)
    assert debate.role_of(ben) == Role.NONE


def test_what_somebody_wrote_stays_when_they_leave(debate, thesis, ben, join):
    claim = post_claim(join(ben, Role.WRITER), thesis, stance="pro", text="Air")
    leave_debate(ben, debate)
    claim.refresh_from_db()
    assert (claim.author, claim.state) == (ben, State.VISIBLE)


def test_who_is_no_member_has_nothing_to_leave(debate, ben, admin):
    for person in (ben, admin):
        with nothing_changes():
            assert not leave_debate(person, debate)


def test_the_owner_hands_over_first(debate, ada):
    with refused("owner_stays"):
        leave_debate(ada, debate)


def test_nobody_leaves_to_escape_their_removal(debate, ben, admin, join):
    join(ben, Role.NONE)
    with not_allowed():
        leave_debate(ben, debate)
    join(admin, Role.NONE)
    with nothing_changes():
        assert not leave_debate(admin, debate)


# ---- removed


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
        lambda who, its: leave_debate(who, its["debate"]),
        lambda who, its: ask_to_join(who, its["debate"]),
        lambda who, its: accept_handover(who, its["debate"]),
        lambda who, its: end_handover(who, its["debate"]),
        lambda who, its: set_role(who, its["debate"], who, Role.READER),
        lambda who, its: invite(who, its["debate"], role=Role.READER, days=1),
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
