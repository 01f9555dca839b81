"""One number for all that people wrote: the same rows give the same on SQLite and PostgreSQL."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, models, transaction

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_BATCH = 2_000


class Table(NamedTuple):
    name: str
    rows: int
    digest: str


class Fingerprint(NamedTuple):
    tables: tuple[Table, ...]

    @property
    def digest(self) -> str:
        return hashlib.sha256(_line([list(table) for table in self.tables])).hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        return {table.name: table.rows for table in self.tables}


def fingerprint() -> Fingerprint:
    """Of one moment only inside of ``snapshot``."""
    return Fingerprint(tuple(_table(model) for model in content_models()))


def content_models() -> list[type[models.Model]]:
    """The tables that hold what people wrote: no sessions, no caches, nothing of Django's own."""
    found = [
        model
        for label in settings.CONTENT_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


@contextmanager
def snapshot() -> Iterator[None]:
    """What the block reads is of one moment; nobody who writes meanwhile has to wait."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    else:
        with connection.cursor() as cursor:
            # Not atomic(): with transaction_mode IMMEDIATE that would be a writer.
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _table(model: type[models.Model]) -> Table:
    names = sorted(field.attname for field in model._meta.concrete_fields)
    rows = model._base_manager.using(DEFAULT_DB_ALIAS).order_by("pk").values_list(*names)
    number, digest = 0, hashlib.sha256(_line(names))
    for number, row in enumerate(rows.iterator(_BATCH), 1):  # noqa: B007 - counted
        digest.update(_line(row))
    return Table(model._meta.label_lower, number, digest.hexdigest())


def _line(row: Any) -> bytes:
    written = json.dumps(row, default=_plain, sort_keys=True, separators=(",", ":"))
    return f"{written}\n".encode("ascii")


def _plain(value: Any) -> int | str:
    """What JSON has no word for."""
    match value:
        case datetime():
            return (value - _EPOCH) // _MICROSECOND
        case date() | UUID():
            return str(value)
        case Decimal():
            return str(value.normalize())
        case bytes() | memoryview():
            return bytes(value).hex()
    raise TypeError(f"A {type(value).__name__} has no place in a fingerprint yet.")
