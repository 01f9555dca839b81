"""What is a person's own: the debates they have to do with, and what waits for them there."""

from collections.abc import Iterable, Mapping

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from core.accounts.models import User
from debates.argument.words import IN_REVIEW, State
from debates.models.attention import NOTABLE, Follow, Seen
from debates.models.claim import Claim
from debates.models.debate import Debate, Phase
from debates.models.event import Event
from debates.models.invitation import Answer, Handover, JoinRequest
from debates.models.membership import Membership, Role
from debates.models.vote import Vote

# So many of the latest changes of each debate are looked at for what is unseen or new.
LATEST = 500

# The part of a person's debates that is all of them and those that they asked to join.
ALSO_ASKED = "also asked"

Counts = dict[int, int]
_OVER = [Phase.CLOSED.value, Phase.ARCHIVED.value]


def debates_of(person: User, part: str = "all") -> QuerySet[Debate]:
    """Those that a person owns, belongs to, follows or wrote in, and may read; the last first.

    Each knows its ``own_role`` (None without one), whether it ``is_followed``, and ``seen``, the
    version that they have read.
    """
    own = Membership.objects.filter(user=person, debate=OuterRef("pk"), role__gt=Role.NONE)
    follows = Follow.objects.filter(person=person, debate=OuterRef("pk"))
    seen = Seen.objects.filter(person=person, debate=OuterRef("pk"))
    return (
        Debate.objects.visible_to(person)
        .filter(_part_of(person, part))
        .annotate(
            own_role=Subquery(own.values("role")[:1]),
            is_followed=Exists(follows.filter(claim=None)),
            seen=Subquery(seen.values("version")[:1]),
        )
        .order_by("-active_at", "-pk")
        .defer("background", "background_html")
    )


def _part_of(person: User, part: str) -> Q:
    member = Membership.objects.filter(user=person, role__gt=Role.NONE)
    parts = {
        "own": member.filter(role=Role.OWNER),
        "member": member.exclude(role=Role.OWNER),
        "followed": Follow.objects.filter(person=person),
        "wrote": Claim.objects.filter(author=person).order_by(),
    }
    if part in parts:
        return Q(pk__in=parts[part].values("debate"))
    # By their keys and not by what each debate has: people have to do with few of all debates. As
    # one list: several of them make PostgreSQL look at every debate that there is.
    lists = [member, parts["followed"], parts["wrote"]]
    if part == ALSO_ASKED:
        lists.append(JoinRequest.objects.filter(person=person).order_by())
    first, *rest = (rows.values("debate") for rows in lists)
    return Q(pk__in=first.union(*rest))


def unseen_counts(person: User, debates: Iterable[Debate]) -> Counts:
    """Of each of these ``debates_of`` theirs, how many claims are new or changed since a visit.

    Counted over the latest changes of each, by others, of what the person may read. Two queries.
    """
    unread = {debate: debate.seen for debate in debates if debate.seen is not None}
    changed = events_after(unread).filter(verb__in=NOTABLE, claim__isnull=False)
    keys = set(changed.exclude(actor=person).values_list("claim", flat=True))
    return _counted(Claim.objects.visible_to(person).filter(pk__in=keys))


def events_after(versions: Mapping[Debate, int]) -> QuerySet[Event]:
    """What happened in each debate after a version, as far as it is among the latest.

    A range of an index for each debate: PostgreSQL reads the whole log for the same as a join.
    """
    after = Q(pk__in=[])
    for debate, version in versions.items():
        after |= Q(debate=debate, version__gt=max(version, debate.version - LATEST))
    return Event.objects.filter(after).order_by()


def waiting_for_review(person: User) -> Counts:
    """Of each debate that the person edits, how many suggestions wait."""
    edited = Membership.objects.filter(user=person, role__gte=Role.EDITOR).values("debate")
    waiting = Claim.objects.filter(state=State.PENDING.value, debate__in=edited)
    return _counted(waiting.exclude(author=person).visible_to(person))


def suggestions_of(person: User) -> QuerySet[Claim]:
    """The person's own claims in review, wherever they still see them."""
    in_review = [state.value for state in IN_REVIEW]
    return Claim.objects.filter(author=person, state__in=in_review).visible_to(person)


def votes_to_confirm(person: User) -> QuerySet[Vote]:
    """Theirs on earlier wordings and places, where they can still do something about it.

    Asked for in steps: most people have none, and then the first is the last.
    """
    votes = Vote.objects.filter(person=person).to_confirm()
    keys = list(votes.order_by().values_list("claim", flat=True))
    stands = Claim.objects.filter(pk__in=keys, state=State.VISIBLE.value).visible_to(person)
    seen = list(stands.exclude(debate__phase__in=_OVER).values_list("pk", flat=True))
    return votes.filter(claim__in=seen)


def handovers_to(person: User) -> QuerySet[Handover]:
    readable = Debate.objects.visible_to(person)
    return Handover.objects.filter(to=person, debate__in=readable).select_related("debate")


def requests_waiting_for(person: User) -> Counts:
    """Of each debate whose members the person manages, how many ask to join."""
    managed = Membership.objects.filter(user=person, role__gte=Role.MODERATOR).values("debate")
    return _counted(JoinRequest.objects.filter(debate__in=managed, answer=Answer.WAITING.value))


def requests_of(person: User) -> QuerySet[JoinRequest]:
    """What the person asked for and was not answered yet."""
    waiting = JoinRequest.objects.filter(person=person, answer=Answer.WAITING.value)
    return waiting.filter(debate__in=Debate.objects.visible_to(person)).select_related("debate")


def _counted(rows: QuerySet) -> Counts:
    return dict(rows.order_by().values_list("debate").annotate(Count("pk")))
