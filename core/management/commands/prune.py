from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.upkeep.pruning import all_dead

# Limits on how often something may be done look a day back.
_FEWEST_DAYS = 2


class Command(BaseCommand):
    help = "Remove what is of no use any more: ended sessions, dead invitations. Never a claim."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=30, metavar="N", help="for how long it was dead (30)"
        )
        parser.add_argument(
            "--keep-backups", type=int, metavar="N", help="also remove all but the latest N backups"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        days, backups = options["days"], options["keep_backups"]
        if days < _FEWEST_DAYS:
            raise CommandError(f"--days needs a number from {_FEWEST_DAYS} on.")
        if backups is not None and backups < 1:
            raise CommandError("--keep-backups needs a number from 1 on.")
        for dead in all_dead(days, backups):
            if options["dry_run"]:
                self.stdout.write(f"Would remove {dead.what}: {dead.count()}")
            else:
                self.stdout.write(f"Removed {dead.what}: {dead.remove()}")
