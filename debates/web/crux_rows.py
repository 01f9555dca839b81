"""Where a debate turns, in words that need no statistics."""

from typing import NamedTuple

from debates.models import Claim
from debates.models.judging import Judgement
from debates.models.reckoning import figures_of
from debates.models.votes import shows_others, votes_of
from debates.reasoning.cruxes import Crux
from debates.web.judged import Named
from debates.web.visit import Visit
from debates.web.weight import number_of

# Twice the standard deviation of the votes: 1 where half say “entirely” and half “not at all”.
_APART = ((0.25, "People mostly agree about it"), (0.55, "People see it somewhat differently"))
_FAR_APART = "People are far apart about it"
_WITHOUT = "Without it, and all that hangs below it, the thesis"


class CruxRow(NamedTuple):
    """``effect``: what would become of the thesis without it. ``apart``: how differently people
    see it, where the reader may be told.
    """

    claim: Named
    effect: str
    apart: str


def crux_rows(
    visit: Visit, thesis: Claim, told: Judgement, known: dict[str, Named]
) -> list[CruxRow]:
    figure = figures_of(visit.debate).get(thesis.pk)
    now = figure.strength if figure else 0.0
    return [
        CruxRow(
            claim=known[crux.key],
            effect=_effect(crux, now),
            apart=_apart(visit, crux),
        )
        for crux in told.cruxes
        if crux.key in known
    ]


def _effect(crux: Crux, now: float) -> str:
    """The claim's removal takes what hangs below it along."""
    without = now - (crux.removal or 0.0)
    if number_of(without) == number_of(now):
        return f"{_WITHOUT} would stay at {number_of(now)}."
    moves = "weaken" if without < now else "strengthen"
    return f"{_WITHOUT} would {moves} from {number_of(now)} to {number_of(without)}."


def _apart(visit: Visit, crux: Crux) -> str:
    if not crux.apart:
        return ""
    cast = votes_of(visit.debate).plausible.get(crux.key, {})
    if not shows_others(visit.debate, voted=str(visit.person.pk) in cast):
        return ""
    said = next((words for end, words in _APART if crux.apart < end), _FAR_APART)
    return f"{said} ({len(cast)} votes)."
