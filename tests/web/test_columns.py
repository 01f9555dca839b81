from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.words import Stance
from debates.models import Claim, Debate, Role
from debates.operations import NewSource
from tests.conftest import Grow
from tests.web.pages import CHAIN, of_size, text_of


def test_the_thesis_is_in_focus_with_its_pros_and_cons(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    claims = grow(CHAIN)

    page = text_of(anonymous.get(reverse("debate", args=[debate.slug])))

    assert '<h1 class="text">Cities should ban cars</h1>' in page
    pros, cons = page.split('id="column-con"')
    assert f'id="claim-{claims["Air"].pk}"' in pros
    assert f'id="claim-{claims["Deliveries"].pk}"' in cons
    assert "Electric cars</a></p>" not in cons


def test_the_chain_restates_in_words_what_a_claim_argues_about(
    anonymous: Client, grow: Grow
) -> None:
    claims = grow(CHAIN)

    page = text_of(anonymous.get(claims["Tyres"].get_absolute_url()))

    chain = page.split('<nav class="chain"')[1].split("</nav>")[0]
    assert "<b>Thesis</b>" in chain
    assert "is <b>supported by</b>" in chain
    assert "which is <b>opposed by</b>" in chain
    assert "which this rebuttal <b>rebuts</b>:" in chain


def test_a_con_with_an_aim_says_what_it_disputes(anonymous: Client, grow: Grow, ben: User) -> None:
    air = grow("  + Air")["Air"]
    con = operations.post_claim(ben, air, stance="con", text="Beside it", aim="relevance")

    page = text_of(anonymous.get(con.get_absolute_url()))

    assert "whose relevance this critique <b>disputes</b>:" in page
    assert "Critique · of relevance" in page


def test_a_long_chain_is_folded_in_its_middle(anonymous: Client, grow: Grow) -> None:
    lines = [f"{'  ' * depth}+ Step {depth}" for depth in range(1, 13)]
    last = grow("\n".join(lines))["Step 12"]

    page = text_of(anonymous.get(last.get_absolute_url()))

    assert "<summary>8 steps between</summary>" in page


def test_open_challenges_are_marked_and_listed(anonymous: Client, grow: Grow) -> None:
    claims = grow(CHAIN)

    page = text_of(anonymous.get(claims["Electric cars"].get_absolute_url()))
    ledger = page.split('id="ledger"')[1]

    assert "Tyres" in ledger
    assert "Deliveries" in ledger
    assert "Electric cars" not in ledger
    assert '<span class="open">open</span>' in page


def test_a_question_shows_its_theses_with_their_tallies(
    client_of: Callable[[User], Client], ada: User, ben: User
) -> None:
    debate = operations.open_debate(ada, title="Q", question="How?", theses=["So", "Otherwise"])
    so = debate.claims.get(text="So")
    operations.post_claim(ben, so, stance="con", text="Not so")

    page = text_of(client_of(ben).get(reverse("debate", args=[debate.slug])))

    assert 'id="column-thesis"' in page
    assert 'id="column-pro"' not in page
    assert "1 open challenge" in page.split(f'id="claim-{so.pk}"')[1]
    assert "Propose another thesis" in page


def test_a_new_debate_invites_the_first_word(anonymous: Client, debate: Debate) -> None:
    assert "The first word is yours" in text_of(anonymous.get(debate.get_absolute_url()))


def test_the_first_word_is_not_offered_to_who_may_not_post(
    client_of: Callable[[User], Client], debate: Debate, ada: User, ben: User
) -> None:
    operations.set_posting(ada, debate, "members")
    page = text_of(client_of(ben).get(debate.get_absolute_url()))
    assert "The first word is yours" not in page
    assert "Nothing supports this thesis yet." in page
    assert "The first word is yours" in text_of(client_of(ada).get(debate.get_absolute_url()))


def test_visitors_are_asked_to_sign_in_before_they_answer(anonymous: Client, thesis: Claim) -> None:
    page = text_of(anonymous.get(thesis.get_absolute_url()))
    reply = reverse("reply", args=[thesis.debate.slug, thesis.pk, "pro"])

    assert f'href="/accounts/login/?next={reply}"' in page
    assert "csrfmiddlewaretoken" not in page


def test_only_what_may_be_done_has_a_button(
    client_of: Callable[[User], Client],
    grow: Grow,
    ada: User,
    ben: User,
    join: Callable[[User, Role], User],
) -> None:
    con = grow(CHAIN)["Deliveries"]
    address = con.get_absolute_url()
    edit, move = reverse("edit_claim", args=[con.debate.slug, con.pk]), "/move/"

    assert edit in text_of(client_of(ada).get(address))
    assert move in text_of(client_of(ada).get(address))
    page = text_of(client_of(ben).get(address))
    assert edit not in page
    assert move not in page
    assert "/concede/" not in page
    assert edit in text_of(client_of(join(ben, Role.EDITOR)).get(address))


def test_the_challenged_author_may_concede(
    client_of: Callable[[User], Client], grow: Grow, ben: User
) -> None:
    air = grow("  + Air")["Air"]
    mine = operations.post_claim(ben, air, stance="pro", text="Mine")
    con = operations.post_claim(ben, mine, stance="con", text="Against mine")

    assert "/concede/" in text_of(client_of(ben).get(con.get_absolute_url()))


def test_a_closed_debate_is_for_reading(
    client_of: Callable[[User], Client], ada: User, ben: User, debate: Debate
) -> None:
    operations.set_phase(ada, debate, "closed")

    page = text_of(client_of(ben).get(debate.get_absolute_url()))

    assert "This debate is closed: it is for reading." in page
    assert "/reply/" not in page


def test_withdrawn_claims_stay_readable_and_cannot_be_answered(
    client_of: Callable[[User], Client], grow: Grow, ada: User
) -> None:
    con = grow(CHAIN)["Deliveries"]
    operations.withdraw_claim(ada, con)

    page = text_of(client_of(ada).get(con.get_absolute_url()))

    assert "was withdrawn" in page
    assert "Restore" in page
    assert "/reply/" not in page


def test_pending_claims_are_shown_to_their_author_and_to_nobody_else(
    client_of: Callable[[User], Client],
    ada: User,
    ben: User,
    chidi: User,
    debate: Debate,
    thesis: Claim,
) -> None:
    operations.set_posting(ada, debate, "suggestions")
    waiting = operations.post_claim(ben, thesis, stance="pro", text="It waits")

    assert "waiting for review" in text_of(client_of(ben).get(waiting.get_absolute_url()))
    assert "waiting for review" in text_of(client_of(ada).get(debate.get_absolute_url()))
    assert client_of(chidi).get(waiting.get_absolute_url()).status_code == 404
    page = text_of(client_of(chidi).get(debate.get_absolute_url()))
    assert "It waits" not in page
    assert "<small>1</small>" not in page


def test_links_of_sources_are_not_followed_for_their_sake(
    anonymous: Client, grow: Grow, ben: User
) -> None:
    air = grow("  + Air")["Air"]
    operations.add_source(ben, air, NewSource("https://example.org/", title="A <b>study</b>"))

    page = text_of(anonymous.get(air.get_absolute_url()))

    assert 'href="https://example.org/" rel="nofollow ugc noopener">A &lt;b&gt;study' in page
    assert "Take it off" not in page


def test_a_card_is_one_link_even_where_its_text_has_one(
    anonymous: Client, thesis: Claim, ben: User
) -> None:
    text = "See [there](https://example.org/) & *think*"
    operations.post_claim(ben, thesis, stance="pro", text=text)

    page = text_of(anonymous.get(thesis.get_absolute_url()))

    assert "See there &amp; <em>think</em></a>" in page
    assert "https://example.org/" not in page


def test_at_most_fifty_cards_a_side_are_shown(anonymous: Client, ada: User) -> None:
    nodes = {str(key): Node(str(key), f"Claim {key}") for key in range(61)}
    replies = tuple(Reply(str(key), "0", Stance.CON) for key in range(1, 61))
    debate = operations.place_debate(ada, ArgumentMap("0", nodes, replies, title="Wide"))

    page = text_of(anonymous.get(debate.get_absolute_url()))

    assert page.count('<li class="card') == 50
    assert "10 more in the outline" in page


@pytest.mark.one_database
@pytest.mark.parametrize("size", [50, 5000])
def test_costs_the_same_number_of_queries_at_any_size(
    client_of: Callable[[User], Client],
    ada: User,
    ben: User,
    size: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    debate = operations.place_debate(ada, of_size(size))
    claim = debate.claims.get(text="Claim 7")
    client = client_of(ben)
    with django_assert_num_queries(16):
        client.get(claim.get_absolute_url())
    with django_assert_num_queries(7):
        client.get(claim.get_absolute_url())


def test_what_one_may_not_see_does_not_exist(
    anonymous: Client, ada: User, debate: Debate, grow: Grow
) -> None:
    air = grow("  + Air")["Air"]
    operations.set_visibility(ada, debate, "private")

    assert anonymous.get(debate.get_absolute_url()).status_code == 404
    assert anonymous.get(air.get_absolute_url()).status_code == 404
    assert anonymous.get(reverse("permalink", args=[air.pk])).status_code == 404


def test_a_claim_is_not_found_in_another_debate(
    anonymous: Client, ada: User, debate: Debate, thesis: Claim
) -> None:
    other = operations.open_debate(ada, title="Other", theses=["Other"])

    assert anonymous.get(reverse("claim", args=[other.slug, thesis.pk])).status_code == 404


def test_the_permalink_does_not_give_away_the_address_of_an_unlisted_debate(
    anonymous: Client, client_of: Callable[[User], Client], thesis: Claim, ada: User, ben: User
) -> None:
    debate = operations.set_visibility(ada, thesis.debate, "unlisted")
    link = reverse("permalink", args=[thesis.pk])
    assert anonymous.get(link).status_code == 404
    assert client_of(ben).get(link).status_code == 404
    assert client_of(ada).get(link).headers["Location"].startswith(f"/debates/{debate.slug}/")
    page = anonymous.get(reverse("claim", args=[debate.slug, thesis.pk])).content.decode()
    assert f'href="{link}"' not in page


def test_the_permalink_leads_to_where_the_claim_is_now(anonymous: Client, thesis: Claim) -> None:
    response = anonymous.get(reverse("permalink", args=[thesis.pk]))

    assert response.status_code == 302
    assert response["Location"] == thesis.get_absolute_url()
