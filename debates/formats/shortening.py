"""A text that is too long for a claim: its first sentences say it, the whole becomes detail."""

import re
import unicodedata
from typing import NamedTuple

from debates.argument.prose import TEXT_MAX, TYPED_MAX, clean_detail, clean_text, visible
from debates.errors import Refusal

_TOO_LONG = {"text_too_long", "text_too_long_as_typed"}
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+")
_LEAST_SENTENCE = 15
_BLANK = re.compile(r"\s")
_MARKUP = re.compile(r"[\\`*_\[\]<>&:]")


class Wording(NamedTuple):
    """A text and a detail as they are stored."""

    text: str
    detail: str
    shortened: bool = False


def fitted_wording(text: str, detail: str) -> Wording:
    """Raises Refusal where there is nothing to read, or the detail is too long even so."""
    shortened = False
    try:
        cleaned = clean_text(text)
    except Refusal as refusal:
        if refusal.code not in _TOO_LONG:
            raise
        cleaned, shortened = clean_text(_in_plain_words(_opening_of_typed(text.strip()))), True
        detail = f"{text}\n\n{detail}" if detail else text
    return Wording(cleaned, clean_detail(detail), shortened)


def _opening_of_typed(text: str) -> str:
    seen = unicodedata.normalize("NFC", visible(text[:TYPED_MAX]))
    if len(text) <= TYPED_MAX:
        return opening(seen, TEXT_MAX)
    return opening(seen, max(1, min(TEXT_MAX, len(seen) - 1)))  # it may end within a link


def opening(words: str, most: int) -> str:
    """As many whole sentences as fit, or, where the first does not, its words up to “…”."""
    if len(words) <= most:
        return words
    ends = [end.end() for end in _SENTENCE_END.finditer(words, 0, most + 1) if end.end() <= most]
    if ends and ends[-1] >= _LEAST_SENTENCE:
        return words[: ends[-1]]
    blanks = [blank.start() for blank in _BLANK.finditer(words, 0, most)]
    return words[: blanks[-1] if blanks else most - 1].rstrip() + "…"


def _in_plain_words(words: str) -> str:
    """Spelled so that a reader sees just these."""
    if visible(words) == words:
        return words
    return _MARKUP.sub(r"\\\g<0>", words)
