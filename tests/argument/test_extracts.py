"""A branch as a map of its own, and maps without people."""

from dataclasses import replace

from hypothesis import given, settings

from debates.argument.extracts import branch_of, renamed, with_names_noted, without_people
from debates.argument.map import ArgumentMap, Link, Wording
from debates.argument.prose import DETAIL_MAX
from debates.argument.words import Aim, Kind, Stance
from tests.maps import at, changed, grow, linked, maps

CARS = grow(
    """\
Cities should ban cars
  + Air gets better
    -relevance Air is not the question
      - It is
    + People say so
  - Deliveries
"""
)


def test_a_branch_begins_with_its_claim_as_a_thesis() -> None:
    conceded = changed(CARS, "Air gets better", scheme="sign", question="sign-1", met=at(3))

    branch = branch_of(replace(conceded, title="Cars", background="Long ago"), "Air gets better")

    assert branch.root == "Air gets better"
    assert list(branch.nodes) == [
        "Air gets better",
        "Air is not the question",
        "It is",
        "People say so",
    ]
    assert branch.kinds["It is"] == Kind.REBUTTAL
    assert branch.nodes[branch.root] == CARS.nodes["Air gets better"]
    assert (branch.title, branch.background) == ("Cars", "")


def test_nothing_aims_at_the_relevance_of_what_is_a_thesis_now() -> None:
    away = Link("It is", "Air gets better", Stance.CON, Aim.RELEVANCE)
    branch = branch_of(replace(CARS, links=(away,)), "Air gets better")

    assert branch.reply_of["Air is not the question"].aim is None
    assert [link.aim for link in branch.links] == [None]
    assert branch_of(CARS, "Air is not the question").reply_of["It is"].aim is None


def test_links_that_lead_out_of_a_branch_stay_behind() -> None:
    both = linked(
        linked(CARS, "It is", "Deliveries", Stance.PRO), "It is", "People say so", Stance.PRO
    )

    assert [link.target for link in branch_of(both, "Air gets better").links] == ["People say so"]


@given(maps())
@settings(max_examples=30)
def test_the_branch_of_the_root_is_the_map(argument: ArgumentMap) -> None:
    assert branch_of(argument, argument.root) is argument


@given(maps())
@settings(max_examples=30)
def test_every_branch_is_a_map_in_reading_order(argument: ArgumentMap) -> None:
    key = list(argument.nodes)[len(argument.nodes) // 2]

    branch = branch_of(argument, key)

    assert [step.node.key for step in branch.walk()] == list(branch.nodes)
    assert set(branch.kinds) == set(branch.nodes)


def test_people_are_left_out_of_every_wording() -> None:
    written = changed(CARS, "Deliveries", author="ada", earlier=(Wording("Before", author="ben"),))

    node = without_people(written).nodes["Deliveries"]

    assert (node.author, node.earlier[0].author) == ("", "")
    assert renamed(written, str.upper).nodes["Deliveries"].earlier[0].author == "BEN"


def test_names_are_noted_below_the_detail() -> None:
    written = changed(CARS, "Deliveries", author="A*da\n_B_", detail="Every day")
    written = changed(written, "It is", author="ben")
    written = changed(written, "People say so", author="ben", detail="x" * DETAIL_MAX)

    noted = with_names_noted(written)

    assert noted.nodes["Deliveries"].detail == r"Every day" + "\n\n" + r"Written by A\*da \_B\_."
    assert noted.nodes["It is"].detail == "Written by ben."
    assert noted.nodes["People say so"].detail == "x" * DETAIL_MAX
    assert noted.nodes["Air gets better"].detail == ""
    assert noted.nodes["It is"].author == "ben"
