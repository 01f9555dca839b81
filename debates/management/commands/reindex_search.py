from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from debates.models import Debate
from debates.operations.reindexing import drift, reindex, remove_strays, strays


class Command(BaseCommand):
    help = "Make the index of words anew. With --check, only say whether it is as it should be."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="all debates if none is given")
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit status 1 for any difference"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        slugs = options["slugs"]
        debates = Debate.objects.order_by("pk")
        chosen = debates.filter(slug__in=slugs) if slugs else debates
        if missing := set(slugs) - {debate.slug for debate in chosen}:
            raise CommandError(f"There is no debate “{min(missing)}”.")
        if options["check"]:
            self._check(list(chosen), with_strays=not slugs)
            return
        for debate in chosen:
            reindex(debate)
        removed = 0 if slugs else remove_strays()
        self.stdout.write(f"Debates indexed: {len(chosen)}. Entries of no debate: {removed}.")

    def _check(self, debates: list[Debate], *, with_strays: bool) -> None:
        wrong = strays() if with_strays else 0
        for debate in debates:
            found = drift(debate)
            if found:
                self.stdout.write(f"{debate.slug}: {found} entries are not as they should be")
            wrong += found
        if wrong:
            raise CommandError(
                f"{wrong} entries differ. Mend them with ./run manage reindex_search", returncode=1
            )
        self.stdout.write(f"Debates checked: {len(debates)}. The index is as it should be.")
