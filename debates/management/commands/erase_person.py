from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.accounts.models import User
from debates import operations
from debates.errors import Refusal
from debates.operations import Texts


class Command(BaseCommand):
    help = "Erase somebody's account. The tree stays; what becomes of their texts has to be said."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, help="whose account")
        parser.add_argument(
            "--as", dest="actor", required=True, metavar="USER", help="the administrator who does"
        )
        parser.add_argument(
            "--texts", required=True, choices=list(Texts), help="keep their texts or blank them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person, actor = _named(options["user"]), _named(options["actor"])
        try:
            erased = operations.erase_person(actor, person, texts=options["texts"])
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{person.username} is erased; the account is now {erased.username}.")


def _named(username: str) -> User:
    found = User.objects.filter(username=username).first()
    if found is None:
        raise CommandError(f"There is no user “{username}”.")
    return found
