from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.routing import reading_connection
from debates.argument.words import Aim, Stance
from debates.models.choices import one_of, pairs


class Link(models.Model):
    """A claim that also argues about another claim of its debate, beside its parent."""

    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="links")
    claim = models.ForeignKey("debates.Claim", models.PROTECT, related_name="links")
    target = models.ForeignKey("debates.Claim", models.PROTECT, related_name="linked_from")
    stance = models.CharField(max_length=3, choices=pairs(Stance))
    aim = models.CharField(max_length=10, choices=pairs(Aim), blank=True)
    # As in Claim, for an imported map: linked premises, some of which have their place elsewhere.
    premise_group = models.PositiveIntegerField(null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_link_per_pair", fields=["claim", "target"]),
            models.CheckConstraint(name="no_link_to_itself", condition=~Q(claim=F("target"))),
            models.CheckConstraint(name="link_stance_is_known", condition=one_of("stance", Stance)),
            models.CheckConstraint(
                name="only_a_con_link_has_an_aim",
                condition=Q(stance=Stance.CON.value) & one_of("aim", Aim, "") | Q(aim=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.stance} {self.target_id}"


def edges_onward(claim: int) -> dict[int, list[int]]:
    """From each claim that this one argues about, by whatever way: what that one argues about.

    All parents and targets, whoever sees them; in one query, whose cost is that of the answer.
    """
    onward: dict[int, list[int]] = {}
    with reading_connection().cursor() as cursor:
        cursor.execute(_ONWARD, [claim])
        for source, target in cursor.fetchall():
            onward.setdefault(source, []).append(target)
    return onward


# UNION: what is reached twice is gone through once, and circles end.
_ONWARD = """
    WITH RECURSIVE edge(source, target) AS (
        SELECT CAST(0 AS bigint), CAST(%s AS bigint)
        UNION
        SELECT claim.id, CASE way.by_link WHEN 1 THEN link.target_id ELSE claim.parent_id END
        FROM edge
        JOIN debates_claim claim ON claim.id = edge.target
        LEFT JOIN debates_link link ON link.claim_id = claim.id
        CROSS JOIN (SELECT 0 AS by_link UNION ALL SELECT 1) way
        WHERE CASE way.by_link WHEN 1 THEN link.target_id ELSE claim.parent_id END IS NOT NULL
    ) SELECT source, target FROM edge WHERE source > 0
"""
