"""Whatever stands in an address where a key, a name or a secret belongs: there is no such page."""

import re
from itertools import cycle

import pytest

from tests.hostile.corpora import ALL
from tests.hostile.places import PLACES
from tests.hostile.site import Site, troubles

pytestmark = pytest.mark.django_db

KEYS = [
    "9" * 26,
    str(2**63),
    str(2**63 - 1),
    str(2**31),
    "0",
    "000",
    "٣",
    "-1",
    "1e9",
    "NaN",
    "%00",
]
WORDS = [
    "%00",
    "a%00b",
    "%ed%a0%80",
    "%c0%80",
    "%e2%80%ae",
    "%E2%81%A6a",
    "..%2f..%2fetc%2fpasswd",
    "..",
    "a" * 5000,
    "%27%20OR%201=1--",
    "%0d%0aSet-Cookie:%20a=b",
    "javascript:alert(1)",
    "%25%7b%7d",
]
_PART = re.compile(r"\{(\w+)\}")
_BY_WORD = {"cars", "square", "offered", "members_only", "token", "username"}
WITH_PARTS = [name for name, place in PLACES.items() if _PART.search(place.path)]


def paths(site: Site, path: str) -> list[str]:
    """That path with each of its parts in turn replaced by what does not belong there."""
    turned = []
    for part in _PART.findall(path):
        for value in WORDS if part in _BY_WORD else KEYS:
            told = site.world.names | {part: value}
            turned.append(path.format(**told))
    return turned


@pytest.mark.parametrize("name", WITH_PARTS)
def test_an_address_that_holds_anything(site: Site, name: str):
    place = PLACES[name]
    methods = cycle(["GET", "POST", "POST"])
    turned = paths(site, place.path)[:: 1 if ALL else 3]
    answers = {path: site.send(next(methods), path, place.who) for path in turned}

    assert troubles(answers) == {}
    assert {path: one.status for path, one in answers.items() if one.status < 300} == {}


@pytest.mark.parametrize("path", ["reply/{}/", "reply/con{}/", "{}"])
def test_a_word_that_is_none_of_those_meant(site: Site, path: str):
    claim = site.path(PLACES["claim"])
    answers = {word: site.send("GET", claim + path.format(word), "ada") for word in WORDS}

    assert troubles(answers) == {}
    assert {word: one.status for word, one in answers.items() if one.status != 404} == {}
