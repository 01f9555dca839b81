"""From a map to a GraphML file: a node for each claim, an edge from it to what it argues about."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from debates.argument.map import ArgumentMap
from debates.formats.characters import without_controls
from debates.formats.graphml.reading import OWN, THESIS, VERSION
from debates.formats.nodes import node_record

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_KEYS = {
    "graph": (OWN, "title", "background", "assessed_by"),
    "node": (
        *("text", "kind", "detail", "scheme", "question", "state", "conceded", "met", "author"),
        *("written", "edited", "sources", "earlier", "strength", "standing"),
    ),
    "edge": ("relation", "position", "aim", "group", "link", "made"),
}
_TYPES = {"conceded": "boolean", "link": "boolean", "position": "int", "strength": "double"}
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_QUOTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def dumps(argument: ArgumentMap) -> str:
    """The map without what XML cannot write: see ``without_controls``."""
    lines = [*_keys(), '  <graph id="debate" edgedefault="directed">']
    clean = without_controls(argument)
    frame = {OWN: VERSION, "title": clean.title, "background": clean.background}
    lines.append(f"    {_data(frame | {'assessed_by': clean.assessed_by})}")
    lines.extend(_nodes(clean))
    lines.extend(_edges(clean))
    return _HEAD + "\n".join([*lines, "  </graph>", "</graphml>", ""])


def _keys() -> Iterator[str]:
    for scope, names in _KEYS.items():
        for name in names:
            kind = _TYPES.get(name, "string")
            yield f'  <key id="{name}" for="{scope}" attr.name="{name}" attr.type="{kind}"/>'


def _nodes(argument: ArgumentMap) -> Iterator[str]:
    kinds = argument.kinds
    for key, node in argument.nodes.items():
        record = node_record(node)
        del record["id"]
        record["kind"] = kinds[key]
        if key in argument.assessed:
            record |= argument.assessed[key]._asdict()
        yield f"    <node id={_quoted(key)}>{_data(record)}</node>"


def _edges(argument: ArgumentMap) -> Iterator[str]:
    met: Counter[str] = Counter()
    for key, parent, stance, aim, group in argument.replies:
        record = {"relation": stance or THESIS, "position": met[parent], "aim": aim}
        met[parent] += 1
        yield _edge(key, parent, record | {"group": group})
    for position, link in enumerate(argument.links):
        record = {"relation": link.stance, "position": position, "aim": link.aim}
        made = link.made and link.made.isoformat()
        record |= {"group": link.group, "link": True, "made": made}
        yield _edge(link.key, link.target, record)


def _edge(source: str, target: str, record: dict[str, Any]) -> str:
    ends = f"source={_quoted(source)} target={_quoted(target)}"
    return f"    <edge {ends}>{_data(record)}</edge>"


def _data(record: dict[str, Any]) -> str:
    """What is empty is left out; a position and a strength may well be 0."""
    return "".join(
        f'<data key="{name}">{_said(value).translate(_ESCAPES)}</data>'
        for name, value in record.items()
        if value or (value == 0 and value is not False)
    )


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES).translate(_IN_QUOTES)}"'
