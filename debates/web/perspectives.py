"""How strong claims are as different people see it, side by side: never as one other person."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from debates.models import Claim, Debate, Role
from debates.models.debate import Person, VotesShown
from debates.models.reckoning import Reckoning, named_in_a_sentence, reckoning_of
from debates.models.votes import SPREAD_FROM, Votes, shows_others, votes_of
from debates.reasoning.groups import told_apart
from debates.reasoning.perspectives import agreeing, scores_of
from debates.reasoning.strengths import Scores, strengths
from debates.web.head import head_of
from debates.web.judged import Named, key_in, named, those
from debates.web.unchanged import unless_unchanged
from debates.web.visit import Visit
from debates.web.weight import bar, difference, number_of, word_for
from debates.web.why import weights_of
from debates.web.words import without_links

# What is seen the same up to the second digit is not listed.
LEAST_APART = 0.005
CLAIMS_MOST = 20
_ROLES = (Role.OWNER, Role.MODERATOR, Role.EDITOR, Role.WRITER, Role.SUGGESTER, Role.READER)


class Group(NamedTuple):
    """Some people whose votes count together; where they said nothing, those of everybody."""

    name: str
    count: int
    scores: Scores


class Cell(NamedTuple):
    number: str
    word: str
    gauge: SafeString
    differs: str


class Line(NamedTuple):
    claim: Named
    cells: list[Cell]


@require_safe
@unless_unchanged
def perspectives(request: HttpRequest, visit: Visit) -> HttpResponse:
    debate = visit.debate
    key = key_in(request, "agree")
    chosen = visit.claim(key) if key is not None else None
    reckoning, weights, votes = reckoning_of(debate), weights_of(debate), votes_of(debate)
    refused = _why_not(debate, votes, visit.person, chosen) if chosen else ""
    groups = [*_all_and_oneself(votes, visit.person)]
    if chosen and not refused:
        people = agreeing(votes.plausible, str(chosen.pk))
        groups += _together(votes, [("Who agrees with it", people)])
    elif debate.votes_shown != VotesShown.NEVER:
        groups += _together(votes, [(_plural(role), votes.people_with(role)) for role in _ROLES])
    values = [_values(reckoning, group) for group in groups]
    keys = _seen_apart(reckoning, values)
    context: dict[str, Any] = head_of(visit, "verdict") | {
        "page_name": "perspectives",
        "basis": weights.basis,
        "method": named_in_a_sentence(reckoning.basis.semantics),
        "neutral": reckoning.basis.voters is None,
        "fewest": SPREAD_FROM,
        "groups": groups,
        "chosen": chosen,
        "chosen_text": without_links(chosen.text_html) if chosen else "",
        "refused": refused,
        "lines": [_line(one, values) for one in those(keys, named(visit, keys, weights))],
        "agreeable": debate.votes_shown != VotesShown.NEVER,
    }
    return render(request, "debates/perspectives.html", context)


def _all_and_oneself(votes: Votes, person: Person) -> Iterable[Group]:
    everybody = votes.scores()
    if votes.roles:
        yield Group("Everybody", len(votes.roles), everybody)
    own = str(person.pk)
    if own in votes.roles and len(votes.roles) > 1:
        yield Group("Yourself", 1, _over(everybody, votes.scores({own})))


def _together(votes: Votes, named: list[tuple[str, Collection[str]]]) -> list[Group]:
    """Those of the groups of which anything may be told beside the votes of all."""
    groups = [people for _, people in named]
    plausible = told_apart(votes.plausible, groups, SPREAD_FROM)
    relevant = told_apart(votes.relevant, groups, SPREAD_FROM)
    everybody = votes.scores()
    return [
        Group(name, len(people), _over(everybody, scores_of(on_claims, on_steps)))
        for (name, people), on_claims, on_steps in zip(named, plausible, relevant, strict=True)
        if (on_claims or on_steps) and len(people) < len(votes.roles)
    ]


def _over(everybody: Scores, own: Scores) -> Scores:
    return Scores({**everybody.bases, **own.bases}, {**everybody.relevance, **own.relevance})


def _plural(role: Role) -> str:
    return f"{role.name.capitalize()}s"


def _why_not(debate: Debate, votes: Votes, person: Person, chosen: Claim) -> str:
    """Why those who agree with a claim are not shown; empty where they are."""
    cast = votes.plausible.get(str(chosen.pk), {})
    if debate.votes_shown == VotesShown.NEVER:
        return "By its settings, this debate tells nobody how others voted."
    if not shows_others(debate, voted=str(person.pk) in cast):
        return "Vote on it yourself first: until then you aren’t told how others did."
    agreed = agreeing(votes.plausible, str(chosen.pk))
    if len(agreed) < SPREAD_FROM:
        return f"Fewer than {SPREAD_FROM} people agree with it so far: too few to be shown."
    if len(votes.roles) - len(agreed) < SPREAD_FROM:
        return "Nearly everybody agrees with it: how the few others see it would show."
    return ""


def _values(reckoning: Reckoning, group: Group) -> dict[str, float]:
    return strengths(reckoning.framework, reckoning.basis.semantics, group.scores).claims


def _seen_apart(reckoning: Reckoning, values: list[dict[str, float]]) -> list[str]:
    """The theses, then the claims that are seen most differently."""
    if not values:
        return []
    theses = reckoning.framework.theses[:CLAIMS_MOST]
    spread = {
        key: max(value[key] for value in values) - min(value[key] for value in values)
        for key in reckoning.framework.keys
    }
    rest = sorted(spread.keys() - set(theses), key=lambda key: (-spread[key], int(key)))
    return [*theses, *(key for key in rest if spread[key] >= LEAST_APART)][:CLAIMS_MOST]


def _line(claim: Named, values: list[dict[str, float]]) -> Line:
    numbers = [value[str(claim.pk)] for value in values]
    return Line(claim, [_cell(number, numbers[0]) for number in numbers])


def _cell(strength: float, of_all: float) -> Cell:
    differs = "" if number_of(strength) == number_of(of_all) else difference(of_all, strength)
    return Cell(number_of(strength), word_for(strength), bar(round(strength * 100)), differs)
