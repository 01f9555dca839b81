"""Looking for another claim of the same debate: where to move one, what to link it to."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest

from debates.models import Claim
from debates.models.claims import ClaimQuerySet
from debates.web.visit import Visit
from debates.web.words import label_of, without_links

_MOST = 20
_WORDS_MAX = 200
_WORDS_MOST = 8
_LONGEST_KEY = 18


class Found(NamedTuple):
    """A claim that was looked for; ``why_not`` says why it cannot be taken."""

    claim: Claim
    label: str
    text: str
    why_not: str


def looked_for(
    request: HttpRequest, visit: Visit, why_not: Callable[[Claim], str]
) -> dict[str, Any]:
    """What ``debates/_look_for.html`` needs: the words asked for and the claims that have them."""
    words = words_asked(request)
    claims = list(_claims_with(visit, words)) if words else []
    found = [
        Found(one, label_of(one), without_links(one.text_html), why_not(one))
        for one in map(visit.at_home, claims[:_MOST])
    ]
    return {"words": words, "found": found, "more": len(claims) > _MOST}


def words_asked(request: HttpRequest) -> str:
    """What ``q`` asks for, without the one character that PostgreSQL cannot even look for."""
    return " ".join(request.GET.get("q", "").replace("\x00", "").split())[:_WORDS_MAX]


def claim_named(visit: Visit, key: str) -> Claim | None:
    """The claim whose key a form or an address gives, if the person may read it."""
    if not (key.isascii() and key.isdigit()) or len(key) > _LONGEST_KEY:
        return None
    found = visit.claims.filter(pk=int(key)).first()
    return visit.at_home(found) if found else None


def _claims_with(visit: Visit, words: str) -> ClaimQuerySet:
    """Those with all the words, or parts of words, in any order; the first of the debate first."""
    claims = visit.claims.in_reading_order()
    for word in words.split()[:_WORDS_MOST]:
        claims = claims.filter(text__icontains=word)
    return claims[: _MOST + 1]
