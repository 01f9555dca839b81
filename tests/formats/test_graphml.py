"""What is written as GraphML: read back by us, by networkx, and by us after networkx wrote it."""

import io
import json
from dataclasses import replace

import networkx
import pytest
from hypothesis import given, settings

from debates.argument.map import ArgumentMap, Assessment, Source, Wording
from debates.argument.words import Aim, Stance, State
from debates.formats.carried import kept, lost
from debates.formats.errors import FormatError
from debates.formats.graphml import FORMAT, dumps, loads
from debates.formats.registry import detected
from tests.maps import at, chain, changed, grow, linked, maps

CARS = """
Ban cars
  + Air
    -relevance Wind
  - Deliveries
"""


def rich() -> ArgumentMap:
    source = Source(url="https://a.org?x=1&y=<2>", quote='He said: "No".')
    argument = changed(
        grow(CARS),
        "Air",
        text="Air\r\n\tgets <better> & “cleaner”",
        detail="Why.\n",
        scheme="sign",
        author="Ada",
        written=at(1),
        sources=(source,),
        earlier=(Wording("Air!", author="Ada", written=at(0)),),
    )
    argument = changed(argument, "Wind", state=State.HIDDEN, conceded=True, met=at(3))
    argument = linked(argument, "Deliveries", "Air", Stance.CON)
    (link,) = argument.links
    link = link._replace(made=at(4), aim=Aim.SCOPE, group="g")
    return replace(argument, links=(link,), title="Cars", background="In cities.")


def graph_of(argument: ArgumentMap) -> networkx.MultiDiGraph:
    return networkx.read_graphml(io.BytesIO(dumps(argument).encode()), force_multigraph=True)


def passed_on(graph: networkx.MultiDiGraph) -> str:
    """As networkx writes what it has read."""
    written = io.BytesIO()
    networkx.write_graphml(graph, written)
    return written.getvalue().decode()


def test_claims_are_nodes_and_edges_lead_to_what_they_argue_about():
    assert (
        dumps(grow("T\n  + a\n    - <b>"))[-438:]
        == (
            '  <graph id="debate" edgedefault="directed">\n'
            '    <data key="rejoinder">1</data>\n'
            '    <node id="T"><data key="text">T</data><data key="kind">thesis</data></node>\n'
            '    <node id="a"><data key="text">a</data><data key="kind">claim</data></node>\n'
            '    <node id="&lt;b&gt;"><data key="text">&lt;b&gt;</data>'
            '<data key="kind">critique</data></node>\n'
            '    <edge source="a" target="T">'
            '<data key="relation">pro</data><data key="position">0</data></edge>\n'
            '    <edge source="&lt;b&gt;" target="a">'
            '<data key="relation">con</data><data key="position">0</data></edge>\n'
            "  </graph>\n"
            "</graphml>\n"
        )[-438:]
    )


def test_a_map_with_everything_comes_back():
    again = loads(dumps(rich()))

    assert again == rich()
    assert again.unplaced == {}
    assert lost(rich(), FORMAT.carries) == {}


def test_networkx_finds_the_same_claims_and_relations():
    graph = graph_of(rich())

    assert list(graph.nodes) == ["Ban cars", "Air", "Wind", "Deliveries"]
    air = graph.nodes["Air"]
    assert air["text"] == "Air\r\n\tgets <better> & “cleaner”"
    assert (air["kind"], air["scheme"], air["author"]) == ("claim", "sign", "Ada")
    assert json.loads(air["sources"])[0]["url"] == "https://a.org?x=1&y=<2>"
    assert graph.nodes["Wind"]["conceded"] is True
    assert {(a, b): told["relation"] for a, b, told in graph.edges(data=True)} == {
        ("Air", "Ban cars"): "pro",
        ("Wind", "Air"): "con",
        ("Deliveries", "Ban cars"): "con",
        ("Deliveries", "Air"): "con",
    }
    assert graph.edges["Deliveries", "Air", 0]["link"] is True
    assert graph.edges["Deliveries", "Ban cars", 0]["position"] == 1
    assert graph.graph["title"] == "Cars"


@given(maps())
@settings(max_examples=40)
def test_what_is_written_and_read_back_is_the_same(argument):
    text = dumps(argument)
    expected = kept(argument, FORMAT.carries)
    again = loads(text)

    assert again == expected
    assert list(again.nodes) == list(expected.nodes)
    assert again.unplaced == {}
    assert detected(text) is FORMAT


@given(maps())
@settings(max_examples=25)
def test_networkx_reads_it_and_what_it_writes_reads_as_the_same(argument):
    graph = graph_of(argument)
    expected = kept(argument, FORMAT.carries)

    assert list(graph.nodes) == list(expected.nodes)
    assert len(graph.edges) == len(argument.replies) + len(argument.links)
    assert loads(passed_on(graph)) == expected


def test_siblings_keep_their_order_when_a_program_changes_that_of_edges():
    text = dumps(grow("T\n  + a\n  - b\n  + c"))
    lines = text.splitlines()
    first = next(n for n, line in enumerate(lines) if "<edge" in line)
    lines[first : first + 3] = reversed(lines[first : first + 3])

    assert [reply.key for reply in loads("\n".join(lines)).replies] == ["a", "b", "c"]


def test_what_was_computed_is_written_and_not_read():
    assessed = {"Air": Assessment(0.0, "out"), "Ban cars": Assessment(0.25, "in")}
    argument = replace(grow(CARS), assessed=assessed, assessed_by="quadratic energy")

    graph = graph_of(argument)
    again = loads(dumps(argument))

    assert graph.nodes["Air"]["strength"] == 0.0
    assert graph.nodes["Air"]["standing"] == "out"
    assert graph.graph["assessed_by"] == "quadratic energy"
    assert (again.assessed, again.unplaced) == ({}, {})


def test_control_characters_are_left_out_and_told():
    argument = changed(grow(CARS), "Air", text="A\0ir")
    argument = replace(argument, assessed={"Air": Assessment(1.0)})

    assert lost(argument, FORMAT.carries) == {"claims with control characters": 1}
    assert loads(dumps(argument)).nodes["Air"].text == "Air"
    assert graph_of(argument).nodes["Air"]["strength"] == 1.0


def test_a_deep_thread_is_no_problem():
    assert loads(dumps(chain(5000))) == chain(5000)


def test_every_claim_has_its_line():
    text = dumps(grow(CARS))
    lines = text.splitlines()

    for key, line in loads(text).lines.items():
        assert f'<node id="{key}">' in lines[line - 1]


def test_values_that_a_program_added_are_counted_and_empty_ones_are_none():
    text = dumps(grow(CARS)).replace(
        '<data key="kind">claim', '<data key="x">4</data><data key="state"/><data key="kind">claim'
    )

    again = loads(text)

    assert again == grow(CARS)
    assert again.unplaced == {"values under unknown names": 1}


def test_without_the_question_its_theses_get_another():
    argument = replace(grow("Q\n  + a\n  + b"), asks=True)
    argument = replace(argument, replies=tuple(r._replace(stance=None) for r in argument.replies))
    assert loads(dumps(argument)) == argument

    changed_kind = dumps(argument).replace(">question<", ">thesis<")

    assert [step.node.key for step in loads(changed_kind).walk()] == ["question", "Q", "a", "b"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"rejoinder">1<', '"rejoinder">2<', 'the version must be 1, not "2"'),
        (">hidden<", ">gone<", 'the node "Wind": state is "gone"; it must be one of'),
        (">true</data><data", ">maybe</data><data", "conceded must be true or false, not text"),
        ('[{"url', '{"url', "this is not JSON"),
        ('<data key="sources">[', '<data key="sources">3', "this is not JSON"),
        (">2026-03-01T09:01", ">9:01", "written must be a time with its zone"),
        (">scope<", ">cars<", 'this edge: aim is "cars"; it must be one of'),
        ('"relation">pro<', '"relation">neutral<', 'this edge: relation is "neutral"; it must be'),
        ('<data key="relation">pro</data>', "", "this edge: has no relation"),
        ('<data key="text">Ban cars</data>', "", 'the node "Ban cars": has no text'),
    ],
)
def test_what_is_wrong_with_a_file_of_ours_is_told_with_its_line(old, new, problem):
    text = dumps(rich())
    before, found, after = text.partition(old)
    assert found

    with pytest.raises(FormatError) as caught:
        loads(before + new + after)

    assert problem in caught.value.problem
    if "version" not in problem:
        element = max(before.rfind("<node"), before.rfind("<edge"))
        assert caught.value.line == text.count("\n", 0, element) + 1
