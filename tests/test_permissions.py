"""The table of who may do what, once more, in a form that can be checked by eye."""

import pytest

from debates.argument.words import State
from debates.errors import NotAllowed
from debates.models import Claim, Phase, Role
from debates.permissions import ALWAYS, Action, editing, may, require

# Which roles may, in the order of Role: none, reader, suggester, writer, editor, moderator, owner.
# First with what is somebody else's, then with one's own.
OPEN = [
    (Action.READ, "-rswemo", "-rswemo"),
    (Action.VOTE, "-rswemo", "-rswemo"),
    (Action.SUGGEST, "--swemo", "--swemo"),
    (Action.POST, "---wemo", "---wemo"),
    (Action.PLACE, "---wemo", "---wemo"),
    (Action.ADD_SOURCE, "---wemo", "---wemo"),
    (Action.REMOVE_SOURCE, "----emo", "--swemo"),
    (Action.EDIT, "----emo", "---wemo"),
    (Action.AMEND, "----emo", "--swemo"),
    (Action.ACCEPT, "----emo", "----emo"),
    (Action.RETURN, "----emo", "--swemo"),
    (Action.MOVE, "----emo", "----emo"),
    (Action.CONCEDE, "----emo", "--swemo"),
    (Action.LINK, "----emo", "---wemo"),
    (Action.UNLINK, "----emo", "---wemo"),
    (Action.LINK_PREMISES, "----emo", "---wemo"),
    (Action.DESCRIBE, "----emo", "----emo"),
    (Action.WITHDRAW, "-----mo", "--swemo"),
    (Action.RESTORE, "-----mo", "--swemo"),
    (Action.MANAGE, "-----mo", "-----mo"),
    (Action.CONFIGURE, "------o", "------o"),
]
NOBODY = "-------"
CLOSED = [
    (Action.READ, "-rswemo", "-rswemo"),
    *(
        (action, NOBODY, NOBODY)
        for action in Action
        if action not in {Action.READ, Action.MANAGE, Action.CONFIGURE}
    ),
    (Action.MANAGE, "-----mo", "-----mo"),
    (Action.CONFIGURE, "------o", "------o"),
]
TABLE = [
    *((phase, *row) for phase in (Phase.DRAFT, Phase.OPEN) for row in OPEN),
    *((phase, *row) for phase in (Phase.CLOSED, Phase.ARCHIVED) for row in CLOSED),
]


@pytest.mark.parametrize(("phase", "action", "others", "own"), TABLE)
def test_the_table(phase, action, others, own):
    assert [may(role, action, phase) for role in Role] == [mark != "-" for mark in others]
    assert [may(role, action, phase, own=True) for role in Role] == [mark != "-" for mark in own]


def test_the_table_names_every_action_in_every_phase_once():
    assert sorted((phase, action) for phase, action, *_ in TABLE) == sorted(
        (phase, action) for phase in Phase for action in Action
    )


@pytest.mark.parametrize(("phase", "action", "others", "own"), TABLE)
def test_what_one_may_not_is_refused_with_the_reason(phase, action, others, own):
    for role, mark in zip(Role, others, strict=True):
        if mark != "-":
            require(role, action, phase.value)
            continue
        with pytest.raises(NotAllowed) as refusal:
            require(role, action, phase.value)
        if phase in {Phase.DRAFT, Phase.OPEN} or action in ALWAYS:
            assert refusal.value.code == "not_allowed"
            assert action.value in refusal.value.message
        else:
            assert refusal.value.code == "debate_is_read_only"
            assert phase.value in refusal.value.message


def test_own_never_takes_anything_away():
    for phase, action, others, own in TABLE:
        pairs = zip(others, own, strict=True)
        assert all(its_own != "-" for other, its_own in pairs if other != "-"), (phase, action)


def test_a_phase_is_told_by_its_word_as_the_column_holds_it():
    assert not may(Role.OWNER, Action.POST, "closed")
    assert may(Role.WRITER, Action.POST, "open")


@pytest.mark.parametrize("state", State)
def test_only_what_is_in_review_is_amended(state):
    in_review = state in {State.PENDING, State.RETURNED}
    expected = Action.AMEND if in_review else Action.EDIT
    assert editing(Claim(state=state.value)) == expected
