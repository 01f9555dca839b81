"""Erasing one person's words touches nobody else's, and no debate but the one at hand."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from debates.models import (
    Debate,
    Event,
    Follow,
    Handover,
    Invitation,
    JoinRequest,
    Phase,
    Question,
    Role,
    Seen,
    Source,
)
from debates.operations import (
    NewSource,
    add_source,
    ask_to_join,
    cast_vote,
    decline,
    edit_claim,
    erase_person,
    follow,
    invite,
    mark_seen,
    offer_handover,
    open_debate,
    post_claim,
    set_posting,
    set_role,
    unfollow,
    withdraw_claim,
)
from debates.operations.erasing import GONE, Texts


def test_each_debate_hears_of_its_own_claims_only(debate, thesis, ada, ben):
    other = open_debate(ada, title="Trams", theses=["Build trams"])
    for root in (thesis, other.claims.get(parent=None)):
        post_claim(ben, root, stance="pro", text="Air")

    erase_person(ben, ben, texts="blank")

    events = Event.objects.filter(verb="erased").order_by("debate")
    assert [(event.debate, event.data["claims"]) for event in events] == [(debate, 1), (other, 1)]
    assert list(other.claims.exclude(parent=None).values_list("text", flat=True)) == [GONE]


def test_each_debate_hears_of_its_own_notes(debate, ada, ben):
    other = open_debate(ada, title="Trams", theses=["Build trams"])
    for each in (debate, other):
        set_role(ada, each, ben, Role.MODERATOR)
        air = post_claim(ada, each.claims.get(parent=None), stance="pro", text="Air")
        withdraw_claim(ben, air, note="Said before")

    erase_person(ben, ben, texts="blank")

    assert set(Event.objects.filter(verb="erased").values_list("debate", flat=True)) == {
        debate.pk,
        other.pk,
    }


def test_sources_that_others_gave_stay(debate, thesis, ada, ben):
    air = post_claim(ben, thesis, stance="pro", text="Air")
    add_source(ada, air, NewSource(citation="Ada's own"))

    erase_person(ben, ben, texts="blank")

    assert Source.objects.get(removed_at=None).citation == "Ada's own"


def test_each_debate_goes_to_a_member_of_its_own(debate, ada, ben, chidi):
    other = open_debate(ada, title="Trams", theses=["Build trams"])
    set_role(ada, debate, ben, Role.WRITER)
    set_role(ada, other, chidi, Role.MODERATOR)

    erase_person(ada, ada, texts="keep")

    assert debate.role_of(ben) == Role.OWNER
    assert other.role_of(chidi) == Role.OWNER


def test_what_was_offered_is_offered_no_more_when_its_owner_goes(debate, ada, ben):
    set_role(ada, debate, ben, Role.READER)
    offer_handover(ada, debate, ben)

    erase_person(ada, ada, texts="keep")

    assert not Handover.objects.exists()
    assert Debate.objects.get(pk=debate.pk).phase == Phase.ARCHIVED


def test_others_keep_what_lets_them_in(ada, ben, client_of):
    client = client_of(ada)
    for person in (ada, ben):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})

    erase_person(ben, ben, texts="keep")

    assert EmailAddress.objects.get().user == ada
    assert Authenticator.objects.get().user == ada
    assert client.get("/").wsgi_request.user == ada


def test_what_is_only_of_others_stays(debate, ada, ben, chidi):
    set_posting(ada, debate, "members")
    ask_to_join(chidi, debate)
    mark_seen(ada, debate, 1)
    invite(ada, debate, role=Role.READER, days=1, email="eve@example.org")
    trams = open_debate(ada, title="Trams", theses=["Build trams"])
    set_role(ada, trams, chidi, Role.READER)
    offer_handover(ada, trams, chidi)
    open_debate(ben, title="Trains", theses=["More trains"])

    erase_person(ben, ben, texts="keep")

    assert set(Follow.objects.values_list("person", "debate")) == {
        (ada.pk, debate.pk),
        (ada.pk, trams.pk),
    }
    assert Seen.objects.get().person == ada
    assert JoinRequest.objects.get().person == chidi
    assert Invitation.objects.get().email == "eve@example.org"
    assert Handover.objects.get().debate == trams


@pytest.mark.parametrize("texts", Texts)
def test_debates_of_others_are_not_even_looked_at(debate, thesis, ada, ben, chidi, texts):
    for person in (ben, chidi):
        post_claim(person, thesis, stance="pro", text="Air")
    with CaptureQueriesContext(connection) as alone:
        erase_person(ben, ben, texts=texts)
    trams = open_debate(ada, title="Trams", theses=["Build trams"])
    thesis_of_trams = trams.claims.get()
    edit_claim(ada, thesis_of_trams, seen=1, text="Build more trams", detail="", note="Clearer")
    cast_vote(ada, thesis_of_trams, Question.PLAUSIBILITY.value, 3, seen=2)

    with CaptureQueriesContext(connection) as beside_others:
        erase_person(chidi, chidi, texts=texts)

    assert len(beside_others) == len(alone)


def test_one_stops_following_for_oneself_only(debate, ben, chidi):
    follow(ben, debate)
    follow(chidi, debate)

    assert unfollow(ben, debate)
    assert unfollow(chidi, debate)


def test_an_answer_to_one_request_does_not_change_an_earlier_one(debate, ada, ben):
    set_posting(ada, debate, "members")
    declined = decline(ada, ask_to_join(ben, debate), reason="Not yet")
    set_role(ada, debate, ben, Role.WRITER)

    declined.refresh_from_db()
    assert declined.answer == "declined"
