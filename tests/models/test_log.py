import pytest
from django.db import IntegrityError, connection, transaction

from debates.models import Event
from debates.operations import set_posting, withdraw_claim

TRIGGERS = {"events_are_not_changed", "events_are_not_deleted"}


def test_the_triggers_are_there_after_all_migrations(db):
    """SQLite forgets them when a migration rebuilds the table: see debates/models/log.py."""
    catalogue = {
        "sqlite": (
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'debates_event'"
        ),
        "postgresql": (
            "SELECT tgname FROM pg_trigger"
            " WHERE tgrelid = 'debates_event'::regclass AND NOT tgisinternal AND tgenabled = 'O'"
        ),
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        assert {name for (name,) in cursor.fetchall()} == TRIGGERS


def raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda event: Event.objects.filter(pk=event.pk).update(verb="edited"),
        lambda event: Event.objects.update(data={}),
        lambda event: event.save(),
        lambda event: Event.objects.bulk_update([event], ["data"]),
        lambda event: event.delete(),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: Event.objects.filter(pk=event.pk)._raw_delete("default"),
        lambda event: raw("UPDATE debates_event SET version = 7"),
        lambda event: raw("DELETE FROM debates_event"),
        lambda event: raw(f"DELETE FROM debates_event WHERE id = {event.pk}"),
    ],
)
def test_what_happened_can_be_neither_changed_nor_deleted(debate, ada, attempt):
    before = list(Event.objects.values())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        attempt(Event.objects.get())
    assert list(Event.objects.values()) == before


def test_the_log_still_grows(debate, ada):
    set_posting(ada, debate, "members")
    assert list(Event.objects.values_list("version", flat=True)) == [1, 2]


def test_a_note_can_be_taken_out_and_nothing_else(debate, thesis, ada, grow):
    claims = grow("  - Noise")
    withdraw_claim(ada, claims["Noise"], note="I was wrong about it")
    event = Event.objects.get(verb="withdrawn")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(data={}, verb="restored")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(data={"note": "I was right"})

    Event.objects.filter(pk=event.pk).update(data={})

    event.refresh_from_db()
    assert event.data == {}
