"""How the log reads where people come, go and answer each other; and who is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Role, Verb
from debates.operations.changing import changing, record
from tests.conftest import Grow
from tests.maps import grow as map_of
from tests.web.pages import text_of
from tests.web.test_history import lines

Told = Callable[..., None]


@pytest.fixture
def told(debate: Debate) -> Told:
    """Put an event into the log as its verb would."""

    def tell(actor: User, verb: Verb, claim: Claim | None = None, **data: Any) -> None:
        with changing(debate.pk) as locked:
            record(locked, actor, verb, claim, **data)

    return tell


@pytest.fixture
def latest(debate: Debate, client_of: Callable[[User], Client]) -> Callable[[User], str]:
    """The uppermost line of the debate's history, for this person."""

    def line(person: User) -> str:
        page = client_of(person).get(reverse("history", args=[debate.slug]))
        return lines(text_of(page))[0]

    return line


def test_amending_and_withdrawing_name_the_challenge_they_answer(
    ada: User, ben: User, grow: Grow, latest: Callable[[User], str]
) -> None:
    claims = grow("  + Air\n    - Electric")
    air, electric = claims["Air"], claims["Electric"]

    operations.edit_claim(ada, air, seen=1, text="Better air", detail="", answering=electric)
    assert latest(ben) == "ada amended “Better air” in answer to “Electric” (what changed)"
    operations.withdraw_claim(ada, air, answering=electric)
    assert latest(ben) == "ada withdrew “Better air” in answer to “Electric”"


def test_a_challenge_that_one_may_not_see_is_not_even_mentioned(
    ada: User, ben: User, grow: Grow, latest: Callable[[User], str]
) -> None:
    claims = grow("  + Air\n    - Electric")
    air, electric = claims["Air"], claims["Electric"]
    operations.edit_claim(ada, air, seen=1, text="Better air", detail="", answering=electric)
    Claim.objects.filter(pk=electric.pk).update(state="hidden")

    assert latest(ben) == "ada reworded “Better air” (what changed)"
    operations.withdraw_claim(ada, air)
    assert latest(ben) == "ada withdrew “Better air”"


def test_what_goes_back_and_forth_in_review_is_told_to_editors_and_the_author(
    ada: User, ben: User, chidi: User, debate: Debate, thesis: Claim, latest: Callable[[User], str]
) -> None:
    operations.set_posting(ada, debate, "suggestions")
    claim = operations.post_claim(ben, thesis, stance="pro", text="Air")

    operations.return_claim(ada, claim, note="Whose?")
    for who in (ada, ben):
        assert latest(who) == "ada returned the suggestion “Air” to its author"
    operations.edit_claim(ben, claim, seen=1, text="Air", detail="")
    operations.return_claim(ben, claim)
    assert latest(ada) == "ben took back the suggestion “Air”"
    operations.edit_claim(ben, claim, seen=1, text="Air", detail="")
    assert latest(ada) == "ben sent “Air” in again"
    operations.return_claim(ben, claim)
    operations.set_role(ada, debate, ben, Role.WRITER)
    operations.edit_claim(ben, claim, seen=1, text="Air", detail="")
    assert latest(ada) == "ben posted “Air” after all"
    assert latest(chidi) == "ada made ben a writer"


@pytest.mark.parametrize(("stance", "word"), [("pro", "for"), ("con", "against")])
def test_links_are_told_with_both_ends_where_one_may_see_both(
    ada: User,
    ben: User,
    grow: Grow,
    told: Told,
    latest: Callable[[User], str],
    stance: str,
    word: str,
) -> None:
    claims = grow("  + Air\n  - Freight")
    air, freight = claims["Air"], claims["Freight"]
    link = {"target": freight.pk, "stance": stance, "aim": "", "link": 1}

    told(ada, Verb.LINKED, air, **link)
    assert latest(ben) == f"ada linked “Air”: it also argues {word} “Freight”"
    told(ada, Verb.UNLINKED, air, **link)
    assert latest(ben) == "ada took off the link from “Air” to “Freight”"


def test_the_other_end_of_a_link_is_not_given_away(
    ada: User, ben: User, grow: Grow, told: Told, latest: Callable[[User], str]
) -> None:
    claims = grow("  + Air\n  - Freight")
    link = {"target": claims["Freight"].pk, "stance": "pro", "aim": "", "link": 1}
    Claim.objects.filter(pk=claims["Freight"].pk).update(state="hidden")

    told(ada, Verb.LINKED, claims["Air"], **link)
    assert latest(ben) == "ada linked “Air” to another claim"
    told(ada, Verb.UNLINKED, claims["Air"], **link)
    assert latest(ben) == "ada took a link off “Air”"


def test_who_came_went_and_owns_the_debate_is_told_to_all(
    ada: User, ben: User, chidi: User, told: Told, latest: Callable[[User], str]
) -> None:
    told(ben, Verb.JOINED, person=ben.pk, role=3, invitation=1)
    assert latest(chidi) == "ben came in by an invitation, as a writer"
    told(ada, Verb.ADMITTED, person=ben.pk, role=4, request=1)
    assert latest(chidi) == "ada let ben in as an editor"
    told(ben, Verb.HANDED_OVER, person=ben.pk, old=ada.pk)
    assert latest(chidi) == "ben took the debate over from ada"
    told(ben, Verb.LEFT, person=ben.pk, old=3)
    assert latest(chidi) == "ben left the debate"
    told(ben, Verb.ERASED, claims=0)
    assert latest(chidi) == "ben left for good"
    told(ben, Verb.ERASED, claims=7)
    assert latest(chidi) == "ben left for good, and had what they wrote blanked"


AT_THE_DOOR = [
    (Verb.INVITED, {"invitation": 1, "role": 3, "uses": 12}, "each become a writer"),
    (Verb.INVITED, {"invitation": 1, "role": 1, "uses": 1}, "one person can become a reader"),
    (Verb.INVITATION_REVOKED, {"invitation": 1}, "revoked an invitation"),
    (Verb.JOIN_ASKED, {"request": 1}, "asked to join"),
    (Verb.DECLINED, {"request": 1}, "declined the request of chidi to join"),
    (Verb.HANDOVER_OFFERED, {}, "offered the debate to chidi"),
    (Verb.HANDOVER_ENDED, {}, "took back the offer of the debate to chidi"),
]


@pytest.mark.parametrize(("verb", "data", "words"), AT_THE_DOOR)
def test_what_passes_at_the_door_is_for_who_manages_members(
    ada: User,
    ben: User,
    chidi: User,
    debate: Debate,
    join: Callable[[User, Role], User],
    told: Told,
    latest: Callable[[User], str],
    verb: Verb,
    data: dict[str, Any],
    words: str,
) -> None:
    told(ada, verb, person=chidi.pk, **data)

    assert words in latest(ada)
    assert words in latest(join(ben, Role.MODERATOR))
    for role in (Role.READER, Role.EDITOR):
        assert latest(join(ben, role)) == "ada opened the debate"


def test_its_number_does_not_show_in_the_pages_of_the_history(
    anonymous: Client,
    client_of: Callable[[User], Client],
    ada: User,
    debate: Debate,
    told: Told,
) -> None:
    for number in range(60):
        told(ada, Verb.INVITED, invitation=number, role=1, uses=1)
    history = reverse("history", args=[debate.slug])

    assert "Page 1 of" not in text_of(anonymous.get(history))
    assert "Page 1 of 2" in text_of(client_of(ada).get(history))


def test_who_declines_a_debate_is_told_apart_from_who_takes_the_offer_back(
    ada: User, ben: User, told: Told, latest: Callable[[User], str]
) -> None:
    told(ben, Verb.HANDOVER_ENDED, person=ben.pk)
    assert latest(ada) == "ben declined to take the debate over"


def test_whoever_is_gone_has_no_name(
    ada: User, ben: User, chidi: User, told: Told, latest: Callable[[User], str]
) -> None:
    told(ada, Verb.ROLE_SET, person=ben.pk, old=0, new=4)
    ben.erased_at = ben.date_joined
    ben.save()

    assert latest(chidi) == "ada made a former participant an editor"


@pytest.mark.parametrize(
    ("role", "hears"),
    [
        (Role.READER, False),
        (Role.WRITER, False),
        (Role.EDITOR, True),
        (Role.MODERATOR, True),
        (None, True),
    ],
    ids=["reader", "writer", "editor", "moderator", "author"],
)
def test_what_passed_in_review_stays_there_once_everybody_sees_the_claim(
    ada: User,
    ben: User,
    chidi: User,
    debate: Debate,
    thesis: Claim,
    join: Callable[[User, Role], User],
    client_of: Callable[[User], Client],
    role: Role | None,
    hears: bool,
) -> None:
    operations.set_posting(ada, debate, "suggestions")
    claim = operations.post_claim(ben, thesis, stance="pro", text="Air")
    operations.return_claim(ada, claim, note="Say whose air")
    operations.edit_claim(ben, claim, seen=1, text="The air of children", detail="", note="Said it")
    operations.accept_claim(ada, claim)
    if role is not None:
        join(chidi, role)

    page = client_of(ben if role is None else chidi).get(reverse("history", args=[debate.slug]))

    assert ("Say whose air" in text_of(page)) is hears
    assert ("Said it" in text_of(page)) is hears
    assert "The air of children" in text_of(page)


def test_linked_premises_are_told_by_those_that_the_reader_sees(
    ada: User, ben: User, grow: Grow, latest: Callable[[User], str]
) -> None:
    claims = grow("  + Air\n  + Noise\n  + Space\n  - Freight")
    operations.link_premises(ada, [claims["Air"], claims["Noise"]])
    assert latest(ben) == "ada linked “Air”: it holds only together with “Noise”"
    operations.take_premise_out(ada, claims["Noise"])
    assert latest(ben) == "ada parted “Noise”, which had been linked with “Air”"
    operations.link_premises(ada, [claims["Air"], claims["Noise"]])
    operations.move_claim(ada, claims["Noise"], claims["Freight"])
    assert latest(ben).endswith("below “Freight”, away from “Air”, which it was linked with")

    operations.link_premises(ada, [claims["Air"], claims["Space"]])
    Claim.objects.filter(pk=claims["Space"].pk).update(state="hidden")
    assert latest(ben) == "ada linked “Air” with another premise"
    operations.dissolve_premises(ada, claims["Air"])
    assert latest(ben) == "ada let “Air” hold by itself again"


def test_a_branch_that_came_in_is_told_with_how_many_claims(
    ada: User, ben: User, grow: Grow, latest: Callable[[User], str]
) -> None:
    air = grow("  + Air")["Air"]
    operations.place_branch(ada, air, map_of("Trams"), stance="con")
    assert latest(ben) == "ada opposed “Air” with “Trams”"
    operations.place_branch(ada, air, map_of("Buses\n  + Often"), stance="pro")
    assert latest(ben) == "ada supported “Air” with “Buses” and 1 claim below it"
    operations.place_branch(ada, air, map_of("Rails\n  + A\n  + B"), stance="pro")
    assert latest(ben) == "ada supported “Air” with “Rails” and 2 claims below it"
