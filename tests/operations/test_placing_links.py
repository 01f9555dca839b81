"""A whole map comes in with its links, and with what became of its challenges."""

from dataclasses import replace

import pytest

from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.premises import MOST_TOGETHER
from debates.argument.schemes import SCHEMES
from debates.argument.words import Stance
from debates.models import Claim
from debates.operations import place_debate
from debates.operations.linking import MOST_LINKS
from tests.maps import at, changed, grow, linked
from tests.operations.records import refused

QUESTION = next(iter(SCHEMES.values())).questions[0].key


@pytest.fixture
def argument() -> ArgumentMap:
    outline = "Ban cars\n  + Air\n    - Electric\n      - Tyres\n  - Freight\n    + Food\n"
    return replace(grow(outline), title="Cars")


def test_what_could_not_be_linked_by_hand_cannot_come_in(ada, argument):
    with refused("linked_to_parent"):
        place_debate(ada, linked(argument, "Electric", "Air", Stance.CON))
    many = "\n".join(f"  + Reason {number}" for number in range(MOST_LINKS + 1))
    tangled = replace(grow(f"Ban cars\n  + Air\n    + Trees\n{many}"), title="Cars")
    for number in range(MOST_LINKS):
        tangled = linked(tangled, "Trees", f"Reason {number}", Stance.PRO)
    assert place_debate(ada, tangled).links.count() == MOST_LINKS
    tangled = linked(tangled, "Trees", f"Reason {MOST_LINKS}", Stance.PRO)
    with refused("too_many_links"):
        place_debate(ada, tangled)


def test_that_a_challenge_was_met_and_what_was_asked_come_along(ada, argument):
    met = changed(changed(argument, "Electric", met=at(5)), "Tyres", question=QUESTION)
    place_debate(ada, met)
    assert Claim.objects.get(text="Electric").met_at == at(5)
    assert Claim.objects.get(text="Tyres").critical_question == QUESTION


@pytest.mark.parametrize(
    ("code", "key", "wrong"),
    [
        ("not_a_challenge", "Air", {"met": at(5)}),
        ("not_a_challenge", "Ban cars", {"met": at(5)}),
        ("unknown_question", "Tyres", {"question": "who.knows"}),
        ("unknown_question", "Ban cars", {"question": QUESTION}),
    ],
)
def test_what_cannot_be_has_the_whole_map_refused(ada, argument, code, key, wrong):
    with refused(code):
        place_debate(ada, changed(argument, key, **wrong))


def test_more_premises_than_can_be_shown_together_are_refused(ada):
    def together(premises: int) -> ArgumentMap:
        keys = [str(key) for key in range(1, premises + 1)]
        nodes = {key: Node(key, f"Claim {key}") for key in ("0", *keys)}
        replies = tuple(Reply(key, "0", Stance.PRO, group="a") for key in keys)
        return ArgumentMap("0", nodes, replies, title="Cars")

    assert place_debate(ada, together(MOST_TOGETHER))
    with refused("too_many_premises"):
        place_debate(ada, together(MOST_TOGETHER + 1))
