"""Which claims' numbers say otherwise than their parent links: asked of the database in SQL alone.

Independent of ``debates.models``: it knows the columns, and nothing of how they are written.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection

# A tree is numbered by its debate's key, a root has level 0, and everything else is inside its
# parent, one level deeper. So nothing is in a circle either: nothing is inside of itself.
_MISPLACED = """
    SELECT claim.id FROM debates_claim claim LEFT JOIN debates_claim parent
        ON parent.id = claim.parent_id
    WHERE claim.tree_id <> claim.debate_id OR claim.lft >= claim.rght
        OR (claim.parent_id IS NULL AND claim.level <> 0)
        OR (claim.parent_id IS NOT NULL AND NOT (
            parent.debate_id = claim.debate_id AND claim.level = parent.level + 1
            AND parent.lft < claim.lft AND claim.rght < parent.rght
        ))
"""
# The second of two neighbours below one parent where the first reaches into it.
_OVERLAPPING = """
    SELECT id FROM (
        SELECT id, lft, LAG(rght) OVER (PARTITION BY parent_id ORDER BY lft, rght) AS before
        FROM debates_claim WHERE parent_id IS NOT NULL
    ) siblings WHERE before >= lft
"""
_ROOTS = """
    SELECT debate_id FROM debates_claim
    GROUP BY debate_id HAVING COUNT(*) - COUNT(parent_id) <> 1
"""
# Linked premises of two kinds or aims, and those that are linked with nothing.
_MIXED = """
    SELECT MIN(id) FROM debates_claim WHERE premise_group IS NOT NULL
    GROUP BY parent_id, premise_group HAVING COUNT(DISTINCT kind) > 1 OR COUNT(DISTINCT aim) > 1
"""
_ALONE = """
    SELECT MIN(id) FROM debates_claim claim WHERE premise_group IS NOT NULL
    GROUP BY parent_id, premise_group HAVING COUNT(*) = 1 AND NOT EXISTS (
        SELECT 1 FROM debates_link link
        WHERE link.target_id = claim.parent_id AND link.premise_group = claim.premise_group
    )
"""
_QUESTIONS = {
    "claim {} is not where its parent link has it": _MISPLACED,
    "claim {} overlaps the reply before it": _OVERLAPPING,
    "debate {} has not exactly one root": _ROOTS,
    "claim {} is linked with premises of another sort": _MIXED,
    "claim {} is the only premise of its group": _ALONE,
}
_ALL = " UNION ALL ".join(
    f"SELECT {number}, wrong.* FROM ({question}) AS wrong"
    for number, question in enumerate(_QUESTIONS.values())
)


_WRITING = ("INSERT", "UPDATE", "DELETE")


class Watch:
    """Notes whether a connection writes claims: a wrapper of what it executes."""

    def __init__(self) -> None:
        self.wrote = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if not self.wrote and "debates_claim" in sql:
            self.wrote = sql.lstrip()[:6].upper() in _WRITING
        return execute(sql, params, many, context)


def unsound_claims() -> list[str]:
    """What is wrong with any tree of the database, as sentences. One statement."""
    sentences = list(_QUESTIONS)
    with connection.cursor() as cursor:
        cursor.execute(_ALL)
        return [sentences[number].format(key) for number, key in cursor.fetchall()]
