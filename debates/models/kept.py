"""What is derived from a debate and kept with its version: of another version it is made anew.

One of each sort is kept for a debate: what was made of earlier versions would only fill the memory.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.core.cache import caches
from django.db.models import Count

from core.accounts.models import User
from debates.argument.challenges import Challenge, ledger
from debates.argument.counts import Share, Tally, shares_of, tally_of
from debates.argument.inquiry import Inquiry, inquiries
from debates.argument.map import ArgumentMap
from debates.argument.presence import standing
from debates.models.claim import Claim
from debates.models.debate import Debate
from debates.models.source import Source


class Ledger(NamedTuple):
    """Every challenge and every critical question of a debate, in reading order.

    The same for all who may read the debate: what waits for review, is hidden or was withdrawn is
    not in it. Claims and people go by their primary keys, as strings.
    """

    challenges: tuple[Challenge, ...] = ()
    questions: tuple[Inquiry, ...] = ()
    asks: bool = False

    def waiting_for(self, person: User) -> list[Challenge]:
        """What others put to the person's claims, and nobody has answered or looked at again."""
        key = str(person.pk)
        return [one for one in self.challenges if one.waits and key in one.to and key != one.author]

    def posed_by(self, person: User) -> list[Challenge]:
        key = str(person.pk)
        return [one for one in self.challenges if one.author == key]


class Contribution(NamedTuple):
    """A thesis beside the others: how much there is of its branch, and by how many people."""

    thesis: int
    tally: Tally
    sources: int
    people: int
    last: datetime | None


def tallies_of(debates: Iterable[Debate]) -> dict[int, Tally]:
    """The tally of each debate by its key; two queries for all whose version is not known yet."""
    return _kept("tally", debates, _tallies, Tally())


def ledgers_of(debates: Iterable[Debate]) -> dict[int, Ledger]:
    """The ledger of each debate by its key, at the same cost."""
    return _kept("ledger", debates, _ledgers, Ledger())


def ledger_of(debate: Debate) -> Ledger:
    return ledgers_of([debate])[debate.pk]


def contributions_to(debate: Debate) -> list[Contribution]:
    """One for each thesis, in reading order; three queries for a version not known yet."""
    return _kept("contributions", [debate], _contributions, [])[debate.pk]


def kept_of(name: str, debate: Debate, derived: Callable[[Debate], Any]) -> Any:
    """What ``derived`` makes of the debate, once for each of its versions."""
    return _kept(name, [debate], lambda keys: {debate.pk: derived(debate)}, None)[debate.pk]


def kept_at(name: str, debate: Debate, stamp: object, derived: Callable[[Debate], Any]) -> Any:
    """The same, anew whenever ``stamp`` is another one than the last time."""
    return _kept_as_of(name, {debate.pk: stamp}, lambda keys: {debate.pk: derived(debate)}, None)[
        debate.pk
    ]


def kept_at_each(
    name: str,
    stamps: Mapping[int, object],
    derived: Callable[[Collection[int]], dict[int, Any]],
) -> dict[int, Any]:
    """The same for several debates at once, by their keys."""
    return _kept_as_of(name, stamps, derived, None)


def _kept(
    name: str,
    debates: Iterable[Debate],
    derived: Callable[[Collection[int]], dict[int, Any]],
    of_nothing: Any,
) -> dict[int, Any]:
    versions = {debate.pk: debate.version for debate in debates}
    return _kept_as_of(name, versions, derived, of_nothing)


def _kept_as_of(
    name: str,
    versions: Mapping[int, Any],
    derived: Callable[[Collection[int]], dict[int, Any]],
    of_nothing: Any,
) -> dict[int, Any]:
    found = caches["derived"].get_many([f"{name}:{pk}" for pk in versions])
    kept = {pk: found.get(f"{name}:{pk}", _NOTHING) for pk in versions}
    missing = [pk for pk, (version, _) in kept.items() if version != versions[pk]]
    if missing:
        made = derived(missing)
        new = {pk: (versions[pk], made.get(pk, of_nothing)) for pk in missing}
        caches["derived"].set_many({f"{name}:{pk}": value for pk, value in new.items()})
        kept |= new
    return {pk: value for pk, (_, value) in kept.items()}


_NOTHING = (None, None)


def _tallies(keys: Collection[int]) -> dict[int, Tally]:
    # Counted from the maps, as everywhere: in SQL it is a second definition of what is open, and
    # one for which PostgreSQL without statistics takes seconds at 5,000 claims.
    skeletons = Claim.objects.filter(tree_id__in=keys).as_skeletons()
    return {debate: tally_of(skeleton) for debate, skeleton in skeletons}


def _ledgers(keys: Collection[int]) -> dict[int, Ledger]:
    accounts = Claim.objects.filter(tree_id__in=keys).as_accounts()
    return {debate: _ledger(account) for debate, account in accounts}


def _ledger(account: ArgumentMap) -> Ledger:
    places = standing(account)
    challenges = ledger(account, places)
    questions = inquiries(places, challenges)
    return Ledger(tuple(challenges), tuple(questions), account.asks)


def _contributions(keys: Collection[int]) -> dict[int, list[Contribution]]:
    accounts = Claim.objects.filter(tree_id__in=keys).as_accounts()
    sources = _sources(keys)
    return {
        debate: [_contribution(share, sources) for share in shares_of(account)]
        for debate, account in accounts
    }


def _contribution(share: Share, sources: dict[str, int]) -> Contribution:
    return Contribution(
        thesis=int(share.thesis),
        tally=share.tally,
        sources=sum(sources.get(key, 0) for key in share.keys),
        people=len(share.people),
        last=share.last,
    )


def _sources(debates: Collection[int]) -> dict[str, int]:
    """How many sources in use each claim of these debates has, by its key as the maps write it."""
    used = Source.objects.in_use().filter(claim__tree_id__in=debates).order_by()
    counted = used.values_list("claim").annotate(Count("pk"))
    return {str(claim): number for claim, number in counted}
