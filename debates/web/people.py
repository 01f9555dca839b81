"""What others see of a person: as much as the person allows."""

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.accounts.models import Shown, User
from debates.argument.words import Kind
from debates.models import Claim, Debate, Phase, Visibility
from debates.models.debate import Person
from debates.web.words import KIND_WORDS, label_of, without_links

A_PAGE = 20


@never_cache
@require_safe
def person(request: HttpRequest, username: str) -> HttpResponse:
    shown = User.objects.filter(username=username).first()
    if shown is None or not shows_to(shown, request.user):
        raise Http404("There is no such profile.")
    claims = claims_by(shown, request.user)
    page = Paginator(claims.order_by("-created_at", "-pk"), A_PAGE)
    page = page.get_page(request.GET.get("page"))
    context = {
        "person": shown,
        "is_own": shown == request.user,
        "page": page,
        "rows": [(claim, label_of(claim), without_links(claim.text_html)) for claim in page],
        "counts": _counts(claims),
    }
    return render(request, "people/person.html", context)


def shows_to(person: User, viewer: Person) -> bool:
    """Whether there is a profile of this person for the viewer."""
    if not person.is_active or person.erased_at:
        return False
    if person == viewer or person.profile_shown_to == Shown.EVERYBODY:
        return True
    return viewer.is_authenticated and person.profile_shown_to == Shown.SIGNED_IN


def claims_by(person: User, viewer: Person) -> QuerySet[Claim]:
    """What the person argues in public, where the viewer may read it.

    Nothing of debates that are not listed, though the viewer may know them: the page must not lead
    from one to the other. Nothing that not everybody sees, though the viewer may.
    """
    listed = Debate.objects.listed_for(viewer).filter(visibility=Visibility.PUBLIC.value)
    public = listed.exclude(phase=Phase.DRAFT.value)
    claims = Claim.objects.that_count().filter(author=person, debate__in=public)
    return claims.select_related("debate")


def _counts(claims: QuerySet[Claim]) -> list[tuple[str, int, str]]:
    """Kind, number and the word for so many, in the order of the kinds."""
    counted: Mapping[str, int] = dict(claims.order_by().values_list("kind").annotate(Count("pk")))
    return [
        (kind.value, counted[kind], words.noun if counted[kind] == 1 else _plural(words.noun))
        for kind, words in KIND_WORDS.items()
        if kind in counted
    ]


def _plural(noun: str) -> str:
    return f"{noun[:-2]}es" if noun == KIND_WORDS[Kind.THESIS].noun else f"{noun}s"
