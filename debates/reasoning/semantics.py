"""Gradual semantics: how strong a claim is, from its base score and what supports and opposes it.

Each takes the base score of a claim and how strongly each support and each con acts on it, all in
[0, 1], and gives a strength in [0, 1]. What acts with 0 changes nothing, and a claim that nothing
acts on is as strong as its base score.
"""

from collections.abc import Callable, Sequence
from math import exp, prod
from typing import NamedTuple

# The strength grows, by so much for each thing, with: the base score, each support, each con.
Slopes = tuple[float, Sequence[float], Sequence[float]]


class Semantics(NamedTuple):
    """``name`` is for commands and addresses, ``title`` for people."""

    name: str
    title: str
    strength: Callable[[float, Sequence[float], Sequence[float]], float]
    slopes: Callable[[float, Sequence[float], Sequence[float]], Slopes]


def quadratic_energy(base: float, pros: Sequence[float], cons: Sequence[float]) -> float:
    """Pulled up or down by the energy E = sum(pros) - sum(cons), at most to 1 or 0.

    With h(x) = max(x, 0)² / (1 + max(x, 0)²) it is  b - b h(-E) + (1 - b) h(E).
    N. Potyka: Continuous Dynamical Systems for Weighted Bipolar Argumentation. KR 2018, 148-157.
    """
    energy = sum(pros) - sum(cons)
    square = energy * energy
    pull = square / (1 + square)
    return base + (1 - base) * pull if energy > 0 else base - base * pull


def _quadratic_slopes(base: float, pros: Sequence[float], cons: Sequence[float]) -> Slopes:
    energy = sum(pros) - sum(cons)
    square = energy * energy
    pull = square / (1 + square)
    # The slope of h is 2 |E| / (1 + E²)².
    steep = 2 * abs(energy) / ((1 + square) * (1 + square))
    slope = ((1 - base) if energy > 0 else base) * steep
    return 1 - pull, [slope] * len(pros), [-slope] * len(cons)


def df_quad(base: float, pros: Sequence[float], cons: Sequence[float]) -> float:
    """The way to 1 or 0 that is left, times by how much one side outweighs the other.

    The weight of a side is F(v1 ... vn) = 1 - (1 - v1) ... (1 - vn). With d = F(pros) - F(cons) it
    is  b + (1 - b) d  for d > 0, else  b + b d.
    A. Rago, F. Toni, M. Aurisicchio, P. Baroni: Discontinuity-Free Decision Support with
    Quantitative Argumentation Debates. KR 2016, 63-73.
    """
    lead = prod([1 - con for con in cons]) - prod([1 - pro for pro in pros])
    return base + (1 - base) * lead if lead > 0 else base + base * lead


def _df_quad_slopes(base: float, pros: Sequence[float], cons: Sequence[float]) -> Slopes:
    left_by_pros, for_pros = left_and_others([1 - pro for pro in pros])
    left_by_cons, for_cons = left_and_others([1 - con for con in cons])
    lead = left_by_cons - left_by_pros
    if lead == 0:
        # Not smooth here: the mean of the slopes on both sides.
        own, slope = 1.0, 0.5
    else:
        own, slope = (1 - lead, 1 - base) if lead > 0 else (1 + lead, base)
    return own, [slope * other for other in for_pros], [-slope * other for other in for_cons]


def left_and_others(factors: Sequence[float]) -> tuple[float, list[float]]:
    """The product of all, and for each factor that of all others; a factor may be 0."""
    if len(factors) == 1:
        return factors[0], [1.0]
    after = [1.0]
    for factor in reversed(factors):
        after.append(after[-1] * factor)
    before, others = 1.0, []
    for number, factor in enumerate(factors, 1):
        others.append(before * after[-1 - number])
        before *= factor
    return after[-1], others


def euler_based(base: float, pros: Sequence[float], cons: Sequence[float]) -> float:
    """With E = sum(pros) - sum(cons) it is  1 - (1 - b²) / (1 + b exp(E)).

    Never below b², and 1 or 0 only where the base score is.
    L. Amgoud, J. Ben-Naim: Evaluation of Arguments in Weighted Bipolar Graphs. ECSQARU 2017, 25-35.
    """
    grown = base * exp(min(sum(pros) - sum(cons), _ENERGY_MOST))
    return 1 - (1 - base * base) / (1 + grown)


def _euler_slopes(base: float, pros: Sequence[float], cons: Sequence[float]) -> Slopes:
    grown = exp(min(sum(pros) - sum(cons), _ENERGY_MOST))
    below = 1 + base * grown
    own = (2 * base * below + (1 - base * base) * grown) / below / below
    slope = (1 - base * base) / below * (base * grown / below)
    return own, [slope] * len(pros), [-slope] * len(cons)


# Beyond it nothing changes any more in a float, and exp() would soon overflow.
_ENERGY_MOST = 300.0

QUADRATIC_ENERGY = Semantics(
    "quadratic-energy", "Quadratic energy", quadratic_energy, _quadratic_slopes
)
DF_QUAD = Semantics("df-quad", "DF-QuAD", df_quad, _df_quad_slopes)
EULER_BASED = Semantics("euler-based", "Euler-based", euler_based, _euler_slopes)

# The first is taken where none is chosen.
SEMANTICS = {one.name: one for one in (QUADRATIC_ENERGY, DF_QUAD, EULER_BASED)}
