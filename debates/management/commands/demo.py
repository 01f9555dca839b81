import random
from argparse import ArgumentParser
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.accounts.models import User
from debates import operations
from debates.argument.map import ArgumentMap
from debates.formats import native
from debates.management.polling import vote_all
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
# Somebody who is no member of any debate yet.
GUEST = ("gita", "Gita Raman")
# In the order in which they are to be found, the last one placed being the last one active, each
# with who may post: two take suggestions, so that reviewing can be tried.
LIVELY = "later-start"
DEBATES = {
    LIVELY: Posting.SUGGESTIONS,
    "power": Posting.OPEN,
    "congestion": Posting.SUGGESTIONS,
    "bilateralism": Posting.OPEN,
}


class Command(BaseCommand):
    help = "Fill an empty site with four debates and with people for each role."

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
                debate = _place(name, posting, people)
                vote_all(debate, people)
                if name == LIVELY:
                    _go_on(debate, people)
        self.stdout.write(_how_to_sign_in())


def _people() -> dict[str, User]:
    hashed = make_password(PASSWORD)
    people = {
        name: User.objects.create(
            username=name,
            display_name=display_name,
            email=f"{name}@example.org",
            password=hashed,
            is_staff=name == "ada",
        )
        for name, display_name in _names()
    }
    # Confirmed, as two-factor sign-in is for confirmed addresses.
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in people.values()
    )
    return people


def _names() -> list[tuple[str, str]]:
    return [*((name, display_name) for name, (display_name, _) in PEOPLE.items()), GUEST]


def _place(name: str, posting: Posting, people: dict[str, User]) -> Debate:
    argument = native.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    debate = operations.place_debate(
        people["ada"], _dated(argument), authors=people, posting=posting
    )
    for name, (_, role) in PEOPLE.items():
        if role != Role.OWNER:
            operations.set_role(people["ada"], debate, people[name], role)
    return debate


def _go_on(debate: Debate, people: dict[str, User]) -> None:
    """What a debate looks like in the middle of its life: something waits for nearly everybody."""
    claims = {claim.text.split()[0]: claim for claim in debate.claims.all()}
    thesis, buses, objection = claims["Lessons"], claims["At"], claims["The"]
    operations.edit_claim(
        people["dana"],
        buses,
        seen=buses.revision,
        text="At nine the buses in town are half empty, so everybody there gets a seat.",
        detail="",
        note="The villages are another matter.",
        answering=debate.claims.get(parent=buses),
    )
    operations.concede(people["ada"], claims["Parents"], note="So the gate has to open at eight.")
    returned = operations.post_claim(
        people["emil"], thesis, stance="pro", text="Nobody likes getting up early."
    )
    operations.return_claim(
        people["chidi"], returned, note="Why does that speak for nine? Say it in the claim."
    )
    operations.post_claim(
        people["emil"],
        objection,
        stance="con",
        aim="scope",
        text="That holds for two afternoons a week: on the others, clubs begin at four anyway.",
    )
    operations.ask_to_join(
        people[GUEST[0]], debate, note="I teach music here, and would like to answer."
    )


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
    lines.append(f"  {GUEST[0]:6} {GUEST[1]}: a member of none yet")
    return "\n".join(lines)
