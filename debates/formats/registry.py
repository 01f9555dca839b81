"""All formats, in the order in which a text is tried."""

import codecs

from debates.formats import (
    aif,
    argdown,
    arguman,
    dot,
    graphml,
    kialo,
    markdown,
    native,
    outline,
    table,
)
from debates.formats.errors import FormatError
from debates.formats.format import Format

_ALL = (
    native.FORMAT,
    aif.XAIF,
    aif.FORMAT,
    kialo.FORMAT,
    kialo.OLDER,
    arguman.FORMAT,
    graphml.FORMAT,
    table.FORMAT,
    table.FOR_SPREADSHEETS,
    argdown.FORMAT,
    markdown.FORMAT,
    outline.FORMAT,
    dot.FORMAT,
)
FORMATS: dict[str, Format] = {format.name: format for format in _ALL}


def detected(text: str) -> Format:
    """The format that a text is in, by its content; raises FormatError where it is in none."""
    for format in FORMATS.values():
        if format.loads is not None and format.fits(text):
            return format
    names = ", ".join(format.title for format in FORMATS.values() if format.loads is not None)
    raise FormatError(1, f"this is in no format that can be read here. Known are: {names}.")


def named(name: str) -> Format:
    """The format of that name; raises FormatError where there is none."""
    if name not in FORMATS:
        raise FormatError(1, f"there is no format “{name}”. Known are: {', '.join(FORMATS)}.")
    return FORMATS[name]


def decoded(content: bytes) -> str:
    """The text of a file; raises FormatError where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        is_utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        what = "UTF-16" if is_utf_16 else "not UTF-8"
        problem = f"this is {what}. Save the file as text in UTF-8, then try again."
        raise FormatError(line, problem) from None
