"""The front page: debates to read, with what is still open in each."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from debates.argument.counts import Tally
from debates.argument.words import ROOTS, Kind
from debates.models import Claim, Debate, Membership, Role
from debates.models.debate import Person
from debates.models.kept import tallies_of
from debates.models.reckoning import figures_in
from debates.web.debate_forms import ExploreForm, Look
from debates.web.weight import basis_in_words, weight
from debates.web.words import without_links

# So many debates are listed at most, and looked for letters in; a few lines are read of each. The
# search finds words in all that there are.
LISTED = 1_000
# So many debates are ranked at most: counting what is in all there are would have no bound.
RANKED = 500
_RANKINGS: dict[str, Callable[[Tally], int]] = {
    "claims": lambda tally: tally.theses + tally.claims + tally.critiques + tally.rebuttals,
    "open": lambda tally: tally.open,
}
# So many answers to a question are named on its card.
THESES_SHOWN = 4
_SAYS = [kind.value for kind in ROOTS]


class Card(NamedTuple):
    """``theses`` are the first, with their weights; ``more`` counts those beyond them."""

    debate: Debate
    tally: Tally
    theses: list[tuple[str, SafeString]]
    more: int
    basis: str

    @property
    def is_bare(self) -> bool:
        """Whether nothing has been argued yet."""
        return not (self.tally.claims or self.tally.critiques or self.tally.rebuttals)


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    form = ExploreForm(request.GET, person=request.user)
    look = form.look()
    found = in_order(debates_for(request.user, look), look.sort)
    page = Paginator(found, settings.DEBATES_PER_PAGE).get_page(request.GET.get("page"))
    most = RANKED if look.sort in _RANKINGS else LISTED
    shown = {
        "form": form,
        "look": look,
        "page": page,
        "cards": cards(page),
        "bound": most if page.paginator.count == most else 0,
        "looked_in": LISTED,
        "here": "explore",
    }
    return render(request, "debates/explore.html", shown)


def debates_for(person: Person, look: Look) -> QuerySet[Debate]:
    """What the person may be shown of what they look for, the last that changed first."""
    found = Debate.objects.listed_for(person)
    if look.mine and person.is_authenticated:
        own = Membership.objects.filter(debate=OuterRef("pk"), user=person, role__gt=Role.NONE)
        found = found.filter(Exists(own))
    if look.phase:
        found = found.filter(phase=look.phase)
    found = found.order_by("-active_at", "-pk")
    if look.q:
        found = _with_letters(found, look.q).order_by("-active_at", "-pk")
    return found.defer("background", "background_html")


def _with_letters(debates: QuerySet[Debate], letters: str) -> QuerySet[Debate]:
    recent = Debate.objects.filter(pk__in=debates.values("pk")[:LISTED])
    return recent.filter(Q(title__icontains=letters) | Exists(_saying(letters)))


def _saying(words: str) -> QuerySet[Claim]:
    roots = Claim.objects.that_count().filter(debate=OuterRef("pk"), kind__in=_SAYS)
    return roots.filter(text__icontains=words).order_by()


def in_order(debates: QuerySet[Debate], by: str) -> QuerySet[Debate] | list[Debate]:
    """At most LISTED of them: to count and to turn pages of all there are would have no bound."""
    if by in _RANKINGS:
        return _ranked(debates, _RANKINGS[by])
    if by == "new":
        debates = debates.order_by("-pk")  # keys are given as debates are opened
    return debates[:LISTED]


def _ranked(debates: QuerySet[Debate], size: Callable[[Tally], int]) -> list[Debate]:
    """Of the most recently active, by what is kept for each version: nothing is counted twice."""
    recent = list(debates[:RANKED])
    tallies = tallies_of(recent)
    return sorted(recent, key=lambda debate: -size(tallies[debate.pk]))


def cards(debates: Iterable[Debate]) -> list[Card]:
    """Five queries, however many debates there are and however much is in them."""
    debates = list(debates)
    tallies, named, figures = tallies_of(debates), _theses_of(debates), figures_in(debates)
    found = []
    for debate in debates:
        tally, numbers = tallies[debate.pk], figures[debate.pk]
        theses = [(html, weight(numbers.get(key))) for key, html in named.get(debate.pk, [])]
        more = tally.theses - len(theses)
        found.append(Card(debate, tally, theses, more, basis_in_words(numbers.basis)))
    return found


def _theses_of(debates: list[Debate]) -> dict[int, list[tuple[int, str]]]:
    """The first theses of each debate by their keys, as HTML that can stand in a link."""
    placed = Window(RowNumber(), partition_by="debate", order_by=F("lft").asc())
    theses = Claim.objects.that_count().filter(debate__in=debates, kind=Kind.THESIS.value)
    first = theses.annotate(place=placed).filter(place__lte=THESES_SHOWN).order_by("debate", "lft")
    named: dict[int, list[tuple[int, str]]] = {}
    for debate, key, html in first.values_list("debate", "pk", "text_html"):
        named.setdefault(debate, []).append((key, without_links(html)))
    return named
