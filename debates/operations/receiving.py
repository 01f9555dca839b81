"""What a file brings, within this site's limits: what the verbs that place it are given."""

from django.conf import settings

from debates.formats.limits import Limits
from debates.formats.reception import Received, received
from debates.operations.linking import MOST_LINKS


def receive(content: bytes, *, format: str | None = None, below: int | None = None) -> Received:
    """``below`` is the level of the claim that it is to go below, None for a debate of its own.

    Raises FormatError, with its line, whatever is wrong.
    """
    return received(content, format=format, limits=limits(below))


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
