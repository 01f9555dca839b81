"""The words of a text as they are compared: small letters without accents, and by their stems.

Whoever searches and what is searched go through here, so that both databases find the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from debates.argument.stems import stem

TERM_MAX = 60

# Scripts without blanks between words: each sign is a term, and a word a phrase of them.
_SIGN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Accents, vowel points and the like, which people leave out.
_MARK = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
)
# Vowel signs of scripts in which they are part of the word, though Python counts them no letters.
_VOWEL = "\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
_LETTERS = f"(?:[^\\W_{_SIGN}]|[{_MARK}{_VOWEL}])+"
_WORD = re.compile(f"[{_SIGN}]|{_LETTERS}(?:['’]{_LETTERS})*")
_MARKS = re.compile(f"[{_MARK}]")
_NO_LETTER = re.compile(f"[^\\w{_VOWEL}]|_")
_OF_SOMEBODY = re.compile("['’]s$")


class Term(NamedTuple):
    """A word by its stem, and where in the text it is."""

    stem: str
    start: int
    end: int


def terms(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    return [stem(word) for found in _WORD.findall(text) if (word := folded(found))]


def terms_in_place(text: str) -> Iterator[Term]:
    for found in _WORD.finditer(text):
        if word := folded(found[0]):
            yield Term(stem(word), *found.span())


def words(text: str) -> list[str]:
    """The words, folded but whole."""
    return [word for found in _WORD.findall(text) if (word := folded(found))]


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """“Bürger’s” as “burger”; nothing where no letter or digit is left."""
    if word.isascii() and word.isalnum():
        return word.lower()[:TERM_MAX]
    word = _OF_SOMEBODY.sub("", word.casefold())
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", word))
    return _NO_LETTER.sub("", unicodedata.normalize("NFC", bare)).casefold()[:TERM_MAX]
