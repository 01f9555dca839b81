"""The stem of an English word, by Martin Porter's rules of 1980: “arguments” and “argued” meet.

Words of other languages lose an ending now and then; as texts and what people look for lose the
same one, they still meet.
"""

import re
from functools import lru_cache

_PLAIN = re.compile("[a-z]{3,}")
_MEASURED = re.compile("(?<=v)c")

# Ending, what takes its place; the first that fits is taken. In the order of the paper.
_SECOND = (
    *(("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize")),
    *(("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous")),
    *(("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive")),
    *(("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble")),
    ("logi", "log"),
)
_THIRD = (
    *(("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic")),
    *(("ful", ""), ("ness", "")),
)
_FOURTH = (
    *("al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion"),
    *("ou", "ism", "ate", "iti", "ous", "ive", "ize"),
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Of a word in small letters; what is no English word stays as it is."""
    if not _PLAIN.fullmatch(word):
        return word
    word = _past(_plural(word))
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(word, _SECOND)
    word = _replaced(word, _THIRD)
    return _end(_without_suffix(word))


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            rest = word.removesuffix(ending)
            return _mended(rest) if _has_vowel(rest) else word
    return word


def _mended(rest: str) -> str:
    """What is left of “hoped”, “stopped” and “filed” becomes a word again."""
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if _doubled(rest) and rest[-1] not in "lsz":
        return rest[:-1]
    return rest + "e" if _measure(rest) == 1 and _short(rest) else rest


def _replaced(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, other in endings:
        if word.endswith(ending):
            rest = word.removesuffix(ending)
            return rest + other if _measure(rest) else word
    return word


def _without_suffix(word: str) -> str:
    fitting = [ending for ending in _FOURTH if word.endswith(ending)]
    if not fitting:
        return word
    ending = max(fitting, key=len)
    rest = word.removesuffix(ending)
    if _measure(rest) < 2 or (ending == "ion" and not rest.endswith(("s", "t"))):
        return word
    return rest


def _end(word: str) -> str:
    if word.endswith("e"):
        rest = word[:-1]
        size = _measure(rest)
        if size > 1 or (size == 1 and not _short(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word


def _shape(word: str) -> str:
    """Each letter as c for a consonant or v for a vowel; y is a vowel after a consonant."""
    shape: list[str] = []
    for letter in word:
        if letter in "aeiou" or (letter == "y" and shape and shape[-1] == "c"):
            shape.append("v")
        else:
            shape.append("c")
    return "".join(shape)


def _measure(word: str) -> int:
    """How often a consonant follows a vowel."""
    return len(_MEASURED.findall(_shape(word)))


def _has_vowel(word: str) -> bool:
    return "v" in _shape(word)


def _doubled(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _shape(word).endswith("c")


def _short(word: str) -> bool:
    """It ends like “hop”: consonant, vowel, consonant other than w, x or y."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"
