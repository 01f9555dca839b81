from django.conf import settings
from django.db import models
from django.db.models import F, Q

from debates.argument.words import Aim, Stance
from debates.models.choices import one_of, pairs


class Link(models.Model):
    """A claim that also argues about another claim of its debate, beside its parent."""

    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="links")
    claim = models.ForeignKey("debates.Claim", models.PROTECT, related_name="links")
    target = models.ForeignKey("debates.Claim", models.PROTECT, related_name="linked_from")
    stance = models.CharField(max_length=3, choices=pairs(Stance))
    aim = models.CharField(max_length=10, choices=pairs(Aim), blank=True)
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
