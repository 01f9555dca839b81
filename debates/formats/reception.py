"""How a file comes in: its format found, read within limits, and made fit for the database."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from debates.argument.map import ArgumentMap
from debates.formats import registry
from debates.formats.errors import FormatError
from debates.formats.fitting import fitted
from debates.formats.format import Format
from debates.formats.limits import USUAL, Limits, require_few_pieces, require_size, require_within
from debates.formats.tally import counted


class Received(NamedTuple):
    """What will come of a file. ``argument`` can be stored as it is.

    ``counts`` are of the file, before anything was left out. ``unplaced`` is what it says that
    there is no place for, in the plural, and how often. ``shortened`` are the claims whose text was
    too long: its first sentences say it now, and the whole is their detail.
    """

    format: Format
    argument: ArgumentMap
    counts: Mapping[str, int]
    unplaced: Mapping[str, int]
    shortened: tuple[str, ...]


def received(content: bytes, *, format: str | None = None, limits: Limits = USUAL) -> Received:
    """``format`` is a name of the registry, found by the content where it is not given.

    Raises FormatError, with its line, whatever is wrong.
    """
    require_size(content, limits)
    text = registry.decoded(content)
    require_few_pieces(text, limits)
    found = registry.detected(text) if format is None else registry.named(format)
    if found.loads is None:
        raise FormatError(1, f"{found.title} can be written here, but not read")
    argument = found.loads(text)
    require_within(argument, limits)
    fits = fitted(argument)
    unplaced = Counter(argument.unplaced)
    unplaced.update(fits.unplaced)
    counts = {**counted(argument), **argument.counts}
    return Received(found, fits.argument, counts, dict(unplaced), fits.shortened)
