from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from core.accounts.models import User
from debates import operations
from debates.argument.words import State
from debates.models import Claim, Debate, Role
from debates.models.reading import replies_to
from debates.web.visit import visit_to
from tests.conftest import THESIS, Grow

REPLIES = """\
  + Air
    - Electric cars
      - Tyres
  - Deliveries
    - Bicycles
"""


@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN, State.WITHDRAWN])
def test_visitors_see_what_everyone_sees(debate: Debate, grow: Grow, state: State) -> None:
    claims = grow(REPLIES)
    Claim.objects.filter(pk=claims["Electric cars"].pk).update(state=state.value)
    nobody = AnonymousUser()

    seen = set(visit_to(debate.slug, nobody).claims)

    assert seen == set(Claim.objects.visible_to(nobody).filter(debate=debate))
    assert (claims["Tyres"] in seen) == (state == State.WITHDRAWN)


def test_what_comes_to_be_held_back_during_a_visit_is_not_shown(
    debate: Debate, grow: Grow, ada: User
) -> None:
    claims = grow(REPLIES)
    air, cars = claims["Air"], claims["Electric cars"]
    for person in (AnonymousUser(), ada):
        visit = visit_to(debate.slug, person)
        assert visit.thread(cars.pk)[-1] == cars
        Claim.objects.filter(pk=air.pk).update(state=State.HIDDEN.value)

        with pytest.raises(Http404):
            visit.thread(cars.pk)
        assert air not in visit.claims
        assert [row.pk for row in replies_to(claims[THESIS], visit.sight, 9)] == [
            claims["Deliveries"].pk
        ]
        Claim.objects.filter(pk=air.pk).update(state=State.VISIBLE.value)


def test_knows_the_role_as_the_debate_does(
    debate: Debate, ada: User, ben: User, join: Callable[[User, Role], User]
) -> None:
    for person in (ada, ben, AnonymousUser()):
        assert visit_to(debate.slug, person).role == debate.role_of(person)
    assert visit_to(debate.slug, join(ben, Role.EDITOR)).role == Role.EDITOR


def test_a_debate_is_not_there_for_the_uninvited(
    debate: Debate, ada: User, ben: User, join: Callable[[User, Role], User]
) -> None:
    operations.set_visibility(ada, debate, "private")
    for person in (ben, AnonymousUser(), join(ben, Role.NONE)):
        with pytest.raises(Http404):
            visit_to(debate.slug, person)


def test_no_claim_has_a_number_beyond_all_numbers(debate: Debate, ada: User) -> None:
    with pytest.raises(Http404):
        visit_to(debate.slug, ada).claim(10**30)
