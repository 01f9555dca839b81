import pytest

from debates.argument.map import Link, Node, Reply
from debates.argument.words import Aim, Stance
from debates.formats.graph import Edge, Graph
from debates.formats.told import Relation, as_told
from tests.maps import at

PRO, CON = Stance.PRO, Stance.CON


def told(keys: str, *relations: Relation, question: str = ""):
    graph = Graph({key: Node(key, key) for key in keys}, (), question=question, title="Cars")
    return as_told(graph, relations)


def reply(key: str, target: str) -> Relation:
    return Relation(Edge(key, target, PRO))


def link(key: str, target: str) -> Relation:
    return Relation(Edge(key, target, CON, Aim.SCOPE, "g"), is_link=True, made=at(1))


def test_replies_and_links_are_as_they_are_told():
    argument = told("qab", link("a", "b"), reply("b", "a"), link("b", "a"), question="q")

    assert (argument.root, argument.asks, argument.title) == ("q", True, "Cars")
    assert argument.replies == (Reply("a", "q", None), Reply("b", "a", PRO))
    assert argument.links == (
        Link("a", "b", CON, Aim.SCOPE, at(1), "g"),
        Link("b", "a", CON, Aim.SCOPE, at(1), "g"),
    )


@pytest.mark.parametrize(
    ("keys", "relations", "question"),
    [
        ("abc", (reply("b", "a"), reply("c", "b"), reply("c", "a")), ""),
        ("ab", (reply("b", "a"), link("b", "b")), ""),
        ("abc", (reply("b", "a"), reply("c", "a"), link("b", "c"), link("b", "c")), ""),
        ("ab", (), ""),
        ("ab", (reply("b", "a"), reply("a", "b")), ""),
        ("abc", (reply("b", "c"), reply("c", "b")), ""),
        ("qa", (reply("a", "q"),), "q"),
        ("qa", (reply("q", "a"),), "q"),
    ],
)
def test_what_tells_no_tree_grows(keys, relations, question):
    argument = told(keys, *relations, question=question)

    assert set(argument.nodes) >= set(keys)
    assert {step.node.key for step in argument.walk()} == set(argument.nodes)


def test_what_grows_keeps_homes_and_when_links_were_made():
    argument = told("abc", link("c", "a"), reply("c", "b"), reply("b", "a"), reply("b", "c"))

    assert argument.reply_of["c"].parent == "b"
    assert Link("c", "a", CON, Aim.SCOPE, at(1), "g") in argument.links
