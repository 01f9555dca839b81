"""The order of what argues about one claim: replies, and among them the links to it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from debates.argument.map import ArgumentMap, Link, Reply

Below = Mapping[str, list[Reply | Link]]


class Place(NamedTuple):
    """One place of a claim, in the order of a file. ``number`` is as in "1.2."."""

    depth: int
    number: str
    key: str
    arguing: Reply | Link | None


def below(argument: ArgumentMap) -> Below:
    """What argues about each claim, links at their places among the replies."""
    arguing: dict[str, list[Reply | Link]] = {
        key: list(replies) for key, replies in argument.children.items()
    }
    last = len(argument.nodes) + len(argument.links)
    for link in sorted(argument.links, key=lambda link: last if link.place is None else link.place):
        among = arguing.setdefault(link.target, [])
        among.insert(len(among) if link.place is None else link.place, link)
    return arguing


def places(argument: ArgumentMap) -> Iterator[Place]:
    """Every place of every claim; nothing is below that of a link."""
    arguing = below(argument)
    waiting: list[Place] = [Place(0, "1.", argument.root, None)]
    while waiting:
        place = waiting.pop()
        yield place
        if isinstance(place.arguing, Link):
            continue
        onward = enumerate(arguing.get(place.key, ()), 1)
        waiting.extend(
            reversed([Place(place.depth + 1, f"{place.number}{n}.", a.key, a) for n, a in onward])
        )


def placed(arguing: Iterable[list[Reply | Link]]) -> tuple[Link, ...]:
    """The links of such lists with their places; after the last reply they need none."""
    links: list[Link] = []
    for among in arguing:
        replies = [n for n, one in enumerate(among) if isinstance(one, Reply)]
        last = replies[-1] if replies else -1
        for n, one in enumerate(among):
            if isinstance(one, Link):
                links.append(one._replace(place=n if n < last else None))
    return tuple(links)
