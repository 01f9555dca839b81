"""What people's votes say together: scores, and how the answers to one question are spread.

Nothing in here is for showing who voted what. Counts of a few are not shown either: how one's
neighbours voted could be told from them (docs/decisions/0033).
"""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count

from debates.argument.words import KEPT_BACK, Kind
from debates.models.claim import Claim
from debates.models.debate import Base, Debate, Person, Phase, VotesShown, role_in
from debates.models.kept import kept_at, kept_of
from debates.models.membership import Membership, Role
from debates.models.vote import Question, Vote
from debates.reasoning.framework import Pair
from debates.reasoning.perspectives import STEPS, scores_of
from debates.reasoning.strengths import UNSAID, Scores

# From so many on it is shown how they are spread; with fewer, one could tell who voted what.
SPREAD_FROM = 3


_OF_THE_CLAIM = ("claim__kind", "claim__state", "claim__revision", "claim__parent")


class Votes(NamedTuple):
    """All votes of a debate that count, and the voters' roles; all keys are primary keys.

    As ``reasoning.perspectives`` takes them. People are in here by their keys, so it never leaves
    the server: what is derived from it may, if it is of several people or of the reader alone.
    """

    plausible: dict[str, dict[str, int]]
    relevant: dict[Pair, dict[str, int]]
    roles: dict[str, Role]

    def scores(self, people: Collection[str] | None = None) -> Scores:
        """From the votes of all, or of these people."""
        return scores_of(self.plausible, self.relevant, people)

    def people_with(self, role: Role) -> frozenset[str]:
        return frozenset(person for person, own in self.roles.items() if own == role)


class Spread(NamedTuple):
    """How often each step was chosen; None where that would tell who chose it."""

    total: int
    counts: tuple[int, ...] | None


def votes_of(debate: Debate) -> Votes:
    """Two queries once for each version of the debate and of its votes."""
    return kept_at("votes", debate, stamp_of(debate), _votes)


def stamp_of(debate: Debate) -> tuple[int, int]:
    """What everything depends on that votes are a part of."""
    return debate.version, debate.votes_version


def scores_in(debate: Debate) -> Scores:
    """What strengths start from, by the debate's setting."""
    return UNSAID if debate.base == Base.NEUTRAL else votes_of(debate).scores()


def own_votes(person: Person, claim: Claim) -> dict[Question, Vote]:
    """The person's votes on the claim."""
    if not person.is_authenticated:
        return {}
    own = Vote.objects.filter(person=person, claim=claim)
    found = {Question(vote.question): vote for vote in own}
    for vote in found.values():
        vote.claim = claim
    return found


def own_votes_in(person: Person, debate: Debate) -> list[Vote]:
    """All of the person's in a debate, with what of their claims tells whether they hold.

    Not on what is kept back.
    """
    own = Vote.objects.filter(person=person, debate=debate).select_related("claim")
    shown = own.exclude(claim__state__in=[state.value for state in KEPT_BACK])
    return list(shown.only("question", "value", "revision", "parent", *_OF_THE_CLAIM))


def ways_through(debate: Debate) -> list[int]:
    """The claims that are voted on, level by level: theses, then their replies. Once a version."""
    return kept_of("ways", debate, _ways)


def spreads_of(debate: Debate, claim: Claim) -> dict[Question, Spread]:
    """How the votes on the claim are spread, one for each question that has any."""
    votes = Vote.objects.filter(claim=claim).that_count_in(debate).order_by()
    counted = votes.values_list("question", "value").annotate(Count("pk"))
    counts: dict[Question, list[int]] = {}
    for question, value, number in counted:
        counts.setdefault(Question(question), [0] * STEPS)[value] = number
    return {question: spread(steps) for question, steps in counts.items()}


def spread(counts: Collection[int]) -> Spread:
    total = sum(counts)
    return Spread(total, tuple(counts) if total >= SPREAD_FROM else None)


def shows_others(debate: Debate, *, voted: bool) -> bool:
    """Whether somebody is shown how others voted on a claim that they have, or have not, voted on.

    Where nobody can vote any more, nobody can be swayed: there AFTER is as ALWAYS.
    """
    if debate.votes_shown == VotesShown.AFTER:
        return voted or debate.phase in (Phase.CLOSED, Phase.ARCHIVED)
    return debate.votes_shown == VotesShown.ALWAYS


def _votes(debate: Debate) -> Votes:
    plausible: dict[str, dict[str, int]] = {}
    relevant: dict[Pair, dict[str, int]] = {}
    votes = Vote.objects.filter(debate=debate).that_count_in(debate)
    # How many have voted is told: those who did so below what is hidden must not be among them.
    votes = votes.exclude(claim__in=Claim.objects.held_back_in(debate).order_by().values("pk"))
    rows = votes.order_by("claim", "person")
    people = {}
    for claim, parent, person, administers, value in rows.values_list(
        "claim", "parent", "person", "person__is_superuser", "value"
    ):
        people[person] = administers
        if parent is None:
            plausible.setdefault(str(claim), {})[str(person)] = value
        else:
            relevant.setdefault((str(claim), str(parent)), {})[str(person)] = value
    return Votes(plausible, relevant, _roles(debate, people))


def _ways(debate: Debate) -> list[int]:
    claims = Claim.objects.filter(debate=debate).that_count().exclude(kind=Kind.QUESTION.value)
    return list(claims.by_level().values_list("pk", flat=True))


def _roles(debate: Debate, people: dict[int, bool]) -> dict[str, Role]:
    members = dict(Membership.objects.filter(debate=debate).values_list("user", "role"))
    return {
        str(person): Role.OWNER
        if administers
        else role_in(debate, signed_in=True, membership=members.get(person))
        for person, administers in people.items()
    }
