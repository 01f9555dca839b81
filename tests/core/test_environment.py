from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from core.secret import Environment


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The environment names a file with this in it."""
    monkeypatch.setattr(Environment.ENVIRON, "files_cache", {})

    def give(name: str, text: str) -> Environment:
        path = tmp_path / name
        path.write_text(text)
        monkeypatch.setenv(f"{name}_FILE", str(path))
        return Environment()

    return give


def test_the_end_of_a_secrets_line_is_no_part_of_it(given):
    assert given("A_SECRET", "hush\n").str("A_SECRET") == "hush"


def test_the_address_of_the_database_may_be_a_file(given):
    address = "postgres://rejoinder:hush@database/rejoinder\n"

    found = given("DATABASE_URL", address).db("DATABASE_URL")

    assert (found["NAME"], found["PASSWORD"]) == ("rejoinder", "hush")


def test_the_address_of_the_mail_server_may_be_a_file(given):
    found = given("EMAIL_URL", "smtp+tls://u:hush@mail.example.org:587\r\n").email_url("EMAIL_URL")

    assert (found["EMAIL_HOST_PASSWORD"], found["EMAIL_PORT"]) == ("hush", 587)


def test_a_file_goes_before_the_environments_own(given, monkeypatch):
    monkeypatch.setenv("A_SECRET", "old")

    assert given("A_SECRET", "new").str("A_SECRET") == "new"


def test_a_file_that_cannot_be_read_is_named(given, tmp_path):
    env = given("A_SECRET", "hush")
    (tmp_path / "A_SECRET").unlink()

    with pytest.raises(ImproperlyConfigured, match="A_SECRET_FILE names a file"):
        env.str("A_SECRET", default="")
