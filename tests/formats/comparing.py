"""To compare maps that were written and read back."""

from dataclasses import replace

from debates.argument.map import ArgumentMap
from debates.formats.order import below, placed


def settled(argument: ArgumentMap) -> ArgumentMap:
    """With links by their targets: only the order of those to one target means anything."""
    arguing = below(argument)
    return replace(argument, links=placed(arguing[target] for target in sorted(arguing)))
