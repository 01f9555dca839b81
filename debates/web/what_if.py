"""What if some claims were accepted and others rejected: all in the address, nothing is kept."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from debates.models.judging import judgement_of
from debates.models.reckoning import Reckoning, reckoning_of
from debates.reasoning.grounded import Standing
from debates.reasoning.whatif import Shift, shifts, supposing
from debates.web.head import head_of
from debates.web.judged import Named, named, those
from debates.web.unchanged import unless_unchanged
from debates.web.visit import Visit
from debates.web.weight import STANDING_WORDS, bar, difference, number_of, word_for
from debates.web.why import weights_of

SUPPOSED_MOST = 20
A_PAGE = 50
TRIED_FIRST = 8
_DIGITS_MOST = 18


class Supposed(NamedTuple):
    """Claims by their keys, as the address names them. ``left_out`` counts what it names in vain:
    numbers of nothing that counts here, and what is more than the most.
    """

    accepted: tuple[int, ...] = ()
    rejected: tuple[int, ...] = ()
    left_out: int = 0

    def without(self, key: int) -> "Supposed":
        return Supposed(
            tuple(one for one in self.accepted if one != key),
            tuple(one for one in self.rejected if one != key),
        )

    def accepting(self, key: int) -> "Supposed":
        other = self.without(key)
        return other._replace(accepted=(*other.accepted, key))

    def rejecting(self, key: int) -> "Supposed":
        other = self.without(key)
        return other._replace(rejected=(*other.rejected, key))

    @property
    def query(self) -> str:
        sides = (("accept", self.accepted), ("reject", self.rejected))
        parts = [f"{name}={','.join(map(str, keys))}" for name, keys in sides if keys]
        return f"?{'&'.join(parts)}" if parts else ""


class Choice(NamedTuple):
    """A claim with the ways to suppose something of it; empty is the way that is taken."""

    claim: Named
    supposed: str
    accept: str
    reject: str
    leave: str


class ShiftRow(NamedTuple):
    choice: Choice
    before: str
    after: str
    by: str
    gauge: str
    word: str
    turned: str


@require_safe
@unless_unchanged
def what_if(request: HttpRequest, visit: Visit) -> HttpResponse:
    reckoning, weights = reckoning_of(visit.debate), weights_of(visit.debate)
    supposed = supposed_in(request, reckoning)
    address = reverse("what_if", args=[visit.debate.slug])
    moved = _moved(reckoning, supposed)
    page = Paginator(moved, A_PAGE).get_page(request.GET.get("page"))
    to_try = [] if moved else _to_try(visit, reckoning, supposed)
    keys = {str(key) for key in (*supposed.accepted, *supposed.rejected)}
    keys |= {shift.key for shift in page.object_list} | set(to_try)
    known = named(visit, keys, weights)
    context: dict[str, Any] = head_of(visit, "verdict") | {
        "page_name": "what_if",
        "basis": weights.basis,
        "supposed": supposed,
        "choices": _choices(address, supposed, known, (*supposed.accepted, *supposed.rejected)),
        "to_try": _choices(address, supposed, known, map(int, to_try)),
        "page": page,
        "rows": [_row(shift, address, supposed, known) for shift in page if shift.key in known],
        "counts": bool(reckoning.framework.keys),
        "most": SUPPOSED_MOST,
        "full": len(supposed.accepted) + len(supposed.rejected) >= SUPPOSED_MOST,
        "share": request.build_absolute_uri(address + supposed.query),
    }
    return render(request, "debates/what_if.html", context)


def supposed_in(request: HttpRequest, reckoning: Reckoning) -> Supposed:
    """A claim that is named twice is what it was named first, and rejected before accepted."""
    chosen: dict[int, str] = {}
    left_out = 0
    for name in ("reject", "accept"):
        for text in request.GET.get(name, "").split(",")[: SUPPOSED_MOST * 2]:
            key = _key(text.strip(), reckoning)
            if key is None or (key not in chosen and len(chosen) >= SUPPOSED_MOST):
                left_out += bool(text.strip())
            else:
                chosen.setdefault(key, name)
    accepted = tuple(key for key, name in chosen.items() if name == "accept")
    rejected = tuple(key for key, name in chosen.items() if name == "reject")
    return Supposed(accepted, rejected, left_out)


def _key(text: str, reckoning: Reckoning) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS_MOST):
        return None
    key = int(text)
    return key if reckoning.knows(str(key)) else None


def _moved(reckoning: Reckoning, supposed: Supposed) -> list[Shift]:
    """What would change, the largest change first."""
    if not (supposed.accepted or supposed.rejected):
        return []
    after = supposing(
        reckoning.framework,
        accepted=map(str, supposed.accepted),
        rejected=map(str, supposed.rejected),
    )
    return shifts(reckoning.framework, after, reckoning.basis.semantics, reckoning.scores)


def _to_try(visit: Visit, reckoning: Reckoning, supposed: Supposed) -> list[str]:
    """Where the first thesis turns: a place to begin."""
    first = next(iter(reckoning.framework.theses), None)
    told = judgement_of(visit.debate, int(first)) if first else None
    if told is None:
        return []
    taken = {str(key) for key in (*supposed.accepted, *supposed.rejected)}
    return [crux.key for crux in told.cruxes if crux.key not in taken][:TRIED_FIRST]


def _choices(
    address: str, supposed: Supposed, known: dict[str, Named], keys: Iterable[int]
) -> list[Choice]:
    return [_choice(claim, address, supposed) for claim in those(map(str, keys), known)]


def _choice(claim: Named, address: str, supposed: Supposed) -> Choice:
    key = claim.pk
    now = "accepted" if key in supposed.accepted else "rejected" if key in supposed.rejected else ""
    return Choice(
        claim=claim,
        supposed=now,
        accept="" if now == "accepted" else address + supposed.accepting(key).query,
        reject="" if now == "rejected" else address + supposed.rejecting(key).query,
        leave=address + supposed.without(key).query if now else "",
    )


def _row(shift: Shift, address: str, supposed: Supposed, known: dict[str, Named]) -> ShiftRow:
    turned = shift.stood is not shift.stands
    return ShiftRow(
        choice=_choice(known[shift.key], address, supposed),
        before=number_of(shift.before),
        after=number_of(shift.after),
        by=difference(shift.before, shift.after),
        gauge=bar(round(shift.after * 100)),
        word=word_for(shift.after),
        turned=_turned(shift.stood, shift.stands) if turned else "",
    )


def _turned(stood: Standing, stands: Standing) -> str:
    return f"{STANDING_WORDS[stood].word} now, {_WOULD[stands]}"


_WOULD = {
    Standing.IN: "would stand",
    Standing.OUT: "would fall",
    Standing.UNDECIDED: "would be undecided",
}
