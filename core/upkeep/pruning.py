"""What is of no use to anybody any more. Never a claim, never an event."""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from core.upkeep import archive

# A backup that has been in the making for so long was cut off.
_LONG_AGO = 24 * 3600


class Dead(NamedTuple):
    """Something that may go: what it is, in the plural; both functions say how many there were."""

    what: str
    count: Callable[[], int]
    remove: Callable[[], int]


def dead(what: str, rows: "QuerySet[Any]") -> Dead:
    return Dead(what, rows.count, lambda: rows.delete()[0])


def all_dead(days: int, backups: int | None) -> Iterator[Dead]:
    """What has expired, what has been dead for so many days, and all but so many backups."""
    now = timezone.now()
    yield dead("expired sessions", Session.objects.filter(expire_date__lt=now))
    if settings.SESSION_ENGINE.endswith("db"):
        living = Session.objects.values("session_key")
        yield dead("notes of ended sessions", UserSession.objects.exclude(session_key__in=living))
    yield Dead("expired rows of the cache", _count_cached, _remove_cached)
    for path in settings.PRUNED_BY:
        yield import_string(path)(now - timedelta(days=days))
    if backups is not None:
        yield _files("old backups", archive.surplus(Path(settings.BACKUP_DIR), backups))
    yield _files("backups that were cut off", _cut_off())


def _count_cached() -> int:
    return sum(cursor.fetchone()[0] for cursor in _each_cache("SELECT count(*)"))


def _remove_cached() -> int:
    """Django itself removes them only when the table is full."""
    return sum(cursor.rowcount for cursor in _each_cache("DELETE"))


def _each_cache(what: str) -> Iterator[Any]:
    found = [caches[alias] for alias in settings.CACHES]
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    for cache in found:
        if isinstance(cache, DatabaseCache):
            with connection.cursor() as cursor:
                cursor.execute(
                    f"{what} FROM {connection.ops.quote_name(cache._table)} WHERE expires < %s",
                    [now],
                )
                yield cursor


def _files(what: str, paths: list[Path]) -> Dead:
    return Dead(what, lambda: len(paths), lambda: sum(map(_removed, paths)))


def _removed(path: Path) -> int:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    return 1


def _cut_off() -> list[Path]:
    """What a backup or a restore left that was killed on its way."""
    places = {Path(settings.BACKUP_DIR), Path(settings.DATA_DIR)}
    old = time.time() - _LONG_AGO
    found = [path for place in places for path in place.glob(f"{archive.UNFINISHED}*")]
    return sorted(path for path in found if path.stat().st_mtime < old)
