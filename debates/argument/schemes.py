"""The argumentation schemes a pro can name (after D. Walton), each with its gist in a sentence."""

from typing import NamedTuple


class Scheme(NamedTuple):
    """``key`` is stored and exported; ``name`` and ``gist`` are for people."""

    key: str
    name: str
    gist: str


_CATALOGUE = (
    Scheme(
        "practical_reasoning",
        "Means to an end",
        "We want a certain goal and this is a way to reach it, so we should do it.",
    ),
    Scheme(
        "positive_consequences",
        "Good consequences",
        "Doing this would have results worth having, so it should be done.",
    ),
    Scheme(
        "negative_consequences",
        "Bad consequences",
        "Doing this would have results worth avoiding, so it should not be done.",
    ),
    Scheme(
        "cause_to_effect",
        "Cause to effect",
        "Where the one happens the other generally follows, and the one is happening.",
    ),
    Scheme(
        "correlation_to_cause",
        "Correlation to cause",
        "The two go together often enough that one of them probably brings about the other.",
    ),
    Scheme(
        "expert_opinion",
        "Expert opinion",
        "Someone who knows this field says that it is so.",
    ),
    Scheme(
        "analogy",
        "Analogy",
        "What holds in a case that is alike in the ways that matter holds here too.",
    ),
    Scheme(
        "precedent",
        "Precedent",
        "An earlier case was decided this way, and this one should be decided no differently.",
    ),
    Scheme(
        "example",
        "Example",
        "A case that was looked at shows what can be expected of others of its sort.",
    ),
    Scheme(
        "values",
        "Values",
        "This serves something we hold dear, which is a reason to favour it.",
    ),
    Scheme(
        "sign",
        "Sign",
        "We can observe what usually shows when this is the case, so it probably is.",
    ),
    Scheme(
        "statistics",
        "Statistics",
        "Numbers gathered from a sample tell how things stand with the whole.",
    ),
    Scheme(
        "slippery_slope",
        "Slippery slope",
        "A first step would lead on, one step at a time, to where nobody wants to end up.",
    ),
    Scheme(
        "popular_practice",
        "Popular practice",
        "Many people do or accept this, which is a reason to think it right.",
    ),
    Scheme(
        "sunk_costs",
        "Sunk costs",
        "So much has been put into this already that stopping now would be a waste.",
    ),
    Scheme(
        "rule",
        "Established rule",
        "A rule in force covers cases like this one and says what to do.",
    ),
    Scheme(
        "exceptional_case",
        "Exceptional case",
        "The rule was not made for a case as unusual as this one, so it should not bind here.",
    ),
)

SCHEMES: dict[str, Scheme] = {scheme.key: scheme for scheme in _CATALOGUE}
