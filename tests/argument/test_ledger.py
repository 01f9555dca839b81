"""The ledger against a second definition: slow, and by nothing but the words of the design."""

from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from debates.argument.challenges import challenges
from debates.argument.counts import tally_of
from debates.argument.map import ArgumentMap
from debates.argument.presence import standing
from debates.argument.words import CHALLENGES, Stance, State
from tests.maps import maps, times


@st.composite
def dated_maps(draw: st.DrawFn) -> ArgumentMap:
    """Any map whose links say when they were made, and whose cons may have been met."""
    argument = draw(maps())
    links = tuple(link._replace(made=draw(times)) for link in argument.links)
    nodes = {
        key: node._replace(met=draw(times) if argument.kinds[key] in CHALLENGES else None)
        for key, node in argument.nodes.items()
    }
    return replace(argument, links=links, nodes=nodes)


def counts(argument: ArgumentMap, key: str) -> bool:
    """Whether the claim and everything above it is visible."""
    while True:
        if argument.nodes[key].state != State.VISIBLE:
            return False
        if key not in argument.reply_of:
            return True
        key = argument.reply_of[key].parent


def answers(argument: ArgumentMap, key: str) -> list[datetime | None]:
    """When each answer to the challenge was last touched; None where nobody knows."""
    node = argument.nodes[key]
    touched = [] if node.met is None else [node.met]
    by_reply = {
        reply.key
        for reply in argument.replies
        if reply.parent == key and reply.stance == Stance.CON and counts(argument, reply.key)
    }
    for con in by_reply:
        answer = argument.nodes[con]
        touched.append(answer.edited or answer.written)
    for link in argument.links:
        against = link.target == key and link.stance == Stance.CON
        if against and counts(argument, link.key) and link.key not in by_reply:
            edited = argument.nodes[link.key].edited
            known = [time for time in (link.made, edited) if time]
            touched.append(max(known) if link.made else None)
    return touched


def status(argument: ArgumentMap, key: str) -> str:
    node, touched = argument.nodes[key], answers(argument, key)
    if node.conceded:
        return "conceded"
    if not touched:
        return "open"
    if node.edited and None not in touched and node.edited > max(touched):
        return "stale"
    return "answered"


@given(dated_maps())
def test_every_challenge_has_the_status_that_the_definition_gives_it(argument):
    expected = {
        key: status(argument, key)
        for key, kind in argument.kinds.items()
        if kind in CHALLENGES and counts(argument, key)
    }
    assert {one.key: one.status.value for one in challenges(argument)} == expected


@given(dated_maps())
def test_what_stands_is_what_the_walk_down_finds(argument):
    places = standing(argument)
    walked = [step for step in argument.walk() if counts(argument, step.node.key)]
    assert [(key, place.depth) for key, place in places.items()] == [
        (step.node.key, step.depth) for step in walked
    ]
    for key, place in places.items():
        assert (place.kind, place.side) == (argument.kinds[key], argument.sides[key])


@given(dated_maps())
def test_the_count_of_open_ones_is_the_length_of_their_list_with_and_without_times(argument):
    listed = [one for one in challenges(argument) if one.status == "open"]
    assert tally_of(argument).open == len(listed)
    nodes = {key: node._replace(written=None, edited=None) for key, node in argument.nodes.items()}
    links = tuple(link._replace(made=None) for link in argument.links)
    assert tally_of(replace(argument, nodes=nodes, links=links)).open == len(listed)
