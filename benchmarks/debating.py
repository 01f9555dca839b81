"""A debate of plain sentences, as large as one likes; the same in every run."""

import random
from dataclasses import replace

from benchmarks.filling import grown
from debates.argument.map import ArgumentMap

_WORDS = (
    *("cities", "transport", "evidence", "people", "streets", "cost", "noise", "children", "trade"),
    *("the", "of", "would", "because", "not", "more", "than", "and", "it", "that", "is", "for"),
)
_ENDS = (".", ".", ".", "!", " [1].", " (p. 3).")


def debated(size: int) -> ArgumentMap:
    dice = random.Random(5)
    argument = grown("Large", size)
    nodes = {key: node._replace(text=_sentence(dice)) for key, node in argument.nodes.items()}
    return replace(argument, nodes=nodes)


def _sentence(dice: random.Random) -> str:
    words = " ".join(dice.choices(_WORDS, k=dice.randint(8, 40)))
    return words.capitalize() + dice.choice(_ENDS)
