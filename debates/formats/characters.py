"""Characters that are no text: XML, and with it GraphML, has no way to write them."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from debates.argument.map import ArgumentMap, Link, Node, Reply

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"


def holds_controls(value: Any) -> bool:
    """Whether a text, or any text in a tuple, has one."""
    if isinstance(value, str):
        return _CONTROLS.search(value) is not None
    return isinstance(value, tuple) and any(map(holds_controls, value))


def without_controls(argument: ArgumentMap) -> ArgumentMap:
    """The map without them. Ids stay different, and where a text was nothing else, a sign stays."""
    frame = (argument.title, argument.background)
    everything = (*argument.nodes.values(), *argument.replies, *argument.links, frame)
    if not any(map(holds_controls, everything)):
        return argument
    names = _names(argument)
    return replace(
        argument,
        root=names[argument.root],
        nodes={names[key]: _cleaned(node, names) for key, node in argument.nodes.items()},
        replies=tuple(_placed(reply, names) for reply in argument.replies),
        links=tuple(_linked(link, names) for link in argument.links),
        title=_clean(argument.title),
        background=_clean(argument.background),
        assessed={names[key]: found for key, found in argument.assessed.items()},
    )


def _clean(value: Any) -> Any:
    if not holds_controls(value):
        return value
    if isinstance(value, str):
        return _CONTROLS.sub("", value)
    parts = map(_clean, value)
    return value._make(parts) if hasattr(value, "_make") else tuple(parts)


def _cleaned(node: Node, names: dict[str, str]) -> Node:
    clean: Node = _clean(node)
    text = clean.text if clean.text.strip() or not node.text.strip() else _REPLACEMENT
    return clean._replace(key=names[node.key], text=text)


def _placed(reply: Reply, names: dict[str, str]) -> Reply:
    group = _clean(reply.group)
    return reply._replace(key=names[reply.key], parent=names[reply.parent], group=group)


def _linked(link: Link, names: dict[str, str]) -> Link:
    group = _clean(link.group)
    return link._replace(key=names[link.key], target=names[link.target], group=group)


def _names(argument: ArgumentMap) -> dict[str, str]:
    """What each key becomes: those without such characters stay."""
    names = {key: key for key in argument.nodes if not holds_controls(key)}
    used = set(names)
    tried: Counter[str] = Counter()
    for key in argument.nodes:
        if key in names:
            continue
        plain = _clean(key)
        base = name = plain if plain.strip() else _REPLACEMENT
        while name in used:
            tried[base] += 1
            name = f"{base}-{tried[base] + 1}"
        names[key] = name
        used.add(name)
    return names
