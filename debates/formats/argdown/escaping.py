"""A line of text as Argdown: nothing in it means anything but itself."""

import re

# Of dots and colons those that another one follows in the same word: they could name a sign.
_TO_ESCAPE = re.compile(
    r"""
    [\\\[\]<>{}*_\#/]
    |@(?=[\[<])
    |\.(?=[^\s.]*\.)
    |:(?=[^\s:]*:)
    |={3,}
    |[@,.:;()\-](?=[ ]{2})
    """,
    re.VERBOSE,
)
_OTHER_THAN_BLANK = re.compile(r"[^\S ]")


def escaped(text: str) -> str:
    """Of one line."""
    return _TO_ESCAPE.sub(_escape, text)


def shown(text: str) -> str:
    """On one line: as it is, where no white space but blanks are in it."""
    if text == text.strip() and not _OTHER_THAN_BLANK.search(text):
        return text
    return " ".join(text.split())


def _escape(found: re.Match[str]) -> str:
    return "".join(f"\\{character}" for character in found[0])
