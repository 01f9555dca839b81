from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.upkeep import archive
from core.upkeep.failures import NotDone


class Command(BaseCommand):
    help = "Back the whole site up into one file, while it goes on. See docs/how-to/back-up.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, metavar="DIRECTORY", help="where to; BACKUP_DIR without it"
        )
        parser.add_argument(
            "--keep", type=int, metavar="N", help="afterwards remove all but the latest N"
        )
        parser.add_argument(
            "--with-secret",
            action="store_true",
            help="put DATA_DIR/secret_key in too: whoever has the file can then sign in as anybody",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        directory = options["to"] or Path(settings.BACKUP_DIR)
        keep = options["keep"]
        if keep is not None and keep < 1:
            raise CommandError("--keep needs a number from 1 on.")
        try:
            made, manifest = archive.make(directory, _secret() if options["with_secret"] else ())
        except (NotDone, OSError) as error:
            raise CommandError(f"There is no new backup. {error}") from error
        self.stdout.write(f"{made}: {made.stat().st_size:,} bytes, checked.")
        self.stdout.write(f"Rows of content: {sum(manifest.counts.values())}.")
        self.stdout.write(f"Content hash: {manifest.content}")
        for old in archive.surplus(directory, keep) if keep else []:
            old.unlink()
            self.stdout.write(f"Removed {old.name}.")


def _secret() -> tuple[Path, ...]:
    path = Path(settings.DATA_DIR) / archive.SECRET
    if not path.exists():
        raise CommandError(
            f"There is no {path}: the secret key comes from the environment. Keep it yourself."
        )
    return (path,)
