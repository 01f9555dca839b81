"""Asking to become a member of a debate that one reads, and being answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from debates import operations
from debates.models import JoinRequest, Role
from debates.operations.joining import may_ask_again_at
from debates.permissions import READ_ONLY
from debates.web.head import head_of
from debates.web.member_forms import (
    AskForm,
    DeclineForm,
    RoleForm,
    carried_out,
    named,
    posted,
)
from debates.web.members import form_page, managed
from debates.web.sessions import kept_draft, signed_in
from debates.web.visit import Visit, visit_to


def may_ask(visit: Visit) -> bool:
    """Whether joining would let the person do what they may not do now. Asks no database."""
    return (
        visit.person.is_authenticated
        and not visit.is_member
        and visit.role < Role.WRITER
        and visit.debate.phase not in READ_ONLY
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def join_debate(request: HttpRequest, slug: str) -> HttpResponse:
    visit = visit_to(slug, request.user)
    form = AskForm(posted(request), initial=_drafted(request))
    if form.is_valid():
        asked = carried_out(
            form, lambda: operations.ask_to_join(request.user, visit.debate, **form.cleaned_data)
        )
        if asked:
            return redirect("join_debate", slug)
    latest = _latest(visit)
    again = may_ask_again_at(latest) if latest else timezone.now()
    shown = {
        **head_of(visit, ""),
        "form": form,
        "latest": latest,
        "again": again,
        "may_ask_now": again <= timezone.now(),
        "joined": visit.is_member,
        "role": named(visit.role),
        "may_post": visit.role >= Role.WRITER,
    }
    return render(request, "debates/join_debate.html", shown, status=422 if form.errors else 200)


def _drafted(request: HttpRequest) -> dict[str, str]:
    draft = kept_draft(request)
    return draft.dict() if draft else {}


def _latest(visit: Visit) -> JoinRequest | None:
    return visit.debate.join_requests.filter(person=visit.person).order_by("-pk").first()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer_request(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = managed(request, slug)
    asked = get_object_or_404(visit.debate.join_requests.select_related("person"), pk=pk)
    sent = posted(request)
    declines = sent is not None and "decline" in sent
    admit = RoleForm(
        None if declines else sent, own=visit.role, initial={"role": Role.WRITER.value}
    )
    decline = DeclineForm(sent if declines else None)
    form = decline if declines else admit
    if form.is_valid() and _answered(request, asked, form):
        return redirect("members", slug)
    shown = {"asked": asked, "decline": decline}
    return form_page(request, visit, "debates/answer_request.html", admit, failed=form, **shown)


def _answered(request: HttpRequest, asked: JoinRequest, form: RoleForm | DeclineForm) -> bool:
    chosen = form.cleaned_data
    if isinstance(form, DeclineForm):
        done = carried_out(form, lambda: operations.decline(request.user, asked, **chosen))
        words = f"The request of {asked.person} is declined."
    else:
        done = carried_out(form, lambda: operations.admit(request.user, asked, **chosen))
        words = f"{asked.person} is {named(done.role)} of this debate now." if done else ""
    if done is None:
        return False
    messages.success(request, words)
    return True
