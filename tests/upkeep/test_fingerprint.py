from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from core.accounts.models import User
from core.upkeep import fingerprint as prints
from core.upkeep.fingerprint import content_models, fingerprint, snapshot
from debates import operations


def test_it_stays_while_nothing_changes_and_counts_rows(debate):
    first = fingerprint()

    assert fingerprint().digest == first.digest
    assert first.counts["debates.debate"] == 1
    assert first.counts["accounts.user"] == 1


def test_a_claim_more_is_another_one(debate, thesis, ada):
    before = fingerprint()

    operations.post_claim(ada, thesis, stance="pro", text="Air")

    assert fingerprint().digest != before.digest
    assert fingerprint().counts["debates.claim"] == before.counts["debates.claim"] + 1


def test_one_changed_letter_is_another_one(ada):
    before = fingerprint()

    User.objects.filter(pk=ada.pk).update(about="a")

    assert fingerprint().counts == before.counts
    assert fingerprint().digest != before.digest


def test_every_table_of_the_domain_is_in_it_and_no_session():
    names = {model._meta.label for model in content_models()}

    assert {"debates.Claim", "debates.Event", "accounts.User", "mfa.Authenticator"} <= names
    assert not any("ession" in name or "cache" in name for name in names)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC), b"1000005\n"),
        (datetime.fromisoformat("1970-01-01T02:00:00+02:00"), b"0\n"),
        (date(2026, 1, 2), b'"2026-01-02"\n'),
        (UUID(int=7), b'"00000000-0000-0000-0000-000000000007"\n'),
        (Decimal("1.50"), b'"1.5"\n'),
        (b"\x01\xff", b'"01ff"\n'),
        ({"b": 1, "a": [None, True]}, b'{"a":[null,true],"b":1}\n'),
        ("ä", b'"\\u00e4"\n'),
    ],
)
def test_values_are_written_the_same_whatever_the_database(value, line):
    assert prints._line(value) == line


def test_what_it_does_not_know_it_does_not_guess():
    with pytest.raises(TypeError, match="set has no place"):
        prints._line({1})


def test_a_snapshot_within_a_transaction_is_the_transaction(debate):
    with snapshot():
        assert connection.in_atomic_block
        assert fingerprint().counts["debates.debate"] == 1


def test_a_snapshot_sees_one_moment(committed, person):
    with snapshot():
        before = fingerprint()
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("DELETE FROM accounts_user")
        finally:
            other.close()
        assert fingerprint() == before


def test_the_command_says_it_for_people_and_for_programs(debate, capsys):
    call_command("fingerprint")
    told = capsys.readouterr().out
    call_command("fingerprint", "--json")

    digest = fingerprint().digest
    assert f"Content hash: {digest}" in told
    assert "1 debates.debate" in told
    assert f'"content": "{digest}"' in capsys.readouterr().out
