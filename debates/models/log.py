"""The triggers that make the log of events append-only, in the words of each database.

One change alone passes them: taking the note out of an event, when who wrote it has their texts
erased. SQLite forgets a table's triggers when a migration rebuilds the table: a migration that
alters Event must call ``install`` again (a test fails when the triggers are missing).
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_COLUMNS = (
    "id",
    "debate_id",
    "version",
    "verb",
    "actor_id",
    "claim_id",
    "answers_id",
    "key",
    "created_at",
)
_SAME = {
    "sqlite": " AND ".join(f"NEW.{name} IS OLD.{name}" for name in _COLUMNS),
    "postgresql": " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _COLUMNS),
}
_WITHOUT_NOTE = {
    "sqlite": "json_extract(OLD.data, '$.note') IS NOT NULL"
    " AND json(NEW.data) = json_remove(OLD.data, '$.note')",
    "postgresql": "jsonb_exists(OLD.data, 'note') AND NEW.data = OLD.data - 'note'",
}
_RAISING = """CREATE OR REPLACE FUNCTION events_are_append_only() RETURNS trigger
    LANGUAGE plpgsql AS
    $$ BEGIN
        RAISE EXCEPTION 'events are append-only'
            USING ERRCODE = 'integrity_constraint_violation';
    END $$"""
_TRIGGER = {
    "sqlite": """CREATE TRIGGER {name} BEFORE {what} ON debates_event WHEN {when}
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
    "postgresql": """CREATE TRIGGER {name} BEFORE {what} ON debates_event
        FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION events_are_append_only()""",
}
_TRIGGERS = {"events_are_not_changed": "UPDATE", "events_are_not_deleted": "DELETE"}


def install(editor: BaseDatabaseSchemaEditor) -> None:
    vendor = editor.connection.vendor
    _install(editor, f"NOT ({_SAME[vendor]} AND {_WITHOUT_NOTE[vendor]})")


def install_first(editor: BaseDatabaseSchemaEditor) -> None:
    """As they were before events had all of these columns: no change at all passes."""
    _install(editor, "TRUE")


def _install(editor: BaseDatabaseSchemaEditor, refused_updates: str) -> None:
    vendor = editor.connection.vendor
    if vendor == "postgresql":
        editor.execute(_RAISING)
    for name, what in _TRIGGERS.items():
        when = refused_updates if what == "UPDATE" else "TRUE"
        editor.execute(_TRIGGER[vendor].format(name=name, what=what, when=when))


def remove(editor: BaseDatabaseSchemaEditor) -> None:
    on_table = "" if editor.connection.vendor == "sqlite" else " ON debates_event"
    for name in _TRIGGERS:
        editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
