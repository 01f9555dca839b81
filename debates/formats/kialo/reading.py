"""From the entries of a Kialo file to a map."""

from collections import Counter
from collections.abc import Iterator

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source
from debates.argument.words import Stance
from debates.formats.errors import FormatError
from debates.formats.graph import in_reading_order
from debates.formats.kialo.entries import Contents, Entry, contents, number_of
from debates.formats.kialo.markup import ELSEWHERE, REFERENCE, unescaped, with_own_numbers
from debates.formats.resting import undisturbed

_ROOT = "1."
_ARROW = "-> See"
_STANCES = {"Pro": Stance.PRO, "Con": Stance.CON}


@undisturbed
def loads(text: str) -> ArgumentMap:
    """Either layout. The keys of the claims are their numbers, as in "1.2."."""
    return _Reading(contents(text)).map()


class _Reading:
    def __init__(self, found: Contents) -> None:
        self.title, self.sources, self.is_older = found.title, found.sources, found.is_older
        self.entries = found.entries
        self.lines: dict[str, int] = {}  # by number, as all that follows
        self.pointing: dict[str, tuple[str, Entry]] = {}  # references, with the claim they mean
        self.asks = _asks(found.entries)
        self.nodes: dict[str, Node] = {}
        self.replies: list[Reply] = []
        self.unplaced: Counter[str] = Counter()
        self._take()

    def map(self) -> ArgumentMap:
        links = tuple(self._links())
        unused = self._unused()
        if unused:
            root = self.nodes[_ROOT]
            self.nodes[_ROOT] = root._replace(sources=root.sources + unused)
            self.unplaced["sources that no claim mentions, told with the first claim"] = len(unused)
        argument = ArgumentMap(
            root=_ROOT,
            nodes=self.nodes,
            replies=tuple(self.replies),
            links=links,
            title=self.title,
            asks=self.asks,
            unplaced=dict(self.unplaced),
            lines=self.lines,
        )
        return argument if _is_in_reading_order(self.replies) else in_reading_order(argument)

    def _take(self) -> None:
        """Each has a parent before it, nothing is below a reference, and no number is there twice.

        In one loop: a file has thousands of them.
        """
        known, pointing = self.lines, self.pointing
        for entry in self.entries:
            number, parent, label, text, line = entry
            if number in known or parent in pointing or not (parent in known or number == _ROOT):
                raise self._misplaced(entry)
            known[number] = line
            if parent and text.startswith(_ARROW) and (match := REFERENCE.fullmatch(text)):
                pointing[number] = (number_of(match[1]), entry)
                continue
            self.nodes[number] = self._node(number, text, line)
            if parent:
                is_thesis = self.asks and parent == _ROOT
                stance = None if is_thesis else _STANCES.get(label)
                if stance is None and not is_thesis:
                    raise _unclear(number, line)
                self.replies.append(Reply(number, parent, stance))

    def _misplaced(self, entry: Entry) -> FormatError:
        number, parent, _, _, line = entry
        if number in self.lines:
            first = self.lines[number]
            return FormatError(line, f"the number {number} is that of line {first} already")
        if parent in self.pointing:
            problem = f"{number} is below {parent}, which only points to another claim"
            return FormatError(line, problem)
        if not self.lines:
            return FormatError(line, f"the first claim has the number 1., not {number}")
        what = f"no claim {parent} stands before it" if parent else "there is a root"
        return FormatError(line, f"{number} has no place: {what}")

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

    def _links(self) -> Iterator[Link]:
        """One for each pair, and none beside the reply that says the same."""
        if not self.pointing:
            return
        places = _places(self.entries)
        said = {(reply.key, reply.parent) for reply in self.replies}
        for wanted, (number, parent, label, _, line) in self.pointing.values():
            self._require_a_claim(wanted, line)
            stance = _STANCES.get(label)
            if stance is None:
                raise _unclear(number, line)
            pair = (wanted, parent)
            if pair in said or pair[0] == pair[1]:
                self.unplaced["references that say nothing new"] += 1
                continue
            said.add(pair)
            yield Link(*pair, stance, place=places[number])

    def _require_a_claim(self, wanted: str, line: int) -> None:
        if wanted not in self.lines:
            raise FormatError(line, f"this points to {wanted}, but no claim has that number")
        if wanted in self.pointing:
            problem = f"this points to {wanted}, which only points on; name the claim itself"
            raise FormatError(line, problem)

    def _unused(self) -> tuple[Source, ...]:
        if not self.sources:
            return ()
        used = {id(source) for node in self.nodes.values() for source in node.sources}
        return tuple(source for source in self.sources if id(source) not in used)


def _unclear(number: str, line: int) -> FormatError:
    return FormatError(line, f"is {number} a Pro or a Con?")


def _asks(entries: list[Entry]) -> bool:
    """Whether the root is a question: it says so, or what is right below it has no stance."""
    if not entries:
        raise FormatError(1, "there is no claim in it")
    if entries[0][2] == "Question":
        return True
    return any(entry[1] == _ROOT for entry in entries if entry[2] not in _STANCES)


def _is_in_reading_order(replies: list[Reply]) -> bool:
    """Whether each claim stands right after those that are below its earlier siblings."""
    last = _ROOT
    for reply in replies:
        if not last.startswith(reply.parent):
            return False
        last = reply.key
    return True


def _places(entries: list[Entry]) -> dict[str, int]:
    """Which of its siblings each is, from 0, in the order of the file."""
    met: Counter[str] = Counter()
    places = {}
    for number, parent, *_ in entries:
        places[number] = met[parent]
        met[parent] += 1
    return places
