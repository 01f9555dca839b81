"""Writes the tree of a debate: called by verbs, under the debate's lock, inside a transaction.

What callers know of the numbers may be out of date, so they are read again here: of ``parent``,
``before`` and ``below`` only the keys are used. See docs/decisions/0003.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, F, Value, When

from debates.argument.words import CHALLENGES, Kind, Side, flipped, other_side
from debates.models import spacing
from debates.models.claim import Claim
from debates.models.rows import Row, note_parent, rewrite, row_of, rows_within, write_new
from debates.models.spacing import FIRST, LAST, Gap, Interval

_WHOLE = Interval(FIRST, LAST)


def plant(claim: Claim) -> None:
    """Save the root of a debate: the debate's tree is numbered by the debate's key."""
    _number(claim, claim.debate_id, 0, _WHOLE)
    claim.save(force_insert=True)


def insert(claim: Claim, parent: Claim, *, before: Claim | None = None) -> None:
    """Save a new claim as the last reply of ``parent``, or right before one of its replies."""
    spot = _spot(parent, before)
    place = spacing.share(spot.gap)
    if place is None:
        (place,) = _make_room(spot, [spot.level])
    claim.parent = parent
    _number(claim, spot.tree, spot.level, place)
    # mptt leaves numbers alone that are there before the first save.
    claim.save(force_insert=True)


def move(
    claim: Claim, parent: Claim, *, kind: Kind, side: Side, before: Claim | None = None
) -> None:
    """Hang a claim, with all below it, under ``parent``: as its last reply, or before one of them.

    ``kind`` and ``side`` are what the claim becomes there. Where its side changes, everything
    below it changes sides too: critiques become rebuttals and rebuttals critiques.
    """
    top = row_of(claim)
    spot = _spot(parent, before)
    if spot.tree != claim.tree_id:
        raise ValueError(f"Claim {parent.pk} is in another debate than claim {claim.pk}.")
    if top.lft <= spot.parent.lft <= top.rght:
        raise ValueError(f"Claim {parent.pk} hangs below claim {claim.pk}.")
    place = spacing.shifted(spot.gap, top.rght - top.lft + 1)
    if place is not None:
        _shift_below(top, spot, place, side)
    else:
        place = _renumber_below(top, spot, side)
    claim.parent, claim.kind, claim.side = parent, kind.value, side.value
    _number(claim, spot.tree, spot.level, place)
    Claim.objects.filter(pk=claim.pk).update(
        **{name: getattr(claim, name) for name in ("parent", *Row._fields[1:])}
    )
    note_parent(claim)


def place(claims: Sequence[Claim], *, below: Claim | None = None) -> None:
    """Save a whole branch: as the last reply of ``below``, or as a debate's whole map.

    The claims are unsaved and in reading order; each but the first has one of them as its
    ``parent``. They get their keys.
    """
    top, *others = claims
    if below is None:
        levels = _levels(top, others, 0)
        tree, places = top.debate_id, spacing.spread(levels, _WHOLE)
    else:
        top.parent = below
        spot = _spot(below)
        levels = _levels(top, others, spot.level)
        tree, places = spot.tree, _fitted(spot, levels)
    for claim, level, interval in zip(claims, levels, places, strict=True):
        _number(claim, tree, level, interval)
    write_new(claims)


def space_anew(debate_id: int) -> int:
    """Space a debate evenly, as its numbers order it; gives the number of rows that changed."""
    rows = rows_within(debate_id, _WHOLE)
    places = spacing.spread([row.level for row in rows], _WHOLE)
    return rewrite(rows, map(_renumbered, rows, places))


def _number(claim: Claim, tree: int, level: int, place: Interval) -> None:
    claim.tree_id, claim.level = tree, level
    claim.lft, claim.rght = place


def _renumbered(row: Row, place: Interval) -> Row:
    return row._replace(lft=place.lft, rght=place.rght)


def _levels(top: Claim, others: Sequence[Claim], start: int) -> list[int]:
    """The level of each claim, from the parents it was given."""
    levels = {id(top): start}
    for claim in others:
        levels[id(claim)] = levels[id(claim.parent)] + 1
    return list(levels.values())


# ---- moving a branch ------------------------------------------------------------------------

_OTHER_SIDE = {"side": {side.value: other_side(side).value for side in Side}}
_FLIPPED = {"kind": {kind.value: flipped(kind).value for kind in CHALLENGES}} | _OTHER_SIDE


def _shift_below(top: Row, spot: "_Spot", place: Interval, side: Side) -> None:
    """Everything below the claim in one statement: it keeps its distances."""
    by = place.lft - top.lft
    turned = {
        name: Case(
            *(When(**{name: old}, then=Value(new)) for old, new in words.items()), default=F(name)
        )
        for name, words in _FLIPPED.items()
        if side != top.side
    }
    below = Claim.objects.filter(tree_id=spot.tree, lft__gt=top.lft, lft__lt=top.rght)
    below.update(
        lft=F("lft") + by,
        rght=F("rght") + by,
        level=F("level") + (spot.level - top.level),
        **turned,
    )


def _renumber_below(top: Row, spot: "_Spot", side: Side) -> Interval:
    """Number the branch anew where it goes to; gives the interval of its top."""
    branch = rows_within(spot.tree, top.interval)
    deeper = spot.level - top.level
    places = _fitted(spot, [row.level + deeper for row in branch], top.interval)
    moved = [
        _renumbered(row, place)._replace(level=row.level + deeper)
        for row, place in zip(branch, places, strict=True)
    ]
    if side != top.side:
        moved = [
            row._replace(
                kind=_FLIPPED["kind"].get(row.kind, row.kind), side=_FLIPPED["side"][row.side]
            )
            for row in moved
        ]
    # The top itself is written by the caller, together with its parent.
    rewrite(branch[1:], moved[1:])
    return places[0]


# ---- finding room ---------------------------------------------------------------------------


class _Spot(NamedTuple):
    """A place below a parent: the numbers that are free there, and what they belong to."""

    parent_pk: int
    parent: Interval
    tree: int
    level: int
    gap: Gap


def _spot(parent: Claim, before: Claim | None = None) -> _Spot:
    """The spot behind the replies of ``parent``, or right before one of them."""
    end = None if before is None else row_of(before).lft
    with connection.cursor() as cursor:
        cursor.execute(_NEIGHBOURS, [parent.pk, parent.pk, end or LAST])
        found = {pk: rest for pk, *rest in cursor.fetchall()}
    tree, level, lft, rght = found.pop(parent.pk)
    low, sibling = lft, 0
    for *_, lft_of_previous, low in found.values():
        sibling = low - lft_of_previous + 1
    gap = Gap(low, end or rght, sibling, is_last=end is None)
    return _Spot(parent.pk, Interval(lft, rght), tree, level + 1, gap)


def _fitted(spot: _Spot, levels: Sequence[int], moving: Interval | None = None) -> list[Interval]:
    """Intervals for a branch at the spot, with others making room where there is too little."""
    share = spacing.share(spot.gap)
    if share is not None and spacing.fits(levels, share):
        return spacing.spread(levels, share)
    return _make_room(spot, levels, moving)


def _make_room(
    spot: _Spot, levels: Sequence[int], moving: Interval | None = None
) -> list[Interval]:
    """Space the smallest roomy range around the spot anew, with a branch of these levels in it.

    Gives the branch's intervals. What begins inside ``moving`` is about to leave, and not counted.
    """
    around, rows = _range_around(spot, len(levels), moving)
    position = sum(row.lft < spot.gap.high for row in rows)
    ahead, behind = rows[:position], rows[position:]
    places = spacing.spread(
        [*(row.level for row in ahead), *levels, *(row.level for row in behind)], around
    )
    end = position + len(levels)
    rewrite(rows, map(_renumbered, rows, places[:position] + places[end:]))
    return places[position:end]


def _range_around(
    spot: _Spot, newcomers: int, moving: Interval | None
) -> tuple[Interval, list[Row]]:
    """The smallest range of an ancestor that is roomy for its claims and so many more."""
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, [spot.parent_pk])
        chain = [Interval(*pair) for pair in cursor.fetchall()]
    at_least = newcomers
    for around in chain:
        at_least += 1
        if around is not chain[-1] and not spacing.is_roomy(around, at_least):
            continue
        rows = [
            row
            for row in rows_within(spot.tree, around)
            if moving is None or not moving.lft <= row.lft <= moving.rght
        ]
        found = len(rows) + newcomers
        if around is chain[-1] or spacing.is_roomy(around, found):
            break
        # Read next where twice as many would fit: all that is read stays in proportion to the last.
        at_least = 2 * found
    return around, rows


# The parent, and the reply behind which something is to stand. One statement, because every claim
# that is posted needs it.
_NEIGHBOURS = """
    SELECT id, tree_id, level, lft, rght FROM debates_claim WHERE id = %s
    UNION ALL
    SELECT * FROM (
        SELECT id, tree_id, level, lft, rght FROM debates_claim
        WHERE parent_id = %s AND lft < %s
        ORDER BY lft DESC LIMIT 1
    ) AS previous
"""

# By parent links, from the claim up to the root.
_CHAIN = """
    WITH RECURSIVE chain(parent_id, level, lft, rght) AS (
        SELECT parent_id, level, lft, rght FROM debates_claim WHERE id = %s
        UNION ALL
        SELECT up.parent_id, up.level, up.lft, up.rght
        FROM debates_claim up JOIN chain ON up.id = chain.parent_id
    ) SELECT lft, rght FROM chain ORDER BY level DESC
"""
