import re
import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate
from tests.conftest import Grow
from tests.web.pages import text_of

HTMX = {"HX-Request": "true"}


def reply_to(claim: Claim, name: str) -> str:
    return reverse("reply", args=[claim.debate.slug, claim.pk, name])


def filled(**fields: str) -> dict[str, str]:
    return {"text": "Deliveries need cars", "key": str(uuid.uuid4())} | fields


def in_place(client: Client, claim: Claim, name: str, fields: dict[str, str]) -> HttpResponse:
    """The post as htmx sends it from the page of the claim itself."""
    here = {"HX-Current-URL": f"http://testserver{claim.get_absolute_url()}"}
    return client.post(reply_to(claim, name), fields, headers=HTMX | here)


def test_a_con_is_posted_with_its_aim(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    response = client_of(ben).post(reply_to(thesis, "con"), filled(aim="scope"))

    con = thesis.replies.get()
    assert response["Location"] == f"{thesis.get_absolute_url()}#claim-{con.pk}"
    assert (con.text, con.kind, con.aim, con.author) == (
        "Deliveries need cars",
        "critique",
        "scope",
        ben,
    )


def test_a_pro_is_posted_with_scheme_detail_and_source(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    fields = filled(
        scheme="example", detail="More *of it*.", source="https://example.org/a", locator="p. 3"
    )
    client_of(ben).post(reply_to(thesis, "pro"), fields)

    pro = thesis.replies.get()
    assert (pro.kind, pro.scheme, pro.detail) == ("claim", "example", "More *of it*.")
    source = pro.sources.get()
    assert (source.url, source.citation, source.locator) == ("https://example.org/a", "", "p. 3")


def test_a_source_that_is_no_address_is_a_citation(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    client_of(ben).post(reply_to(thesis, "pro"), filled(source="Smith 2020, on cars"))

    source = thesis.replies.get().sources.get()
    assert (source.url, source.citation) == ("", "Smith 2020, on cars")


def test_another_thesis_is_proposed_below_a_question(
    client_of: Callable[[User], Client], ada: User
) -> None:
    debate = operations.open_debate(ada, title="Q", question="How?", theses=["So", "Otherwise"])
    root = debate.claims.get(parent=None)
    client = client_of(ada)

    client.post(reply_to(root, "thesis"), filled(text="Not at all"))

    assert root.replies.get(text="Not at all").kind == "thesis"
    assert client.get(reply_to(root, "pro")).status_code == 404


@pytest.mark.parametrize("name", ["thesis", "maybe", "PRO"])
def test_there_are_pros_and_cons_only(
    client_of: Callable[[User], Client], ada: User, thesis: Claim, name: str
) -> None:
    assert client_of(ada).get(reply_to(thesis, name)).status_code == 404


def test_relevance_can_be_aimed_at_only_where_there_is_a_step(
    client_of: Callable[[User], Client], ben: User, thesis: Claim, grow: Grow
) -> None:
    air = grow("  + Air")["Air"]
    client = client_of(ben)

    assert 'value="relevance"' not in text_of(client.get(reply_to(thesis, "con")))
    assert 'value="relevance"' in text_of(client.get(reply_to(air, "con")))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": "x" * 501}, "This is 501 characters long"),
        ({"text": "   "}, "There is nothing here to read"),
        ({"text": "[](https://example.org/)"}, "There is nothing here to read"),
        ({"aim": "nose"}, "Choose one of these."),
        ({"aim": ""}, "Choose what you aim at."),
        ({"title": "A study"}, "Say where it can be found"),
        ({"source": "https://" + "x" * 2000}, "at most 2000 characters"),
        ({"source": "http://nowhere"}, "This is no whole web address"),
        ({"detail": "y" * 20_001}, "at most 20,000 fit"),
    ],
)
def test_what_cannot_be_posted_is_given_back_with_the_reason(
    client_of: Callable[[User], Client],
    ben: User,
    thesis: Claim,
    fields: dict[str, str],
    says: str,
) -> None:
    client = client_of(ben)
    asked = filled(aim="truth", quote="Word for word") | fields | {"quote": "Word for word"}
    asked.setdefault("source", "Smith")
    if "title" in fields:
        asked["source"] = ""

    response = client.post(reply_to(thesis, "con"), asked)

    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "Nothing was posted yet" in page
    assert "Word for word" in page
    assert asked["text"] in page
    assert not thesis.replies.exists()


def test_the_same_form_sent_twice_posts_once(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    client, form = client_of(ben), filled()
    first = client.post(reply_to(thesis, "pro"), form)
    second = client.post(reply_to(thesis, "pro"), form)

    assert first["Location"] == second["Location"]
    assert thesis.replies.count() == 1


def test_every_composer_has_a_key_of_its_own_and_is_not_kept(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    client = client_of(ben)
    pages = [client.get(reply_to(thesis, "pro")) for _ in range(2)]
    keys = {re.search(r'name="key" value="([^"]+)"', page.content.decode())[1] for page in pages}

    assert len(keys) == 2
    assert "no-store" in pages[0]["Cache-Control"]


def test_without_javascript_a_preview_is_a_page(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    form = filled(text="It is *so*", preview="1")
    response = client_of(ben).post(reply_to(thesis, "pro"), form)

    page = text_of(response)
    assert response.status_code == 200
    assert "It is <em>so</em>" in page
    assert "5 of 500" not in page
    assert "8 of 500 characters" in page
    assert form["key"] in page
    assert not thesis.replies.exists()


def test_the_composer_opens_in_place(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    page = text_of(client_of(ben).get(reply_to(thesis, "con"), headers=HTMX))

    assert page.startswith("<form")
    assert 'hx-target="#compose-con"' in page
    assert "<html" not in page


def test_posting_in_place_answers_with_the_column_and_what_else_changed(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    response = in_place(client_of(ben), thesis, "con", filled(aim="truth"))

    con, page = thesis.replies.get(), text_of(response)
    assert response.status_code == 200
    assert response["HX-Retarget"] == "#column-con"
    assert f'"claim": {con.pk}' in response["HX-Trigger-After-Settle"]
    assert f'id="claim-{con.pk}"' in page
    assert '<p class="facts" id="facts" hx-swap-oob="true">' in page
    assert "1 open challenge" in page
    assert 'id="ledger"' in page
    assert "Your critique is posted." in page


def test_posting_from_the_composers_own_page_leads_back_to_the_claim(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    address = reply_to(thesis, "pro")
    here = {"HX-Current-URL": f"http://testserver{address}"}
    response = client_of(ben).post(address, filled(), headers=HTMX | here)

    pro = thesis.replies.get()
    assert response["HX-Redirect"] == f"{thesis.get_absolute_url()}#claim-{pro.pk}"


def test_a_failed_post_in_place_is_the_composer_again(
    client_of: Callable[[User], Client], ben: User, thesis: Claim
) -> None:
    response = in_place(client_of(ben), thesis, "con", filled(text=""))

    assert response.status_code == 422
    assert text_of(response).startswith("<form")


def test_a_suggestion_says_that_it_waits(
    client_of: Callable[[User], Client], ada: User, ben: User, debate: Debate, thesis: Claim
) -> None:
    operations.set_posting(ada, debate, "suggestions")
    client = client_of(ben)

    assert "Suggest claim" in text_of(client.get(reply_to(thesis, "pro")))
    page = text_of(in_place(client, thesis, "pro", filled()))
    assert "waiting for review" in page
    assert thesis.replies.get().state == "pending"


def test_what_became_impossible_meanwhile_keeps_the_text(
    client_of: Callable[[User], Client], ada: User, ben: User, grow: Grow, debate: Debate
) -> None:
    air = grow("  + Air")["Air"]
    client = client_of(ben)
    operations.withdraw_claim(ada, air)

    response = client.post(reply_to(air, "pro"), filled())
    assert response.status_code == 422
    assert "This claim was withdrawn" in text_of(response)
    assert "Deliveries need cars" in text_of(response)

    operations.restore_claim(ada, air)
    operations.set_phase(ada, debate, "closed")
    response = client.post(reply_to(air, "pro"), filled())
    assert response.status_code == 403
    assert "for reading only" in text_of(response)
    assert "Deliveries need cars" in text_of(response)


def test_who_may_not_write_gets_no_composer(
    client_of: Callable[[User], Client], ada: User, ben: User, debate: Debate, thesis: Claim
) -> None:
    operations.set_posting(ada, debate, "members")

    assert client_of(ben).get(reply_to(thesis, "pro")).status_code == 403


def test_visitors_sign_in_first_and_what_they_typed_waits(
    anonymous: Client, thesis: Claim, ben: User
) -> None:
    address = reply_to(thesis, "con")
    assert anonymous.get(address)["Location"] == f"/accounts/login/?next={address}"

    anonymous.post(address, filled(text="Typed while signed out", aim="scope"))
    anonymous.session.save()
    kept = dict(anonymous.session)
    assert not thesis.replies.exists()

    anonymous.force_login(ben)
    session = anonymous.session
    session.update({name: value for name, value in kept.items() if name == "kept_draft"})
    session.save()
    page = text_of(anonymous.get(address))
    assert "Typed while signed out" in page
    assert re.search(r'value="scope"[^>]* checked', page)
    assert "errorlist" not in page


def test_a_claim_one_may_not_see_cannot_be_answered(
    client_of: Callable[[User], Client], ada: User, ben: User, debate: Debate, thesis: Claim
) -> None:
    operations.set_visibility(ada, debate, "private")

    assert client_of(ben).post(reply_to(thesis, "pro"), filled()).status_code == 404
    assert not thesis.replies.exists()
