"""Rows of claims, many at once: what of them follows from where they hang, read and written."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from django.db import connection

from debates.models.bulk import write_rows
from debates.models.claim import Claim
from debates.models.spacing import Interval


class Row(NamedTuple):
    """What of a claim follows from where it hangs, and its key."""

    pk: int
    lft: int
    rght: int
    level: int
    kind: str
    side: str

    @property
    def interval(self) -> Interval:
        return Interval(self.lft, self.rght)


def row_of(claim: Claim) -> Row:
    """As it is now, whatever the claim in memory says."""
    return Row(*Claim.objects.values_list(*Row._fields).get(pk=claim.pk))


def rows_within(tree_id: int, place: Interval) -> list[Row]:
    """The claims of a debate whose numbers begin there, in reading order."""
    inside = Claim.objects.filter(tree_id=tree_id, lft__gte=place.lft, lft__lte=place.rght)
    return [Row(*values) for values in inside.order_by("lft").values_list(*Row._fields)]


def rewrite(old: Iterable[Row], new: Iterable[Row]) -> int:
    """Write those new rows that differ from the old ones, pair by pair; gives their number."""
    changed = [after for before, after in zip(old, new, strict=True) if before != after]
    if not changed:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_REWRITE_ALL, [list(column) for column in zip(*changed, strict=True)])
        else:
            cursor.executemany(_REWRITE_ONE, [(*values, pk) for pk, *values in changed])
    return len(changed)


def write_new(claims: Sequence[Claim]) -> None:
    """Save new claims that have their numbers; a claim's parent may be another one of them.

    The keys are taken beforehand: to learn them from the database, one would have to write the
    claims level by level.
    """
    for claim, key in zip(claims, _free_keys(len(claims)), strict=True):
        claim.pk = key
        # The parent may have had no key when it was attached.
        claim.parent = claim.parent
    names = [field.attname for field in Claim._meta.concrete_fields]
    write_rows(Claim, names, map(attrgetter(*names), claims))
    for claim in claims:
        claim._state.adding = False
        note_parent(claim)


def note_parent(claim: Claim) -> None:
    """Tell mptt that the claim hangs where it should: else the next ``save`` would move it."""
    claim._mptt_meta.update_mptt_cached_fields(claim)


def _free_keys(count: int) -> Iterable[int]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_NEXT_KEYS, [count])
            return [key for (key,) in cursor.fetchall()]
        # Nobody else writes: a transaction that writes has all of SQLite to itself.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'debates_claim'")
        (last,) = cursor.fetchone() or (0,)
    return range(last + 1, last + 1 + count)


_REWRITE_ONE = """
    UPDATE debates_claim SET lft = %s, rght = %s, level = %s, kind = %s, side = %s WHERE id = %s
"""
_REWRITE_ALL = """
    UPDATE debates_claim AS claim
    SET lft = new.lft, rght = new.rght, level = new.level, kind = new.kind, side = new.side
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::int[], %s::text[], %s::text[])
        AS new(id, lft, rght, level, kind, side)
    WHERE claim.id = new.id
"""
_NEXT_KEYS = """
    SELECT nextval(pg_get_serial_sequence('debates_claim', 'id')) FROM generate_series(1, %s)
"""
