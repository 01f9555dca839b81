import uuid

import pytest

from debates.argument.words import Aim, Stance, State
from debates.models import Claim, Link, Phase, Role, Verb
from debates.operations import (
    link_claim,
    move_claim,
    open_debate,
    post_claim,
    set_phase,
    unlink_claim,
    withdraw_claim,
)
from debates.operations.circles import named
from debates.operations.linking import MOST_LINKS
from tests.conftest import THESIS
from tests.operations.records import not_allowed, nothing_changes, one_event, refused
from tests.trees import verify

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


@pytest.fixture
def claims(grow):
    return grow(REPLIES)


def test_a_claim_argues_in_a_second_place_too(debate, ada, claims):
    with one_event(debate, Verb.LINKED, ada) as event:
        link = link_claim(ada, claims["Tyres"], claims["Noise"], stance="con", aim="evidence")

    stored = Link.objects.get()
    assert stored == link
    assert (stored.debate, stored.claim, stored.target) == (
        debate,
        claims["Tyres"],
        claims["Noise"],
    )
    assert (stored.stance, stored.aim, stored.author) == (Stance.CON, Aim.EVIDENCE, ada)
    assert event().claim == claims["Tyres"]
    assert event().data == {
        "link": link.pk,
        "target": claims["Noise"].pk,
        "stance": "con",
        "aim": "evidence",
        "by": ada.pk,
    }
    verify(debate)


def test_a_link_is_taken_off_and_the_event_keeps_all_of_it(debate, ada, claims):
    link = link_claim(ada, claims["Tyres"], claims["Noise"], stance="con", aim="evidence")
    made = debate.events.get(verb=Verb.LINKED).data
    with one_event(debate, Verb.UNLINKED, ada) as event:
        unlink_claim(ada, Link.objects.get(pk=link.pk))

    assert not Link.objects.exists()
    assert (event().claim, event().data) == (claims["Tyres"], made)


def test_of_two_links_the_one_that_is_meant_is_taken_off(ada, claims):
    stays = link_claim(ada, claims["Studies"], claims["Noise"], stance="pro")
    unlink_claim(ada, link_claim(ada, claims["Tyres"], claims["Noise"], stance="pro"))
    assert Link.objects.get() == stays


def test_what_is_off_already_stays_off(ada, claims):
    link = link_claim(ada, claims["Tyres"], claims["Noise"], stance="pro")
    again = Link.objects.get()
    unlink_claim(ada, link)
    with nothing_changes():
        unlink_claim(ada, again)


def test_a_form_sent_twice_links_once(ada, claims):
    key = uuid.uuid4()
    link = link_claim(ada, claims["Tyres"], claims["Noise"], stance="pro", key=key)
    with nothing_changes():
        assert link_claim(ada, claims["Tyres"], claims["Noise"], stance="pro", key=key) == link
    unlink_claim(ada, Link.objects.get())
    with refused("link_gone"):
        link_claim(ada, claims["Tyres"], claims["Noise"], stance="pro", key=key)


def test_of_two_links_it_is_the_one_of_that_form(ada, claims):
    key = uuid.uuid4()
    link_claim(ada, claims["Studies"], claims["Noise"], stance="pro")
    link = link_claim(ada, claims["Tyres"], claims["Noise"], stance="pro", key=key)
    assert link_claim(ada, claims["Tyres"], claims["Noise"], stance="pro", key=key) == link


def test_further_up_is_another_place_too(ada, claims):
    link_claim(ada, claims["Tyres"], claims["Air"], stance="pro")
    link_claim(ada, claims["Tyres"], claims[THESIS], stance="con")
    assert Link.objects.count() == 2


# ---- what cannot be linked


@pytest.mark.parametrize(
    ("code", "claim", "target", "stance", "aim"),
    [
        ("root_stays", THESIS, "Air", "pro", ""),
        ("link_to_itself", "Air", "Air", "pro", ""),
        ("linked_to_parent", "Electric", "Air", "con", ""),
        ("unknown_stance", "Tyres", "Noise", "maybe", ""),
        ("unknown_aim", "Tyres", "Noise", "con", "beauty"),
        ("aim_without_opposing", "Tyres", "Noise", "pro", "truth"),
        ("no_step_to_attack", "Tyres", THESIS, "con", "relevance"),
        ("circle", "Air", "Tyres", "pro", ""),
    ],
)
def test_what_makes_no_sense_is_refused(ada, claims, code, claim, target, stance, aim):
    with refused(code):
        link_claim(ada, claims[claim], claims[target], stance=stance, aim=aim)


def test_the_relevance_of_what_gives_a_reason_can_be_opposed(ada, claims):
    link = link_claim(ada, claims["Tyres"], claims["Noise"], stance="con", aim="relevance")
    assert link.aim == Aim.RELEVANCE
    move_claim(ada, claims["Noise"], claims["Food"])
    assert Link.objects.get().aim == Aim.RELEVANCE


def test_there_is_one_link_between_two_claims(ada, claims):
    link_claim(ada, claims["Tyres"], claims["Noise"], stance="pro")
    for stance in ("pro", "con"):
        with refused("linked_already"):
            link_claim(ada, claims["Tyres"], claims["Noise"], stance=stance)


def test_a_claim_of_another_debate_is_not_there(ada, claims):
    other = open_debate(ada, title="Bikes", theses=["Bikes first"]).claims.get()
    with refused("claim_gone"):
        link_claim(ada, claims["Air"], other, stance="pro")


def test_theses_are_linked_to_and_may_link_but_not_to_the_question(ada):
    debate = open_debate(ada, title="Ways", question="Which way?", theses=["Cars", "Bikes"])
    question, cars, bikes = debate.claims.in_reading_order()
    why = post_claim(ada, cars, stance="pro", text="Why")
    with refused("question_takes_theses") as told:
        link_claim(ada, why, question, stance="pro")
    assert told.message.endswith("link to a thesis.")
    link_claim(ada, why, bikes, stance="con")
    link_claim(ada, bikes, cars, stance="con")
    with refused("circle"):
        link_claim(ada, cars, bikes, stance="con")


@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED, State.HIDDEN, State.WITHDRAWN])
def test_both_must_stand(ada, claims, state):
    Claim.objects.filter(pk=claims["Noise"].pk).update(state=state.value)
    code = "parent_withdrawn" if state == State.WITHDRAWN else "parent_not_visible"
    with refused(code):
        link_claim(ada, claims["Tyres"], claims["Noise"], stance="pro")
    with refused("not_standing"):
        link_claim(ada, claims["Noise"], claims["Tyres"], stance="pro")


def test_a_claim_has_so_many_links_at_most(debate, thesis, ada, claims):
    others = [
        post_claim(ada, thesis, stance="pro", text=f"Reason {number}")
        for number in range(MOST_LINKS + 1)
    ]
    for other in others[:MOST_LINKS]:
        link_claim(ada, claims["Tyres"], other, stance="pro")
    with refused("too_many_links"):
        link_claim(ada, claims["Tyres"], others[-1], stance="pro")
    link_claim(ada, claims["Trams"], others[0], stance="pro")


# ---- circles, by name


def test_a_circle_is_refused_by_name(ada, claims):
    link_claim(ada, claims["Freight"], claims["Tyres"], stance="pro")
    with refused("circle") as told:
        link_claim(ada, claims["Air"], claims["Food"], stance="pro")
    assert told.message == (
        "“Food” already argues, by way of “Freight”, “Tyres” and “Electric”, about “Air”: with "
        "this, they would argue in a circle."
    )
    with refused("circle") as told:
        link_claim(ada, claims["Air"], claims["Trams"], stance="pro")
    assert "by way of “Food”, “Freight”, “Tyres” and 1 more, about “Air”" in told.message
    with refused("circle") as told:
        link_claim(ada, claims["Tyres"], claims["Freight"], stance="pro")
    assert "“Freight” already argues about “Tyres”:" in told.message


def test_a_claim_is_named_whole_where_it_is_short():
    assert named(Claim(text="x" * 60)) == "x" * 60
    assert named(Claim(text="x" * 61)) == "x" * 59 + "…"


def test_a_circle_through_what_is_not_seen_names_none_of_it(ada, ben, join, claims):
    join(ben, Role.EDITOR)
    link_claim(ada, claims["Freight"], claims["Tyres"], stance="pro")
    Claim.objects.filter(pk=claims["Studies"].pk).update(state=State.VISIBLE.value)
    own = post_claim(ben, claims[THESIS], stance="pro", text="Mine")
    hidden = post_claim(ada, claims["Noise"], stance="pro", text="A secret")
    link_claim(ada, claims["Food"], hidden, stance="pro")
    link_claim(ada, hidden, own, stance="pro")
    Claim.objects.filter(pk=hidden.pk).update(state=State.HIDDEN.value)
    with refused("circle") as told:
        link_claim(ben, own, claims["Trams"], stance="pro")
    assert "by way of “Food” and a claim you cannot see, about “Mine”" in told.message
    assert "secret" not in told.message


@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN, State.WITHDRAWN])
def test_what_does_not_count_leads_on_as_well_for_it_may_come_back(ada, claims, state):
    link_claim(ada, claims["Freight"], claims["Tyres"], stance="pro")
    Claim.objects.filter(pk=claims["Tyres"].pk).update(state=state.value)
    with refused("circle"):
        link_claim(ada, claims["Air"], claims["Food"], stance="pro")


# ---- who may


@pytest.mark.parametrize("role", [*Role][1:-1])
def test_editors_link_any_claim_and_writers_their_own(debate, thesis, ada, ben, join, claims, role):
    own = post_claim(join(ben, Role.EDITOR), thesis, stance="pro", text="Mine")
    debate.posting = "members"
    debate.save(update_fields=["posting"])
    join(ben, role)
    if role >= Role.EDITOR:
        link_claim(ben, claims["Tyres"], claims["Noise"], stance="pro")
    else:
        with not_allowed():
            link_claim(ben, claims["Tyres"], claims["Noise"], stance="pro")
    if role >= Role.WRITER:
        link_claim(ben, own, claims["Noise"], stance="pro")
    else:
        with not_allowed():
            link_claim(ben, own, claims["Noise"], stance="pro")


def test_who_linked_it_may_take_it_off_and_so_may_editors(debate, thesis, ada, ben, chidi, claims):
    own = post_claim(ben, thesis, stance="pro", text="Mine")
    link = link_claim(ada, own, claims["Noise"], stance="pro")
    for who in (ben, chidi):
        with not_allowed():
            unlink_claim(who, link)
    unlink_claim(ada, link)
    theirs = link_claim(ben, own, claims["Noise"], stance="pro")
    unlink_claim(ben, theirs)
    assert not Link.objects.exists()


def test_a_link_whose_ends_one_does_not_see_is_not_there(thesis, ada, ben, claims):
    own = post_claim(ben, thesis, stance="pro", text="Mine")
    link = link_claim(ben, own, claims["Noise"], stance="pro")
    Claim.objects.filter(pk=claims["Noise"].pk).update(state=State.HIDDEN.value)
    with refused("claim_gone"):
        unlink_claim(ben, link)


def test_what_is_closed_stays_as_it_is(debate, ada, claims):
    link = link_claim(ada, claims["Tyres"], claims["Noise"], stance="pro")
    set_phase(ada, debate, Phase.CLOSED)
    with not_allowed("debate_is_read_only"):
        link_claim(ada, claims["Trams"], claims["Noise"], stance="pro")
    with not_allowed("debate_is_read_only"):
        unlink_claim(ada, link)


# ---- what else happens to what is linked


def test_links_elsewhere_stay_when_a_claim_moves_or_is_withdrawn(debate, ada, claims):
    link_claim(ada, claims["Tyres"], claims["Noise"], stance="pro")
    link_claim(ada, claims["Trams"], claims["Tyres"], stance="con")
    before = list(Link.objects.values())
    move_claim(ada, claims["Electric"], claims["Freight"])
    withdraw_claim(ada, claims["Tyres"])
    withdraw_claim(ada, claims["Noise"])
    assert list(Link.objects.values()) == before
    verify(debate)


def test_moved_to_where_it_is_linked_the_link_comes_off_in_the_same_event(debate, ada, claims):
    link = link_claim(ada, claims["Tyres"], claims["Noise"], stance="con")
    link_claim(ada, claims["Tyres"], claims["Air"], stance="con")
    with one_event(debate, Verb.MOVED, ada) as event:
        move_claim(ada, claims["Tyres"], claims["Noise"])

    assert event().data["unlinked"]["link"] == link.pk
    assert event().data["unlinked"]["target"] == claims["Noise"].pk
    assert [link.target for link in Link.objects.all()] == [claims["Air"]]
    verify(debate)


def test_a_move_that_closes_a_circle_is_refused_by_name(ada, claims):
    link_claim(ada, claims["Freight"], claims["Tyres"], stance="pro")
    with refused("circle") as told:
        move_claim(ada, claims["Air"], claims["Trams"])
    assert (
        "“Trams” already argues, by way of “Food”, “Freight”, “Tyres” and 1 more, about “Air”"
        in (told.message)
    )
    move_claim(ada, claims["Studies"], claims["Trams"])
