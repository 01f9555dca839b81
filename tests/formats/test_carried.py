import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source, Wording
from debates.argument.words import Aim, Stance, State
from debates.formats.carried import kept, lost, numbered, one_line
from debates.formats.format import EVERYTHING, Part
from debates.formats.registry import FORMATS
from tests.formats.samples import QUESTION
from tests.maps import at, maps

FULL = ArgumentMap(
    root="1",
    nodes={
        "1": Node("1", "T\nand more", detail="Why.", written=at(0), author="Ada"),
        "2": Node(
            "2",
            "A\x00",
            scheme="sign",
            sources=(Source(url="https://a.org", title="A"), Source(url="https://b.org")),
            earlier=(Wording("B"),),
        ),
        "3": Node("3", "C", state=State.WITHDRAWN, conceded=True),
    },
    replies=(Reply("2", "1", Stance.PRO, group="a"), Reply("3", "1", Stance.CON, Aim.SCOPE)),
    links=(
        Link("3", "2", Stance.CON, Aim.TRUTH, made=at(1)),
        Link("2", "3", Stance.PRO, group="b"),
    ),
    title="Cars",
    background="In cities.",
)


def test_what_is_lost_is_counted_part_by_part():
    assert lost(FULL, ()) == {
        "titles": 1,
        "background texts": 1,
        "line breaks within claims": 1,
        "claims with control characters": 1,
        "details": 1,
        "aims": 2,
        "schemes": 1,
        "sources": 1,
        "links to second places": 2,
        "linked premises": 2,
        "states of claims": 1,
        "concessions": 1,
        "authors": 1,
        "times": 1,
        "earlier wordings": 1,
    }
    assert lost(FULL, EVERYTHING) == {}
    assert lost(QUESTION, EVERYTHING - {Part.QUESTIONS}) == {"questions with several theses": 1}


def test_what_of_a_source_is_lost_is_told_where_sources_are_not_lost_as_such():
    assert lost(FULL, EVERYTHING - {Part.CITATIONS}) == {
        "sources with more than an address and a quote": 1
    }
    assert lost(FULL, EVERYTHING - {Part.CITATIONS, Part.SOURCES}) == {"sources": 1}


def test_what_is_kept_is_the_rest():
    rest = kept(FULL, {Part.IDS, Part.SOURCES})
    assert rest == ArgumentMap(
        root="1",
        nodes={
            "1": Node("1", "T and more"),
            "2": Node("2", "A", sources=(Source(url="https://a.org"), Source(url="https://b.org"))),
            "3": Node("3", "C"),
        },
        replies=(Reply("2", "1", Stance.PRO), Reply("3", "1", Stance.CON)),
    )


@given(maps(), st.sets(st.sampled_from(Part)))
@settings(max_examples=30)
def test_nothing_more_is_lost_of_what_was_kept(argument, carries):
    rest = kept(argument, carries)
    again = lost(rest, carries)
    assert set(again) <= {Part.QUESTIONS.value}
    assert kept(rest, carries) == rest
    assert kept(argument, EVERYTHING) == argument


@given(maps())
@settings(max_examples=20)
def test_numbered_maps_do_not_depend_on_ids(argument):
    names = {key: f"x{n}" for n, key in enumerate(argument.nodes)}
    other = ArgumentMap(
        root=names[argument.root],
        nodes={names[key]: node._replace(key=names[key]) for key, node in argument.nodes.items()},
        replies=tuple(
            r._replace(key=names[r.key], parent=names[r.parent]) for r in argument.replies
        ),
        links=tuple(
            link._replace(key=names[link.key], target=names[link.target]) for link in argument.links
        ),
        title=argument.title,
        background=argument.background,
        asks=argument.asks,
    )
    assert numbered(other) == numbered(argument)
    assert list(numbered(argument).nodes) == [str(n + 1) for n in range(len(argument.nodes))]


@pytest.mark.parametrize(
    ("text", "line"), [(" a ", "a"), ("a\r\n\n b\x0bc", "a b c"), ("a  b", "a  b"), ("\n", "")]
)
def test_a_text_on_one_line_has_single_blanks_for_breaks(text, line):
    assert one_line(text) == line


@pytest.mark.parametrize("name", [name for name, format in FORMATS.items() if format.dumps])
@given(argument=maps())
@settings(max_examples=15)
def test_every_writer_takes_any_debate(name, argument):
    assert isinstance(FORMATS[name].dumps(argument), str)
