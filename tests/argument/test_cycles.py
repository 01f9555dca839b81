from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from debates.argument.cycles import circle, way
from debates.argument.map import ArgumentMap
from debates.argument.words import Stance
from tests.maps import bare, chain, grow, linked, maps

CARS = """\
Cars
  + Air
    - Electric
      - Tyres
  - Freight
    + Food
"""


def edges_of(argument: ArgumentMap) -> dict[str, list[str]]:
    edges = {reply.key: [reply.parent] for reply in argument.replies}
    for link in argument.links:
        edges.setdefault(link.key, []).append(link.target)
    return edges


def reached(edges: dict[str, list[str]], start: str) -> set[str]:
    """By brute force: whatever is led to, taken in until nothing more comes."""
    known = {start}
    while more := {onward for key in known for onward in edges.get(key, [])} - known:
        known |= more
    return known


def test_a_claim_argues_by_way_of_its_parents_about_the_thesis() -> None:
    edges = edges_of(grow(CARS))
    assert way(edges, "Tyres", "Cars") == ["Tyres", "Electric", "Air", "Cars"]
    assert way(edges, "Cars", "Tyres") == []
    assert way(edges, "Food", "Air") == []
    assert way(edges, "Food", "Food") == ["Food"]


def test_a_way_goes_along_links_and_is_a_shortest_one() -> None:
    argument = linked(grow(CARS), "Freight", "Tyres", Stance.PRO)
    assert way(edges_of(argument), "Food", "Air") == ["Food", "Freight", "Tyres", "Electric", "Air"]
    shorter = linked(argument, "Food", "Electric", Stance.CON)
    assert way(edges_of(shorter), "Food", "Air") == ["Food", "Electric", "Air"]


def test_a_map_without_a_circle_has_none() -> None:
    argument = grow(CARS)
    assert circle(argument) is None
    assert circle(linked(argument, "Food", "Tyres", Stance.PRO)) is None
    assert circle(linked(argument, "Tyres", "Cars", Stance.PRO)) is None


def test_a_circle_is_told_by_its_link_and_the_way_back() -> None:
    below_itself = linked(grow(CARS), "Air", "Tyres", Stance.PRO)
    link, back = circle(below_itself)
    assert (link.key, back) == ("Air", ["Tyres", "Electric", "Air"])

    crossed = linked(linked(grow(CARS), "Air", "Food", Stance.PRO), "Freight", "Tyres", Stance.CON)
    link, back = circle(crossed)
    assert (link.key, back) == ("Air", ["Food", "Freight", "Tyres", "Electric", "Air"])


def test_a_thread_of_thousands_is_gone_through() -> None:
    deep = chain(5000)
    assert circle(deep) is None
    assert len(way(edges_of(deep), "5000", "0")) == 5001
    link, back = circle(linked(deep, "1", "5000", Stance.PRO))
    assert (link.key, len(back)) == ("1", 5000)


@given(maps(node=bare))
def test_a_way_is_there_exactly_where_brute_force_gets(argument: ArgumentMap) -> None:
    edges = edges_of(argument)
    for start in argument.nodes:
        for goal in argument.nodes:
            found = way(edges, start, goal)
            assert bool(found) == (goal in reached(edges, start))
            if found:
                assert (found[0], found[-1]) == (start, goal)
                assert all(after in edges[key] for key, after in pairwise(found))
                assert len(set(found)) == len(found)


@given(maps(max_claims=12, node=bare))
def test_a_circle_is_found_exactly_where_a_claim_is_led_back_to(argument: ArgumentMap) -> None:
    edges = edges_of(argument)
    in_circles = {
        key
        for key in argument.nodes
        if any(key in reached(edges, onward) for onward in edges.get(key, []))
    }
    found = circle(argument)
    assert bool(found) == bool(in_circles)
    if found:
        link, back = found
        assert link in argument.links
        assert (back[0], back[-1]) == (link.target, link.key)
        assert set(back) <= in_circles


@given(maps(node=bare), st.data())
def test_an_edge_closes_a_circle_exactly_where_there_is_a_way_back(
    argument: ArgumentMap, data: st.DataObject
) -> None:
    if circle(argument) or len(argument.nodes) < 2:
        return
    pairs = st.sampled_from(sorted(argument.nodes))
    key, target = data.draw(st.tuples(pairs, pairs).filter(lambda ends: ends[0] != ends[1]))
    with_it = linked(argument, key, target, Stance.PRO)
    assert bool(circle(with_it)) == bool(way(edges_of(argument), target, key))
