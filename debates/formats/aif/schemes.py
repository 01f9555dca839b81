"""The schemes of AIFdb, by name and number, and ours that mean the same."""

import re
from typing import NamedTuple


class Scheme(NamedTuple):
    """``number`` is the ``schemeID`` of AIFdb; empty where it is not known to have one."""

    name: str
    number: str = ""


INFERENCE = Scheme("Default Inference", "72")
CONFLICT = Scheme("Default Conflict", "71")
ASSERTING = Scheme("Asserting", "74")

NAMES: dict[str, Scheme] = {
    "practical_reasoning": Scheme("Practical Reasoning", "28"),
    "positive_consequences": Scheme("Positive Consequences", "27"),
    "negative_consequences": Scheme("Negative Consequences", "22"),
    "slippery_slope": Scheme("Full Slippery Slope", "18"),
    "sunk_costs": Scheme("Waste", "33"),
    "cause_to_effect": Scheme("Cause To Effect", "4"),
    "correlation_to_cause": Scheme("Correlation To Cause", "7"),
    "sign": Scheme("Sign", "30"),
    "statistics": Scheme("Statistics"),
    "analogy": Scheme("Analogy", "1"),
    "precedent": Scheme("Precedent"),
    "example": Scheme("Example", "14"),
    "expert_opinion": Scheme("Expert Opinion", "15"),
    "popular_practice": Scheme("Popular Practice", "25"),
    "values": Scheme("Values"),
    "rule": Scheme("Established Rule", "61"),
    "exceptional_case": Scheme("Exceptional Case", "62"),
}
_ALSO = {
    "causalslipperyslope": "slippery_slope",
    "slipperyslope": "slippery_slope",
    "sunkcosts": "sunk_costs",
    "rules": "rule",
}
_SAYING_NOTHING = {
    "",
    "default",
    "ra",
    "ca",
    "ma",
    "defaultinference",
    "defaultconflict",
    "defaultrephrase",
}
_LETTERS = re.compile("[a-z]+")
_BEFORE = re.compile("^(?:argument)?(?:from|to)?(?=[a-z])")


def _plain(name: str) -> str:
    """As it is compared: "Argument from Expert Opinion" and "ExpertOpinion" are the same."""
    return _BEFORE.sub("", "".join(_LETTERS.findall(name.lower())), count=1)


_BY_NUMBER = {scheme.number: key for key, scheme in NAMES.items() if scheme.number}
_BY_NAME = {_plain(scheme.name): key for key, scheme in NAMES.items()} | _ALSO


def key_of(scheme: Scheme) -> str | None:
    """Ours; empty for the default, None where there is none like it."""
    name = _plain(scheme.name)
    if name in _BY_NAME:
        return _BY_NAME[name]
    if scheme.number in _BY_NUMBER:
        return _BY_NUMBER[scheme.number]
    return "" if name in _SAYING_NOTHING else None
