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
        self.pointing = _pointing(self.entries)
        theses = (label not in _STANCES for _, above, label, *_ in found.entries if above == _ROOT)
        self.asks = found.entries[0][2] == "Question" or any(theses)
        self.unplaced: Counter[str] = Counter()

    def map(self) -> ArgumentMap:
        nodes: dict[str, Node] = {}
        replies: list[Reply] = []
        for number, parent, label, text, line in self.entries.values():
            if number in self.pointing:
                continue
            nodes[number] = self._node(number, text, line)
            if parent:
                stance = None if self.asks and parent == _ROOT else _stance(number, label, line)
                replies.append(Reply(number, parent, stance))
        links = tuple(self._links(replies))
        unused = self._unused(nodes)
        if unused:
            nodes[_ROOT] = nodes[_ROOT]._replace(sources=nodes[_ROOT].sources + unused)
            self.unplaced["sources that no claim mentions, told with the first claim"] = len(unused)
        argument = ArgumentMap(
            root=_ROOT,
            nodes=nodes,
            replies=tuple(replies),
            links=links,
            title=self.title,
            asks=self.asks,
            unplaced=dict(self.unplaced),
            lines={number: line for number, _, _, _, line in self.entries.values()},
        )
        return argument if _is_in_reading_order(replies) else in_reading_order(argument)

    def _node(self, number: str, text: str, line: int) -> Node:
        sources: tuple[Source, ...] = ()
        if self.is_older and "\\" in text:
            text = unescaped(text)
        if self.sources and "[" in text:
            text, sources = with_own_numbers(text, self.sources)
        if not text or text.isspace():
            raise FormatError(line, f"the claim {number} has no text")
        if text.startswith(_ARROW) and ELSEWHERE.match(text):
            self.unplaced["references to other discussions, kept as claims"] += 1
        return Node(number, text, sources=sources) if sources else Node(number, text)

    def _links(self, replies: list[Reply]) -> Iterator[Link]:
        """One for each pair, and none beside the reply that says the same."""
        if not self.pointing:
            return
        places = _places(self.entries)
        said = {(reply.key, reply.parent) for reply in replies}
        for number, wanted in self.pointing.items():
            _, parent, label, _, line = self.entries[number]
            self._require_a_claim(wanted, line)
            pair, stance = (wanted, parent), _stance(number, label, line)
            if pair in said or pair[0] == pair[1]:
                self.unplaced["references that say nothing new"] += 1
                continue
            said.add(pair)
            yield Link(*pair, stance, place=places[number])

    def _require_a_claim(self, wanted: str, line: int) -> None:
        if wanted not in self.entries:
            raise FormatError(line, f"this points to {wanted}, but no claim has that number")
        if wanted in self.pointing:
            problem = f"this points to {wanted}, which only points on; name the claim itself"
            raise FormatError(line, problem)

    def _unused(self, nodes: dict[str, Node]) -> tuple[Source, ...]:
        if not self.sources:
            return ()
        used = {id(source) for node in nodes.values() for source in node.sources}
        return tuple(source for source in self.sources if id(source) not in used)


def _stance(number: str, label: str, line: int) -> Stance:
    stance = _STANCES.get(label)
    if stance is None:
        raise FormatError(line, f"is {number} a Pro or a Con?")
    return stance


def _checked(entries: list[Entry]) -> dict[str, Entry]:
    """By number: each has a parent before it, and no number is there twice."""
    if not entries:
        raise FormatError(1, "there is no claim in it")
    known: dict[str, Entry] = {}
    for entry in entries:
        number, parent, _, _, line = entry
        if not known and number != _ROOT:
            raise FormatError(line, f"the first claim has the number 1., not {number}")
        if number in known:
            first = known[number][4]
            raise FormatError(line, f"the number {number} is that of line {first} already")
        if known and parent not in known:
            what = f"no claim {parent} stands before it" if parent else "there is a root"
            raise FormatError(line, f"{number} has no place: {what}")
        known[number] = entry
    return known


def _pointing(entries: dict[str, Entry]) -> dict[str, str]:
    """References, by number: which claim each stands for. Nothing is below them."""
    pointing: dict[str, str] = {}
    for number, parent, _, text, line in entries.values():
        if parent in pointing:
            problem = f"{number} is below {parent}, which only points to another claim"
            raise FormatError(line, problem)
        if text.startswith(_ARROW) and parent and (match := REFERENCE.fullmatch(text)):
            pointing[number] = number_of(match[1])
    return pointing


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
    for number, parent, *_ in entries.values():
        places[number] = met[parent]
        met[parent] += 1
    return places
