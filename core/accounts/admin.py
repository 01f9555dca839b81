"""Accounts, for those who run the site: rights, and letting somebody in who lost the second step.

Profiles belong to people, so they are only shown. Nobody is deleted here: erasing an account, on
its owner's own page, keeps what others have answered.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.models import Authenticator
from allauth.usersessions.admin import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.urls import reverse

from core.accounts.models import User

# One way in: with allauth's limits on attempts, and whatever is asked beyond the password.
admin.site.login = secure_admin_login(admin.site.login)
# allauth's pages for these would show the secrets of second steps, and where people are.
admin.site.unregister([Authenticator, UserSession])

_RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = (
        "username",
        "display_name",
        "email",
        "is_staff",
        "is_active",
        "erased_at",
        "last_login",
    )
    list_filter = (
        "is_staff",
        "is_superuser",
        "is_active",
        ("erased_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("username", "display_name", "email")
    ordering = ("-pk",)
    show_full_result_count = False
    actions = None
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Profile", {"fields": ("display_name", "email", "about", "profile_shown_to")}),
        ("Where they are", {"fields": ("time_zone", "language")}),
        ("Rights", {"fields": ("is_active", *_RIGHTS)}),
        ("Dates", {"fields": ("date_joined", "last_login", "profile_changed_at", "erased_at")}),
    )
    _profile = (
        "username",
        "display_name",
        "email",
        "about",
        "profile_shown_to",
        "time_zone",
        "language",
        "date_joined",
        "last_login",
        "profile_changed_at",
        "erased_at",
    )

    def view_on_site(self, person: User) -> str:
        return reverse("person", args=[person.username])

    def get_readonly_fields(self, request: HttpRequest, person: User | None = None) -> Any:
        if person is None:
            return ()
        return self._profile if request.user.is_superuser else (*self._profile, *_RIGHTS)

    def has_change_permission(self, request: HttpRequest, person: User | None = None) -> bool:
        """Whoever is no superuser changes no superuser: their password would be the next step."""
        above = person is not None and person.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, person) and not above

    def has_delete_permission(self, request: HttpRequest, person: User | None = None) -> bool:
        return False


@admin.register(Authenticator)
class SecondStepAdmin(AuthenticatorAdmin):
    """Not its secret. To delete both of somebody's lets them in with their password alone."""

    list_select_related = ("user",)
    list_filter = ("type",)
    search_fields = ("user__username", "user__email")
    fields = readonly_fields = ("user", "type", "created_at", "last_used_at")
    show_full_result_count = False
    view_on_site = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, one: Authenticator | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, one: Authenticator | None = None) -> bool:
        above = one is not None and one.user.is_superuser and not request.user.is_superuser
        return super().has_delete_permission(request, one) and not above
