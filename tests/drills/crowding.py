"""Many threads that call the verbs on one debate; run as a program with the site's settings.

Everybody changes everybody's claims: posts, edits, moves, withdraws and concedes.
"""

import json
import random
import sys
import threading
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import django

from tests.drills.ledger import Entry, Ledger

_MIX = {"post": 50, "edit": 20, "move": 15, "withdraw": 5, "concede": 10}


class Member:
    """One of the crowd, with a thread and a connection of their own."""

    def __init__(self, actor: Any, claims: list[int], ledger: Ledger, seed: int) -> None:
        self.actor, self.claims, self.ledger = actor, claims, ledger
        self._random = random.Random(seed)
        self._texts = 0

    def take_part(self, operations: int) -> None:
        from django.db import connection

        ways = self._random.choices([*_MIX], [*_MIX.values()], k=operations)
        try:
            for way in ways:
                self._once(way)
        finally:
            connection.close()

    def _once(self, way: str) -> None:
        from debates.errors import Refusal

        began = time.monotonic()
        try:
            self.ledger.acknowledged(getattr(self, way)())
            outcome = way
        except Refusal:
            outcome = "refused"
        except Exception as error:
            words = " ".join(str(error).split())[:100]
            outcome = f"ERROR {type(error).__name__}: {words}"
        self.ledger.took(time.monotonic() - began, outcome)

    def post(self) -> Entry:
        from debates.operations import post_claim

        parent, text = self._any(), self._text()
        stance = self._random.choice(["pro", "con"])
        claim = post_claim(self.actor, parent, stance=stance, text=text, key=uuid4())
        self.claims.append(claim.pk)
        return Entry("posted", claim.pk, text, parent.pk)

    def edit(self) -> Entry:
        from debates.operations import edit_claim

        claim, text = self._any(), self._text()
        edit_claim(self.actor, claim, seen=claim.revision, text=text, detail="")
        return Entry("edited", claim.pk, text)

    def move(self) -> Entry:
        from debates.operations import move_claim

        claim, parent = self._any(), self._any()
        move_claim(self.actor, claim, parent)
        return Entry("moved", claim.pk, parent=parent.pk)

    def withdraw(self) -> Entry:
        from debates.operations import withdraw_claim

        return Entry("withdrawn", withdraw_claim(self.actor, self._any()).pk)

    def concede(self) -> Entry:
        from debates.operations import concede

        return Entry("conceded", concede(self.actor, self._any()).pk)

    def _any(self) -> Any:
        from debates.models import Claim

        # Rather one of the last, so that people meet.
        recent = self.claims[-40:] if self._random.random() < 0.7 else self.claims
        return Claim.objects.select_related("debate").get(pk=self._random.choice(recent))

    def _text(self) -> str:
        self._texts += 1
        return f"{self.actor} has point {self._texts}"


def main(operations: int, path: Path) -> None:
    from core.accounts.models import User
    from debates.models import Claim

    claims = [Claim.objects.filter(parent=None).earliest("pk").pk]  # not in the quiet debate
    ledger = Ledger()
    crowd = [
        Member(actor, claims, ledger, seed)
        for seed, actor in enumerate(User.objects.filter(username__startswith="person-"))
    ]
    threads = [threading.Thread(target=who.take_part, args=(operations,)) for who in crowd]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ledger.save(path)
    told = {
        "elapsed": time.monotonic() - began,
        "seconds": ledger.seconds,
        "answers": ledger.answers,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), Path(sys.argv[2]))
