from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Before the server starts: refuse unsafe settings, then bring the database up to date."
    # The first thing that it does, with more of them.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check-only", action="store_true", help="leave the database to another machine"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("check", deploy=settings.PRODUCTION, fail_level="ERROR", stdout=self.stderr)
        if not options["check_only"]:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
