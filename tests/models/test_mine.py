"""What waits for whom: for those who decide about it, and for nobody below them."""

import pytest

from debates.models import Role, mine
from debates.operations import ask_to_join, mark_seen, post_claim, set_posting, set_role


@pytest.mark.parametrize(
    ("role", "waiting"), [(Role.WRITER, {}), (Role.EDITOR, 1), (Role.MODERATOR, 1)]
)
def test_suggestions_wait_for_editors(debate, thesis, ada, ben, chidi, join, role, waiting):
    set_posting(ada, debate, "suggestions")
    post_claim(ben, thesis, stance="pro", text="Air")
    join(chidi, role)

    assert mine.waiting_for_review(chidi) == ({debate.pk: waiting} if waiting else {})


@pytest.mark.parametrize(
    ("role", "waiting"), [(Role.EDITOR, {}), (Role.MODERATOR, 1), (Role.OWNER, 1)]
)
def test_who_asks_to_join_waits_for_who_manages_members(
    debate, ada, ben, chidi, join, role, waiting
):
    set_posting(ada, debate, "members")
    ask_to_join(ben, debate)
    who = ada if role == Role.OWNER else join(chidi, role)

    assert mine.requests_waiting_for(who) == ({debate.pk: waiting} if waiting else {})


def test_a_request_is_listed_while_one_may_read_the_debate(debate, ada, ben):
    set_posting(ada, debate, "members")
    ask_to_join(ben, debate)
    assert mine.requests_of(ben).count() == 1

    type(debate).objects.filter(pk=debate.pk).update(visibility="private")
    assert mine.requests_of(ben).count() == 0


def test_what_others_have_read_is_not_what_one_has_read(debate, thesis, ada, ben, chidi):
    for person in (ben, chidi):
        set_role(ada, debate, person, Role.READER)
    mark_seen(ben, debate, 1)

    assert mine.debates_of(ben).get().seen == 1
    assert mine.debates_of(chidi).get().seen is None
