from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, Error, connections

from core.routing import replicas
from core.upkeep.doctor.findings import Finding, fail, ok, warn

_FLUSHED = "SELECT pg_current_wal_flush_lsn()::text"
_BEHIND = """
    SELECT pg_is_in_recovery(),
           pg_wal_lsn_diff(%s::pg_lsn, CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                                       END)::bigint
"""
# As much as a busy moment writes.
_FEW_BYTES = 1 << 20


def they_follow() -> Iterator[Finding]:
    """A replica that is away, or behind, is not read from; nobody notices but the primary."""
    names = replicas()
    if not names:
        return
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_FLUSHED)
        flushed = cursor.fetchone()[0]
    for name in names:
        yield _seen(name, flushed)


def _seen(name: str, flushed: str) -> Finding:
    try:
        with connections[name].cursor() as cursor:
            cursor.execute(_BEHIND, [flushed])
            follows, behind = cursor.fetchone()
    except Error as error:
        todo = "Start it, or take it out of REPLICA_URL: the primary serves its readers meanwhile."
        return warn("replicas", f"{name}: {error}".splitlines()[0], todo)
    finally:
        connections[name].close()
    if not follows:
        todo = "Take it out of REPLICA_URL, or name it in DATABASE_URL if it was promoted."
        return fail("replicas", f"{name} follows no primary.", todo)
    if behind is None or behind > _FEW_BYTES:
        told = f"{name} has nothing." if behind is None else f"{name} is {behind >> 20} MB behind."
        todo = "It is not read from until it has caught up: look at its log, disk and network."
        return warn("replicas", told, todo)
    return ok("replicas", f"{name} follows, {max(behind, 0)} bytes behind.")
