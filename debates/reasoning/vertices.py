"""What a framework is drawn from a map with: who acts on whom, and in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from debates.argument.map import ArgumentMap, Reply
from debates.argument.words import Aim, Stance, State
from debates.reasoning.components import Stretch, stretches

NOTHING: tuple[int, ...] = ()
NOWHERE = -1

Bundle = tuple[int, Stance | None, str]  # what it acts on, how, and its group


@dataclass
class Drawing:
    """A framework while it is drawn.

    ``edges`` are the replies that count, then the links, as replies too: none is without a stance.
    ``parents`` and ``home`` go by the numbers of claims: what each hangs below, and the step by
    which it argues about that. ``supports`` and ``cons`` are what acts on what is acted on.
    """

    argument: ArgumentMap
    number_of: dict[str, int] = field(default_factory=dict)
    parents: list[int] = field(default_factory=list)
    granted: list[int] = field(default_factory=list)
    edges: list[Reply] = field(default_factory=list)
    home: list[int] = field(default_factory=list)
    supports: dict[int, list[int]] = field(default_factory=dict)
    cons: dict[int, list[int]] = field(default_factory=dict)
    bundles: dict[Bundle, list[int]] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    is_tree: bool = True


def drawn(argument: ArgumentMap) -> Drawing:
    drawing = Drawing(argument)
    _number(drawing)
    _hang(drawing)
    _link(drawing)
    _connect(drawing)
    _break(drawing)
    return drawing


def ways(drawing: Drawing) -> tuple[list[Sequence[int]], list[Sequence[int]]]:
    """What speaks for each vertex, and what against. Bundles get their numbers here."""
    number_of, supports, against = drawing.number_of, drawing.supports, drawing.cons
    pros: list[Sequence[int]] = [NOTHING] * len(number_of)
    pros += [(number_of[edge[0]],) for edge in drawing.edges]
    for (onto, stance, _), steps in drawing.bundles.items():
        acting = steps[0]
        if len(steps) > 1:
            acting = len(pros)
            pros.append(steps)
        (supports if stance is Stance.PRO else against).setdefault(onto, []).append(acting)
    cons: list[Sequence[int]] = [NOTHING] * len(pros)
    for vertex, found in supports.items():
        pros[vertex] = found
    for vertex, found in against.items():
        cons[vertex] = found
    return pros, cons


def ordered(
    drawing: Drawing, pros: Sequence[Sequence[int]], cons: Sequence[Sequence[int]]
) -> list[Stretch]:
    if not drawing.is_tree:
        return stretches(pros, cons)
    # In a tree the reading order backwards leads from all that acts to what it acts on.
    order: list[int] = []
    for number in range(len(drawing.home) - 1, -1, -1):
        order.append(number)
        if drawing.home[number] != NOWHERE:
            order.append(drawing.home[number])
    return [Stretch(order, circular=False)] if order else []


def _number(drawing: Drawing) -> None:
    """The claims that count: visible, and below visible claims only. A question is none."""
    argument, number_of, parents = drawing.argument, drawing.number_of, drawing.parents
    reply_of, question = argument.reply_of, argument.root if argument.asks else None
    asked = False
    for key, node in argument.nodes.items():
        if node.state != State.VISIBLE:
            continue
        if key == question:
            asked = True
            continue
        above, reply = NOWHERE, reply_of.get(key)
        if reply is not None:
            above = number_of.get(reply.parent, NOWHERE)
            if above == NOWHERE and not (asked and reply.parent == question):
                continue
        if node.conceded:
            drawing.granted.append(len(parents))
        number_of[key] = len(parents)
        parents.append(above)


def _hang(drawing: Drawing) -> None:
    number_of = drawing.number_of
    drawing.edges = [
        reply
        for reply in drawing.argument.replies
        if reply[2] is not None and reply[0] in number_of and reply[1] in number_of
    ]
    drawing.home = home = [NOWHERE] * len(number_of)
    for step, reply in enumerate(drawing.edges, len(number_of)):
        home[number_of[reply[0]]] = step


def _link(drawing: Drawing) -> None:
    number_of = drawing.number_of
    links = [
        link
        for link in _links(drawing.argument)
        if link.key in number_of and link.parent in number_of
    ]
    drawing.edges += links
    drawing.is_tree = not links


def _links(argument: ArgumentMap) -> Iterator[Reply]:
    """At most one edge for each pair: a reply before a link, the first link before others."""
    if not argument.links:
        return
    seen = {(reply.key, reply.parent) for reply in argument.replies}
    for link in argument.links:
        pair = link.key, link.target
        if pair not in seen:
            seen.add(pair)
            yield Reply(*pair, link.stance, link.aim, link.group)


def _connect(drawing: Drawing) -> None:
    number_of, home, bundles = drawing.number_of, drawing.home, drawing.bundles
    supports, cons = drawing.supports, drawing.cons
    for step, (_, target, stance, aim, group) in enumerate(drawing.edges, len(number_of)):
        onto, acting = number_of[target], supports
        if stance is Stance.CON:
            onto, acting = _aimed(home, onto, aim), cons
        if group:
            bundles.setdefault((onto, stance, group), []).append(step)
            drawing.is_tree = False
        elif onto in acting:
            acting[onto].append(step)
        else:
            acting[onto] = [step]


def _aimed(home: Sequence[int], number: int, aim: Aim | None) -> int:
    """A con of relevance acts on the step from its target, where that leads anywhere."""
    if aim is Aim.RELEVANCE and home[number] != NOWHERE:
        return home[number]
    return number


def _break(drawing: Drawing) -> None:
    """Linked premises of which one was withdrawn do not count."""
    argument, number_of = drawing.argument, drawing.number_of
    if not drawing.bundles:
        return
    gone = _withdrawn(drawing)
    for key, target, stance, aim, group in (*argument.replies, *_links(argument)):
        if key in gone and target in number_of:
            onto = number_of[target]
            if stance is Stance.CON:
                onto = _aimed(drawing.home, onto, aim)
            drawing.broken += drawing.bundles.get((onto, stance, group), ())


def _withdrawn(drawing: Drawing) -> set[str]:
    """Claims that were withdrawn, by themselves or with what they hang below.

    What is in review or hidden is not among them: it must not be seen to be there.
    """
    argument, number_of = drawing.argument, drawing.number_of
    gone: set[str] = set()
    for key, node in argument.nodes.items():
        if key in number_of or node.state not in (State.VISIBLE, State.WITHDRAWN):
            continue
        reply = argument.reply_of.get(key)
        above = argument.root if reply is None else reply.parent
        if above in number_of or above in gone or above == argument.root:
            gone.add(key)
    return gone
