"""Requests put together at random: fifty in the suite, 10,000 where HOSTILE=all is set.

HOSTILE_SEED repeats a run, whose seed stands in what a failure says.
"""

import os
from random import Random
from urllib.parse import quote

import pytest

from tests.hostile.corpora import ALL, payloads
from tests.hostile.places import PLACES
from tests.hostile.site import FORM, Site, encoded, troubles
from tests.hostile.values import LENGTHY, SHORT

pytestmark = pytest.mark.django_db

REQUESTS, BATCH = (10_000 if ALL else 50), 50
SEED = int(os.environ.get("HOSTILE_SEED") or (Random().randrange(10**6) if ALL else 1))
PEOPLE = ["ada", "ben", "chidi", "dara", None]
KINDS = [FORM] * 8 + ["", "multipart/form-data", "application/json", f"{FORM}; charset=utf-7"]


def value(chance: Random) -> str:
    kind = chance.random()
    if kind < 0.5:
        return chance.choice(list(SHORT.values()))
    if kind < 0.8:
        return quote(chance.choice(payloads()))
    if kind < 0.83:
        return chance.choice(list(LENGTHY.values()))
    return quote("".join(chr(chance.choice([64, 700, 0xD7FF, 0x2FFFF]) - n) for n in range(9)))


def fields(chance: Random, names: list[str]) -> dict[str, str]:
    return {name: value(chance) for name in names if chance.random() < 0.6}


def sent(site: Site, chance: Random, name: str) -> tuple[str, object]:
    place, who = PLACES[name], chance.choice(PEOPLE)
    address = f"{site.path(place)}?{encoded(fields(chance, place.names))}"
    if chance.random() < 0.4 or not place.fields:
        return f"{who}: {address}", site.send("GET", address, who)
    honest = site.form_at(place) if chance.random() < 0.5 else {}
    body, kind = encoded(honest | fields(chance, place.field_names)), chance.choice(KINDS)
    answer = site.send("POST", address, who, body=body, kind=kind)
    return f"{who}: {address} {kind} {body}", answer


@pytest.mark.parametrize("batch", range(REQUESTS // BATCH))
def test_whatever_chance_sends(site: Site, batch: int):
    chance = Random(SEED + batch)
    names = chance.choices(list(PLACES), k=BATCH)

    assert troubles(dict(sent(site, chance, name) for name in names)) == {}, f"seed {SEED}"
