from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.accounts.models import User
from debates import operations
from debates.errors import Refusal
from debates.models import Debate, soundness


class Command(BaseCommand):
    help = "Check the trees of debates against their parent links; exit status 1 for any problem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="all debates if none is given")
        parser.add_argument("--repair", action="store_true", help="mend what can be mended")
        parser.add_argument("--as", dest="actor", metavar="USER", help="who repairs: an owner")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = _actor(options["actor"]) if options["repair"] else None
        unsound = 0
        for debate in _debates(options["slugs"]):
            found = soundness.problems(debate)
            if found and actor:
                self._say(debate, found)
                self.stdout.write(f"{debate.slug}: claims mended: {_repaired(debate, actor)}")
                found = soundness.problems(debate)
            self._say(debate, found)
            unsound += bool(found)
        if unsound:
            raise CommandError(f"{unsound} of the debates checked: not sound.", returncode=1)

    def _say(self, debate: Debate, found: list[soundness.Problem]) -> None:
        for problem in found:
            self.stdout.write(f"{debate.slug}: {problem.sentence}")
        if not found:
            self.stdout.write(f"{debate.slug}: sound")


def _actor(name: str | None) -> User:
    if not name:
        raise CommandError("Say with --as USER who repairs: it goes into the debate's history.")
    actor = User.objects.filter(username=name).first()
    if actor is None:
        raise CommandError(f"There is no user “{name}”.")
    return actor


def _debates(slugs: list[str]) -> list[Debate]:
    debates = Debate.objects.order_by("pk")
    if not slugs:
        return list(debates)
    found = list(debates.filter(slug__in=slugs))
    missing = set(slugs) - {debate.slug for debate in found}
    if missing:
        raise CommandError(f"There is no debate “{min(missing)}”.")
    return found


def _repaired(debate: Debate, actor: User) -> int:
    try:
        return operations.repair_tree(actor, debate)
    except Refusal as refusal:
        raise CommandError(f"{debate.slug}: {refusal.message}") from refusal
