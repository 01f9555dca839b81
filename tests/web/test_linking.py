"""The page that lets a claim argue elsewhere too, and where readers then meet it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.words import State
from debates.models import Claim, Debate, Link, Role
from tests.conftest import THESIS, Grow
from tests.web.pages import page_of, text_of

REPLIES = """\
  + Air
    - Electric
      - Tyres
  - Freight
    + Food
"""
LinkIt = Callable[..., Link]


@pytest.fixture
def claims(grow: Grow) -> dict[str, Claim]:
    return grow(REPLIES)


@pytest.fixture
def link(ada: User, claims: dict[str, Claim]) -> LinkIt:
    def link(claim: str, target: str, stance: str = "pro", aim: str = "") -> Link:
        return operations.link_claim(ada, claims[claim], claims[target], stance=stance, aim=aim)

    return link


def form_of(target: Claim, **more: str) -> dict[str, object]:
    key = "9a1e3f5c-0000-4000-8000-000000000001"
    return {"target": target.pk, "stance": "con", "aim": "scope", "key": key, **more}


# ---- the page


def test_searches_the_debate_and_says_what_cannot_be_linked_to(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim], link: LinkIt
) -> None:
    link("Electric", "Food")
    page = page_of("link_claim", claims["Electric"])
    client = client_of(ada)

    def told(word: str) -> str:
        return text_of(client.get(page, {"q": word}))

    assert f'href="?target={claims["Freight"].pk}"' in told("freig")
    assert "This is the claim you are linking." in told("Electric")
    assert "This is its own place" in told("Air")
    assert "they would argue in a circle" in told("Tyres")
    assert "It is linked to that already." in told("Food")
    assert "No claim with “Bikes”" in told("Bikes")


def test_links_by_two_pages_and_a_form(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim]
) -> None:
    client, page = client_of(ada), page_of("link_claim", claims["Tyres"])
    asked = client.get(page, {"target": claims["Freight"].pk, "stance": "con"})
    assert 'value="con"' in text_of(asked)
    assert "checked" in text_of(asked).split('value="con"')[1].split(">")[0]

    posted = client.post(page, form_of(claims["Freight"]), follow=True)

    made = Link.objects.get()
    assert (made.claim, made.target) == (claims["Tyres"], claims["Freight"])
    assert (made.stance, made.aim, made.author) == ("con", "scope", ada)
    assert posted.redirect_chain[-1][0].endswith(f"#claim-{claims['Tyres'].pk}")
    assert "The rebuttal argues here too." in text_of(posted)
    client.post(page, form_of(claims["Freight"]))
    assert Link.objects.count() == 1


def test_what_a_pro_aims_at_is_not_asked(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim]
) -> None:
    page = page_of("link_claim", claims["Tyres"])
    client_of(ada).post(page, form_of(claims["Freight"], stance="pro"))
    assert (Link.objects.get().stance, Link.objects.get().aim) == ("pro", "")


def test_a_circle_is_refused_on_the_page_before_anything_is_chosen(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim], link: LinkIt
) -> None:
    link("Freight", "Tyres")
    client, page = client_of(ada), page_of("link_claim", claims["Air"])
    asked = client.get(page, {"target": claims["Food"].pk})
    assert asked.status_code == 422
    assert "“Food” already argues, by way of “Freight”, “Tyres” and “Electric”" in text_of(asked)
    posted = client.post(page, form_of(claims["Food"]))
    assert posted.status_code == 422
    assert "It is not linked yet" in text_of(posted)
    assert Link.objects.count() == 1


@pytest.mark.parametrize("stance", ["", "maybe"])
def test_without_a_stance_nothing_is_linked(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim], stance: str
) -> None:
    page = page_of("link_claim", claims["Tyres"])
    posted = client_of(ada).post(page, form_of(claims["Freight"], stance=stance))
    assert posted.status_code == 422
    assert not Link.objects.exists()


@pytest.mark.parametrize("target", ["0", "x", "", "٣", "9" * 30])
def test_a_target_that_does_not_exist_leads_back_to_the_search(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim], target: str
) -> None:
    asked = client_of(ada).get(page_of("link_claim", claims["Tyres"]), {"target": target})
    assert asked.status_code == 200
    assert "Words in the claim it also argues about" in text_of(asked)


def test_what_can_be_linked_to_nothing_is_told_so(
    client_of: Callable[[User], Client], ada: User, claims: dict[str, Claim]
) -> None:
    page = client_of(ada).get(page_of("link_claim", claims[THESIS]))
    assert "This is what the whole debate is about" in text_of(page)


def test_is_for_editors_and_for_the_authors_of_claims(
    client_of: Callable[[User], Client],
    anonymous: Client,
    ben: User,
    chidi: User,
    claims: dict[str, Claim],
) -> None:
    own = operations.post_claim(ben, claims["Air"], stance="pro", text="Mine")
    assert anonymous.get(page_of("link_claim", own)).status_code == 302
    assert client_of(chidi).get(page_of("link_claim", own)).status_code == 403
    assert client_of(ben).get(page_of("link_claim", claims["Air"])).status_code == 403
    assert client_of(ben).get(page_of("link_claim", own)).status_code == 200
    assert "Link it to another claim" in text_of(client_of(ben).get(own.get_absolute_url()))
    assert "Link it to another claim" not in text_of(client_of(chidi).get(own.get_absolute_url()))


def test_a_link_is_taken_off_with_one_button(
    client_of: Callable[[User], Client], ada: User, ben: User, link: LinkIt
) -> None:
    made = link("Tyres", "Freight")
    page = reverse("unlink_claim", args=[made.debate.slug, made.pk])
    assert f'action="{page}"' in text_of(client_of(ada).get(made.claim.get_absolute_url()))
    assert f'action="{page}"' not in text_of(client_of(ben).get(made.claim.get_absolute_url()))
    assert client_of(ben).post(page).status_code == 403
    assert client_of(ada).get(page).status_code == 405

    answer = client_of(ada).post(page)

    assert answer.url == made.claim.get_absolute_url()
    assert not Link.objects.exists()
    assert client_of(ada).post(page).status_code == 404


# ---- where readers meet it


def test_it_is_shown_in_both_places_and_in_the_outline(
    anonymous: Client, claims: dict[str, Claim], link: LinkIt
) -> None:
    link("Tyres", "Freight", "con", "scope")
    at_home = text_of(anonymous.get(claims["Tyres"].get_absolute_url()))
    assert "Also argues at 1 other place" in at_home
    there = claims["Freight"].get_absolute_url()
    assert f'<b>opposes</b> <small>of scope</small> <a href="{there}"' in at_home

    elsewhere = text_of(anonymous.get(claims["Freight"].get_absolute_url()))
    card = elsewhere.split(f'id="claim-{claims["Tyres"].pk}"')[1].split("</li>")[0]
    assert "argues here too" in card
    assert "<q>Electric</q>" in card
    assert "of scope" in card
    assert "Rebuttals <small>1</small>" in elsewhere

    outline = text_of(anonymous.get(reverse("outline", args=[claims["Air"].debate.slug])))
    assert outline.count("argues here too") == 1
    assert outline.count(f'id="row-{claims["Tyres"].pk}"') == 1
    row = outline.split('<ul class="also">')[1].split("</ul>")[0]
    assert "Rebuttal · of scope" in row
    assert "data-claim" not in row


def test_a_reference_is_no_reply(anonymous: Client, claims: dict[str, Claim], link: LinkIt) -> None:
    outline = reverse("outline", args=[claims["Air"].debate.slug])
    before = text_of(anonymous.get(outline)).count("1 reply")
    link("Tyres", "Food")
    after = text_of(anonymous.get(outline))
    assert after.count("1 reply") == before
    assert "argues here too" in after


def test_a_branch_that_is_fetched_has_its_references(
    anonymous: Client, claims: dict[str, Claim], link: LinkIt
) -> None:
    link("Tyres", "Food")
    branch = reverse("branch", args=[claims["Food"].debate.slug, claims["Freight"].pk])
    assert "argues here too" in text_of(anonymous.get(branch, headers={"HX-Request": "true"}))


def test_a_withdrawn_end_is_marked(
    anonymous: Client, ada: User, claims: dict[str, Claim], link: LinkIt
) -> None:
    link("Tyres", "Freight")
    operations.withdraw_claim(ada, claims["Tyres"])
    card = text_of(anonymous.get(claims["Freight"].get_absolute_url()))
    assert "is-withdrawn is-linked" in card
    operations.withdraw_claim(ada, claims["Freight"])
    place = text_of(anonymous.get(claims["Tyres"].get_absolute_url()))
    assert place.split('id="places"')[1].split("</section>")[0].count("withdrawn") > 0


SECRET = "xyzzy secret"


@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED, State.HIDDEN])
@pytest.mark.parametrize("hidden", ["claim", "target", "above claim", "above target"])
def test_an_end_that_is_kept_back_is_neither_shown_nor_counted(
    client_of: Callable[[User], Client],
    anonymous: Client,
    debate: Debate,
    ada: User,
    ben: User,
    chidi: User,
    join: Callable[[User, Role], User],
    grow: Grow,
    hidden: str,
    state: State,
) -> None:
    claims = grow("  + A\n    + B\n  + C\n    + D\n  + E\n    + F")
    linked = operations.link_claim(ada, claims["B"], claims["D"], stance="pro")
    operations.link_claim(ada, claims["F"], claims["D"], stance="pro")
    kept_back = {"claim": "B", "target": "D", "above claim": "A", "above target": "C"}[hidden]
    ends = {"claim": ["B"], "target": ["D"], "above claim": ["A", "B"], "above target": ["C", "D"]}
    for name in ends[hidden]:
        Claim.objects.filter(pk=claims[name].pk).update(text_html=f"{SECRET} {name}")
    Claim.objects.filter(pk=claims[kept_back].pk).update(state=state.value)
    reader = client_of(join(chidi, Role.READER))
    other_end = claims["D"] if "claim" in hidden else claims["B"]
    pages = [
        other_end.get_absolute_url(),
        reverse("outline", args=[debate.slug]),
        f"{page_of('link_claim', claims['F'])}?q=secret",
        page_of("link_claim", claims["F"]),
    ]
    unlink = reverse("unlink_claim", args=[debate.slug, linked.pk])
    for who in (anonymous, reader):
        for page in pages:
            assert SECRET not in who.get(page).content.decode()
    shown = text_of(reader.get(pages[0]))
    if "claim" in hidden:
        assert "Supports <small>1</small>" in shown
    else:
        assert "Also argues at" not in shown
    assert reader.post(unlink).status_code == 404
    join(ben, Role.MODERATOR)
    assert SECRET in client_of(ben).get(pages[0]).content.decode()


@pytest.mark.one_database
def test_costs_one_query_more_where_the_debate_has_links_however_many(
    client_of: Callable[[User], Client],
    ada: User,
    grow: Grow,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    replies = "\n".join(f"  + A{number}\n    + B{number}" for number in range(12))
    claims = grow(f"{replies}\n  + Last")
    client = client_of(ada)
    last = claims["Last"]
    costs = {last.get_absolute_url(): 8, page_of("claim", last): 8}
    costs[reverse("outline", args=[last.debate.slug])] = 7
    for number in range(12):
        operations.link_claim(ada, claims[f"B{number}"], last, stance="pro")
        for page, queries in costs.items():
            client.get(page)
            with django_assert_num_queries(queries):
                client.get(page)


def test_a_column_says_how_many_links_it_leaves_out(
    anonymous: Client, ada: User, debate: Debate, grow: Grow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("debates.web.places.MOST_LINKED", 2)
    claims = grow("  + A\n    + B\n    + C\n    + D\n  + E")
    for name in "BCD":
        operations.link_claim(ada, claims[name], claims["E"], stance="pro")
    page = text_of(anonymous.get(claims["E"].get_absolute_url()))
    assert "Supports <small>3</small>" in page
    assert "1 more in the outline" in page


def test_what_falls_only_by_a_linked_claim_is_not_said_to_have_no_replies(
    anonymous: Client, claims: dict[str, Claim], link: LinkIt
) -> None:
    page = claims["Freight"].get_absolute_url()
    assert "no replies yet" in text_of(anonymous.get(page))
    link("Air", "Food", "con", "truth")
    told = text_of(anonymous.get(page))
    assert "a linked claim opposes it" in told
    assert "no replies yet" not in told
