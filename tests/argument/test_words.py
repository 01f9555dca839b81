import pytest

from debates.argument.words import (
    Kind,
    Side,
    Stance,
    flipped,
    kind_of_reply,
    other_side,
    side_of_reply,
    stance_of,
)

# The reply, the side that its parent is on, what it is and the side it is on.
REPLIES = [
    (Stance.PRO, Side.THESIS, Kind.CLAIM, Side.THESIS),
    (Stance.PRO, Side.CRITICS, Kind.CLAIM, Side.CRITICS),
    (Stance.CON, Side.THESIS, Kind.CRITIQUE, Side.CRITICS),
    (Stance.CON, Side.CRITICS, Kind.REBUTTAL, Side.THESIS),
]


@pytest.mark.parametrize(("stance", "parent_side", "kind", "side"), REPLIES)
def test_a_con_changes_sides_and_a_pro_stays(stance, parent_side, kind, side):
    assert kind_of_reply(stance, parent_side) == kind
    assert side_of_reply(stance, parent_side) == side
    assert stance_of(kind) == stance


def test_roots_are_for_and_against_nothing():
    assert stance_of(Kind.QUESTION) is None
    assert stance_of(Kind.THESIS) is None


def test_on_the_other_side_critiques_are_rebuttals_and_all_else_is_the_same():
    assert {kind: flipped(kind) for kind in Kind} == {
        Kind.QUESTION: Kind.QUESTION,
        Kind.THESIS: Kind.THESIS,
        Kind.CLAIM: Kind.CLAIM,
        Kind.CRITIQUE: Kind.REBUTTAL,
        Kind.REBUTTAL: Kind.CRITIQUE,
    }
    assert [other_side(side) for side in Side] == [Side.CRITICS, Side.THESIS]
