from dataclasses import replace

from debates.argument.challenges import challenges
from debates.argument.map import ArgumentMap, Link
from debates.argument.premises import (
    bundles_of,
    gathered,
    numbers_of_groups,
    with_whole_groups,
)
from debates.argument.words import Aim, Stance, State
from tests.maps import changed, grow

OUTLINE = """
Cities
  + Air
    - Electric
  + Noise
  - Freight
  + Space
  -truth Shops
"""


def grouped(outline: str, groups: dict[str, str], *links: Link) -> ArgumentMap:
    argument = grow(outline)
    replies = tuple(reply._replace(group=groups.get(reply.key, "")) for reply in argument.replies)
    return replace(argument, replies=replies, links=links)


def test_what_argues_about_one_claim_by_one_name_is_linked():
    argument = grouped(OUTLINE, {"Air": "a", "Space": "a", "Noise": "b", "Electric": "a"})
    (bundle, premises), *more = bundles_of(argument).items()

    assert not more
    assert bundle == ("Cities", Stance.PRO, None, "a")
    assert [premise.key for premise in premises] == ["Air", "Space"]


def test_pros_and_cons_are_not_linked_nor_cons_with_different_aims():
    argument = grouped(OUTLINE, {"Air": "a", "Freight": "a", "Shops": "a"})
    assert bundles_of(argument) == {}
    assert all(not reply.group for reply in with_whole_groups(argument).replies)


def test_a_link_is_a_premise_like_a_reply():
    links = (
        Link("Electric", "Cities", Stance.CON, Aim.TRUTH, group="x"),
        Link("Space", "Air", Stance.PRO, group="x"),
    )
    argument = grouped(OUTLINE, {"Shops": "x"}, *links)
    whole = with_whole_groups(argument)

    assert [edge.key for edge in (*whole.replies, *whole.links) if edge.group] == [
        "Shops",
        "Electric",
    ]
    assert numbers_of_groups(argument) == {("Shops", "Cities"): 1, ("Electric", "Cities"): 1}


def test_a_map_without_groups_stays_the_same_value():
    argument = grow(OUTLINE)
    assert with_whole_groups(argument) is argument
    assert gathered(argument) is argument


def test_groups_are_numbered_for_each_claim_in_reading_order():
    names = {"Air": "b", "Noise": "a", "Space": "b", "Freight": "c"}
    argument = grouped(OUTLINE + "  + Trees\n", names | {"Trees": "a"})
    assert numbers_of_groups(argument) == {
        ("Air", "Cities"): 1,
        ("Space", "Cities"): 1,
        ("Noise", "Cities"): 2,
        ("Trees", "Cities"): 2,
    }


def test_linked_premises_are_gathered_where_the_first_of_them_stands():
    names = {"Air": "a", "Space": "a", "Noise": "b", "Trees": "b"}
    argument = gathered(grouped(OUTLINE + "  + Trees\n", names))
    assert [reply.key for reply in argument.children["Cities"]] == [
        "Air",
        "Space",
        "Noise",
        "Trees",
        "Freight",
        "Shops",
    ]
    assert gathered(argument) is argument


def test_a_group_of_links_alone_moves_nothing():
    links = (
        Link("Electric", "Cities", Stance.PRO, group="x"),
        Link("Space", "Air", Stance.PRO, group="x"),
        Link("Noise", "Air", Stance.PRO, group="x"),
    )
    argument = grouped(OUTLINE, {}, *links)
    assert gathered(argument) is argument
    assert [link.group for link in with_whole_groups(argument).links] == ["", "x", "x"]


def test_a_challenge_tells_how_many_premises_fall_with_what_it_challenges():
    outline = "Cities\n  + Air\n    - Electric\n  + Noise\n  + Space\n  - Freight\n"
    argument = grouped(outline, {"Air": "a", "Noise": "a", "Space": "a"})
    assert {one.key: one.linked for one in challenges(argument)} == {"Electric": 2, "Freight": 0}
    gone = changed(argument, "Noise", state=State.WITHDRAWN)
    assert challenges(gone)[0].linked == 1
