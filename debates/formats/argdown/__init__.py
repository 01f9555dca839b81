"""Argdown, read and written: the language of version 1.7.5 of its official parser.

    [c1]: Cities should ban cars.
        + [c2]: Air gets better.
            - [c3]: Electric cars do that too. {author: "Ada"}

Everything that a map holds has a place in it: what Argdown has no words for is data in braces.
"""

import re

from debates.formats.argdown.reading import loads
from debates.formats.argdown.writing import dumps
from debates.formats.format import EVERYTHING, Format

__all__ = ["FORMAT", "dumps", "loads"]

_HEAD = 4000
# XML, and the objects and lists of JSON.
_NOT = re.compile(r"<\?xml|<!doctype|<graphml|\{|\[\s*[\"{\[]|\[[^\]]*\]\s*\Z", re.IGNORECASE)
_SIGNS = re.compile(
    r"""
    \A===+[ \t\r]*\n\s*[\w ]+:
    |^[ \t]*(?:(?:\+>|->|<\+|\+|<-|-|><|_>|<_|_|\(\d+\)|\d+\.|\*)[ \t]+)?
      (?:\[[^\]\n]+\]|<[^->\n/][^>\n]*>)(?::(?![ \t]+(?:https?:|<))|[ \t\r]*(?:$|[{\#]))
    |^[ \t]+(?:<\+|\+>|<-|->|><|<_|_>)[ \t]+\S
    |^[ \t]*\(\d+\)[ \t][^\n]*\n[ \t]*--+
    |@(?:\[[^\]\n]+\]|<[^>\n]+>)
    """,
    re.VERBOSE | re.MULTILINE,
)
# Text without a sign behind a relation: in lists and outlines only the first line is such.
_GOES_ON = re.compile(r"^[ \t]+[+-][ \t][^\n]*\n(?:[ \t\r]*\n)*[^\s+*-]", re.MULTILINE)
_LIST = re.compile(r"^[+*-][ \t]", re.MULTILINE)


def _fits(text: str) -> bool:
    head = text.lstrip("\ufeff \t\r\n")[:_HEAD]
    if _NOT.match(head):
        return False
    return bool(_SIGNS.search(head) or (_GOES_ON.search(head) and not _LIST.search(head)))


FORMAT = Format(
    name="argdown",
    title="Argdown",
    suffixes=(".argdown", ".ad"),
    media_type="text/plain",
    carries=EVERYTHING,
    loads=loads,
    dumps=dumps,
    fits=_fits,
)
