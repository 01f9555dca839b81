import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from core.accounts.models import User
from core.secret import Environment


class Command(BaseCommand):
    help = (
        "Make the first administrator. The password comes from ADMIN_PASSWORD, ADMIN_PASSWORD_FILE,"
        " or standard input; without one, a link to set it with is printed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", help="asked for if not given")
        parser.add_argument("--email", help="asked for if not given")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )
        parser.add_argument(
            "--another", action="store_true", help="even where there is an administrator already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_a_second(another=options["another"])
        try:
            username = options["username"] or _asked("User name: ", "--username")
            email = options["email"] or _asked("Email address: ", "--email")
            password = _password(options)
            with transaction.atomic():
                admin = _make(username, email, password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{admin.username} administers this site now.")
        if not password:
            hours = settings.PASSWORD_RESET_TIMEOUT // 3600
            self.stdout.write(
                f"Set a password within {hours} hours, with this link. It is good once,"
            )
            self.stdout.write(f"for whoever has it:\n{_link(admin)}")


def _refuse_a_second(*, another: bool) -> None:
    there = User.objects.filter(is_superuser=True, is_active=True).first()
    if there and not another:
        raise CommandError(
            f"{there.username} administers this site already; --another makes one more."
        )


def _asked(question: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise CommandError(f"Say {option}: there is nobody here to ask.")
    return input(question).strip()


def _password(options: dict[str, Any]) -> str:
    if options["password_stdin"]:
        password = sys.stdin.readline().rstrip("\r\n")
        if not password:
            raise CommandError("There was no password on standard input.")
        return password
    given = Environment().str("ADMIN_PASSWORD", default="")
    if given or not sys.stdin.isatty():
        return given
    password = getpass.getpass("Password (none: you get a link to set it with): ")
    if password and getpass.getpass("The same again: ") != password:
        raise CommandError("These were two different passwords.")
    return password


def _make(username: str, email: str, password: str) -> User:
    username = get_adapter().clean_username(username)
    validate_email(email)
    admin = User(username=username, email=email, is_staff=True, is_superuser=True)
    if EmailAddress.objects.filter(email__iexact=email).exists():
        raise ValidationError("There is an account with this address already.")
    if password:
        validate_password(password, admin)
    admin.set_password(password or None)
    admin.full_clean(exclude=["password"])
    admin.save()
    # Whoever runs commands on the server says whose address it is.
    EmailAddress.objects.create(user=admin, email=email, verified=True, primary=True)
    return admin


def _link(admin: User) -> str:
    key = default_token_generator.make_token(admin)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(admin), "key": key},
    )
    return f"{settings.SITE_URL or '(the address of the site)'}{path}"
