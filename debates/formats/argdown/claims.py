"""The claims of a map, from the statements and arguments of an Argdown text."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from debates.argument.map import Node
from debates.formats.argdown.model import Document, End, Subject, What
from debates.formats.argdown.own import UNKNOWN, exact_text, with_data

_OWN_TITLE = re.compile(r"c(\d+)")
_UNTITLED = re.compile(r"Untitled \d+")


class Claims:
    """Of all but the arguments with premises. ``unplaced`` counts what a claim has no place for."""

    def __init__(self, said: Document) -> None:
        self.unplaced: Counter[str] = Counter()
        subjects = sorted(
            (subject for subject in said.subjects.values() if not subject.pcs), key=_first_line
        )
        self.keys = _keys(subjects)
        self.nodes: dict[str, Node] = {}
        self.lines: dict[str, int] = {}
        for subject in subjects:
            self._take(subject)
        for argument in said.of(What.ARGUMENT):
            if argument.pcs:
                self._tell(argument)

    def titled(self, title: str) -> str:
        """The key of a statement, empty where there is none of that title."""
        return self.keys.get(End(What.STATEMENT, title), "")

    def _take(self, subject: Subject) -> None:
        title, key = subject.end.title, self.keys[subject.end]
        canonical = subject.canonical
        text = canonical.marked.strip() if canonical else ""
        if len(subject.members) > 1:
            others = {member.marked.strip() for member in subject.definitions}
            self.unplaced["other wordings of claims"] += len(others - {text})
        if text and " " in title and not _UNTITLED.fullmatch(title):
            self.unplaced["titles of claims"] += 1
        node = Node(key, exact_text(text or title.strip() or "…", subject.data))
        self.nodes[key] = with_data(node, subject.data, self.unplaced)
        self.lines[key] = canonical.line if canonical else subject.line

    def _tell(self, argument: Subject) -> None:
        """What an argument says in short stands with the first of its premises."""
        self.unplaced[UNKNOWN] += len(argument.data)
        canonical = argument.canonical
        text = canonical.marked.strip() if canonical else ""
        if not text:
            return
        first = argument.steps[0].premises[0]
        key = self.keys[End(What.STATEMENT, first.title)]
        node = self.nodes[key]
        told = f"{argument.end.title}: {text}"
        detail = f"{node.detail}\n\n{told}" if node.detail else told
        self.nodes[key] = node._replace(detail=detail)


def _keys(subjects: Iterable[Subject]) -> Mapping[End, str]:
    """One for each: the id that data or title give, made different where it is another's."""
    keys: dict[End, str] = {}
    used: set[str] = set()
    tried: Counter[str] = Counter()
    for subject in subjects:
        title = subject.end.title
        own = _OWN_TITLE.fullmatch(title)
        given = subject.data.get("id")
        wanted = given if isinstance(given, str) and given.strip() else own[1] if own else title
        key = wanted
        while key in used:
            tried[wanted] += 1
            key = f"{wanted}-{tried[wanted] + 1}"
        used.add(key)
        keys[subject.end] = key
    return keys


def _first_line(subject: Subject) -> int:
    """Where it is defined: it may have been named before."""
    return min((member.line for member in subject.definitions), default=subject.line)
