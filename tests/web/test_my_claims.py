import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from debates.models import Claim, Role
from debates.operations import (
    concede,
    edit_claim,
    open_debate,
    post_claim,
    return_claim,
    set_posting,
    set_role,
    withdraw_claim,
)
from tests.web.pages import text_of


@pytest.fixture
def shown(client_of):
    def shown(person, **asked) -> list[str]:
        page = client_of(person).get(reverse("my_claims"), asked)
        return [row.claim.text for row in page.context["rows"]]

    return shown


@pytest.fixture
def row_of(client_of):
    def row_of(person, claim):
        page = client_of(person).get(reverse("my_claims"))
        return next(row for row in page.context["rows"] if row.claim == claim)

    return row_of


def test_everything_one_wrote_is_there_the_latest_first(thesis, ada, ben, shown):
    post_claim(ben, thesis, stance="pro", text="Air")
    post_claim(ada, thesis, stance="pro", text="Noise")
    post_claim(ben, thesis, stance="con", text="Freight")

    assert shown(ben) == ["Freight", "Air"]
    assert shown(ben, show="nonsense", page="99") == ["Freight", "Air"]


def test_filters_say_what_became_of_it(debate, thesis, ada, ben, shown):
    challenged = post_claim(ben, thesis, stance="pro", text="challenged")
    post_claim(ada, challenged, stance="con", text="Why?")
    answered = post_claim(ben, thesis, stance="con", text="answered")
    post_claim(ada, answered, stance="con", text="Because")
    conceded = post_claim(ben, thesis, stance="con", text="conceded")
    concede(ada, conceded)
    withdraw_claim(ben, post_claim(ben, thesis, stance="pro", text="withdrawn"))
    hidden = post_claim(ben, thesis, stance="pro", text="hidden")
    Claim.objects.filter(pk=hidden.pk).update(state="hidden")
    set_posting(ada, debate, "suggestions")
    post_claim(ben, thesis, stance="pro", text="waiting")
    returned = post_claim(ben, thesis, stance="pro", text="returned")
    return_claim(ada, returned, note="Where from?")

    # Who answered the challenge is challenged by the answer.
    expected = {"challenged": ["answered", "challenged"]}
    for name in ("waiting", "returned", "answered", "conceded", "withdrawn", "hidden"):
        expected[name] = [name]
    assert {name: shown(ben, show=name) for name in expected} == expected


def test_a_row_says_what_became_of_the_claim(debate, thesis, ada, ben, row_of):
    critique = post_claim(ben, thesis, stance="con", text="Freight")
    assert row_of(ben, critique).fate == "open"
    answer = post_claim(ada, critique, stance="con", text="By night")
    post_claim(ada, critique, stance="pro", text="And food")

    row = row_of(ben, critique)
    assert (row.fate, row.open, row.replies) == ("answered", 1, 2)
    edit_claim(ben, critique, seen=1, text="All freight", detail="")
    assert row_of(ben, critique).fate == "stale"
    concede(ben, answer)
    assert row_of(ben, critique).open == 0


def test_a_returned_one_says_why(debate, thesis, ada, ben, client_of):
    set_posting(ada, debate, "suggestions")
    returned = post_claim(ben, thesis, stance="pro", text="Air")
    return_claim(ada, returned, note="Where from?")

    assert "Returned: Where from?" in text_of(client_of(ben).get(reverse("my_claims")))


def test_one_debate_is_looked_at_alone(thesis, ada, ben, shown, client_of):
    trains = open_debate(ada, title="Trains", theses=["More trains"])
    post_claim(ben, thesis, stance="pro", text="Air")
    post_claim(ben, trains.claims.get(), stance="pro", text="Fast")

    assert shown(ben, debate=trains.slug) == ["Fast"]
    assert shown(ben, debate="nowhere") == ["Fast", "Air"]
    assert shown(ben, debate=trains.slug, show="conceded") == []


def test_what_others_may_not_tell_is_not_counted(debate, thesis, ada, ben, row_of):
    air = post_claim(ben, thesis, stance="pro", text="Air")
    hidden = post_claim(ada, air, stance="con", text="Secret")
    Claim.objects.filter(pk=hidden.pk).update(state="hidden")

    row = row_of(ben, air)
    assert (row.replies, row.open) == (0, 0)


def test_where_one_was_removed_nothing_is_shown(debate, thesis, ada, ben, shown):
    post_claim(ben, thesis, stance="pro", text="Air")
    set_role(ada, debate, ben, Role.NONE)
    assert shown(ben) == []


def test_it_takes_as_many_queries_for_many_claims_as_for_few(ada, ben, client_of):
    def asked() -> int:
        client = client_of(ben)
        client.get(reverse("my_claims"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("my_claims"))
        return len(queries)

    def another(number: int) -> None:
        debate = open_debate(ada, title=f"Debate {number}", theses=["x"])
        air = post_claim(ben, debate.claims.get(), stance="pro", text=f"Air {number}")
        post_claim(ada, air, stance="con", text="No")

    another(0)
    few = asked()
    for number in range(1, 10):
        another(number)

    assert asked() == few <= 7
