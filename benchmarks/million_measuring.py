"""One of the two sites of ``million.py``: fills its database, then does what it is told.

It stays there while the other one is measured, so that both take turns. What it is told is a name
of ``_ACTS`` and how often; it answers with the milliseconds of each time, as JSON.
"""

import gc
import json
import random
import sys
import time
from collections.abc import Callable, Iterator

import django

Act = Callable[[], object]
_MIDDLING = range(600, 1_700)


def main(debates: int) -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"]["BACKEND"] = plain
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STATIC_ROOT.mkdir()

    from benchmarks.million_filling import fill

    began = time.monotonic()
    fill(debates)
    print(json.dumps({"filled": time.monotonic() - began}), flush=True)
    acts = dict(_acts(debates))
    gc.disable()
    for line in sys.stdin:
        name, times = json.loads(line)
        print(json.dumps(_milliseconds(acts[name], times)), flush=True)
        gc.collect()


def _milliseconds(act: Act, times: int) -> list[float]:
    """Every debate is as one that nobody has opened: of a thousand, all would be kept soon."""
    from django.core.cache import caches

    taken = []
    for _ in range(times):
        caches["derived"].clear()
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _acts(debates: int) -> Iterator[tuple[str, Act]]:
    from django.test import Client

    from benchmarks.vocabulary import vocabulary
    from core.accounts.models import User
    from debates import operations
    from debates.models import Claim

    dice = random.Random(debates)
    words = vocabulary(random.Random(22))
    reader = User.objects.get(username="p0")
    visitor, signed_in = Client(), Client()
    signed_in.force_login(reader)

    def page(client: Client, address: Callable[[], str]) -> Act:
        def ask() -> None:
            answer = client.get(address())
            if answer.status_code != 200:
                raise RuntimeError(f"{answer.request['PATH_INFO']}: {answer.status_code}")

        return ask

    def debate() -> int:
        """Public: neither the 7th nor the 13th of twenty."""
        return dice.randrange(debates // 20) * 20 + 2

    def word() -> str:
        return words[dice.choice(_MIDDLING)]

    def root() -> Claim:
        return Claim.objects.get(pk=(debate() - 1) * 5 + 1)

    def post() -> None:
        operations.post_claim(reader, root(), stance="pro", text=f"Because of {word()}")

    def opened() -> None:
        operations.open_debate(reader, title=f"About {word()}", theses=[f"There is {word()}"])

    def in_debate(rest: str = "") -> Callable[[], str]:
        return lambda: f"/debates/debate-{debate()}/{rest}"

    yield "a debate's page", page(visitor, in_debate())
    yield "the same, signed in", page(signed_in, in_debate())
    yield "outline", page(visitor, in_debate("outline/"))
    yield "challenges", page(visitor, in_debate("challenges/"))
    yield "history", page(visitor, in_debate("history/"))
    yield "posting a claim", post
    yield "opening a debate", opened
    yield (
        "search in a debate",
        page(visitor, lambda: f"/search/?q={word()}&debate=debate-{debate()}"),
    )
    yield "search everywhere", page(visitor, lambda: f"/search/?q={word()}")
    yield "explore", page(visitor, lambda: "/")
    yield "explore, signed in", page(signed_in, lambda: "/")
    yield "explore, page 3", page(visitor, lambda: "/?page=3")
    yield "explore, newest", page(visitor, lambda: "/?sort=new")
    yield "explore, most claims", page(visitor, lambda: "/?sort=claims")
    yield "explore, by a word", page(visitor, lambda: f"/?q={word()}")
    yield "explore, closed ones", page(visitor, lambda: "/?phase=closed")
    yield "my debates", page(signed_in, lambda: "/me/")
    yield "my claims", page(signed_in, lambda: "/me/claims/")
    yield "what is new", page(signed_in, lambda: "/me/news/")
    yield "a person's page", page(signed_in, lambda: f"/people/p{dice.randrange(100)}/")


if __name__ == "__main__":
    main(int(sys.argv[1]))
