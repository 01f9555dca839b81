"""Where PostgreSQL keeps counts for core/security; SQLite and Redis keep them outside of it."""

from typing import Any

from django.db import migrations

from core.security.stores import Table


def make(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(Table.CREATE)


def drop(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(Table.DROP)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_about_me")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
