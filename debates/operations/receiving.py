"""What a file brings, within this site's limits: what the verbs that place it are given."""

from pathlib import PurePath

from django.conf import settings

from debates.formats.errors import FormatError
from debates.formats.limits import Limits
from debates.formats.reception import Received, received
from debates.formats.registry import FORMATS
from debates.operations.linking import MOST_LINKS


def receive(
    content: bytes, *, name: str = "", format: str | None = None, below: int | None = None
) -> Received:
    """``below`` is the level of the claim that it is to go below, None for a debate of its own.

    The content tells the format. Where it cannot be read so, the end of the name does. Raises
    FormatError, with its line, whatever is wrong.
    """
    most = limits(below)
    try:
        return received(content, format=format, limits=most)
    except FormatError:
        named = _format_named_by(name)
        if format is not None or named is None:
            raise
        return received(content, format=named, limits=most)


def limits(below: int | None = None) -> Limits:
    above = 0 if below is None else below + 1
    return Limits(
        bytes=settings.IMPORT_MAX_BYTES,
        claims=settings.IMPORT_MAX_CLAIMS,
        depth=settings.MAX_DEPTH - above,
        sources=settings.IMPORT_MAX_SOURCES_OF_A_CLAIM,
        all_sources=settings.IMPORT_MAX_SOURCES,
        links=MOST_LINKS,
    )


def _format_named_by(name: str) -> str | None:
    """The one format whose files end like this, if there is only one."""
    suffix = PurePath(name).suffix.lower()
    found = [key for key, one in FORMATS.items() if one.loads and suffix in one.suffixes]
    return found[0] if len(found) == 1 else None
