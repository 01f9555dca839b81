"""Answering a claim: the composer as a page, and the same one opened in its place by htmx."""

import json
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from debates import operations
from debates.argument.schemes import SCHEMES
from debates.argument.words import Kind, Stance, State
from debates.errors import NotAllowed, Refusal
from debates.models import Claim
from debates.permissions import Action
from debates.web.cards import answering, column_of
from debates.web.chain import chain_to
from debates.web.claim_forms import ReplyForm, said, typed_or_kept
from debates.web.digest import digest_of
from debates.web.focus import focus_on
from debates.web.head import head_of
from debates.web.near import near_to, while_typing
from debates.web.preview import previewed
from debates.web.questions import questions_beside
from debates.web.sessions import signed_in
from debates.web.visit import Visit, visit_to
from debates.web.why import weighed, weights_along
from debates.web.words import KIND_WORDS, invitation, kind_below, words_of

_STANCES: dict[str, Stance | None] = {"pro": Stance.PRO, "con": Stance.CON, "thesis": None}


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def reply(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    visit = visit_to(slug, request.user)
    parent = visit.claim(pk)
    if name not in _STANCES or (name == "thesis") != (parent.kind == Kind.QUESTION):
        raise Http404("A question is answered by theses, anything else by pros and cons.")
    if request.method == "POST":
        return _posted(request, visit, parent, name)
    visit.require(Action.SUGGEST)
    form = _form(request, parent, name)
    form.fields["text"].widget.attrs["autofocus"] = True
    return _composer(request, visit, parent, name, form)


def _form(request: HttpRequest, parent: Claim, name: str) -> ReplyForm:
    """Its ids carry the name: two composers may be open in one page."""
    typed, kept = typed_or_kept(request)
    if typed and "near" in typed:
        # Nothing is to be posted yet, so what is still missing is no error.
        typed, kept = None, typed.dict()
    from_link = request.GET.get("question", "") if request.method == "GET" else ""
    return ReplyForm(
        typed,
        kept,
        parent=parent,
        stance=_STANCES[name],
        question=(typed or kept).get("question", from_link),
        auto_id=f"{name}_%s",
    )


def _posted(request: HttpRequest, visit: Visit, parent: Claim, name: str) -> HttpResponse:
    form = _form(request, parent, name)
    if "near" in request.POST:
        return _composer(request, visit, parent, name, form)
    if not form.is_valid():
        return _composer(request, visit, parent, name, form, status=422)
    if "preview" in request.POST:
        return _composer(request, visit, parent, name, form)
    try:
        posted = operations.post_claim(request.user, parent, stance=_STANCES[name], **form.asked())
    except Refusal as refusal:
        form.add_error(None, said(refusal))
        status = 403 if isinstance(refusal, NotAllowed) else 422
        return _composer(request, visit, parent, name, form, status=status)
    return _answered(request, visit, parent, name, posted)


def _answered(
    request: HttpRequest, visit: Visit, parent: Claim, name: str, posted: Claim
) -> HttpResponse:
    if request.htmx and not _on_its_own_page(request):
        return _column_with(request, visit, parent, name, posted)
    messages.success(request, _news(posted))
    to = f"{parent.get_absolute_url()}#claim-{posted.pk}"
    return HttpResponseClientRedirect(to) if request.htmx else redirect(to)


def _on_its_own_page(request: HttpRequest) -> bool:
    """Whether the form was sent from its own address, and not from a column of another page."""
    try:
        return urlsplit(request.htmx.current_url or "").path == request.path
    except ValueError:  # no address at all
        return True


def _column_with(
    request: HttpRequest, visit: Visit, parent: Claim, name: str, posted: Claim
) -> HttpResponse:
    """The column with its new card, and out of band what else on the page has changed."""
    visit = visit_to(visit.debate.slug, request.user)
    digest = digest_of(visit.debate)
    weights = weights_along(visit.debate, visit.thread(parent.pk))
    context = {
        **head_of(visit, "columns"),
        "column": column_of(visit, parent, name, digest, weights),
        "claim": parent,
        "noun": words_of(parent).noun,
        "answering": answering(visit, parent),
        "suggesting": not visit.may(Action.POST),
        "digest": digest,
        "weighed": weighed(visit.debate, parent, weights),
        "questions": questions_beside(visit, parent, digest),
        "news": _news(posted),
    }
    response = render(request, "debates/_posted.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = f"#column-{name}", "outerHTML"
    response["HX-Trigger-After-Settle"] = json.dumps({"posted": {"claim": posted.pk}})
    return response


def _news(posted: Claim) -> str:
    noun = KIND_WORDS[Kind(posted.kind)].noun
    if posted.state == State.PENDING:
        return (
            f"Your {noun} is waiting for review: until an editor accepts it, you and the editors "
            "see it."
        )
    return f"Your {noun} is posted."


def _composer(
    request: HttpRequest,
    visit: Visit,
    parent: Claim,
    name: str,
    form: ReplyForm,
    *,
    status: int = 200,
) -> HttpResponse:
    stance = _STANCES[name]
    kind = kind_below(parent, stance)
    form.fields["text"].widget.attrs |= while_typing(visit, parent, name)
    context: dict[str, Any] = {
        "claim": parent,
        "name": name,
        "kind": kind.value,
        "form": form,
        "invitation": invitation(parent, stance),
        "debate": visit.debate,
        "question": form.takes_up,
        "question_scheme": form.takes_up and SCHEMES[parent.scheme],
        "reply_noun": KIND_WORDS[kind].noun,
        "suggesting": not visit.may(Action.POST),
        "answering": answering(visit, parent),
        "action": reverse("reply", args=[visit.debate.slug, parent.pk, name]),
    }
    if "preview" in form.data:
        context["preview"] = previewed(form.data.get("text", ""), form.data.get("detail", ""))
    if "near" in request.POST:
        context["near"] = near_to(visit, request.POST.get("text", ""), parent, name)
    if request.htmx:
        return render(request, "debates/_composer.html", context, status=status)
    thread = visit.thread(parent.pk)
    context |= head_of(visit, "") | focus_on(visit, thread)
    weights = weights_along(visit.debate, thread)
    context |= {
        "focus": parent,
        "chain": chain_to(thread),
        "weighed": weighed(visit.debate, parent, weights),
    }
    return render(request, "debates/reply.html", context, status=status)
