"""What ``check --deploy`` says of settings with which a public site is unsafe, or does not work."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core import checks

ROOT = Path(__file__).resolve().parents[2]
KEY = "q7VxN2bK9mPz4LwT8sRj3YcF6hGdA1uEoI5kXnBvQe0WyZrMtSfJgHpC"
GOOD = {
    "PRODUCTION": True,
    "DEBUG": False,
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": ["debates.example.org"],
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DEFAULT_FROM_EMAIL": "Debates <debates@example.org>",
    "DATABASES": {},
    "SECURE_SSL_REDIRECT": True,
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "DATA_DIR": "/nowhere",
    "THROTTLES": True,
}
ALL = [
    checks.debug_is_for_development,
    checks.the_key_cannot_be_guessed,
    checks.hosts_are_named,
    checks.mail_is_sent,
    checks.the_way_to_the_database_is_safe,
    checks.the_proxy_is_counted,
    checks.limits_are_kept,
    checks.data_is_for_us_alone,
]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Any:
    def ask(**settings: Any) -> list[str]:
        monkeypatch.setattr(checks, "settings", SimpleNamespace(**GOOD | settings))
        return [str(message.id).removeprefix("rejoinder.") for check in ALL for message in check()]

    return ask


def postgres(host: str, password: str = "3f9a77c0", **options: str) -> dict[str, Any]:
    return {
        "default": {
            "ENGINE": "core.engines.postgresql",
            "HOST": host,
            "PASSWORD": password,
            "OPTIONS": options,
        }
    }


def test_a_good_site_hears_nothing(said: Any) -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("settings", "ids"),
    [
        ({"DEBUG": True}, ["E005"]),
        ({"DEBUG": True, "PRODUCTION": False}, []),
        ({"SECRET_KEY": KEY[:40]}, ["E006"]),
        ({"SECRET_KEY": "ab" * 40}, ["E006"]),
        ({"SECRET_KEY": f"changeme-{KEY}"}, ["E006"]),
        ({"SECRET_KEY": "0123456789abcdef" * 4}, []),
        ({"ALLOWED_HOSTS": ["debates.example.org", "*"]}, ["E007"]),
        ({"ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"]}, ["W008"]),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, ["W009"]),
        ({"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}, ["W009"]),
        ({"DEFAULT_FROM_EMAIL": "rejoinder@localhost"}, ["W010"]),
        ({"DEFAULT_FROM_EMAIL": "Debates <rejoinder@localhost>"}, ["W010"]),
        ({"ALLAUTH_TRUSTED_PROXY_COUNT": 0}, ["W013"]),
        ({"ALLAUTH_TRUSTED_PROXY_COUNT": 0, "SECURE_SSL_REDIRECT": False}, []),
        ({"THROTTLES": False}, ["W015"]),
        ({"DATABASES": postgres("db.example.org")}, ["W011"]),
        ({"DATABASES": postgres("db.example.org", sslmode="disable")}, ["W011"]),
        ({"DATABASES": postgres("db.example.org", sslmode="verify-full")}, []),
        ({"DATABASES": postgres("198.41.0.4")}, ["W011"]),
        ({"DATABASES": postgres("10.0.0.2,database")}, []),
        ({"DATABASES": postgres("")}, []),
        ({"DATABASES": postgres("/run/postgresql", "")}, []),
        ({"DATABASES": postgres("database", "postgres")}, ["W012"]),
        ({"DATABASES": {"default": {"ENGINE": "core.engines.sqlite3"}}}, []),
    ],
)
def test_it_says_what_is_wrong(said: Any, settings: dict[str, Any], ids: list[str]) -> None:
    assert said(**settings) == ids


def test_files_that_everybody_may_read_are_named(said: Any, tmp_path: Path) -> None:
    for name, mode in [("secret_key", 0o644), ("rejoinder.sqlite3", 0o644), ("a.sqlite3", 0o600)]:
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)

    tmp_path.chmod(0o755)
    assert said(DATA_DIR=tmp_path) == ["W014", "W014"]
    tmp_path.chmod(0o700)
    assert said(DATA_DIR=tmp_path) == []


def started(**environment: str) -> str:
    """What a process with these settings alone says when it reads them."""
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(
        [sys.executable, "-c", "from core import settings; print(settings.SECRET_KEY)"],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
    )
    return (done.stdout or done.stderr).strip().splitlines()[-1]


def test_a_public_site_does_not_start_without_a_secret_key(tmp_path: Path) -> None:
    told = started(PRODUCTION="1", DATA_DIR=str(tmp_path))

    assert "PRODUCTION needs SECRET_KEY or SECRET_KEY_FILE." in told
    assert list(tmp_path.iterdir()) == []


def test_secrets_come_from_files_without_the_end_of_their_line(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")

    told = started(PRODUCTION="1", DATA_DIR=str(tmp_path), SECRET_KEY_FILE=str(tmp_path / "key"))

    assert told == KEY


def test_a_file_of_a_secret_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = started(PRODUCTION="1", SECRET_KEY_FILE=str(tmp_path / "none"))

    assert "SECRET_KEY_FILE names a file that cannot be read" in told
