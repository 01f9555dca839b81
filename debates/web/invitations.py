"""Invitation links: making and taking them back, for who manages; following one, for its bearer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.accounts.models import User
from core.security.site import absolute
from debates import operations
from debates.errors import Refusal
from debates.models import Debate, Invitation, Membership, Role
from debates.permissions import Action
from debates.web.head import head_of
from debates.web.member_forms import InviteForm, carried_out, named, posted
from debates.web.sessions import signed_in
from debates.web.visit import Visit, visit_to

ENDED_SHOWN = 20
_MEANS = {
    Role.READER: "You can read all of it.",
    Role.SUGGESTER: "You can suggest claims, which show once an editor has accepted them.",
    Role.WRITER: "You can post claims, replies and sources, and edit what you wrote.",
}


def good_invitations(debate: Debate) -> list[Invitation]:
    """Those that let somebody in; a debate has a limited number of them."""
    return list(debate.invitations.filter(_is_good()).select_related("created_by"))


def ended_invitations(debate: Debate) -> list[Invitation]:
    ended = debate.invitations.exclude(_is_good()).select_related("created_by")
    return list(ended[:ENDED_SHOWN])


def good_by(debate: Debate, person: User) -> int:
    """How many invitations they made that still let somebody in."""
    return debate.invitations.filter(_is_good(), created_by=person).count()


def _is_good() -> Q:
    return Q(revoked_at=None, expires_at__gt=timezone.now(), uses__lt=F("most_uses"))


# ---- for who manages


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    visit = visit_to(slug, request.user)
    visit.require(Action.MANAGE)
    form = InviteForm(posted(request))
    if form.is_valid():
        made = carried_out(
            form, lambda: operations.invite(request.user, visit.debate, **form.cleaned_data)
        )
        if made:
            return made_page(request, visit, *made)
    shown = {**head_of(visit, "members"), "form": form}
    return render(request, "debates/invite.html", shown, status=422 if form.errors else 200)


def made_page(
    request: HttpRequest, visit: Visit, invitation: Invitation, token: str, **more: Any
) -> HttpResponse:
    """Shows the link, this once: nobody can read it from what is stored."""
    shown = {
        **head_of(visit, "members"),
        "invitation": invitation,
        "role": named(invitation.role),
        "link": link_of(request, token),
        **more,
    }
    return render(request, "debates/invitation_made.html", shown)


def link_of(request: HttpRequest, token: str) -> str:
    return absolute(request, reverse("invitation", args=[token]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def revoke_invitation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    visit.require(Action.MANAGE)
    invitation = get_object_or_404(visit.debate.invitations, pk=pk)
    if request.method == "POST":
        operations.revoke_invitation(request.user, invitation)
        messages.success(request, "The invitation is taken back. It lets nobody in any more.")
        return redirect("members", slug)
    shown = {
        **head_of(visit, "members"),
        "invitation": invitation,
        "role": named(invitation.role),
    }
    return render(request, "debates/revoke_invitation.html", shown)


# ---- for its bearer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to, and the button that accepts. The address is the secret."""
    response = _followed(request, token)
    # No other page learns the address. Not “no-referrer”: browsers would then send the form without
    # its origin, and it would be refused.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _followed(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = operations.invitation_behind(token, request.user)
        if request.method != "POST":
            return _welcome(request, found)
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        membership = operations.accept_invitation(request.user, token)
    except Refusal as refusal:
        return render(request, "debates/invitation_refused.html", {"why": refusal}, status=404)
    messages.success(request, f"Welcome. You are {named(membership.role)} of this debate.")
    return redirect(found.debate)


def _welcome(request: HttpRequest, found: Invitation) -> HttpResponse:
    held = _role_held(request, found)
    shown = {
        "invitation": found,
        "debate": found.debate,
        "role": named(found.role),
        "means": _MEANS[Role(found.role)],
        "held": named(held) if held else "",
        "has_as_much": held >= found.role,
    }
    return render(request, "debates/invitation.html", shown)


def _role_held(request: HttpRequest, found: Invitation) -> int:
    if not request.user.is_authenticated:
        return Role.NONE
    held = Membership.objects.filter(debate=found.debate_id, user=request.user)
    return held.values_list("role", flat=True).first() or Role.NONE
