"""Checks a debate's tree, and mends it, from the parent links alone.

One SELECT, one pass over the claims from the root down, one update of what differs.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from debates.argument.words import (
    CHALLENGES,
    ROOTS,
    Kind,
    Side,
    Stance,
    kind_of_reply,
    side_of_reply,
    stance_of,
)
from debates.models import spacing
from debates.models.claim import Claim
from debates.models.debate import Debate
from debates.models.rows import Row, rewrite
from debates.models.spacing import FIRST, LAST, Interval


class Problem(NamedTuple):
    """What is wrong with a claim, as a sentence that names it."""

    claim: int
    sentence: str


class Stored(NamedTuple):
    """A claim as the database has it."""

    row: Row
    parent: int | None
    tree_id: int


def problems(debate: Debate) -> list[Problem]:
    """Whatever the numbers, levels, kinds and sides say otherwise than the parent links."""
    return list(problems_in(debate.pk, _stored(debate)))


def repair(debate: Debate) -> int:
    """Mend numbers, levels, kinds and sides, keeping the siblings' order; gives the rows changed.

    Called under the debate's lock. What does not hang from the root, such as claims that are their
    own ancestors, stays as it is: ``problems`` goes on to name it.
    """
    stored = _stored(debate)
    claims = _by_key(stored)
    reading = _from_the_root(claims)
    if not reading:
        return 0
    rows = [claims[step.pk].row for step in reading]
    mended = [
        row._replace(level=step.level, kind=step.kind.value, side=step.side.value)
        for row, step in zip(rows, reading, strict=True)
    ]
    if any(_numbers_that_do_not_nest(claims, reading)):
        places = spacing.spread([step.level for step in reading], Interval(FIRST, LAST))
        mended = [
            row._replace(lft=place.lft, rght=place.rght)
            for row, place in zip(mended, places, strict=True)
        ]
    _take_from_pros_what_only_cons_have(rows, mended)
    _take_from_theses_what_only_premises_have(rows, mended)
    return rewrite(rows, mended)


def problems_in(debate_pk: int, stored: Sequence[Stored]) -> Iterator[Problem]:
    """The same for claims in memory, ordered by ``lft`` and key."""
    claims = _by_key(stored)
    if not stored:
        return
    reading = _from_the_root(claims)
    yield from _wrong_links(debate_pk, claims, reading)
    yield from _numbers_that_do_not_nest(claims, reading)
    for step in reading:
        yield from _wrong_words(claims[step.pk].row, step)


def _stored(debate: Debate) -> list[Stored]:
    values = Claim._base_manager.filter(debate=debate).order_by("lft", "pk")
    found = values.values_list("parent", "tree_id", *Row._fields)
    return [Stored(Row(*row), parent, tree_id) for parent, tree_id, *row in found]


def _by_key(stored: Sequence[Stored]) -> dict[int, Stored]:
    return {claim.row.pk: claim for claim in stored}


# ---- what follows from the parent links -----------------------------------------------------


class _Step(NamedTuple):
    """A claim as its parent links have it."""

    pk: int
    parent: int | None
    level: int
    kind: Kind
    side: Side


def _from_the_root(claims: Mapping[int, Stored]) -> list[_Step]:
    """The claims that hang from the first root, in reading order."""
    replies: dict[int | None, list[int]] = {}
    for pk, claim in claims.items():
        replies.setdefault(claim.parent, []).append(pk)
    reading: list[_Step] = []
    waiting = [_root(claims[pk].row) for pk in replies.get(None, [])[:1]]
    while waiting:
        step = waiting.pop()
        reading.append(step)
        below = replies.get(step.pk, [])
        waiting += [_reply(claims[pk].row, step) for pk in reversed(below)]
    return reading


def _root(row: Row) -> _Step:
    kind = Kind(row.kind) if row.kind in ROOTS else Kind.THESIS
    return _Step(row.pk, None, 0, kind, Side.THESIS)


def _reply(row: Row, parent: _Step) -> _Step:
    """Its kind and side, from what it does to its parent and from the parent's side."""
    level = parent.level + 1
    if parent.kind == Kind.QUESTION:
        return _Step(row.pk, parent.pk, level, Kind.THESIS, Side.THESIS)
    stance = stance_of(Kind(row.kind)) or Stance.PRO
    return _Step(
        row.pk,
        parent.pk,
        level,
        kind_of_reply(stance, parent.side),
        side_of_reply(stance, parent.side),
    )


# ---- what is wrong --------------------------------------------------------------------------


def _wrong_links(
    debate_pk: int, claims: Mapping[int, Stored], reading: Sequence[_Step]
) -> Iterator[Problem]:
    root = reading[0].pk if reading else None
    reached = {step.pk for step in reading}
    for pk, claim in claims.items():
        if claim.tree_id != debate_pk:
            yield Problem(pk, f"Claim {pk} is numbered in tree {claim.tree_id}, not {debate_pk}.")
        if claim.parent is None and pk != root:
            yield Problem(pk, f"Claim {pk} has no parent, but claim {root} is the debate's root.")
        elif claim.parent is not None and claim.parent not in claims:
            yield Problem(pk, f"Claim {pk} hangs below claim {claim.parent} of another debate.")
    circling = _in_cycles(claims, reached)
    for pk, claim in claims.items():
        if pk in circling:
            yield Problem(pk, f"Claim {pk} is its own ancestor: numbering can't mend that.")
        elif claim.parent in claims and pk not in reached:
            yield Problem(
                pk, f"Claim {pk} does not hang from the root: something above it is wrong."
            )


def _in_cycles(claims: Mapping[int, Stored], reached: set[int]) -> set[int]:
    """The claims from which the way up comes back to them."""
    done = set(reached)
    circling: set[int] = set()
    for start in claims:
        way: dict[int, int] = {}
        pk: int | None = start
        while pk in claims and pk not in done and pk not in way:
            way[pk] = len(way)
            pk = claims[pk].parent
        if pk in way:
            circling.update(list(way)[way[pk] :])
        done.update(way)
    return circling


def _numbers_that_do_not_nest(
    claims: Mapping[int, Stored], reading: Sequence[_Step]
) -> Iterator[Problem]:
    # How far each parent's interval is taken by the replies read so far.
    taken: dict[int, int] = {}
    for step in reading:
        row = claims[step.pk].row
        taken[step.pk] = row.lft
        numbers = f"Claim {row.pk} ({row.lft} to {row.rght})"
        if row.lft >= row.rght:
            yield Problem(row.pk, f"{numbers} ends before it begins.")
        if step.parent is None:
            continue
        parent = claims[step.parent].row
        if not parent.lft < row.lft < row.rght < parent.rght:
            yield Problem(
                row.pk,
                f"{numbers} is not inside its parent, claim {parent.pk}"
                f" ({parent.lft} to {parent.rght}).",
            )
        elif row.lft <= taken[step.parent]:
            yield Problem(row.pk, f"{numbers} overlaps the reply before it.")
        taken[step.parent] = max(taken[step.parent], row.rght)


def _wrong_words(row: Row, step: _Step) -> Iterator[Problem]:
    if row.level != step.level:
        yield Problem(row.pk, f"Claim {row.pk} has level {row.level}, but hangs at {step.level}.")
    if row.kind != step.kind:
        yield Problem(row.pk, f"Claim {row.pk} is stored as {row.kind}, but is a {step.kind}.")
    if row.side != step.side:
        yield Problem(
            row.pk, f"Claim {row.pk} is stored on the side “{row.side}”, but is on “{step.side}”."
        )


def _take_from_pros_what_only_cons_have(old: Sequence[Row], new: Sequence[Row]) -> None:
    ceased = [
        before.pk
        for before, after in zip(old, new, strict=True)
        if before.kind in CHALLENGES and after.kind not in CHALLENGES
    ]
    if ceased:
        Claim.objects.filter(pk__in=ceased).update(aim="", conceded_at=None, conceded_by=None)


def _take_from_theses_what_only_premises_have(old: Sequence[Row], new: Sequence[Row]) -> None:
    become = [
        before.pk
        for before, after in zip(old, new, strict=True)
        if after.kind in ROOTS and before.kind not in ROOTS
    ]
    if become:
        Claim.objects.filter(pk__in=become).update(premise_group=None)
