"""What a person typed is never lost: a form that is refused comes back with it, to the letter."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.hostile.pages import Form
from tests.hostile.places import PLACES, TWINS, Place
from tests.hostile.site import Answer, Site, encoded

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# More than any field takes, with what breaks out of a field that is put together carelessly.
TYPED = (
    "  An honest beginning </textarea>\n\n'\">&amp; {{ 7 }} \u202e\u00a0" + "long " * 5000 + "end."
)
FORMS = [name for name, place in PLACES.items() if place.fields and name not in TWINS]
# What makes the form mind a field that it would pass over otherwise.
WITH = {"option": {"shape": "question", "thesis": "What%20holds?"}}
# They answer a form that they refuse with 200.
OF_ALLAUTH = ("account_", "mfa_")


def typed_at(site: Site, place: Place) -> Iterator[tuple[Form, str]]:
    asks = place.asks.format(**site.world.names) or site.path(place)
    for form in site.send("GET", asks, place.who).page.forms:
        if form.action.partition("?")[0] == site.path(place) and form.method == "post":
            for field in sorted(form.written):
                yield form, field


def sent_from(form: Form, field: str) -> str:
    """With a button pressed, as in a browser: not one that only shows something."""
    pressed = [name for name in form.fields if name not in {"*preview", "*more", "*near"}]
    fields = {name.removeprefix("*"): quote(form.fields[name]) for name in pressed}
    return encoded(fields | WITH.get(field, {}) | {field: quote(TYPED)})


def holds(answer: Answer, text: str) -> bool:
    """In a field of one line, or between the tags of one of many."""
    in_lines = any(text in form.fields.values() for form in answer.page.forms)
    return in_lines or text in "".join(answer.page.texts)


@pytest.mark.parametrize("name", FORMS)
def test_a_text_that_is_too_long(site: Site, name: str):
    place, refused = PLACES[name], 200 if name.startswith(OF_ALLAUTH) else 422

    answers = {
        field: site.post(place, sent_from(form, field)) for form, field in typed_at(site, place)
    }

    assert {field: one.status for field, one in answers.items() if one.status != refused} == {}
    assert [field for field, one in answers.items() if not holds(one, TYPED)] == []
    assert [field for field, one in answers.items() if one.trouble] == []
