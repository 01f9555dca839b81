import random
from argparse import ArgumentParser
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.accounts.models import User
from debates import operations
from debates.argument.map import ArgumentMap
from debates.formats import native
from debates.models import Debate, Posting, Role

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
PASSWORD = "rejoinder-demo"  # noqa: S105 - for people who exist in the demo alone
# Who they are, and what they are in the debate on bilateralism.
PEOPLE = {
    "ada": ("Ada Okafor", Role.OWNER),
    "ben": ("Ben Lindqvist", Role.MODERATOR),
    "chidi": ("Chidi Mensah", Role.EDITOR),
    "dana": ("Dana Petrov", Role.WRITER),
    "emil": ("Emil Sørensen", Role.SUGGESTER),
    "farah": ("Farah Nasser", Role.READER),
}
# In the order in which they are to be found, the last one placed being the last one active, each
# with who may post: one takes suggestions, so that reviewing can be tried.
DEBATES = {
    "power": Posting.OPEN,
    "congestion": Posting.SUGGESTIONS,
    "bilateralism": Posting.OPEN,
}


class Command(BaseCommand):
    help = "Fill an empty site with three debates and with people for each role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there is a debate or a person"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo makes people with a known password: not in production.")
        if User.objects.exists() or Debate.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError(
                "There are people or debates here already: the demo fills an empty site."
            )
        with transaction.atomic():
            people = _people()
            for name, posting in DEBATES.items():
                _place(name, posting, people)
        self.stdout.write(_how_to_sign_in())


def _people() -> dict[str, User]:
    hashed = make_password(PASSWORD)
    return {
        name: User.objects.create(
            username=name,
            display_name=display_name,
            email=f"{name}@example.org",
            password=hashed,
            is_staff=name == "ada",
        )
        for name, (display_name, _) in PEOPLE.items()
    }


def _place(name: str, posting: Posting, people: dict[str, User]) -> None:
    argument = native.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    debate = operations.place_debate(
        people["ada"], _dated(argument), authors=people, posting=posting
    )
    for name, (_, role) in PEOPLE.items():
        if role != Role.OWNER:
            operations.set_role(people["ada"], debate, people[name], role)


def _dated(argument: ArgumentMap) -> ArgumentMap:
    """Spread over the last weeks, parents before replies, as a real debate would have grown."""
    steps = list(argument.walk())
    start = datetime.now(UTC) - timedelta(days=30)
    pauses = random.Random(len(steps))  # noqa: S311 - the same demo every time
    moment = timedelta()
    written: dict[str, datetime] = {}
    for step in sorted(steps, key=lambda step: step.depth):
        moment += timedelta(minutes=pauses.uniform(10, 2 * 28 * 24 * 60 / len(steps)))
        written[step.node.key] = min(start + moment, datetime.now(UTC))
    nodes = {key: node._replace(written=written[key]) for key, node in argument.nodes.items()}
    return replace(argument, nodes=nodes)


def _how_to_sign_in() -> str:
    lines = [f"Sign in as any of these, with the password {PASSWORD}:"]
    lines += [
        f"  {name:6} {display_name}: {role.label.lower()} of the debates"
        for name, (display_name, role) in PEOPLE.items()
    ]
    return "\n".join(lines)
