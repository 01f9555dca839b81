"""What if some claims were accepted and others rejected: what would change, and how much."""

from collections.abc import Iterable
from typing import NamedTuple

from debates.reasoning.framework import Framework
from debates.reasoning.grounded import Standing, standings
from debates.reasoning.semantics import QUADRATIC_ENERGY, Semantics
from debates.reasoning.strengths import UNSAID, Scores, strengths


class Shift(NamedTuple):
    """One claim whose strength or standing differs. ``by`` is how much stronger it would be."""

    key: str
    before: float
    after: float
    stood: Standing
    stands: Standing

    @property
    def by(self) -> float:
        return self.after - self.before


def supposing(
    framework: Framework, *, accepted: Iterable[str] = (), rejected: Iterable[str] = ()
) -> Framework:
    """Accepted claims have strength 1 and are in, rejected ones 0 and out, whatever is said.

    A claim that is both is rejected. Keys of claims that do not count change nothing.
    """
    numbers = framework.number_of
    supposed = {numbers[key]: 1.0 for key in accepted if key in numbers}
    supposed |= {numbers[key]: 0.0 for key in rejected if key in numbers}
    return framework.fixing(supposed)


def shifts(
    before: Framework,
    after: Framework,
    semantics: Semantics = QUADRATIC_ENERGY,
    scores: Scores = UNSAID,
) -> list[Shift]:
    """What differs between two framings of one map, the largest difference first."""
    old, new = (strengths(one, semantics, scores).claims for one in (before, after))
    stood, stands = standings(before), standings(after)
    differing = [
        Shift(key, old[key], new[key], stood[key], stands[key])
        for key in before.keys
        if old[key] != new[key] or stood[key] is not stands[key]
    ]
    return sorted(differing, key=lambda shift: abs(shift.by), reverse=True)
