"""Scores from votes: of everybody, or as some of them see it."""

from collections.abc import Collection, Mapping, Sequence
from statistics import pstdev

from debates.reasoning.framework import Pair
from debates.reasoning.strengths import BASE, RELEVANCE, Scores

# A vote is one of five steps, from 0 ("not at all") to 4 ("entirely").
STEPS = 5

Votes = Mapping[str, int]  # by person
OnClaims = Mapping[str, Votes]
OnSteps = Mapping[Pair, Votes]

AGREES_FROM = 3
REJECTS_TO = 1


def share(vote: int) -> float:
    """A vote as a number from 0 to 1: 0, 0.25, 0.5, 0.75 or 1."""
    if vote not in range(STEPS):
        raise ValueError(f"A vote is from 0 to {STEPS - 1}.")
    return vote / (STEPS - 1)


def mean_with(prior: float, votes: Collection[int]) -> float:
    """(prior + sum of shares) / (1 + number of votes): as if one more had voted the prior.

    So nothing changes abruptly with the first vote, and one vote alone never says 0 or 1.
    """
    return (prior + sum(map(share, votes))) / (1 + len(votes))


def scores_of(
    plausible: OnClaims, relevant: OnSteps, people: Collection[str] | None = None
) -> Scores:
    """From the votes of all, or of some people only; claims without votes are left out."""
    return Scores(
        bases={
            key: mean_with(BASE, votes)
            for key, cast in plausible.items()
            if (votes := _of(cast, people))
        },
        relevance={
            pair: mean_with(RELEVANCE, votes)
            for pair, cast in relevant.items()
            if (votes := _of(cast, people))
        },
    )


def agreeing(plausible: OnClaims, key: str) -> frozenset[str]:
    """Who finds a claim rather or entirely plausible."""
    return frozenset(
        person for person, vote in plausible.get(key, {}).items() if vote >= AGREES_FROM
    )


def disagreement(votes: Sequence[int]) -> float:
    """How far votes are apart: twice their standard deviation as shares, so 1 at half and half."""
    return 2 * pstdev(map(share, votes)) if votes else 0.0


def _of(cast: Votes, people: Collection[str] | None) -> list[int]:
    return [vote for person, vote in cast.items() if people is None or person in people]
