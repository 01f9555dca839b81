from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError

from core.accounts.models import User
from debates.argument.authors import without_people
from debates.argument.map import ArgumentMap
from debates.formats.carried import lost
from debates.formats.registry import FORMATS
from debates.management.files import told, write
from debates.models import Claim, Debate
from debates.models.debate import Person
from debates.models.taking import taken
from debates.offline import folder

SITE = "site"


class Command(BaseCommand):
    help = (
        "Write a debate as a file, as somebody sees it or, where nobody is named, as everybody "
        "does. Exit status: 0 it is written, 1 it is not there or cannot be written, 2 the "
        "arguments make no sense."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        written = [name for name, one in FORMATS.items() if one.dumps]
        parser.add_argument("slug", help="the debate, as in its address")
        parser.add_argument(
            "--format",
            choices=[*written, SITE],
            default=written[0],
            help=f"{SITE}: a folder of pages to read offline, which --output names",
        )
        parser.add_argument("--as", dest="person", metavar="USER", help="who takes it along")
        parser.add_argument("--branch", type=int, metavar="CLAIM", help="this claim and all below")
        parser.add_argument("-o", "--output", default="-", help="a file, or - for output")
        parser.add_argument("--no-names", action="store_true", help="without people's names")

    def handle(self, *args: Any, **options: Any) -> None:
        argument = _taken(_person(options["person"]), options["slug"], options["branch"])
        if options["no_names"]:
            argument = without_people(argument)
        if options["format"] == SITE:
            _write_folder(options["output"], argument)
            return
        format = FORMATS[options["format"]]
        text = format.dumps(argument) if format.dumps else ""
        if options["output"] == "-":
            self.stdout.write(text, ending="")
        else:
            write(options["output"], text)
        if missing := lost(argument, format.carries):
            self.stderr.write(f"{format.title} has no place for: {told(missing)}.")


def _person(name: str | None) -> Person:
    if not name:
        return AnonymousUser()
    person = User.objects.filter(username=name).first()
    if person is None:
        raise CommandError(f"There is no user “{name}”.", returncode=2)
    return person


def _taken(person: Person, slug: str, branch: int | None) -> ArgumentMap:
    debate = Debate.objects.visible_to(person).filter(slug=slug).first()
    if debate is None:
        raise CommandError(f"There is no debate “{slug}” that {_named(person)} sees.")
    claims = Claim.objects.filter(debate=debate).visible_to(person)
    if branch is not None:
        top = claims.filter(pk=branch).first()
        if top is None:
            raise CommandError(f"There is no claim {branch} in it that {_named(person)} sees.")
        claims = claims.branch_of(top)
    return taken(debate, claims, person)


def _named(person: Person) -> str:
    return person.username if person.is_authenticated else "everybody"


def _write_folder(output: str, argument: ArgumentMap) -> None:
    """Into a folder that is not there yet, or is empty: nothing is written over."""
    if output == "-":
        raise CommandError("Say with --output which folder the pages go to.", returncode=2)
    place = Path(output)
    try:
        place.mkdir(parents=True, exist_ok=True)
        if any(place.iterdir()):
            raise CommandError(f"{output} is not empty: nothing is written over.")
        for name, content in folder(argument):
            (place / name).write_text(content, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
