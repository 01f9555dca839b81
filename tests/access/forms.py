"""What a person would send to each page: a valid form, so that only rights can stand against it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.access.addresses import Place
from tests.planted import World

Fields = dict[str, Any]


def fields_for(place: Place, world: World) -> Fields:
    """Nothing, for pages that were not told of: they then get an empty form."""
    make = _FORMS.get(place.route)
    return make(world, place) if make else {}


def _reply(world: World, place: Place) -> Fields:
    return {"text": "Something new", "aim": "truth", "key": uuid4()}


def _wording(world: World, place: Place) -> Fields:
    claim = world.claims[place.about]
    claim.refresh_from_db(fields=["revision"])
    return {"text": "In other words", "detail": "", "note": "", "seen": claim.revision}


def _note(world: World, place: Place) -> Fields:
    return {"note": "Because"}


def _move(world: World, place: Place) -> Fields:
    """Below the last thesis, where most hang already, the other way round; the thesis nowhere."""
    thesis = world.debates[place.debate].claims.filter(kind="thesis").last()
    return {"to": thesis.pk, "stance": "pro"}


def _source(world: World, place: Place) -> Fields:
    return {"source": "https://example.org/another", "key": uuid4()}


def _link(world: World, place: Place) -> Fields:
    """Each to one that it does not argue about yet; where there is no other, to itself."""
    other = "public" if place.about == "accepted" else "accepted"
    target = world.claims[other if place.debate == "openhall" else place.about]
    return {"target": target.pk, "stance": "con", "aim": "truth", "key": uuid4()}


def _vote(world: World, place: Place) -> Fields:
    claim = world.claims[place.about]
    claim.refresh_from_db(fields=["revision", "parent"])
    return {"plausibility": "3", "seen": claim.revision, "about": claim.parent_id or ""}


def _handover(world: World, place: Place) -> Fields:
    return {"person": world.people["editor"].pk, "sure": "on"}


def _new_debate(world: World, place: Place) -> Fields:
    chosen = {"visibility": "public", "posting": "open", "phase": "open", "shape": "thesis"}
    return chosen | {"title": "Trains", "thesis": "Trains are late", "key": uuid4()}


def _these(**fields: Any) -> Callable[[World, Place], Fields]:
    return lambda world, place: fields


_KIALO = "Discussion Title: Trains\n\n1. Trains are late.\n1.1. Con: Not all of them.\n"

_FORMS: dict[str, Callable[[World, Place], Fields]] = {
    "reply": _reply,
    "edit_claim": _wording,
    "accept_claim": _note,
    "return_claim": _note,
    "withdraw_claim": _note,
    "restore_claim": _note,
    "concede": _note,
    "move_claim": _move,
    "add_source": _source,
    "link_claim": _link,
    "premises": _these(do="out"),
    "vote_on": _vote,
    "vote_step": _vote,
    "erase_me": _these(texts="keep", username="somebody else"),
    "handover": _handover,
    "new_debate": _new_debate,
    "import_debate": _these(text=_KIALO),
    "import_branch": _these(text=_KIALO),
    "follow": _these(on="1"),
    "seen": _these(version="1"),
    "near_matches": _these(text="Something new"),
    "preview": _these(text="Something new"),
    "debate_settings": _these(change="phase", phase="open"),
    "add_member": _these(who="newcomer@example.org", role="1"),
    "member_role": _these(role="1"),
    "leave_debate": _these(sure="on"),
    "invite": _these(role="3", uses="2", days="7"),
    "answer_request": _these(role="3"),
    "join_debate": _these(note="I would like to"),
    "news": _these(latest="1"),
    "profile": _these(display_name="Anybody", profile_shown_to="nobody", language="", about=""),
}
