"""Real files, which nobody here wrote, with what an independent counter found in them."""

import json
from pathlib import Path

import pytest

from debates.argument.map import ArgumentMap
from debates.formats import registry
from debates.formats.carried import numbered, one_line
from debates.formats.errors import FormatError
from debates.formats.reception import Received, received

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
COUNTED = DATA / "expected_counts.json"
EXPECTED = json.loads(COUNTED.read_text(encoding="utf-8")) if COUNTED.exists() else {}
FORMATS = {".apxd": "arguman", ".txt": "kialo", ".json": "aif", ".argdown": "argdown"}
NAMES = [name for name in EXPECTED if FORMATS[Path(name).suffix] in registry.FORMATS]
COUNTED_HERE = [name for name in NAMES if "claims" in EXPECTED[name]["counts"]]
pytestmark = pytest.mark.skipif(not EXPECTED, reason="../shared/data is absent")


def come(name: str) -> Received:
    return received((DATA / name).read_bytes())


def number(told: object) -> object:
    """The counter tells roots by their ids, and undercuts by what they undercut."""
    if isinstance(told, list):
        return len(told)
    return sum(told.values()) if isinstance(told, dict) else told


@pytest.mark.parametrize("name", COUNTED_HERE)
def test_the_format_is_found_and_the_counts_agree(name):
    expected, found = EXPECTED[name]["counts"], come(name)
    assert found.format.name == FORMATS[Path(name).suffix]
    same = {key for key in found.counts if expected.get(key) is not None}
    assert same >= {"claims", "pros", "cons", "depth", "roots" if "roots" in expected else "links"}
    assert {key: found.counts[key] for key in same} == {key: number(expected[key]) for key in same}


COUNTED_BY_ARGDOWN = [
    name
    for name in NAMES
    if name.endswith(".argdown") and not EXPECTED[name]["counts"]["parserErrors"]
]


@pytest.mark.parametrize("name", COUNTED_BY_ARGDOWN)
def test_what_the_official_parser_counts_is_counted_here(name):
    expected = EXPECTED[name]["counts"]
    try:
        found = come(name)
    except FormatError:
        pytest.skip("the official parser leaves out half of it without a word")
    if found.format.name != "argdown":
        pytest.skip("a plain sentence or list might be in any format")
    named = {key: count for key, count in found.counts.items() if key in expected}
    assert len(named) == 7
    assert named == {key: expected[key] for key in named}


def shape(argument: ArgumentMap) -> ArgumentMap:
    """What there is of a debate whatever its format: one line for each claim, and how it argues."""
    nodes = {
        key: node._replace(text=one_line(node.text), detail="")
        for key, node in argument.nodes.items()
    }
    return numbered(ArgumentMap(argument.root, nodes, argument.replies, argument.links))


@pytest.mark.parametrize(
    "debate", sorted(DATA.glob("arguman-same-debate/*.apxd")), ids=lambda p: p.stem
)
def test_all_formats_of_a_debate_give_the_same_tree(debate):
    names = [name for name in NAMES if f"/{debate.stem}." in name]
    trees = {name: shape(come(name).argument) for name in names}
    facts = trees.pop(f"arguman-same-debate/{debate.name}")
    assert len(trees) >= 3
    for name, tree in trees.items():
        assert (tree.replies, tree.links) == (facts.replies, facts.links), name
        for key, node in tree.nodes.items():
            # Whoever made the others left out what follows “).” within a text.
            whole = facts.nodes[key].text
            assert node.text == whole or whole.startswith(f"{node.text})."), name
