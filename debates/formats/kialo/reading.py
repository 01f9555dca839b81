"""From the entries of a Kialo file to a map."""

from collections import Counter
from collections.abc import Iterator

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source
from debates.argument.words import Stance
from debates.formats.errors import FormatError
from debates.formats.graph import in_reading_order
from debates.formats.kialo.entries import TITLE_OF_OLDER, Contents, Entry, contents, lines_of
from debates.formats.kialo.markup import ELSEWHERE, REFERENCE, unescaped, with_own_numbers

Number = tuple[int, ...]


def loads(text: str) -> ArgumentMap:
    """Either layout. The keys of the claims are their numbers, as in "1.2."."""
    found = contents(text)
    is_older = next((n for n in lines_of(text) if n.strip()), "").startswith(TITLE_OF_OLDER)
    return _Reading(found, is_older=is_older).map()


def key_of(number: Number) -> str:
    return "".join(f"{part}." for part in number)


class _Reading:
    def __init__(self, found: Contents, *, is_older: bool) -> None:
        self.title, self.sources, self.is_older = found.title, found.sources, is_older
        self.entries = _checked(found.entries)
        self.places = _places(self.entries)
        root = found.entries[0]
        below = [entry for entry in found.entries if len(entry.number) == 2]
        theses = [entry for entry in below if entry.stance is None]
        self.asks = root.label == "Question" or bool(theses)
        self.unplaced: Counter[str] = Counter()

    def map(self) -> ArgumentMap:
        nodes: dict[str, Node] = {}
        replies: list[Reply] = []
        links: list[Link] = []
        for number, entry in self.entries.items():
            target = self._target(entry)
            if target is not None:
                links.append(self._link(entry, target))
                continue
            nodes[key_of(number)] = self._node(entry)
            if len(number) > 1:
                replies.append(self._reply(entry))
        unused = self._unused(nodes)
        if unused:
            root = key_of((1,))
            nodes[root] = nodes[root]._replace(sources=nodes[root].sources + unused)
            self.unplaced["sources that no claim mentions, told with the first claim"] = len(unused)
        return in_reading_order(
            ArgumentMap(
                root=key_of((1,)),
                nodes=nodes,
                replies=tuple(replies),
                links=tuple(self._placed(links, replies)),
                title=self.title,
                asks=self.asks,
                unplaced=dict(self.unplaced),
                lines={key_of(number): entry.line for number, entry in self.entries.items()},
            )
        )

    def _node(self, entry: Entry) -> Node:
        text = unescaped(entry.text) if self.is_older else entry.text
        text, sources = with_own_numbers(text, self.sources)
        if not text.strip():
            raise FormatError(entry.line, f"the claim {key_of(entry.number)} has no text")
        if ELSEWHERE.match(text):
            self.unplaced["references to other discussions, kept as claims"] += 1
        return Node(key_of(entry.number), text, sources=sources)

    def _reply(self, entry: Entry) -> Reply:
        number, above = entry.number, entry.number[:-1]
        if self.asks and len(number) == 2:
            return Reply(key_of(number), key_of(above), None)
        return Reply(key_of(number), key_of(above), self._stance(entry))

    def _stance(self, entry: Entry) -> Stance:
        if entry.stance is None:
            raise FormatError(entry.line, f"is {key_of(entry.number)} a Pro or a Con?")
        return entry.stance

    def _target(self, entry: Entry) -> str | None:
        """Of which claim this is but a second place."""
        match = REFERENCE.fullmatch(entry.text)
        if match is None or len(entry.number) == 1:
            return None
        wanted = tuple(int(part) for part in match[1].split(".")[:-1])
        found = self.entries.get(wanted)
        if found is None:
            problem = f"this points to {match[1]}, but no claim has that number"
            raise FormatError(entry.line, problem)
        if REFERENCE.fullmatch(found.text):
            problem = f"this points to {match[1]}, which only points on; name the claim itself"
            raise FormatError(entry.line, problem)
        return key_of(wanted)

    def _link(self, entry: Entry, key: str) -> Link:
        place = self.places[entry.number]
        return Link(key, key_of(entry.number[:-1]), self._stance(entry), place=place)

    def _placed(self, links: list[Link], replies: list[Reply]) -> Iterator[Link]:
        """One for each pair, and none beside the reply that says the same."""
        said = {(reply.key, reply.parent) for reply in replies}
        for link in links:
            pair = (link.key, link.target)
            if pair in said or link.key == link.target:
                self.unplaced["references that say nothing new"] += 1
                continue
            said.add(pair)
            yield link

    def _unused(self, nodes: dict[str, Node]) -> tuple[Source, ...]:
        used = {id(source) for node in nodes.values() for source in node.sources}
        return tuple(source for source in self.sources if id(source) not in used)


def _checked(entries: list[Entry]) -> dict[Number, Entry]:
    """By number: each has a parent, no number twice, references have nothing below them."""
    known: dict[Number, Entry] = {}
    for entry in entries:
        name = key_of(entry.number)
        if entry.number in known:
            first = known[entry.number].line
            raise FormatError(entry.line, f"the number {name} is that of line {first} already")
        above = entry.number[:-1]
        if not known and entry.number != (1,):
            raise FormatError(entry.line, f"the first claim has the number 1., not {name}")
        if known and above not in known:
            what = f"no claim {key_of(above)} stands before it" if above else "there is a root"
            raise FormatError(entry.line, f"{name} has no place: {what}")
        if above and REFERENCE.fullmatch(known[above].text) and len(above) > 1:
            problem = f"{name} is below {key_of(above)}, which only points to another claim"
            raise FormatError(entry.line, problem)
        known[entry.number] = entry
    if not known:
        raise FormatError(1, "there is no claim in it")
    return known


def _places(entries: dict[Number, Entry]) -> dict[Number, int]:
    """Which of its siblings each is, from 0, in the order of the file."""
    met: Counter[Number] = Counter()
    places = {}
    for number in entries:
        places[number] = met[number[:-1]]
        met[number[:-1]] += 1
    return places
