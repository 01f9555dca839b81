"""From a map to Argdown.

Every claim is a statement with its id for a title, nested below what it argues about. A second
place of it is a reference: its title alone. What Argdown has no words for stands as data behind it.
"""

import re
from collections import deque
from collections.abc import Iterator

from debates.argument.map import ArgumentMap, Link, Node, Reply
from debates.argument.words import Aim, Stance
from debates.formats.argdown.escaping import escaped, shown
from debates.formats.argdown.own import data_of, quoted, relation_record, written
from debates.formats.order import Below, below

_INDENT = "    "
# What is deeper goes on in a block of its own. The official parser takes no more than some 400
# levels, and a line that deep would begin with kilobytes of blanks.
_DEEPEST = 30

_NUMBER = re.compile(r"\d+")
# The official parser takes titles for the names of properties, so some have a meaning there.
_TITLE = re.compile(
    r"(?!c\d+\Z|Untitled |_|constructor\Z|hasOwnProperty\Z|isPrototypeOf\Z|propertyIsEnumerable\Z"
    r"|toLocaleString\Z|toString\Z|valueOf\Z)\w(?:[\w .'-]{0,60}[\w.])?"
)


def dumps(argument: ArgumentMap) -> str:
    return _Writing(argument).text()


class _Writing:
    def __init__(self, argument: ArgumentMap) -> None:
        self.argument = argument
        self.titles = titles_of(argument)
        self.arguing: Below = below(argument)

    def text(self) -> str:
        blocks = ["\n".join(block) for block in (self._front_matter(), *self._blocks())]
        return "\n\n".join(filter(None, blocks)) + "\n"

    def _front_matter(self) -> list[str]:
        argument = self.argument
        question = self.titles[argument.root] if argument.asks else ""
        entries = {"title": argument.title, "background": argument.background, "question": question}
        lines = [f"{key}: {quoted(text)}" for key, text in entries.items() if text]
        return ["===", *lines, "==="] if lines else []

    def _blocks(self) -> Iterator[list[str]]:
        """One for what has no place below anything, and for each claim that is nested too deep."""
        nodes, root = self.argument.nodes, self.argument.root
        theses = [one.key for one in self.arguing.get(root, ()) if one.stance is None]
        waiting = deque((key, self._definition(nodes[key], None)) for key in (root, *theses))
        while waiting:
            key, head = waiting.popleft()
            yield [head, *self._nested(key, waiting)]

    def _nested(self, key: str, waiting: deque[tuple[str, str]]) -> Iterator[str]:
        open_: list[tuple[int, Reply | Link]] = [(0, one) for one in self._below(key)]
        while open_:
            depth, one = open_.pop()
            yield self._line(depth, one)
            if isinstance(one, Link) or not self.arguing.get(one.key):
                continue
            if depth < _DEEPEST:
                open_.extend((depth + 1, onward) for onward in self._below(one.key))
            else:
                waiting.append((one.key, f"[{self.titles[one.key]}]"))

    def _below(self, key: str) -> list[Reply | Link]:
        """What is nested below a claim, the last first; theses have blocks of their own."""
        return [one for one in reversed(self.arguing.get(key, [])) if one.stance is not None]

    def _line(self, depth: int, one: Reply | Link) -> str:
        symbol = "+" if one.stance is Stance.PRO else "_" if one.aim is Aim.RELEVANCE else "-"
        return f"{_INDENT * (depth + 1)}{symbol} {self._place(one)}"

    def _place(self, one: Reply | Link) -> str:
        if isinstance(one, Link):
            return f"[{self.titles[one.key]}]{written(relation_record(one))}"
        return self._definition(self.argument.nodes[one.key], one)

    def _definition(self, node: Node, reply: Reply | None) -> str:
        title = self.titles[node.key]
        text = shown(node.text) or "…"
        name = "" if title in (node.key, f"c{node.key}") else node.key
        return f"[{title}]: {escaped(text)}{data_of(node, text, reply, name)}"


def titles_of(argument: ArgumentMap) -> dict[str, str]:
    """By key: the key as "c12", or itself where it is a word; else a title that is no key."""
    titles = {key: title for key in argument.nodes if (title := _title_for(key))}
    used = set(titles.values())
    number = 0
    for key in argument.nodes:
        if key in titles:
            continue
        number += 1
        while f"x{number}" in used:
            number += 1
        titles[key] = f"x{number}"
    return titles


def _title_for(key: str) -> str:
    if _NUMBER.fullmatch(key):
        return f"c{key}"
    return key if _TITLE.fullmatch(key) else ""
