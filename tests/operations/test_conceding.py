import pytest

from debates.argument.challenges import Status, challenges
from debates.argument.words import State
from debates.models import Claim, Revision, Role, Verb
from debates.operations import concede, open_debate, post_claim, set_phase, set_posting
from tests.operations.records import not_allowed, nothing_changes, one_event, refused


@pytest.fixture
def air(thesis, ben) -> Claim:
    return post_claim(ben, thesis, stance="pro", text="Air")


@pytest.fixture
def electric(air, chidi) -> Claim:
    return post_claim(chidi, air, stance="con", text="Electric cars")


def test_whoever_is_challenged_can_concede(debate, electric, ben):
    with one_event(debate, Verb.CONCEDED, ben) as event:
        conceded = concede(ben, electric, note="True")

    electric.refresh_from_db()
    assert conceded == electric
    assert electric.conceded_by == ben
    assert electric.conceded_at is not None
    assert (event().claim, event().data) == (electric, {"note": "True"})
    (challenge,) = challenges(debate.claims.as_skeleton())
    assert challenge.status == Status.CONCEDED


def test_a_rebuttal_can_be_conceded_too(debate, electric, ben, chidi):
    rebuttal = post_claim(ben, electric, stance="con", text="Tyres")
    assert concede(chidi, rebuttal).conceded_by == chidi


def test_conceding_again_changes_nothing(electric, ada, ben):
    concede(ben, electric)
    for who in (ben, ada):
        with nothing_changes():
            assert concede(who, electric, note="Again").conceded_by == ben


def test_only_a_challenge_can_be_conceded(thesis, air, ada, ben):
    question = open_debate(ada, title="Cars", question="What?", theses=["Ban", "Price"])
    for claim in (thesis, air, *question.claims.all()):
        with refused("not_a_challenge"):
            concede(ada, claim)


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.PENDING, State.HIDDEN])
def test_only_a_challenge_that_stands_can_be_conceded(electric, ada, state):
    Claim.objects.filter(pk=electric.pk).update(state=state.value)
    with refused("not_standing"):
        concede(ada, electric)


def test_a_note_has_a_limit(electric, ben):
    with refused("text_too_long"):
        concede(ben, electric, note="x" * (Revision.NOTE_MAX + 1))


@pytest.mark.parametrize(
    ("role", "challenged", "others"),
    [
        (Role.READER, False, False),
        (Role.SUGGESTER, True, False),
        (Role.WRITER, True, False),
        (Role.EDITOR, True, True),
        (Role.MODERATOR, True, True),
    ],
)
def test_the_challenged_author_and_editors_may_concede(
    debate, thesis, electric, ada, ben, join, role, challenged, others
):
    foreign = post_claim(ben, thesis, stance="con", text="Freight")
    set_posting(ada, debate, "members")
    join(ben, role)
    for challenge, expected in [(electric, challenged), (foreign, others)]:
        if expected:
            assert concede(ben, challenge).conceded_by == ben
        else:
            with not_allowed():
                concede(ben, challenge)


def test_the_author_of_the_challenge_itself_may_not(electric, chidi):
    with not_allowed():
        concede(chidi, electric)


@pytest.mark.parametrize("phase", ["closed", "archived"])
def test_nobody_concedes_in_what_is_for_reading(debate, electric, ada, ben, phase):
    set_phase(ada, debate, phase)
    for who in (ada, ben):
        with not_allowed("debate_is_read_only"):
            concede(who, electric)
