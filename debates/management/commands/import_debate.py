import json
import re
import sys
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.accounts.models import User
from debates import operations
from debates.argument.authors import with_names_noted
from debates.argument.map import ArgumentMap
from debates.argument.words import Aim, Stance
from debates.errors import Refusal
from debates.formats import registry
from debates.formats.errors import FormatError
from debates.formats.reception import Received
from debates.management.progress import bar
from debates.models import Claim, Phase, Posting, Visibility
from debates.operations.receiving import receive

UNREADABLE, REFUSED = 1, 3
_CLAIM = re.compile(r"(?:.*/claims/)?(\d{1,18})/?(?:[?#].*)?")


class Command(BaseCommand):
    help = (
        "Bring a debate in from a file, as somebody: as a debate of its own or, with --below, as a "
        "branch. It comes whole or not at all. Exit status: 0 it is in (or, with --dry-run, would "
        "be read), 1 the file cannot be read, 2 the arguments make no sense, 3 the site refuses it."
    )
    # With --dry-run there need not be a database.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        readable = [name for name, one in registry.FORMATS.items() if one.loads]
        parser.add_argument("file", help="a file in any format that can be read, or - for input")
        parser.add_argument("--as", dest="actor", metavar="USER", help="who brings it in")
        parser.add_argument("--format", choices=readable, help="by its content if not given")
        parser.add_argument("--below", metavar="CLAIM", help="a claim's number or address")
        parser.add_argument("--stance", choices=list(Stance), help="what it does to that claim")
        parser.add_argument("--aim", choices=list(Aim), default="", help="of a con: at what")
        parser.add_argument("--title", help="of the debate, if not the file's")
        parser.add_argument("--visibility", choices=list(Visibility), default=Visibility.PRIVATE)
        parser.add_argument("--posting", choices=list(Posting), default=Posting.OPEN)
        parser.add_argument(
            "--phase", choices=[Phase.DRAFT.value, Phase.OPEN.value], default=Phase.OPEN.value
        )
        parser.add_argument(
            "--note-names", action="store_true", help="end details with the names in the file"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what is in the file; needs no database"
        )
        parser.add_argument("--json", action="store_true", help="say it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self._say(options, told_of(self._received(options, None)))
            return
        actor = _actor(options["actor"])
        parent = _parent(actor, options["below"])
        received = self._received(options, parent)
        made = _placed(actor, parent, _chosen(received.argument, options), options)
        self._say(options, told_of(received) | made)

    def _received(self, options: dict[str, Any], parent: Claim | None) -> Received:
        try:
            below = parent.level if parent else None
            file, format = options["file"], options["format"]
            return receive(_content(file), name=file, format=format, below=below)
        except FormatError as error:
            if options["json"]:
                problem = {"line": error.line, "problem": error.problem}
                self.stdout.write(json.dumps({"error": problem}, ensure_ascii=False, indent=2))
            message = f"{options['file']}: {error.message}"
            raise CommandError(message, returncode=UNREADABLE) from error

    def _say(self, options: dict[str, Any], told: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        counts = ", ".join(f"{name} {number:,}" for name, number in told["counts"].items())
        self.stdout.write(f"{told['format']}: {counts}")
        for what, number in told["not_carried"].items():
            self.stdout.write(f"Not carried: {what} ({number:,})")
        if told["shortened"]:
            self.stdout.write(f"Shortened, with the whole as detail: {told['shortened']:,}")
        if "url" in told:
            self.stdout.write(f"It is at {told['url']}")


def told_of(received: Received) -> dict[str, Any]:
    return {
        "format": received.format.name,
        "counts": dict(received.counts),
        "not_carried": dict(received.unplaced),
        "shortened": len(received.shortened),
    }


def _content(file: str) -> bytes:
    """No more of it than is needed to see that it is too large."""
    most = settings.IMPORT_MAX_BYTES + 1
    try:
        if file == "-":
            return sys.stdin.buffer.read(most)
        with Path(file).open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        problem = f"{file} cannot be read: {error.strerror}."
        raise CommandError(problem, returncode=UNREADABLE) from error


def _actor(name: str | None) -> User:
    if not name:
        problem = "Say with --as USER who brings it in: it will be in their name."
        raise CommandError(problem, returncode=2)
    actor = User.objects.filter(username=name).first()
    if actor is None:
        raise CommandError(f"There is no user “{name}”.", returncode=2)
    return actor


def _parent(actor: User, below: str | None) -> Claim | None:
    """By number or address, if the actor sees it."""
    if not below:
        return None
    match = _CLAIM.fullmatch(below)
    seen = Claim.objects.visible_to(actor).select_related("debate")
    parent = seen.filter(pk=int(match[1])).first() if match else None
    if parent is None:
        raise CommandError(f"{actor.username} sees no claim “{below}”.", returncode=2)
    return parent


def _chosen(argument: ArgumentMap, options: dict[str, Any]) -> ArgumentMap:
    if options["note_names"]:
        argument = with_names_noted(argument)
    return replace(argument, title=options["title"]) if options["title"] else argument


def _placed(
    actor: User, parent: Claim | None, argument: ArgumentMap, options: dict[str, Any]
) -> dict[str, Any]:
    try:
        with bar("Checking") as progress:
            if parent is None:
                chosen = {name: options[name] for name in ("visibility", "posting", "phase")}
                debate = operations.place_debate(actor, argument, progress=progress, **chosen)
                return {"debate": debate.slug, "url": debate.get_absolute_url()}
            chosen = {name: options[name] for name in ("stance", "aim")}
            claim = operations.place_branch(actor, parent, argument, progress=progress, **chosen)
            return {
                "debate": parent.debate.slug,
                "claim": claim.pk,
                "url": claim.get_absolute_url(),
            }
    except Refusal as refusal:
        raise CommandError(refusal.message, returncode=REFUSED) from refusal
