"""Every address of the site, from the URLconf, with everything planted that could be in it."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from debates.formats.registry import FORMATS
from tests.planted import COMMON, World, lure

# Those of which each page is asked for; the others differ in nothing that pages could know of.
CLAIMS = (
    "public",
    "writers",
    "accepted",
    "challenge",
    "withdrawn",
    "pending",
    "returned",
    "hidden",
    "belowhidden",
    "claim",
    "unlistedthesis",
    "draftthesis",
    "shut",
    "oldthesis",
)

# Whose profiles and memberships are asked for.
_NAMED = ("vera", "author", "removed")

Example = tuple[str, str, dict[str, Any]]


class Place(NamedTuple):
    """An address: the debate that it is in, if it is in one, and what of it the page is about."""

    url: str
    debate: str = ""
    route: str = ""
    about: str = ""


def routes(resolver: URLResolver) -> Iterator[tuple[str, URLPattern]]:
    """Every route, with the name space that it is in."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield resolver.namespace or "", pattern
        else:
            inner = routes(pattern)
            yield from ((space or resolver.namespace or "", route) for space, route in inner)


def named_routes() -> list[URLPattern]:
    """All but those of the admin, which tests/test_admin.py is about."""
    known = routes(get_resolver())
    return [route for space, route in known if route.name and space != "admin"]


def routes_of_admin() -> list[URLPattern]:
    return [route for space, route in routes(get_resolver()) if space == "admin"]


def addresses_of_admin() -> Iterator[Place]:
    """Those of a row with the first that there is, if there is any."""
    for route in routes_of_admin():
        if "<" not in str(route.pattern) and "(" not in str(route.pattern):
            yield Place(reverse(f"admin:{route.name}"), route=route.name)
    for model in admin.site._registry:
        for row in model._base_manager.order_by("pk")[:1]:
            for page in ("change", "history", "delete"):
                name = f"{model._meta.app_label}_{model._meta.model_name}_{page}"
                yield Place(reverse(f"admin:{name}", args=[row.pk]), route=name)


def parameters_of(route: URLPattern) -> tuple[str, ...]:
    found = re.findall(r"<(?:\w+:)?(\w+)>", str(route.pattern))
    return tuple(found or re.findall(r"\?P<(\w+)>", str(route.pattern)))


def things(world: World, route: str) -> list[tuple[str, int, int]]:
    """What a number means in an address: its name, the key of its debate, and the number."""
    rows: dict[str, dict[str, Any]] = {
        "remove_source": {name: (one.claim, one) for name, one in world.sources.items()},
        "unlink_claim": {name: (one, one) for name, one in world.links.items()},
        "revoke_invitation": {name: (one, one) for name, one in world.invitations.items()},
        "answer_request": {name: (one, one) for name, one in world.requests.items()},
    }
    claims = {name: (world.claims[name], world.claims[name]) for name in CLAIMS}
    found = rows.get(route, claims)
    return [(name, inside.debate_id, one.pk) for name, (inside, one) in found.items()]


def examples(world: World, route: URLPattern) -> list[Example]:
    """Debate, what it is about, and the values; KeyError for a route that this was not told of."""
    slugs = {debate.pk: slug for slug, debate in world.debates.items()}
    numbered = [(slugs[key], name, number) for name, key, number in things(world, route.name)]
    people = [(name, world.people[name].pk) for name in _NAMED]
    tokens = [*zip(world.invitations, world.tokens, strict=True), ("nonsense", "nonsense")]
    if route.name == "end_session":
        return [("", "", {"pk": 1})]  # nobody's
    known: dict[tuple[str, ...], list[Example]] = {
        (): [("", "", {})],
        ("slug",): [(slug, "", {"slug": slug}) for slug in world.debates],
        ("slug", "pk"): [(slug, name, {"slug": slug, "pk": pk}) for slug, name, pk in numbered],
        ("slug", "pk", "name"): [
            (slug, name, {"slug": slug, "pk": pk, "name": "con"}) for slug, name, pk in numbered
        ],
        ("slug", "person"): [
            (slug, name, {"slug": slug, "person": pk})
            for slug, (name, pk) in product(world.debates, people)
        ],
        ("pk",): [(slug, name, {"pk": pk}) for slug, name, pk in numbered],
        ("username",): [("", name, {"username": name}) for name in _NAMED],
        ("token",): [("", name, {"token": token}) for name, token in tokens],
        ("key",): [("", "", {"key": "nonsense"})],
        ("uidb36", "key"): [("", "", {"uidb36": "1", "key": "nonsense"})],
    }
    return known[parameters_of(route)]


def addresses(world: World) -> Iterator[Place]:
    for route in named_routes():
        for debate, about, values in examples(world, route):
            yield Place(reverse(route.name, kwargs=values), debate, route.name, about)


def questions(world: World) -> Iterator[Place]:
    """Whatever one can look for, by a word that all secrets have, and by keys of hidden claims."""
    slugs = ("openhall", "closedhall")
    plain = reverse("claim", args=["openhall", world.claims["public"].pk])
    for page in (1, 2, 3):
        yield from (Place(f"{path}?q={COMMON}&page={page}") for path in ("/search/", "/"))
    for filters in ("author=author", "debate=closedhall", "kind=critique", "where=debates"):
        yield Place(f"/search/?q={COMMON}&{filters}")
    yield from (Place(f"{plain}{step}/?q={COMMON}", "openhall") for step in ("link", "move"))
    for secret in ("public", "pending", "hidden", "claim"):
        yield Place(f"/debates/openhall/near/?text={lure(secret)}+is+what+{COMMON}+to", "openhall")
    yield Place(f"/debates/closedhall/near/?text={lure('claim')}+is+what+{COMMON}", "closedhall")
    for slug, name in product(slugs, (name for name, one in FORMATS.items() if one.dumps)):
        yield Place(f"/debates/{slug}/export/file/?format={name}&all=yes", slug)
    for name, slug in product(("author", "writer"), slugs):
        wish = f"status=all&sort=oldest&by={name}&settled=1"
        yield Place(f"/debates/{slug}/challenges/?{wish}", slug)
    yield from (Place(f"/me/claims/?debate={slug}") for slug in world.debates)
    for key in (
        world.claims[secret].pk for secret in ("hidden", "belowhidden", "pending", "claim")
    ):
        yield from (
            Place(f"/debates/openhall/{asked}={key}", "openhall")
            for asked in (
                *("outline/?at", "challenges/?at", "near/?text=x&below", "follow/?claim"),
                *("export/?at", "export/file/?at"),
                *("verdict/?at", "cruxes/?at", "what-if/?accept", "perspectives/?agree"),
            )
        )
        yield from (
            Place(f"{plain}{asked}={key}", "openhall")
            for asked in ("link/?target", "move/?to", "edit/?answering", "withdraw/?answering")
        )
