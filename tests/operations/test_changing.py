import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from debates.errors import Refusal
from debates.models import Debate, Verb
from debates.operations import changing as frame
from debates.operations.changing import changing, record, reread, tried_again
from tests.operations.records import nothing_changes, refused


class Passing(Exception):
    """What psycopg raises: the error as Django gives it has this for its cause."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__("not in words")
        self.sqlstate = sqlstate


def failing(times: int, error: Exception, cause: Exception | None = None):
    """A verb that fails so many times, and the list of its attempts."""
    attempts = []

    @tried_again
    def verb(word: str) -> str:
        attempts.append(word)
        if len(attempts) <= times:
            raise error from cause
        return word

    return verb, attempts


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch):
    monkeypatch.setattr(frame.time, "sleep", lambda seconds: None)


@pytest.mark.parametrize("sqlstate", ["40001", "40P01", "55P03"])
def test_who_lost_against_another_writer_is_tried_again(sqlstate):
    verb, attempts = failing(3, OperationalError("not in words"), Passing(sqlstate))
    assert verb("done") == "done"
    assert len(attempts) == 4


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database is locked"),
        OperationalError("database table is locked: debates_claim"),
        IntegrityError("UNIQUE constraint failed: debates_debate.slug"),
        IntegrityError('violates unique constraint "debates_debate_slug_key"'),
        IntegrityError("UNIQUE constraint failed: debates_event.actor_id, debates_event.key"),
        IntegrityError('violates unique constraint "a_form_counts_once"'),
    ],
)
def test_what_somebody_else_has_taken_meanwhile_is_tried_again(error):
    verb, attempts = failing(1, error)
    assert verb("done") == "done"
    assert len(attempts) == 2


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("no such table"),
        IntegrityError('violates unique constraint "one_event_per_version"'),
        IntegrityError("CHECK constraint failed: claim_has_a_text"),
        Refusal("too_deep", "No."),
        ValueError(),
    ],
)
def test_anything_else_is_told_at_once(error):
    verb, attempts = failing(1, error)
    with pytest.raises(type(error)):
        verb("done")
    assert len(attempts) == 1


def test_it_gives_up_in_the_end():
    verb, attempts = failing(100, OperationalError("database is locked"))
    with pytest.raises(OperationalError):
        verb("done")
    assert len(attempts) == 6


def test_inside_somebody_elses_transaction_there_is_nothing_to_repeat(db):
    verb, attempts = failing(1, OperationalError("database is locked"))
    with pytest.raises(OperationalError), transaction.atomic():
        verb("done")
    assert len(attempts) == 1


def test_what_sqlite_and_postgresql_call_the_taken_address_is_what_is_looked_for(debate):
    with pytest.raises(IntegrityError) as taken, transaction.atomic():
        Debate.objects.create(title="Other", slug=debate.slug)
    assert frame._passes(taken.value)


def test_what_they_call_the_form_sent_twice_is_what_is_looked_for(debate, ada):
    key = "0b0e5bd0-3d1c-4f0c-9c70-0d5e4f7ad001"
    with changing(debate.pk) as held:
        record(held, ada, Verb.POSTED, debate.claims.get(), key=key)
    with pytest.raises(IntegrityError) as twice, changing(debate.pk) as held:
        record(held, ada, Verb.POSTED, debate.claims.get(), key=key)
    assert frame._passes(twice.value)


def test_what_fails_after_the_writing_leaves_nothing(debate, ada):
    def fail_late() -> None:
        with changing(debate.pk) as held:
            record(held, ada, Verb.DESCRIBED)
            raise Refusal("late", "Too late.")

    with nothing_changes(), pytest.raises(Refusal):
        fail_late()


def test_the_debate_is_read_again_under_the_lock(debate):
    Debate.objects.update(title="Renamed", version=7)
    with changing(debate.pk) as held:
        assert (held.title, held.version) == ("Renamed", 7)


def test_the_lock_is_on_the_debates_row(debate, django_assert_num_queries):
    with django_assert_num_queries(3) as asked, changing(debate.pk):
        pass
    if connection.vendor == "postgresql":
        assert "FOR NO KEY UPDATE" in asked.captured_queries[1]["sql"]


def test_who_has_no_part_in_a_debate_is_given_none_of_its_claims(debate, thesis, ben):
    assert reread(debate, ben, thesis) == thesis
    debate.visibility = "private"
    debate.save()

    with refused("claim_gone"):
        reread(debate, ben, thesis)
