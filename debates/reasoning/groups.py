"""Which votes may be told as those of a group, so that nobody's own can be told from them."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key")


def told_apart(
    cast: Mapping[Key, Mapping[str, int]], groups: Sequence[Collection[str]], fewest: int
) -> list[dict[Key, dict[str, int]]]:
    """For each of some groups that share nobody, the votes that may be told as theirs.

    Of each claim only where so many of the group voted on it. Beside the votes of all, those of
    groups tell those of the rest: so the rest is nobody or so many too, or the smallest of the
    groups is left out.
    """
    told: list[dict[Key, dict[str, int]]] = [{} for _ in groups]
    for key, votes in cast.items():
        shares = [
            {person: vote for person, vote in votes.items() if person in people}
            for people in groups
        ]
        shown = [number for number, share in enumerate(shares) if len(share) >= fewest]
        shown.sort(key=lambda number: -len(shares[number]))
        while shown and 0 < len(votes) - sum(len(shares[number]) for number in shown) < fewest:
            shown.pop()
        for number in shown:
            told[number][key] = shares[number]
    return told
