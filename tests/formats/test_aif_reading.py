import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import Link, Reply
from debates.argument.words import Aim, Stance
from debates.formats.aif import FORMAT, XAIF, loads
from debates.formats.errors import FormatError
from debates.formats.registry import detected
from tests.maps import at

PRO, CON = Stance.PRO, Stance.CON


def aif(nodes: str, edges: str = "", **more: Any) -> str:
    """Nodes as in ``a b I:c RA:r`` (claims unless told), edges as in ``b>r r>a``."""
    kinds = [word.rpartition(":") for word in nodes.split()]
    record = {
        "nodes": [
            {"nodeID": key, "text": f"{'RA' if kind else 'Claim ' + key}", "type": kind or "I"}
            for kind, _, key in kinds
        ],
        "edges": [
            {"edgeID": str(n), "fromID": ends.split(">")[0], "toID": ends.split(">")[1]}
            for n, ends in enumerate(edges.split())
        ],
        "locutions": [],
    }
    return lines_of(record | more)


def lines_of(record: dict[str, Any]) -> str:
    """With each node and each edge on a line of its own, from line 2."""
    parts = []
    for key, value in record.items():
        shown = json.dumps(value)
        if isinstance(value, list) and value:
            shown = "[\n" + ",\n".join(map(json.dumps, value)) + "\n]"
        parts.append(f"{json.dumps(key)}: {shown}")
    return "{" + ", ".join(parts) + "}"


def refused(text: str) -> FormatError:
    with pytest.raises(FormatError) as caught:
        loads(text)
    return caught.value


def test_an_inference_supports_and_a_conflict_opposes():
    argument = loads(aif("a b c RA:r CA:s", "b>r r>a c>s s>b"))

    assert argument.root == "a"
    assert argument.nodes["a"].text == "Claim a"
    assert argument.replies == (Reply("b", "a", PRO), Reply("c", "b", CON))
    assert argument.links == ()
    assert argument.unplaced == {}
    assert argument.lines == {"a": 2, "b": 3, "c": 4}


def test_siblings_stand_in_the_order_of_their_edges():
    argument = loads(aif("a b c d RA:r CA:s RA:t", "c>s s>a r>a d>t t>a b>r"))

    assert [reply.key for reply in argument.replies] == ["c", "d", "b"]


def test_premises_of_one_inference_are_linked():
    argument = loads(aif("a b c d RA:r RA:s", "b>r c>r r>a d>s s>a"))

    assert argument.replies == (
        Reply("b", "a", PRO, group="r"),
        Reply("c", "a", PRO, group="r"),
        Reply("d", "a", PRO),
    )


def test_an_inference_with_two_conclusions_argues_about_both():
    argument = loads(aif("a b c RA:r RA:s", "c>r r>b r>a b>s s>a"))

    assert argument.replies == (Reply("b", "a", PRO), Reply("c", "b", PRO))
    assert argument.links == (Link("c", "a", PRO),)


@pytest.mark.parametrize("attacked", ["RA", "CA", "MA"])
def test_a_conflict_with_an_inference_opposes_that_its_premise_is_relevant(attacked):
    argument = loads(aif(f"a b c {attacked}:r CA:s", "b>r r>a c>s s>r"))

    assert argument.reply_of["c"] == Reply("c", "b", CON, Aim.RELEVANCE)


def test_the_first_of_linked_premises_is_the_one_that_an_undercut_opposes():
    argument = loads(aif("a b c d RA:r CA:s", "b>r c>r r>a d>s s>r"))

    assert argument.reply_of["d"] == Reply("d", "b", CON, Aim.RELEVANCE)


def test_a_support_of_an_inference_supports_its_premise_and_is_told():
    argument = loads(aif("a b c RA:r RA:s", "b>r r>a c>s s>r"))

    assert argument.reply_of["c"] == Reply("c", "b", PRO)
    assert argument.unplaced == {"supports of inferences, kept as supports of their premises": 1}


def test_rephrases_and_direct_edges_are_kept_as_supports():
    argument = loads(aif("a b c MA:m", "b>m m>a c>a"))

    assert argument.replies == (Reply("b", "a", PRO), Reply("c", "a", PRO))
    assert argument.unplaced == {
        "rephrases, kept as supports": 1,
        "edges from claim to claim, kept as supports": 1,
    }


def test_several_roots_become_theses_below_a_question():
    argument = loads(aif("a b c CA:s", "c>s s>b"))

    assert argument.asks
    assert [reply.key for reply in argument.children[argument.root]] == ["a", "b"]
    assert argument.reply_of["c"] == Reply("c", "b", CON)


def test_a_circle_stays_with_one_edge_of_it_as_a_link():
    argument = loads(aif("a b CA:r CA:s", "a>r r>b b>s s>a"))

    assert argument.root == "a"
    assert argument.replies == (Reply("b", "a", CON),)
    assert argument.links == (Link("a", "b", CON),)


def test_what_leads_to_nothing_or_from_nothing_is_counted():
    text = aif("a b c RA:r CA:s RA:t PA:p X:x L:l RA:u CA:v", "b>r s>a t>b l>u u>a c>v v>s")

    assert loads(text).unplaced == {
        "relations without premises": 3,
        "relations without targets": 1,
        "relations to inferences without premises": 1,
        "preferences": 1,
        "nodes of unknown types": 1,
        "locutions": 1,
    }


def both_ways(premises: int, targets: int) -> str:
    keys = [f"p{n}" for n in range(premises)], [f"t{n}" for n in range(targets)]
    edges = [f"{key}>r" for key in keys[0]] + [f"r>{key}" for key in keys[1]]
    return aif(" ".join([*keys[0], *keys[1], "RA:r"]), " ".join(edges))


def test_many_premises_or_many_conclusions_of_one_inference_are_fine():
    for premises, targets in [(20, 100), (100, 20)]:
        argument = loads(both_ways(premises, targets))
        assert len(argument.links) == premises * targets - premises


def test_many_of_both_would_be_too_much():
    error = refused(both_ways(21, 3000))

    assert error.problem.startswith("nodes[3021] has 21 premises and 3000 targets; at most 20")
    assert error.line == 3023


def test_whatever_leads_to_itself_is_passed_over():
    argument = loads(aif("a b RA:r L:l", "a>a l>l r>r b>r r>a"))

    assert argument.replies == (Reply("b", "a", PRO),)
    assert argument.unplaced["claims that argue about themselves"] == 1


def test_the_same_edge_twice_is_one():
    argument = loads(aif("a b RA:r", "b>r b>r r>a r>a"))

    assert argument.replies == (Reply("b", "a", PRO),)
    assert argument.unplaced == {"repeated edges": 2}


def test_ids_may_be_numbers_and_null_is_like_nothing():
    text = """{"AIF": {"nodes": [{"nodeID": 1, "text": "A", "type": "I", "timestamp": null},
    {"nodeID": "2", "text": "B", "type": "I"}, {"nodeID": 3, "text": "RA", "type": "RA"}],
    "edges": [{"edgeID": 0, "fromID": "2", "toID": 3}, {"edgeID": 1, "fromID": 3, "toID": "1"}],
    "schemefulfillments": null, "descriptorfulfillments": null, "participants": null,
    "locutions": null}, "ova": [], "dialog": true}"""

    argument = loads(text)

    assert argument.replies == (Reply("2", "1", PRO),)
    assert argument.unplaced == {}
    assert argument.lines == {"1": 1, "2": 2}


def test_what_tools_add_is_counted():
    inner = json.loads(aif("a"))
    inner["nodes"][0] |= {"visible": True, "x": None, "rejoinder": {"author": "Ada"}}
    inner["descriptorfulfillments"] = [{"nodeID": "a", "descriptorID": 4}]
    layout = {"firstname": "A", "nodes": [{"nodeID": "a", "x": 3}], "edges": []}
    outer = {"AIF": inner, "text": {"txt": "<b>Hello</b>"}, "OVA": layout, "model": "x"}

    argument = loads(json.dumps(outer))

    assert argument.nodes["a"].author == ""
    assert argument.unplaced == {
        "source texts": 1,
        "layouts": 1,
        "values under unknown names": 3,
        "descriptors": 1,
    }


def test_entities_become_the_characters_they_stand_for():
    text = aif("a").replace("Claim a", " &#8220;A&#x201D; &amp; B?x=1&copy=2 &nosuch; ")

    assert loads(text).nodes["a"].text == "“A” & B?x=1&copy=2 &nosuch;"


def test_times_without_a_zone_are_utc():
    record = json.loads(aif("a b c"))
    for node, time in zip(record["nodes"], ["2026-03-01 09:05:00", "yesterday", 7], strict=True):
        node["timestamp"] = time

    argument = loads(json.dumps(record))

    assert argument.nodes["a"].written == at(5)
    assert argument.nodes["b"].written is None
    assert argument.unplaced == {"times that are none": 2}


@pytest.mark.parametrize(
    ("scheme", "key"),
    [
        ({"scheme": "Expert Opinion", "schemeID": "15"}, "expert_opinion"),
        ({"scheme": "CauseToEffect"}, "cause_to_effect"),
        ({"text": "Argument from Analogy"}, "analogy"),
        ({"schemeID": 30}, "sign"),
        ({"text": "Causal Slippery Slope"}, "slippery_slope"),
        ({"scheme": "Default Inference", "schemeID": "72"}, ""),
    ],
)
def test_schemes_are_known_by_name_or_number(scheme, key):
    record = json.loads(aif("a b RA:r", "b>r r>a"))
    record["nodes"][2] |= scheme

    argument = loads(json.dumps(record))

    assert argument.nodes["b"].scheme == key
    assert argument.unplaced == {}


def test_schemes_of_xaif_stand_beside_the_nodes():
    inner = json.loads(aif("a b RA:r", "b>r r>a"))
    inner["schemefulfillments"] = [{"nodeID": "r", "schemeID": "14"}]

    assert loads(json.dumps({"AIF": inner})).nodes["b"].scheme == "example"


def test_the_first_scheme_of_a_premise_stays_and_unknown_ones_are_counted():
    record = json.loads(aif("a b RA:r RA:s RA:t CA:v", "b>r r>a b>s s>a b>t t>a b>v v>a"))
    names = ["Sign", "Analogy", "Dilemma", "Expert Opinion"]
    for node, name in zip(record["nodes"][2:], names, strict=True):
        node["text"] = name

    argument = loads(json.dumps(record))

    assert argument.nodes["b"].scheme == "sign"
    assert argument.unplaced["schemes that are unknown here"] == 2


DIALOGUE = aif(
    "a b c L:l L:m L:n L:o YA:x YA:y YA:z YA:w YA:v TA:t RA:r",
    "l>x x>a m>y y>b n>z z>a o>c b>r r>a l>t t>m t>w w>r v>c",
    participants=[
        {"participantID": 1, "firstname": "Ada", "surname": "Lovelace"},
        {"participantID": 1, "firstname": "Ada", "surname": "King"},
        {"participantID": 2, "firstname": "Bob", "surname": "None"},
    ],
    locutions=[
        {"nodeID": "l", "personID": "1", "start": None, "end": None, "source": None},
        {"nodeID": "n", "personID": 2},
        {"nodeID": "o", "personID": 9},
        {"nodeID": "l", "personID": 2},
    ],
)


def test_who_said_a_claim_first_is_its_author():
    text = DIALOGUE.replace('"m", "text": "RA"', '"m", "text": "CL : so be it"')

    argument = loads(text)

    assert {key: node.author for key, node in argument.nodes.items() if node.author} == {
        "a": "Ada Lovelace",
        "b": "CL",
    }
    assert argument.unplaced == {
        "locutions": 4,
        "illocutions": 5,
        "transitions": 1,
        "further authors of claims": 1,
    }


NODE = {"nodeID": "a", "text": "A", "type": "I"}
EDGE = {"edgeID": "1", "fromID": "a", "toID": "a"}
REFUSED = [
    ("[]", 1, "the whole must be an object, not a list"),
    ("{\n oops", 2, "this is not JSON"),
    ("\0{\0", 1, "this is UTF-16"),
    ("{\0", 1, "this is UTF-16"),
    ("{}", 1, "there is no claim in it"),
    (aif(""), 1, "there is no claim in it"),
    (aif("L:l"), 1, "there is no claim in it"),
    ('{"AIF": []}', 1, "AIF must be an object, not a list"),
    ('{"AIF": null}', 1, "AIF must be an object, not null"),
    ('{"nodes": {}}', 1, "nodes must be a list, not an object"),
    (lines_of({"nodes": [NODE, 3]}), 3, "nodes[1] must be an object, not a number"),
    (lines_of({"nodes": [NODE, {}]}), 3, "nodes[1] has no nodeID"),
    (lines_of({"nodes": [NODE | {"nodeID": True}]}), 2, "nodes[0].nodeID must be text"),
    (lines_of({"nodes": [NODE | {"nodeID": " "}]}), 2, "nodes[0] has an empty nodeID"),
    (lines_of({"nodes": [NODE | {"text": 3}]}), 2, "nodes[0].text must be text, not a number"),
    (lines_of({"nodes": [NODE | {"text": "&#32;"}]}), 2, "nodes[0] is a claim without text"),
    (lines_of({"nodes": [NODE | {"text": "\ud800"}]}), 2, "nodes[0].text holds half a character"),
    (lines_of({"nodes": [NODE, NODE]}), 3, 'nodes[1] has the id "a", like nodes[0] before it'),
    (
        lines_of({"nodes": [NODE], "edges": [EDGE | {"toID": 7}]}),
        4,
        'edges[0] leads from or to "7"',
    ),
    (lines_of({"nodes": [NODE], "edges": [{"fromID": "a"}]}), 4, "edges[0] has no toID"),
    (lines_of({"nodes": [NODE], "locutions": [3]}), 4, "locutions[0] must be an object"),
    ('{"AIF":\n' + lines_of({"nodes": [NODE], "edges": [3]}) + "}", 5, "AIF.edges[0] must be"),
    ("[" * 100_000, 1, "nested too deeply"),
    ('{"nodes": ' + "[" * 100_000, 1, "nested too deeply"),
]


@pytest.mark.parametrize(
    ("text", "line", "problem"), REFUSED, ids=[problem for *_, problem in REFUSED]
)
def test_what_is_wrong_is_told_with_its_line(text, line, problem):
    error = refused(text)

    assert error.problem.startswith(problem) or problem in error.problem.split(".")[0]
    assert error.line == line


def test_depth_that_json_can_just_read_breaks_nothing():
    for depth in range(300, 1000, 5):
        text = f'{{"a": {"[" * depth}{"]" * depth}, "nodes": [{json.dumps(NODE)}], "edges": []}}'
        with suppress(FormatError):
            loads(text)


def test_a_long_chain_is_no_problem():
    keys = [str(n) for n in range(5001)]
    nodes = [{"nodeID": key, "text": key, "type": "I"} for key in keys]
    nodes += [{"nodeID": f"s{key}", "text": "CA", "type": "CA"} for key in keys[1:]]
    edges = [(key, f"s{key}") for key in keys[1:]]
    edges += [(f"s{key}", str(int(key) - 1)) for key in keys[1:]]
    record = {"nodes": nodes, "edges": [{"fromID": a, "toID": b} for a, b in edges]}

    assert list(loads(json.dumps(record)).nodes) == keys


keys = st.sampled_from("abrst") | st.integers(0, 3)
nodes = st.fixed_dictionaries(
    {"nodeID": keys, "text": st.sampled_from(["A", "RA", "Ada : A", ""])},
    optional={
        "type": st.sampled_from(["I", "I", "RA", "CA", "MA", "L", "YA", "TA", ""]),
        "scheme": st.sampled_from(["Sign", 3]),
        "rejoinder": st.dictionaries(st.sampled_from(["author", "link", "aim"]), st.just("x")),
    },
)
edges = st.fixed_dictionaries({"fromID": keys, "toID": keys})
nodesets = st.fixed_dictionaries(
    {"nodes": st.lists(nodes, max_size=6, unique_by=lambda n: str(n["nodeID"]))},
    optional={
        "edges": st.lists(edges, max_size=8),
        "locutions": st.lists(st.fixed_dictionaries({"nodeID": keys}), max_size=2),
        "rejoinder": st.sampled_from([{"version": 1}, {"version": 1, "question": "a"}, {}]),
    },
)


@given(nodesets | st.dictionaries(st.sampled_from(["AIF", "nodes", "edges"]), nodesets | st.none()))
@settings(max_examples=100)
def test_no_nodeset_breaks_it(record):
    with suppress(FormatError):
        loads(json.dumps(record))


@given(st.text(st.sampled_from('{}[]":, \n1aINodesAF\\u0'), max_size=60))
def test_no_text_breaks_it(text):
    with suppress(FormatError):
        loads(text)


def test_it_is_known_by_its_keys():
    assert detected(aif("a")) is FORMAT
    assert detected("\ufeff\n" + json.dumps({"AIF": json.loads(aif("a"))})) is XAIF
    assert not FORMAT.fits('["nodes", "edges"]')
    assert not XAIF.fits('{"AIF": 1}')
