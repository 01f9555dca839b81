"""Whatever a page reads is known here, so that it is sent what nobody would write."""

from collections.abc import Iterator
from functools import cache

import pytest
from django.http import QueryDict
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.datastructures import MultiValueDict

from tests.hostile.pages import Page, asked_in
from tests.hostile.places import PLACES, Place
from tests.hostile.site import Site, encoded

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# They belong to every form, or to the frame of every page.
_EVERYWHERE = {"", "csrfmiddlewaretoken"}
# The administration is Django's own, for the site's staff alone: see test_staff.py.
_NOT_OURS = "admin/"


def routes(resolver: URLResolver, before: str = "") -> Iterator[str | None]:
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if path.startswith(_NOT_OURS):
            continue
        if isinstance(each, URLPattern):
            yield each.name
        else:
            yield from routes(each, path)


def known(route: str | None) -> set[str]:
    names = set(_EVERYWHERE)
    for name, place in PLACES.items():
        if name.split()[0] == route:
            names |= {*place.names, *place.field_names}
    return names


@cache
def shown_at(site: Site, place: Place) -> Page:
    return site.get(place).page


def test_every_route_has_a_place():
    assert set(routes(get_resolver())) - {name.split()[0] for name in PLACES} == set()


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_where_it_says(site: Site, name: str):
    assert resolve(site.path(PLACES[name])).url_name == name.split()[0]


def test_every_field_of_every_form_is_known(site: Site):
    asked = {
        (resolve(asked_in(form.action)[0]).url_name, field.removeprefix("*"))
        for place in PLACES.values()
        for form in shown_at(site, place).forms
        if form.method != "dialog"
        for field in [*form.fields, *asked_in(form.action)[1]]
    }

    assert {(route, field) for route, field in asked if field not in known(route)} == set()


def test_every_parameter_of_every_link_is_known(site: Site):
    asked = {
        (resolve(path).url_name, parameter)
        for place in PLACES.values()
        for link in shown_at(site, place).links
        if link.startswith("/")
        for path, parameters in [asked_in(link)]
        for parameter in parameters
    }

    assert {(route, name) for route, name in asked if name not in known(route)} == set()


def test_a_view_looks_for_nothing_else(site: Site, monkeypatch: pytest.MonkeyPatch):
    looked_for: set[str] = set()
    for method in ("__getitem__", "getlist"):
        original = getattr(MultiValueDict, method)

        def noted(query, name, *rest, _original=original):
            looked_for.add(name)
            return _original(query, name, *rest)

        monkeypatch.setattr(QueryDict, method, noted)
    monkeypatch.setattr(
        QueryDict,
        "__contains__",
        lambda query, name: looked_for.add(name) or dict.__contains__(query, name),
        raising=False,
    )
    unknown = {}
    for name, place in PLACES.items():
        form = site.form_at(place)
        looked_for.clear()
        site.get(place, encoded(dict.fromkeys(place.names, "1")))
        site.post(place, encoded(form))
        unknown[name] = looked_for - known(name.split()[0])

    assert {name: names for name, names in unknown.items() if names} == {}
