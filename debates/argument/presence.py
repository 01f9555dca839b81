"""Which claims of a map count, and where they stand: the ledger and all counts begin from this."""

from typing import NamedTuple

from debates.argument.map import ArgumentMap, Node
from debates.argument.words import Kind, Side, Stance, State, kind_of_reply, side_of_reply


class Place(NamedTuple):
    """A claim with what follows from where it hangs; ``parent`` is empty at the root."""

    node: Node
    parent: str
    depth: int
    kind: Kind
    side: Side


_BELOW = {
    (stance, side): (kind_of_reply(stance, side), side_of_reply(stance, side))
    for stance in Stance
    for side in Side
}


def standing(argument: ArgumentMap) -> dict[str, Place]:
    """The claims that are visible and below visible claims only, by key, in reading order."""
    places: dict[str, Place] = {}
    for key, node in argument.nodes.items():
        if node.state != State.VISIBLE:
            continue
        reply = argument.reply_of.get(key)
        if reply is None:
            kind = Kind.QUESTION if argument.asks else Kind.THESIS
            places[key] = Place(node, "", 0, kind, Side.THESIS)
            continue
        above = places.get(reply.parent)
        if above is None:
            continue
        kind, side = Kind.THESIS, Side.THESIS
        if reply.stance is not None:
            kind, side = _BELOW[reply.stance, above.side]
        places[key] = Place(node, reply.parent, above.depth + 1, kind, side)
    return places
