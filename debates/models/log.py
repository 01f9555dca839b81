"""The triggers that make the log of events append-only, in the words of each database.

SQLite forgets a table's triggers when a migration rebuilds the table: a migration that alters
Event must call ``install`` again (a test fails when the triggers are missing).
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = [
    """CREATE TRIGGER {name} BEFORE {what} ON debates_event
       BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"""
]
_POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN
           RAISE EXCEPTION 'events are append-only'
               USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    """CREATE TRIGGER {name} BEFORE {what} ON debates_event
       FOR EACH ROW EXECUTE FUNCTION events_are_append_only()""",
]
_TRIGGERS = {"events_are_not_changed": "UPDATE", "events_are_not_deleted": "DELETE"}


def install(editor: BaseDatabaseSchemaEditor) -> None:
    statements = _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL
    for name, what in _TRIGGERS.items():
        for statement in statements:
            editor.execute(statement.format(name=name, what=what))


def remove(editor: BaseDatabaseSchemaEditor) -> None:
    on_table = "" if editor.connection.vendor == "sqlite" else " ON debates_event"
    for name in _TRIGGERS:
        editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
