"""GraphML that other programs wrote, and GraphML that nobody should."""

import io
from contextlib import suppress

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import Link, Reply
from debates.argument.words import Stance
from debates.formats.errors import FormatError
from debates.formats.graphml import FORMAT, loads

PRO, CON = Stance.PRO, Stance.CON

YED = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <!--Created by yEd 3.23-->
  <key attr.name="Description" attr.type="string" for="graph" id="d0"/>
  <key for="port" id="d1" yfiles.type="portgraphics"/>
  <key attr.name="url" attr.type="string" for="node" id="d4"/>
  <key attr.name="description" attr.type="string" for="node" id="d5"/>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key attr.name="description" attr.type="string" for="edge" id="d9"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <data key="d0" xml:space="preserve"/>
    <node id="n0"><data key="d5"/><data key="d6"><y:ShapeNode><y:Geometry height="30.0"/>
      <y:NodeLabel alignment="center">Ban cars<y:LabelModel><y:SmartNodeLabelModel/></y:LabelModel>
      </y:NodeLabel><y:NodeLabel>2</y:NodeLabel><y:Shape type="rectangle"/></y:ShapeNode></data>
    </node>
    <node id="n1" yfiles.foldertype="group">
      <data key="d6"><y:GroupNode><y:NodeLabel>Reasons</y:NodeLabel></y:GroupNode></data>
      <graph edgedefault="directed" id="n1:">
        <node id="n1::n0"><data key="d4">https://a.org</data><data key="d5">Measured.</data>
          <data key="d6"><y:NodeLabel>Air</y:NodeLabel></data><port name="North"/>
        </node>
      </graph>
    </node>
    <node id="n2"><data key="d6"><y:NodeLabel>Deliveries</y:NodeLabel></data></node>
    <node id="n3"/>
    <edge id="e0" source="n1::n0" target="n0"><data key="d10"><y:PolyLineEdge>
      <y:EdgeLabel>supports</y:EdgeLabel></y:PolyLineEdge></data></edge>
    <edge id="e1" source="n2" target="n0"><data key="d10">
      <y:EdgeLabel>is an objection to</y:EdgeLabel></data></edge>
    <edge id="e2" source="n0" target="n3"/>
  </graph>
</graphml>
"""


def graphml(body: str) -> str:
    return (
        f'<graphml>\n<key id="l" for="all" attr.name="label"/>\n<graph>\n{body}</graph></graphml>'
    )


def nodes(keys: str) -> str:
    return "".join(f'<node id="{key}"/>\n' for key in keys)


def edges(*told: str) -> str:
    """As in ``b>a supports``."""
    parts = [line.partition(" ") for line in told]
    return "".join(
        f'<edge source="{ends[0]}" target="{ends[2]}"><data key="l">{label}</data></edge>\n'
        for ends, _, label in parts
    )


def test_a_drawing_by_yed_becomes_claims():
    argument = loads(YED)

    assert argument.root == "n3"
    assert {key: node.text for key, node in argument.nodes.items()} == {
        "n3": "n3",
        "n0": "Ban cars",
        "n1::n0": "Air",
        "n2": "Deliveries",
    }
    assert argument.nodes["n1::n0"].detail == "Measured."
    assert argument.replies == (
        Reply("n0", "n3", PRO),
        Reply("n1::n0", "n0", PRO),
        Reply("n2", "n0", CON),
    )
    assert argument.unplaced == {
        "ports": 1,
        "groups of nodes": 1,
        "values under unknown names": 1,
        "edges without a stance, kept as supports": 1,
    }
    assert argument.lines["n1::n0"] == 20


def test_a_graph_of_networkx_becomes_claims():
    graph = networkx.DiGraph(name="Cars", description="In cities.", made="2026")
    graph.add_node(1, label="Ban cars", author="Ada", weight=2.5)
    graph.add_node(2, title="Air", name="Air", kind="pro")
    graph.add_node(3, text="Costs", type="objection")
    graph.add_edge(2, 1)
    graph.add_edge(3, 1, weight=3)
    graph.add_edge(3, 2, sign="+")
    written = io.BytesIO()
    networkx.write_graphml(graph, written)

    argument = loads(written.getvalue().decode())

    assert (argument.title, argument.background) == ("Cars", "In cities.")
    assert [node.text for node in argument.nodes.values()] == ["Ban cars", "Air", "Costs"]
    assert argument.nodes["1"].author == "Ada"
    assert argument.replies == (Reply("2", "1", PRO), Reply("3", "1", CON))
    assert argument.links == (Link("3", "2", PRO),)
    assert argument.unplaced == {"values under unknown names": 3}


@pytest.mark.parametrize(
    ("told", "key", "stance"),
    [
        ("b>a supports", "b", PRO),
        ("b>a Attacks!", "b", CON),
        ("b>a con", "b", CON),
        ("b>a +", "b", PRO),
        ("b>a -", "b", CON),
        ("b>a non-profit", "b", None),
        ("b>a argument for", "b", PRO),
        ("a>b supported by", "b", PRO),
        ("a>b is undercut by", "b", CON),
        ("a>b because", "b", PRO),
        ("b>a undercut", "b", None),
    ],
)
def test_words_tell_the_stance_and_who_argues(told, key, stance):
    argument = loads(graphml(nodes("ab") + edges(told)))

    (reply,) = argument.replies
    assert (reply.key, reply.stance) == (key, stance or PRO)
    counted = argument.unplaced.get("edges without a stance, kept as supports", 0)
    assert counted == (stance is None)
    assert argument.unplaced.get("edges read against their direction", 0) == (told[0] != key)


def test_a_tree_drawn_from_its_top_is_turned_round():
    argument = loads(graphml(nodes("abcd") + edges("a>b pro", "a>c con", "c>d")))

    assert argument.root == "a"
    assert argument.replies == (Reply("b", "a", PRO), Reply("c", "a", CON), Reply("d", "c", PRO))
    assert argument.unplaced["edges read against their direction"] == 3


def test_what_its_words_give_a_direction_is_not_turned_round():
    argument = loads(graphml(nodes("abcd") + edges("a>b", "a>c", "d>a attacks")))

    assert argument.replies == (Reply("b", "a", PRO), Reply("c", "a", PRO), Reply("d", "a", CON))


def test_defaults_of_keys_stand_where_nothing_else_is_said():
    body = """<graphml><key id="s" for="edge" attr.name="stance"><default>con</default></key>
    <key id="t" for="node"><default> Claim </default></key>
    <key id="all" attr.name="label"><default>The graph</default></key>
    <graph><desc>Why</desc><node id="a"><data key="all">A</data></node><node id="b"/>
    <edge source="b" target="a"><desc>Hm</desc></edge><hyperedge><data key="s">pro</data>
    <endpoint node="a"/></hyperedge></graph></graphml>"""

    argument = loads(body)

    assert (argument.title, argument.background) == ("The graph", "Why")
    assert [node.text for node in argument.nodes.values()] == ["A", "The graph"]
    assert argument.replies == (Reply("b", "a", CON),)
    assert argument.unplaced["hyperedges"] == 1


def test_circles_and_isolated_nodes_are_kept():
    argument = loads(graphml(nodes("abc") + edges("a>b", "b>a", "a>a", "a>b con")))

    assert argument.asks
    assert set(argument.nodes) == {"a", "b", "c", "question"}
    assert len(argument.links) == 1
    assert argument.unplaced["claims that argue about themselves"] == 1


DEFAULTS = "".join(
    f'<key id="{n}" for="node" attr.name="{n}">\n<default>1</default></key>' for n in range(60)
)
BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>
<graphml><graph><node id="&lol2;"/></graph></graphml>"""
OUTSIDE = """<!DOCTYPE graphml [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<graphml><graph><node id="a"><desc>&x;</desc></node></graph></graphml>"""
REFUSED = [
    ("", 1, "this is not XML: no element found"),
    ("graphml", 1, "this is not XML"),
    ("<graphml>\n<graph>\n</graphml>", 3, "this is not XML: mismatched tag"),
    ("<graphml>\n<graph>", 2, "this is not XML: no element found"),
    ("<graphml>\0</graphml>", 1, "this is not XML"),
    ("<graphml>\n&#1;</graphml>", 2, "this is not XML"),
    ("<graphml>\n&x;</graphml>", 2, "this is not XML: undefined entity"),
    ("<graphml>\n\ud800</graphml>", 2, "this holds half a character"),
    (BOMB, 2, "a document type (<!DOCTYPE …>) is not read here"),
    (OUTSIDE, 1, "a document type (<!DOCTYPE …>) is not read here"),
    ('<!DOCTYPE graphml SYSTEM "graphml.dtd"><graphml/>', 1, "a document type"),
    ("<svg>\n<graphml/></svg>", 1, "this is not GraphML: it begins with <svg>"),
    ("<graphml/>", 1, "there is no claim in it: the graph has no nodes"),
    (graphml(""), 1, "there is no claim in it: the graph has no nodes"),
    (graphml('<node id="a"><graph/></node>'), 1, "there is no claim in it: all nodes only"),
    (f"<graphml>{DEFAULTS}</graphml>", 52, "more than 50 keys have a default"),
    (graphml("<node/>"), 4, "this node has no id"),
    (graphml('<node id=" "/>'), 4, "this node has no id"),
    (graphml(nodes("aba")), 6, 'the id "a" is that of line 4 already'),
    (graphml(nodes("ab") + '<edge source="a"/>'), 6, "this edge has no source or no target"),
    (graphml(edges("b>a") + nodes("a")), 4, 'this edge leads from or to "b", but no node'),
]


@pytest.mark.parametrize(("text", "line", "problem"), REFUSED, ids=[p for *_, p in REFUSED])
def test_what_is_wrong_is_told_with_its_line(text, line, problem):
    with pytest.raises(FormatError) as caught:
        loads(text)

    assert caught.value.problem.startswith(problem)
    assert caught.value.line == line


def test_elements_may_be_nested_as_deeply_as_anybody_likes():
    inner = "<data>" * 50_000 + "</data>" * 50_000

    assert loads(graphml(f'<node id="a">{inner}</node>')).root == "a"


def test_groups_may_be_nested_as_deeply_as_anybody_likes():
    start = "".join(f'<node id="{n}"><graph>' for n in range(20_000))

    argument = loads(graphml(start + '<node id="a"/>' + "</graph></node>" * 20_000))

    assert list(argument.nodes) == ["a"]
    assert argument.unplaced == {"groups of nodes": 20_000}


def test_a_byte_order_mark_and_another_encoding_in_the_head_are_passed_over():
    text = '\ufeff<?xml version="1.0" encoding="UTF-16"?>' + graphml('<node id="ä"/>')

    assert loads(text).root == "ä"


PIECES = [
    *("<graphml>", "</graphml>", "<graph>", "</graph>", '<node id="a">', '<node id="b"/>'),
    *("</node>", '<edge source="a" target="b"/>', '<data key="k">', "</data>", "text", "<desc>"),
    *("</desc>", '<key id="k" for="node" attr.name="rejoinder"/>', "<y:NodeLabel>", "<default>"),
    *('<key id="k" for="graph" attr.name="rejoinder">', "</key>", "</default>", "1", "&#0;"),
    *("</y:NodeLabel>", "<port>", "</port>", "<hyperedge/>", "<!-- -->", "<![CDATA[x]]>"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=30))
@settings(max_examples=150)
def test_no_text_breaks_it(text):
    for each in (text, f"<graphml><graph>{text}</graph></graphml>"):
        with suppress(FormatError):
            loads(each)


def test_it_is_known_by_its_root():
    assert FORMAT.fits(YED)
    assert not FORMAT.fits("<svg/>")
    assert not FORMAT.fits("graphml")
