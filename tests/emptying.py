"""Empties the caches, and the database after a test that committed: all but what migrating wrote.

Django would write all content types and permissions anew each time: ten times the work of emptying.
"""

from typing import Any

from django.core.cache import caches
from django.core.management.color import Style
from django.core.management.commands import flush
from django.db.backends.base.base import BaseDatabaseWrapper

KEPT = {"auth_permission", "django_content_type"}


def empty_caches() -> None:
    """Those that were asked for anything in this thread: the others hold nothing of it."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


def keep_what_migrating_wrote() -> None:
    flush.sql_flush = _sql_flush
    flush.emit_post_migrate_signal = lambda *_args, **_options: None


def _sql_flush(style: Style, connection: BaseDatabaseWrapper, **options: Any) -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return connection.ops.sql_flush(style, [name for name in tables if name not in KEPT], **options)
