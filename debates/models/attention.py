"""What a person reads and wants to hear of: theirs alone, no part of the debate or of its log."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from debates.models.debate import Debate, Person
from debates.models.event import Event, Verb

# What changes what a claim says, or what is said of it.
NOTABLE = [
    Verb.POSTED.value,
    Verb.BRANCH_PLACED.value,
    Verb.ACCEPTED.value,
    Verb.EDITED.value,
    Verb.WITHDRAWN.value,
    Verb.RESTORED.value,
    Verb.MOVED.value,
    Verb.CONCEDED.value,
    Verb.LINKED.value,
    Verb.PREMISES_LINKED.value,
]


class Follow(models.Model):
    """Somebody wants to hear of a debate or, where there is a claim, of its branch."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="follows")
    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="followers")
    claim = models.ForeignKey(
        "debates.Claim", models.PROTECT, related_name="followers", null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_debate_is_followed_once",
                fields=["person", "debate"],
                condition=Q(claim=None),
            ),
            models.UniqueConstraint(
                name="a_claim_is_followed_once",
                fields=["person", "claim"],
                condition=Q(claim__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} follows {self.claim or self.debate}"


class Seen(models.Model):
    """Up to which version somebody has read a debate."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seen")
    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="seen_by")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_last_visit_each", fields=["person", "debate"])
        ]

    def __str__(self) -> str:
        return f"{self.person} has read {self.debate} up to {self.version}"


def unseen_claims(debate: Debate, person: Person, seen: int | None) -> frozenset[int]:
    """The claims that others posted or changed since version ``seen``; none before a first visit.

    Their keys alone, those that the person may not read among them: to be matched with what is
    shown, never to be counted.
    """
    if seen is None or seen >= debate.version or not person.is_authenticated:
        return frozenset()
    events = Event.objects.filter(debate=debate, version__gt=seen, verb__in=NOTABLE)
    return frozenset(events.exclude(actor=person).values_list("claim", flat=True))
