"""People who do to one debate whatever can be done, by the verbs and in the plain world alike.

Each verb has to do, or to refuse with the same code, what the plain world says. Everything happens
in one transaction, which is rolled back in the end.
"""

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from inspect import getmembers
from typing import Any, TypeVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from core.accounts.models import User
from debates import operations
from debates.argument.map import ArgumentMap
from debates.errors import Refusal
from debates.models import Claim as ClaimRow
from debates.models import Debate, Event, Membership
from tests.machine.comparing import compare, compare_sight
from tests.machine.world import Claim, No, World
from tests.maps import grow

CAST = ("ada", "gita", "chidi", "dora", "emil", "farah", "ben", "root")
ROLES = {"ada": 6, "gita": 5, "chidi": 4, "dora": 3, "emil": 2, "farah": 1}
# Compared with the database after so many steps, and in the end; so long a debate stays closed.
_SELDOM = 20
_PATIENCE = 5
_OFTEN = 20

Deed = TypeVar("Deed", bound=Callable[..., None])
Outcome = TypeVar("Outcome")
Found = TypeVar("Found")

# What all machines did and were refused, for the tests to see that nothing is left out.
done: Counter[str] = Counter()
refused: Counter[str] = Counter()


OUTLINE = """
Cities
  + Air
    - Electric
      - Tyres
  - Freight
    + Shops
"""


def grown(*, asks: bool) -> ArgumentMap:
    """Below a thesis, or with two theses below a question."""
    argument = grow(OUTLINE)
    replies = argument.replies
    if asks:
        replies = tuple(
            reply._replace(stance=None) if reply.parent == "Cities" else reply for reply in replies
        )
    return replace(argument, replies=replies, asks=asks, title="Cars")


def deed(**asked: st.SearchStrategy[Any]) -> Callable[[Deed], Deed]:
    """Something that people do, as often as any other deed; and what it takes to be told."""

    def marked(deed: Deed) -> Deed:
        deed.asked = asked
        return deed

    return marked


def deeds_of(machine: type) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """The simplest first: those that are told the least."""
    deeds = {name: one.asked for name, one in getmembers(machine) if hasattr(one, "asked")}
    ordered = sorted(deeds.items(), key=lambda one: (len(one[1]), one[0]))
    return st.one_of(
        st.tuples(st.just(name), st.fixed_dictionaries(asked)) for name, asked in ordered
    )


class Machine(RuleBasedStateMachine):
    """What every rule needs: the debate, the world, the people, and a way to try a verb in both."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.people = {name: User(username=name, email=f"{name}@example.org") for name in CAST}
        self.people["root"].is_staff = self.people["root"].is_superuser = True
        User.objects.bulk_create(self.people.values())
        self.steps = self.words = self.closed_for = 0
        self.debate: Debate
        self.world: World

    def begin(self, visibility: str, posting: str, *, asks: bool) -> None:
        """Ada places a map of a few claims, and the others are members."""
        argument = grown(asks=asks)
        chosen = {"visibility": visibility, "posting": posting}
        self.debate = operations.place_debate(self.people["ada"], argument, **chosen)
        self.world = World(visibility, posting, argument.title, members=dict(ROLES))
        self.world.administrators = {"root"}
        self.world.follows = {("ada", None)}
        rows = ClaimRow.objects.filter(debate=self.debate).order_by("lft")
        made: dict[str, Claim] = {}
        for step, row in zip(argument.walk(), rows, strict=True):
            parent, stance = (
                (made[step.reply.parent], step.reply.stance) if step.reply else (None, "")
            )
            claim = Claim(parent, stance or "", "ada", [step.node.text], pk=row.pk)
            if parent:
                parent.replies.append(claim)
            made[step.node.key] = claim
        self.world.claims = [*made.values()]
        self.world.root.asks = asks
        Membership.objects.bulk_create(
            Membership(debate=self.debate, user=self.people[name], role=role)
            for name, role in ROLES.items()
            if name != "ada"
        )

    # ---- choosing

    def somebody(self, number: int) -> str:
        """Often one of the three who may do most, else anybody: most things are for few."""
        names = [*self.people]
        if number < _OFTEN:
            names.sort(key=self.world.role, reverse=True)
            return names[number % 3]
        return names[number % len(names)]

    def somebody_there(self, number: int) -> str:
        there = [name for name in self.people if name not in self.world.erased]
        return there[number % len(there)]

    def some(self, things: list[Found], number: int) -> Found:
        return things[number % len(things)]

    def word(self) -> str:
        """A text that nothing else has."""
        self.words += 1
        return f"Quux{self.words}z"

    # ---- trying

    def attempt(
        self, name: str, expect: Callable[[], Outcome], verb: Callable[..., Any], *asked: Any
    ) -> tuple[Outcome, Any] | None:
        """Both do it, and are left with the same version; or both refuse it with the same code."""
        before = self.world.version
        expected = outcome = told = None
        code = answer = ""
        try:
            expected = expect()
        except No as no:
            code = no.code
        try:
            outcome = verb(*asked) if asked else verb()
        except Refusal as refusal:
            answer, told = refusal.code, refusal
        assert answer == code, (name, told)
        (done if not code else refused)[code or name] += 1
        if not code and self.world.version > before:
            self._compare_event()
        return None if code else (expected, outcome)

    def _compare_event(self) -> None:
        columns = ("version", "debate__version", "verb", "actor__username")
        event = Event.objects.filter(debate=self.debate).order_by("-version").values_list(*columns)
        verb, actor = self.world.last
        assert event[0][:3] == (self.world.version, self.world.version, verb)
        assert actor in self.world.erased or event[0][3] == actor

    def row_of(self, claim: Claim) -> ClaimRow:
        """As a page has it before it calls the verb: it may be out of date, here it is not."""
        return ClaimRow(pk=claim.pk, debate_id=self.debate.pk)

    # ---- comparing

    def stepped(self) -> None:
        """Called once for every step."""
        self.steps += 1
        done["steps"] += 1
        if self.steps % _SELDOM == 0:
            compare(self.world, self.debate, self.people)
            name = self.somebody(self.steps // _SELDOM)
            compare_sight(self.world, self.debate, self.people[name], name)
            self._compare_search(name)
        self._reopen()

    def _reopen(self) -> None:
        """So that most of what is tried is not tried in a closed debate."""
        self.closed_for = self.closed_for + 1 if self.world.phase != "open" else 0
        owner = max(self.people, key=self.world.role)
        if self.closed_for > _PATIENCE and self.world.may(owner, "configure"):
            operations.set_phase(self.people[owner], self.debate, "open")
            self.world.phase = "open"
            self.world.record(owner, "phase set")

    def _compare_search(self, name: str) -> None:
        claim = self.some(self.world.claims, self.steps)
        word = claim.wordings[-1]
        found = self.debate.claims.visible_to(self.people[name]).matching(word)
        expected = [
            other.pk
            for other in self.world.claims
            if other.wordings[-1] == word and self.world.sees(name, other)
        ]
        assert sorted(found.values_list("pk", flat=True)) == sorted(expected), (name, word)

    def teardown(self) -> None:
        try:
            if sys.exception() is None:
                compare(self.world, self.debate, self.people)
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)
