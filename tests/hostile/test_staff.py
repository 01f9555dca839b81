"""The administration is Django's own: what staff may be led to by a link breaks nothing there."""

from itertools import chain

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.hostile.site import Site, troubles
from tests.hostile.values import FIRST, SHORT

pytestmark = pytest.mark.django_db

MODELS = list(admin.site._registry)
ASKED = [
    *("q", "p", "o", "all", "e"),
    *("id", "id__exact", "id__in", "state__exact", "debate__id__exact"),
]
VALUES = [*FIRST.values(), *list(SHORT.values())[len(FIRST) :: 3]]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_list_asked_for_anything(site: Site, model: type):
    about, turn = model._meta, MODELS.index(model)
    listed = reverse(f"admin:{about.app_label}_{about.model_name}_changelist")
    asked = [f"{name}={VALUES[(turn + place) % len(VALUES)]}" for place, name in enumerate(ASKED)]
    looked_for = [f"q={value}" for value in VALUES[turn % 4 :: 4]]
    paths = [f"{listed}?{query}" for query in chain(asked, looked_for)]
    paths += [f"{listed}{key}/change/" for key in ("9" * 26, "%00", "a_5Fb", "%ed%a0%80")]

    assert troubles({path: site.send("GET", path, "root") for path in paths}) == {}
