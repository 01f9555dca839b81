"""The second step of signing in, by django-allauth, with our words and a drawing of our own."""

from collections.abc import Callable
from typing import Any

import qrcode
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.accounts.models import User
from core.security import attempts
from core.security.sealing import seal, unseal


class TwoFactor(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": (
            "With two-step sign-in on, every address of the account must be a confirmed one. "
            "Turn it off first, add the address, confirm it, and turn it on again."
        ),
        "cannot_generate_recovery_codes": "Recovery codes come with two-step sign-in: turn it on.",
        "incorrect_code": (
            "This code is not right. Each works once and for half a minute: type the one that "
            "the app shows now, or one of your recovery codes."
        ),
        "unverified_email": (
            "Confirm all email addresses of your account first: two-step sign-in must not lock an "
            "address that is not known to be yours."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        """The name in the app. An address may change, and be read over one's shoulder."""
        return user.username

    def build_totp_svg(self, url: str) -> SafeString:
        """Drawn for the page itself, whose policy allows no picture out of a data address."""
        code = qrcode.QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        squares = [
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        ]
        return format_html(
            '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="Code to scan">'
            '<path d="{1}"/></svg>',
            len(rows),
            "".join(squares),
        )


def _asks_for(form: forms.Form, label: str, help_text: str) -> None:
    field = form.fields["code"]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class CodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_for(self, "Code", "Six digits from your authenticator app, or a recovery code.")

    def clean_code(self) -> str:
        return _counted(self.user, super().clean_code)


class CodeAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_for(self, "Code", "Six digits from your authenticator app, or a recovery code.")

    def clean_code(self) -> str:
        return _counted(self.user, super().clean_code)


def _counted(person: User, check: Callable[[], str]) -> str:
    attempt = attempts.begin(context.request, attempts.CODE, person.username)
    try:
        code = check()
    except forms.ValidationError:
        attempt.failed()
        raise
    attempt.succeeded()
    return code


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks_for(self, "Code", "The six digits that the app shows now.")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
