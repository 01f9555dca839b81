"""Argdown of others: the official examples, and debates that there are in other formats too."""

import json

import pytest

from debates.formats import aif, arguman, kialo
from debates.formats.argdown import loads
from debates.formats.argdown.data import is_true, mapping_at
from debates.formats.argdown.document import document
from debates.formats.errors import FormatError
from debates.formats.registry import detected
from tests.formats.argdown import SHARED, settled, shape_of

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="there is no ../shared/data here")

FILES = sorted([*SHARED.glob("argdown/*.argdown"), *SHARED.glob("argdown-docs/*.argdown")])
SAME = sorted(SHARED.glob("arguman-same-debate/*.argdown"))
# The official parser refuses these as well. Of the last one it tells errors, and goes on where its
# data, which is not YAML, ends: half of an argument is left. That is refused here.
REFUSED = {
    "lexer-definitions-references": 2,
    "lexer-lists": 2,
    "lexer-relation-after-emptyline": 3,
    "lexer-relations": 1,
    "lexer-statements-by-number": 1,
    "argvu-demo": 10,
    "lexer-argument": 3,
}


def read(path):
    return path.read_bytes().decode()


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_file_says_what_the_official_parser_finds_in_it(path):
    if path.stem in REFUSED:
        with pytest.raises(FormatError) as caught:
            loads(read(path))
        assert caught.value.line == REFUSED[path.stem]
        return
    expected = settled(json.loads(path.with_suffix(".expected.json").read_text()))
    said = document(read(path))
    found = shape_of(said)
    if is_true(mapping_at(said.front_matter, "model").get("explodeArguments")):
        # There it repeats what is premise of two steps.
        for statement in expected["statements"].values():
            statement["texts"] = list(dict.fromkeys(statement["texts"]))
    assert found == {part: expected[part] for part in found}
    assert len(loads(read(path)).nodes) > 0


def test_only_what_the_counts_call_faulty_is_refused():
    counts = json.loads((SHARED / "expected_counts.json").read_text())
    faulty = {
        name.rpartition("/")[2].removesuffix(".argdown")
        for name, told in counts.items()
        if name.endswith(".argdown") and told["counts"]["parserErrors"]
    }
    assert faulty == REFUSED.keys() - {"lexer-argument"}


def tree(argument):
    return [
        (s.depth, " ".join(s.node.text.split()), s.reply and s.reply.stance)
        for s in argument.walk()
    ]


@pytest.mark.parametrize("path", SAME, ids=[path.stem for path in SAME])
@pytest.mark.parametrize("version", ["v1", "v2"])
def test_a_debate_is_the_same_tree_as_in_kialo_s_formats(path, version):
    other = kialo.loads(read(path.with_suffix(f".kialo-{version}.txt")))

    assert tree(loads(read(path))) == tree(other)


@pytest.mark.parametrize("path", SAME, ids=[path.stem for path in SAME])
def test_a_debate_is_the_same_tree_as_in_aif(path):
    other = aif.loads(read(path.with_suffix(".aif.json")))

    assert tree(loads(read(path))) == tree(other)


@pytest.mark.parametrize("path", SAME, ids=[path.stem for path in SAME])
def test_a_debate_is_the_same_tree_as_in_arguman_s_facts(path):
    facts = arguman.loads(read(path.with_suffix(".apxd")))
    argument = loads(read(path))

    # Whoever made the other formats of one of them ended four texts where “).” stands in them.
    shortened = {key for key in facts.nodes if ")." in facts.nodes[key].text}
    assert argument.reply_of == facts.reply_of
    for key, node in argument.nodes.items():
        whole = " ".join(facts.nodes[key].text.split())
        text = " ".join(node.text.split())
        assert text == whole or (key in shortened and whole.startswith(text))


@pytest.mark.parametrize("path", [*FILES, *SAME], ids=[path.stem for path in [*FILES, *SAME]])
def test_a_file_is_known_by_its_content(path):
    text = read(path)
    signs = ("[", "<", "===", "(1)")
    if path.stem not in REFUSED and any(
        line.strip().startswith(signs) for line in text.splitlines()
    ):
        assert detected(text).name == "argdown"
