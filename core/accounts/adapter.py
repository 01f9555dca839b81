"""What django-allauth does our way: limits, links in mails, user names."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.accounts.models import User
from core.accounts.names import checked_name
from core.security import attempts
from core.security.devices import remember_device
from core.security.limits import take_mail
from core.security.places import address_of
from core.security.site import absolute

_NO_SUCH_ACCOUNT = "account/email/unknown_account"


class Accounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "That name and that password do not belong together.",
        "email_password_mismatch": "That address and that password do not belong together.",
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Counted before the password is looked at, and given back if it is right."""
        login = credentials.get("username") or credentials.get("email") or ""
        attempt = attempts.begin(request, attempts.PASSWORD, login)
        person = super().authenticate(request, **credentials)
        if person is None:
            attempt.failed()
        else:
            attempt.succeeded()
        return person

    def post_login(self, request: HttpRequest, user: User, **said: Any) -> HttpResponse:
        """After the last step of signing in: browser and network are known to the account."""
        answer = super().post_login(request, user, **said)
        logins = [attempts.plain(login) for login in (user.username, user.email) if login]
        if settings.THROTTLES:
            attempts.remember_network(request, logins)
        remember_device(request, answer, logins)
        return answer

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def is_safe_url(self, url: str) -> bool:
        try:
            return super().is_safe_url(url)
        except ValueError:  # no address at all, such as "https://["
            return False

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return super().clean_username(checked_name(username), shallow)

    def should_send_confirmation_mail(
        self, request: HttpRequest, email_address: EmailAddress, signup: bool
    ) -> bool:
        return take_mail(email_address.email)

    def send_account_already_exists_mail(self, email: str) -> None:
        if take_mail(email):
            super().send_account_already_exists_mail(email)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        if take_mail(email):
            super().send_password_reset_mail(user, email, context)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Links lead to the site as it is set, wherever the request claims to have been sent."""
        if template_prefix == _NO_SUCH_ACCOUNT and not take_mail(email):
            return
        told = {name: on_the_site(value) for name, value in context.items()}
        told["current_site"] = {"name": settings.SITE_URL.partition("//")[2] or settings.SITE_NAME}
        super().send_mail(template_prefix, email, told)


def on_the_site(value: Any) -> Any:
    request = allauth_context.request
    if request is None or not isinstance(value, str):
        return value
    here = request.build_absolute_uri("/")
    return absolute(request, f"/{value.removeprefix(here)}") if value.startswith(here) else value
