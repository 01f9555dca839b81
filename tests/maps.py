"""Argument maps for tests: from an outline that says what matters, or any at all."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations

from hypothesis import strategies as st

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source, Wording
from debates.argument.schemes import QUESTIONS, SCHEMES
from debates.argument.words import Aim, Stance, State

SIGNS = {"+": Stance.PRO, "-": Stance.CON}
LINE = re.compile(r"(?P<indent> *)(?P<sign>[+-])(?P<aim>[a-z]*) (?P<text>\S.*)")
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    """A time some minutes after the debate began."""
    return START + timedelta(minutes=minutes)


def grow(outline: str) -> ArgumentMap:
    """The thesis, then its replies, two blanks deeper for each level; a claim's key is its text.

    Cities should ban cars
      + Air gets better
        -relevance Air is not the question
      - Deliveries
    """
    thesis, *lines = [line for line in outline.splitlines() if line.strip()]
    nodes = {thesis: Node(thesis, thesis)}
    replies = []
    branch = [thesis]  # the keys from the thesis down to the claim last read
    for line in lines:
        match = LINE.fullmatch(line)
        assert match, f"not a claim: {line!r}"
        depth, odd = divmod(len(match["indent"]), 2)
        key = match["text"].rstrip()
        assert not odd, f"odd indentation: {line!r}"
        assert 1 <= depth <= len(branch), f"wrong indentation: {line!r}"
        assert key not in nodes, f"twice: {key!r}"
        aim = Aim(match["aim"]) if match["aim"] else None
        nodes[key] = Node(key, key)
        replies.append(Reply(key, branch[depth - 1], SIGNS[match["sign"]], aim))
        branch[depth:] = [key]
    return ArgumentMap(thesis, nodes, tuple(replies))


def changed(argument: ArgumentMap, key: str, **changes: object) -> ArgumentMap:
    """The same map with one claim changed, as in ``changed(argument, "Air", conceded=True)``."""
    nodes = argument.nodes | {key: argument.nodes[key]._replace(**changes)}
    return replace(argument, nodes=nodes)


def linked(argument: ArgumentMap, key: str, target: str, stance: Stance) -> ArgumentMap:
    """The same map with one more cross-link."""
    return replace(argument, links=(*argument.links, Link(key, target, stance)))


def chain(depth: int) -> ArgumentMap:
    """A thread of cons, one below the other, with keys "0" to ``str(depth)``."""
    nodes = {str(level): Node(str(level), f"Claim {level}") for level in range(depth + 1)}
    replies = [Reply(str(level), str(level - 1), Stance.CON) for level in range(1, depth + 1)]
    return ArgumentMap("0", nodes, tuple(replies))


storable = st.characters(exclude_categories=["Cs"])
prose = st.sampled_from(["", "Why.", "a\n\n- b\n"]) | st.text(storable, max_size=10)
sentences = st.text(storable, min_size=1, max_size=10).filter(str.strip)
zones = st.sampled_from([UTC, timezone(timedelta(hours=-3, minutes=-30))])
# Years, months and days drawn each by itself would take several times as long.
times = st.none() | st.builds(
    lambda seconds, microseconds, zone: (
        datetime(1990, 1, 1, tzinfo=zone) + timedelta(seconds=seconds, microseconds=microseconds)
    ),
    st.integers(0, 100 * 365 * 24 * 60 * 60),
    st.just(0) | st.integers(0, 999_999),
    zones,
)
groups = st.sampled_from(["", "", "a", "b"])
wordings = st.builds(Wording, text=sentences, detail=prose, author=prose, written=times)
sources = st.builds(Source, url=prose, citation=prose, title=prose, quote=prose, locator=prose)


# Made once: to make a strategy for each key takes longer than to draw from it.
full = st.builds(
    Node,
    key=st.just(""),
    text=sentences,
    detail=prose,
    scheme=st.sampled_from(["", *SCHEMES]),
    state=st.sampled_from(State),
    conceded=st.booleans(),
    author=prose,
    written=times,
    edited=times,
    sources=st.just(()) | st.tuples(sources),
    met=times,
    question=st.sampled_from(["", *QUESTIONS]),
    earlier=st.just(()) | st.tuples(wordings),
)
bare = st.just(Node("", "Claim"))


@st.composite
def maps(draw: st.DrawFn, max_claims: int = 8, node: st.SearchStrategy[Node] = full) -> ArgumentMap:
    """Any valid map, in reading order: theses below a question, links, and all that nodes have.

    To draw every field takes long: what looks at some of them says so with another ``node``.
    """
    keys = draw(st.lists(sentences, min_size=1, max_size=max_claims, unique=True))
    asks = draw(st.booleans())
    replies = []
    for index, key in enumerate(keys[1:]):
        parent = keys[draw(st.integers(0, index))]
        stance = None if asks and parent == keys[0] else draw(st.sampled_from(Stance))
        group = draw(groups) if stance else ""
        replies.append(Reply(key, parent, stance, draw(aims(stance)), group))
    tangled = ArgumentMap(keys[0], {key: Node(key, key) for key in keys}, tuple(replies))
    order = [step.node.key for step in tangled.walk()]
    return ArgumentMap(
        root=keys[0],
        nodes={key: draw(node)._replace(key=key) for key in order},
        replies=tuple(tangled.reply_of[key] for key in order[1:]),
        links=draw(links(keys)),
        title=draw(prose),
        background=draw(prose),
        asks=asks,
    )


def aims(stance: Stance | None) -> st.SearchStrategy[Aim | None]:
    return st.sampled_from([None, *Aim]) if stance == Stance.CON else st.none()


@st.composite
def links(draw: st.DrawFn, keys: list[str]) -> tuple[Link, ...]:
    pairs = list(permutations(keys, 2))
    if not pairs:
        return ()
    made = []
    for key, target in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3)):
        stance = draw(st.sampled_from(Stance))
        made.append(Link(key, target, stance, draw(aims(stance)), draw(times), draw(groups)))
    return tuple(made)
