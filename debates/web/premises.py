"""Linked premises: what a claim holds together with, and the page that links and parts them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from debates import operations
from debates.argument.words import State
from debates.errors import NotAllowed, Refusal
from debates.models import Claim, Link
from debates.operations.premises import MOST_PREMISES
from debates.permissions import Action
from debates.web.claim_forms import said
from debates.web.claims import claim_page
from debates.web.sessions import signed_in
from debates.web.visit import Visit, visit_to
from debates.web.words import without_links

MOST_OFFERED = 100


class Premise(NamedTuple):
    """Something that a claim holds only together with; ``by`` is whose it is."""

    pk: int
    text: SafeString
    url: str
    is_withdrawn: bool
    by: int


class _Checks(forms.CheckboxSelectMultiple):
    template_name = "components/_choices.html"


class PremisesForm(forms.Form):
    """The siblings that a claim is to be linked with."""

    premises = forms.MultipleChoiceField(
        label="Which of these hold only together with it?",
        widget=_Checks,
        error_messages={
            "required": "Choose at least one of them.",
            "invalid_choice": "One of them is not there any more. Look again.",
        },
    )

    def __init__(self, *args: Any, offered: Sequence[Premise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["premises"].choices = [(str(one.pk), one.text) for one in offered]

    def chosen(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["premises"]]


def premises_with(visit: Visit, claim: Claim) -> list[Premise]:
    """What the claim is linked with, as far as the person sees it; asked for only if anything."""
    if claim.premise_group is None:
        return []
    group = {"premise_group": claim.premise_group}
    siblings = (
        visit.claims.filter(parent=claim.parent_id, **group).exclude(pk=claim.pk).order_by("lft")
    )
    links = Link.objects.filter(target=claim.parent_id, claim__in=visit.claims.order_by(), **group)
    linked = [link.claim for link in links.select_related("claim").order_by("pk")]
    return [_premise(visit, one) for one in (*siblings, *linked)]


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def premises(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    visit = visit_to(slug, request.user)
    claim = visit.claim(pk)
    visit.require(Action.LINK_PREMISES, own=visit.owns(claim.author_id))
    offered = _offered(visit, claim)
    form = PremisesForm(request.POST or None, offered=offered)
    if request.method == "GET":
        return _page(request, visit, claim, form, offered)
    do = request.POST.get("do", "")
    if do not in _PARTING and not form.is_valid():
        return _page(request, visit, claim, form, offered, status=422)
    try:
        if do in _PARTING:
            _PARTING[do](request.user, claim)
        else:
            operations.link_premises(request.user, [claim, *_claims(visit, form.chosen())])
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.is_valid()
        form.add_error(None, said(refusal))
        return _page(request, visit, claim, form, offered, status=422)
    messages.success(request, _DONE.get(do, "They hold only together now."))
    return redirect(claim)


_PARTING = {
    "out": operations.take_premise_out,
    "apart": operations.dissolve_premises,
}
_DONE = {
    "out": "It holds by itself now.",
    "apart": "Each of them holds by itself now.",
}


def _claims(visit: Visit, keys: Sequence[int]) -> list[Claim]:
    return [visit.at_home(claim) for claim in visit.claims.filter(pk__in=keys)]


def _offered(visit: Visit, claim: Claim) -> list[Premise]:
    """Siblings that do the same as the claim, and that the person may link with it."""
    if claim.stance is None or claim.state != State.VISIBLE:
        return []
    same = {"parent": claim.parent_id, "kind": claim.kind, "aim": claim.aim}
    alike = visit.claims.filter(state=State.VISIBLE.value, **same).order_by("lft")
    if not visit.may(Action.LINK_PREMISES):
        alike = alike.filter(author=visit.person.pk)
    if claim.premise_group is not None:
        alike = alike.exclude(premise_group=claim.premise_group)
    return [_premise(visit, one) for one in alike.exclude(pk=claim.pk)[:MOST_OFFERED]]


def _premise(visit: Visit, claim: Claim) -> Premise:
    claim = visit.at_home(claim)
    text = without_links(claim.text_html)
    return Premise(claim.pk, text, claim.get_absolute_url(), claim.is_withdrawn, claim.author_id)


def _page(
    request: HttpRequest,
    visit: Visit,
    claim: Claim,
    form: PremisesForm,
    offered: Sequence[Premise],
    *,
    status: int = 200,
) -> HttpResponse:
    linked = premises_with(visit, claim)
    edits = visit.may(Action.LINK_PREMISES)
    context = claim_page(visit, claim) | {
        "form": form,
        "linked": linked,
        "offered": offered,
        "most": MOST_PREMISES,
        "edits": edits,
        "fixed": claim.stance is None or claim.state != State.VISIBLE,
        "may_dissolve": len(linked) > 1 and (edits or all(visit.owns(one.by) for one in linked)),
    }
    return render(request, "debates/premises.html", context, status=status)
