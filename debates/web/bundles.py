"""Linked premises in the outline: which rows one brace holds, and how that is said in words."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from debates.models.places import Reference

# Rows go by their keys, references also by what they argue about.
Key = int | tuple[int, int]
Places = Mapping[Key, str]


class Premise(Protocol):
    @property
    def pk(self) -> int: ...

    @property
    def parent_id(self) -> int | None: ...

    @property
    def premise_group(self) -> int | None: ...


def bundled_premises(
    rows: Sequence[Premise], references: Mapping[int, Sequence[Reference]]
) -> Places:
    """Where in its brace each premise is that is shown with another one of its group."""
    groups: dict[tuple[int | None, int], list[Key]] = {}
    for row in rows:
        if row.premise_group:
            groups.setdefault((row.parent_id, row.premise_group), []).append(row.pk)
    for target, others in references.items():
        for one in others:
            if one.premise_group:
                groups.setdefault((target, one.premise_group), []).append((one.pk, target))
    places: dict[Key, str] = {}
    for keys in groups.values():
        if len(keys) > 1:
            places |= {key: "next" if isinstance(key, int) else "elsewhere" for key in keys}
            places[keys[0]] = "first"
    return places


def premise_class(place: str) -> str:
    return f" is-premise is-{place}-premise" if place else ""


def in_words(place: str) -> str:
    return f'<span class="together">{_WORDS[place]}</span>' if place else ""


_WORDS = {
    "first": "linked premises: hold only together",
    "next": "linked with the premise above",
    "elsewhere": "linked premise: holds only together with others",
}
