"""From the entries of a Kialo file to a map."""

from collections import Counter
from collections.abc import Iterator

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source
from debates.argument.words import Stance
from debates.formats.errors import FormatError
from debates.formats.graph import in_reading_order
from debates.formats.kialo.entries import Contents, Entry, contents, number_of
from debates.formats.kialo.markup import ELSEWHERE, REFERENCE, unescaped, with_own_numbers

_ROOT = "1."
_ARROW = "-> See"
_STANCES = {"Pro": Stance.PRO, "Con": Stance.CON}


def loads(text: str) -> ArgumentMap:
    """Either layout. The keys of the claims are their numbers, as in "1.2."."""
    return _Reading(contents(text)).map()


class _Reading:
    def __init__(self, found: Contents) -> None:
        self.title, self.sources, self.is_older = found.title, found.sources, found.is_older
        self.entries = _checked(found.entries)
        theses = (one.label not in _STANCES for one in found.entries if one.parent == _ROOT)
        self.asks = found.entries[0].label == "Question" or any(theses)
        self.unplaced: Counter[str] = Counter()

    def map(self) -> ArgumentMap:
        nodes: dict[str, Node] = {}
        replies: list[Reply] = []
        links: list[tuple[Entry, str]] = []
        for number, entry in self.entries.items():
            if entry.text.startswith(_ARROW) and (target := self._target(entry)):
                links.append((entry, target))
                continue
            nodes[number] = self._node(entry)
            if entry.parent:
                stance = None if self.asks and entry.parent == _ROOT else _stance(entry)
                replies.append(Reply(number, entry.parent, stance))
        unused = self._unused(nodes)
        if unused:
            nodes[_ROOT] = nodes[_ROOT]._replace(sources=nodes[_ROOT].sources + unused)
            self.unplaced["sources that no claim mentions, told with the first claim"] = len(unused)
        argument = ArgumentMap(
            root=_ROOT,
            nodes=nodes,
            replies=tuple(replies),
            links=tuple(self._placed(links, replies)) if links else (),
            title=self.title,
            asks=self.asks,
            unplaced=dict(self.unplaced),
            lines={number: entry.line for number, entry in self.entries.items()},
        )
        return argument if _is_in_reading_order(replies) else in_reading_order(argument)

    def _node(self, entry: Entry) -> Node:
        text = entry.text
        sources: tuple[Source, ...] = ()
        if self.is_older and "\\" in text:
            text = unescaped(text)
        if self.sources and "[" in text:
            text, sources = with_own_numbers(text, self.sources)
        if not text or text.isspace():
            raise FormatError(entry.line, f"the claim {entry.number} has no text")
        if text.startswith(_ARROW) and ELSEWHERE.match(text):
            self.unplaced["references to other discussions, kept as claims"] += 1
        return Node(entry.number, text, sources=sources)

    def _target(self, entry: Entry) -> str:
        """Of which claim this is but a second place; empty where it is one of its own."""
        wanted = _pointed_at(entry)
        if not wanted:
            return ""
        found = self.entries.get(wanted)
        if found is None:
            problem = f"this points to {wanted}, but no claim has that number"
            raise FormatError(entry.line, problem)
        if _pointed_at(found):
            problem = f"this points to {wanted}, which only points on; name the claim itself"
            raise FormatError(entry.line, problem)
        return wanted

    def _placed(self, links: list[tuple[Entry, str]], replies: list[Reply]) -> Iterator[Link]:
        """One for each pair, and none beside the reply that says the same."""
        places = _places(self.entries)
        said = {(reply.key, reply.parent) for reply in replies}
        for entry, key in links:
            pair, stance = (key, entry.parent), _stance(entry)
            if pair in said or pair[0] == pair[1]:
                self.unplaced["references that say nothing new"] += 1
                continue
            said.add(pair)
            yield Link(*pair, stance, place=places[entry.number])

    def _unused(self, nodes: dict[str, Node]) -> tuple[Source, ...]:
        if not self.sources:
            return ()
        used = {id(source) for node in nodes.values() for source in node.sources}
        return tuple(source for source in self.sources if id(source) not in used)


def _stance(entry: Entry) -> Stance:
    stance = _STANCES.get(entry.label)
    if stance is None:
        raise FormatError(entry.line, f"is {entry.number} a Pro or a Con?")
    return stance


def _pointed_at(entry: Entry) -> str:
    """The number that stands for the text of another claim; empty where it is a text."""
    if not entry.text.startswith(_ARROW) or not entry.parent:
        return ""
    match = REFERENCE.fullmatch(entry.text)
    return number_of(match[1]) if match else ""


def _checked(entries: list[Entry]) -> dict[str, Entry]:
    """By number: each has a parent, no number twice, references have nothing below them."""
    if not entries:
        raise FormatError(1, "there is no claim in it")
    root, *others = entries
    if root.number != _ROOT:
        raise FormatError(root.line, f"the first claim has the number 1., not {root.number}")
    known = {_ROOT: root}
    for entry in others:
        number, parent = entry.number, entry.parent
        if number in known:
            first = known[number].line
            raise FormatError(entry.line, f"the number {number} is that of line {first} already")
        if parent not in known:
            what = f"no claim {parent} stands before it" if parent else "there is a root"
            raise FormatError(entry.line, f"{number} has no place: {what}")
        if _pointed_at(known[parent]):
            problem = f"{number} is below {parent}, which only points to another claim"
            raise FormatError(entry.line, problem)
        known[number] = entry
    return known


def _is_in_reading_order(replies: list[Reply]) -> bool:
    """Whether each claim stands right after those that are below its earlier siblings."""
    last = _ROOT
    for reply in replies:
        if not last.startswith(reply.parent):
            return False
        last = reply.key
    return True


def _places(entries: dict[str, Entry]) -> dict[str, int]:
    """Which of its siblings each is, from 0, in the order of the file."""
    met: Counter[str] = Counter()
    places = {}
    for number, entry in entries.items():
        places[number] = met[entry.parent]
        met[entry.parent] += 1
    return places
