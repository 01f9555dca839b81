from enum import StrEnum

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from core.accounts.models import User
from debates.argument.wanted import wanted
from debates.models.choices import one_of, pairs
from debates.models.membership import Membership, Role
from debates.models.search import best_debates, in_this_order

Person = User | AnonymousUser

TITLE_MAX = 200


class Visibility(StrEnum):
    PUBLIC = "public"
    UNLISTED = "unlisted"
    PRIVATE = "private"


class Posting(StrEnum):
    """Who may add claims besides the members: anybody signed in, anybody after review, nobody."""

    OPEN = "open"
    SUGGESTIONS = "suggestions"
    MEMBERS = "members"


class Phase(StrEnum):
    """A draft is for its members alone; a closed or archived debate is for reading."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ARCHIVED = "archived"


class Method(StrEnum):
    """How strengths are computed: the names of ``reasoning.semantics.SEMANTICS``."""

    QUADRATIC_ENERGY = "quadratic-energy"
    DF_QUAD = "df-quad"
    EULER_BASED = "euler-based"


class Base(StrEnum):
    """What a claim's strength starts from, before its replies: people's votes, or one half."""

    VOTES = "votes"
    NEUTRAL = "neutral"


class VotesShown(StrEnum):
    """When one is told how others voted on a claim: after one's own vote, always, never."""

    AFTER = "after"
    ALWAYS = "always"
    NEVER = "never"


class DebateQuerySet(models.QuerySet["Debate"]):
    def visible_to(self, person: Person) -> "DebateQuerySet":
        """What the person may read, unlisted debates included. Agrees with ``Debate.role_of``."""
        if person.is_superuser:
            return self.all()
        for_everyone = ~Q(visibility=Visibility.PRIVATE.value) & ~Q(phase=Phase.DRAFT.value)
        if not person.is_authenticated:
            return self.filter(for_everyone)
        own = Membership.objects.filter(debate=OuterRef("pk"), user=person)
        return self.filter(
            Exists(own.exclude(role=Role.NONE))
            | (for_everyone & ~Exists(own.filter(role=Role.NONE)))
        )

    def listed_for(self, person: Person) -> "DebateQuerySet":
        """What may be shown to the person without their asking for it by its link."""
        seen = self.visible_to(person)
        if person.is_superuser:
            return seen
        public = Q(visibility=Visibility.PUBLIC.value)
        if not person.is_authenticated:
            return seen.filter(public)
        own = Membership.objects.filter(debate=OuterRef("pk"), user=person)
        return seen.filter(public | Exists(own))

    def matching(self, words: str) -> "DebateQuerySet":
        """Those of these debates with all the words in title and background, as with claims."""
        return in_this_order(self, best_debates(self, wanted(words)))


class Debate(models.Model):
    """One question with one argument map.

    ``version`` grows by one with every event, under the debate's lock: it is the key of whatever is
    derived from the debate. ``votes_version`` grows with every vote, which is no event.
    """

    title = models.CharField(max_length=TITLE_MAX)
    slug = models.SlugField(max_length=120, unique=True)
    background = models.TextField(blank=True)
    background_html = models.TextField(blank=True, editable=False)
    visibility = models.CharField(
        max_length=8, choices=pairs(Visibility), default=Visibility.PUBLIC.value
    )
    posting = models.CharField(max_length=11, choices=pairs(Posting), default=Posting.OPEN.value)
    phase = models.CharField(max_length=8, choices=pairs(Phase), default=Phase.OPEN.value)
    method = models.CharField(
        max_length=16, choices=pairs(Method), default=Method.QUADRATIC_ENERGY.value
    )
    base = models.CharField(max_length=7, choices=pairs(Base), default=Base.VOTES.value)
    votes_shown = models.CharField(
        max_length=6, choices=pairs(VotesShown), default=VotesShown.AFTER.value
    )
    version = models.PositiveIntegerField(default=0)
    votes_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    active_at = models.DateTimeField(auto_now_add=True, db_index=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="debates.Membership", related_name="debates"
    )

    objects = DebateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="debate_visibility_is_known", condition=one_of("visibility", Visibility)
            ),
            models.CheckConstraint(
                name="debate_posting_is_known", condition=one_of("posting", Posting)
            ),
            models.CheckConstraint(name="debate_phase_is_known", condition=one_of("phase", Phase)),
            models.CheckConstraint(
                name="debate_method_is_known", condition=one_of("method", Method)
            ),
            models.CheckConstraint(name="debate_base_is_known", condition=one_of("base", Base)),
            models.CheckConstraint(
                name="debate_votes_shown_is_known", condition=one_of("votes_shown", VotesShown)
            ),
            models.CheckConstraint(name="debate_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("debate", args=[self.slug])

    def role_of(self, person: Person) -> Role:
        """What the person is in this debate, as of now; NONE for whom it does not exist."""
        if person.is_superuser:
            return Role.OWNER
        own = None
        if person.is_authenticated:
            own = Membership.objects.filter(debate=self, user=person).values_list("role", flat=True)
            own = own.first()
        return role_in(self, signed_in=person.is_authenticated, membership=own)


def role_in(debate: Debate, *, signed_in: bool, membership: int | None) -> Role:
    """The role that follows from what a debate lets visitors do and from one's membership.

    A removed member (membership NONE) may do nothing, not even what visitors may.
    """
    if membership == Role.NONE:
        return Role.NONE
    visitor = Role.NONE
    if debate.visibility != Visibility.PRIVATE and debate.phase != Phase.DRAFT:
        visitor = _VISITORS[Posting(debate.posting)] if signed_in else Role.READER
    return max(visitor, Role(membership or Role.NONE))


_VISITORS = {
    Posting.OPEN: Role.WRITER,
    Posting.SUGGESTIONS: Role.SUGGESTER,
    Posting.MEMBERS: Role.READER,
}
