"""Which claims stand: the grounded labelling, which takes no side that it need not take.

A claim is *out* if a con that is in opposes it, *in* if all its cons are out, else *undecided*. A
con is in if what it says is in and every dispute of its relevance is out; linked premises are in
together or not at all. What supports a claim makes it stronger, it does not make it stand. As an
abstract framework (Dung 1995) this is ``preferred.attackers_of``, with the same labels.
"""

from collections.abc import Sequence
from enum import StrEnum

from debates.reasoning.framework import Framework, Pair


class Standing(StrEnum):
    IN = "in"
    OUT = "out"
    UNDECIDED = "undecided"


IN, OUT, UNDECIDED = Standing.IN, Standing.OUT, Standing.UNDECIDED


def standings(framework: Framework) -> dict[str, Standing]:
    """Of every claim, by its key."""
    return dict(zip(framework.keys, labels(framework), strict=False))


def steps_standing(framework: Framework) -> dict[Pair, Standing]:
    """Whether each claim bears on what it argues about: it is in, and its relevance undisputed."""
    first, last = framework.first_step, framework.first_bundle
    return dict(zip(framework.pairs, labels(framework)[first:last], strict=True))


def labels(framework: Framework) -> list[Standing]:
    """Of every vertex of the framework."""
    found = [UNDECIDED] * len(framework.pros)
    for vertex, value in framework.fixed.items():
        found[vertex] = IN if value else OUT
    for vertices, circular in framework.stretches:
        if circular:
            _label_circle(framework, vertices, found)
        else:
            _label(framework, vertices, found)
    return found


def _label(framework: Framework, vertices: Sequence[int], found: list[Standing]) -> None:
    first_step, fixed = framework.first_step, framework.fixed
    pros, cons = framework.pros, framework.cons
    for vertex in vertices:
        if vertex in fixed:
            continue
        label = IN
        if vertex >= first_step:
            for pro in pros[vertex]:
                if found[pro] is OUT:
                    label = OUT
                    break
                if found[pro] is UNDECIDED:
                    label = UNDECIDED
        if label is not OUT:
            for con in cons[vertex]:
                if found[con] is IN:
                    label = OUT
                    break
                if found[con] is UNDECIDED:
                    label = UNDECIDED
        found[vertex] = label


def _label_circle(framework: Framework, vertices: Sequence[int], found: list[Standing]) -> None:
    """What follows from what is known, until nothing more does: each vertex is decided once."""
    waiting: dict[int, int] = {}
    onward: dict[int, list[tuple[int, Standing]]] = {}
    for vertex in vertices:
        if vertex in framework.fixed:
            continue
        needs = [(con, OUT) for con in framework.cons[vertex]]
        if vertex >= framework.first_step:
            needs += [(pro, IN) for pro in framework.pros[vertex]]
        waiting[vertex] = len(needs)
        for other, wanted in needs:
            onward.setdefault(other, []).append((vertex, wanted))
    # A claim may be on a circle by its supports alone: then it needs nothing to stand.
    for vertex, needed in waiting.items():
        if not needed:
            found[vertex] = IN
    decided = [other for other in onward if found[other] is not UNDECIDED]
    while decided:
        other = decided.pop()
        for vertex, wanted in onward.get(other, ()):
            if found[vertex] is not UNDECIDED:
                continue
            waiting[vertex] -= 1
            if found[other] is not wanted:
                found[vertex] = OUT
            elif not waiting[vertex]:
                found[vertex] = IN
            else:
                continue
            decided.append(vertex)
