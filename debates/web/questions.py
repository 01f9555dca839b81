"""The critical questions that stand beside a claim whose scheme is named."""

from typing import NamedTuple

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.safestring import SafeString

from debates.argument.schemes import SCHEMES, CriticalQuestion, Scheme
from debates.argument.words import Kind, Stance, State
from debates.models import Claim
from debates.models.reading import Sight
from debates.web.digest import Digest
from debates.web.visit import Visit
from debates.web.words import without_links


class TakenUp(NamedTuple):
    """The first claim that asks a question or answers it; ``more`` do so beside it."""

    pk: int
    url: str
    kind: str
    text: SafeString
    became: str
    more: int


class Beside(NamedTuple):
    """One critical question: who asks it, who answers it, and where one can do either."""

    question: CriticalQuestion
    asked: TakenUp | None
    answered: TakenUp | None
    ask_url: str
    answer_url: str


class Questions(NamedTuple):
    scheme: Scheme
    beside: list[Beside]

    @property
    def untouched(self) -> int:
        return sum(not one.asked and not one.answered for one in self.beside)


def questions_beside(visit: Visit, claim: Claim, digest: Digest) -> Questions | None:
    """Those of the claim's scheme with what has become of them, in one query; None without one."""
    scheme = SCHEMES.get(claim.scheme)
    if scheme is None or claim.state != State.VISIBLE:
        return None
    taken = _taken_up(visit, claim, scheme, digest)
    return Questions(
        scheme,
        [
            Beside(
                question=question,
                asked=taken.get((question.key, Stance.CON)),
                answered=taken.get((question.key, Stance.PRO)),
                ask_url=_reply_url(visit, claim, Stance.CON, question),
                answer_url=_reply_url(visit, claim, Stance.PRO, question),
            )
            for question in scheme.questions
        ],
    )


def _reply_url(visit: Visit, claim: Claim, stance: Stance, question: CriticalQuestion) -> str:
    return f"{reverse('reply', args=[visit.debate.slug, claim.pk, stance])}?question={question.key}"


def _taken_up(
    visit: Visit, claim: Claim, scheme: Scheme, digest: Digest
) -> dict[tuple[str, Stance], TakenUp]:
    """By question and stance. What waits for review is named where nothing that counts is there."""
    alike = [F("critical_question"), F("kind")]
    waits = Case(When(state=State.PENDING.value, then=Value(1)), default=Value(0))
    taken = (
        Claim.objects.filter(
            _counts_for(visit.sight),
            parent=claim,
            critical_question__in=[question.key for question in scheme.questions],
        )
        .annotate(
            place=Window(RowNumber(), partition_by=alike, order_by=[waits, "lft"]),
            alike=Window(Count("pk"), partition_by=alike),
        )
        .filter(place=1)
        .only("critical_question", "kind", "state", "text_html", "conceded_at", "debate_id")
    )
    return {
        (one.critical_question, _stance(one)): _described(visit.at_home(one), digest)
        for one in taken
    }


def _counts_for(sight: Sight) -> Q:
    """Replies that stand, and those in review as far as the person sees them."""
    stands = Q(state=State.VISIBLE.value)
    if State.PENDING.value in sight.states:
        return stands | Q(state=State.PENDING.value)
    if sight.own is not None:
        return stands | Q(state=State.PENDING.value, author=sight.own)
    return stands


def _stance(claim: Claim) -> Stance:
    return Stance.PRO if claim.kind == Kind.CLAIM else Stance.CON


def _described(claim: Claim, digest: Digest) -> TakenUp:
    return TakenUp(
        pk=claim.pk,
        url=claim.get_absolute_url(),
        kind=claim.kind,
        text=without_links(claim.text_html),
        became=_became(claim, digest),
        more=claim.alike - 1,
    )


def _became(claim: Claim, digest: Digest) -> str:
    if claim.state == State.PENDING:
        return "waiting for review"
    if claim.kind == Kind.CLAIM:
        return ""
    if claim.conceded_at:
        return "conceded"
    return "open" if claim.pk in digest.open else "answered"
