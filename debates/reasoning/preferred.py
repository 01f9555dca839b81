"""Abstract frameworks, and what can be held together in them: for small maps, and when asked for.

An argument is known by what attacks it (P. M. Dung: On the acceptability of arguments. Artificial
Intelligence 77, 1995). Every preferred and every stable extension holds the grounded one, so only
what that leaves undecided is searched.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

from debates.errors import Refusal
from debates.reasoning.framework import Framework

Argument = TypeVar("Argument", bound=Hashable)
Attackers = Mapping[Argument, Collection[Argument]]

# Attacks what is known not to count, and is attacked by nothing.
CERTAIN = -1

# How many arguments may be undecided, and how many positions are looked at.
UNDECIDED_MOST = 60
POSITIONS_MOST = 20_000


def attackers_of(framework: Framework) -> dict[int, set[int]]:
    """The vertices of a framework, and CERTAIN, with what attacks each.

    Steps and bundles that act as cons attack what they oppose; what attacks a claim attacks all
    that rests on it, as steps do (necessary support, F. Nouioua and V. Risch: Argumentation
    frameworks with necessities. SUM 2011). CERTAIN attacks what is fixed at 0.
    """
    found: dict[int, set[int]] = {CERTAIN: set()}
    for vertex in range(len(framework.pros)):
        found[vertex] = _attacking(framework, vertex)
    return found


def _attacking(framework: Framework, vertex: int) -> set[int]:
    """Directly, or by way of what it rests on: a bundle on its steps, a step on its claim."""
    resting, attacking = [vertex], set()
    while resting:
        part = resting.pop()
        if part in framework.fixed:
            if not framework.fixed[part]:
                attacking.add(CERTAIN)
            continue
        attacking.update(framework.cons[part])
        if part >= framework.first_step:
            resting.extend(framework.pros[part])
    return attacking


def grounded(attackers: Attackers[Argument]) -> tuple[set[Argument], set[Argument]]:
    """What is in and what is out; the rest is undecided."""
    attacked = _attacked(attackers)
    waiting = {argument: len(set(others)) for argument, others in attackers.items()}
    free = [argument for argument, count in waiting.items() if not count]
    accepted: set[Argument] = set()
    out: set[Argument] = set()
    while free:
        argument = free.pop()
        accepted.add(argument)
        for fallen in attacked[argument] - out:
            out.add(fallen)
            for other in attacked[fallen]:
                waiting[other] -= 1
                if not waiting[other] and other not in out:
                    free.append(other)
    return accepted, out


def preferred(attackers: Attackers[Argument]) -> list[frozenset[Argument]]:
    """The largest sets that do not attack themselves and answer all their attackers.

    Raises Refusal where that would take too long to find out.
    """
    accepted, out = grounded(attackers)
    attacked = _attacked(attackers)
    rest = [key for key in attackers if key not in accepted and key not in out]
    fighting = [key for key in rest if attacked[key]]
    largest: list[frozenset[Argument]] = []
    for held in sorted(_admissible(fighting, attackers), key=len, reverse=True):
        if not any(held <= larger for larger in largest):
            largest.append(held)
    return [frozenset(accepted | held | _defended(held, rest, attackers, out)) for held in largest]


def _defended(
    held: frozenset[Argument],
    rest: Collection[Argument],
    attackers: Attackers[Argument],
    out: Collection[Argument],
) -> set[Argument]:
    """What a set answers all attackers of; that attacks nothing or is in the set already."""
    return {
        key
        for key in rest
        if all(other in out or not held.isdisjoint(attackers[other]) for other in attackers[key])
    }


def stable(attackers: Attackers[Argument]) -> list[frozenset[Argument]]:
    """Those that attack all they do not hold; there may be none."""
    return stable_among(preferred(attackers), attackers)


def stable_among(
    largest: Collection[frozenset[Argument]], attackers: Attackers[Argument]
) -> list[frozenset[Argument]]:
    """The stable ones of the preferred ones: all are among them."""
    return [
        held
        for held in largest
        if all(argument in held or held & set(others) for argument, others in attackers.items())
    ]


def _attacked(attackers: Attackers[Argument]) -> dict[Argument, set[Argument]]:
    attacked: dict[Argument, set[Argument]] = {argument: set() for argument in attackers}
    for argument, others in attackers.items():
        for other in others:
            attacked[other].add(argument)
    return attacked


def _admissible(
    arguments: list[Argument], attackers: Attackers[Argument]
) -> list[frozenset[Argument]]:
    """All largest sets among these that answer their attackers, and some that are not largest.

    Sets are bits of numbers. A position is what is held, and what is barred from it.
    """
    if len(arguments) > UNDECIDED_MOST:
        raise _too_many()
    bits = {argument: 1 << number for number, argument in enumerate(arguments)}
    against = [sum(bits.get(other, 0) for other in set(attackers[key])) for key in arguments]
    hit = [0] * len(arguments)
    for number, mask in enumerate(against):
        for other in _numbers(mask):
            hit[other] |= 1 << number
    found: list[frozenset[Argument]] = []
    barred = sum(mask & (1 << number) for number, mask in enumerate(against))
    positions = [(0, barred)]
    for _ in range(POSITIONS_MOST):
        if not positions:
            return found
        held, barred = positions.pop()
        attack = answered = 0
        for number in _numbers(held):
            attack |= against[number]
            answered |= hit[number]
        unanswered = attack & ~answered
        if unanswered:
            choice = against[_first(unanswered)] & ~barred
        else:
            choice = ((1 << len(arguments)) - 1) & ~held & ~barred
            if not choice:
                found.append(frozenset(arguments[number] for number in _numbers(held)))
                continue
            choice &= -choice
            positions.append((held, barred | choice))
        for number in _numbers(choice):
            positions.append((held | 1 << number, barred | against[number] | hit[number]))
            barred |= 1 << number
    raise _too_many()


def _numbers(mask: int) -> list[int]:
    found = []
    while mask:
        found.append(_first(mask))
        mask &= mask - 1
    return found


def _first(mask: int) -> int:
    return (mask & -mask).bit_length() - 1


def _too_many() -> Refusal:
    return Refusal(
        "too_many_undecided",
        "Too many claims of this map argue in circles to say what can be held together.",
    )
