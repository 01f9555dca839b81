from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from debates.models import Claim, Debate


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """To the claim where it is now: its debate's address may change, its own number does not.

    Numbers can be guessed and the address of an unlisted debate must not be, so of those only
    their members are led to it.
    """
    listed = Debate.objects.listed_for(request.user)
    seen = Claim.objects.visible_to(request.user).filter(debate__in=listed).select_related("debate")
    response = redirect(get_object_or_404(seen, pk=pk))
    response["Cache-Control"] = "private, no-cache"
    return response
