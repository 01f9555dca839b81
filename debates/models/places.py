"""Where claims argue beside their own places, asked in SQL as in ``reading``.

A link is there for those who see both its ends. One end is a claim that they see already; the other
one may be, or hang below, what is kept back from them.
"""

from collections.abc import Collection
from typing import NamedTuple

from core.routing import reading_connection
from debates.argument.words import KEPT_BACK
from debates.models.claim import Claim
from debates.models.reading import Sight

_MOST_REFERENCES = 300


class LinkedRow(NamedTuple):
    """A link of a claim, and what a card says of the claim at its other end.

    ``outgoing``: the claim argues about the other one, which else argues about it. ``home`` is the
    text of what the other one hangs below. ``alike`` counts the links of the same direction and
    stance.
    """

    link: int
    outgoing: bool
    stance: str
    aim: str
    by: int
    pk: int
    kind: str
    state: str
    text_html: str
    is_conceded: bool
    is_met: bool
    home: str
    replies: int
    sources: int
    alike: int
    premise_group: int | None


class Reference(NamedTuple):
    """A claim that argues about ``target`` too. ``side`` is the target's."""

    target: int
    side: str
    stance: str
    aim: str
    pk: int
    state: str
    text_html: str
    premise_group: int | None


def links_of(claim: Claim, sight: Sight, most: int) -> list[LinkedRow]:
    """The first links of each direction and stance that who reads sees, as they were made."""
    asked = _LINKS.format(hidden=_hidden(sight), below=sight.where("below"))
    hiding = [*KEPT_BACK, *sight.parameters]
    with reading_connection().cursor() as cursor:
        cursor.execute(asked, [*sight.parameters, claim.pk, claim.pk, *hiding, most])
        return [LinkedRow(*row) for row in cursor.fetchall()]


def references_to(keys: Collection[int], sight: Sight) -> dict[int, list[Reference]]:
    """What argues too about each of these claims, all of which who reads sees.

    So many at most as a portion of the outline has rows.
    """
    places = ", ".join(["%s"] * len(keys))
    asked = _REFERENCES.format(targets=places, hidden=_hidden(sight))
    references: dict[int, list[Reference]] = {}
    with reading_connection().cursor() as cursor:
        cursor.execute(asked, [*keys, *KEPT_BACK, *sight.parameters, _MOST_REFERENCES])
        for row in cursor.fetchall():
            reference = Reference(*row)
            references.setdefault(reference.target, []).append(reference)
    return references


def _hidden(sight: Sight) -> str:
    """Whether the other end is kept back from who reads: few claims are kept back at all."""
    return _HIDDEN.format(above=sight.where("above"))


_HIDDEN = """
    EXISTS (
        SELECT 1 FROM debates_claim above
        WHERE above.tree_id = other.tree_id AND above.state IN (%s, %s, %s)
            AND above.lft <= other.lft AND above.rght >= other.rght AND NOT {above}
    )
"""

_LINKS = """
    SELECT placed.id, placed.outgoing = 1, placed.stance, placed.aim, placed.author_id,
        other.id, other.kind, other.state, other.text_html,
        other.conceded_at IS NOT NULL, other.met_at IS NOT NULL, COALESCE(home.text_html, ''),
        (SELECT COUNT(*) FROM debates_claim below
            WHERE below.parent_id = other.id AND {below}),
        (SELECT COUNT(*) FROM debates_source
            WHERE claim_id = other.id AND removed_at IS NULL),
        placed.alike, placed.premise_group
    FROM (
        SELECT ends.*,
            ROW_NUMBER() OVER (PARTITION BY ends.outgoing, ends.stance ORDER BY ends.id) AS place,
            COUNT(*) OVER (PARTITION BY ends.outgoing, ends.stance) AS alike
        FROM (
            SELECT id, 1 AS outgoing, target_id AS end_id, stance, aim, author_id, premise_group
            FROM debates_link WHERE claim_id = %s
            UNION ALL
            SELECT id, 0, claim_id, stance, aim, author_id, premise_group
            FROM debates_link WHERE target_id = %s
        ) ends
        JOIN debates_claim other ON other.id = ends.end_id
        WHERE NOT {hidden}
    ) placed
    JOIN debates_claim other ON other.id = placed.end_id
    LEFT JOIN debates_claim home ON home.id = other.parent_id
    WHERE placed.place <= %s
    ORDER BY placed.id
"""

_REFERENCES = """
    SELECT target.id, target.side, link.stance, link.aim, other.id, other.state, other.text_html,
        link.premise_group
    FROM debates_link link
    JOIN debates_claim target ON target.id = link.target_id
    JOIN debates_claim other ON other.id = link.claim_id
    WHERE link.target_id IN ({targets}) AND NOT {hidden}
    ORDER BY link.id LIMIT %s
"""
