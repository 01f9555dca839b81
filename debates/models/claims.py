"""Questions to the table of claims. Whatever leaves the domain starts from ``visible_to``."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from mptt.managers import TreeManager
from mptt.querysets import TreeQuerySet

from debates.argument.map import ArgumentMap, Link
from debates.argument.wanted import wanted
from debates.argument.words import IN_REVIEW, KEPT_BACK, State
from debates.models.debate import Debate, Person
from debates.models.link import Link as LinkRow
from debates.models.maps import LINK, STRUCTURE, WORDS, account_of, link_of, map_of, skeleton_of
from debates.models.membership import Membership, Role
from debates.models.search import ANYWHERE, Within, best_claims, in_this_order
from debates.models.whole import whole_of

if TYPE_CHECKING:
    from debates.models.claim import Claim

_KEPT_BACK = [state.value for state in KEPT_BACK]
_NOT_VISIBLE = [*_KEPT_BACK, State.WITHDRAWN.value]

# By parent links: the range of an ancestor's numbers says nothing about where to look for it, so
# asking by range reads everything to the left of the claim (41 ms against 1 at 100,000 claims).
# UNION, not UNION ALL: should parents ever form a circle, it ends all the same.
_CHAIN = """
    WITH RECURSIVE chain(id, parent_id) AS (
        SELECT id, parent_id FROM debates_claim WHERE id = %s
        UNION
        SELECT up.id, up.parent_id FROM debates_claim up JOIN chain ON up.id = chain.parent_id
    ) SELECT id FROM chain
"""
# Down by parent links: asking of every claim what is above it takes seconds where much is held
# back.
_HELD_BACK = """
    WITH RECURSIVE below(id) AS (
        SELECT id FROM debates_claim WHERE tree_id = %s AND state IN (%s, %s, %s)
        UNION
        SELECT down.id FROM debates_claim down JOIN below ON down.parent_id = below.id
    ) SELECT id FROM below
"""


class ClaimQuerySet(TreeQuerySet):
    def visible_to(self, person: Person) -> "ClaimQuerySet":
        """What the person may read: nothing that is, or hangs below, what they may not see."""
        if not person.is_superuser:
            seen = self.filter(debate__in=Debate.objects.visible_to(person))
            kept_back = self._kept_back().exclude(_shown_in_spite_of_its_state(person))
            return seen.exclude(Exists(kept_back))
        return self.all()

    def for_everyone(self) -> "ClaimQuerySet":
        """What all who may read the debate see of it: nothing that waits for review or is hidden.

        Asks for the claims' states alone, not who may read their debate.
        """
        return self.exclude(Exists(self._kept_back()))

    def _kept_back(self) -> QuerySet:
        """Whatever keeps a claim from being seen: itself or what it hangs below, by its state."""
        return self.model._base_manager.filter(
            tree_id=OuterRef("tree_id"),
            state__in=_KEPT_BACK,
            lft__lte=OuterRef("lft"),
            rght__gte=OuterRef("rght"),
        )

    def held_back_in(self, debate: Debate) -> "ClaimQuerySet":
        """What is, or hangs below, something in review or hidden; found from there down."""
        below = RawSQL(_HELD_BACK, [debate.pk, *_KEPT_BACK])  # noqa: S611 - nothing people wrote
        return self.filter(pk__in=below)

    def that_count(self) -> "ClaimQuerySet":
        """Visible claims with no ancestor that is pending, hidden or withdrawn."""
        above = self.model._base_manager.filter(
            tree_id=OuterRef("tree_id"),
            state__in=_NOT_VISIBLE,
            lft__lt=OuterRef("lft"),
            rght__gt=OuterRef("rght"),
        )
        return self.filter(state=State.VISIBLE.value).exclude(Exists(above))

    def in_reading_order(self) -> "ClaimQuerySet":
        """Parents before children, siblings as they were placed."""
        return self.order_by("tree_id", "lft")

    def by_level(self) -> "ClaimQuerySet":
        """The upper levels first: any first part of it is a tree without holes."""
        return self.order_by("tree_id", "level", "lft")

    def ancestors_of(self, claim: "Claim") -> "ClaimQuerySet":
        """From the root down to the claim's parent, found by parent links."""
        chain = RawSQL(_CHAIN, [claim.parent_id])  # noqa: S611 - nothing that people wrote
        above = self.filter(pk__in=chain)
        return above.order_by("level")

    def branch_of(self, claim: "Claim") -> "ClaimQuerySet":
        """The claim and everything below it, in reading order."""
        inside = self.filter(tree_id=claim.tree_id, lft__gte=claim.lft, lft__lt=claim.rght)
        return inside.in_reading_order()

    def replies_to(self, claim: "Claim") -> "ClaimQuerySet":
        return self.filter(parent=claim).order_by("lft")

    def matching(self, words: str, within: Within = ANYWHERE) -> "ClaimQuerySet":
        """Those of these claims with all the words, best first: 200 and one at most.

        Looked for at once, not when the claims are read. ``within`` is for what else is asked of
        the claims, so that all of them that fit are found, however many others have the words.
        """
        return in_this_order(self, best_claims(self, wanted(words), within))

    def as_argument(self) -> ArgumentMap:
        """One debate's claims as a value, without what hangs below a claim not among them."""
        rows = self.order_by("lft").values_list(*STRUCTURE, *WORDS)
        return map_of(rows, self._links())

    def as_whole(self, person: Person) -> ArgumentMap:
        """The same of what the person may read of these claims, with all that a debate keeps.

        With title, sources and earlier wordings; authors go by their user names. The claims are a
        debate's or those of a branch, whose top is the map's root then. Seven queries.
        """
        return whole_of(self.visible_to(person), person)

    def as_skeleton(self) -> ArgumentMap:
        """The same without words: enough for counts, challenges and drawings, at half the cost."""
        return skeleton_of(self.order_by("lft").values_list(*STRUCTURE), self._links())

    def as_skeletons(self) -> Iterator[tuple[int, ArgumentMap]]:
        """The skeleton of each debate that these claims belong to, with the debate's key."""
        return self._maps(STRUCTURE, skeleton_of)

    def as_accounts(self) -> Iterator[tuple[int, ArgumentMap]]:
        """Skeletons with who wrote what and when, for the ledger; authors go by their keys."""
        return self._maps((*STRUCTURE, "author", "created_at", "edited_at"), account_of)

    def _maps(
        self, fields: Iterable[str], map_of: Callable[..., ArgumentMap]
    ) -> Iterator[tuple[int, ArgumentMap]]:
        links = {debate: list(some) for debate, some in groupby(self._linked(), _first)}
        rows = self.in_reading_order().values_list("tree_id", *fields)
        for debate, own in groupby(rows.iterator(), _first):
            told = (link for _, link in links.get(debate, ()))
            yield debate, map_of((row for _, *row in own), told)

    def _links(self) -> Iterator[Link]:
        return (link for _, link in self._linked())

    def _linked(self) -> Iterator[tuple[int, Link]]:
        rows = LinkRow.objects.filter(claim__in=self.order_by()).order_by("debate", "pk")
        for debate, *row in rows.values_list("debate", *LINK):
            yield debate, link_of(row)


def _shown_in_spite_of_its_state(person: Person) -> Q:
    """Claims in review are shown to their author and to editors, hidden ones to moderators too."""
    if not person.is_authenticated:
        return Q(pk__in=[])
    roles = Membership.objects.filter(user=person)
    edits = roles.filter(role__gte=Role.EDITOR).values("debate")
    moderates = roles.filter(role__gte=Role.MODERATOR).values("debate")
    return (
        Q(author=person)
        | Q(state__in=[state.value for state in IN_REVIEW], debate__in=edits)
        | Q(state=State.HIDDEN.value, debate__in=moderates)
    )


class ClaimManager(TreeManager.from_queryset(ClaimQuerySet)):  # type: ignore[misc]
    """mptt's manager with our questions; its own ways to write the tree are not used."""


_first = itemgetter(0)
