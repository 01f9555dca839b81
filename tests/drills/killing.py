"""Killing something again and again while people write, and waiting until it is back by itself."""

import random
import time
from collections.abc import Callable, Sequence

from tests.drills.ledger import Ledger
from tests.drills.programs import Program, wait_until
from tests.drills.report import Promise, percentiles, say
from tests.drills.servers import Site
from tests.drills.writers import writing

BACK_WITHIN = 30.0


def killed(
    site: Site, program: Program, times: int, *, back: Callable[[], object]
) -> tuple[Ledger, list[float]]:
    """What people were acknowledged, and how long it took each time until ``back`` returned."""
    ledger, took, chance = Ledger(), [], random.Random(1)
    with writing(site, ledger):
        for number in range(1, times + 1):
            # In the midst of writing: since the last time, some of it was acknowledged.
            enough = len(ledger.entries) + chance.randint(1, 12)
            wait_until(lambda enough=enough: len(ledger.entries) >= enough, 60, "somebody writes")
            time.sleep(chance.random() * 0.05)
            took.append(_time_to_be_back(program, back))
            if number % 10 == 0:
                say(f"killed {number} times, {len(ledger.entries)} acknowledged")
    return ledger, took


def came_back(database: str, times: int, took: Sequence[float], starts: int) -> Promise:
    return Promise(
        database,
        f"back unaided within {BACK_WITHIN:g} s",
        f"{len(took)} of {times}; p50 / p95 / p99 / most {percentiles(took)}",
        len(took) == times and starts == times + 1 and max(took) <= BACK_WITHIN,
    )


def answers(database: str, ledger: Ledger, *, allowed: Sequence[str]) -> Promise:
    """Which answers the writers were given, and that there were no others than the allowed."""
    told = ", ".join(f"{count} x {answer}" for answer, count in sorted(ledger.answers.items()))
    return Promise(
        database, "no answer but " + ", ".join(allowed), told, set(ledger.answers) <= set(allowed)
    )


def _time_to_be_back(program: Program, back: Callable[[], object]) -> float:
    """Of another process than the one that was killed."""
    starts, began = program.starts, time.monotonic()
    program.kill()
    wait_until(lambda: program.starts > starts, 60, "it is started again")
    back()
    return time.monotonic() - began
