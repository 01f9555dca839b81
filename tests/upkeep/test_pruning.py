import os
import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from core.upkeep import pruning
from core.upkeep.fingerprint import fingerprint
from debates import operations
from debates.models import Event, Invitation, Role

LONG_AGO = timezone.now() - timedelta(days=200)


@pytest.fixture
def invitations(debate, ada, backups):
    """By what became of each; all were made long ago."""
    made = {}
    for name in ("good", "expired", "just expired", "revoked", "used up"):
        invitation, _ = operations.invite(ada, debate, role=Role.READER, days=30, label=name)
        made[name] = invitation.pk
    rows = Invitation.objects
    rows.update(created_at=LONG_AGO)
    rows.filter(label="expired").update(expires_at=LONG_AGO)
    rows.filter(label="just expired").update(expires_at=timezone.now() - timedelta(days=1))
    rows.filter(label="revoked").update(revoked_at=LONG_AGO)
    rows.filter(label="used up").update(uses=1)
    return made


def session(key: str, **until: int) -> Session:
    return Session.objects.create(
        session_key=key, session_data="", expire_date=timezone.now() + timedelta(**until)
    )


def labels() -> set[str]:
    return set(Invitation.objects.values_list("label", flat=True))


def test_invitations_go_once_they_were_dead_for_long_and_the_log_stays(invitations, capsys):
    events = Event.objects.count()

    call_command("prune")

    assert labels() == {"good", "just expired"}
    assert Event.objects.count() == events
    assert "Removed invitations that let nobody in any more: 3" in capsys.readouterr().out


def test_how_long_is_said_with_days(invitations):
    call_command("prune", "--days", "1000")

    assert len(labels()) == 5
    with pytest.raises(CommandError, match="--days needs a number from 2 on"):
        call_command("prune", "--days", "1")


def test_a_dry_run_only_says_it(invitations, capsys):
    before = fingerprint()

    call_command("prune", "--dry-run")

    assert fingerprint() == before
    assert "Would remove invitations that let nobody in any more: 3" in capsys.readouterr().out


def test_claims_and_all_that_people_wrote_stay(grow, backups):
    grow("  + Air\n  - Deliveries")
    before = fingerprint()

    call_command("prune", "--days", "2")

    assert fingerprint() == before


def test_expired_sessions_go_and_what_was_noted_of_them(ada, backups):
    session("a-living-one", days=1)
    session("an-expired-one", days=-1)
    for key in ("a-living-one", "an-expired-one", "one-long-gone"):
        UserSession.objects.create(user=ada, session_key=key, ip="192.0.2.1", user_agent="")

    call_command("prune")

    assert [row.session_key for row in Session.objects.all()] == ["a-living-one"]
    assert [row.session_key for row in UserSession.objects.all()] == ["a-living-one"]


def test_where_sessions_are_kept_elsewhere_their_notes_are_left_alone(ada, backups, settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    UserSession.objects.create(user=ada, session_key="of Redis", ip="192.0.2.1", user_agent="")

    call_command("prune")

    assert UserSession.objects.exists()


def test_expired_rows_of_the_cache_go(db, backups, settings, monkeypatch, capsys):
    kept = DatabaseCache("cache_of_a_test", {})
    monkeypatch.setattr(pruning, "caches", {"default": kept})
    settings.CACHES = {"default": {}}
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE cache_of_a_test (cache_key varchar(255) PRIMARY KEY, value text,"
            f" expires {'datetime' if connection.vendor == 'sqlite' else 'timestamptz'})"
        )
    kept.set("living", 1, 60)
    kept.set("lasting", 1, None)
    kept.set("expired", 1, -60)

    call_command("prune", "--dry-run")
    call_command("prune")

    told = capsys.readouterr().out
    assert "Would remove expired rows of the cache: 1" in told
    assert "Removed expired rows of the cache: 1" in told
    assert (kept.get("living"), kept.get("lasting")) == (1, 1)


def test_old_backups_go_when_it_is_said_how_many_stay(db, backups):
    backups.mkdir()
    for day in (1, 2, 3):
        (backups / f"rejoinder-2026010{day}-000000-000000.tar.gz").touch()
    (backups / "notes.txt").touch()

    call_command("prune")
    assert len(list(backups.iterdir())) == 4
    call_command("prune", "--keep-backups", "1")

    left = {path.name for path in backups.iterdir()}
    assert left == {"rejoinder-20260103-000000-000000.tar.gz", "notes.txt"}
    with pytest.raises(CommandError, match="--keep-backups needs a number from 1 on"):
        call_command("prune", "--keep-backups", "0")


def test_what_a_killed_backup_left_goes_after_a_day(db, backups):
    backups.mkdir()
    left, running = backups / ".making-left", backups / ".making-running"
    for place in (left, running):
        place.mkdir()
        (place / "database").touch()
    yesterday = time.time() - 25 * 3600
    os.utime(left, (yesterday, yesterday))

    call_command("prune")

    assert list(backups.iterdir()) == [running]
