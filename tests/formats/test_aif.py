"""What is written as AIF and xAIF: read back by us, and by arguebuf."""

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source
from debates.argument.words import Stance, State
from debates.formats.aif import FORMAT, XAIF, dumps, dumps_xaif, loads
from debates.formats.carried import kept
from debates.formats.errors import FormatError
from debates.formats.registry import detected
from tests.maps import at, chain, changed, grow, linked, maps

PRO, CON = Stance.PRO, Stance.CON

CARS = """
Ban cars
  + Air
    -relevance Wind
      -truth Calm
  - Deliveries
  -relevance Beside the point
"""
BOTH = pytest.mark.parametrize("format", [FORMAT, XAIF], ids=["aif", "xaif"])


def written(argument: ArgumentMap) -> dict:
    return json.loads(dumps(argument))


def relations(argument: ArgumentMap) -> list[str]:
    """As in ``b -RA-> a``, with the texts of claims and the ids of what is between."""
    record = written(argument)
    kinds = {node["nodeID"]: node["type"] for node in record["nodes"]}
    return [
        " ".join(
            key if kinds[key] == "I" else f"{kinds[key]}:{key}"
            for key in (edge["fromID"], edge["toID"])
        )
        for edge in record["edges"]
    ]


def test_a_tree_is_claims_inferences_and_conflicts():
    assert relations(grow("Ban cars\n  + Air\n    - Wind\n  - Deliveries")) == [
        *("Air RA:n1", "RA:n1 Ban cars"),
        *("Wind CA:n2", "CA:n2 Air"),
        *("Deliveries CA:n3", "CA:n3 Ban cars"),
    ]


def test_what_attacks_relevance_attacks_the_inference_where_there_is_one():
    assert relations(grow(CARS))[2:6] == ["Wind CA:n2", "CA:n2 RA:n1", "Calm CA:n3", "CA:n3 Wind"]
    assert relations(grow(CARS))[-1] == "CA:n5 Ban cars"


def test_linked_premises_share_an_inference():
    argument = grow("T\n  + a\n  + b\n  - c\n  + d")
    grouped = [reply._replace(group="g" if reply.key != "d" else "") for reply in argument.replies]
    argument = replace(argument, replies=tuple(grouped))

    assert relations(argument) == [
        *("a RA:n1", "RA:n1 T", "b RA:n1"),
        *("c CA:n2", "CA:n2 T"),
        *("d RA:n3", "RA:n3 T"),
    ]
    assert loads(dumps(argument)) == argument


def test_an_undercut_of_the_second_of_linked_premises_says_which():
    argument = grow("T\n  + a\n  + b\n    -relevance c")
    grouped = [reply._replace(group="g") for reply in argument.replies if reply.key != "c"]
    argument = replace(argument, replies=(*grouped, argument.reply_of["c"]))

    assert relations(argument)[-1] == "CA:n2 RA:n1"
    assert loads(dumps(argument)) == argument


def test_ids_of_what_is_between_are_no_claim_s():
    argument = grow("n1\n  + n2")

    assert [node["nodeID"] for node in written(argument)["nodes"]] == ["n1", "n2", "n3"]


def test_schemes_have_the_names_and_numbers_of_aifdb():
    argument = grow("T\n  + a\n  + b\n  - c")
    for key, scheme in {"a": "expert_opinion", "b": "statistics", "c": "sign"}.items():
        argument = changed(argument, key, scheme=scheme)

    steps = [node for node in written(argument)["nodes"] if node["type"] != "I"]

    assert [(node["text"], node.get("schemeID")) for node in steps] == [
        ("Expert Opinion", "15"),
        ("Statistics", None),
        ("Default Conflict", "71"),
    ]
    assert json.loads(dumps_xaif(argument))["AIF"]["schemefulfillments"] == [
        {"nodeID": "n1", "schemeID": "15"},
        {"nodeID": "n3", "schemeID": "71"},
    ]


def test_authors_are_people_who_assert():
    argument = changed(grow("T\n  + a"), "T", author="Ada Lovelace", written=at(5))
    argument = changed(argument, "a", author="Ben")

    record = written(argument)

    assert record["participants"] == [
        {"participantID": "1", "firstname": "Ada", "surname": "Lovelace"},
        {"participantID": "2", "firstname": "Ben", "surname": ""},
    ]
    said = {"nodeID": "n2", "personID": "1", "timestamp": "2026-03-01 09:05:00"}
    assert record["locutions"][0] == said | {"start": None, "end": None, "source": None}
    assert relations(argument)[2:4] == ["L:n2 YA:n3", "YA:n3 T"]
    assert "Ada Lovelace : T" in dumps(argument)


def test_other_programs_that_keep_only_what_aif_knows_find_the_authors_too():
    argument = changed(grow("T\n  + a"), "a", author="Ada Lovelace", scheme="sign", written=at(1))
    record = written(argument)
    for item in (record, *record["nodes"], *record["edges"]):
        item.pop("rejoinder", None)

    again = loads(json.dumps(record))

    assert again == argument
    assert again.unplaced == {"locutions": 1, "illocutions": 1}


def test_times_at_the_ends_of_the_calendar_are_no_problem():
    before_utc = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))
    argument = changed(grow("T"), "T", written=before_utc)

    assert "timestamp" not in written(argument)["nodes"][0]
    assert loads(dumps(argument)) == argument


@BOTH
@given(maps())
@settings(max_examples=40)
@example(grow(CARS))
@example(grow("AIF"))
@example(linked(grow("T\n  + a"), "T", "a", CON))
@example(linked(grow("T\n  + a"), "a", "T", CON))
def test_what_is_written_and_read_back_is_the_same(format, argument):
    text = format.dumps(argument)
    again = format.loads(text)

    assert again == kept(argument, format.carries)
    assert list(again.nodes) == list(argument.nodes)
    assert again.unplaced == {}
    assert detected(text) is format


@BOTH
def test_a_deep_thread_is_no_problem(format):
    assert format.loads(format.dumps(chain(5000))) == chain(5000)


@BOTH
def test_every_claim_has_its_line(format):
    text = format.dumps(grow(CARS))
    lines = text.splitlines()

    for key, line in format.loads(text).lines.items():
        assert json.dumps(key) in lines[line - 1]


def test_the_same_two_claims_may_have_a_reply_and_a_link_of_one_group():
    argument = ArgumentMap(
        "T",
        {"T": Node("T", "T"), "a": Node("a", "a")},
        (Reply("a", "T", PRO, group="g"),),
        (Link("a", "T", PRO, group="g"),),
    )
    assert loads(dumps(argument)) == argument


def own(record: dict, nodes: int = 0, **changes: object) -> str:
    place = record["nodes"][nodes].setdefault("rejoinder", {})
    place.update(changes)
    return json.dumps(record)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"rejoinder": 3}, "rejoinder must be an object"),
        ({"rejoinder": {}}, "rejoinder.version must be 1"),
        ({"rejoinder": {"version": 2}}, "rejoinder.version must be 1"),
        ({"rejoinder": {"version": 1, "title": 3}}, "rejoinder.title must be text"),
        ({"rejoinder": {"version": 1, "x": 3}}, "rejoinder has a key that this format"),
        ({"rejoinder": {"version": 1, "question": "Z"}}, 'rejoinder.question is "Z", but no'),
    ],
)
def test_what_is_wrong_with_what_we_add_is_told(change, problem):
    with pytest.raises(FormatError) as caught:
        loads(json.dumps(written(grow("T\n  + a")) | change))

    assert caught.value.problem.startswith(problem)


@pytest.mark.parametrize(
    ("added", "problem"),
    [
        ({"aim": "x"}, 'edges[0].rejoinder.aim is "x"'),
        ({"target": "Z"}, 'edges[0].rejoinder.target is "Z", but no claim'),
        ({"link": 1}, "edges[0].rejoinder.link must be true or false"),
    ],
)
def test_what_is_wrong_with_a_relation_is_told_with_its_line(added, problem):
    text = dumps(grow("T\n  - a")).replace('"fromID":"a"', '"fromID":"a","rejoinder":ADDED')

    with pytest.raises(FormatError) as caught:
        loads(text.replace("ADDED", json.dumps(added)))

    assert caught.value.problem.startswith(problem)
    assert text.splitlines()[caught.value.line - 1].count("ADDED") == 1


def test_what_is_wrong_with_a_claim_is_told_with_its_line():
    text = dumps(changed(grow("T\n  - a"), "a", state=State.HIDDEN)).replace("hidden", "gone")

    with pytest.raises(FormatError, match=r'rejoinder\.state is "gone"') as caught:
        loads(text)

    assert "gone" in text.splitlines()[caught.value.line - 1]


def test_a_file_that_somebody_changed_grows_as_well_as_it_can():
    argument = linked(grow("T\n  + a\n  - b"), "b", "a", PRO)
    argument = replace(argument, links=(argument.links[0]._replace(made=at(3)),))
    record = written(argument)
    record["nodes"].append({"nodeID": "new", "text": "New", "type": "I"})

    again = loads(json.dumps(record))

    assert again.asks
    assert [reply.key for reply in again.children[again.root]] == ["T", "new"]
    assert again.links == argument.links


def test_sources_and_all_else_come_back():
    source = Source(url="https://a.org", quote="Yes.")
    argument = changed(
        grow("T\n  + a"), "a", sources=(source,), detail="Why.", edited=at(2), conceded=True
    )
    argument = replace(argument, title="Cars", background="In cities.")

    assert loads(dumps(argument)) == argument


@BOTH
def test_arguebuf_reads_what_we_write(format):
    import arguebuf

    argument = changed(grow(CARS), "Air", scheme="expert_opinion", author="Ada")
    argument = linked(argument, "Calm", "Deliveries", PRO)

    load = {"aif": arguebuf.load.aif, "xaif": arguebuf.load.xaif}[format.name]
    graph = load(json.loads(format.dumps(argument)))

    claims = {node.id: node.plain_text for node in graph.atom_nodes.values()}
    assert claims == {key: node.text for key, node in argument.nodes.items()}
    schemes = Counter(repr(node.scheme) for node in graph.scheme_nodes.values())
    assert schemes == {
        repr(arguebuf.Attack.DEFAULT): 4,
        repr(arguebuf.Support.EXPERT_OPINION): 1,
        repr(arguebuf.Support.DEFAULT): 1,
    }
    assert len(graph.edges) == 2 * 6
    (air,) = graph.outgoing_nodes(graph.nodes["Air"])
    assert [node.id for node in graph.outgoing_nodes(air)] == ["Ban cars"]


def test_we_read_what_arguebuf_writes():
    import arguebuf

    argument = grow("T\n  + Air\n    -relevance Wind\n      - Calm\n  - Deliveries")
    argument = linked(argument, "Calm", "Deliveries", PRO)
    graph = arguebuf.load.aif(json.loads(dumps(argument)))

    again = loads(json.dumps(arguebuf.dump.aif(graph)))

    assert (again.replies, again.links) == (argument.replies, argument.links)
    assert [node.text for node in again.nodes.values()] == list(argument.nodes)
    assert again.unplaced == {}


@given(maps())
@settings(max_examples=20)
def test_arguebuf_finds_every_claim_and_every_relation(argument):
    import arguebuf

    graph = arguebuf.load.aif(json.loads(dumps(argument)))

    assert {node.id for node in graph.atom_nodes.values()} == set(argument.nodes)
    stances = [reply.stance for reply in argument.replies if reply.stance]
    premises = [edge for edge in graph.edges.values() if edge.source.id in graph.atom_nodes]
    assert len(premises) == len(stances) + len(argument.links)
