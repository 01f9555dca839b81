import os
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils.module_loading import import_string

from core.upkeep import archive
from core.upkeep.archive import Manifest
from core.upkeep.failures import NotDone
from core.upkeep.fingerprint import content_models, fingerprint, snapshot


class Command(BaseCommand):
    help = "Put a backup into an empty database. See docs/how-to/back-up.md."
    # The database may be older than the code, or not be there yet.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="put it in the place of what is there, after a backup of that",
        )
        parser.add_argument(
            "--with-secret", action="store_true", help="put the backup's secret key in place too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with archive.opened(options["file"]) as (manifest, kept):
                _refuse_another_kind(manifest)
                kept.verify()
                if options["with_secret"] and not kept.has(archive.SECRET):
                    raise NotDone("There is no secret key in this backup.")
                self._make_way(replacing=options["replace"])
                self._put(kept)
                if options["with_secret"]:
                    _put_secret(kept)
        except (NotDone, OSError) as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        self._bring_up_to_date(manifest)

    def _make_way(self, *, replacing: bool) -> None:
        archive.engine().refuse_if_in_use()
        if not _has_content():
            return
        if not replacing:
            raise NotDone("There is content here already: --replace backs it up and replaces it.")
        try:
            made, _ = archive.make(Path(settings.BACKUP_DIR))
        except (NotDone, DatabaseError) as error:
            problem = f"What is here cannot be backed up: {error} {archive.engine().way_out()}"
            raise NotDone(problem) from error
        self.stdout.write(f"What was here is in {made}.")

    def _put(self, kept: archive.Kept) -> None:
        engine = archive.engine()
        place = engine.working_place()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=archive.UNFINISHED, dir=place) as directory:
            dumped = Path(directory, "database")
            kept.take_out_database(dumped)
            engine.check(dumped)
            engine.put(dumped)

    def _bring_up_to_date(self, manifest: Manifest) -> None:
        _compare(manifest)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        for path in settings.AFTER_RESTORE:
            self.stdout.write(import_string(path)())
        with snapshot():
            now = fingerprint()
        self.stdout.write(f"Restored from {manifest.made_at}, version {manifest.version}.")
        for name, rows in now.counts.items():
            self.stdout.write(f"{rows:9} {name}")
        self.stdout.write(f"Content hash: {now.digest}")


def _refuse_another_kind(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise NotDone(
            f"The backup is of {manifest.database}, and DATABASE_URL names {connection.vendor}."
        )
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := set(manifest.migrations) - ours:
        raise NotDone(
            f"Version {manifest.version} made it, which is later than this one (it knows"
            f" {min(unknown)}): restore it with that version."
        )


def _has_content() -> bool:
    try:
        there = set(connection.introspection.table_names())
        return any(
            model._meta.db_table in there and model._base_manager.exists()
            for model in content_models()
        )
    except DatabaseError as error:
        problem = f"What is here cannot be read: {error}. {archive.engine().way_out()}"
        raise NotDone(problem) from error


def _compare(manifest: Manifest) -> None:
    """Where the code is the one that made it: of older rows the models of today know nothing."""
    ours = {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}
    if not ours <= set(manifest.migrations):
        return
    with snapshot():
        found = fingerprint()
    if found.digest != manifest.content:
        differing = _differing(found.counts, manifest.counts)
        raise CommandError(
            f"The content restored is not what the manifest says; rows differ in: {differing}."
        )


def _differing(found: dict[str, int], told: dict[str, int]) -> str:
    names: Iterable[str] = found.keys() | told.keys()
    return ", ".join(sorted(n for n in names if found.get(n) != told.get(n))) or "no table's number"


def _put_secret(kept: archive.Kept) -> None:
    path = Path(settings.DATA_DIR) / archive.SECRET
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    kept.take_out(archive.SECRET, draft)
    draft.chmod(0o600)
    os.replace(draft, path)
