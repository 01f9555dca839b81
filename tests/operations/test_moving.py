import pytest
from django.utils import timezone

from debates.argument.schemes import SCHEMES
from debates.argument.words import Aim, Kind, Side, State
from debates.models import Claim, Verb
from debates.operations import (
    concede,
    edit_claim,
    effect_of_move,
    move_claim,
    open_debate,
    post_claim,
    withdraw_claim,
)
from tests.conftest import THESIS
from tests.operations.records import everything, nothing_changes, one_event, refused
from tests.trees import kinds, reading, verify

REPLIES = """\
  + Air
    - Electric
      - Tyres
        + Studies
  - Freight
    + Food
      - Trams
  + Noise
"""

NO_EFFECT = ([], None, False, [])


@pytest.fixture
def claims(grow):
    return grow(REPLIES)


def test_takes_along_what_is_argued_below(debate, ada, claims):
    move_claim(ada, claims["Electric"], claims["Noise"])

    assert reading(debate) == [
        (0, THESIS),
        (1, "Air"),
        (1, "Freight"),
        (2, "Food"),
        (3, "Trams"),
        (1, "Noise"),
        (2, "Electric"),
        (3, "Tyres"),
        (4, "Studies"),
    ]
    verify(debate)


def test_it_records_one_event_with_both_places(debate, ada, claims):
    with one_event(debate, Verb.MOVED, ada) as event:
        moved = move_claim(ada, claims["Electric"], claims["Freight"])

    assert (moved.parent_id, moved.kind, moved.level) == (claims["Freight"].pk, "rebuttal", 2)
    assert event().claim == claims["Electric"]
    assert event().data == {
        "old": {"parent": claims["Air"].pk, "kind": "critique"},
        "new": {"parent": claims["Freight"].pk, "kind": "rebuttal"},
    }


def test_to_the_other_side_turns_critiques_into_rebuttals_and_back(debate, ada, claims):
    before = kinds(debate)
    move_claim(ada, claims["Electric"], claims["Freight"])

    assert kinds(debate) == before | {"Electric": Kind.REBUTTAL, "Tyres": Kind.CRITIQUE}
    verify(debate)

    move_claim(ada, claims["Electric"], claims["Air"])
    assert kinds(debate) == before
    verify(debate)


def test_within_a_side_no_kind_changes(debate, ada, claims):
    before = kinds(debate)
    move_claim(ada, claims["Electric"], claims["Noise"])
    assert kinds(debate) == before


def test_there_and_back_leaves_every_word_as_it_was(debate, ada, claims):
    def words():
        places = {"lft", "rght"}
        rows = everything()["Claim"]
        return [{name: row[name] for name in row if name not in places} for row in rows]

    before = words()
    move_claim(ada, claims["Food"], claims["Tyres"])
    move_claim(ada, claims["Food"], claims["Freight"])
    assert words() == before
    assert reading(debate)[5:8] == [(1, "Freight"), (2, "Food"), (3, "Trams")]


def test_what_does_not_hang_below_it_is_not_touched(debate, ada, claims):
    def others():
        moved = {claims[text].pk for text in ("Electric", "Tyres", "Studies")}
        places = {"lft", "rght"}
        return [
            {name: value for name, value in row.items() if name not in places}
            for row in everything()["Claim"]
            if row["id"] not in moved
        ]

    before = others()
    move_claim(ada, claims["Electric"], claims["Food"])
    assert others() == before


# ---- with another stance


def test_another_stance_at_the_same_place_changes_sides(debate, ada, claims):
    with one_event(debate, Verb.MOVED, ada) as event:
        move_claim(ada, claims["Freight"], claims[THESIS], stance="pro")

    assert event().data["new"] == {"parent": claims[THESIS].pk, "kind": "claim"}
    changed = {text: kind for text, kind in kinds(debate).items() if text in {"Freight", "Trams"}}
    assert changed == {"Freight": Kind.CLAIM, "Trams": Kind.CRITIQUE}
    assert debate.claims.get(text="Food").side == Side.THESIS
    verify(debate)


@pytest.mark.parametrize("parent", ["Air", "Noise"])
def test_a_con_that_becomes_a_pro_loses_aim_and_concession(debate, ada, claims, parent):
    electric = edit_claim(
        ada, claims["Electric"], seen=1, text="Electric", detail="", aim="relevance"
    )
    concede(ada, electric)
    moved = move_claim(ada, electric, claims[parent], stance="pro")

    for claim in (moved, Claim.objects.get(pk=electric.pk)):
        assert (claim.kind, claim.aim) == (Kind.CLAIM, "")
        assert (claim.conceded_by, claim.conceded_at) == (None, None)
    verify(debate)


def test_a_pro_that_becomes_a_con_loses_its_scheme(debate, thesis, ada):
    air = post_claim(ada, thesis, stance="pro", text="Air", scheme="analogy")
    assert move_claim(ada, air, thesis, stance="con").scheme == ""
    assert Claim.objects.get(pk=air.pk).scheme == ""


def test_a_con_keeps_its_aim_on_either_side(debate, ada, claims):
    electric = edit_claim(ada, claims["Electric"], seen=1, text="Electric", detail="", aim="scope")
    moved = move_claim(ada, electric, claims["Freight"])
    assert (moved.kind, moved.aim) == (Kind.REBUTTAL, Aim.SCOPE)


@pytest.mark.parametrize("how", ["conceded", "met", "both"])
def test_below_another_claim_a_challenge_is_neither_conceded_nor_met(debate, ada, claims, how):
    electric = claims["Electric"] if how == "met" else concede(ada, claims["Electric"])
    if how != "conceded":
        Claim.objects.filter(pk=electric.pk).update(met_at=timezone.now())
        electric.refresh_from_db()
    assert effect_of_move(ada, electric, claims["Freight"]).reopened
    with one_event(debate, Verb.MOVED, ada) as event:
        move_claim(ada, electric, claims["Freight"])

    assert event().data["reopened"] is True
    moved = Claim.objects.get(pk=electric.pk)
    assert (moved.conceded_by, moved.conceded_at, moved.met_at) == (None, None, None)


def test_a_question_stays_asked_where_the_new_parent_reasons_alike(debate, thesis, ada, claims):
    scheme = next(iter(SCHEMES.values()))
    question = scheme.questions[0].key
    Claim.objects.filter(text__in=["Air", "Noise"]).update(scheme=scheme.key)
    Claim.objects.filter(text="Electric").update(critical_question=question)

    assert move_claim(ada, claims["Electric"], claims["Noise"]).critical_question == question
    assert move_claim(ada, claims["Electric"], claims["Food"]).critical_question == ""


def test_below_the_thesis_there_is_no_relevance_to_attack(debate, ada, claims):
    electric = edit_claim(
        ada, claims["Electric"], seen=1, text="Electric", detail="", aim="relevance"
    )
    assert move_claim(ada, electric, claims["Noise"]).aim == Aim.RELEVANCE
    assert move_claim(ada, electric, claims[THESIS]).aim == ""


# ---- refusals


def test_to_where_it_already_hangs_changes_nothing(ada, claims):
    for stance in (None, "con"):
        with nothing_changes():
            moved = move_claim(ada, claims["Electric"], claims["Air"], stance=stance)
        assert moved == claims["Electric"]
        assert effect_of_move(ada, claims["Electric"], claims["Air"], stance) == NO_EFFECT


@pytest.mark.parametrize("verb", ["move", "effect"])
def test_what_cannot_be_moved_is_refused_with_its_effect_too(ada, claims, verb):
    def attempt(claim, parent, stance=None):
        if verb == "move":
            move_claim(ada, claim, parent, stance=stance)
        else:
            fresh = [Claim.objects.get(pk=its.pk) for its in (claim, parent)]
            effect_of_move(ada, *fresh, stance)

    other = open_debate(ada, title="Bikes", theses=["Bikes first"]).claims.get()
    question = open_debate(ada, title="Ways", question="Which way?", theses=["Cars", "Bikes"])
    root, cars, bikes = question.claims.in_reading_order()
    why = post_claim(ada, cars, stance="pro", text="Why")
    withdraw_claim(ada, claims["Noise"])

    refusals = [
        ("root_stays", claims[THESIS], claims["Air"]),
        ("root_stays", root, cars),
        ("root_stays", cars, bikes),
        ("own_branch", claims["Air"], claims["Air"]),
        ("own_branch", claims["Air"], claims["Electric"]),
        ("own_branch", claims["Air"], claims["Studies"]),
        ("parent_withdrawn", claims["Air"], claims["Noise"]),
        ("question_takes_theses", why, root),
    ]
    for code, claim, parent in refusals:
        with refused(code):
            attempt(claim, parent)
    with refused("unknown_stance"):
        attempt(claims["Air"], claims["Freight"], "maybe")
    with refused("claim_gone" if verb == "move" else "other_debate"):
        attempt(claims["Air"], other)


@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN])
def test_nothing_is_hung_below_what_not_everyone_sees(ada, claims, state):
    Claim.objects.filter(pk=claims["Noise"].pk).update(state=state.value)
    with refused("parent_not_visible"):
        move_claim(ada, claims["Air"], claims["Noise"])


@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN, State.WITHDRAWN])
def test_what_does_not_count_can_be_moved_and_stays_what_it_is(debate, ada, claims, state):
    Claim.objects.filter(pk=claims["Electric"].pk).update(state=state.value)
    assert move_claim(ada, claims["Electric"], claims["Freight"]).state == state
    verify(debate)


def test_the_deepest_claim_of_the_branch_counts(debate, ada, claims, settings):
    settings.MAX_DEPTH = 4
    with refused("too_deep"):
        move_claim(ada, claims["Electric"], claims["Food"])
    settings.MAX_DEPTH = 5
    move_claim(ada, claims["Electric"], claims["Food"])
    assert debate.claims.get(text="Studies").level == 5
    verify(debate)


def test_what_the_caller_holds_may_be_old(debate, ada, claims):
    """All of these were read before the first move."""
    move_claim(ada, claims["Electric"], claims["Food"])
    move_claim(ada, claims["Freight"], claims["Noise"])
    with refused("own_branch"):
        move_claim(ada, claims["Freight"], claims["Tyres"])
    move_claim(ada, claims["Tyres"], claims["Air"], stance="pro")
    assert reading(debate) == [
        (0, THESIS),
        (1, "Air"),
        (2, "Tyres"),
        (3, "Studies"),
        (1, "Noise"),
        (2, "Freight"),
        (3, "Food"),
        (4, "Trams"),
        (4, "Electric"),
    ]
    verify(debate)


# ---- the effect, told before


@pytest.mark.parametrize(
    ("text", "parent", "stance", "expected"),
    [
        ("Electric", "Noise", None, {}),
        ("Electric", "Freight", None, {"Electric": Kind.REBUTTAL, "Tyres": Kind.CRITIQUE}),
        ("Electric", "Noise", "pro", {"Electric": Kind.CLAIM, "Tyres": Kind.CRITIQUE}),
        ("Electric", "Freight", "pro", {"Electric": Kind.CLAIM}),
        ("Food", "Air", None, {"Trams": Kind.CRITIQUE}),
        ("Freight", THESIS, "pro", {"Freight": Kind.CLAIM, "Trams": Kind.CRITIQUE}),
    ],
)
def test_the_effect_is_what_the_move_then_does(debate, ada, claims, text, parent, stance, expected):
    claim, new_parent = (Claim.objects.get(pk=claims[name].pk) for name in (text, parent))
    with nothing_changes():
        effect = effect_of_move(ada, claim, new_parent, stance).kinds
    before = kinds(debate)

    move_claim(ada, claim, new_parent, stance=stance)

    changed = {name: kind for name, kind in kinds(debate).items() if before[name] != kind}
    assert {its.text: kind for its, kind in effect} == changed == expected
    order = [name for _, name in reading(debate) if name in changed]
    assert [its.text for its, _ in effect] == order
