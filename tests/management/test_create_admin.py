import io

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from core.accounts.models import User
from core.management.commands import create_admin
from core.secret import Environment

GRACE = ("--username", "grace", "--email", "grace@example.org")
PASSWORD = "nine lives of a cat"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def nobody_there(monkeypatch, db):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    monkeypatch.setattr(Environment.ENVIRON, "files_cache", {})


@pytest.fixture
def somebody_there(monkeypatch):
    """Who types, and what."""

    def types(*passwords: str, answers: tuple[str, ...] = ()) -> None:
        typed, said = iter(passwords), iter(answers)
        monkeypatch.setattr("sys.stdin", Terminal())
        monkeypatch.setattr(create_admin.getpass, "getpass", lambda question: next(typed))
        monkeypatch.setattr("builtins.input", lambda question: next(said))

    return types


def test_without_a_password_a_link_is_printed_by_which_one_is_set_once(capsys, settings):
    settings.SITE_URL = "https://debates.example.org"

    call_command("create_admin", *GRACE)

    grace = User.objects.get(username="grace")
    assert grace.is_superuser
    assert grace.is_staff
    assert not grace.has_usable_password()
    assert EmailAddress.objects.get(user=grace).verified
    link = capsys.readouterr().out.split()[-1]
    assert link.startswith("https://debates.example.org/accounts/password/reset/key/")
    sets_password(link.removeprefix("https://debates.example.org"))
    grace.refresh_from_db()
    assert grace.check_password(PASSWORD)
    assert b'name="password1"' not in Client().get(link, follow=True).content


def sets_password(path: str) -> None:
    client = Client()
    form = client.get(path, follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": PASSWORD, "password2": PASSWORD})


def test_the_password_comes_from_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))

    call_command("create_admin", *GRACE, "--password-stdin")

    assert User.objects.get(username="grace").check_password(PASSWORD)


def test_or_from_the_environment_and_its_files(monkeypatch, tmp_path):
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    monkeypatch.setenv("ADMIN_PASSWORD_FILE", str(tmp_path / "password"))

    call_command("create_admin", *GRACE)

    assert User.objects.get(username="grace").check_password(PASSWORD)


def test_whoever_sits_there_is_asked(somebody_there):
    somebody_there(PASSWORD, PASSWORD, answers=("grace", "grace@example.org"))

    call_command("create_admin")

    assert User.objects.get(username="grace").check_password(PASSWORD)


def test_typed_twice_it_has_to_be_the_same(somebody_there):
    somebody_there(PASSWORD, "another one")

    with pytest.raises(CommandError, match="two different passwords"):
        call_command("create_admin", *GRACE)
    assert not User.objects.exists()


def test_there_is_one_first_administrator_and_another_only_when_asked(admin):
    with pytest.raises(CommandError, match="root administers this site already"):
        call_command("create_admin", *GRACE)

    call_command("create_admin", *GRACE, "--another")

    assert User.objects.filter(is_superuser=True).count() == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Say --username"),
        (("--username", "grace"), "Say --email"),
        (("--username", "grace", "--email", "nowhere"), "valid email address"),
        (("--username", "gr@ce", "--email", "grace@example.org"), "no @ in it"),
        (("--username", "ben", "--email", "grace@example.org"), "already"),
        (("--username", "grace", "--email", "Ben@example.org"), "with this address already"),
        ((*GRACE, "--password-stdin"), "no password on standard input"),
    ],
)
def test_it_says_why_not(ben, arguments, says):
    EmailAddress.objects.create(user=ben, email="ben@example.org")

    with pytest.raises(CommandError, match=says):
        call_command("create_admin", *arguments)
    assert User.objects.count() == 1


def test_a_password_that_is_too_weak_makes_nobody(monkeypatch):
    monkeypatch.setenv("ADMIN_PASSWORD", "12345")

    with pytest.raises(CommandError, match="too short"):
        call_command("create_admin", *GRACE)
    assert not User.objects.exists()
