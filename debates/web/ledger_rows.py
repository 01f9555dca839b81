"""Rows of a ledger: each challenge or critical question in words, with the way to answer it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString

from debates.argument.challenges import Challenge, Status
from debates.argument.inquiry import Inquiry, QuestionStatus
from debates.argument.schemes import QUESTIONS, scheme_of_question
from debates.argument.words import Stance
from debates.models import Claim
from debates.models.claims import ClaimQuerySet
from debates.web.cards import answering
from debates.web.visit import Visit
from debates.web.why import Weights
from debates.web.words import excerpt, invitation, label_of, without_links, words_of

_TARGET_LENGTH = 100


class Button(NamedTuple):
    """One click; ``note`` is what comes in between, such as signing in."""

    words: str
    url: str
    note: str = ""


class Target(NamedTuple):
    """A claim that is challenged: ``whose`` it is, and the beginning of what it says."""

    whose: str
    noun: str
    excerpt: str
    url: str


class Row(NamedTuple):
    """``became`` says in words what its status rests on."""

    entry: Challenge
    claim: Claim
    label: str
    text: SafeString
    excerpt: str
    depth: str
    became: str
    targets: list[Target]
    buttons: list[Button]
    weight: SafeString


class QuestionRow(NamedTuple):
    """``asked`` and ``answered`` lead to the replies that take the question up, if any do."""

    entry: Inquiry
    text: str
    asked: str
    answered: str
    buttons: list[Button]


class Questioned(NamedTuple):
    """A support and what its scheme invites to ask."""

    claim: Claim
    text: SafeString
    weight: SafeString
    scheme: str
    depth: str
    questions: list[QuestionRow]


def claims_named(claims: ClaimQuerySet, keys: Iterable[str]) -> dict[str, Claim]:
    """The claims of these keys that the person may read, with their authors, in one query.

    What was hidden since the ledger was drawn up is missing.
    """
    found = claims.filter(pk__in=[int(key) for key in keys if key]).select_related("author")
    return {str(claim.pk): claim for claim in found.defer("text", "detail", "detail_html")}


def keys_of(entries: Iterable[Challenge]) -> set[str]:
    """Every claim that rows of these say something of."""
    return {key for one in entries for key in (one.key, one.challenged, *one.also)}


def challenge_rows(
    visit: Visit,
    entries: Iterable[Challenge],
    known: Mapping[str, Claim],
    steps_above: int,
    weights: Weights | None = None,
) -> list[Row]:
    """Those of which both ends are known; ``steps_above`` is the level of the theses."""
    return [
        _row(visit, one, known, steps_above, weights)
        for one in entries
        if one.key in known and one.challenged in known
    ]


def question_rows(
    visit: Visit, entries: Sequence[Inquiry], steps_above: int, weights: Weights
) -> list[Questioned]:
    """Under each support its questions, which follow one another. One query."""
    keys = {key for one in entries for key in (one.claim, one.asked, one.answered)}
    known = claims_named(visit.claims, keys)
    return [
        _questioned(visit, list(some), known, steps_above, weights)
        for key, some in groupby(entries, attrgetter("claim"))
        if key in known
    ]


def _row(
    visit: Visit,
    one: Challenge,
    known: Mapping[str, Claim],
    steps_above: int,
    weights: Weights | None,
) -> Row:
    claim = visit.at_home(known[one.key])
    return Row(
        entry=one,
        claim=claim,
        label=label_of(claim),
        text=without_links(claim.text_html),
        excerpt=excerpt(claim.text_html),
        depth=steps_below(one.depth - steps_above),
        became=became(one),
        targets=[_target(visit, known[key]) for key in (one.challenged, *one.also) if key in known],
        buttons=_buttons(visit, one, claim),
        weight=weights.of(claim.pk) if weights else SafeString(),
    )


def _target(visit: Visit, claim: Claim) -> Target:
    claim = visit.at_home(claim)
    whose = "your" if visit.owns(claim.author_id) else f"{claim.author}’s"
    words = excerpt(claim.text_html, _TARGET_LENGTH)
    return Target(whose, words_of(claim).noun, words, claim.get_absolute_url())


def steps_below(steps: int) -> str:
    return "right below the thesis" if steps == 1 else f"{steps} steps below the thesis"


def became(one: Challenge) -> str:
    if one.status == Status.OPEN:
        return "replies, but none opposes it" if one.replied else "no reply yet"
    if one.status == Status.CONCEDED:
        return "the point was granted"
    by = []
    if one.answers:
        by.append(f"answered by {one.answers} {'reply' if one.answers == 1 else 'replies'}")
    if one.met:
        by.append("met by an amendment")
    said = " and ".join(by)
    return f"reworded after it was {said}" if one.status == Status.STALE else said


def _buttons(visit: Visit, one: Challenge, claim: Claim) -> list[Button]:
    if one.status == Status.STALE:
        changes = reverse("claim_history", args=[visit.debate.slug, claim.pk])
        return [Button("Look again", claim.get_absolute_url()), Button("What changed", changes)]
    return [] if one.status != Status.OPEN else _reply(visit, claim, Stance.CON)


def _reply(
    visit: Visit, claim: Claim, stance: Stance, *, words: str = "", question: str = ""
) -> list[Button]:
    """The way to the composer, or to signing in and from there to it; none where there is none."""
    state = answering(visit, claim).state
    if state == "no":
        return []
    url = reverse("reply", args=[visit.debate.slug, claim.pk, stance.value])
    url += f"?question={question}" if question else ""
    note = "sign in first" if state == "sign in" else ""
    return [Button(words or invitation(claim, stance), url, note)]


def _questioned(
    visit: Visit,
    entries: list[Inquiry],
    known: Mapping[str, Claim],
    steps_above: int,
    weights: Weights,
) -> Questioned:
    claim = visit.at_home(known[entries[0].claim])
    scheme = scheme_of_question(entries[0].question)
    return Questioned(
        claim=claim,
        text=without_links(claim.text_html),
        weight=weights.of(claim.pk),
        scheme=scheme.name if scheme else "",
        depth=steps_below(entries[0].depth - steps_above),
        questions=[_question_row(visit, one, claim, known) for one in entries],
    )


def _question_row(
    visit: Visit, one: Inquiry, claim: Claim, known: Mapping[str, Claim]
) -> QuestionRow:
    asked = known.get(one.asked)
    return QuestionRow(
        entry=one,
        text=QUESTIONS[one.question].text,
        asked=_address(visit, asked),
        answered=_address(visit, known.get(one.answered)),
        buttons=_question_buttons(visit, one, claim, asked),
    )


def _address(visit: Visit, claim: Claim | None) -> str:
    return visit.at_home(claim).get_absolute_url() if claim else ""


def _question_buttons(
    visit: Visit, one: Inquiry, claim: Claim, asked: Claim | None
) -> list[Button]:
    if one.status == QuestionStatus.OPEN and asked:
        return _reply(visit, asked, Stance.CON)
    if one.status != QuestionStatus.UNASKED:
        return []
    return [
        *_reply(visit, claim, Stance.CON, words="Ask it", question=one.question),
        *_reply(visit, claim, Stance.PRO, words="Answer it", question=one.question),
    ]
