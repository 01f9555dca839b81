"""A debate changes hands: its owner offers it on one page, the other accepts on another."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.accounts.models import User
from debates import operations
from debates.models import Debate, Handover, Membership, Role
from debates.permissions import Action
from debates.web.head import head_of
from debates.web.member_forms import HEIRS_SHOWN, OfferForm, SureForm, carried_out, posted
from debates.web.sessions import signed_in
from debates.web.visit import Visit, visit_to


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def handover(request: HttpRequest, slug: str) -> HttpResponse:
    visit = visit_to(slug, request.user)
    offer = Handover.objects.filter(debate=visit.debate).select_related("to").first()
    if offer and visit.owns(offer.to_id):
        return _answering(request, visit)
    visit.require(Action.CONFIGURE)
    if offer:
        return _waiting(request, visit, offer)
    return _offering(request, visit)


def _answering(request: HttpRequest, visit: Visit) -> HttpResponse:
    """For whom the debate is offered to."""
    if "decline" in request.POST:
        return _ended(request, visit, "You have declined. The debate stays with its owner.")
    words = "I take this debate over, and look after it from now on"
    form = SureForm(posted(request), words=words)
    if form.is_valid():
        operations.accept_handover(request.user, visit.debate)
        messages.success(request, "This debate is yours now.")
        return redirect("debate_settings", visit.debate.slug)
    owner = Membership.objects.filter(debate=visit.debate, role=Role.OWNER).select_related("user")
    return _page(request, visit, "accept_handover", form=form, owner=owner.first())


def _waiting(request: HttpRequest, visit: Visit, offer: Handover) -> HttpResponse:
    """For the owner who has offered it."""
    if "end" in request.POST:
        return _ended(request, visit, "The offer is called off. The debate stays as it is.")
    return _page(request, visit, "handover_waiting", offer=offer)


def _ended(request: HttpRequest, visit: Visit, words: str) -> HttpResponse:
    operations.end_handover(request.user, visit.debate)
    messages.success(request, words)
    return redirect("members", visit.debate.slug)


def _offering(request: HttpRequest, visit: Visit) -> HttpResponse:
    heirs = _heirs(visit.debate, request.POST.get("person") or request.GET.get("to", ""))
    form = OfferForm(posted(request), heirs=heirs, initial={"person": request.GET.get("to")})
    if form.is_valid():
        person = get_object_or_404(User, pk=form.cleaned_data["person"])
        offered = carried_out(
            form, lambda: operations.offer_handover(request.user, visit.debate, person)
        )
        if offered:
            messages.success(request, f"The debate is offered to {person}, who accepts or not.")
            return redirect("handover", visit.debate.slug)
    return _page(request, visit, "handover", form=form, heirs=heirs)


def _heirs(debate: Debate, chosen: str) -> list[Membership]:
    """The members with the most rights, and the one who was chosen elsewhere."""
    members = Membership.objects.filter(debate=debate, role__gt=Role.NONE, role__lt=Role.OWNER)
    members = members.filter(user__is_active=True, user__erased_at=None)
    first = members.order_by("-role", "user__username").values("pk")[:HEIRS_SHOWN]
    wanted = Q(pk__in=list(first.values_list("pk", flat=True)))
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 19:
        wanted |= Q(user=int(chosen))
    return list(members.filter(wanted).select_related("user").order_by("-role", "user__username"))


def _page(request: HttpRequest, visit: Visit, name: str, **more: object) -> HttpResponse:
    form = more.get("form")
    status = 422 if isinstance(form, SureForm) and form.errors else 200
    shown = {**head_of(visit, "members"), **more}
    return render(request, f"debates/{name}.html", shown, status=status)
