"""Links in circles, as imported maps may have them: whatever reads links comes to an end."""

from dataclasses import replace

import pytest
from django.urls import reverse

from debates.argument.challenges import Status
from debates.argument.map import Link
from debates.argument.words import Stance
from debates.models import Claim, Debate
from debates.models.kept import ledger_of, tallies_of
from debates.models.link import edges_onward
from debates.operations import link_claim, move_claim, place_debate, post_claim
from debates.reasoning.framework import framework
from debates.reasoning.grounded import standings
from tests.maps import grow
from tests.operations.records import refused

OUTLINE = "Ban cars\n  + Air\n    - Electric\n      - Tyres\n  - Freight\n    + Food\n  - Shops\n"
CIRCLES = (
    Link("Air", "Electric", Stance.CON),
    Link("Freight", "Shops", Stance.CON),
    Link("Shops", "Freight", Stance.CON),
    Link("Ban cars", "Tyres", Stance.PRO),
    Link("Food", "Air", Stance.PRO),
    Link("Air", "Food", Stance.CON),
)


@pytest.fixture
def debate(ada) -> Debate:
    return place_debate(ada, replace(grow(OUTLINE), title="Cars", links=CIRCLES))


@pytest.fixture
def claims(debate) -> dict[str, Claim]:
    return {claim.text: claim for claim in debate.claims.all()}


def test_all_pages_that_follow_links_show_them(debate, claims, ada, client_of):
    reader = client_of(ada)
    pages = [reverse(name, args=[debate.slug]) for name in ("outline", "challenges", "history")]
    pages += [claim.get_absolute_url() for claim in claims.values()]
    pages += [f"{pages[0]}?at={claim.pk}" for claim in claims.values()]
    pages += [reverse("link_claim", args=[debate.slug, claims["Air"].pk]), reverse("my_challenges")]
    for page in pages:
        assert reader.get(page).status_code == 200, page
    shops = reader.get(claims["Shops"].get_absolute_url()).content.decode()
    assert "Also argues at 1 other place" in shops
    assert "argues here too" in shops


def test_what_is_counted_ends(debate, claims):
    status = {one.key: one.status for one in ledger_of(debate).challenges}
    # Each opposes the other one.
    assert status[str(claims["Freight"].pk)] == status[str(claims["Shops"].pk)] == Status.ANSWERED
    assert tallies_of([debate])[debate.pk].critiques == 3
    assert set(edges_onward(claims["Air"].pk)) == {claim.pk for claim in claims.values()}
    told = standings(framework(debate.claims.as_skeleton()))
    assert len(told) == len(claims)


def test_no_further_circle_is_made_by_hand(debate, claims, ada):
    with refused("circle") as told:
        link_claim(ada, claims["Tyres"], claims["Food"], stance="pro")
    assert "“Food” already argues" in told.message
    with refused("circle"):
        move_claim(ada, claims["Freight"], claims["Electric"])
    trams = post_claim(ada, claims["Shops"], stance="con", text="Trams")
    link_claim(ada, trams, claims["Tyres"], stance="con")
    move_claim(ada, trams, claims["Food"])
