from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from debates.argument.words import KEPT_BACK
from debates.models.choices import pairs
from debates.models.debate import Debate, Phase, Visibility
from debates.models.membership import Membership, Role
from debates.reasoning.perspectives import STEPS


class Question(StrEnum):
    """What is asked: how plausible a claim is, and how much it matters to what it argues about."""

    PLAUSIBILITY = "plausibility"
    RELEVANCE = "relevance"


class VoteQuerySet(models.QuerySet["Vote"]):
    def that_count_in(self, debate: Debate) -> "VoteQuerySet":
        """Those of people who may read the debate now, on what everybody sees and where it hangs.

        Agrees with ``role_in``. Whether something above a claim keeps it back is not asked.
        """
        place = Q(question=Question.PLAUSIBILITY.value) | Q(parent=F("claim__parent"))
        votes = self.filter(place, debate=debate)
        votes = votes.exclude(claim__state__in=[state.value for state in KEPT_BACK])
        own = Membership.objects.filter(debate=debate, user=OuterRef("person"))
        removed = own.filter(role=Role.NONE.value)
        if debate.visibility != Visibility.PRIVATE and debate.phase != Phase.DRAFT:
            return votes.filter(Q(person__is_superuser=True) | ~Exists(removed))
        belongs = own.exclude(role=Role.NONE.value)
        return votes.filter(Q(person__is_superuser=True) | Exists(belongs))

    def to_confirm(self) -> "VoteQuerySet":
        """Given on an earlier wording of the claim or, of relevance, where it hung before."""
        elsewhere = Q(question=Question.RELEVANCE.value) & ~Q(parent=F("claim__parent"))
        return self.filter(Q(revision__lt=F("claim__revision")) | elsewhere)


class Vote(models.Model):
    """What one person answers to one question about a claim, in steps from 0 to 4.

    A person's own, which nobody else is shown: see docs/decisions/0033. ``revision`` is the wording
    it was given on and, for relevance, ``parent`` what the claim argued about.
    """

    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="votes")
    claim = models.ForeignKey("debates.Claim", models.PROTECT, related_name="votes")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="votes", db_index=False
    )
    question = models.CharField(max_length=12, choices=pairs(Question))
    value = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField()
    parent = models.ForeignKey(
        "debates.Claim",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    given_at = models.DateTimeField()

    objects = VoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_vote_each", fields=["person", "claim", "question"]),
            models.CheckConstraint(name="vote_is_one_of_the_steps", condition=Q(value__lt=STEPS)),
            models.CheckConstraint(
                name="only_relevance_has_a_parent",
                condition=Q(question=Question.PLAUSIBILITY.value, parent=None)
                | Q(question=Question.RELEVANCE.value, parent__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        # Not who gave it: this is shown wherever Django names a row.
        return f"{self.question} of claim {self.claim_id}"

    @property
    def holds(self) -> bool:
        """Whether it was given on the claim as it is worded now, about what it argues about now."""
        about = self.question == Question.PLAUSIBILITY or self.parent_id == self.claim.parent_id
        return about and self.revision == self.claim.revision
