from enum import StrEnum

from django.conf import settings
from django.db import models


class Verb(StrEnum):
    OPENED = "opened"
    DESCRIBED = "described"
    VISIBILITY_SET = "visibility set"
    POSTING_SET = "posting set"
    PHASE_SET = "phase set"
    ROLE_SET = "role set"
    POSTED = "posted"
    ACCEPTED = "accepted"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    MOVED = "moved"
    CONCEDED = "conceded"
    SOURCE_ADDED = "source added"
    SOURCE_REMOVED = "source removed"
    PLACED = "placed"
    REPAIRED = "repaired"


class Event(models.Model):
    """One line of a debate's log: who did what to which claim, in which version.

    Append-only: triggers on both databases refuse update and delete (migration 0002). ``key`` is
    what the form carried, so that the same form sent twice is recognised.
    """

    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()
    # No choices: every new verb would be a migration of a table that is only ever appended to.
    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="events")
    claim = models.ForeignKey(
        "debates.Claim", models.PROTECT, related_name="events", null=True, blank=True
    )
    data = models.JSONField(default=dict, blank=True)
    key = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["debate", "version"]
        constraints = [
            models.UniqueConstraint(name="one_event_per_version", fields=["debate", "version"]),
            models.UniqueConstraint(name="a_form_counts_once", fields=["actor", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.actor} {self.verb}"
