from debates.argument.map import Link, Node, Reply
from debates.argument.words import Aim, Stance
from debates.formats.graph import Edge, Graph, grown

PRO, CON = Stance.PRO, Stance.CON


def graph(keys: str, *edges: Edge, **more) -> Graph:
    return Graph({key: Node(key, key) for key in keys}, edges, **more)


def test_one_thesis_is_the_root():
    argument = grown(graph("abc", Edge("b", "a", PRO), Edge("c", "b", CON, Aim.RELEVANCE, "g")))

    assert argument.root == "a"
    assert not argument.asks
    assert argument.replies == (Reply("b", "a", PRO), Reply("c", "b", CON, Aim.RELEVANCE, "g"))
    assert list(argument.nodes) == ["a", "b", "c"]


def test_a_second_relation_becomes_a_link():
    argument = grown(graph("abc", Edge("b", "a", PRO), Edge("c", "b", CON), Edge("c", "a", CON)))

    assert argument.reply_of["c"].parent == "b"
    assert argument.links == (Link("c", "a", CON),)


def test_a_claim_goes_where_the_file_says_that_it_belongs():
    edges = (Edge("b", "a", PRO), Edge("c", "b", CON), Edge("c", "a", CON))

    argument = grown(graph("abc", *edges, homes={"c": "a"}))

    assert argument.reply_of["c"].parent == "a"
    assert argument.links == (Link("c", "b", CON),)


def test_siblings_keep_the_order_of_their_edges():
    argument = grown(graph("abcd", Edge("d", "a", PRO), Edge("b", "a", CON), Edge("c", "a", PRO)))

    assert [reply.key for reply in argument.replies] == ["d", "b", "c"]


def test_several_theses_get_a_question_above_them():
    argument = grown(graph("abc", Edge("c", "b", CON), title="Cars"))

    assert argument.asks
    assert argument.nodes[argument.root].text == "Cars"
    assert argument.replies == (Reply("a", "question", None), *argument.replies[1:])
    assert [reply.parent for reply in argument.replies] == ["question", "question", "b"]


def test_a_question_of_the_file_stays_the_question_of_one_thesis():
    argument = grown(graph("qa", question="q"))

    assert argument.asks
    assert (argument.root, argument.replies) == ("q", (Reply("a", "q", None),))


def test_the_key_of_a_question_is_no_claim_s():
    nodes = {key: Node(key, key) for key in ("question", "question-2")}

    assert grown(Graph(nodes, ())).root == "question-3"


def test_a_circle_without_a_thesis_begins_with_its_first_claim():
    argument = grown(graph("abc", Edge("a", "b", PRO), Edge("b", "c", PRO), Edge("c", "a", CON)))

    assert argument.root == "a"
    assert argument.links == (Link("a", "b", PRO),)
    assert {reply.key for reply in argument.replies} == {"b", "c"}


def test_a_circle_beside_a_thesis_hangs_where_it_argues_about_something_else():
    edges = (Edge("b", "c", PRO), Edge("c", "b", PRO), Edge("c", "a", CON))

    argument = grown(graph("abc", *edges))

    assert not argument.asks
    assert argument.reply_of["c"] == Reply("c", "a", CON)
    assert argument.links == (Link("c", "b", PRO),)


def test_a_circle_that_leads_to_no_thesis_is_a_thesis_beside_the_others():
    edges = (Edge("b", "a", PRO), Edge("c", "d", PRO), Edge("d", "c", CON))

    argument = grown(graph("abcd", *edges))

    assert [reply.key for reply in argument.children[argument.root]] == ["a", "c"]
    assert argument.links == (Link("c", "d", PRO),)


def test_what_has_no_place_is_told():
    edges = (
        *(Edge("a", "a", PRO), Edge("b", "a", PRO)),
        *(Edge("b", "a", PRO), Edge("b", "a", CON)),
    )

    argument = grown(graph("ab", *edges, unplaced={"locutions": 3}))

    assert argument.replies == (Reply("b", "a", PRO),)
    assert argument.unplaced == {
        "locutions": 3,
        "claims that argue about themselves": 1,
        "second relations of the same two claims": 1,
    }


def test_a_long_chain_is_no_problem():
    keys = [str(n) for n in range(5001)]
    edges = [Edge(key, str(int(key) - 1), CON) for key in keys[1:]]

    argument = grown(Graph({key: Node(key, key) for key in keys}, edges))

    assert list(argument.nodes) == keys


def test_a_circle_beside_a_claim_of_two_theses_becomes_a_thesis_of_its_own():
    edges = (Edge("a", "T", PRO), Edge("a", "U", CON), Edge("x", "y", PRO), Edge("y", "x", CON))

    argument = grown(graph("TUaxy", *edges))

    assert [reply.key for reply in argument.replies if reply.stance is None] == ["T", "U", "x"]
    assert argument.links == (Link("a", "U", CON), Link("x", "y", PRO))
