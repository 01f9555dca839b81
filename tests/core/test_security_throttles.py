"""Over a limit one is told so, when to try again, and given back what one typed."""

import pytest
from django.core import mail
from django.db import DatabaseError
from django.test import Client
from django.urls import get_resolver, reverse

from core.security import limits, places, stores, throttles
from core.security.limits import Limit
from debates.models import Claim, Invitation
from tests.crowds import at_once

HOME, SCHOOL = "198.51.100.7", "203.0.113.9"
LONG = "What took an hour to write, and is not to be lost."


@pytest.fixture(autouse=True)
def switched_on(settings, db):
    settings.THROTTLES = True
    settings.NETWORK_IS_WORTH = 3
    stores.in_the_database().sweep(float("inf"))
    yield
    stores.in_the_database().sweep(float("inf"))


@pytest.fixture
def two_posts(monkeypatch) -> None:
    monkeypatch.setitem(limits.SENT, "reply", Limit("posts", ((2, 60),)))


@pytest.fixture
def one_search(monkeypatch) -> None:
    monkeypatch.setitem(limits.READ, "search", Limit("searches", ((1, 60),)))


def post(client: Client, thesis: Claim, text: str, **headers: str):
    to = reverse("reply", args=[thesis.debate.slug, thesis.pk, "pro"])
    return client.post(to, {"text": text}, **headers)


def test_a_third_post_is_refused_and_its_text_handed_back(ada, client_of, thesis, two_posts):
    client = client_of(ada)
    posted = [post(client, thesis, f"Reason {n}").status_code for n in range(2)]

    answer = post(client, thesis, LONG)

    assert 429 not in posted
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    page = answer.content.decode()
    assert "more posts than one person may make" in page
    assert LONG in page
    assert f"Try again in {answer['Retry-After']} seconds" in page
    assert not Claim.objects.filter(text=LONG).exists()


def test_part_of_a_page_gets_the_sentences_alone(ada, client_of, thesis, two_posts):
    client = client_of(ada)
    for n in range(2):
        post(client, thesis, f"Reason {n}")

    answer = post(client, thesis, LONG, HTTP_HX_REQUEST="true")

    assert answer.status_code == 429
    assert answer["Content-Type"].startswith("text/plain")
    assert "Try again in" in answer.content.decode()


def test_what_one_person_does_limits_no_other(ada, ben, client_of, thesis, two_posts):
    for n in range(3):
        post(client_of(ada), thesis, f"Reason {n}")

    assert post(client_of(ben), thesis, "Bens").status_code != 429


def test_accounts_from_one_network_share_its_limit(person, client_of, thesis, two_posts):
    people = [client_of(person(f"p{n}")) for n in range(4)]
    answers = [post(one, thesis, "A reason").status_code for one in people for _ in range(2)]

    assert answers.count(429) == 2
    assert answers[-2:] == [429, 429]


def test_strangers_are_counted_by_network(anonymous, one_search):
    def search(address: str) -> int:
        return anonymous.get(reverse("search"), {"q": "cars"}, REMOTE_ADDR=address).status_code

    assert [search(HOME) for _ in range(4)] == [200, 200, 200, 429]
    assert search(SCHOOL) == 200


def test_other_pages_can_be_read_all_the_same(anonymous, one_search):
    for _ in range(5):
        anonymous.get(reverse("search"))

    assert anonymous.get("/").status_code == 200


def test_searching_goes_on_where_nothing_can_be_counted(anonymous, monkeypatch):
    def broken(*given: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(throttles, "take", broken)

    assert anonymous.get(reverse("search")).status_code == 200


def test_only_links_that_lead_nowhere_are_counted(anonymous, monkeypatch, debate, ada):
    monkeypatch.setitem(limits.MISSED, "invitation", Limit("invitations", ((2, 60),)))
    assert Invitation.objects.count() == 0

    answers = [anonymous.get(f"/invitations/none-{n}/").status_code for n in range(7)]

    assert answers == [404] * 6 + [429]


def test_a_link_that_is_good_may_be_opened_by_a_whole_class(anonymous, monkeypatch, client_of):
    monkeypatch.setitem(limits.MISSED, "account_login", Limit("pages", ((1, 60),)))

    assert [anonymous.get(reverse("account_login")).status_code for _ in range(9)] == [200] * 9


def test_new_accounts_have_a_limit_by_network(anonymous, monkeypatch):
    monkeypatch.setitem(limits.SENT, "account_signup", Limit("new accounts", ((1, 60),)))

    answers = [anonymous.post(reverse("account_signup")).status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]


def test_an_address_gets_three_mails_in_an_hour_whoever_asks(db, ada):
    for n in range(6):
        fields = {"username": f"new-{n}", "email": "victim@example.org"}
        fields |= dict.fromkeys(["password1", "password2"], "seven-crates-of-figs")
        Client().post(reverse("account_signup"), fields)
    for _ in range(3):
        Client().post(reverse("account_reset_password"), {"email": "victim@example.org"})

    assert len(mail.outbox) == 3


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_a_new_password_is_asked_for_with_the_same_answer_when_no_mail_goes_out(ada, email):
    asked = [Client().post(reverse("account_reset_password"), {"email": email}) for _ in range(5)]

    assert {answer.url for answer in asked} == {reverse("account_reset_password_done")}
    assert len(mail.outbox) == 3


def test_switched_off_there_are_none(settings, anonymous, one_search):
    settings.THROTTLES = False

    assert {anonymous.get(reverse("search")).status_code for _ in range(9)} == {200}


def test_every_name_in_the_table_is_that_of_an_address():
    names = set(get_resolver().reverse_dict) | limits.COUNTED_ELSEWHERE

    assert {*limits.SENT, *limits.READ, *limits.MISSED} <= names


class Match:
    def __init__(self, name: str) -> None:
        self.view_name = name


@pytest.mark.parametrize("name", ["search", "export", "export_file", "import_debate"])
def test_reading_what_takes_a_whole_debate_has_a_limit(name):
    assert limits.limit_of("GET", Match(name)) is not None


def test_what_is_sent_always_has_a_limit():
    assert limits.limit_of("POST", Match("edit_claim")) is limits.WRITE
    assert limits.limit_of("DELETE", Match("anything")) is limits.WRITE
    assert limits.limit_of("GET", Match("debate")) is None


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        (0, HOME, "", HOME),
        (0, HOME, "1.2.3.4", HOME),
        (1, "10.0.0.1", HOME, HOME),
        (1, "10.0.0.1", f"1.2.3.4, {HOME}", HOME),
        (2, "10.0.0.1", f"1.2.3.4, {HOME}, 10.0.0.2", HOME),
        (2, "10.0.0.1", HOME, "10.0.0.1"),  # one proxy is missing: whoever speaks is counted
        (1, "10.0.0.1", "nonsense", "10.0.0.1"),
        (1, "10.0.0.1", "", "10.0.0.1"),
        (0, "", "", "0.0.0.0"),
        (0, f"::ffff:{HOME}", "", HOME),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "fe80::1%eth0", "", "fe80::/64"),
    ],
)
def test_a_network_is_what_our_own_proxies_saw(rf, settings, proxies, remote, forwarded, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)

    assert places.network_of(request) == expected


def test_times_are_told_in_words():
    assert [throttles.in_words(n) for n in (1, 40, 100, 900)] == [
        "a second",
        "40 seconds",
        "2 minutes",
        "15 minutes",
    ]


@pytest.mark.usefixtures("committed")
def test_of_two_hundred_searches_at_once_the_limit_gets_through(one_search, monkeypatch):
    monkeypatch.setattr(stores.File, "PATIENCE", 60)  # on however slow a machine

    def search() -> int:
        return Client().get(reverse("search"), {"q": "x"}, REMOTE_ADDR=HOME).status_code

    answers = at_once([search] * 200)

    assert sorted(answers) == [200] * 3 + [429] * 197
