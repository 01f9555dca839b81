"""The file of one's data: everything that is one's own, and nothing that is not."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse

from debates.models import Role
from debates.models.possessions import LISTS
from debates.operations import (
    NewSource,
    add_source,
    ask_to_join,
    cast_vote,
    concede,
    edit_claim,
    follow,
    invite,
    link_claim,
    mark_seen,
    open_debate,
    post_claim,
    set_posting,
    set_role,
    withdraw_claim,
)

SECRET = "quixotry"


@pytest.fixture
def data_of(client_of):
    def data_of(person) -> dict:
        return json.loads(written_by(client_of(person)))

    return data_of


def written_by(client) -> str:
    answer = client.get(reverse("my_data_file"))
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].startswith('attachment; filename="my-data-')
    assert "no-store" in answer["Cache-Control"]
    assert answer.streaming
    return b"".join(answer.streaming_content).decode()


def test_whoever_has_nothing_gets_it_in_full(chidi, data_of):
    data = data_of(chidi)

    assert (data["format"], data["version"]) == ("rejoinder-my-data", 1)
    assert data["profile"]["username"] == "chidi"
    assert data["profile"]["email"] == "chidi@example.org"
    assert list(data) == ["format", "version", "made_at", "profile", "sign_in", *LISTS]
    assert all(data[name] == [] for name in LISTS)


def test_everything_that_is_ones_own_is_in_it(debate, thesis, ada, ben, data_of, person):
    trains = open_debate(ada, title="Trains", theses=["More trains"], posting="members")
    set_role(ada, debate, ben, Role.MODERATOR)
    air = post_claim(
        ben,
        thesis,
        stance="pro",
        text="Air",
        detail="In towns",
        source=NewSource(citation="Doe 2020"),
    )
    edit_claim(ben, air, seen=1, text="Cleaner air", detail="In towns", note="Clearer")
    edit_claim(ben, thesis, seen=1, text="Towns should ban cars", detail="")
    noise = post_claim(ben, thesis, stance="pro", text="Noise")
    con = post_claim(ada, air, stance="con", text="Electric cars")
    concede(ben, con, note="True")
    link_claim(ben, air, noise, stance="pro")
    withdraw_claim(ben, post_claim(ben, thesis, stance="con", text="Freight"), note="Wrong")
    invite(ben, debate, role=Role.READER, days=3, uses=2, label="The others")
    ask_to_join(ben, trains, note="I take them")
    follow(ben, debate, air)
    cast_vote(ben, air, "plausibility", 3, seen=2)
    cast_vote(ben, air, "relevance", 0, seen=1)
    mark_seen(ben, debate, 2)

    data = data_of(ben)

    assert {one["title"] for one in data["debates"]} == {"Cars in cities", "Trains"}
    assert [one["role"] for one in data["memberships"]] == ["moderator"]
    assert [one["state"] for one in data["claims"]] == ["visible", "visible", "withdrawn"]
    (first, second) = data["claims"][0]["wordings"]
    assert (first["text"], first["detail"], first["by_you"]) == ("Air", "In towns", True)
    assert (second["text"], second["note"]) == ("Cleaner air", "Clearer")
    assert [one["text"] for one in data["edits"]] == ["Towns should ban cars"]
    assert [one["citation"] for one in data["sources"]] == ["Doe 2020"]
    assert [(one["claim"], one["target"]) for one in data["links"]] == [(air.pk, noise.pk)]
    assert [one["claim"] for one in data["concessions"]] == [con.pk]
    assert [one["claim"] for one in data["follows"]] == [air.pk]
    asked = ("claim", "question", "step", "wording", "about")
    assert [tuple(vote[name] for name in asked) for vote in data["votes"]] == [
        (air.pk, "plausibility", 3, 2, None),
        (air.pk, "relevance", 0, 1, thesis.pk),
    ]
    assert [one["version"] for one in data["seen"]] == [2]
    assert [one["note"] for one in data["join_requests"]] == ["I take them"]
    assert [(one["label"], one["uses"]) for one in data["invitations"]] == [("The others", 0)]
    did = [(one["did"], one.get("note")) for one in data["events"]]
    assert ("conceded", "True") in did
    assert ("withdrawn", "Wrong") in did


def test_how_one_signs_in_is_told_without_what_would_let_others_in(ben, client_of, data_of):
    ben.set_password("seven-crates-of-figs")
    ben.save()
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True, primary=True)
    Authenticator.objects.create(user=ben, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    client = client_of(ben)
    key = client.session.session_key
    UserSession.objects.create(user=ben, session_key=key, ip="192.0.2.7", user_agent="Lynx")
    whole = written_by(client)
    sign_in = json.loads(whole)["sign_in"]

    assert sign_in["has_password"] is True
    assert sign_in["emails"] == [{"email": ben.email, "verified": True, "primary": True}]
    assert [step["type"] for step in sign_in["second_steps"]] == ["totp"]
    assert [one["user_agent"] for one in sign_in["sessions"]] == ["Lynx"]
    for secret in (SECRET, ben.password, key):
        assert secret not in whole


def test_nothing_of_others_is_in_it(debate, thesis, ada, ben, chidi, client_of):
    air = post_claim(ben, thesis, stance="pro", text="Air")
    post_claim(ada, air, stance="con", text=SECRET, source=NewSource(citation=SECRET))
    add_source(ada, air, NewSource(citation=SECRET))
    closed = open_debate(ada, title=SECRET, theses=[SECRET], visibility="private")
    set_role(ada, closed, chidi, Role.READER)
    invitation, token = invite(ada, debate, role=Role.READER, days=1, uses=1, label=SECRET)
    set_posting(ada, debate, "suggestions")

    whole = written_by(client_of(ben))

    for theirs in (SECRET, token, invitation.digest, ada.username, ada.email, "chidi"):
        assert theirs not in whole


def test_where_one_was_removed_only_ones_own_words_are_told(
    debate, thesis, ada, ben, client_of, data_of
):
    debate_title = debate.title
    air = post_claim(ben, thesis, stance="pro", text="My own words")
    edit_claim(ada, air, seen=1, text=f"Reworded {SECRET}", detail="")
    set_role(ada, debate, ben, Role.NONE)

    data = data_of(ben)

    (claim,) = data["claims"]
    assert [one["text"] for one in claim["wordings"]] == ["My own words"]
    assert claim["state"] == "not yours to see now"
    assert data["memberships"][0]["role"] == "removed"
    assert data["debates"] == []
    assert SECRET not in json.dumps(data)
    assert debate_title not in json.dumps(data)


def test_an_invitations_secret_is_not_in_its_makers_file(debate, ada, client_of):
    invitation, token = invite(ada, debate, role=Role.READER, days=1, uses=1)
    whole = written_by(client_of(ada))
    assert token not in whole
    assert invitation.digest not in whole


def test_it_is_read_a_piece_at_a_time(
    debate, thesis, ben, client_of, django_assert_max_num_queries
):
    for number in range(30):
        post_claim(ben, thesis, stance="pro", text=f"Claim {number}")
    client = client_of(ben)
    with django_assert_max_num_queries(22):
        written_by(client)


def test_a_page_says_what_is_in_it(ben, client_of):
    page = client_of(ben).get(reverse("my_data")).content.decode()
    assert reverse("my_data_file") in page
