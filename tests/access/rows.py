"""Reads the table of ``tests.access.table``, and says what it expects."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache

from django.urls import reverse

from tests.access.addresses import CLAIMS, Place
from tests.access.table import ADMIN, DOORS, TABLE
from tests.access.visitors import Answer, goes_to_sign_in
from tests.planted import BY_ITS_LINK, SEEN_BY, VISITORS

OVER = {"shuthall", "oldhall"}
METHODS = {"GET", "POST"}
Marks = dict[str, str]


def _lines(table: str) -> Iterator[tuple[list[str], Marks, bool]]:
    """The words before the marks, the marks by visitor, and whether a route's name leads."""
    for line in table.splitlines():
        if line.strip() and not line.startswith("#"):
            words = line.split()
            before, marks = words[: -len(VISITORS)], words[-len(VISITORS) :]
            yield before, dict(zip(VISITORS, marks, strict=True)), not line.startswith(" ")


@cache
def rows() -> dict[tuple[str, str], dict[str, Marks]]:
    """What each route does with each method, by what the page is about."""
    found: dict[tuple[str, str], dict[str, Marks]] = {}
    route = ""
    for words, marks, leads in _lines(TABLE):
        if leads:
            route, *words = words
        for method in METHODS.intersection(words):
            about = found.setdefault((route, method), {})
            about |= {word: marks for word in words if word not in METHODS}
    return found


@cache
def doors() -> dict[str, Marks]:
    return {slug: marks for slugs, marks, _ in _lines(DOORS) for slug in slugs}


def routes_in_table() -> set[str]:
    return {route for route, _ in rows()}


def marks_in_admin(route: str) -> Marks:
    """Of the first line that fits."""
    lines = ((words[0], marks) for words, marks, _ in _lines(ADMIN))
    return next((marks for name, marks in lines if fnmatchcase(route, name)), {})


def expected(place: Place, method: str, visitor: str) -> str:
    if (place.route, method) not in rows():
        return "x"
    line = line_for(place, method)
    mark = rows()[place.route, method][line][visitor]
    if mark == ">":
        return mark
    if place.debate and doors()[place.debate][visitor] == "." and not _by_number(place):
        return "."
    if line in {"*", "shut"} and place.about in CLAIMS and not _sees(visitor, place):
        return "."
    return mark


def line_for(place: Place, method: str) -> str:
    """What the line is about that is the place's."""
    about = rows()[place.route, method]
    over = "shut" if place.debate in OVER else ""
    named = (f"{place.about}-in-{place.debate}", over, place.about, place.debate, "*")
    found = next((name for name in named if name and name in about), None)
    assert found, f"tests/access/table.py has no line of {place.route} for {place}"
    return found


def _by_number(place: Place) -> bool:
    """Found without its debate's address: who sees it is all that counts."""
    return place.route == "permalink"


def _sees(visitor: str, place: Place) -> bool:
    by_link = place.about in BY_ITS_LINK and visitor != "removed"
    return by_link or visitor in SEEN_BY[place.about]


def mark_of(answer: Answer) -> str:
    if goes_to_sign_in(answer):
        return ">"
    if (answer.location or "").startswith(reverse("account_reauthenticate")):
        return "?"
    known = {403: "-", 404: ".", 405: "x", 400: "!", 409: "!", 422: "!"}
    return known.get(answer.status, "+")
