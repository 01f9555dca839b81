from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from debates.models import Claim, Link
from debates.operations import (
    link_claim,
    link_premises,
    post_claim,
    withdraw_claim,
)
from tests.web.pages import text_of as html_of

pytestmark = pytest.mark.one_database

REPLIES = """\
  + Air
    - Electric
    - Tyres
  - Freight
  + Noise
  + Space
"""
TOGETHER = "linked premises: hold only together"


@pytest.fixture
def claims(grow) -> dict[str, Claim]:
    return grow(REPLIES)


def text_of(answer) -> str:
    """Without what is markup, and on one line."""
    return " ".join(unescape(strip_tags(html_of(answer))).split())


def page_of(claim: Claim) -> str:
    return reverse("premises", args=[claim.debate.slug, claim.pk])


def link(ada, claims, *names: str) -> None:
    link_premises(ada, [claims[name] for name in names])


def grouped() -> set[str]:
    return set(Claim.objects.exclude(premise_group=None).values_list("text", flat=True))


# ---- the page


@pytest.mark.database
def test_siblings_that_do_the_same_are_offered_and_linked(ada, claims, client_of):
    client = client_of(ada)
    page = client.get(page_of(claims["Air"])).content.decode()
    for name, offered in {"Noise": 1, "Space": 1, "Freight": 0, "Electric": 0, "Air": 0}.items():
        assert page.count(f'name="premises" value="{claims[name].pk}"') == offered, name

    chosen = {"do": "link", "premises": [claims["Noise"].pk, claims["Space"].pk]}
    answer = client.post(page_of(claims["Air"]), chosen, follow=True)
    assert answer.redirect_chain[0][0] == claims["Air"].get_absolute_url()
    assert grouped() == {"Air", "Noise", "Space"}
    assert "Holds only together with Noise Space" in text_of(answer)


def test_one_is_let_out_and_all_are_taken_apart(ada, claims, client_of):
    client = client_of(ada)
    link(ada, claims, "Air", "Noise", "Space")
    client.post(page_of(claims["Space"]), {"do": "out"})
    assert grouped() == {"Air", "Noise"}
    link(ada, claims, "Air", "Noise", "Space")
    assert "Take all of them apart" in client.get(page_of(claims["Air"])).content.decode()
    client.post(page_of(claims["Noise"]), {"do": "apart"})
    assert grouped() == set()


def test_what_cannot_be_is_said_in_place(ada, claims, client_of):
    client = client_of(ada)
    nothing = client.post(page_of(claims["Air"]), {"do": "link"})
    assert (nothing.status_code, "Choose at least one" in text_of(nothing)) == (422, True)
    strange = client.post(page_of(claims["Air"]), {"premises": [claims["Freight"].pk]})
    assert (strange.status_code, "not there any more" in text_of(strange)) == (422, True)
    assert "stands for everybody" in text_of(client.get(page_of(claims["Air"].parent)))
    alone = client.get(page_of(claims["Freight"]))
    assert "No other claim does the same here." in text_of(alone)


def test_what_changed_meanwhile_is_refused_with_the_reason(ada, claims, client_of, monkeypatch):
    client = client_of(ada)
    monkeypatch.setattr("debates.operations.premises.MOST_PREMISES", 1)
    answer = client.post(page_of(claims["Air"]), {"premises": [claims["Noise"].pk]})
    assert answer.status_code == 422
    assert "At most 1 premises are linked." in text_of(answer)


def test_writers_are_offered_their_own(debate, thesis, ada, ben, claims, client_of):
    mine, too = (post_claim(ben, thesis, stance="pro", text=text) for text in ("Mine", "Too"))
    page = client_of(ben).get(page_of(mine)).content.decode()
    assert f'value="{too.pk}"' in page
    assert f'value="{claims["Air"].pk}"' not in page
    assert client_of(ben).get(page_of(claims["Air"])).status_code == 403
    link_premises(ada, [mine, claims["Air"], claims["Noise"]])
    page = client_of(ben).get(page_of(mine)).content.decode()
    assert "Let it hold by itself again" in page
    assert "Take all of them apart" not in page
    assert client_of(ben).post(page_of(mine), {"do": "apart"}).status_code == 403
    client_of(ben).post(page_of(mine), {"do": "out"})
    assert grouped() == {"Air", "Noise"}


# ---- where it shows


def test_columns_have_one_brace_for_each_group(debate, thesis, ada, claims, client_of):
    link(ada, claims, "Air", "Space")
    page = client_of(ada).get(debate.get_absolute_url()).content.decode()
    brace = page[page.index('<li class="premises">') :]
    brace = brace[: brace.index("</ul></li>")]
    assert brace.count("<li") == 3
    assert TOGETHER in brace
    assert all(f'id="claim-{claims[name].pk}"' in brace for name in ("Air", "Space"))
    assert "Linked premises" in text_of(client_of(ada).get(claims["Air"].get_absolute_url()))


def test_a_linked_claim_is_in_the_brace_too(debate, ada, claims, client_of):
    made = link_claim(ada, claims["Space"], claims["Air"], stance="con")
    Link.objects.filter(pk=made.pk).update(premise_group=1)
    Claim.objects.filter(text="Tyres").update(premise_group=1)
    page = client_of(ada).get(claims["Air"].get_absolute_url()).content.decode()
    brace = page[page.index('<li class="premises">') :]
    assert "argues here too" in brace[: brace.index("</ul></li>")]
    outline = text_of(client_of(ada).get(reverse("outline", args=[debate.slug])))
    assert "linked premise: holds only together with others" in outline
    assert TOGETHER in outline
    tyres = text_of(client_of(ada).get(claims["Tyres"].get_absolute_url()))
    assert "Holds only together with Space" in tyres


def test_the_outline_says_it_in_words(debate, ada, claims, client_of):
    link(ada, claims, "Air", "Noise", "Space")
    page = client_of(ada).get(reverse("outline", args=[debate.slug])).content.decode()
    assert page.count(TOGETHER) == 1
    assert page.count("linked with the premise above") == 2
    assert page.count("is-premise is-first-premise") == 1


def test_who_sees_one_premise_of_a_group_sees_no_group(debate, ada, ben, claims, client_of):
    link(ada, claims, "Air", "Noise")
    Claim.objects.filter(text="Noise").update(state="hidden")
    for url in (
        debate.get_absolute_url(),
        claims["Air"].get_absolute_url(),
        reverse("outline", args=[debate.slug]),
        f"{reverse('challenges', args=[debate.slug])}?status=all",
    ):
        told = text_of(client_of(ben).get(url)).lower()
        assert "only together" not in told, url
        assert "linked" not in told.replace("linked in", ""), url


def test_a_withdrawn_premise_is_told_on_the_other_ones_page(ada, ben, claims, client_of):
    link(ada, claims, "Air", "Noise")
    withdraw_claim(ada, claims["Noise"])
    told = text_of(client_of(ben).get(claims["Air"].get_absolute_url()))
    assert "Noise withdrawn: so this claim does nothing now" in told


def test_the_ledger_says_what_falls_along(debate, ada, ben, claims, client_of):
    link(ada, claims, "Air", "Noise", "Space")
    told = text_of(client_of(ben).get(reverse("challenges", args=[debate.slug])))
    assert told.count("is linked with 2 other premises: they hold only together") == 2
    withdraw_claim(ada, claims["Space"])
    told = text_of(client_of(ben).get(reverse("challenges", args=[debate.slug])))
    assert told.count("is linked with 1 other premise: they hold only together") == 2


def test_a_premise_costs_two_queries_more_and_everything_else_none(debate, ada, claims, client_of):
    def queries(name: str) -> int:
        client = client_of(ada)
        client.get(claims[name].get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(claims[name].get_absolute_url())
        return len(asked)

    before = queries("Freight"), queries("Air")
    link(ada, claims, "Air", "Noise")
    assert (queries("Freight"), queries("Air")) == (before[0], before[1] + 2)
