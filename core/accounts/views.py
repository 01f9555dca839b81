from allauth.account.decorators import reauthentication_required
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import list_usersessions
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.accounts.forms import ProfileForm, time_zones

_FIELDS = ("display_name", "about", "profile_shown_to", "time_zone", "language")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """What others see of the person, and how dates are shown to them."""
    person = request.user
    form = ProfileForm(
        request.POST or None, initial={name: getattr(person, name) for name in _FIELDS}
    )
    if request.method == "POST" and form.is_valid():
        if form.has_changed():
            for name, value in form.cleaned_data.items():
                setattr(person, name, value)
            # Pages that show the person's name are kept until this moves on.
            person.profile_changed_at = timezone.now()
            person.save(update_fields=[*form.cleaned_data, "profile_changed_at"])
        messages.success(request, "Your profile is saved.")
        return redirect("profile")
    shown = {"form": form, "time_zones": time_zones(), "here": "profile"}
    return render(request, "account/profile.html", shown, status=422 if form.errors else 200)


# To end one's sessions takes the password again: whoever finds the device open has it not.
sessions = login_required(
    reauthentication_required(list_usersessions, allow_get=True, app="allauth.account")
)


@require_POST
@login_required
@reauthentication_required(app="allauth.account")
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out on one other device. This one is what “Sign out” is for."""
    others = UserSession.objects.filter(user=request.user)
    others = others.exclude(session_key=request.session.session_key)
    get_object_or_404(others, pk=pk).end()
    messages.success(request, "That device is signed out.")
    return redirect("usersessions_list")
