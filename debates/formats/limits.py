"""What may come in from one file, and what is said where it is more."""

import re
from collections import Counter
from itertools import islice
from typing import NamedTuple

from debates.argument.map import ArgumentMap
from debates.argument.premises import MOST_TOGETHER, bundles_of
from debates.formats.errors import FormatError

# A line, a bracket or a tag may become an object of its own in memory, however little it says.
_PIECES = "\n\r{[<"
_PIECES_PER_CLAIM = 50
_FEWEST_PIECES = 10_000


class Limits(NamedTuple):
    """The most of each. ``sources`` and ``links`` are those of one claim; ``depth`` has the levels
    below the root.

    What a text may measure is the same everywhere: see ``debates.argument.prose``.
    """

    bytes: int = 10_000_000
    claims: int = 10_000
    depth: int = 100
    sources: int = 100
    all_sources: int = 20_000
    links: int = 20

    @property
    def pieces(self) -> int:
        """Of lines, brackets and tags together."""
        return max(_FEWEST_PIECES, _PIECES_PER_CLAIM * self.claims)


USUAL = Limits()


def require_size(content: bytes, limits: Limits) -> None:
    if len(content) <= limits.bytes:
        return
    line = content.count(b"\n", 0, limits.bytes) + 1
    size, most = _megabytes(len(content)), _megabytes(limits.bytes)
    raise FormatError(line, f"this has {size} MB; at most {most} MB are taken. Split the debate.")


def require_few_pieces(text: str, limits: Limits) -> None:
    """Before a text is read: it might take a hundred times as much memory as the file."""
    if sum(map(text.count, _PIECES)) <= limits.pieces:
        return
    line = _line_of_piece(text, limits.pieces)
    problem = f"at most {limits.pieces:,} lines, brackets and tags are taken, and here are more"
    raise FormatError(line, problem)


def require_within(argument: ArgumentMap, limits: Limits) -> None:
    """The limits of what was read; raises FormatError with the line of the first claim too many."""
    _require_few_claims(argument, limits)
    _require_not_deep(argument, limits)
    _require_few_sources(argument, limits)
    _require_few_links(argument, limits)
    _require_few_premises(argument)


def _require_few_claims(argument: ArgumentMap, limits: Limits) -> None:
    if len(argument.nodes) <= limits.claims:
        return
    first = list(argument.nodes)[limits.claims]
    count = len(argument.nodes)
    problem = f"these are {count:,} claims; at most {limits.claims:,} are taken at once"
    raise FormatError(_line(argument, first), problem)


def _require_not_deep(argument: ArgumentMap, limits: Limits) -> None:
    for step in argument.walk():
        if step.depth > limits.depth:
            problem = f"this claim is {step.depth} levels deep; a debate has at most {limits.depth}"
            raise FormatError(_line(argument, step.node.key), problem)


def _require_few_sources(argument: ArgumentMap, limits: Limits) -> None:
    total = 0
    for key, node in argument.nodes.items():
        count = len(node.sources)
        total += count
        if count > limits.sources:
            problem = f"this claim has {count:,} sources; at most {limits.sources:,} are taken"
            raise FormatError(_line(argument, key), problem)
        if total > limits.all_sources:
            problem = f"at most {limits.all_sources:,} sources are taken at once, and here are more"
            raise FormatError(_line(argument, key), problem)


def _require_few_links(argument: ArgumentMap, limits: Limits) -> None:
    for key, count in Counter(link.key for link in argument.links).items():
        if count > limits.links:
            problem = (
                f"this claim is linked to {count:,} others; at most {limits.links:,} are possible"
            )
            raise FormatError(_line(argument, key), problem)


def _require_few_premises(argument: ArgumentMap) -> None:
    for edges in bundles_of(argument).values():
        if len(edges) > MOST_TOGETHER:
            problem = (
                f"this is one of {len(edges):,} linked premises; "
                f"at most {MOST_TOGETHER} hold together"
            )
            raise FormatError(_line(argument, edges[MOST_TOGETHER].key), problem)


def _line(argument: ArgumentMap, key: str) -> int:
    return argument.lines.get(key, 1)


def _line_of_piece(text: str, number: int) -> int:
    piece = next(islice(re.finditer(f"[{re.escape(_PIECES)}]", text), number, None))
    return text.count("\n", 0, piece.start()) + 1


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f}"
