"""Measures what it takes to read a debate from a file and to store it, on one database, and prints
the rows as JSON. ``formats.py`` runs it for each.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager

import django

CLAIMS = 10_000
ROUNDS, QUICK_ROUNDS = 5, 2
_BATCH = 1000


def main(*, quick: bool) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "core.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.debating import debated
    from benchmarks.report import compared
    from debates.formats import kialo

    call_command("migrate", verbosity=0)
    size = CLAIMS // 10 if quick else CLAIMS
    content = kialo.dumps(debated(size)).encode()
    ours, bare = _measured(content, QUICK_ROUNDS if quick else ROUNDS)
    row = compared(
        "read and store Kialo",
        size,
        connection.vendor,
        ours=ours,
        peer=bare,
        peer_name="bulk_create",
        goal=1.3,
    )
    print(json.dumps([row._asdict()]))


def _measured(content: bytes, rounds: int) -> tuple[float, float]:
    from core.accounts.models import User
    from debates import operations
    from debates.formats.reception import received

    ada = User.objects.create(username="ada", email="ada@example.org")
    debate = operations.place_debate(ada, received(content).argument)
    bare = _bare(debate)
    ours = lambda: operations.place_debate(ada, received(content).argument)  # noqa: E731
    times: list[tuple[float, float]] = [(_time(ours), _time(bare)) for _ in range(rounds)]
    return min(mine for mine, _ in times), min(theirs for _, theirs in times)


def _bare(debate) -> Callable[[], None]:
    """Makes the same rows as instances and hands them to bulk_create, without looking at them."""
    from debates.models import Claim, Debate, Revision

    fields = [field.attname for field in Claim._meta.concrete_fields]
    claims = list(debate.claims.order_by("lft").values(*fields))
    revisions = list(Revision.objects.filter(claim__debate=debate).values())
    title = {"title": "Bare", "visibility": debate.visibility, "posting": debate.posting}

    def act() -> None:
        copy = Debate.objects.create(slug="bare", phase=debate.phase, **title)
        after = Claim.objects.order_by("-pk").values_list("pk", flat=True)[0]
        keys = {row["id"]: number for number, row in enumerate(claims, after + 1)}
        placed = {"debate_id": copy.pk, "tree_id": copy.pk}
        Claim.objects.bulk_create(
            [
                Claim(
                    **row
                    | placed
                    | {"id": keys[row["id"]], "parent_id": keys.get(row["parent_id"])}
                )
                for row in claims
            ],
            batch_size=_BATCH,
        )
        Revision.objects.bulk_create(
            [
                Revision(**row | {"id": None, "claim_id": keys[row["claim_id"]]})
                for row in revisions
            ],
            batch_size=_BATCH,
        )

    return act


def _time(act: Callable[[], object]) -> float:
    """In milliseconds, with what is written taken back afterwards."""
    gc.collect()
    with _taken_back():
        begun = time.perf_counter()
        act()
        return (time.perf_counter() - begun) * 1000


@contextmanager
def _taken_back():
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
