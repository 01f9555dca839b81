"""The facts that arguman.org gave out (``.apxd``), for reading only.

    arg(1). text(1, Cities should ban cars).
    arg(2). text(2, Air gets better). support(2, 1).
    arg(3). text(3, Deliveries stop). att(3, 1).

A text goes on over line ends until ``).`` before the next fact or at the end.
"""

import re

from debates.argument.map import ArgumentMap, Node
from debates.argument.words import Stance
from debates.formats.errors import FormatError
from debates.formats.format import Format, Part
from debates.formats.graph import Edge, Graph, grown
from debates.formats.resting import undisturbed

_FACT = re.compile(r"\s*(?:(arg)\(([^(),\s]+)\)|(att|support)\(([^(),\s]+),\s*([^(),\s]+)\))\.")
_TEXT = re.compile(r"\s*text\(([^(),\s]+),[ \t]?")
_END_OF_TEXT = re.compile(r"\)\.(?=\s*(?:(?:arg|att|support|text)\(|\Z))")
_STANCES = {"support": Stance.PRO, "att": Stance.CON}
_HEAD = 2000


@undisturbed
def loads(text: str) -> ArgumentMap:
    """The keys of the claims are their ids."""
    text = text.removeprefix("\ufeff")
    nodes: dict[str, Node] = {}
    lines: dict[str, int] = {}
    edges: list[tuple[int, Edge]] = []
    told: list[tuple[int, str]] = []
    at = 0
    line = 1
    end = len(text.rstrip())
    while at < end:
        start = at
        fact, said = _FACT.match(text, at), _TEXT.match(text, at)
        here = line + _breaks(text, start, _skipped(text, start))
        if fact is not None:
            at = fact.end()
            if fact[1]:
                told.append((here, fact[2]))
            else:
                edges.append((here, Edge(fact[4], fact[5], _STANCES[fact[3]])))
        elif said is not None:
            ending = _END_OF_TEXT.search(text, said.end())
            if ending is None:
                raise FormatError(here, f"the text of {said[1]} does not end: “).” is missing")
            if said[1] in nodes:
                raise FormatError(here, f"{said[1]} has a text already, in line {lines[said[1]]}")
            nodes[said[1]] = Node(said[1], _clean(text[said.end() : ending.start()]))
            lines[said[1]] = here
            at = ending.end()
        else:
            problem = "here should be a fact, as in “text(2, Air gets better).” or “att(2, 1).”"
            raise FormatError(here, problem)
        line += _breaks(text, start, at)
    if not nodes:
        raise FormatError(1, "there is no claim in it")
    _require_known(nodes, edges, told)
    return grown(Graph(nodes, [edge for _, edge in edges], lines=lines))


def _require_known(
    nodes: dict[str, Node], edges: list[tuple[int, Edge]], told: list[tuple[int, str]]
) -> None:
    ends = [(line, key) for line, edge in edges for key in (edge.key, edge.target)]
    for line, key in (*told, *ends):
        if key not in nodes:
            raise FormatError(line, f"{key} has no text: a “text({key}, …).” is missing")
    for node in nodes.values():
        if not node.text:
            raise FormatError(1, f"the text of {node.key} is empty")


def _clean(text: str) -> str:
    return re.sub("\r\n|\r", "\n", text).strip()


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _breaks(text: str, start: int, end: int) -> int:
    """How many lines begin there; ``\\r\\n`` is one line end."""
    feeds = text.count("\n", start, end)
    return feeds + text.count("\r", start, end) - text.count("\r\n", start, end)


def _fits(text: str) -> bool:
    start = text.lstrip("\ufeff \t\r\n")[:_HEAD]
    return start.startswith(("arg(", "text(")) and "text(" in start


FORMAT = Format(
    name="arguman",
    title="arguman facts",
    suffixes=(".apxd",),
    media_type="text/plain",
    carries=frozenset({Part.IDS, Part.LINES, Part.CONTROLS, Part.LINKS}),
    loads=loads,
    fits=_fits,
)
