"""The text export of Kialo, in both of its layouts.

The older one (2019 to 2022) has each claim on one line, the newer one in a block of its own, with
sources at the end. Reading and writing a file back gives the same bytes. It holds no ids, authors,
times, aims or schemes.
"""

from debates.formats.format import Format, Part
from debates.formats.kialo.entries import TITLE_OF_NEWER, TITLE_OF_OLDER, layout_of
from debates.formats.kialo.reading import loads
from debates.formats.kialo.writing import dumps, dumps_older

__all__ = ["FORMAT", "OLDER", "dumps", "dumps_older", "layout_of", "loads"]

_OLDER_CARRIES = frozenset({Part.TITLE, Part.QUESTIONS, Part.LINES, Part.CONTROLS, Part.LINKS})


def _fits(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith((TITLE_OF_NEWER, TITLE_OF_OLDER))


FORMAT = Format(
    name="kialo",
    title="Kialo text",
    suffixes=(".txt",),
    media_type="text/plain",
    carries=_OLDER_CARRIES | {Part.SOURCES},
    loads=loads,
    dumps=dumps,
    fits=_fits,
)
OLDER = FORMAT._replace(
    name="kialo-v1",
    title="Kialo text (until 2022)",
    carries=_OLDER_CARRIES,
    loads=None,
    dumps=dumps_older,
)
