"""Who belongs to a debate, and changing that."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from debates import operations
from debates.errors import NotAllowed
from debates.models import Answer, Debate, Handover, Membership, Role
from debates.permissions import Action
from debates.web.finding import words_asked
from debates.web.head import head_of
from debates.web.invitations import ended_invitations, good_by, good_invitations
from debates.web.mailing import invite_by_mail
from debates.web.member_forms import (
    ROLE_WORDS,
    AddForm,
    RoleForm,
    SureForm,
    carried_out,
    named,
    posted,
)
from debates.web.sessions import signed_in
from debates.web.visit import Visit, visit_to

MEMBERS_A_PAGE = 100
# So many of those who were removed, and of those who ask to join, are shown at once.
OTHERS_SHOWN = 50


class Row(NamedTuple):
    """One member as the list shows them."""

    member: Membership
    role: str
    is_self: bool
    may_change: bool


@never_cache
@require_safe
@signed_in
def members(request: HttpRequest, slug: str) -> HttpResponse:
    visit = visit_to(slug, request.user)
    _require_member(visit)
    asked = words_asked(request)
    listed = Paginator(_members_of(visit.debate, asked), MEMBERS_A_PAGE)
    page = listed.get_page(request.GET.get("page"))
    shown = {
        **head_of(visit, "members"),
        "page": page,
        "rows": [_row(visit, member) for member in page],
        "asked": asked,
        "searchable": asked or page.paginator.num_pages > 1,
        "roles": list(ROLE_WORDS.values()),
        "offer": _offer_to_tell(visit),
        **(_for_managers(visit) if visit.may(Action.MANAGE) else {}),
    }
    return render(request, "debates/members.html", shown)


def _require_member(visit: Visit) -> None:
    if not visit.is_member and not visit.may(Action.MANAGE):
        raise NotAllowed("members_only", "Who the members of a debate are is shown to its members.")


def _members_of(debate: Debate, asked: str) -> QuerySet[Membership]:
    found = Membership.objects.filter(debate=debate).exclude(role=Role.NONE)
    if asked:
        found = found.filter(
            Q(user__username__icontains=asked) | Q(user__display_name__icontains=asked)
        )
    return found.select_related("user").order_by("-role", "user__username")


def _row(visit: Visit, member: Membership) -> Row:
    is_self = member.user_id == visit.person.pk
    may_change = visit.may(Action.MANAGE) and member.role < visit.role and not is_self
    return Row(member, ROLE_WORDS[Role(member.role)].name, is_self, may_change)


def _offer_to_tell(visit: Visit) -> Handover | None:
    """The offer of the debate, for its owner and for whom it is made to."""
    offer = Handover.objects.filter(debate=visit.debate).select_related("to").first()
    if offer and (visit.owns(offer.to_id) or visit.may(Action.CONFIGURE)):
        return offer
    return None


def _for_managers(visit: Visit) -> dict[str, Any]:
    waiting = visit.debate.join_requests.filter(answer=Answer.WAITING.value)
    removed = Membership.objects.filter(debate=visit.debate, role=Role.NONE)
    return {
        "manages": True,
        "let_in_as": Role.WRITER.value,
        "requests": list(waiting.select_related("person")[:OTHERS_SHOWN]),
        "good": good_invitations(visit.debate),
        "ended": ended_invitations(visit.debate),
        "removed": list(removed.select_related("user").order_by("-pk")[:OTHERS_SHOWN]),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add_member(request: HttpRequest, slug: str) -> HttpResponse:
    """By user name at once, by email with an invitation: which is which shows in what was typed."""
    visit = managed(request, slug)
    form = AddForm(posted(request), own=visit.role)
    if form.is_valid():
        answer = _added(request, visit, form)
        if answer:
            return answer
    return form_page(request, visit, "debates/add_member.html", form)


def _added(request: HttpRequest, visit: Visit, form: AddForm) -> HttpResponse | None:
    person, role = form.cleaned_data.get("person"), form.cleaned_data["role"]
    if person is None:
        return invite_by_mail(request, visit, form)
    added = carried_out(form, lambda: operations.set_role(request.user, visit.debate, person, role))
    if added is None:
        return None
    messages.success(request, f"{person} is {named(role)} of this debate now.")
    return redirect("members", visit.debate.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def member_role(request: HttpRequest, slug: str, person: int) -> HttpResponse:
    visit = managed(request, slug)
    found = Membership.objects.filter(debate=visit.debate).select_related("user")
    member = get_object_or_404(found, user__id=person)
    if member.role >= visit.role:
        raise NotAllowed("not_above_them", "You change the roles of those below your own role.")
    sent = posted(request)
    removes = sent is not None and "remove" in sent
    role = RoleForm(None if removes else sent, own=visit.role, initial={"role": member.role})
    remove = SureForm(
        sent if removes else None, words=f"Yes, remove {member.user}", auto_id="remove-%s"
    )
    form = remove if removes else role
    if form.is_valid() and _role_changed(request, visit, member, form):
        return redirect("members", slug)
    shown = {"member": member, "remove": remove, "barred": member.role == Role.NONE}
    shown |= {"is_owner": visit.may(Action.CONFIGURE), "links": good_by(visit.debate, member.user)}
    return form_page(request, visit, "debates/member_role.html", role, failed=form, **shown)


def _role_changed(
    request: HttpRequest, visit: Visit, member: Membership, form: RoleForm | SureForm
) -> bool:
    role = form.cleaned_data.get("role", Role.NONE)
    person = member.user
    done = carried_out(form, lambda: operations.set_role(request.user, visit.debate, person, role))
    if done is None:
        return False
    if role == Role.NONE:
        messages.success(request, f"{person} is removed. What they wrote stays.")
    elif role == member.role:
        messages.info(request, f"{person} stays {named(role)}.")
    else:
        messages.success(request, f"{person} is {named(role)} now.")
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave_debate(request: HttpRequest, slug: str) -> HttpResponse:
    visit = visit_to(slug, request.user)
    _require_member(visit)
    form = SureForm(posted(request), words="Yes, I leave")
    if form.is_valid():
        left = carried_out(form, lambda: operations.leave_debate(request.user, visit.debate))
        if left is not None:
            messages.success(request, f"You have left “{visit.debate}”. What you wrote stays.")
            reads_on = Debate.objects.visible_to(request.user).filter(pk=visit.debate.pk).exists()
            return redirect(visit.debate if reads_on else "explore")
    owned = Membership.objects.filter(debate=visit.debate, user=request.user, role=Role.OWNER)
    return form_page(request, visit, "debates/leave_debate.html", form, owns=owned.exists())


# ---- for all pages about members


def managed(request: HttpRequest, slug: str) -> Visit:
    visit = visit_to(slug, request.user)
    visit.require(Action.MANAGE)
    return visit


def form_page(
    request: HttpRequest, visit: Visit, template: str, form: Any, **more: Any
) -> HttpResponse:
    """A page of one form or two; 422 where the one that was sent ``failed``."""
    failed = more.pop("failed", form)
    shown = {**head_of(visit, "members"), "form": form, **more}
    return render(request, template, shown, status=422 if failed.errors else 200)
