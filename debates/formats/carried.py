"""What of a map a format can carry: what stays when it is written and read back, what is lost."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from debates.argument.map import ArgumentMap, Node, Source
from debates.argument.words import State
from debates.formats.characters import holds_controls, without_controls
from debates.formats.format import Part

_NODE_PARTS: dict[Part, dict[str, Any]] = {
    Part.DETAILS: {"detail": ""},
    Part.SCHEMES: {"scheme": "", "question": ""},
    Part.SOURCES: {"sources": ()},
    Part.STATES: {"state": State.VISIBLE},
    Part.CONCESSIONS: {"conceded": False, "met": None},
    Part.AUTHORS: {"author": ""},
    Part.TIMES: {"written": None, "edited": None},
    Part.WORDINGS: {"earlier": ()},
}


def lost(argument: ArgumentMap, carries: Collection[Part]) -> dict[str, int]:
    """How much would be left out of each part. Ids are not told: nobody wrote them."""
    missing = [part for part in Part if part not in carries]
    if Part.SOURCES in missing:
        missing = [part for part in missing if part != Part.CITATIONS]
    counts = {part: _amount(argument, part) for part in missing}
    return {part.value: count for part, count in counts.items() if count}


def kept(argument: ArgumentMap, carries: Collection[Part]) -> ArgumentMap:
    """The map without what is lost."""
    missing = [part for part in Part if part not in carries]
    unsaid = {name: value for part in missing for name, value in _NODE_PARTS.get(part, {}).items()}
    nodes = {key: node._replace(**unsaid) for key, node in argument.nodes.items()}
    changed = replace(argument, nodes=nodes)
    for part in missing:
        changed = _WITHOUT.get(part, _same)(changed)
    return changed


def numbered(argument: ArgumentMap) -> ArgumentMap:
    """The map with the keys 1 to n in reading order, to compare maps whose ids do not matter."""
    names = {step.node.key: str(n) for n, step in enumerate(argument.walk(), 1)}
    links = {
        link._replace(key=names[link.key], target=names[link.target]) for link in argument.links
    }
    return replace(
        argument,
        root=names[argument.root],
        nodes={names[key]: node._replace(key=names[key]) for key, node in argument.nodes.items()},
        replies=tuple(
            reply._replace(key=names[reply.key], parent=names[reply.parent])
            for reply in argument.replies
        ),
        links=tuple(sorted(links, key=lambda link: (int(link.key), int(link.target)))),
        lines={},
    )


def one_line(text: str) -> str:
    """The text with line breaks, and the blanks around them, as single blanks."""
    return " ".join(filter(None, map(str.strip, text.splitlines())))


def _amount(argument: ArgumentMap, part: Part) -> int:
    if part in _NODE_PARTS:
        empty = _NODE_PARTS[part]
        return sum(_says(node, empty) for node in argument.nodes.values())
    counted = _AMOUNTS.get(part)
    return counted(argument) if counted else 0


def _says(node: Node, empty: dict[str, Any]) -> bool:
    return any(getattr(node, name) != value for name, value in empty.items())


def _same(argument: ArgumentMap) -> ArgumentMap:
    return argument


def _without_lines(argument: ArgumentMap) -> ArgumentMap:
    nodes = {k: node._replace(text=one_line(node.text)) for k, node in argument.nodes.items()}
    return replace(argument, nodes=nodes)


def _plain(source: Source) -> Source:
    return Source(url=source.url or source.citation, quote=source.quote)


def _without_citations(argument: ArgumentMap) -> ArgumentMap:
    nodes = {
        key: node._replace(sources=tuple(map(_plain, node.sources)))
        for key, node in argument.nodes.items()
    }
    return replace(argument, nodes=nodes)


def _without_aims(argument: ArgumentMap) -> ArgumentMap:
    return replace(
        argument,
        replies=tuple(reply._replace(aim=None) for reply in argument.replies),
        links=tuple(link._replace(aim=None) for link in argument.links),
    )


def _without_groups(argument: ArgumentMap) -> ArgumentMap:
    return replace(
        argument,
        replies=tuple(reply._replace(group="") for reply in argument.replies),
        links=tuple(link._replace(group="") for link in argument.links),
    )


def _without_times(argument: ArgumentMap) -> ArgumentMap:
    return replace(argument, links=tuple(link._replace(made=None) for link in argument.links))


_WITHOUT: dict[Part, Callable[[ArgumentMap], ArgumentMap]] = {
    Part.TITLE: lambda argument: replace(argument, title=""),
    Part.BACKGROUND: lambda argument: replace(argument, background=""),
    Part.LINES: _without_lines,
    Part.CONTROLS: without_controls,
    Part.CITATIONS: _without_citations,
    Part.AIMS: _without_aims,
    Part.LINKS: lambda argument: replace(argument, links=()),
    Part.GROUPS: _without_groups,
    Part.TIMES: _without_times,
}

_AMOUNTS: dict[Part, Callable[[ArgumentMap], int]] = {
    Part.TITLE: lambda argument: int(bool(argument.title)),
    Part.BACKGROUND: lambda argument: int(bool(argument.background)),
    Part.QUESTIONS: lambda argument: int(argument.asks),
    Part.LINES: lambda argument: sum(
        one_line(node.text) != node.text for node in argument.nodes.values()
    ),
    Part.CONTROLS: lambda argument: sum(map(holds_controls, argument.nodes.values())),
    Part.CITATIONS: lambda argument: sum(
        source != _plain(source) for node in argument.nodes.values() for source in node.sources
    ),
    Part.AIMS: lambda argument: (
        sum(reply.aim is not None for reply in argument.replies)
        + sum(link.aim is not None for link in argument.links)
    ),
    Part.LINKS: lambda argument: len(argument.links),
    Part.GROUPS: lambda argument: len(
        {(reply.parent, reply.group) for reply in argument.replies if reply.group}
        | {(link.target, link.group) for link in argument.links if link.group}
    ),
}
