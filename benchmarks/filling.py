"""Fill an empty site with generated debates. Without chance: every run has the same debates.

``main`` is run in a process of its own, with DATA_DIR pointing to an empty directory; its last line
says where the pages are.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from core.accounts.models import User
    from debates.argument.map import ArgumentMap, Reply

LISTED = 40
_WORDS = (
    *("cities", "transport", "evidence", "people", "streets", "cost", "noise", "children", "trade"),
    *("health", "rules", "time", "choice", "growth", "risk", "history", "law", "water", "energy"),
)
_AIMS = ("truth", "definition", "evidence", "scope")


def main(sizes: Iterable[int]) -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    print(json.dumps(filled(sizes)))


def filled(sizes: Iterable[int]) -> dict[str, str]:
    """Paths of pages by name, ``outline 1000`` among them, and the session of a reader."""
    from core.accounts.models import User
    from debates import operations

    owner = User.objects.create(username="ada", email="ada@example.org")
    reader = User.objects.create(username="ben", email="ben@example.org")
    for number in range(LISTED):
        operations.place_debate(owner, grown(f"Debate {number}", 20))
    answered = operations.place_debate(owner, answered_by(25))
    claim = answered.claims.get(level=1).get_absolute_url()
    known = {
        "session": session_of(reader),
        "columns": claim,
        "composer": f"{claim}reply/con/",
        "history": f"{answered.get_absolute_url()}history/",
    }
    for size in sizes:
        debate = operations.place_debate(owner, grown(f"{size} claims", size))
        known[f"outline {size}"] = f"{debate.get_absolute_url()}outline/"
    return known


def session_of(user: "User") -> str:
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def grown(title: str, size: int) -> "ArgumentMap":
    """Wide and deep in turn: a fourth of the claims goes on from the one before."""
    from debates.argument.map import ArgumentMap, Node

    replies = [
        _reply(number, number - 1 if number % 4 == 0 else number * 7919 % max(1, number // 3))
        for number in range(1, size)
    ]
    nodes = {str(number): Node(str(number), sentence(number)) for number in range(size)}
    return ArgumentMap("0", nodes, tuple(replies), title=title)


def answered_by(each: int) -> "ArgumentMap":
    """A thesis with one claim that has so many pros and as many cons, every fourth answered."""
    from debates.argument.map import ArgumentMap, Node, Source

    first, last = 2, 2 * each + 1
    studies = (Source(url="https://example.org/", title="A study"),)
    nodes = {
        "0": Node("0", sentence(0)),
        "1": Node("1", sentence(1), detail="*Why* it is so.\n\n" * 5, sources=studies),
    }
    for number in range(first, last + 1):
        sources = studies if number % 5 == 0 else ()
        nodes[str(number)] = Node(str(number), sentence(number), sources=sources)
    replies = [_reply(1, 0), *(_reply(number, 1) for number in range(first, last + 1))]
    for number in range(first, last + 1, 4):
        nodes[str(last + number)] = Node(str(last + number), sentence(last + number))
        replies.append(_reply(last + number, number))
    background = "What this is *about*.\n\n- One thing\n- Another"
    return ArgumentMap("0", nodes, tuple(replies), title="Fifty replies", background=background)


def _reply(number: int, parent: int) -> "Reply":
    """Pros and cons in turn, every other con with an aim."""
    from debates.argument.map import Reply
    from debates.argument.words import Aim, Stance

    if number % 2:
        return Reply(str(number), str(parent), Stance.PRO)
    aim = Aim(_AIMS[number // 4 % len(_AIMS)]) if number % 4 else None
    return Reply(str(number), str(parent), Stance.CON, aim)


def sentence(number: int) -> str:
    """A claim of some 120 characters, with a little Markdown in it."""
    words = [_WORDS[(number + 1) * step % len(_WORDS)] for step in range(1, 16)]
    return f"{number}: *{words[0]}* {' '.join(words[1:])}, [see](https://example.org/{number})"
