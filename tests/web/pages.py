"""What the tests of pages share: a page as text, addresses, and maps to fill it with."""

from django.http import HttpResponse
from django.urls import reverse

from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.words import Stance
from debates.models import Claim

CHAIN = """\
  + Air
    - Electric cars
      - Tyres
  - Deliveries
"""


def text_of(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def page_of(name: str, claim: Claim) -> str:
    """The address of a page about one claim."""
    return reverse(name, args=[claim.debate.slug, claim.pk])


def of_size(number: int) -> ArgumentMap:
    """A thesis with five replies, every further claim below one of those before it."""
    nodes = {str(key): Node(str(key), f"Claim {key}") for key in range(number)}
    replies = tuple(
        Reply(str(key), str((key - 1) // 5), Stance.CON if key % 2 else Stance.PRO)
        for key in range(1, number)
    )
    argument = ArgumentMap("0", nodes, replies, title="Of a size")
    ordered = {step.node.key: step.node for step in argument.walk()}
    return ArgumentMap("0", ordered, replies, title="Of a size")
