"""Trees that every contestant gets alike."""

import random
from typing import NamedTuple


class Shape(NamedTuple):
    """A tree by its reading order: each claim's parent (the root's is 0), level and branch size."""

    parents: list[int]
    levels: list[int]
    sizes: list[int]

    @property
    def answered(self) -> list[int]:
        """The claims with replies."""
        return [number for number, size in enumerate(self.sizes) if size > 1]


def grown(size: int, dice: random.Random) -> Shape:
    """Each claim replies to any earlier one: about 30 levels at 100,000 claims."""
    replies: list[list[int]] = [[]]
    for name in range(1, size):
        replies[dice.randrange(name)].append(name)
        replies.append([])
    parents, levels = [], []
    waiting = [(0, 0, 0)]
    while waiting:
        name, parent, level = waiting.pop()
        number = len(parents)
        parents.append(parent)
        levels.append(level)
        waiting += [(reply, number, level + 1) for reply in reversed(replies[name])]
    sizes = [1] * size
    for number in range(size - 1, 0, -1):
        sizes[parents[number]] += sizes[number]
    return Shape(parents, levels, sizes)
