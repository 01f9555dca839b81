"""My votes: those that wait to be confirmed, and the debates in which I voted."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.accounts.models import User
from debates.models import Claim, Debate, Phase, Question, Vote
from debates.models.mine import votes_to_confirm
from debates.web.ballots import STEP_WORDS, why_it_waits
from debates.web.sessions import signed_in
from debates.web.words import label_of, without_links

A_PAGE = 25
DEBATES_SHOWN = 50
_QUESTIONS = {
    Question.PLAUSIBILITY: "Plausible",
    Question.RELEVANCE: "Matters to what it is about",
}


class Waiting(NamedTuple):
    vote: Vote
    claim: Claim
    label: str
    html: SafeString
    asked: str
    answer: str
    why: str
    url: str


class VotedIn(NamedTuple):
    debate: Debate
    votes: int
    may_go_on: bool


@never_cache
@require_safe
@signed_in
def my_votes(request: HttpRequest) -> HttpResponse:
    votes = votes_to_confirm(request.user).select_related("claim", "debate").order_by("-pk")
    page = Paginator(votes, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "here": "my_votes",
        "page": page,
        "waiting": [_waiting(vote) for vote in page],
        "debates": _voted_in(request.user),
    }
    return render(request, "me/votes.html", shown)


def _waiting(vote: Vote) -> Waiting:
    claim, question = vote.claim, Question(vote.question)
    claim.debate = vote.debate
    return Waiting(
        vote,
        claim,
        label_of(claim),
        without_links(claim.text_html),
        _QUESTIONS[question],
        STEP_WORDS[question][vote.value],
        why_it_waits(vote),
        reverse("vote_on", args=[vote.debate.slug, claim.pk]),
    )


def _voted_in(person: User) -> list[VotedIn]:
    counted = Vote.objects.filter(person=person).order_by().values_list("debate")
    numbers = dict(counted.annotate(Count("pk")))
    debates = Debate.objects.visible_to(person).filter(pk__in=numbers).order_by("-active_at", "-pk")
    return [
        VotedIn(debate, numbers[debate.pk], debate.phase in (Phase.DRAFT, Phase.OPEN))
        for debate in debates.defer("background", "background_html")[:DEBATES_SHOWN]
    ]
