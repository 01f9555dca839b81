from enum import StrEnum

from django.conf import settings
from django.db import models


class Verb(StrEnum):
    OPENED = "opened"
    DESCRIBED = "described"
    VISIBILITY_SET = "visibility set"
    POSTING_SET = "posting set"
    PHASE_SET = "phase set"
    METHOD_SET = "method set"
    BASE_SET = "base set"
    VOTES_SHOWN_SET = "votes shown set"
    ROLE_SET = "role set"
    POSTED = "posted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    MOVED = "moved"
    CONCEDED = "conceded"
    LINKED = "linked"
    UNLINKED = "unlinked"
    PREMISES_LINKED = "premises linked"
    PREMISES_UNLINKED = "premises unlinked"
    SOURCE_ADDED = "source added"
    SOURCE_REMOVED = "source removed"
    PLACED = "placed"
    BRANCH_PLACED = "branch placed"
    REPAIRED = "repaired"
    INVITED = "invited"
    INVITATION_REVOKED = "invitation revoked"
    JOINED = "joined"
    LEFT = "left"
    JOIN_ASKED = "asked to join"
    ADMITTED = "admitted"
    DECLINED = "declined"
    HANDOVER_OFFERED = "handover offered"
    HANDOVER_ENDED = "handover ended"
    HANDED_OVER = "handed over"
    ERASED = "erased"


# What passes between those who manage the members and those who want to be let in: for them alone.
AT_THE_DOOR = [
    Verb.INVITED.value,
    Verb.INVITATION_REVOKED.value,
    Verb.JOIN_ASKED.value,
    Verb.DECLINED.value,
    Verb.HANDOVER_OFFERED.value,
    Verb.HANDOVER_ENDED.value,
]


class Event(models.Model):
    """One line of a debate's log: who did what to which claim, in which version.

    Append-only: triggers on both databases refuse update and delete (see ``log``). ``key`` is what
    the form carried, so that the same form sent twice is recognised. ``answers`` is the challenge
    that made somebody withdraw or amend the claim.
    """

    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()
    # No choices: every new verb would be a migration of a table that is only ever appended to.
    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="events")
    claim = models.ForeignKey(
        "debates.Claim", models.PROTECT, related_name="events", null=True, blank=True
    )
    answers = models.ForeignKey(
        "debates.Claim", models.PROTECT, related_name="answered_by", null=True, blank=True
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
