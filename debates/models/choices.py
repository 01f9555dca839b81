"""Choices as constraints and columns use them: plain strings, so that migrations stand alone."""

from enum import StrEnum

from django.db.models import Q


def values(words: type[StrEnum]) -> list[str]:
    return [word.value for word in words]


def pairs(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


def one_of(field: str, words: type[StrEnum], *more: str) -> Q:
    """The condition of a constraint: the column holds one of these words."""
    return Q(**{f"{field}__in": [*values(words), *more]})
