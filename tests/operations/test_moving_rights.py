import pytest

from debates.argument.words import State
from debates.models import Claim, Role
from debates.operations import move_claim, post_claim, set_phase, set_posting
from tests.operations.records import not_allowed, refused

REPLIES = """\
  + Air
    - Electric
      - Tyres
  + Noise
"""


@pytest.fixture
def claims(grow):
    return grow(REPLIES)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OWNER])
def test_editors_move_and_authors_do_not(debate, ada, ben, claims, join, role):
    own = post_claim(ben, claims["Air"], stance="pro", text="Own")
    set_posting(ada, debate, "members")
    join(ben, role)
    if role >= Role.EDITOR:
        assert move_claim(ben, own, claims["Noise"]).parent_id == claims["Noise"].pk
    else:
        with not_allowed():
            move_claim(ben, own, claims["Noise"])


def test_what_one_does_not_see_can_be_neither_moved_nor_a_place(ada, ben, claims, join):
    join(ben, Role.EDITOR)
    Claim.objects.filter(pk=claims["Electric"].pk).update(state=State.HIDDEN.value)
    for claim, parent in [("Electric", "Noise"), ("Tyres", "Noise"), ("Noise", "Tyres")]:
        with refused("claim_gone"):
            move_claim(ben, claims[claim], claims[parent])


@pytest.mark.parametrize("phase", ["closed", "archived"])
def test_nobody_moves_in_what_is_for_reading(debate, ada, claims, phase):
    set_phase(ada, debate, phase)
    with not_allowed("debate_is_read_only"):
        move_claim(ada, claims["Electric"], claims["Noise"])
