import pytest

from debates.argument.words import State
from debates.models import Claim, Revision, Role, Verb
from debates.operations import (
    edit_claim,
    open_debate,
    post_claim,
    restore_claim,
    set_phase,
    set_posting,
    withdraw_claim,
)
from tests.operations.records import everything, not_allowed, nothing_changes, one_event, refused


@pytest.fixture
def air(thesis, ben) -> Claim:
    return post_claim(ben, thesis, stance="pro", text="Air")


def put(claim: Claim, state: State) -> None:
    Claim.objects.filter(pk=claim.pk).update(state=state.value)


def test_a_withdrawn_claim_stays_with_all_its_words_and_its_branch(debate, air, ben):
    post_claim(ben, air, stance="con", text="Electric cars")
    before = everything()["Claim"]
    with one_event(debate, Verb.WITHDRAWN, ben) as event:
        withdrawn = withdraw_claim(ben, air, note="I was wrong")

    assert withdrawn.is_withdrawn
    assert everything()["Claim"] == [
        {**row, "state": "withdrawn"} if row["id"] == air.pk else row for row in before
    ]
    assert (event().claim, event().data) == (air, {"note": "I was wrong"})


def test_a_restored_claim_stands_as_before(debate, air, ben):
    before = everything()["Claim"]
    withdraw_claim(ben, air)
    with one_event(debate, Verb.RESTORED, ben) as event:
        restore_claim(ben, air, note="Right after all")

    assert everything()["Claim"] == before
    assert (event().claim, event().data["note"]) == (air, "Right after all")


def test_withdrawing_or_restoring_twice_changes_nothing(air, ben):
    with nothing_changes():
        assert restore_claim(ben, air) == air
    withdraw_claim(ben, air)
    with nothing_changes():
        assert withdraw_claim(ben, air).is_withdrawn


def test_a_root_stays_and_a_thesis_below_a_question_need_not(thesis, ada):
    with refused("root_stays"):
        withdraw_claim(ada, thesis)

    question = open_debate(ada, title="Cars", question="What about cars?", theses=["Ban", "Price"])
    with refused("root_stays"):
        withdraw_claim(ada, question.claims.get(level=0))
    assert withdraw_claim(ada, question.claims.get(text="Ban")).is_withdrawn


def test_a_note_of_blanks_is_none(debate, air, ben):
    withdraw_claim(ben, air, note="  ")
    assert debate.events.get(verb=Verb.WITHDRAWN).data["note"] == ""


def test_a_note_has_a_limit(air, ben):
    for verb in (withdraw_claim, restore_claim):
        with refused("text_too_long"):
            verb(ben, air, note="x" * (Revision.NOTE_MAX + 1))


@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN])
def test_what_is_kept_back_is_not_made_readable_by_withdrawing_it(air, ada, ben, state):
    put(air, state)
    for who in (ada, ben):
        with refused("not_standing"):
            withdraw_claim(who, air)
        with nothing_changes():
            assert restore_claim(who, air).state == state


# ---- who may


ROLES = [
    (Role.READER, False, False),
    (Role.SUGGESTER, True, False),
    (Role.WRITER, True, False),
    (Role.EDITOR, True, False),
    (Role.MODERATOR, True, True),
]


@pytest.mark.parametrize(("role", "own", "others"), ROLES)
@pytest.mark.parametrize(
    ("verb", "start", "end"),
    [
        (withdraw_claim, State.VISIBLE, State.WITHDRAWN),
        (restore_claim, State.WITHDRAWN, State.VISIBLE),
    ],
)
def test_authors_take_back_their_own_and_moderators_all(
    debate, air, thesis, ada, ben, join, role, own, others, verb, start, end
):
    foreign = post_claim(ada, thesis, stance="con", text="Freight")
    set_posting(ada, debate, "members")
    join(ben, role)
    for claim, expected in [(air, own), (foreign, others)]:
        put(claim, start)
        if not expected:
            with not_allowed():
                verb(ben, claim)
        elif role == Role.SUGGESTER and verb is restore_claim:
            assert verb(ben, claim).state == State.PENDING
        else:
            assert verb(ben, claim).state == end


def test_what_a_suggester_restores_waits_for_review_again(debate, air, ada, ben):
    """Else it would be a way to put a text past the review, after an edit as a writer."""
    withdraw_claim(ben, air)
    set_posting(ada, debate, "suggestions")
    with one_event(debate, Verb.RESTORED, ben) as event:
        assert restore_claim(ben, air).state == State.PENDING
    assert event().data["new"] == "pending"


def test_a_withdrawn_claim_is_not_edited_by_who_may_only_suggest(debate, air, ada, ben):
    withdraw_claim(ben, air)
    set_posting(ada, debate, "suggestions")
    with not_allowed():
        edit_claim(ben, air, seen=1, text="Buy my soap", detail="")


@pytest.mark.parametrize("phase", ["closed", "archived"])
def test_nobody_withdraws_or_restores_what_is_for_reading(debate, air, ada, ben, phase):
    set_phase(ada, debate, phase)
    for verb in (withdraw_claim, restore_claim):
        for who in (ada, ben):
            with not_allowed("debate_is_read_only"):
                verb(who, air)


def test_what_a_moderator_withdrew_its_author_does_not_bring_back(air, ada, ben):
    withdraw_claim(ada, air)
    with not_allowed(), nothing_changes():
        restore_claim(ben, air)

    restore_claim(ada, air)
    withdraw_claim(ben, air)
    assert not restore_claim(ben, air).is_withdrawn
