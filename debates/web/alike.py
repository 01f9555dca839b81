"""Which claims of a file say what is said in the debate already."""

from itertools import islice
from typing import NamedTuple

from debates.argument.map import ArgumentMap
from debates.argument.near import FEWEST_SHARED, fingerprint, nearest
from debates.argument.prose import visible
from debates.models import Claim
from debates.web.near import fingerprints_for
from debates.web.visit import Visit
from debates.web.words import excerpt, label_of, without_links

MOST_SHOWN = 12
# Of 100, as in debates.argument.near: most words of both, not a third.
ALIKE = 75.0
# So many pairs are compared at most: a second's work.
_MOST_PAIRS = 1_000_000


class Twin(NamedTuple):
    """A claim of the file, and the one of the debate that it is like."""

    text: str
    claim: Claim
    label: str
    claim_text: str


class Twins(NamedTuple):
    """``more`` counts those that are not shown; ``unseen`` the claims that were not compared."""

    shown: list[Twin]
    more: int
    unseen: int


def twins(visit: Visit, argument: ArgumentMap) -> Twins:
    """Those that say the same first, then those that say nearly the same."""
    known = fingerprints_for(visit)
    same = {marks: key for key, marks in reversed(known.items())}
    sought = {key: fingerprint(visible(node.text)) for key, node in argument.nodes.items()}
    sought = {key: marks for key, marks in sought.items() if len(marks) >= FEWEST_SHARED}
    found = {key: same[marks] for key, marks in sought.items() if marks in same}
    others = [key for key in sought if key not in found]
    compared = others[: _MOST_PAIRS // max(1, len(known))]
    for key in compared:
        near = nearest(sought[key], known)
        if near and near[0].likeness >= ALIKE:
            found[key] = near[0].key
    return Twins(
        _shown(visit, argument, dict(islice(found.items(), MOST_SHOWN))),
        max(0, len(found) - MOST_SHOWN),
        len(others) - len(compared),
    )


def _shown(visit: Visit, argument: ArgumentMap, found: dict[str, int]) -> list[Twin]:
    claims = visit.claims.in_bulk(found.values())
    return [
        Twin(
            excerpt(argument.nodes[key].text),
            visit.at_home(claims[pk]),
            label_of(claims[pk]),
            without_links(claims[pk].text_html),
        )
        for key, pk in found.items()
        if pk in claims
    ]
