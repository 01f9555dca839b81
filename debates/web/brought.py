"""What will come of a file, in words and as an outline, before anything of it is stored."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.safestring import SafeString

from debates.argument.labels import AIM_LABELS
from debates.argument.map import ArgumentMap, Step
from debates.argument.plain import plain
from debates.argument.prose import inline_html
from debates.argument.words import Stance
from debates.formats.errors import FormatError
from debates.formats.reception import Received
from debates.formats.registry import decoded
from debates.web.words import excerpt

MOST_ROWS = 120
MOST_LEVELS = 8
MOST_NAMED = 10
_LINES_AROUND = 2
_LONGEST_LINE = 240


class Row(NamedTuple):
    """A claim of the outline. ``ends`` counts the lists that end behind it, ``more`` its replies
    that are not shown; ``begins``: a list of its replies follows.
    """

    icon: str
    label: str
    text: SafeString
    marks: list[str]
    more: int
    begins: bool = False
    ends: str = ""


class Line(NamedTuple):
    number: int
    text: str
    is_wrong: bool


class Trouble(NamedTuple):
    """Why a file cannot be read; ``lines`` are those around the one that is wrong."""

    line: int
    problem: str
    lines: list[Line]


class Brought(NamedTuple):
    """``counted`` and ``changed`` are sentences; ``left`` counts the claims beyond the outline."""

    rows: list[Row]
    left: int
    counted: list[str]
    changed: list[str]
    shortened: list[str]
    more_shortened: int
    people: int


def brought(received: Received) -> Brought:
    argument = received.argument
    rows = list(_rows(received))
    return Brought(
        rows=rows,
        left=len(argument.nodes) - len(rows),
        counted=_counted(received.counts),
        changed=[
            f"{what[:1].upper()}{what[1:]} ({number:,})"
            for what, number in sorted(received.unplaced.items())
        ],
        shortened=[_name_of(argument, key) for key in received.shortened[:MOST_NAMED]],
        more_shortened=max(0, len(received.shortened) - MOST_NAMED),
        people=len({node.author for node in argument.nodes.values() if node.author}),
    )


def trouble(error: FormatError, content: bytes) -> Trouble:
    return Trouble(error.line, _sentence(error.problem), _lines(error.line, content))


def _lines(line: int, content: bytes) -> list[Line]:
    try:
        lines = decoded(content).split("\n")
    except FormatError:
        return []
    first = max(0, line - 1 - _LINES_AROUND)
    return [
        Line(number, _shown(text), number == line)
        for number, text in enumerate(lines[first : line + _LINES_AROUND], first + 1)
    ]


def _shown(text: str) -> str:
    text = text.rstrip("\r").replace("\t", "    ")
    seen = "".join(one if one.isprintable() else "\ufffd" for one in text[: _LONGEST_LINE + 1])
    return seen if len(seen) <= _LONGEST_LINE else f"{seen[:_LONGEST_LINE]}…"


def _sentence(problem: str) -> str:
    said = problem[:1].upper() + problem[1:]
    return said if said.endswith((".", "!", "?")) else f"{said}."


def _rows(received: Received) -> Iterator[Row]:
    """The upper levels first, so that the outline has no holes; then in reading order."""
    argument, shortened = received.argument, set(received.shortened)
    shown = _upper(argument)
    steps = [step for step in argument.walk() if step.node.key in shown]
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        depth_after = after.depth if after else 0
        below = argument.children.get(step.node.key, ())
        yield Row(
            **_kind(argument, step),
            text=SafeString(inline_html(step.node.text)),
            marks=list(_marks(step, shortened)),
            more=sum(reply.key not in shown for reply in below),
            begins=depth_after > step.depth,
            ends=SafeString("</li></ol>" * max(0, step.depth - depth_after)),
        )


def _upper(argument: ArgumentMap) -> set[str]:
    level, shown = [argument.root], [argument.root]
    for _ in range(MOST_LEVELS):
        level = [reply.key for key in level for reply in argument.children.get(key, ())]
        shown += level
        if len(shown) > MOST_ROWS:
            break
    return set(shown[:MOST_ROWS])


def _kind(argument: ArgumentMap, step: Step) -> dict[str, str]:
    """What it does to the claim above it: what that makes of it depends on where it comes."""
    if step.reply is None:
        asks = argument.asks
        return {"icon": "question" if asks else "thesis", "label": "Question" if asks else "Thesis"}
    if step.reply.stance is None:
        return {"icon": "thesis", "label": "Thesis"}
    if step.reply.stance == Stance.PRO:
        return {"icon": "claim", "label": "Supports"}
    aim = f" · {AIM_LABELS[step.reply.aim]}" if step.reply.aim else ""
    return {"icon": "critique", "label": f"Opposes{aim}"}


def _marks(step: Step, shortened: set[str]) -> Iterator[str]:
    node = step.node
    if node.key in shortened:
        yield "shortened"
    if node.detail and node.key not in shortened:
        yield "with detail"
    if node.sources:
        yield _number(len(node.sources), "source", "sources")
    if step.reply and step.reply.group:
        yield "linked premise"
    if node.conceded:
        yield "conceded"
    if node.state != "visible":
        yield node.state


def _counted(counts: Mapping[str, int]) -> list[str]:
    said = [_number(counts["claims"], "claim", "claims")]
    if counts["theses"] > 1:
        said.append(f"{counts['theses']:,} theses")
    said.append(f"{counts['pros']:,} in support")
    said.append(f"{counts['cons']:,} in opposition")
    said.append(_number(counts["depth"], "level deep", "levels deep"))
    for name, one, many in _IF_ANY:
        if counts[name]:
            said.append(_number(counts[name], one, many))
    return said


def _number(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _name_of(argument: ArgumentMap, key: str) -> str:
    return excerpt(plain(argument.nodes[key].text))


_IF_ANY = [
    ("sources", "source", "sources"),
    ("links", "claim that argues in a second place", "claims that argue in a second place"),
    ("linked_arguments", "group of linked premises", "groups of linked premises"),
    ("undercuts", "attack on relevance", "attacks on relevance"),
]
