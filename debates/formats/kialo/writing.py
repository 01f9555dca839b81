"""From a map to a Kialo file.

A claim that argues in several places is printed where one first comes by it, and as a reference to
that place ("-> See 1.2.") wherever one comes by it again.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from debates.argument.map import ArgumentMap, Node, Source
from debates.argument.words import Stance
from debates.formats.kialo.entries import SOURCES, TITLE_OF_NEWER, TITLE_OF_OLDER, Layout
from debates.formats.kialo.markup import escaped, with_numbers_of_the_file, with_trailing
from debates.formats.order import below

_LINE_END = re.compile("\r\n|\n|\r")
_LABELS = {Stance.PRO: "Pro", Stance.CON: "Con", None: "Thesis"}


class Printed(NamedTuple):
    """One place of a claim; ``see`` is the number of its first one, where this is another."""

    number: str
    node: Node
    stance: Stance | None
    see: str = ""


def dumps(argument: ArgumentMap, layout: Layout | None = None) -> str:
    """The newer layout, unless told otherwise."""
    layout = layout or Layout()
    places = list(printed(argument))
    lines = _older(argument, places) if layout.is_older else _newer(argument, places, layout.gap)
    text = layout.eol.join(line for entry in lines for line in entry.split("\n"))
    return text + (layout.eol if layout.ends_with_eol else "")


def dumps_older(argument: ArgumentMap) -> str:
    return dumps(argument, Layout(is_older=True))


def printed(argument: ArgumentMap) -> Iterator[Printed]:
    """Every place of every claim, in the order of a file, with its number."""
    arguing = below(argument)
    numbers: dict[str, str] = {}
    waiting: list[tuple[str, str, Stance | None]] = [("1.", argument.root, None)]
    while waiting:
        number, key, stance = waiting.pop()
        node = argument.nodes[key]
        if key in numbers:
            yield Printed(number, node, stance, numbers[key])
            continue
        numbers[key] = number
        yield Printed(number, node, stance)
        onward = enumerate(arguing.get(key, ()), 1)
        waiting.extend(reversed([(f"{number}{n}.", one.key, one.stance) for n, one in onward]))


def _older(argument: ArgumentMap, places: list[Printed]) -> Iterator[str]:
    yield f"{TITLE_OF_OLDER} {_line(argument.title)}"
    yield ""
    for place in places:
        label = f"{_LABELS[place.stance]}: " if place.stance else ""
        text = f"-> See {place.see}" if place.see else escaped(_trimmed(place.node.text))
        yield f"{place.number} {label}{text}"


def _newer(argument: ArgumentMap, places: list[Printed], gap: int) -> Iterator[str]:
    numbered: dict[int, tuple[int, Source]] = {}
    yield TITLE_OF_NEWER
    yield _line(argument.title) or _line(argument.nodes[argument.root].text)
    yield ""
    for place in places:
        indent = "  " * (place.number.count(".") - 1)
        asks = argument.asks and place.number == "1."
        yield f"{indent}{place.number} {'Question' if asks else _LABELS[place.stance]}:"
        text = f"-> See {place.see}" if place.see else _with_footnotes(place.node, numbered)
        yield from (f"{indent}{line}" for line in text.split("\n"))
        yield ""
    yield from [""] * gap
    yield SOURCES
    for number, source in numbered.values():
        yield f"[{number}] {_line(source.url or source.citation)}"
        if source.quote:
            yield f'"{source.quote}"'


def _with_footnotes(node: Node, numbered: dict[int, tuple[int, Source]]) -> str:
    """A source that several claims share, as when it was read from one file, is one footnote."""
    numbers = []
    text = with_trailing(_trimmed(node.text), len(node.sources))
    for source in node.sources:
        number, _ = numbered.setdefault(id(source), (len(numbered) + 1, source))
        numbers.append(number)
    return with_numbers_of_the_file(text, numbers)


def _trimmed(text: str) -> str:
    """Without blank lines, which would end the claim."""
    return "\n".join(line for line in _LINE_END.split(text) if line.strip())


def _line(text: str) -> str:
    return " ".join(text.split())
