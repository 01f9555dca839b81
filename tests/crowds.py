"""Many people at the same moment, each in a thread and with a connection of their own."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from debates.errors import Refusal
from debates.models import Debate, soundness
from tests.trees import verify

Attempt = Callable[[], Any]


def at_once(attempts: Sequence[Attempt]) -> list[Any]:
    """What each attempt returned, or the Refusal it raised; any other error is raised here."""
    ready = Barrier(len(attempts), timeout=60)

    def run(attempt: Attempt) -> Any:
        try:
            connection.ensure_connection()
            ready.wait()
            return attempt()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def codes(outcomes: Sequence[Any]) -> Counter[str]:
    """How often what was said: the codes of the refusals, and "done" for the rest."""
    return Counter(outcome.code if isinstance(outcome, Refusal) else "done" for outcome in outcomes)


def assert_sound(debate: Debate) -> None:
    debate.refresh_from_db()
    versions = list(debate.events.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, debate.version + 1))
    verify(debate)
    assert soundness.problems(debate) == []
    for claim in debate.claims.all():
        numbers = list(claim.revisions.values_list("number", flat=True))
        assert numbers == list(range(1, claim.revision + 1))
        assert claim.revisions.last().text == claim.text
