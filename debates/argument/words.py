"""The words of a debate, and how kind and side follow from stance and parent."""

from enum import StrEnum


class Kind(StrEnum):
    """What a claim is: the root of a debate, a support, or one of the two ways to oppose."""

    QUESTION = "question"
    THESIS = "thesis"
    CLAIM = "claim"
    CRITIQUE = "critique"
    REBUTTAL = "rebuttal"


class Stance(StrEnum):
    """What a claim does to its parent."""

    PRO = "pro"
    CON = "con"


class Side(StrEnum):
    """The parity of oppositions on the way down from the thesis."""

    THESIS = "thesis"
    CRITICS = "critics"


class Aim(StrEnum):
    """What a con attacks: the parent, or the step from the parent to its own parent (relevance)."""

    TRUTH = "truth"
    RELEVANCE = "relevance"
    EVIDENCE = "evidence"
    DEFINITION = "definition"
    SCOPE = "scope"


class State(StrEnum):
    """Whether a claim counts: only visible ones do; withdrawn ones stay readable, marked.

    *pending* waits for review, *returned* came back from it to its author.
    """

    VISIBLE = "visible"
    PENDING = "pending"
    RETURNED = "returned"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


CHALLENGES = frozenset({Kind.CRITIQUE, Kind.REBUTTAL})
ROOTS = frozenset({Kind.QUESTION, Kind.THESIS})
# In review: for their authors and for editors. Kept back: not for everyone who reads the debate.
IN_REVIEW = (State.PENDING, State.RETURNED)
KEPT_BACK = (*IN_REVIEW, State.HIDDEN)

_FLIPPED = {Kind.CRITIQUE: Kind.REBUTTAL, Kind.REBUTTAL: Kind.CRITIQUE}


def other_side(side: Side) -> Side:
    return Side.CRITICS if side == Side.THESIS else Side.THESIS


def kind_of_reply(stance: Stance, parent_side: Side) -> Kind:
    """A pro is a claim; a con is a critique of the thesis' side or a rebuttal of the critics'."""
    if stance == Stance.PRO:
        return Kind.CLAIM
    return Kind.CRITIQUE if parent_side == Side.THESIS else Kind.REBUTTAL


def side_of_reply(stance: Stance, parent_side: Side) -> Side:
    return parent_side if stance == Stance.PRO else other_side(parent_side)


def stance_of(kind: Kind) -> Stance | None:
    """What a claim of this kind does to its parent; None for a question or a thesis."""
    if kind in ROOTS:
        return None
    return Stance.CON if kind in CHALLENGES else Stance.PRO


def flipped(kind: Kind) -> Kind:
    """What a claim becomes when its branch moves to the other side."""
    return _FLIPPED.get(kind, kind)
