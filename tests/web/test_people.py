"""A public profile shows as much as its person allows, and nothing that is not public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.accounts.models import Shown, User
from debates.models import Claim, Role
from debates.operations import (
    erase_person,
    open_debate,
    post_claim,
    set_posting,
    set_role,
    set_visibility,
    withdraw_claim,
)
from tests.web.pages import text_of

SECRET = "quixotry"


def profile_of(person) -> str:
    return reverse("person", args=[person.username])


def show_to(person, shown: Shown) -> None:
    User.objects.filter(pk=person.pk).update(profile_shown_to=shown.value)


# To: nobody signed in, somebody else, an administrator, oneself.
TABLE = [
    (Shown.NOBODY, [404, 404, 404, 200]),
    (Shown.SIGNED_IN, [404, 200, 200, 200]),
    (Shown.EVERYBODY, [200, 200, 200, 200]),
]


@pytest.mark.parametrize(("shown", "statuses"), TABLE)
def test_who_sees_a_profile(shown, statuses, anonymous, client_of, ada, ben, admin):
    show_to(ada, shown)
    clients = [anonymous, client_of(ben), client_of(admin), client_of(ada)]

    assert [client.get(profile_of(ada)).status_code for client in clients] == statuses


def test_it_says_what_they_say_of_themselves_and_what_they_argued(thesis, ada, ben, anonymous):
    User.objects.filter(pk=ben.pk).update(
        display_name="Ben Carter", about="I cycle.\n<b>Fast</b>", profile_shown_to="everybody"
    )
    post_claim(ben, thesis, stance="con", text="Freight *stops*")
    post_claim(ben, thesis, stance="con", text="Shops close")
    post_claim(ben, thesis, stance="pro", text="Air")

    page = anonymous.get(profile_of(ben))

    assert page.context["counts"] == [("claim", 1, "claim"), ("critique", 2, "critiques")]
    assert [str(html) for _, _, html in page.context["rows"]] == [
        "Air",
        "Shops close",
        "Freight <em>stops</em>",
    ]
    text = text_of(page)
    assert "Ben Carter" in text
    assert "I cycle.<br>&lt;b&gt;Fast&lt;/b&gt;" in text
    assert ben.email not in text


def test_theses_are_several(ada, anonymous):
    show_to(ada, Shown.EVERYBODY)
    open_debate(ada, title="Square", question="What of the square?", theses=["A park", "A lake"])

    counts = anonymous.get(profile_of(ada)).context["counts"]

    assert counts == [("question", 1, "question"), ("thesis", 2, "theses")]


@pytest.mark.parametrize("viewer", ["member", "owner", "self", "stranger", "admin"])
def test_what_is_not_public_is_not_there_even_for_who_knows_it(
    viewer, debate, thesis, ada, ben, chidi, person, admin, client_of
):
    members = {
        "member": chidi,
        "owner": ada,
        "self": ben,
        "stranger": person("eve"),
        "admin": admin,
    }
    for visibility in ("private", "unlisted"):
        closed = open_debate(ada, title=SECRET, theses=["x"], visibility=visibility)
        set_role(ada, closed, ben, Role.WRITER)
        set_role(ada, closed, chidi, Role.MODERATOR)
        post_claim(ben, closed.claims.get(), stance="pro", text=SECRET)
    draft = open_debate(ada, title=SECRET, theses=["x"], phase="draft")
    set_role(ada, draft, ben, Role.WRITER)
    post_claim(ben, draft.claims.get(), stance="pro", text=SECRET)
    hidden = post_claim(ben, thesis, stance="pro", text=SECRET)
    post_claim(ben, hidden, stance="pro", text=SECRET)
    Claim.objects.filter(pk=hidden.pk).update(state="hidden")
    withdraw_claim(ben, post_claim(ben, thesis, stance="con", text=SECRET))
    set_posting(ada, debate, "suggestions")
    post_claim(ben, thesis, stance="pro", text=SECRET)

    page = client_of(members[viewer]).get(profile_of(ben))

    assert page.status_code == 200
    assert SECRET not in text_of(page)
    assert page.context["counts"] == []


def test_where_the_viewer_was_removed_nothing_is_shown(debate, thesis, ada, ben, chidi, client_of):
    post_claim(ben, thesis, stance="pro", text="Air")
    set_role(ada, debate, chidi, Role.NONE)

    assert "Air" not in text_of(client_of(chidi).get(profile_of(ben)))


def test_nobody_is_at_the_address_of_somebody_erased_or_locked_out(ada, ben, client_of):
    show_to(ada, Shown.EVERYBODY)
    User.objects.filter(pk=ben.pk).update(is_active=False)
    client = client_of(ada)
    assert client.get(profile_of(ben)).status_code == 404

    erased = erase_person(ada, ada, texts="keep")
    User.objects.filter(pk=ada.pk).update(profile_shown_to="everybody")
    assert client.get(reverse("person", args=[erased.username])).status_code == 404
    assert client.get(reverse("person", args=["ada"])).status_code == 404


def test_it_takes_as_many_queries_however_much_they_wrote(ada, ben, client_of):
    client = client_of(ada)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(profile_of(ben))
        return len(queries)

    def another(number: int) -> None:
        debate = open_debate(ada, title=f"Debate {number}", theses=["x"])
        post_claim(ben, debate.claims.get(), stance="pro", text="Air")

    another(0)
    few = asked()
    for number in range(1, 9):
        another(number)

    assert asked() == few <= 6


def test_a_profile_is_left_out_when_a_debate_turns_private(debate, thesis, ada, ben, client_of):
    post_claim(ben, thesis, stance="pro", text="Air")
    client = client_of(ada)
    assert "Air" in text_of(client.get(profile_of(ben)))

    set_visibility(ada, debate, "private")

    assert "Air" not in text_of(client.get(profile_of(ben)))
