from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from debates.models import Claim, Role, Seen
from debates.models.news import count_of_news
from debates.operations import (
    NewSource,
    accept_claim,
    accept_invitation,
    add_source,
    ask_to_join,
    concede,
    decline,
    dissolve_premises,
    edit_claim,
    erase_person,
    follow,
    invite,
    link_claim,
    link_premises,
    mark_seen,
    move_claim,
    offer_handover,
    open_debate,
    place_branch,
    post_claim,
    return_claim,
    set_phase,
    set_posting,
    set_role,
    set_visibility,
    unfollow,
    withdraw_claim,
)
from tests.maps import grow as map_of


@pytest.fixture
def told(client_of):
    """The sentences that somebody is told, the latest first."""

    def told(person, **asked) -> list[str]:
        page = client_of(person).get(reverse("news"), asked)
        return [
            unescape(strip_tags(f"{line.event.actor} {line.told.sentence}"))
            for line in page.context["lines"]
        ]

    return told


@pytest.fixture
def air(thesis, ben) -> Claim:
    return post_claim(ben, thesis, stance="pro", text="Air")


def test_an_author_is_told_of_replies(air, ada, ben, told):
    con = post_claim(ada, air, stance="con", text="Electric cars")
    post_claim(ada, air, stance="pro", text="Measured")
    post_claim(ada, con, stance="con", text="Not to Ben, who is not its author")

    assert told(ben) == [
        "ada supported your claim “Air” with “Measured”",
        "ada opposed your claim “Air” with “Electric cars”",
    ]
    assert count_of_news(ben) == 2


def test_an_author_is_told_what_others_do_to_their_claim(air, debate, thesis, ada, ben, told):
    other = post_claim(ben, thesis, stance="con", text="Freight")
    target = post_claim(ada, thesis, stance="pro", text="Shops")
    edit_claim(ada, air, seen=1, text="Cleaner air", detail="", note="Shorter")
    add_source(ada, air, NewSource(citation="Doe"))
    link_claim(ada, air, target, stance="pro")
    move_claim(ada, other, air)
    concede(ada, other)
    withdraw_claim(ada, other, note="Off the point")

    assert told(ben) == [
        "ada withdrew your critique “Freight”",
        "ada conceded your critique “Freight”",
        "ada moved your critique “Freight” below your claim “Cleaner air”",
        "ada let your claim “Cleaner air” argue for “Shops” too",
        "ada added a source to your claim “Cleaner air”",
        "ada reworded your claim “Cleaner air” (what changed)",
    ]


def test_a_challenger_is_told_how_it_was_answered(debate, thesis, ada, ben, told):
    claim = post_claim(ada, thesis, stance="pro", text="Air")
    other = post_claim(ada, thesis, stance="pro", text="Noise")
    first = post_claim(ben, claim, stance="con", text="Electric cars")
    second = post_claim(ben, other, stance="con", text="Buses")
    unfollow(ben, debate)
    edit_claim(ada, claim, seen=1, text="Better air", detail="", answering=first)
    withdraw_claim(ada, other, answering=second)

    assert told(ben) == [
        "ada withdrew “Noise” in answer to your critique “Buses”",
        "ada amended “Better air” in answer to your critique “Electric cars”",
    ]


def test_a_suggestions_author_is_told_what_was_said_to_it(
    debate, thesis, ada, ben, told, client_of
):
    set_posting(ada, debate, "suggestions")
    accepted = post_claim(ben, thesis, stance="pro", text="Air")
    returned = post_claim(ben, thesis, stance="pro", text="Noise")
    accept_claim(ada, accepted)
    return_claim(ada, returned, note="Where from?")

    assert told(ben) == [
        "ada returned your claim “Noise”",
        "ada accepted your claim “Air”: everybody sees it now",
    ]
    assert "Where from?" in client_of(ben).get(reverse("news")).content.decode()


def test_an_accepted_reply_is_news_to_whom_it_answers(debate, air, ada, ben, chidi, told):
    set_posting(ada, debate, "suggestions")
    reply = post_claim(chidi, air, stance="con", text="Electric cars")
    assert told(ben) == []

    accept_claim(ada, reply)

    assert told(ben)[0] == "ada accepted a reply to your claim “Air”: “Electric cars”"


def test_a_person_is_told_what_they_may_now(debate, ada, ben, chidi, told, client_of):
    trains = open_debate(ada, title="Trains", theses=["x"], posting="members")
    set_role(ada, debate, ben, Role.EDITOR)
    offer_handover(ada, debate, ben)
    asked = ask_to_join(ben, trains, note="Please")
    decline(ada, asked, reason="We are full")
    _, token = invite(ada, debate, role=Role.WRITER, days=3, uses=3)
    accept_invitation(chidi, token)

    assert told(ben) == [
        "ada declined your request to join",
        "ada offered you to take over the debate (answer)",
        "ada made you an editor",
    ]
    assert "We are full" in client_of(ben).get(reverse("news")).content.decode()
    assert "chidi came in by your invitation" in told(ada)
    assert not any("made you" in line or "offered" in line for line in told(chidi))


def test_what_one_follows_is_told_but_not_counted(debate, grow, ada, ben, told):
    follow(ben, debate)
    grow("  + Air")
    set_phase(ada, debate, "closed")

    assert told(ben) == [
        "ada closed the debate: it is for reading now",
        "ada supported “Cities should ban cars” with “Air”",
    ]
    assert told(ben, show="mine") == []
    assert count_of_news(ben) == 0


def test_of_a_followed_branch_only_the_branch_is_told(debate, grow, ada, ben, told):
    claims = grow("  + Air\n  - Freight")
    follow(ben, debate, claims["Air"])
    post_claim(ada, claims["Air"], stance="con", text="Electric cars")
    post_claim(ada, claims["Freight"], stance="con", text="By night")

    assert told(ben) == [
        "ada opposed “Air” with “Electric cars”",
        "ada supported “Cities should ban cars” with “Air”",
    ]


def test_managers_alone_hear_who_asked_to_join(debate, ada, ben, chidi, told):
    set_posting(ada, debate, "members")
    follow(ben, debate)
    asked = ask_to_join(chidi, debate, note="Please")
    decline(ada, asked, reason="No")

    assert told(ben) == []


# ---- what may not be told


SECRET = "quixotry"


@pytest.fixture
def nothing_of(client_of):
    def check(person, secret: str = SECRET) -> None:
        page = client_of(person).get(reverse("news"))
        assert secret not in page.content.decode()
        assert page.context["page"].paginator.count == len(page.context["lines"]) == 0
        assert count_of_news(person) == 0

    return check


def test_nothing_is_told_of_a_hidden_reply(air, ada, ben, nothing_of):
    reply = post_claim(ada, air, stance="con", text=SECRET)
    post_claim(ada, reply, stance="con", text=SECRET)
    Claim.objects.filter(pk=reply.pk).update(state="hidden")

    nothing_of(ben)


def test_nothing_is_told_of_a_reply_that_waits_for_review(debate, air, ada, ben, chidi, nothing_of):
    set_posting(ada, debate, "suggestions")
    follow(ben, debate, air)
    post_claim(chidi, air, stance="con", text=SECRET)

    nothing_of(ben)


def test_followers_do_not_hear_of_what_happened_in_review(debate, thesis, ada, ben, chidi, told):
    set_posting(ada, debate, "suggestions")
    follow(chidi, debate)
    waiting = post_claim(ben, thesis, stance="pro", text="Air")
    return_claim(ada, waiting, note=SECRET)
    edit_claim(ben, waiting, seen=1, text="Cleaner air", detail="", note=SECRET)
    accept_claim(ada, waiting)

    assert told(chidi) == [
        "ada accepted “Cleaner air”: everybody sees it now",
        "ben supported “Cities should ban cars” with “Cleaner air”",
    ]


def test_nothing_is_told_of_a_debate_one_was_removed_from(debate, air, ada, ben, nothing_of):
    follow(ben, debate)
    post_claim(ada, air, stance="con", text=SECRET)
    set_role(ada, debate, ben, Role.NONE)

    nothing_of(ben, debate.title)


def test_nothing_is_told_of_a_debate_that_became_private(debate, air, ada, ben, nothing_of):
    post_claim(ada, air, stance="con", text=SECRET)
    set_visibility(ada, debate, "private")

    nothing_of(ben, debate.title)


def test_a_hidden_target_is_not_named(air, thesis, ada, ben, told):
    target = post_claim(ada, thesis, stance="pro", text=SECRET)
    link_claim(ada, air, target, stance="pro")
    Claim.objects.filter(pk=target.pk).update(state="hidden")

    assert told(ben) == ["ada linked your claim “Air” to another claim"]


def test_what_was_erased_is_told_without_a_name(air, ada, ben, told):
    post_claim(ada, air, stance="con", text=SECRET)
    erase_person(ada, ada, texts="blank")

    assert told(ben, show="mine") == [
        "A former participant opposed your claim “Air” with “(text removed by its author)”"
    ]


# ---- new and read


def new_to(client) -> list[bool]:
    return [line.is_new for line in client.get(reverse("news")).context["lines"]]


def test_what_one_has_seen_in_the_debate_is_not_new(debate, air, ada, ben, client_of):
    post_claim(ada, air, stance="con", text="Electric cars")
    mark_seen(ben, debate, 3)
    post_claim(ada, air, stance="con", text="Wind")

    assert new_to(client_of(ben)) == [True, False]
    assert count_of_news(ben) == 1


def test_marking_reads_what_the_page_showed_and_no_more(debate, air, ada, ben, client_of):
    trains = open_debate(ada, title="Trains", theses=["x"])
    faster = post_claim(ben, trains.claims.get(), stance="pro", text="Faster")
    post_claim(ada, air, stance="con", text="Electric cars")
    client = client_of(ben)
    latest = client.get(reverse("news")).context["latest"]
    post_claim(ada, faster, stance="con", text="In the meantime")

    answer = client.post(reverse("news"), {"latest": latest})

    assert answer.url == reverse("news")
    assert new_to(client) == [True, False]
    assert dict(Seen.objects.filter(person=ben).values_list("debate", "version")) == {
        debate.pk: 3,
        trains.pk: 2,
    }


@pytest.mark.parametrize("latest", ["", "x", "-1", "9" * 400])
def test_nonsense_marks_nothing(air, ada, ben, client_of, latest):
    post_claim(ada, air, stance="con", text="Electric cars")
    assert client_of(ben).post(reverse("news"), {"latest": latest}).status_code == 302
    assert not Seen.objects.filter(person=ben).exists()


def test_the_count_is_bounded_and_ones_own(air, ada, ben, chidi, client_of):
    for number in range(105):
        post_claim(ada, air, stance="con", text=f"Claim {number}")

    assert client_of(ben).get(reverse("news_count")).json() == {"count": 99}
    assert client_of(chidi).get(reverse("news_count")).json() == {"count": 0}


def test_the_count_is_for_those_who_are_signed_in(anonymous):
    for name in ("news", "news_count", "me", "my_claims", "my_data", "my_data_file", "erase_me"):
        assert anonymous.get(reverse(name)).url.startswith(reverse("account_login"))


@pytest.mark.one_database
def test_pages_have_fifty_and_take_as_many_queries_for_one(ada, ben, client_of):
    def asked(client) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("news"))
        return len(queries)

    def another(number: int) -> None:
        debate = open_debate(ada, title=f"Debate {number}", theses=["x"])
        follow(ben, debate)
        air = post_claim(ben, debate.claims.get(), stance="pro", text="Air")
        follow(ben, debate, air)
        for text in "abcdef":
            post_claim(ada, air, stance="con", text=text)

    client = client_of(ben)
    another(0)
    few = asked(client)
    for number in range(1, 10):
        another(number)

    assert asked(client) == few <= 13
    assert len(client.get(reverse("news")).context["lines"]) == 50
    assert len(client.get(reverse("news"), {"page": 2}).context["lines"]) == 10


def test_authors_are_told_which_premises_their_own_are_linked_with(
    air, thesis, ada, ben, chidi, told
):
    noise = post_claim(ada, thesis, stance="pro", text="Noise")
    space = post_claim(chidi, thesis, stance="pro", text="Space")
    link_premises(ada, [noise, air, space])
    dissolve_premises(ada, noise)

    assert told(ben) == [
        "ada parted “Noise”, which had been linked with your claim “Air”, “Space”",
        "ada linked your claim “Air” with “Noise”, “Space”: they hold only together",
    ]
    Claim.objects.filter(pk__in=[noise.pk, space.pk]).update(state="hidden")
    assert told(ben) == ["ada linked your claim “Air” with another premise"]


def test_an_author_is_told_once_of_a_branch_that_came_in(air, ada, ben, told):
    place_branch(ada, air, map_of("Trams\n  + Rails\n  - Noise"), stance="pro")
    place_branch(ada, air, map_of("Alone"), stance="con")
    assert told(ben) == [
        "ada opposed your claim “Air” with “Alone”",
        "ada supported your claim “Air” with “Trams” and 2 claims below it",
    ]
    assert count_of_news(ben) == 2
