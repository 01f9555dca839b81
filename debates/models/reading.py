"""What the pages of a debate ask for every time, in SQL: to compose the same takes longer than to
answer it.

Who reads has been let into the debate; of the claims in it a ``Sight`` tells which they see. That
this is what ``visible_to`` says is tested for random debates and all roles.
"""

from collections.abc import Collection
from typing import NamedTuple, Self

from django.db.models.query import RawQuerySet

from core.accounts.models import User
from core.routing import reading_connection
from debates.argument.words import IN_REVIEW, KEPT_BACK, State
from debates.models.claim import Claim
from debates.models.debate import Debate, Person, role_in
from debates.models.membership import Role
from debates.models.source import Source

_FOR_EVERYONE = (State.VISIBLE.value, State.WITHDRAWN.value)
_LARGEST_KEY = 2**63 - 1


class Sight(NamedTuple):
    """What a person sees of a debate: claims in one of ``states``, and their own in any.

    It judges claims one by one. Whoever asks it goes down from what the person sees: below what
    they do not see, they see nothing.
    """

    states: tuple[str, ...] = _FOR_EVERYONE
    own: int | None = None

    @classmethod
    def of(cls, person: Person, role: Role) -> Self:
        """As in ClaimQuerySet.visible_to: visitors are never more than writers."""
        states = _FOR_EVERYONE
        if role >= Role.EDITOR:
            states += tuple(state.value for state in IN_REVIEW)
        if role >= Role.MODERATOR:
            states += (State.HIDDEN.value,)
        return cls(states, person.pk)

    def shows(self, claim: Claim) -> bool:
        return claim.state in self.states or (self.own is not None and claim.author_id == self.own)

    def where(self, claims: str) -> str:
        """The same as a condition on a table of claims, to be used with ``parameters``."""
        seen = f"{claims}.state IN ({_places(self.states)})"
        # Without people's own, an index answers it alone.
        return seen if self.own is None else f"({seen} OR {claims}.author_id = %s)"

    @property
    def parameters(self) -> tuple[str | int, ...]:
        return self.states if self.own is None else (*self.states, self.own)


class Entrance(NamedTuple):
    """``names_as_of``: when anybody last changed what pages show of them, as the database says it.

    ``holds_back``: something in the debate is in review or hidden. ``is_member``: has a role of
    their own, not only what visitors may. ``seen``: the version that they last said they have read,
    None before the first time. ``has_links``: some claim of the debate argues in two places.
    """

    debate: Debate
    role: Role
    names_as_of: object
    holds_back: bool
    is_member: bool = False
    follows: bool = False
    seen: int | None = None
    has_links: bool = False


def entrance(slug: str, person: Person) -> Entrance | None:
    """The debate and the person's role in it, in one query; None where they may not read it."""
    own = [person.pk] * 3
    for debate in Debate.objects.raw(_ENTRANCE, [*own, *KEPT_BACK, slug]):
        signed_in = person.is_authenticated
        role = role_in(debate, signed_in=signed_in, membership=debate.membership)
        if person.is_superuser:
            role = Role.OWNER
        if role > Role.NONE:
            return Entrance(
                debate,
                role,
                debate.names_as_of,
                bool(debate.holds_back),
                bool(debate.membership),
                bool(debate.follows),
                debate.seen,
                bool(debate.has_links),
            )
    return None


def thread_to(debate: Debate, key: int | None, sight: Sight) -> list[Claim]:
    """From the root down to the claim with the key, or the root alone, with their authors' names.

    Empty where the debate has no such claim for who reads.
    """
    if key is None:
        asked, parameters = _THREAD.format("parent_id IS NULL", people=_PEOPLE), [debate.pk]
    elif key <= _LARGEST_KEY:
        asked, parameters = _THREAD.format("id = %s", people=_PEOPLE), [debate.pk, key]
    else:
        return []
    thread = [_with_people(claim, debate) for claim in Claim.objects.raw(asked, parameters)]
    return thread if all(map(sight.shows, thread)) else []


def claim_seen(debate: Debate, key: int, sight: Sight) -> Claim | None:
    """The debate's claim with the key, where nothing that it is or hangs below is kept from it.

    By the tree's numbers, which stand still under the lock.
    """
    asked = _SEEN.format(above=sight.where("above"))
    parameters = [key, debate.pk, *KEPT_BACK, *sight.parameters]
    for claim in Claim.objects.raw(asked, parameters):
        claim.debate = debate
        return claim
    return None


class ReplyRow(NamedTuple):
    """What a card says of a reply. ``alike`` counts the replies of its kind to the same claim.

    ``together`` counts those of its group, where it is in one.
    """

    pk: int
    kind: str
    state: str
    aim: str
    text_html: str
    is_conceded: bool
    is_met: bool
    replies: int
    sources: int
    alike: int
    premise_group: int | None
    together: int


def replies_to(claim: Claim, sight: Sight, most: int) -> list[ReplyRow]:
    """Of each kind the first replies to a claim that who reads sees, in reading order."""
    asked = _REPLIES.format(below=sight.where("below"), reply=sight.where("reply"))
    parameters = [*sight.parameters, claim.pk, *sight.parameters, most]
    with reading_connection().cursor() as cursor:
        cursor.execute(asked, parameters)
        return [ReplyRow(*row) for row in cursor.fetchall()]


def reply_counts(keys: Collection[int], sight: Sight) -> dict[int, int]:
    """How many replies there are to each of these claims, all of which who reads sees.

    It does not name the debate: SQLite would look through all of it, not for the parents.
    """
    asked = _COUNTS.format(parents=_places(keys), reply=sight.where("reply"))
    with reading_connection().cursor() as cursor:
        cursor.execute(asked, [*keys, *sight.parameters])
        return dict(cursor.fetchall())


def sources_of(claim: Claim) -> RawQuerySet:
    """The claim's sources in use, as they were added."""
    return Source.objects.raw(_SOURCES, [claim.pk])


def _places(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _with_people(claim: Claim, debate: Debate) -> Claim:
    """The claim with its debate, its author and who conceded it, as far as pages name them."""
    claim.debate = debate
    claim.author = _named(claim.author_id, claim, "author")
    if claim.conceded_by_id:
        claim.conceded_by = _named(claim.conceded_by_id, claim, "conceder")
    return claim


def _named(key: int, claim: Claim, part: str) -> User:
    values = (getattr(claim, f"{part}_{field}") for field in _NAMED)
    return User.from_db(None, ("id", *_NAMED), [key, *values])


# How a person is called beside a claim, and whether that leads to a page about them: in the order
# of the columns, by which ``from_db`` takes them.
_NAMED = ("username", "is_active", "display_name", "profile_shown_to", "erased_at")
_PEOPLE = ", ".join(
    f"{part}.{field} AS {part}_{field}" for part in ("author", "conceder") for field in _NAMED
)

_ENTRANCE = """
    SELECT debate.*,
        (SELECT role FROM debates_membership
            WHERE debate_id = debate.id AND user_id = %s) AS membership,
        EXISTS (SELECT 1 FROM debates_follow
            WHERE debate_id = debate.id AND person_id = %s AND claim_id IS NULL) AS follows,
        (SELECT version FROM debates_seen
            WHERE debate_id = debate.id AND person_id = %s) AS seen,
        EXISTS (SELECT 1 FROM debates_link WHERE debate_id = debate.id) AS has_links,
        (SELECT MAX(profile_changed_at) FROM accounts_user) AS names_as_of,
        EXISTS (SELECT 1 FROM debates_claim
            WHERE tree_id = debate.id AND state IN (%s, %s, %s)) AS holds_back
    FROM debates_debate debate WHERE slug = %s
"""

# By parent links, as ClaimQuerySet.ancestors_of.
_THREAD = """
    WITH RECURSIVE thread(id, parent_id) AS (
        SELECT id, parent_id FROM debates_claim WHERE debate_id = %s AND {}
        UNION
        SELECT up.id, up.parent_id FROM debates_claim up JOIN thread ON up.id = thread.parent_id
    )
    SELECT claim.*, {people}
    FROM thread
    JOIN debates_claim claim ON claim.id = thread.id
    JOIN accounts_user author ON author.id = claim.author_id
    LEFT JOIN accounts_user conceder ON conceder.id = claim.conceded_by_id
    ORDER BY claim.level
"""

_SEEN = """
    SELECT claim.* FROM debates_claim claim
    WHERE claim.id = %s AND claim.debate_id = %s AND NOT EXISTS (
        SELECT 1 FROM debates_claim above
        WHERE above.tree_id = claim.tree_id AND above.state IN (%s, %s, %s)
            AND above.lft <= claim.lft AND above.rght >= claim.rght
            AND NOT ({above})
    )
"""

_REPLIES = """
    SELECT claim.id, claim.kind, claim.state, claim.aim, claim.text_html,
        claim.conceded_at IS NOT NULL, claim.met_at IS NOT NULL,
        (SELECT COUNT(*) FROM debates_claim below
            WHERE below.parent_id = claim.id AND {below}),
        (SELECT COUNT(*) FROM debates_source
            WHERE claim_id = claim.id AND removed_at IS NULL),
        placed.alike, claim.premise_group, placed.together
    FROM (
        SELECT reply.id, ROW_NUMBER() OVER (PARTITION BY reply.kind ORDER BY reply.lft) AS place,
            COUNT(*) OVER (PARTITION BY reply.kind) AS alike,
            COUNT(*) OVER (PARTITION BY reply.kind, reply.premise_group) AS together
        FROM debates_claim reply WHERE reply.parent_id = %s AND {reply}
    ) placed
    JOIN debates_claim claim ON claim.id = placed.id
    WHERE placed.place <= %s
    ORDER BY claim.lft
"""

_SOURCES = "SELECT * FROM debates_source WHERE claim_id = %s AND removed_at IS NULL ORDER BY id"

_COUNTS = """
    SELECT reply.parent_id, COUNT(*) FROM debates_claim reply
    WHERE reply.parent_id IN ({parents}) AND {reply} GROUP BY reply.parent_id
"""
