from datetime import timedelta

import pytest
from django.utils import timezone

from core.accounts.models import User
from debates.models import Answer, JoinRequest, Role, Verb
from debates.operations import (
    admit,
    ask_to_join,
    decline,
    leave_debate,
    set_phase,
    set_posting,
    set_visibility,
)
from tests.operations.records import not_allowed, nothing_changes, one_event, refused


@pytest.fixture(autouse=True)
def members_write(debate, ada):
    set_posting(ada, debate, "members")


@pytest.fixture
def request_of_ben(debate, ben):
    return ask_to_join(ben, debate, note="I drive a bus.")


# ---- asking


def test_somebody_who_reads_asks(debate, ben):
    with one_event(debate, Verb.JOIN_ASKED, ben) as event:
        request = ask_to_join(ben, debate, note=" I drive a  bus.\n")
    assert event().data == {"person": ben.pk, "request": request.pk}
    assert (request.note, request.answer) == ("I drive a bus.", Answer.WAITING)
    assert debate.role_of(ben) == Role.READER


def test_who_may_only_suggest_asks_too(debate, ada, ben):
    set_posting(ada, debate, "suggestions")
    assert ask_to_join(ben, debate)


def test_asking_twice_leaves_one_request(debate, ben, request_of_ben):
    with nothing_changes():
        assert ask_to_join(ben, debate, note="Please!") == request_of_ben


def test_who_may_post_anyway_has_nothing_to_ask_for(debate, ada, ben, admin):
    with refused("may_post"):
        ask_to_join(admin, debate)
    set_posting(ada, debate, "open")
    with refused("may_post"):
        ask_to_join(ben, debate)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.NONE, Role.OWNER}])
def test_members_are_in_already(debate, ben, join, role):
    join(ben, role)
    with refused("member_already"):
        ask_to_join(ben, debate)


def test_who_does_not_see_the_debate_does_not_ask(debate, ada, ben, chidi, join):
    join(chidi, Role.NONE)
    with not_allowed():
        ask_to_join(chidi, debate)
    set_visibility(ada, debate, "private")
    with not_allowed():
        ask_to_join(ben, debate)


def test_a_note_has_a_limit(debate, ben, chidi):
    assert ask_to_join(chidi, debate, note="x" * 500)
    with refused("text_too_long") as told:
        ask_to_join(ben, debate, note="x" * 501)
    assert "500" in told.message


def test_who_was_declined_asks_again_after_a_week(debate, ada, ben, request_of_ben):
    decline(ada, request_of_ben)
    with refused("asked_recently"):
        ask_to_join(ben, debate)
    week = timezone.now() - timedelta(days=7)
    JoinRequest.objects.update(answered_at=week)
    assert ask_to_join(ben, debate) != request_of_ben


def test_who_was_in_and_left_asks_at_once(debate, ada, ben, request_of_ben):
    admit(ada, request_of_ben, Role.WRITER)
    leave_debate(ben, debate)
    assert ask_to_join(ben, debate) != request_of_ben


# ---- answering


@pytest.mark.parametrize("role", [Role.READER, Role.WRITER, Role.MODERATOR])
def test_letting_somebody_in(debate, ada, ben, request_of_ben, role):
    with one_event(debate, Verb.ADMITTED, ada) as event:
        assert admit(ada, request_of_ben, role).role == role
    assert event().data == {"person": ben.pk, "role": role, "request": request_of_ben.pk}
    request_of_ben.refresh_from_db()
    assert (request_of_ben.answer, request_of_ben.answered_by) == (Answer.ADMITTED, ada)
    assert request_of_ben.answered_at
    with nothing_changes():
        assert admit(ada, request_of_ben, Role.READER).role == role


def test_declining_with_a_reason_that_the_log_does_not_tell(debate, ada, ben, request_of_ben):
    with one_event(debate, Verb.DECLINED, ada) as event:
        decline(ada, request_of_ben, reason="We are full.")
    assert event().data == {"person": ben.pk, "request": request_of_ben.pk}
    request_of_ben.refresh_from_db()
    assert (request_of_ben.answer, request_of_ben.reason) == (Answer.DECLINED, "We are full.")
    assert not debate.memberships.filter(user=ben).exists()
    with nothing_changes():
        decline(ada, request_of_ben, reason="Another one")


def test_an_answer_stands(debate, ada, ben, chidi, request_of_ben):
    decline(ada, request_of_ben)
    with refused("answered_already"):
        admit(ada, request_of_ben, Role.WRITER)
    request_of_chidi = ask_to_join(chidi, debate)
    admit(ada, request_of_chidi, Role.WRITER)
    with refused("answered_already"):
        decline(ada, request_of_chidi)


def test_who_moderates_answers_and_gives_roles_below_their_own(
    debate, ada, ben, chidi, join, request_of_ben
):
    for role in set(Role) - {Role.OWNER, Role.MODERATOR}:
        join(chidi, role)
        with not_allowed():
            admit(chidi, request_of_ben, Role.READER)
        with not_allowed():
            decline(chidi, request_of_ben)
    join(chidi, Role.MODERATOR)
    for role in (Role.MODERATOR, Role.OWNER):
        with not_allowed("not_above_them"):
            admit(chidi, request_of_ben, role)
    with refused("unfit_role"):
        admit(chidi, request_of_ben, Role.NONE)
    set_phase(ada, debate, "closed")
    assert admit(chidi, request_of_ben, Role.EDITOR)


def test_the_owner_makes_nobody_another_owner(ada, request_of_ben):
    with not_allowed("not_above_them"):
        admit(ada, request_of_ben, Role.OWNER)


def test_a_closed_account_is_not_let_in(ada, ben, request_of_ben):
    User.objects.filter(pk=ben.pk).update(is_active=False)
    with refused("no_account"):
        admit(ada, request_of_ben, Role.WRITER)
