"""How strengths are computed and when votes are shown, as an owner chooses it."""

from django import forms

from debates.models import Base, Method, VotesShown
from debates.web.debate_forms import ChoiceWords, choice

METHODS = {
    Method.QUADRATIC_ENERGY: ChoiceWords(
        "Quadratic energy",
        "Replies add up; a little on one side changes little, much changes much. For most debates.",
    ),
    Method.DF_QUAD: ChoiceWords(
        "DF-QuAD",
        "The strongest replies decide; more of the same kind add less and less. As strong on both "
        "sides cancels out.",
    ),
    Method.EULER_BASED: ChoiceWords(
        "Euler-based",
        "Replies move a claim only within bounds: what people find implausible never gets strong.",
    ),
}
BASES = {
    Base.VOTES: ChoiceWords(
        "People’s votes", "A claim starts as plausible as people find it, the replies left aside."
    ),
    Base.NEUTRAL: ChoiceWords(
        "One half", "Every claim starts at 0.5. The arguments alone decide, votes do not."
    ),
}
SHOWN = {
    VotesShown.AFTER: ChoiceWords(
        "After one’s own vote", "So that nobody just follows the others. For all once it is closed."
    ),
    VotesShown.ALWAYS: ChoiceWords("Always", "Everybody who can read the debate sees them."),
    VotesShown.NEVER: ChoiceWords("Never", "Votes count, and nobody sees how they are spread."),
}


class MethodForm(forms.Form):
    method = choice("How are strengths computed?", METHODS)


class BaseForm(forms.Form):
    base = choice("What do strengths start from?", BASES)


class VotesShownForm(forms.Form):
    votes_shown = choice("When does one see how others voted?", SHOWN)
