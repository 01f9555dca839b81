"""What would make a claim stand, or fall: the smallest changes, each tried before it is told."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice, product
from typing import NamedTuple

from debates.reasoning.framework import Framework
from debates.reasoning.grounded import IN, OUT, Standing, labels

# How many changes are tried for one claim, and how far is looked for them.
TRIALS_MOST = 40
LOOKED_AT_MOST = 2_000
EACH_OF_A_PAIR = 5


class Act(StrEnum):
    CONCEDE = "concede"
    WITHDRAW = "withdraw"


class Change(NamedTuple):
    """Somebody concedes a claim, or withdraws it with all that hangs below it."""

    act: Act
    key: str


class Goal(NamedTuple):
    """That one vertex has a label."""

    vertex: int
    label: Standing


def counterfactuals(framework: Framework, key: str, most: int = 3) -> list[tuple[Change, ...]]:
    """Changes after which a claim that stands falls, and one that does not stand does.

    Single ones first, then pairs; of either those that grant something before those that take
    something back, and near ones first. Empty where no such change was found.
    """
    found = labels(framework)
    target = framework.number_of[key]
    if target in framework.fixed:
        return []
    goal = Goal(target, OUT if found[target] is IN else IN)
    seeking = _Seeking(framework, found)
    for candidates in (seeking.singles(goal), seeking.wider(goal), seeking.pairs(goal)):
        flipping = list(islice(_tried(framework, goal, candidates), most))
        if flipping:
            return flipping
    return []


def changed(framework: Framework, changes: tuple[Change, ...]) -> Framework:
    """As if they were made."""
    for act, key in changes:
        framework = framework.granting(key) if act is Act.CONCEDE else framework.without(key)
    return framework


def _tried(
    framework: Framework, goal: Goal, changes: Iterable[tuple[Change, ...]]
) -> Iterator[tuple[Change, ...]]:
    """Those that do it, as computed anew with the change made."""
    for change in islice(changes, TRIALS_MOST):
        after = labels(changed(framework, change))
        if after[goal.vertex] is goal.label and not _takes_along(framework, goal, change):
            yield change


def _takes_along(framework: Framework, goal: Goal, changes: tuple[Change, ...]) -> bool:
    """Whether the claim asked about would be withdrawn with them: on a circle it may hang below."""
    return any(act is Act.WITHDRAW and goal.vertex in framework.branch(key) for act, key in changes)


def _ordered(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: change.act is Act.WITHDRAW)


class _Seeking:
    """Backwards from a goal: what single changes may reach it, and what must come together."""

    def __init__(self, framework: Framework, found: list[Standing]) -> None:
        self.framework = framework
        self.found = found

    def singles(self, goal: Goal) -> list[tuple[Change, ...]]:
        """What may be enough because nothing else stands against the goal."""
        return [(change,) for change in _ordered(self._changes(goal))]

    def wider(self, goal: Goal) -> list[tuple[Change, ...]]:
        """What may be enough because of all that it takes with it, where that argues elsewhere."""
        if not self.framework.has_links:
            return []
        changes = self._changes(goal, most_needs=LOOKED_AT_MOST)
        keys, parents = self.framework.keys, self.framework.parents
        for act, key in changes:
            above = parents[self.framework.number_of[key]]
            if act is Act.WITHDRAW and above >= 0 and len(changes) < TRIALS_MOST:
                changes.append(Change(Act.WITHDRAW, keys[above]))
        return [(change,) for change in dict.fromkeys(_ordered(changes))]

    def _changes(self, goal: Goal, most_needs: int = 1) -> list[Change]:
        """Near ones first."""
        goals = self._goals(goal, most_needs)
        return [change for one in goals for change in self._acts(one, goal)]

    def pairs(self, goal: Goal) -> Iterator[tuple[Change, ...]]:
        """Where exactly two things stand against a goal, ways to remove the one and the other."""
        for one in self._goals(goal):
            for needs in self._ways(one):
                if len(needs) == 2:
                    ways = [_ordered(self._changes(need))[:EACH_OF_A_PAIR] for need in needs]
                    yield from (pair for pair in product(*ways) if pair[0] != pair[1])

    def _goals(self, goal: Goal, most_needs: int = 1) -> list[Goal]:
        """The goal, and all goals that help to reach it, with so many needed together."""
        seen = {goal}
        for one in (queue := [goal]):
            for needs in self._ways(one):
                for need in needs if len(needs) <= most_needs else ():
                    if need not in seen and len(seen) < LOOKED_AT_MOST:
                        seen.add(need)
                        queue.append(need)
        return queue

    def _acts(self, goal: Goal, first: Goal) -> list[Change]:
        """What reaches the goal by itself; nobody changes the claim that is asked about."""
        vertex, label = goal
        framework = self.framework
        if vertex >= framework.first_step or vertex in framework.fixed or vertex == first.vertex:
            return []
        return [Change(Act.CONCEDE if label is IN else Act.WITHDRAW, framework.keys[vertex])]

    def _ways(self, goal: Goal) -> list[list[Goal]]:
        """Each is a list of goals that together reach the goal, of those not reached yet."""
        framework, (vertex, label) = self.framework, goal
        if vertex in framework.fixed:
            return []
        rests_on = framework.pros[vertex] if vertex >= framework.first_step else ()
        if label is OUT:
            return [
                *([Goal(part, OUT)] for part in rests_on),
                *([Goal(con, IN)] for con in framework.cons[vertex]),
            ]
        needs = [*(Goal(part, IN) for part in rests_on)]
        needs += [Goal(con, OUT) for con in framework.cons[vertex]]
        return [[need for need in needs if self.found[need.vertex] is not need.label]]
