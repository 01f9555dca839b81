from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from mptt.models import MPTTModel, TreeForeignKey

from debates.argument.prose import TYPED_MAX
from debates.argument.words import CHALLENGES, ROOTS, Aim, Kind, Side, Stance, State, stance_of
from debates.models.choices import one_of, pairs
from debates.models.claims import ClaimManager

_CONS = sorted(kind.value for kind in CHALLENGES)
_ROOTS = sorted(kind.value for kind in ROOTS)


class Claim(MPTTModel):
    """One assertion of a debate. Every claim but the root argues about its parent.

    A debate is exactly one tree and ``tree_id`` is the debate's key, so the lock on the debate's
    row covers every row that could be renumbered. ``lft`` and ``rght`` leave gaps: only their order
    means something, see ``debates.models.tree`` and docs/decisions/0003. What mptt derives from
    tight numbers (``get_descendant_count``, ``is_leaf_node``) must not be used.
    """

    debate = models.ForeignKey("debates.Debate", models.PROTECT, related_name="claims")
    parent = TreeForeignKey(
        "self", models.PROTECT, related_name="replies", null=True, blank=True, db_index=False
    )
    lft = models.BigIntegerField(editable=False)
    rght = models.BigIntegerField(editable=False)
    tree_id = models.BigIntegerField(editable=False)
    level = models.PositiveIntegerField(editable=False)

    kind = models.CharField(max_length=8, choices=pairs(Kind))
    side = models.CharField(max_length=7, choices=pairs(Side))
    aim = models.CharField(max_length=10, choices=pairs(Aim), blank=True)
    scheme = models.CharField(max_length=40, blank=True)
    # Of the parent's scheme: what this claim puts to its parent (a con) or answers for it (a pro).
    critical_question = models.CharField(max_length=60, blank=True)
    # Of the linked premises that argue about the same claim, see ``debates.models.premises``.
    premise_group = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=pairs(State), default=State.VISIBLE.value)
    # As typed, and as it is shown: Markdown is rendered when it is written, not when it is read.
    text = models.CharField(max_length=TYPED_MAX)
    text_html = models.TextField(editable=False)
    detail = models.TextField(blank=True)
    detail_html = models.TextField(blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True)
    conceded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    conceded_at = models.DateTimeField(null=True, blank=True)
    # When the claim that it challenges was last amended in answer to it.
    met_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimManager()

    class MPTTMeta:
        order_insertion_by: list[str] = []

    class Meta:
        indexes = [
            models.Index(name="claim_in_reading_order", fields=["tree_id", "lft"]),
            models.Index(name="claim_by_level", fields=["tree_id", "level", "lft"]),
            models.Index(name="claim_by_state", fields=["tree_id", "state", "lft"]),
            # With the state, it counts replies without a look at them.
            models.Index(name="claim_replies", fields=["parent", "lft", "state"]),
        ]
        constraints = [
            models.CheckConstraint(name="one_tree_per_debate", condition=Q(tree_id=F("debate"))),
            models.UniqueConstraint(
                name="one_root_per_debate", fields=["debate"], condition=Q(parent=None)
            ),
            models.CheckConstraint(name="claim_numbers_nest", condition=Q(lft__lt=F("rght"))),
            models.CheckConstraint(
                name="claim_level_fits_its_kind",
                condition=Q(parent=None, level=0, kind__in=_ROOTS)
                | Q(parent__isnull=False, level=1, kind=Kind.THESIS.value)
                | Q(parent__isnull=False, level__gte=1, kind__in=[Kind.CLAIM.value, *_CONS]),
            ),
            models.CheckConstraint(
                name="claim_side_fits_its_kind",
                condition=Q(kind=Kind.CRITIQUE.value, side=Side.CRITICS.value)
                | Q(kind__in=[Kind.REBUTTAL.value, *_ROOTS], side=Side.THESIS.value)
                | (Q(kind=Kind.CLAIM.value) & one_of("side", Side)),
            ),
            models.CheckConstraint(
                name="only_a_con_has_an_aim",
                condition=Q(aim="") | (Q(kind__in=_CONS) & one_of("aim", Aim)),
            ),
            models.CheckConstraint(
                name="only_a_premise_is_in_a_group",
                condition=Q(premise_group=None) | Q(kind__in=[Kind.CLAIM.value, *_CONS]),
            ),
            models.CheckConstraint(name="claim_state_is_known", condition=one_of("state", State)),
            models.CheckConstraint(name="claim_has_a_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="only_a_con_is_conceded",
                condition=Q(conceded_at=None, conceded_by=None)
                | Q(conceded_at__isnull=False, conceded_by__isnull=False, kind__in=_CONS),
            ),
            models.CheckConstraint(
                name="only_a_con_is_met", condition=Q(met_at=None) | Q(kind__in=_CONS)
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.debate.slug, self.pk])

    @property
    def is_root(self) -> bool:
        return self.parent_id is None

    @property
    def is_challenge(self) -> bool:
        return self.kind in CHALLENGES

    @property
    def stance(self) -> Stance | None:
        """What it does to its parent; None for a question or a thesis."""
        return stance_of(Kind(self.kind))

    @property
    def is_withdrawn(self) -> bool:
        return self.state == State.WITHDRAWN

    def holds(self, other: "Claim") -> bool:
        """Whether ``other`` is this claim or hangs somewhere below it."""
        same_tree = self.tree_id == other.tree_id
        return same_tree and self.lft <= other.lft and other.rght <= self.rght
