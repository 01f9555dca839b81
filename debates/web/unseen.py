"""What is new in a debate to somebody who has read it before."""

from typing import NamedTuple

from debates.models.attention import unseen_claims
from debates.web.visit import Visit

_MOST_COUNTED = 500


class Unseen(NamedTuple):
    """The keys of what others wrote or changed, and how many of these claims the person may read.

    ``asks``: the page is to say up to where the person has read, once they have.
    """

    keys: frozenset[int]
    count: int
    more: bool
    asks: bool


def unseen_by(visit: Visit) -> Unseen:
    """Two queries where the debate has changed since the person's last visit, else none."""
    keys = unseen_claims(visit.debate, visit.person, visit.seen)
    asks = visit.person.is_authenticated and _is_behind(visit)
    if not keys:
        return Unseen(keys, 0, False, asks)
    some = sorted(keys, reverse=True)[:_MOST_COUNTED]
    count = visit.claims.filter(pk__in=some).count()
    return Unseen(keys, count, len(keys) > len(some), asks)


def _is_behind(visit: Visit) -> bool:
    """Who neither follows the debate nor has said yet that they read it is not asked to."""
    if visit.seen is None:
        return visit.follows or visit.is_member
    return visit.seen < visit.debate.version
