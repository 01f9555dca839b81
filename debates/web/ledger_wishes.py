"""What somebody wants to see of a ledger, as the address says it; and what of it fits."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import QueryDict

from core.accounts.models import User
from debates.argument.challenges import Challenge, Status
from debates.argument.inquiry import Inquiry
from debates.argument.words import CHALLENGES
from debates.models.kept import Ledger

ALL, QUESTIONS = "all", "questions"
STATUSES = {
    Status.OPEN.value: "Open",
    Status.STALE.value: "Look again",
    Status.ANSWERED.value: "Answered",
    Status.CONCEDED.value: "Conceded",
    ALL: "All",
    QUESTIONS: "Critical questions",
}
KINDS = {"": "Critiques and rebuttals", "critique": "Critiques", "rebuttal": "Rebuttals"}
SORTS = {
    "reading": "In reading order",
    "oldest": "Oldest first",
    "newest": "Newest first",
    "deepest": "Deepest first",
    "shallowest": "Closest to the thesis first",
}
# So many people can be chosen from a list: those with the most challenges.
PEOPLE_MOST = 50
_NOBODY = "0"
_UNKNOWN = datetime.min.replace(tzinfo=UTC)

_Entry = Challenge | Inquiry


class Wish(NamedTuple):
    """``by`` and ``to`` are user names. ``settled`` adds the critical questions that are answered.

    Read leniently: what makes no sense in an address is as if it were not there.
    """

    status: str = Status.OPEN.value
    kind: str = ""
    by: str = ""
    to: str = ""
    sort: str = "reading"
    settled: bool = False

    @property
    def is_narrow(self) -> bool:
        return bool(self.kind or self.by or self.to)


class Chosen(NamedTuple):
    """A person to choose, with how many challenges are theirs or are put to them."""

    name: str
    label: str
    count: int


class Fitting(NamedTuple):
    """What fits a wish but for its status, and how much of it has each status."""

    challenges: list[Challenge]
    questions: list[Inquiry]

    @property
    def counts(self) -> dict[str, int]:
        counted: dict[str, int] = dict(Counter(one.status.value for one in self.challenges))
        counted[ALL] = len(self.challenges)
        counted[QUESTIONS] = sum(one.is_unanswered for one in self.questions)
        return counted


def wish_of(query: QueryDict) -> Wish:
    return Wish(
        status=_one_of(query, "status", STATUSES, Status.OPEN.value),
        kind=_one_of(query, "kind", [kind.value for kind in CHALLENGES], ""),
        by=_name(query, "by"),
        to=_name(query, "to"),
        sort=_one_of(query, "sort", SORTS, "reading"),
        settled="settled" in query,
    )


def _one_of(query: QueryDict, name: str, known: Collection[str], otherwise: str) -> str:
    value = query.get(name, "")
    return value if value in known else otherwise


def _name(query: QueryDict, name: str) -> str:
    """No longer than a user name, and without what a database could not even look for."""
    return query.get(name, "").replace("\x00", "").strip()[:150]


class People:
    """Those who challenge in a ledger and those who are challenged, with their names. One query.

    With critical questions, those who asked one and those whose claims invite one.
    """

    def __init__(self, ledger: Ledger, wish: Wish) -> None:
        if wish.status == QUESTIONS:
            self._by = Counter(one.asker for one in ledger.questions if one.asker)
            self._to = Counter(one.author for one in ledger.questions)
        else:
            self._by = Counter(one.author for one in ledger.challenges)
            self._to = Counter(key for one in ledger.challenges for key in one.to)
        often = [*self._by.most_common(PEOPLE_MOST), *self._to.most_common(PEOPLE_MOST)]
        named = Q(username__in=[name for name in (wish.by, wish.to) if name])
        found = User.objects.filter(Q(pk__in=[int(key) for key, _ in often]) | named)
        self._known = {str(person.pk): person for person in found}
        self._keys = {person.username: key for key, person in self._known.items()}

    def key_of(self, name: str) -> str:
        """What the ledger calls the person with that user name; of strangers it has nothing."""
        return self._keys.get(name, _NOBODY) if name else ""

    @property
    def challengers(self) -> list[Chosen]:
        return self._choices(self._by)

    @property
    def challenged(self) -> list[Chosen]:
        return self._choices(self._to)

    def _choices(self, counted: Mapping[str, int]) -> list[Chosen]:
        known = [(key, self._known[key]) for key in counted if key in self._known]
        chosen = [Chosen(person.username, str(person), counted[key]) for key, person in known]
        return sorted(chosen, key=lambda one: (-one.count, one.label))


def fitting(ledger: Ledger, wish: Wish, people: People, branch: Collection[str] | None) -> Fitting:
    """``branch`` are the keys of the claims to look at, or None for all of them."""
    by, to = people.key_of(wish.by), people.key_of(wish.to)
    challenges = [
        one
        for one in ledger.challenges
        if (branch is None or one.key in branch)
        and (not wish.kind or one.kind == wish.kind)
        and (not by or one.author == by)
        and (not to or to in one.to)
    ]
    questions = [
        one
        for one in ledger.questions
        if (branch is None or one.claim in branch)
        and (not by or one.asker == by)
        and (not to or one.author == to)
    ]
    return Fitting(challenges, questions)


def chosen(fits: Fitting, wish: Wish) -> Sequence[_Entry]:
    """What is to be shown, in the order that is wished for."""
    if wish.status == QUESTIONS:
        asked = [one for one in fits.questions if wish.settled or one.is_unanswered]
        return in_order(asked, wish.sort)
    every = wish.status == ALL
    wanted = [one for one in fits.challenges if every or one.status == wish.status]
    return in_order(wanted, wish.sort)


def in_order(entries: Iterable[_Entry], sort: str) -> list[_Entry]:
    """Entries that are alike stay in reading order."""
    key, backwards = _ORDERS[sort]
    return sorted(entries, key=key, reverse=backwards) if key else list(entries)


def _written(entry: _Entry) -> datetime:
    return entry.written or _UNKNOWN


def _depth(entry: _Entry) -> int:
    return entry.depth


_ORDERS: dict[str, tuple[Callable[[_Entry], Any] | None, bool]] = {
    "reading": (None, False),
    "oldest": (_written, False),
    "newest": (_written, True),
    "deepest": (_depth, True),
    "shallowest": (_depth, False),
}
