from uuid import uuid4

import pytest

from debates.argument.words import State
from debates.models import Role, Verb
from debates.operations import open_debate, post_claim, set_phase, set_posting, set_visibility
from tests.operations.records import not_allowed, nothing_changes, one_event, refused


def test_anybody_signed_in_writes_where_posting_is_open(thesis, ben):
    assert post_claim(ben, thesis, stance="pro", text="Air").state == State.VISIBLE


def test_a_visitors_suggestion_waits(debate, thesis, ada, ben):
    set_posting(ada, debate, "suggestions")
    with one_event(debate, Verb.POSTED, ben):
        claim = post_claim(ben, thesis, stance="pro", text="Air")
    assert claim.state == State.PENDING
    assert post_claim(ada, thesis, stance="pro", text="Noise").state == State.VISIBLE


@pytest.mark.parametrize(
    ("role", "state"),
    [
        (Role.NONE, None),
        (Role.READER, None),
        (Role.SUGGESTER, State.PENDING),
        (Role.WRITER, State.VISIBLE),
        (Role.EDITOR, State.VISIBLE),
        (Role.MODERATOR, State.VISIBLE),
    ],
)
def test_members_post_as_their_role_lets_them(debate, thesis, ada, ben, join, role, state):
    set_posting(ada, debate, "members")
    join(ben, role)
    if state is None:
        with not_allowed():
            post_claim(ben, thesis, stance="pro", text="Air")
    else:
        assert post_claim(ben, thesis, stance="pro", text="Air").state == state


def test_outsiders_may_not_post_to_a_private_debate_but_a_superuser_may(
    debate, thesis, ada, ben, admin
):
    set_visibility(ada, debate, "private")
    with not_allowed():
        post_claim(ben, thesis, stance="pro", text="Air")
    assert post_claim(admin, thesis, stance="pro", text="Air").state == State.VISIBLE


@pytest.mark.parametrize("phase", ["closed", "archived"])
def test_nobody_posts_to_what_is_for_reading(debate, thesis, ada, phase):
    set_phase(ada, debate, phase)
    with not_allowed("debate_is_read_only"):
        post_claim(ada, thesis, stance="pro", text="Air")


def test_a_draft_is_written_by_its_members_only(debate, thesis, ada, ben, chidi, join):
    set_phase(ada, debate, "draft")
    join(chidi, Role.WRITER)
    with not_allowed():
        post_claim(ben, thesis, stance="pro", text="Air")
    assert post_claim(chidi, thesis, stance="pro", text="Air").state == State.VISIBLE


# ---- the same form twice


def test_the_same_form_posts_once(debate, thesis, ben):
    form = {"stance": "pro", "text": "Air", "key": uuid4()}
    claim = post_claim(ben, thesis, **form)

    with nothing_changes():
        assert post_claim(ben, thesis, **form) == claim
        assert post_claim(ben, thesis, **{**form, "text": "Typed anew"}) == claim


def test_forms_without_a_key_and_those_of_others_post_each_time(debate, thesis, ada, ben):
    key = uuid4()
    claims = {
        post_claim(who, thesis, stance="pro", text="Air", key=given).pk
        for who, given in [(ada, key), (ben, key), (ben, None), (ben, None)]
    }
    assert len(claims) == 4


def test_the_same_form_is_answered_after_the_debate_was_closed(debate, thesis, ada, ben):
    form = {"stance": "pro", "text": "Air", "key": uuid4()}
    claim = post_claim(ben, thesis, **form)
    set_phase(ada, debate, "closed")
    assert post_claim(ben, thesis, **form) == claim


def test_a_key_used_in_another_debate_or_for_another_verb_posts_nothing(debate, thesis, ada):
    key, opening = uuid4(), uuid4()
    other = open_debate(ada, title="Bikes", theses=["Bikes first"], key=opening)
    post_claim(ada, thesis, stance="pro", text="Air", key=key)
    root = other.claims.get()
    for used in (key, opening):
        with refused("form_used"):
            post_claim(ada, root, stance="pro", text="Air", key=used)
