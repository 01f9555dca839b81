"""Maps and scores for the tests of reasoning."""

from dataclasses import replace

from hypothesis import strategies as st

from debates.argument.map import ArgumentMap, Link, Node, Reply
from debates.argument.words import Stance, State
from debates.reasoning.framework import framework
from debates.reasoning.semantics import QUADRATIC_ENERGY
from debates.reasoning.strengths import Scores, strengths
from tests.maps import aims

some = st.floats(0, 1) | st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])
inner = st.floats(0.05, 0.95)


@st.composite
def arguable(
    draw: st.DrawFn, *, most: int = 9, circles: bool = False, groups: bool = True
) -> ArgumentMap:
    """Maps in which everything matters to reasoning, and nothing else is said."""
    count = draw(st.integers(1, most))
    parents = [draw(st.integers(0, number - 1)) for number in range(1, count)]
    kinds = st.sampled_from(Stance)
    grouped = st.sampled_from(["", "", "a"]) if groups else st.just("")
    replies = []
    for number, parent in enumerate(parents, 1):
        stance = draw(kinds)
        replies.append(Reply(str(number), str(parent), stance, draw(aims(stance)), draw(grouped)))
    states = st.sampled_from([State.VISIBLE] * 8 + [State.HIDDEN])
    nodes = {str(n): Node(str(n), f"Claim {n}", conceded=draw(granted)) for n in range(count)}
    nodes = {
        key: node._replace(state=draw(states)) if key != "0" else node
        for key, node in nodes.items()
    }
    tangled = ArgumentMap("0", nodes, tuple(replies))
    order = [step.node.key for step in tangled.walk()]
    places = {key: place for place, key in enumerate(order)}
    ends = st.sampled_from(order)
    links: dict[tuple[str, str], Link] = {}
    for _ in range(draw(st.integers(0, 3))):
        key, target = draw(ends), draw(ends)
        if key == target or (not circles and leads(tangled, links, target, key)):
            continue
        stance = draw(kinds)
        links[key, target] = Link(key, target, stance, draw(aims(stance)), group=draw(grouped))
    assert places
    return replace(
        tangled,
        nodes={key: nodes[key] for key in order},
        replies=tuple(tangled.reply_of[key] for key in order[1:]),
        links=tuple(links.values()),
    )


granted = st.sampled_from([False] * 7 + [True])


def leads(argument: ArgumentMap, links: dict, start: str, goal: str) -> bool:
    """Whether arguments lead from one claim to another."""
    waiting, seen = [start], set()
    while waiting:
        key = waiting.pop()
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            reply = argument.reply_of.get(key)
            waiting += [reply.parent] if reply else []
            waiting += [target for other, target in links if other == key]
    return False


@st.composite
def scored(draw: st.DrawFn, argument: ArgumentMap, of=some) -> Scores:
    pairs = [(reply.key, reply.parent) for reply in argument.replies]
    pairs += [(link.key, link.target) for link in argument.links]
    return Scores(
        bases={key: draw(of) for key in argument.nodes},
        relevance={pair: draw(of) for pair in pairs},
    )


def strength_of(argument: ArgumentMap, key: str, semantics=QUADRATIC_ENERGY, **scores) -> float:
    return strengths(framework(argument), semantics, Scores(**scores)).claims[key]
