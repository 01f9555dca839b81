"""How the people of the demo vote: each from where they stand, so that they disagree."""

import random
from collections.abc import Mapping

from core.accounts.models import User
from debates import operations
from debates.argument.words import Side
from debates.models import Claim, Debate, Question
from debates.models.votes import ways_through

# Which side each is on, from 1, the thesis' side, to -1; and on what share of the claims they vote.
STANDPOINTS = {
    "ada": (0.7, 0.5),
    "ben": (-0.8, 0.8),
    "chidi": (0.2, 0.7),
    "dana": (0.9, 0.8),
    "emil": (-0.5, 0.6),
}
# The upper levels are enough to show something.
_FIRST = 16


def vote_all(debate: Debate, people: Mapping[str, User]) -> None:
    """The same votes every time."""
    keys = ways_through(debate)[:_FIRST]
    claims = debate.claims.in_bulk(keys)
    chance = random.Random(debate.title)  # noqa: S311 - the same demo every time
    for key in keys:
        for name, (lean, eager) in STANDPOINTS.items():
            # Everybody has an opinion on the thesis.
            if claims[key].level == 0 or chance.random() < eager:
                _vote(people[name], claims[key], lean, chance)


def _vote(person: User, claim: Claim, lean: float, chance: random.Random) -> None:
    agrees = lean if claim.side == Side.THESIS else -lean
    plausible = _step(2 + 1.7 * agrees + chance.gauss(0, 0.8))
    operations.cast_vote(person, claim, Question.PLAUSIBILITY, plausible, seen=claim.revision)
    if claim.stance is not None and chance.random() < 0.6:
        matters = _step(2.4 + 0.8 * agrees + chance.gauss(0, 0.9))
        operations.cast_vote(person, claim, Question.RELEVANCE, matters, seen=claim.revision)


def _step(number: float) -> int:
    return min(4, max(0, round(number)))
