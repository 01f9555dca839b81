import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.upkeep.fingerprint import fingerprint, snapshot


class Command(BaseCommand):
    help = (
        "The number of rows of each table of content, and one hash of all of them. The same rows"
        " give the same on SQLite and on PostgreSQL."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        with snapshot():
            found = fingerprint()
        if options["json"]:
            self.stdout.write(json.dumps({"content": found.digest, "counts": found.counts}))
            return
        for name, rows in found.counts.items():
            self.stdout.write(f"{rows:9} {name}")
        self.stdout.write(f"Content hash: {found.digest}")
