"""Which thesis a page is about, and the claims that it names."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.http import Http404, HttpRequest
from django.utils.safestring import SafeString

from debates.argument.words import Kind
from debates.models import Claim
from debates.models.reckoning import Reckoning
from debates.web.ledger_rows import claims_named
from debates.web.visit import Visit
from debates.web.why import Weights
from debates.web.words import excerpt, label_of, without_links, words_of

# So many theses of a question are offered beside the one that is shown.
THESES_MOST = 30


class Named(NamedTuple):
    """A claim as a list names it."""

    pk: int
    kind: str
    label: str
    noun: str
    text: SafeString
    excerpt: str
    url: str
    weight: SafeString


def key_in(request: HttpRequest, name: str) -> int | None:
    """The number that the address gives; 404 where it gives something else."""
    if name not in request.GET:
        return None
    text = request.GET[name]
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404("There is no such claim.")
    return int(text)


def thesis_asked(request: HttpRequest, visit: Visit, reckoning: Reckoning) -> Claim | None:
    """The thesis above the claim that the address names, if it counts, else the first that does."""
    key = key_in(request, "at")
    thread = visit.thread(key)[:2] if key is not None else []
    for claim in thread:
        if claim.kind == Kind.THESIS and reckoning.knows(str(claim.pk)):
            return claim
    first = next(iter(reckoning.framework.theses), None)
    return visit.claim(int(first)) if first else None


def theses_beside(reckoning: Reckoning) -> list[str]:
    """The first theses of a question; none where there is only one."""
    theses = reckoning.framework.theses
    return theses[:THESES_MOST] if len(theses) > 1 else []


def named(visit: Visit, keys: Collection[str], weights: Weights) -> dict[str, Named]:
    """The claims with these keys as far as the person sees them, in one query."""
    if not keys:
        return {}
    known = claims_named(visit.claims, keys)
    return {key: _named(visit.at_home(claim), weights) for key, claim in known.items()}


def those(keys: Iterable[str], known: dict[str, Named]) -> list[Named]:
    return [known[key] for key in keys if key in known]


def _named(claim: Claim, weights: Weights) -> Named:
    return Named(
        pk=claim.pk,
        kind=claim.kind,
        label=label_of(claim),
        noun=words_of(claim).noun,
        text=without_links(claim.text_html),
        excerpt=excerpt(claim.text_html),
        url=claim.get_absolute_url(),
        weight=weights.of(claim.pk),
    )
