import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from core.management.commands import prepare


@pytest.fixture
def asked(monkeypatch):
    """The commands that it calls."""
    names = []

    def call(name, **options):
        names.append(name)

    monkeypatch.setattr(prepare, "call_command", call)
    return names


def test_it_checks_first_and_then_brings_the_database_up_to_date(asked):
    call_command("prepare")

    assert asked == ["check", "migrate", "createcachetable"]


def test_where_another_machine_migrates_it_only_checks(asked):
    call_command("prepare", "--check-only")

    assert asked == ["check"]


def test_unsafe_settings_keep_the_server_from_starting(settings, db):
    settings.PRODUCTION = settings.DEBUG = True

    with pytest.raises(SystemCheckError, match="DEBUG and PRODUCTION exclude each other"):
        call_command("prepare")
