import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.upkeep.doctor import Finding, Level, look_at_everything


class Command(BaseCommand):
    help = "See whether everything around the site is as it should be; status 1 if something fails."
    # It says itself what is wrong with them.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--url", default="", help="ask the site through its proxy, too")
        parser.add_argument("--send-to", default="", metavar="ADDRESS", help="send a mail, too")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(look_at_everything(options["url"], options["send_to"]))
        if options["json"]:
            self.stdout.write(json.dumps([finding._asdict() for finding in found], indent=2))
        else:
            for finding in found:
                self.stdout.write(_line(finding))
        failed = sum(finding.level == Level.FAIL for finding in found)
        if failed:
            raise CommandError(f"{failed} of {len(found)} findings: not as it should be.")


def _line(finding: Finding) -> str:
    line = f"{finding.level:5} {finding.about}: {finding.what}"
    return f"{line} -> {finding.todo}" if finding.todo else line
