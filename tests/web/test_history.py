import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Event, Role, Verb
from debates.operations import NewSource
from debates.web import sentences
from tests.conftest import Grow
from tests.web.pages import of_size, text_of


def history_of(debate: Debate) -> str:
    return reverse("history", args=[debate.slug])


def claim_history_of(claim: Claim) -> str:
    return reverse("claim_history", args=[claim.debate.slug, claim.pk])


def lines(page: str) -> list[str]:
    """What happened, in plain words, without links."""
    found = re.findall(r"<p><b>.*?</p>", page)
    return [" ".join(re.sub(r"<[^>]+>", "", line).split()) for line in found]


def test_tells_what_happened_newest_first(
    anonymous: Client, ada: User, ben: User, debate: Debate, grow: Grow
) -> None:
    air = grow("  + Air")["Air"]
    con = operations.post_claim(ben, air, stance="con", text="Electric cars")
    operations.post_claim(ada, con, stance="con", text="Tyres")
    operations.edit_claim(ben, con, seen=1, text="Electric cars stink less", detail="")
    operations.add_source(ben, con, NewSource(citation="Smith"))
    operations.concede(ada, con, note="Granted")
    operations.move_claim(ada, con, debate.claims.get(parent=None))

    page = text_of(anonymous.get(history_of(debate)))

    now = "Electric cars stink less"
    assert lines(page) == [
        f"ada moved “{now}” below “Cities should ban cars”",
        f"ada conceded “{now}”",
        f"ben added a source to “{now}”",
        f"ben reworded “{now}” (what changed)",
        f"ada rebutted “{now}” with “Tyres”",
        f"ben opposed “Air” with “{now}”",
        "ada supported “Cities should ban cars” with “Air”",
        "ada opened the debate",
    ]
    assert "Granted" in page


def test_what_one_may_not_see_leaves_no_trace(
    anonymous: Client,
    client_of: Callable[[User], Client],
    ada: User,
    ben: User,
    debate: Debate,
    thesis: Claim,
) -> None:
    operations.set_posting(ada, debate, "suggestions")
    for number in range(60):
        operations.post_claim(ben, thesis, stance="pro", text=f"Waits {number}")

    page = text_of(anonymous.get(history_of(debate)))

    assert lines(page) == [
        "ada let others than members suggest claims, for review",
        "ada opened the debate",
    ]
    assert "Page 1 of" not in page
    assert "Waits" in text_of(client_of(ben).get(history_of(debate)))


def test_a_parent_one_may_not_see_is_not_quoted(
    anonymous: Client, ada: User, debate: Debate, grow: Grow, thesis: Claim
) -> None:
    claims = grow("  + Secret\n    - Moved")
    operations.move_claim(ada, claims["Moved"], thesis)
    type(claims["Secret"]).objects.filter(pk=claims["Secret"].pk).update(state="hidden")

    page = text_of(anonymous.get(history_of(debate)))

    assert "Secret" not in page
    assert "ada posted the critique “Moved”" in lines(page)


@pytest.mark.one_database
def test_has_fifty_events_a_page_and_costs_the_same_for_all(
    anonymous: Client,
    ada: User,
    debate: Debate,
    thesis: Claim,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for number in range(60):
        operations.post_claim(ada, thesis, stance="pro", text=f"Claim {number}")
    page = history_of(debate)
    anonymous.get(page)

    with django_assert_num_queries(4):
        first = text_of(anonymous.get(page))
    assert len(lines(first)) == 50
    assert len(lines(text_of(anonymous.get(page, {"page": 2})))) == 11


def test_tells_who_became_what(
    anonymous: Client, ada: User, ben: User, chidi: User, debate: Debate
) -> None:
    operations.set_role(ada, debate, ben, Role.EDITOR)
    operations.set_role(ada, debate, chidi, Role.READER)
    operations.set_role(ada, debate, chidi, Role.NONE)

    page = text_of(anonymous.get(history_of(debate)))

    assert lines(page)[:3] == [
        "ada removed chidi",
        "ada made chidi a reader",
        "ada made ben an editor",
    ]


def test_every_verb_has_a_sentence() -> None:
    assert set(sentences.SENTENCES) == set(Verb)


def test_a_claims_history_shows_what_each_wording_changed(
    anonymous: Client, ada: User, thesis: Claim
) -> None:
    operations.edit_claim(ada, thesis, seen=1, text="Towns should ban cars", detail="", note="all")
    operations.edit_claim(ada, thesis, seen=2, text="Towns should ban cars", detail="In time.")

    page = text_of(anonymous.get(claim_history_of(thesis)))

    assert "3 wordings, the latest first" in page
    assert page.count("<del>") == 2
    assert "Cities" in page.split("<li")[-2]
    assert "In time." in page.split("<ins>")[2]
    assert '<span class="note">all</span>' in page


def test_a_claims_history_tells_what_else_happened_to_it(
    anonymous: Client, ada: User, grow: Grow
) -> None:
    con = grow("  - Deliveries")["Deliveries"]
    operations.concede(ada, con)
    operations.withdraw_claim(ada, con, note="Enough")

    page = text_of(anonymous.get(claim_history_of(con)))

    assert lines(page) == ["ada withdrew “Deliveries”", "ada conceded “Deliveries”"]
    assert "Its one wording" in page


@pytest.mark.one_database
@pytest.mark.parametrize("edits", [2, 30])
def test_a_claims_history_costs_the_same_however_often_it_was_edited(
    anonymous: Client,
    ada: User,
    thesis: Claim,
    edits: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for number in range(1, edits + 1):
        operations.edit_claim(ada, thesis, seen=number, text=f"Wording {number}", detail="")
    anonymous.get(thesis.get_absolute_url())

    with django_assert_num_queries(8):
        anonymous.get(claim_history_of(thesis))


def test_an_imported_debate_has_a_history(anonymous: Client, ada: User) -> None:
    debate = operations.place_debate(ada, of_size(20))

    assert lines(text_of(anonymous.get(history_of(debate)))) == ["ada brought in the whole debate"]
    assert Event.objects.filter(debate=debate).count() == 1
