"""Where what a claim says can be checked: adding a source, and taking one off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from debates import operations
from debates.errors import NotAllowed, Refusal
from debates.models import Source
from debates.permissions import Action
from debates.web.claim_forms import SourceForm, said, typed_or_kept
from debates.web.claims import claim_page
from debates.web.sessions import signed_in
from debates.web.visit import visit_to


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def add_source(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    claim = visit.claim(pk)
    visit.require(Action.ADD_SOURCE, own=visit.owns(claim.author_id))
    form = SourceForm(*typed_or_kept(request))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            operations.add_source(request.user, claim, asked["new_source"], key=asked["key"])
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, said(refusal))
        else:
            messages.success(request, "The source is added.")
            return redirect(claim)
    status = 422 if form.is_bound else 200
    context = claim_page(visit, claim) | {"form": form}
    return render(request, "debates/add_source.html", context, status=status)


@require_POST
@signed_in
def remove_source(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    sources = Source.objects.in_use().select_related("claim")
    source = get_object_or_404(sources, pk=pk, claim__in=visit.claims)
    operations.remove_source(request.user, source)
    messages.success(request, "The source is taken off. The history of the claim keeps it.")
    return redirect(visit.at_home(source.claim))
