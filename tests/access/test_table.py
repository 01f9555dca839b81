"""The access matrix itself: it is complete, and of one mind with the permission table."""

import pytest
from django.urls import get_resolver

from debates.models import Phase, Role
from debates.permissions import Action, may
from tests.access.addresses import Place, named_routes, routes, routes_of_admin
from tests.access.rows import expected, marks_in_admin, routes_in_table
from tests.planted import ROLES, SEEN_BY

# The action of each page that changes something, and whose it is where that makes a difference:
# the author of the claim, of the claim that is challenged, or who added the source or the link.
ACTIONS = {
    "reply": Action.SUGGEST,
    "edit_claim": Action.EDIT,
    "accept_claim": Action.ACCEPT,
    "return_claim": Action.RETURN,
    "withdraw_claim": Action.WITHDRAW,
    "restore_claim": Action.RESTORE,
    "concede": Action.CONCEDE,
    "move_claim": Action.MOVE,
    "add_source": Action.ADD_SOURCE,
    "link_claim": Action.LINK,
    "import_branch": Action.PLACE,
    "premises": Action.LINK_PREMISES,
    "remove_source": Action.REMOVE_SOURCE,
    "unlink_claim": Action.UNLINK,
    "add_member": Action.MANAGE,
    "invite": Action.MANAGE,
    "revoke_invitation": Action.MANAGE,
    "answer_request": Action.MANAGE,
    "debate_settings": Action.CONFIGURE,
}
OWNERS = {
    "remove_source": {"publicsource": "writer", "source": "owner"},
    "unlink_claim": {"writerslink": "writer"},
    "concede": {"public": "owner", "accepted": "owner", "challenge": "writer"},
}
AUTHORS = {"public": "owner", "writers": "writer", "accepted": "author", "challenge": "owner"}
NOBODYS = {"": ""}


def about(route: str) -> dict[str, str]:
    """What a page of this route can be about, and whose that is."""
    takes_claims = any(route == one.name and "claims/<" in str(one.pattern) for one in ALL)
    return OWNERS.get(route) or (AUTHORS if takes_claims else NOBODYS)


ALL = named_routes()
ON_CLAIMS = [route for route in ACTIONS if about(route) is AUTHORS or route == "concede"]
CASES = [(route, thing, by) for route in ACTIONS for thing, by in about(route).items()]


def test_every_route_has_a_row_and_every_row_a_route():
    there = {route.name for route in ALL}
    new, gone = sorted(there - routes_in_table()), sorted(routes_in_table() - there)

    assert not new, f"Say who gets what at {new}: a row for each in tests/access/table.py."
    assert not gone, f"There is no route {gone}: take its row out of tests/access/table.py."


def test_every_route_of_the_admin_has_a_row():
    names = {route.name or "" for route in routes_of_admin()}
    new = sorted(name for name in names if not marks_in_admin(name))

    assert len(names) > 50
    assert not new, f"Say who gets what at {new}: a row under ADMIN in tests/access/table.py."


def test_no_route_is_without_a_name():
    """But what turns away Django's shortcut to any row's page."""
    known = routes(get_resolver())
    nameless = [str(route.pattern) for space, route in known if not (route.name or space)]

    assert nameless == ["admin/r/<path:rest>"]


def test_no_view_is_exempt_from_tokens():
    views = [route.callback for _, route in routes(get_resolver())]

    assert [view for view in views if getattr(view, "csrf_exempt", False)] == []


@pytest.mark.parametrize("phase", ["open", "closed"])
@pytest.mark.parametrize(("route", "thing", "by"), CASES)
def test_the_table_and_the_permissions_are_of_one_mind(route, thing, by, phase):
    """Of members: what visitors may is in both, and a reader may what visitors may."""
    place = Place("", "openhall", route, thing)
    if phase == "closed":
        if thing and route not in ON_CLAIMS:
            return  # nothing of the sort is planted in a closed debate
        place = Place("", "shuthall", route, thing and "shut")
    for name, role in ROLES.items():
        held = max(role, Role.SUGGESTER)
        allowed = may(held, ACTIONS[route], Phase(phase), own=name == by)
        assert (expected(place, "POST", name) in "+!") == allowed, name


def test_who_waits_for_review_may_do_with_it_what_the_permissions_say():
    for route in ("edit_claim", "return_claim"):
        action = Action.AMEND if route == "edit_claim" else ACTIONS[route]
        place = Place("", "openhall", route, "pending")
        for name in SEEN_BY["pending"] & ROLES.keys():
            allowed = may(ROLES[name], action, Phase.OPEN, own=name == "author")
            assert (expected(place, "POST", name) in "+!") == allowed, (route, name)
