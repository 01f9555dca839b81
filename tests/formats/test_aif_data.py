"""Real nodesets, which nobody here wrote: an independent counter counted what is in them."""

import json
from collections import Counter
from pathlib import Path

import pytest

from debates.argument.cycles import circle
from debates.argument.map import ArgumentMap
from debates.argument.words import Aim, Stance
from debates.formats import arguman, kialo
from debates.formats.aif import dumps, dumps_xaif, loads
from debates.formats.carried import numbered

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
COUNTED = DATA / "expected_counts.json"
EXPECTED = json.loads(COUNTED.read_text(encoding="utf-8")) if COUNTED.exists() else {}
NODESETS = [name for name, entry in EXPECTED.items() if entry["counts"].get("format") == "aif"]
DEBATES = sorted(path.name.split(".")[0] for path in DATA.glob("arguman-same-debate/*.apxd"))
pytestmark = pytest.mark.skipif(not EXPECTED, reason="../shared/data is absent")


def read(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def counts(argument: ArgumentMap) -> dict[str, object]:
    """By the names of the independent counter."""
    relations = [
        (told.key, told.stance, told.aim, told.group, getattr(told, "parent", "") or told.target)
        for told in (*argument.replies, *argument.links)
        if told.stance
    ]
    stances = Counter(stance for _, stance, *_ in relations)
    targets = Counter(key for key, *_ in relations)
    argued = {target for *_, target in relations}
    claims = [key for key in argument.nodes if not (argument.asks and key == argument.root)]
    roots = [key for key in claims if key not in targets]
    return {
        "claims": len(claims),
        "pros": stances[Stance.PRO],
        "cons": stances[Stance.CON],
        "rephrases": argument.unplaced.get("rephrases, kept as supports", 0),
        "linked_arguments": len({(group, target) for *_, group, target in relations if group}),
        "undercuts": sum(aim == Aim.RELEVANCE for _, _, aim, *_ in relations),
        "roots": sum(key in argued for key in roots),
        "isolated_claims": sum(key not in argued for key in roots),
        "claims_with_2plus_targets": sum(count > 1 for count in targets.values()),
        "has_cycle": circle(argument) is not None,
        "depth": longest_way([(key, target) for key, *_, target in relations]),
        "locution_nodes": argument.unplaced.get("locutions", 0),
    }


def longest_way(edges: list[tuple[str, str]]) -> int:
    """None of these files has a circle."""
    depths = dict.fromkeys((key for edge in edges for key in edge), 0)
    while deeper := {a: depths[b] + 1 for a, b in edges if depths[a] <= depths[b]}:
        depths.update(deeper)
    return max(depths.values())


@pytest.mark.parametrize("name", NODESETS)
def test_the_counts_are_those_of_the_independent_counter(name):
    expected = EXPECTED[name]["counts"]

    found = counts(loads(read(name)))

    assert found == {key: expected[key] for key in found} | {
        "undercuts": sum(expected["undercuts"].values())
    }


@pytest.mark.parametrize("name", NODESETS)
def test_they_come_back_as_they_were_read(name):
    argument = loads(read(name))

    assert loads(dumps(argument)) == argument
    assert loads(dumps_xaif(argument)) == argument


@pytest.mark.parametrize("debate", DEBATES)
def test_all_formats_of_a_debate_give_the_same_tree(debate):
    facts = arguman.loads(read(f"arguman-same-debate/{debate}.apxd"))
    nodeset = loads(read(f"arguman-same-debate/{debate}.aif.json"))
    outline = kialo.loads(read(f"arguman-same-debate/{debate}.kialo-v1.txt"))

    assert (nodeset.replies, nodeset.links) == (facts.replies, facts.links)
    assert shape(nodeset) == shape(outline)
    assert list(nodeset.nodes) == list(facts.nodes)
    for key, node in nodeset.nodes.items():
        # Whoever made the nodesets left out blank lines, and what follows “).” within a text.
        whole, read_as = (" ".join(each.text.split()) for each in (facts.nodes[key], node))
        assert read_as == whole or whole.startswith(f"{read_as}).")


def shape(argument: ArgumentMap) -> tuple[object, ...]:
    return numbered(argument).replies, numbered(argument).links
