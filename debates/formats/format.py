"""What a format is: its names, what of a map it can carry, and how it is read and written."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from debates.argument.map import ArgumentMap


class Part(Enum):
    """What a map holds beyond the texts of its claims, their stances and their order.

    The value says what is left out where a format cannot carry it.
    """

    IDS = "ids of claims"
    TITLE = "titles"
    BACKGROUND = "background texts"
    QUESTIONS = "questions with several theses"
    LINES = "line breaks within claims"
    CONTROLS = "claims with control characters"
    DETAILS = "details"
    AIMS = "aims"
    SCHEMES = "schemes"
    SOURCES = "sources"
    CITATIONS = "sources with more than an address and a quote"
    LINKS = "links to second places"
    GROUPS = "linked premises"
    STATES = "states of claims"
    CONCESSIONS = "concessions"
    AUTHORS = "authors"
    TIMES = "times"
    WORDINGS = "earlier wordings"


EVERYTHING = frozenset(Part)


class Format(NamedTuple):
    """``loads`` raises FormatError, and nothing else, whatever the text; ``dumps`` takes any map.

    ``name`` is for commands and addresses, ``title`` for people. ``fits`` tells by its beginning
    and its signs whether a text may be in this format; of several that fit, the first in the
    registry is tried.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    media_type: str
    carries: frozenset[Part]
    loads: Callable[[str], ArgumentMap] | None = None
    dumps: Callable[[ArgumentMap], str] | None = None
    fits: Callable[[str], bool] = lambda text: False
