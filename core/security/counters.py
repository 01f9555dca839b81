"""Counts that begin anew after a time: shared by all processes, exact however many count at once.

Django's caches cannot do it: ``incr`` of the cache in the database reads, adds and writes. Here one
statement counts and tells the count. Where the counts are kept: core/security/stores.py, and why:
docs/decisions/0015-throttles.md.
"""

import secrets
import time
from typing import Any

from django.utils.crypto import salted_hmac

from core.security.stores import Away, Count, stores

_SWEPT_ONCE_IN = 1000


def count(key: str, seconds: int) -> Count:
    """One more; how many it is now, and when they begin anew."""
    now = time.time()
    if secrets.randbelow(_SWEPT_ONCE_IN) == 0:
        _ask("sweep", now)
    return _ask("count", _hidden(key), now, seconds)


def give_back(key: str) -> None:
    """One less: it turned out not to be what is counted."""
    _ask("give_back", _hidden(key), time.time())


def look(key: str) -> Count:
    return _ask("look", _hidden(key), time.time())


def forget(key: str) -> None:
    _ask("forget", _hidden(key))


def remember(key: str, seconds: int) -> None:
    """That there was such a thing, from now on for so long."""
    forget(key)
    count(key, seconds)


def _ask(question: str, *given: Any) -> Any:
    first, *others = stores()
    try:
        return getattr(first, question)(*given)
    except Away:
        return getattr(others[0], question)(*given)


def _hidden(key: str) -> str:
    """Keys name people and addresses, which nobody can read out of what is kept."""
    return salted_hmac("core.security.counters", key, algorithm="sha256").hexdigest()[:40]
