from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from debates.models.choices import one_of, pairs
from debates.models.membership import Role

_MOST = Role.WRITER


class Invitation(models.Model):
    """A link that lets its bearers in. The link's secret is stored as a SHA-256 digest alone."""

    LABEL_MAX = 80

    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    role = models.PositiveSmallIntegerField(choices=Role)
    # What its maker calls it, and where it was mailed to, if it was.
    label = models.CharField(max_length=LABEL_MAX, blank=True)
    email = models.EmailField(blank=True)
    uses = models.PositiveIntegerField(default=0)
    most_uses = models.PositiveIntegerField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_invitation_makes_a_writer_at_most",
                condition=Q(role__gte=Role.READER.value, role__lte=_MOST.value),
            ),
            models.CheckConstraint(
                name="an_invitation_is_not_overused", condition=Q(uses__lte=F("most_uses"))
            ),
        ]

    def __str__(self) -> str:
        return self.label or f"{self.debate}: {self.get_role_display()}"


class Answer(StrEnum):
    """What came of a request to join."""

    WAITING = "waiting"
    ADMITTED = "admitted"
    DECLINED = "declined"


class JoinRequest(models.Model):
    """Somebody who reads a debate asks to become a member of it."""

    NOTE_MAX = 500

    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="join_requests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="join_requests"
    )
    note = models.CharField(max_length=NOTE_MAX, blank=True)
    answer = models.CharField(max_length=8, choices=pairs(Answer), default=Answer.WAITING.value)
    reason = models.CharField(max_length=NOTE_MAX, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_request_waits_for_each",
                fields=["debate", "person"],
                condition=Q(answer=Answer.WAITING.value),
            ),
            models.CheckConstraint(
                name="join_request_answer_is_known", condition=one_of("answer", Answer)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.answer}"


class Handover(models.Model):
    """The owner has offered the debate to a member, who has not answered yet."""

    debate = models.OneToOneField("debates.Debate", models.PROTECT, related_name="handover")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.debate} to {self.to}"
