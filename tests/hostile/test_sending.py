"""Nothing that one can write into a field or an address breaks a page, or half of a change."""

from collections.abc import Iterator
from itertools import cycle, islice
from urllib.parse import quote

import pytest

from tests.hostile.corpora import ALL
from tests.hostile.places import PLACES, TWINS
from tests.hostile.site import Site, encoded, troubles
from tests.hostile.values import CHARACTERS, FIRST, LENGTHY, SHORT

pytestmark = pytest.mark.django_db

ASKED = [name for name, place in PLACES.items() if place.names]
SENT = [name for name, place in PLACES.items() if place.fields]
# Each by itself, with an honest form around it: it is what the verbs get to see.
WRITTEN = {"text", "detail", "note", "title", "quote", "background", "about", "reason"}
OTHERS = [value for name, value in SHORT.items() if name not in FIRST]


def turned(names: list[str], values: list[str]) -> Iterator[str]:
    """As many queries as values, so that each name has each of them once."""
    for start in range(len(values)):
        chosen = islice(cycle(values), start, None)
        yield encoded(dict(zip(names, chosen, strict=False)))


def values_for(name: str) -> list[str]:
    """What all have, and in turn one of the others: all of them where HOSTILE=all is set."""
    if ALL:
        return [*FIRST.values(), *OTHERS]
    return [*FIRST.values(), OTHERS[list(PLACES).index(name) % len(OTHERS)]]


@pytest.mark.parametrize("name", ASKED)
def test_whatever_an_address_holds(site: Site, name: str):
    place = PLACES[name]
    first = place.names[0]
    asked = [*turned(place.names, values_for(name)), f"{first}=1&{first}=2&{first}[]=1&&=&%00=%00"]

    assert troubles({query: site.get(place, query) for query in asked}) == {}


@pytest.mark.parametrize("name", SENT)
def test_whatever_is_sent(site: Site, name: str):
    place, form = PLACES[name], site.form_at(PLACES[name])
    sent = [*turned(place.field_names, values_for(name)), f"{encoded(form)}&{encoded(form)}"]

    assert troubles({body: site.post(place, body) for body in sent}) == {}


@pytest.mark.parametrize("name", [name for name in SENT if name not in TWINS])
def test_whatever_is_written_into_an_honest_form(site: Site, name: str):
    place, form = PLACES[name], site.form_at(PLACES[name])
    written = [field for field in place.field_names if field in WRITTEN]
    characters = [FIRST["NUL"], FIRST["reordered"], quote(CHARACTERS["invisible"])]
    values = [*LENGTHY.values(), *characters, quote(CHARACTERS["markup"])]
    sent = [
        encoded(form | {field: value})
        for number, field in enumerate(written)
        for value in values[number :: len(written)]
    ]

    assert troubles({body: site.post(place, body) for body in sent}) == {}


@pytest.mark.parametrize("name", SENT)
def test_strangers_who_send_it(site: Site, name: str):
    place = PLACES[name]._replace(who=None)
    sent = list(turned(place.field_names, [*FIRST.values(), LENGTHY["long"]]))[:: len(SENT) // 8]

    assert troubles({body: site.post(place, body) for body in sent}) == {}
