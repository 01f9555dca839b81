import pytest

from debates.argument.counts import tally_of
from debates.argument.words import State
from debates.models import Claim, Role, Verb
from debates.operations import (
    NewSource,
    accept_claim,
    edit_claim,
    post_claim,
    restore_claim,
    return_claim,
    set_phase,
    set_posting,
    set_role,
    withdraw_claim,
)
from debates.operations.wording import REASON_MAX
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
    assert (event().claim, event().data) == (waiting, {"note": "Good", "revision": 1})


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


def test_accepting_leaves_the_claim_otherwise_as_it_was_suggested(debate, thesis, ada, ben):
    air = post_claim(ada, thesis, stance="pro", text="Air", scheme="analogy")
    set_posting(ada, debate, "suggestions")
    claim = post_claim(
        ben, air, stance="con", text="No", aim="scope", source=NewSource(citation="Doe")
    )
    before = Claim.objects.values().get(pk=claim.pk)

    accept_claim(ada, claim)

    assert Claim.objects.values().get(pk=claim.pk) == before | {"state": "visible"}
    assert claim.sources.filter(removed_at=None).count() == 1


def test_what_its_author_changed_meanwhile_is_not_accepted_unread(waiting, ada, ben):
    edit_claim(ben, waiting, seen=1, text="Buy my soap", detail="")
    with refused("changed_meanwhile"):
        accept_claim(ada, waiting, seen=1)
    assert accept_claim(ada, waiting, seen=2).state == State.VISIBLE


# ---- returned


def test_a_returned_suggestion_is_for_its_author_and_editors(debate, waiting, ada, ben, chidi):
    with one_event(debate, Verb.RETURNED, ada) as event:
        assert return_claim(ada, waiting, note="Which deliveries?").state == State.RETURNED

    assert (event().claim, event().data) == (waiting, {"note": "Which deliveries?"})
    for who, sees in [(ada, True), (ben, True), (chidi, False)]:
        assert Claim.objects.visible_to(who).filter(pk=waiting.pk).exists() == sees
    assert tally_of(debate.claims.for_everyone().as_skeleton()).open == 0


def test_who_returns_somebody_elses_says_why(waiting, ada):
    for nothing in ("", "  "):
        with refused("reason_missing"):
            return_claim(ada, waiting, note=nothing)
    with refused("text_too_long"):
        return_claim(ada, waiting, note="x" * (REASON_MAX + 1))


def test_authors_take_their_own_back_without_a_word(debate, waiting, ben):
    with one_event(debate, Verb.RETURNED, ben) as event:
        assert return_claim(ben, waiting).state == State.RETURNED
    assert event().data == {"note": ""}


def test_returning_twice_changes_nothing(waiting, ada, ben):
    return_claim(ada, waiting, note="Why?")
    with nothing_changes():
        return_claim(ada, waiting, note="Why, again?")
        return_claim(ben, waiting)


def test_returning_again_gives_what_was_returned(waiting, ada):
    return_claim(ada, waiting, note="Where?")
    assert return_claim(ada, waiting, note="Where?").state == State.RETURNED


def test_what_was_returned_is_accepted_only_once_it_is_sent_in_again(waiting, ada, ben):
    return_claim(ada, waiting, note="Why?")
    with refused("with_its_author"):
        accept_claim(ada, waiting)
    edit_claim(ben, waiting, seen=1, text="Deliveries by night", detail="")
    assert accept_claim(ada, waiting).state == State.VISIBLE


def test_only_what_waits_is_returned(thesis, waiting, ada, ben):
    accept_claim(ada, waiting)
    with refused("accepted_already"):
        return_claim(ada, waiting, note="Why?")
    withdraw_claim(ben, waiting)
    with refused("not_waiting"):
        return_claim(ada, waiting, note="Why?")


@pytest.mark.parametrize(
    ("role", "own", "others"),
    [
        (Role.READER, False, False),
        (Role.SUGGESTER, True, False),
        (Role.WRITER, True, False),
        (Role.EDITOR, True, True),
        (Role.MODERATOR, True, True),
    ],
)
def test_editors_return_all_and_authors_their_own(
    debate, thesis, waiting, ada, ben, chidi, join, role, own, others
):
    foreign = post_claim(chidi, thesis, stance="pro", text="Air")
    set_posting(ada, debate, "members")
    join(ben, role)
    for claim, allowed in [(waiting, own), (foreign, others)]:
        if allowed:
            assert return_claim(ben, claim, note="Why?").state == State.RETURNED
            continue
        code = "not_allowed" if claim == waiting else "claim_gone"
        with refused(code):
            return_claim(ben, claim, note="Why?")


@pytest.mark.parametrize("phase", ["closed", "archived"])
def test_nobody_accepts_or_returns_in_what_is_for_reading(debate, waiting, ada, ben, phase):
    set_phase(ada, debate, phase)
    for who in (ada, ben):
        with not_allowed("debate_is_read_only"):
            return_claim(who, waiting, note="Why?")
    with not_allowed("debate_is_read_only"):
        accept_claim(ada, waiting)


# ---- sent in again


@pytest.fixture
def returned(waiting, ada) -> Claim:
    return return_claim(ada, waiting, note="Which deliveries?")


def test_an_edit_by_its_author_sends_it_in_again(debate, returned, ben):
    with one_event(debate, Verb.EDITED, ben) as event:
        edited = edit_claim(ben, returned, seen=1, text="By night", detail="", note="Said which")

    assert (edited.state, edited.text, edited.revision) == (State.PENDING, "By night", 2)
    states = (event().data["old_state"], event().data["new_state"])
    assert states == (State.RETURNED, State.PENDING)
    assert event().data["note"] == "Said which"


def test_it_can_be_sent_in_again_as_it_is(debate, returned, ben):
    with one_event(debate, Verb.EDITED, ben) as event:
        edited = edit_claim(ben, returned, seen=1, text="Deliveries", detail="", note="All of them")

    assert (edited.state, edited.revision, edited.edited_at) == (State.PENDING, 1, None)
    assert event().data["note"] == "All of them"
    assert edited.revisions.count() == 1


def test_what_one_took_back_is_sent_in_again_likewise(waiting, ben):
    return_claim(ben, waiting)
    assert edit_claim(ben, waiting, seen=1, text="Deliveries", detail="").state == State.PENDING


def test_of_whom_writes_by_now_it_is_seen_at_once(debate, returned, ada, ben, chidi):
    set_role(ada, debate, ben, Role.WRITER)
    edit_claim(ben, returned, seen=1, text="Deliveries by night", detail="")
    assert Claim.objects.visible_to(chidi).filter(pk=returned.pk).exists()


def test_editors_leave_what_was_returned_to_its_author(returned, ada):
    with not_allowed("with_its_author"):
        edit_claim(ada, returned, seen=1, text="Mine", detail="")


def test_who_may_no_more_suggest_does_not_send_it_in_again(debate, returned, ada, ben):
    set_posting(ada, debate, "members")
    with not_allowed():
        edit_claim(ben, returned, seen=1, text="Deliveries by night", detail="")


def test_what_a_suggester_withdrew_and_restored_can_be_returned(waiting, ada, ben):
    accept_claim(ada, waiting)
    withdraw_claim(ben, waiting)
    restore_claim(ben, waiting)
    assert return_claim(ada, waiting, note="Why now?").state == State.RETURNED


def test_the_log_knows_which_edits_not_everybody_saw(debate, thesis, waiting, ada, ben):
    with one_event(debate, Verb.EDITED, ben) as event:
        edit_claim(ben, waiting, seen=1, text="Parcels", detail="")
    assert event().data["old_state"] == State.PENDING
    assert "new_state" not in event().data
    with one_event(debate, Verb.EDITED, ada) as event:
        edit_claim(ada, thesis, seen=1, text="Towns should ban cars", detail="")
    assert "old_state" not in event().data
