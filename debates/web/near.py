"""Whether what somebody is about to write is said in the debate already."""

import json
from collections.abc import Mapping
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from debates.argument.near import fingerprint, nearest
from debates.argument.prose import TYPED_MAX, visible
from debates.argument.words import KEPT_BACK, Stance, State
from debates.models import Claim, Debate
from debates.models.kept import kept_of
from debates.permissions import Action
from debates.web.head import head_of
from debates.web.visit import Visit, visit_to
from debates.web.words import excerpt, label_of, without_links, without_tags

_LONGEST_KEY = 19  # digits


class Match(NamedTuple):
    """A claim that says nearly the same. ``where`` is what it argues about, in words."""

    claim: Claim
    label: str
    text: SafeString
    where: str
    link_url: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def near_matches(request: HttpRequest, slug: str) -> HttpResponse:
    """A page for ``text``, or the fragment below a composer's field for htmx.

    The composer posts what is being typed, so that no unfinished text is part of an address.
    """
    visit = visit_to(slug, request.user)
    asked = request.POST if request.method == "POST" else request.GET
    text, below = asked.get("text", ""), _below(visit, asked.get("below", ""))
    found = near_to(visit, text, below, asked.get("stance", ""))
    if request.htmx:
        return render(request, "debates/_near_answer.html", found)
    context = head_of(visit, "") | found | {"text": text, "below": below, "focus": below}
    return render(request, "debates/near.html", context)


def while_typing(visit: Visit, below: Claim, name: str) -> dict[str, str]:
    """What lets a composer's field ask for it: an answer goes below the field, and no further."""
    return {
        "hx-post": reverse("near_matches", args=[visit.debate.slug]),
        "hx-params": "csrfmiddlewaretoken, text, below, stance",
        "hx-vals": json.dumps({"below": str(below.pk), "stance": name}),
        "hx-trigger": "input changed delay:700ms",
        "hx-target": f"#{name}-near",
        "hx-sync": "this:replace",
    }


def near_to(visit: Visit, text: str, below: Claim | None, stance: str) -> dict[str, Any]:
    """What ``debates/_near.html`` needs; ``below`` is what the text is to argue about."""
    name = stance if stance in {*Stance, "thesis"} else ""
    if len(text) > TYPED_MAX:
        problem = f"This is too long to be compared: at most {TYPED_MAX:,} characters are."
        return {"matches": [], "name": name, "problem": problem}
    matches = [_match(visit, claim, below, name) for claim in _nearest(visit, visible(text))]
    return {"matches": matches, "name": name, "problem": "", "sought": bool(text.strip())}


def _below(visit: Visit, key: str) -> Claim | None:
    if not key:
        return None
    if not key.isdecimal() or len(key) > _LONGEST_KEY:
        raise Http404("There is no such claim.")
    return visit.claim(int(key))


def _nearest(visit: Visit, text: str) -> list[Claim]:
    """The likest first. Only those among what the person may read are ever compared."""
    found = nearest(fingerprint(text), fingerprints_for(visit))
    keys = [near.key for near in found]
    found_now = visit.claims.filter(pk__in=keys).select_related("parent")
    # What was hidden a moment ago may still have replies in sight: it is not quoted for them.
    claims = {one.pk: one for one in found_now if not one.parent or visit.sight.shows(one.parent)}
    return [visit.at_home(claims[key]) for key in keys if key in claims]


def fingerprints_for(visit: Visit) -> dict[int, str]:
    """By claims: all that the person may read of the debate, in reading order."""
    everyones = _fingerprints(visit.debate)
    return {**everyones, **_own_fingerprints(visit, everyones)}


def _fingerprints(debate: Debate) -> Mapping[int, str]:
    """Of all claims that everyone who reads the debate sees, once for each version of it."""
    return kept_of("near", debate, _boiled_down)


def _boiled_down(debate: Debate) -> dict[int, str]:
    seen = Claim.objects.filter(tree_id=debate.pk).exclude(state__in=KEPT_BACK)
    known: dict[int, str] = {}
    for pk, parent, html in seen.in_reading_order().values_list("pk", "parent", "text_html"):
        if parent is None or parent in known:
            known[pk] = fingerprint(_plain(html))
    return known


def _own_fingerprints(visit: Visit, everyones: Mapping[int, str]) -> dict[int, str]:
    """Of what this person sees and not everyone: never kept, as the next reader is another one."""
    if not visit.holds_back or not visit.person.is_authenticated:
        return {}
    held_back = Claim.objects.held_back_in(visit.debate).in_reading_order()
    known: dict[int, str] = {}
    for claim in held_back.only("parent", "state", "author", "text_html"):
        above = claim.parent_id
        sees_above = above is None or above in everyones or above in known
        if sees_above and visit.sight.shows(claim):
            known[claim.pk] = fingerprint(_plain(claim.text_html))
    return known


def _plain(html: str) -> str:
    return unescape(without_tags(html))


def _match(visit: Visit, claim: Claim, below: Claim | None, name: str) -> Match:
    return Match(
        claim=claim,
        label=label_of(claim),
        text=without_links(claim.text_html),
        where=_where(claim, below),
        link_url=_link_url(visit, claim, below, name),
    )


def _where(claim: Claim, below: Claim | None) -> str:
    if below and claim.pk == below.pk:
        return "It is what you are answering."
    if claim.parent is None:
        return "It is what the debate is about."
    if below and claim.parent_id == below.pk:
        return "It stands here already, beside what you are writing."
    does = {Stance.PRO: "Supports", Stance.CON: "Opposes", None: "Answers"}[claim.stance]
    return f"{does} “{excerpt(claim.parent.text_html)}”"


def _link_url(visit: Visit, claim: Claim, below: Claim | None, name: str) -> str:
    """Where the claim can be made to argue here too, if the person may do that."""
    if below is None or name not in set(Stance) or claim.stance is None:
        return ""
    stand = claim.state == State.VISIBLE and below.state == State.VISIBLE
    if not stand or claim.pk == below.pk or claim.parent_id == below.pk:
        return ""
    if not visit.may(Action.LINK, own=visit.owns(claim.author_id)):
        return ""
    address = reverse("link_claim", args=[visit.debate.slug, claim.pk])
    return f"{address}?{urlencode({'target': below.pk, 'stance': name})}"
