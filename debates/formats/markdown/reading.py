import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from debates.argument.map import ArgumentMap, Link, Node, Reply
from debates.argument.words import Aim, Stance
from debates.formats.errors import FormatError
from debates.formats.graph import ASKED, free_key
from debates.formats.markdown.items import Document, Item, document
from debates.formats.markdown.spelling import decoded, read, referred, split_id, unnamed
from debates.formats.order import placed
from debates.formats.resting import undisturbed

_LABEL = (
    r"(?:\*\*|__)?(Question|Thesis|Pro|Con)(?: \(([^()\n]*)\))?(?::(?:\*\*|__)?|(?:\*\*|__):)"
    r"(?:[ \t]+|(?=\n)|\Z)"
)
_LABELLED = re.compile(_LABEL, re.IGNORECASE)
_LIST = re.compile(rf"(?:\A|[\n\r])[ \t]*(?:[-*+]|[0-9]{{1,9}}[.)])[ \t]+{_LABEL}", re.IGNORECASE)
_HEAD = 20_000
_STANCES = {"pro": Stance.PRO, "con": Stance.CON}


class _Claim(NamedTuple):
    """An item by what it says; ``label`` and ``key`` are empty where it says none.

    ``target`` is the id of the claim that it only refers to.
    """

    item: Item
    label: str
    aim: Aim | None
    group: str
    text: str
    key: str
    target: str | None


def fits(text: str) -> bool:
    return _LIST.search(text[:_HEAD]) is not None


@undisturbed
def loads(text: str) -> ArgumentMap:
    """Claims without ids are numbered."""
    found = document(text)
    if not found.items:
        problem = "there is no list in it, as in “- Pro: Air gets better”"
        raise FormatError(1, problem)
    return _Reading(found).map()


class _Reading:
    def __init__(self, found: Document) -> None:
        self.found = found
        self.title = read(found.title)
        self.claims = _numbered(list(map(_claim, found.items)))
        self.by_item = {id(claim.item): claim for claim in self.claims}
        self.nodes = {claim.key: _node(claim) for claim in self.claims if claim.target is None}
        self.unplaced: Counter[str] = Counter()
        self.root, self.asks = self._root()

    def map(self) -> ArgumentMap:
        below: dict[str, list[Reply | Link]] = {}
        replies: list[Reply] = []
        for claim in self.claims:
            if claim.key == self.root:
                continue
            parent = self._parent(claim)
            stance = self._stance(claim, parent)
            if claim.target is not None:
                link = self._link(claim, parent, stance)
                below.setdefault(parent, []).append(link)
                continue
            replies.append(Reply(claim.key, parent, stance, claim.aim, claim.group))
            below.setdefault(parent, []).append(replies[-1])
        links = tuple(self._new(placed(below.values())))
        if self.found.outside:
            self.unplaced["paragraphs outside the list"] = self.found.outside
        return ArgumentMap(
            root=self.root,
            nodes=self.nodes,
            replies=tuple(replies),
            links=links,
            title=self.title,
            background=decoded("\n".join(self.found.background)),
            asks=self.asks,
            unplaced=dict(self.unplaced),
            lines={claim.key: claim.item.line for claim in self.claims if claim.key},
        )

    def _root(self) -> tuple[str, bool]:
        """The claim at the top, or one made of the heading; and whether it asks."""
        tops = [claim for claim in self.claims if claim.item.parent is None]
        labels = {claim.label for claim in tops}
        if len(tops) == 1 and tops[0].target is None and not labels & _STANCES.keys():
            below = (claim.label for claim in self.claims if claim.item.parent is tops[0].item)
            asks = "question" in labels or ("" in labels and "thesis" in below)
            return tops[0].key, asks
        if labels <= {"", "thesis"}:
            return self._headed(self.title or ASKED), True
        if not self.title:
            problem = (
                "there is no thesis: make it the heading, or the one item that holds the others"
            )
            raise FormatError(tops[0].item.line, problem)
        return self._headed(self.title), False

    def _headed(self, text: str) -> str:
        key = free_key(self.nodes)
        self.nodes = {key: Node(key, text), **self.nodes}
        return key

    def _parent(self, claim: _Claim) -> str:
        if claim.item.parent is None:
            return self.root
        above = self.by_item[id(claim.item.parent)]
        if above.target is not None:
            problem = "nothing can be below an arrow to another claim; put it below that claim"
            raise FormatError(claim.item.line, problem)
        return above.key

    def _stance(self, claim: _Claim, parent: str) -> Stance | None:
        answers = self.asks and parent == self.root and claim.target is None
        if answers and claim.label in ("", "thesis"):
            return None
        if claim.label in _STANCES and not answers:
            return _STANCES[claim.label]
        problem = "is this a Pro or a Con? Begin it with “Pro:” or “Con:”"
        if answers:
            problem = "right below a question are theses only"
        elif claim.label:
            problem = f"a {claim.label} has no place here: begin this with “Pro:” or “Con:”"
        raise FormatError(claim.item.line, problem)

    def _link(self, claim: _Claim, parent: str, stance: Stance | None) -> Link:
        if claim.target not in self.nodes or stance is None:
            problem = f"this leads to {claim.target}, but no claim has that id"
            raise FormatError(claim.item.line, problem)
        return Link(claim.target, parent, stance, claim.aim, group=claim.group)

    def _new(self, links: Iterable[Link]) -> Iterator[Link]:
        """At most one for each pair of different claims."""
        said: set[tuple[str, str]] = set()
        for link in links:
            if (link.key, link.target) in said or link.key == link.target:
                self.unplaced["references that say nothing new"] += 1
                continue
            said.add((link.key, link.target))
            yield link


def _claim(item: Item) -> _Claim:
    text = "\n".join(item.text)
    match = _LABELLED.match(text)
    label = match[1].lower() if match else ""
    aim, group = _more(match[2] or "", label, item.line) if match else (None, "")
    text, key = split_id(text[match.end() :] if match else text)
    words = read(text)
    if not words.strip():
        raise FormatError(item.line, "here should be a claim")
    return _Claim(item, label, aim, group, words, key, referred(text))


def _more(told: str, label: str, line: int) -> tuple[Aim | None, str]:
    """The aim and the linked premises in the brackets of a label."""
    aim, group = None, ""
    for part in filter(None, told.split(", ")):
        if part.startswith("with ") and label in _STANCES:
            group = unnamed(part.removeprefix("with "))
        elif part in set(Aim) and label == "con":
            aim = Aim(part)
        else:
            raise FormatError(line, f"“{part}” is not known here; a con aims at {', '.join(Aim)}")
    return aim, group


def _numbered(claims: list[_Claim]) -> list[_Claim]:
    """With keys for those that have no id; references have none."""
    lines: dict[str, int] = {}
    for claim in claims:
        if claim.key and claim.target is None:
            first = lines.setdefault(claim.key, claim.item.line)
            if first != claim.item.line:
                raise FormatError(
                    claim.item.line, f"the id {claim.key} is that of line {first} already"
                )
    free = (key for key in map(str, count(1)) if key not in lines)
    return [
        claim._replace(key="" if claim.target is not None else claim.key or next(free))
        for claim in claims
    ]


def _node(claim: _Claim) -> Node:
    return Node(claim.key, claim.text, decoded("\n".join(claim.item.detail)))
