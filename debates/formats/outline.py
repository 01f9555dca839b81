"""A plain outline: the thesis, then ``+`` and ``-`` claims, each deeper than its parent.

    Cities should ban cars
      + Air gets better
        - Only a little
      - Deliveries stop

Below a question, theses begin with ``*``. It holds the claims, what they do to each other and their
order, and nothing else.
"""

import re
from collections.abc import Iterator

from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.words import Stance
from debates.formats.carried import one_line
from debates.formats.errors import FormatError
from debates.formats.format import Format, Part
from debates.formats.resting import undisturbed

_SIGNS = {"+": Stance.PRO, "-": Stance.CON, "*": None}
_SIGN_OF = {stance: sign for sign, stance in _SIGNS.items()}
_LINE_END = re.compile("\r\n|\n|\r")
_LINE = re.compile(r"([ \t]*)([+*-])[ \t]+(\S.*)", re.DOTALL)
_TAB = 8
# A root that begins so gets a backslash, which says that it is text.
_ESCAPED = re.compile("[+*-][ \t]|[\\\\\ufeff]")


@undisturbed
def loads(text: str) -> ArgumentMap:
    """Any indentation will do, as long as what argues about one claim lines up."""
    lines = _content(text)
    first, root = next(lines, (1, ""))
    if not root or _LINE.fullmatch(root):
        raise FormatError(first, "the first line must be the thesis, without + or - before it")
    nodes = {"1": Node("1", _unescaped(root.strip()))}
    replies: list[Reply] = []
    numbers = {"1": first}
    branch = [("1", -1)]  # the claims from the root to the one last read, and their indents
    for number, line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            raise FormatError(number, "here should be “+ ” or “- ” and a claim")
        parent = _parent(branch, len(match[1].expandtabs(_TAB)), number)
        key = str(len(nodes) + 1)
        nodes[key] = Node(key, match[3].rstrip())
        replies.append(Reply(key, parent, _SIGNS[match[2]]))
        numbers[key] = number
        branch.append((key, len(match[1].expandtabs(_TAB))))
    asks = _asks(replies, numbers)
    return ArgumentMap("1", nodes, tuple(replies), asks=asks, lines=numbers)


def dumps(argument: ArgumentMap) -> str:
    lines = [
        f"{'  ' * step.depth}{_SIGN_OF[step.reply.stance]} {one_line(step.node.text)}"
        if step.reply
        else _escaped(one_line(step.node.text))
        for step in argument.walk()
    ]
    return "\n".join(lines) + "\n"


def _content(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        if line.strip():
            yield number, line


def _parent(branch: list[tuple[str, int]], indent: int, number: int) -> str:
    """What the claim with this indent is about; the branch ends there afterwards."""
    last = branch[-1][1]
    left = last
    while branch[-1][1] >= indent:
        left = branch.pop()[1]
    if indent < last and left != indent:
        raise FormatError(number, "this lines up with no claim above it")
    return branch[-1][0]


def _asks(replies: list[Reply], numbers: dict[str, int]) -> bool:
    """Whether the root is a question; theses are right below it, and nothing else is."""
    asks = any(reply.stance is None for reply in replies if reply.parent == "1")
    for reply in replies:
        if reply.stance is None and reply.parent != "1":
            problem = "“* ” is for the theses of a question, right below it"
            raise FormatError(numbers[reply.key], problem)
        if asks and reply.parent == "1" and reply.stance is not None:
            problem = "other claims here begin with “* ”, as theses of a question do; which is it?"
            raise FormatError(numbers[reply.key], problem)
    return asks


def _escaped(root: str) -> str:
    return f"\\{root}" if _ESCAPED.match(root) else root


def _unescaped(root: str) -> str:
    return root[1:] if root[0] == "\\" and _ESCAPED.match(root, 1) else root


def _fits(text: str) -> bool:
    """A line without a sign, then one with: ``loads`` says what is wrong with the others."""
    lines = _content(text)
    _, root = next(lines, (1, ""))
    _, claim = next(lines, (1, ""))
    return not _LINE.fullmatch(root) and _LINE.fullmatch(claim) is not None


FORMAT = Format(
    name="outline",
    title="Plain outline",
    suffixes=(".outline", ".txt"),
    media_type="text/plain",
    carries=frozenset({Part.QUESTIONS, Part.CONTROLS}),
    loads=loads,
    dumps=dumps,
    fits=_fits,
)
