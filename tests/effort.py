"""How long work takes, where a test asks whether it is bounded and a machine may stand still."""

import time
from collections.abc import Callable

TRIES = 3


def seconds_of(work: Callable[[], object], most: float) -> float:
    """Of the processor, the least of some tries; one that is within ``most`` is the last.

    The limits are many times what the work takes. A virtual machine that was held up for a moment
    has that moment in its times all the same, though not three times in a row.
    """
    tries: list[float] = []
    while len(tries) < TRIES and (not tries or tries[-1] > most):
        began = time.process_time()
        work()
        tries.append(time.process_time() - began)
    return min(tries)
