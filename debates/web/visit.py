"""A debate as one person meets it. Every page about a debate begins here."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from debates.argument.words import KEPT_BACK
from debates.models import Claim, Debate, Role
from debates.models.claims import ClaimQuerySet
from debates.models.debate import Person
from debates.models.reading import Sight, entrance, thread_to
from debates.permissions import Action, may, require


@dataclass(frozen=True)
class Visit:
    """For what the last six are see debates.models.reading.Entrance."""

    debate: Debate
    person: Person
    role: Role
    names_as_of: object
    holds_back: bool
    is_member: bool = False
    follows: bool = False
    seen: int | None = None
    has_links: bool = False

    @cached_property
    def sight(self) -> Sight:
        """What the person sees of the debate's claims.

        Where nothing was held back as the visit began, everyone sees the same, and is asked for at
        a fraction of the cost. What comes to be held back during the visit is not shown; only what
        hangs below it may be, as it was a moment ago.
        """
        return Sight.of(self.person, self.role) if self.holds_back else Sight()

    @cached_property
    def claims(self) -> ClaimQuerySet:
        """The claims of this debate that the person may read, in the sense of ``sight``."""
        claims = Claim.objects.filter(debate=self.debate)
        if not self.holds_back:
            return claims.exclude(state__in=KEPT_BACK)
        if not self.person.is_authenticated:
            return claims.for_everyone()
        return claims.visible_to(self.person)

    def thread(self, pk: int | None = None) -> list[Claim]:
        """From the root down to the claim; without a key, the root alone. 404 if it is not seen.

        The claims have this debate for their own, so that their addresses cost no query.
        """
        thread = thread_to(self.debate, pk, self.sight)
        if not thread:
            raise Http404("There is no such claim.")
        return thread

    def claim(self, pk: int) -> Claim:
        return self.thread(pk)[-1]

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
    entered = entrance(slug, person)
    if entered is None:
        raise Http404("There is no such debate.")
    debate, role, *known = entered
    return Visit(debate, person, role, *known)
