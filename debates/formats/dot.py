"""DOT, to draw a debate with Graphviz; for writing only.

    digraph debate {
      "1" [label="Thesis\\lCities should ban cars\\l" shape=box];
      "2" [label="Claim\\lAir gets better\\l" shape=box style="rounded,filled"];
      "2" -> "1" [color="#0f6a54"];
    }

A claim is a node under its own id (with backslashes doubled), its kind told by word, shape and
colour. Links are dashed. Linked premises meet in a point before they reach what they argue about.
Details, sources, authors, times and schemes are left out.
"""

from collections.abc import Iterator
from itertools import count
from textwrap import wrap
from typing import NamedTuple

from debates.argument.map import ArgumentMap, Assessment, Node
from debates.argument.words import Aim, Kind, Stance, State
from debates.formats.characters import without_controls
from debates.formats.format import Format, Part

_WIDTH = 36  # characters on a line of a label

_LOOKS = {
    Kind.QUESTION: 'shape=ellipse color="#55534c" fillcolor="#ffffff"',
    Kind.THESIS: 'shape=box penwidth=2 color="#55534c" fillcolor="#ffffff"',
    Kind.CLAIM: 'shape=box style="rounded,filled" color="#0f6a54" fillcolor="#edf5f0"',
    Kind.CRITIQUE: 'shape=octagon color="#ab3d1e" fillcolor="#fbefe8"',
    Kind.REBUTTAL: 'shape=hexagon color="#663cac" fillcolor="#f3eefa"',
}
_LINES = {
    Stance.PRO: 'color="#0f6a54"',
    Stance.CON: 'color="#ab3d1e" arrowhead=tee',
    None: 'color="#55534c" arrowhead=none',
}
_HEAD = """\
digraph debate {
  rankdir=BT ordering=in;
  node [fontname="sans-serif" fontsize=11 style=filled margin="0.15,0.1"];
  edge [fontname="sans-serif" fontsize=9];
"""


class _Relation(NamedTuple):
    key: str
    target: str
    stance: Stance | None
    aim: Aim | None
    group: str
    is_link: bool


def dumps(argument: ArgumentMap) -> str:
    argument = without_controls(argument)
    lines = [*_title(argument), *_nodes(argument), *_edges(argument)]
    return _HEAD + "\n".join([*lines, "}", ""])


def _title(argument: ArgumentMap) -> Iterator[str]:
    if argument.title:
        yield f"  label={_label([argument.title])} labelloc=t fontname=serif fontsize=16;"


def _nodes(argument: ArgumentMap) -> Iterator[str]:
    for key, kind in argument.kinds.items():
        node = argument.nodes[key]
        label = [_heading(node, kind), *node.text.splitlines()]
        if key in argument.assessed:
            label.append(_assessment(argument.assessed[key]))
        yield f"  {_name(key)} [label={_label(label)} {_LOOKS[kind]}];"


def _heading(node: Node, kind: Kind) -> str:
    """As in "Critique (withdrawn, conceded)"."""
    remarks = [] if node.state == State.VISIBLE else [str(node.state)]
    remarks += ["conceded"] if node.conceded else []
    return kind.capitalize() + (f" ({', '.join(remarks)})" if remarks else "")


def _assessment(found: Assessment) -> str:
    return ", ".join(filter(None, (f"strength {found.strength:.2f}", found.standing)))


def _edges(argument: ArgumentMap) -> Iterator[str]:
    points: dict[tuple[str, str, Stance | None], str] = {}
    names = (f"p{n}" for n in count(1) if f"p{n}" not in argument.nodes)
    for told in _relations(argument):
        dashed = " style=dashed" if told.is_link else ""
        aim = f" label={_label([told.aim])}" if told.aim else ""
        target, look = _name(told.target), _LINES[told.stance]
        if told.group:
            place = (told.target, told.group, told.stance)
            if place not in points:
                points[place] = point = next(names)
                yield f'  {point} [shape=point width=0.1 tooltip="together"];'
                yield f"  {point} -> {target} [{look}];"
            target, look = points[place], f"{look} arrowhead=none"
        yield f"  {_name(told.key)} -> {target} [{look}{dashed}{aim}];"


def _relations(argument: ArgumentMap) -> Iterator[_Relation]:
    for key, parent, stance, aim, group in argument.replies:
        yield _Relation(key, parent, stance, aim, group, is_link=False)
    for link in argument.links:
        yield _Relation(link.key, link.target, link.stance, link.aim, link.group, is_link=True)


def _name(key: str) -> str:
    return _quoted(key.replace("\\", "\\\\"))


def _label(lines: list[str]) -> str:
    """Left-aligned. Backslashes and entities would mean something."""
    wrapped = [part for line in lines for part in wrap(line, _WIDTH) or [""]]
    escaped = "".join(f"{line}\n" for line in wrapped).replace("\\", "\\\\").replace("&", "&amp;")
    return _quoted(escaped.replace("\n", "\\l"))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


FORMAT = Format(
    name="dot",
    title="DOT (Graphviz)",
    suffixes=(".dot", ".gv"),
    media_type="text/vnd.graphviz",
    carries=frozenset(
        {
            *(Part.IDS, Part.TITLE, Part.QUESTIONS, Part.LINES, Part.AIMS, Part.LINKS),
            *(Part.GROUPS, Part.STATES),
        }
    ),
    dumps=dumps,
)
