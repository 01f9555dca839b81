from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from debates import operations
from debates.errors import NotAllowed, Refusal
from debates.models import Debate, Phase
from debates.web.debate_forms import NewDebateForm, as_typed
from debates.web.sessions import kept_draft, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_debate(request: HttpRequest) -> HttpResponse:
    """Open a debate about one thesis, or about a question with several answers."""
    if request.method != "POST":
        draft = kept_draft(request)
        return _form(request, NewDebateForm(initial=as_typed(draft) if draft else None))
    if "more" in request.POST:
        return _with_another_option(request)
    form = NewDebateForm(request.POST)
    if debate := form.is_valid() and _opened(request, form):
        messages.success(request, _WHAT_NEXT[debate.phase])
        return redirect(debate)
    return _form(request, form, status=422)


def _opened(request: HttpRequest, form: NewDebateForm) -> Debate | None:
    try:
        return operations.open_debate(request.user, **form.debate())
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, refusal.message)
    return None


def _with_another_option(request: HttpRequest) -> HttpResponse:
    """The same form with one more line; nothing is judged yet."""
    typed = as_typed(request.POST)
    return _form(request, NewDebateForm(initial={**typed, "option": [*typed["option"], ""]}))


def _form(request: HttpRequest, form: NewDebateForm, status: int = 200) -> HttpResponse:
    return render(request, "debates/new_debate.html", {"form": form}, status=status)


_WHAT_NEXT = {
    Phase.OPEN: "Your debate is open. Make the first arguments, or send its address to others.",
    Phase.DRAFT: "Your draft is kept. Only members see it until you open it in its settings.",
}
