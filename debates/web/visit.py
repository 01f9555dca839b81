"""A debate as one person meets it. Every page about a debate begins here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import BooleanField, DateTimeField, OuterRef, Subquery
from django.db.models.expressions import RawSQL
from django.http import Http404
from django.shortcuts import get_object_or_404

from debates.argument.words import State
from debates.models import Claim, Debate, Membership, Role
from debates.models.claims import ClaimQuerySet
from debates.models.debate import Person, role_in
from debates.permissions import Action, may, require

_UNSEEN = [State.PENDING.value, State.HIDDEN.value]
# In SQL, for every page asks them: to compose the same as query sets takes longer than to answer.
_NAMES_AS_OF = RawSQL(
    "SELECT MAX(profile_changed_at) FROM accounts_user", [], output_field=DateTimeField()
)
_HOLDS_BACK = RawSQL(
    "EXISTS (SELECT 1 FROM debates_claim kept"
    " WHERE kept.tree_id = debates_debate.id AND kept.state IN (%s, %s))",
    _UNSEEN,
    output_field=BooleanField(),
)


@dataclass(frozen=True)
class Visit:
    """``names_as_of`` is when anybody last changed what pages show of them.

    ``holds_back``: something in the debate waits for review or is hidden.
    """

    debate: Debate
    person: Person
    role: Role
    names_as_of: datetime | None
    holds_back: bool

    @cached_property
    def claims(self) -> ClaimQuerySet:
        """The claims of this debate that the person may read."""
        return self._readable(Claim.objects.filter(debate=self.debate))

    def replies_to_any(self, keys: Collection[int]) -> ClaimQuerySet:
        """The same of the replies to these claims of the debate.

        It does not name the debate: SQLite would look through all of it, not for the parents.
        """
        return self._readable(Claim.objects.filter(parent__in=keys))

    def _readable(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        """What the person may read of claims of this debate, which they may read itself.

        Where nothing in it is held back, that is all but what has come to wait for review just
        now; else a visitor sees what everyone sees. Each is asked for at half the cost of the next.
        """
        if not self.holds_back:
            return claims.exclude(state__in=_UNSEEN)
        if not self.person.is_authenticated:
            return claims.for_everyone()
        return claims.visible_to(self.person)

    def claim(self, pk: int) -> Claim:
        return self.at_home(
            get_object_or_404(self.claims.select_related("author", "conceded_by"), pk=pk)
        )

    def root(self) -> Claim:
        return self.at_home(get_object_or_404(self.claims.select_related("author"), parent=None))

    def at_home(self, claim: Claim) -> Claim:
        """The claim with this debate for its own, so that its address costs no query."""
        claim.debate = self.debate
        return claim

    def owns(self, thing_by: int | None) -> bool:
        return self.person.is_authenticated and self.person.pk == thing_by

    def may(self, action: Action, *, own: bool = False) -> bool:
        return may(self.role, action, self.debate.phase, own=own)

    def require(self, action: Action, *, own: bool = False) -> None:
        """Raise NotAllowed unless ``may``; ``signed_in`` makes it the page that says why not."""
        require(self.role, action, self.debate.phase, own=own)


def visit_to(slug: str, person: Person) -> Visit:
    """The debate, the person's role and the age of names, in one query; 404 for the uninvited."""
    debates = Debate.objects.visible_to(person).annotate(
        names_as_of=_NAMES_AS_OF, holds_back=_HOLDS_BACK
    )
    if person.is_authenticated:
        own = Membership.objects.filter(debate=OuterRef("pk"), user=person).values("role")
        debates = debates.annotate(own_role=Subquery(own[:1]))
    debate = debates.filter(slug=slug).first()
    if debate is None:
        raise Http404("There is no such debate.")
    return Visit(debate, person, _role(debate, person), debate.names_as_of, debate.holds_back)


def _role(debate: Debate, person: Person) -> Role:
    if person.is_superuser:
        return Role.OWNER
    membership = getattr(debate, "own_role", None)
    return role_in(debate, signed_in=person.is_authenticated, membership=membership)
