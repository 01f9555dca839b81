"""Which claims say nearly the same: by the words they share, whatever their order.

A claim is boiled down to a string with one character for each of its words, in a fixed order, so
that comparing two claims is comparing two short strings: 10,000 in a few milliseconds.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize
from zlib import crc32

from rapidfuzz import fuzz, process

MOST = 5
"""How many claims are named."""
LIKE_ENOUGH = 30.0
"""Of 100: about a third of the words of both."""
FEWEST_SHARED = 2

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff"  # written without blanks: each counts as a word
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+")
# Beyond the first plane there are no half characters, and room for a million words.
_FIRST, _ROOM = 0x10000, 0x100000
_STEM = 5
_WITHOUT_WEIGHT = """
    a an and any are as at be because been but by can could did do does for from had has have he her
    his how i if in into is it its just may might more most must no nor not of on or our out she
    should so some such than that the their them then there these they this those to too up us very
    was we were what when where which while who why will with would you your
"""
_SAY_NOTHING_ALONE = frozenset(_WITHOUT_WEIGHT.split())


class Near(NamedTuple):
    """``likeness`` is 100 where both say the same words."""

    key: int
    likeness: float


# A debate is looked through anew after every change of it, and nearly all of it is as it was.
@lru_cache(maxsize=20_000)
def fingerprint(text: str) -> str:
    """A character for each word of the text that says something, each word once."""
    words = _WORD.findall(normalize("NFKC", text).casefold())
    return "".join(sorted({_mark(word) for word in words if word not in _SAY_NOTHING_ALONE}))


def nearest(sought: str, among: Mapping[int, str]) -> list[Near]:
    """The fingerprints most like the one that is sought, the likest first."""
    if len(sought) < FEWEST_SHARED:
        return []
    found = process.extract(
        sought, among, scorer=fuzz.ratio, limit=4 * MOST, score_cutoff=LIKE_ENOUGH
    )
    words = set(sought)
    near = [
        Near(key, likeness)
        for marks, likeness, key in found
        if len(words.intersection(marks)) >= FEWEST_SHARED
    ]
    return near[:MOST]


def _mark(word: str) -> str:
    """The same for cost and costs, ban and bans, city and cities."""
    stem = word.removesuffix("s").removesuffix("ie").removesuffix("y")[:_STEM]
    return chr(_FIRST + crc32((stem or word).encode("utf-8", "surrogatepass")) % _ROOM)
