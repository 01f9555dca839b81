"""What a person finds in claims: ``visible_to(person).matching``, with who sees what asked in SQL.

Nearly all hits are in debates that hold nothing back. So the debates of the hits are asked first,
each once; only where one holds something back from the person are claims looked at, from each hit
upward. That this is what query sets say is tested for random debates and all roles.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from core.routing import reading_connection
from debates.argument.wanted import Wanted
from debates.argument.words import KEPT_BACK
from debates.models.claim import Claim
from debates.models.debate import Debate, Person, Visibility, role_in
from debates.models.membership import Role
from debates.models.reading import Sight
from debates.models.search import ANYWHERE, BITS, Within, best_of, kept, narrowed


def found_by(person: Person, looked_for: Wanted, within: Within = ANYWHERE) -> list[int]:
    """The keys of at most SHOWN_MAX + 1 claims that the person may see, best first.

    In one debate, or in all that are listed for them.
    """
    return best_of(Shown(person, within), looked_for, within)


class Shown(NamedTuple):
    """The claims that a person is shown: in one debate, or in all that are listed for them."""

    person: Person
    within: Within = ANYWHERE

    def debates_to_look_in(self) -> QuerySet[Any] | None:
        return Debate.objects.listed_for(self.person) if self.within.debate is None else None

    def among(self, keys: list[int]) -> list[int]:
        """The claims' own keys, of keys as the index has them; in the same order."""
        pairs = [(key >> BITS, key & (1 << BITS) - 1) for key in keys]
        sights = self._sights({debate for debate, _ in pairs})
        doubted = [claim for debate, claim in pairs if sights.get(debate)]
        seen = _seen(doubted, sights) if doubted else set()
        shown = [
            claim
            for debate, claim in pairs
            if debate in sights and (sights[debate] is None or claim in seen)
        ]
        return self._fitting(shown)

    def _sights(self, debates: set[int]) -> dict[int, Sight | None]:
        """Of debates that the person finds things in; None where nothing is kept from them."""
        if not debates:
            return {}
        asked = _HOMES.format(_listed(debates))
        with reading_connection().cursor() as cursor:
            cursor.execute(asked, [self.person.pk, *KEPT_BACK])
            homes = [_Home(*row) for row in cursor.fetchall()]
        told = ((home, self._role_in(home)) for home in homes)
        return {home.pk: self._sight(home, role) for home, role in told if role != Role.NONE}

    def _role_in(self, home: "_Home") -> Role:
        """NONE too where the debate is only for who has its link, and everything is searched."""
        if self.person.is_superuser:
            return Role.OWNER
        role = role_in(home, signed_in=self.person.is_authenticated, membership=home.membership)
        asked_for = self.within.debate is not None or home.visibility == Visibility.PUBLIC
        return role if asked_for or home.membership else Role.NONE

    def _sight(self, home: "_Home", role: Role) -> Sight | None:
        if not home.holds_back or role >= Role.MODERATOR:
            return None
        return Sight.of(self.person, role)

    def _fitting(self, keys: list[int]) -> list[int]:
        """The tags of the index say less than is asked for: critiques and rebuttals share one."""
        if not self.within.kind and self.within.author is None:
            return keys
        return kept(narrowed(Claim.objects.all(), self.within), keys)


class _Home(NamedTuple):
    """What of a debate decides who is shown what of it."""

    pk: int
    visibility: str
    posting: str
    phase: str
    membership: int | None
    holds_back: bool


class _Above(NamedTuple):
    """A claim, as far as it decides who sees what hangs below it."""

    parent: int | None
    debate: int
    state: str
    author_id: int


def _seen(keys: list[int], sights: dict[int, Sight | None]) -> set[int]:
    """Those of the claims that are seen with everything above them, which many have in common."""
    with reading_connection().cursor() as cursor:
        cursor.execute(_UPWARD.format(_listed(keys)))
        above = {key: _Above(*row) for key, *row in cursor.fetchall()}
    verdicts: dict[int | None, bool] = {None: True}
    for key in above:
        path = []
        step: int | None = key
        while step not in verdicts:
            path.append(step)
            verdicts[step] = False
            step = above[step].parent
        for down in reversed(path):
            claim = above[down]
            sight = sights[claim.debate]
            verdicts[down] = verdicts[claim.parent] and (sight is None or sight.shows(claim))
    return {key for key in keys if verdicts.get(key)}


def _listed(keys: Iterable[int]) -> str:
    """In the statement itself: as parameters, hundreds of them cost more than the query."""
    return ",".join(map(str, keys))


_HOMES = """
    SELECT debate.id, debate.visibility, debate.posting, debate.phase,
        (SELECT role FROM debates_membership
            WHERE debate_id = debate.id AND user_id = %s) AS membership,
        EXISTS (SELECT 1 FROM debates_claim
            WHERE tree_id = debate.id AND state IN (%s, %s, %s)) AS holds_back
    FROM debates_debate debate WHERE debate.id IN ({})
"""

# UNION, not UNION ALL: what several claims hang below is looked at once.
_UPWARD = """
    WITH RECURSIVE above(id, parent_id, debate_id, state, author_id) AS (
        SELECT id, parent_id, debate_id, state, author_id FROM debates_claim WHERE id IN ({})
        UNION
        SELECT up.id, up.parent_id, up.debate_id, up.state, up.author_id
        FROM debates_claim up JOIN above ON up.id = above.parent_id
    )
    SELECT * FROM above
"""
