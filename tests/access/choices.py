"""Who asks for what: as many addresses as the suite has time for, so that each says something new.

Everything times everybody is some 20,000 pages and forms. Of what has the same line in the table
and the same mark in it, a visitor meets one: another one than the next visitor does, so that all
of them together meet nearly everything. Strangers meet one in each debate.
"""

import re
import zlib
from collections.abc import Iterator

from tests.access.addresses import Place, addresses, questions
from tests.access.rows import expected, line_for
from tests.planted import STRANGERS, VISITORS, World

_MANAGE = ["moderator", "owner", "staff"]
# Those who manage debates see all that one can look for.
CURIOUS = [visitor for visitor in VISITORS if visitor not in _MANAGE]
THOROUGH = [*(visitor for visitor in CURIOUS if visitor != "writer"), "owner"]

# What is written shows on these.
_READ = {"debate", "outline", "history", "challenges", "claim", "claim_history", "members"}


def met_by(visitor: str, method: str, world: World) -> list[Place]:
    chosen: dict[tuple[str, ...], Place] = {}
    known = (place for place in addresses(world) if _matters_to(visitor, place))
    for place in sorted(known, key=lambda place: _turn(visitor, place)):
        chosen.setdefault(_case(visitor, method, place), place)
    return [place for case, place in chosen.items() if _falls_to(visitor, case, place, method)]


def _matters_to(visitor: str, place: Place) -> bool:
    """What is about an account is the same for all who have one: one member asks for it."""
    return visitor in {*STRANGERS, "reader", "staff"} or not is_about_accounts(place)


def _falls_to(visitor: str, case: tuple[str, ...], place: Place, method: str) -> bool:
    """What is the same for all who manage a debate, one of the three asks for."""
    if visitor not in _MANAGE or len({expected(place, method, one) for one in _MANAGE}) > 1:
        return True
    return _MANAGE[_number(*case) % len(_MANAGE)] == visitor


def is_about_accounts(place: Place) -> bool:
    return place.route.startswith(("account_", "mfa_", "usersessions_"))


def read_by(visitor: str, world: World) -> list[Place]:
    """With all that is written, for whoever is thorough, and what the curious look for."""
    asked = set(met_by(visitor, "GET", world))
    if visitor in THOROUGH:
        asked |= {place for place in addresses(world) if place.route in _READ}
    if visitor in CURIOUS:
        asked |= {place for place in questions(world) if is_one_of(2, place, visitor)}
    return sorted(asked)


def is_one_of(many: int, place: Place, visitor: str) -> bool:
    """Whether a member is to meet this, as they do one of so many. Strangers meet all."""
    return visitor in STRANGERS or _turn(visitor, place) % many == 0


def one_of_each_route(world: World) -> Iterator[Place]:
    yield from {place.route: place for place in addresses(world)}.values()


def _case(visitor: str, method: str, place: Place) -> tuple[str, ...]:
    mark = expected(place, method, visitor)
    if mark in "x>":
        return place.route, mark
    where = place.debate if visitor in STRANGERS else ""
    return place.route, mark, line_for(place, method), where


def _turn(visitor: str, place: Place) -> int:
    """Numbers of rows differ from run to run, so that they are left out."""
    return _number(visitor, *place[1:], re.sub(r"\d+", "", place.url))


def _number(*what: object) -> int:
    """Any, and the same in every run."""
    return zlib.crc32(" ".join(map(str, what)).encode())
