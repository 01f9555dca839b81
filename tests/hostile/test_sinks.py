"""Whatever others have collected stays a text on every page that shows it.

A page full of attacks has no element and no attribute that the same page without them has not, but
for emphasis and links in prose.
"""

import pytest
from django.test import Client

from debates.argument.prose import clean_text, inline_html
from debates.web.words import excerpt, without_links, without_tags
from tests.hostile import filled
from tests.hostile.corpora import every, payloads, taken
from tests.hostile.shown import Shown
from tests.hostile.test_prose import BLOCK

WORDS = [
    f"What javascript, document and cookie say with an alert onerror {number}, *holds*"
    for number in range(310)
]


@pytest.fixture
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    filled.make_room(monkeypatch)


def shown_of(client: Client, path: str) -> Shown:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return Shown(answer.content.decode())


@pytest.mark.one_database
def test_on_every_page(roomy, person, client_of):
    innocent, hostile = filled.build(person("ada"), WORDS), filled.build(person("eve"), every(6))
    client = client_of(innocent.ada)
    known = {name: shown_of(client, path).names for name, path in filled.pages(innocent).items()}

    client, dangers, strange = client_of(hostile.ada), {}, {}
    for name, path in filled.pages(hostile).items():
        shown = shown_of(client, path)
        dangers[name] = shown.dangers
        strange[name] = shown.names - known[name] - BLOCK

    assert {name: found for name, found in dangers.items() if found} == {}
    assert {name: found for name, found in strange.items() if found} == {}


def test_where_a_claim_is_only_named():
    html = [inline_html(text) for text in taken(clean_text, payloads()[::2])]

    named = Shown("\n".join(map(without_links, html)))

    assert named.dangers == []
    assert named.names <= {"code", "em", "strong"}
    assert [one for one in map(without_tags, html) if "<" in one or ">" in one] == []
    assert all(len(excerpt(one, 60)) <= 60 for one in html)
