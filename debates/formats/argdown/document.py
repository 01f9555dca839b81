"""What an Argdown text says: statements, arguments and relations, as the official parser has them.

Statements with one title are one: a class of equivalent ones. Whatever is said of an argument with
premises and a conclusion is said of its conclusion, and undercuts are of its last inference.
"""

from collections.abc import Iterator
from itertools import count

from debates.formats.argdown.model import Document, End, Place, Relation, Said, Step, Subject, What
from debates.formats.argdown.parser import parsed
from debates.formats.argdown.settling import Relations, settled
from debates.formats.argdown.syntax import Heading, Inference, Member, Structure
from debates.formats.errors import FormatError


def document(text: str) -> Document:
    """Raises FormatError."""
    return _Reading(text).document()


# From the symbol: what is said, and whether the nested one says it of the one above.
_SYMBOLS = {
    "+": (Said.SUPPORT, True),
    "<+": (Said.SUPPORT, True),
    "+>": (Said.SUPPORT, False),
    "-": (Said.ATTACK, True),
    "<-": (Said.ATTACK, True),
    "->": (Said.ATTACK, False),
    "_": (Said.UNDERCUT, True),
    "<_": (Said.UNDERCUT, True),
    "_>": (Said.UNDERCUT, False),
    "><": (Said.CONTRADICTORY, False),
}


class _Reading:
    def __init__(self, text: str) -> None:
        syntax = parsed(text)
        self.blocks = syntax.blocks
        self.made = Document(syntax.front_matter)
        self.numbers = count(1)
        self.inference: End | None = None  # the last one so far: undercuts below statements are its
        self.said: Relations = {}
        self.targets: set[tuple[Said, End]] = set()

    def document(self) -> Document:
        before: Member | None = None
        for block in self.blocks:
            if isinstance(block, Heading):
                self.made.headings.append(block)
            elif isinstance(block, Structure):
                self._structure(block, before)
            else:
                self._tree(block)
            before = block if isinstance(block, Member) and block.is_argument else None
        self.made.relations = settled(self.made, self.said)
        return self.made

    def _structure(self, block: Structure, before: Member | None) -> None:
        title = before.title if before else self._untitled()
        end = End(What.ARGUMENT, title)
        argument = self._subject(end, block.line)
        if argument.pcs:
            problem = f"<{title}> has premises and a conclusion already; give this another title"
            raise FormatError(block.line, problem)
        numbered: list[Member] = []
        inferences: list[Inference] = []
        concludes: Inference | None = None
        for part in block.parts:
            if isinstance(part, Inference):
                concludes = part
                self.inference = End(What.INFERENCE, title, len(inferences))
                inferences.append(part)
                self._nest(self.inference, part.undercuts)
                continue
            self._tree(part)
            numbered.append(part)
            argument.pcs.append((part.title, concludes is not None))
            concludes = None
        argument.steps = list(_steps(numbered, argument.pcs, inferences))
        self.made.inferences.extend(inferences)

    def _tree(self, top: Member) -> None:
        subject = self._begun(top)
        self._nest(subject.end, top.relations)
        subject.add(top)

    def _nest(self, above: End, relations: list[tuple[str, Member]]) -> None:
        """What is nested, the innermost first, with a list of what waits to be ended."""
        waiting: list[tuple[str, Member, End, Subject | None]] = [
            (symbol, member, above, None) for symbol, member in reversed(relations)
        ]
        while waiting:
            symbol, member, above, subject = waiting.pop()
            if subject is None:
                subject = self._begun(member)
                if member.relations:
                    end = subject.end
                    waiting.append((symbol, member, above, subject))
                    waiting.extend((s, m, end, None) for s, m in reversed(member.relations))
                    continue
            subject.add(member)
            self._relate(symbol, member, subject.end, above)

    def _begun(self, member: Member) -> Subject:
        member.title = member.title or self._untitled()
        what = What.ARGUMENT if member.is_argument else What.STATEMENT
        return self._subject(End(what, member.title), member.line)

    def _relate(self, symbol: str, member: Member, end: End, above: End) -> None:
        said, is_of_above = _SYMBOLS[symbol]
        target = above
        if said is Said.UNDERCUT and is_of_above and above.what is What.STATEMENT:
            target = self.inference or above
        relation = Relation(said, end, target) if is_of_above else Relation(said, above, end)
        if self._is_absorbed(relation):
            return
        if said is Said.CONTRADICTORY and Relation(said, end, above) in self.said:
            relation = Relation(said, end, above)
        self.said.setdefault(relation, []).append(Place(member, is_of_above))
        self.targets.add((said, relation.target))

    def _is_absorbed(self, relation: Relation) -> bool:
        """To the official parser, what is said of oneself is said already by whoever said it."""
        return relation.source == relation.target and relation[::2] in self.targets

    def _subject(self, end: End, line: int) -> Subject:
        subject = self.made.subjects.get(end)
        if subject is None:
            subject = self.made.subjects[end] = Subject(end, line)
        return subject

    def _untitled(self) -> str:
        return f"Untitled {next(self.numbers)}"


def _steps(
    numbered: list[Member], pcs: list[tuple[str, bool]], inferences: list[Inference]
) -> Iterator[Step]:
    """What each conclusion is drawn from: what it says to use, or all since the last conclusion.

    What nothing uses belongs to the conclusion after it.
    """
    drawn = [index for index, (_, is_conclusion) in enumerate(pcs) if is_conclusion]
    used = [_uses(inferences[n], numbered[at], at) for n, at in enumerate(drawn)]
    everywhere = {index for uses in used for index in uses}
    since = 0
    for at, uses in zip(drawn, used, strict=True):
        between = range(since, at)
        wanted = [*uses, *(n for n in between if n not in everywhere)] if uses else between
        premises = {numbered[index].title: numbered[index] for index in wanted}
        yield Step(tuple(premises.values()), numbered[at])
        since = at


def _uses(inference: Inference, conclusion: Member, at: int) -> list[int]:
    for data in (inference.data, conclusion.data):
        for key in ("uses", "from"):
            value = data.get(key)
            if isinstance(value, list):
                numbers = [
                    int(n) for n in value if isinstance(n, str) and n.isdecimal() and len(n) < 7
                ]
                return [n - 1 for n in numbers if 0 < n <= at]
    return []
