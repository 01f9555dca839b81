from django.conf import settings
from django.db import models
from django.db.models import Q


class Role(models.IntegerChoices):
    """What a person may do in a debate, from least to most. NONE is kept for removed members."""

    NONE = 0
    READER = 1
    SUGGESTER = 2
    WRITER = 3
    EDITOR = 4
    MODERATOR = 5
    OWNER = 6


class Membership(models.Model):
    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.PositiveSmallIntegerField(choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_membership_each", fields=["debate", "user"]),
            models.UniqueConstraint(
                name="one_owner_per_debate", fields=["debate"], condition=Q(role=Role.OWNER.value)
            ),
            models.CheckConstraint(
                name="membership_role_is_known", condition=Q(role__in=[role.value for role in Role])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
