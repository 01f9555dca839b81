"""Rejoinder's own JSON, version 1: all that an ArgumentMap holds, with the claims in a flat list.

docs/formats/rejoinder-1.schema.json says it for other programs.

What is empty, false or the usual is left out. Times carry their time zone.
"""

import json
import re
from dataclasses import replace
from itertools import islice
from typing import Any

from debates.argument.map import ArgumentMap, Link, Node, Reply
from debates.argument.words import Aim, Stance
from debates.formats.errors import FormatError
from debates.formats.format import EVERYTHING, Format
from debates.formats.graph import in_reading_order
from debates.formats.nodes import NODE_KEYS, node_of, node_record, without_empty
from debates.formats.records import Record, Wrong, parsed, shown
from debates.formats.resting import undisturbed

FORMAT_NAME = "rejoinder"
VERSION = 1
_HEAD = 200  # characters, within which a file says its format
_SAYS_SO = re.compile(rf'"format"\s*:\s*"{FORMAT_NAME}"')

# What was computed stands in a file for people and other programs; it is not read.
_MAP_KEYS = ("format", "version", "title", "background", "asks", "assessed_by", "claims", "links")
_CLAIM_KEYS = ("parent", "stance", "aim", "group", *NODE_KEYS, "strength", "standing")
_LINK_KEYS = ("id", "target", "stance", "aim", "made", "group")
_ID = re.compile(r'"id"\s*:\s*("(?:[^"\\]|\\.)*")')
_CLAIM_PATH = re.compile(r"claims\[(\d+)\]")


@undisturbed
def loads(text: str) -> ArgumentMap:
    """The map that a text in this format describes.

    Raises FormatError. Its line is that of the JSON error or of the claim's id; where neither is
    known it is 1, and the problem begins with the path.
    """
    value = parsed(text)
    try:
        return replace(_map(Record("", value, _MAP_KEYS)), lines=_lines(text))
    except Wrong as wrong:
        raise FormatError(_line(text, value, wrong.path), str(wrong)) from None


def dumps(argument: ArgumentMap) -> str:
    """The map as text that ``loads`` reads back to an equal one."""
    record = {
        "format": FORMAT_NAME,
        "version": VERSION,
        "title": argument.title,
        "background": argument.background,
        "asks": argument.asks,
        "assessed_by": argument.assessed_by,
        "claims": [
            _claim_record(step.node, step.reply) | _computed(step.node.key, argument)
            for step in argument.walk()
        ],
        "links": [_link_record(link) for link in argument.links],
    }
    return json.dumps(without_empty(record), ensure_ascii=False, indent=2) + "\n"


def _claim_record(node: Node, reply: Reply | None) -> dict[str, Any]:
    place = {
        "id": node.key,
        "parent": reply and reply.parent,
        "stance": reply and reply.stance,
        "aim": reply and reply.aim,
        "group": reply and reply.group,
    }
    return without_empty(place | node_record(node))


def _computed(key: str, argument: ArgumentMap) -> dict[str, Any]:
    assessment = argument.assessed.get(key)
    return assessment._asdict() if assessment else {}


def _link_record(link: Link) -> dict[str, Any]:
    record = {
        "id": link.key,
        "target": link.target,
        "stance": link.stance,
        "aim": link.aim,
        "made": link.made and link.made.isoformat(),
        "group": link.group,
    }
    return without_empty(record)


def _lines(text: str) -> dict[str, int]:
    """Where the ids stand for the first time, which is with their claims."""
    lines: dict[str, int] = {}
    line, at = 1, 0
    for match in _ID.finditer(text):
        line, at = line + text.count("\n", at, match.start()), match.start()
        lines.setdefault(json.loads(match[1], strict=False), line)
    return lines


def _line(text: str, value: Any, path: str) -> int:
    """Where the id of the claim at ``path`` stands; ids may repeat, that may be what is wrong."""
    match = _CLAIM_PATH.match(path)
    if match is None:
        return 1
    upto = value["claims"][: int(match[1]) + 1]
    *before, key = [claim.get("id") if isinstance(claim, dict) else None for claim in upto]
    if not isinstance(key, str):
        return 1
    spellings = {json.dumps(key), json.dumps(key, ensure_ascii=False)}
    pattern = rf'"id"\s*:\s*(?:{"|".join(map(re.escape, sorted(spellings)))})'
    hits = re.finditer(pattern, text)
    hit = next(islice(hits, before.count(key), None), None)
    return 1 if hit is None else text.count("\n", 0, hit.start()) + 1


def _map(record: Record) -> ArgumentMap:
    if record.fields.get("format") != FORMAT_NAME:
        raise Wrong("format", f"must be {shown(FORMAT_NAME)}")
    version = record.fields.get("version")
    if type(version) is not int or version != VERSION:
        raise Wrong("version", f"must be {VERSION}; this program reads no other")
    asks = record.flag("asks")
    nodes, replies = _claims(record.records("claims", _CLAIM_KEYS), asks=asks)
    argument = ArgumentMap(
        root=next(iter(nodes)),
        nodes=nodes,
        replies=tuple(replies),
        links=_links(record.records("links", _LINK_KEYS), nodes),
        title=record.text("title"),
        background=record.text("background"),
        asks=asks,
    )
    return in_reading_order(argument)


def _claims(records: list[Record], *, asks: bool) -> tuple[dict[str, Node], list[Reply]]:
    if not records:
        raise Wrong("claims", "must have at least the root of the debate")
    nodes: dict[str, Node] = {}
    replies: list[Reply] = []
    for record in records:
        node = node_of(record)
        if node.key in nodes:
            raise Wrong(record.at("id"), f"is {shown(node.key)}, like that of a claim before it")
        if nodes:
            replies.append(_reply(record, nodes, asks=asks))
        else:
            _require_root(record)
        nodes[node.key] = node
    return nodes, replies


def _require_root(record: Record) -> None:
    for key in ("parent", "stance", "aim"):
        if key in record:
            raise Wrong(record.at(key), "must be missing: the first claim is the root")


def _reply(record: Record, nodes: dict[str, Node], *, asks: bool) -> Reply:
    if "parent" not in record:
        raise Wrong(record.path, "has no parent, but only the first claim is a root")
    parent = _known("parent", record, nodes, "no claim before it")
    if asks and parent == next(iter(nodes)):
        if "stance" in record:
            raise Wrong(record.at("stance"), "must be missing: an answer to a question is a thesis")
        stance = None
    else:
        stance = _stance(record)
    aim, group = _aim(record, stance), _group(record, stance)
    return Reply(record.required_text("id"), parent, stance, aim, group)


def _links(records: list[Record], nodes: dict[str, Node]) -> tuple[Link, ...]:
    links: dict[tuple[str, str], Link] = {}
    for record in records:
        key, target = (_known(end, record, nodes, "no claim") for end in ("id", "target"))
        if key == target:
            raise Wrong(record.at("target"), "must be another claim than id")
        if (key, target) in links:
            raise Wrong(record.path, "links the same two claims as a link before it")
        stance = _stance(record)
        aim, made, group = _aim(record, stance), record.time("made"), _group(record, stance)
        links[key, target] = Link(key, target, stance, aim, made, group)
    return tuple(links.values())


def _known(key: str, record: Record, nodes: dict[str, Node], where: str) -> str:
    claim = record.required_text(key)
    if claim not in nodes:
        raise Wrong(record.at(key), f"is {shown(claim)}, but {where} has that id")
    return claim


def _stance(record: Record) -> Stance:
    stance = record.word("stance", Stance)
    if stance is None:
        raise Wrong(record.path, "has no stance")
    return stance


def _aim(record: Record, stance: Stance | None) -> Aim | None:
    aim = record.word("aim", Aim)
    if aim is not None and stance != Stance.CON:
        raise Wrong(record.at("aim"), "must be missing: only a con aims at something")
    return aim


def _group(record: Record, stance: Stance | None) -> str:
    group = record.text("group")
    if group and stance is None:
        raise Wrong(record.at("group"), "must be missing: theses are no premises")
    return group


def _fits(text: str) -> bool:
    start = text.lstrip("\ufeff \t\r\n")[:_HEAD]
    return start.startswith("{") and _SAYS_SO.search(start) is not None


FORMAT = Format(
    name=FORMAT_NAME,
    title="Rejoinder JSON",
    suffixes=(".json",),
    media_type="application/json",
    carries=EVERYTHING,
    loads=loads,
    dumps=dumps,
    fits=_fits,
)
