import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.words import Stance
from debates.models import Claim, Debate
from tests.conftest import Grow
from tests.maps import chain
from tests.web.pages import of_size, text_of

HTMX = {"HX-Request": "true"}
REPLIES = """\
  + Air
    - Electric cars
      - Tyres
  - Deliveries
"""


def outline_of(debate: Debate) -> str:
    return reverse("outline", args=[debate.slug])


def texts(page: str) -> list[str]:
    """The claims shown, in the order of the page."""
    return re.findall(r'<a class="text" href="[^"]+">(.*?)</a>', page)


def wide(ada: User, width: int) -> Debate:
    nodes = {str(key): Node(str(key), f"Claim {key}") for key in range(width + 1)}
    replies = tuple(Reply(str(key), "0", Stance.CON) for key in range(1, width + 1))
    return operations.place_debate(ada, ArgumentMap("0", nodes, replies, title="Wide"))


def test_shows_the_whole_tree_in_reading_order(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    grow(REPLIES)

    page = text_of(anonymous.get(outline_of(debate)))

    shown = ["Cities should ban cars", "Air", "Electric cars", "Tyres", "Deliveries"]
    assert texts(page) == shown
    assert page.count("<ol") == page.count("</ol>") == 4
    outline = page.split('<ol class="outline"')[1].split("<dialog")[0]
    assert outline.count("<li") == outline.count("</li>") == 5
    assert page.count("<details open data-below") == 3
    assert 'aria-label="1 reply to: Air"' in page


def test_rows_say_kind_marks_and_replies_in_words(
    anonymous: Client, debate: Debate, grow: Grow, ada: User
) -> None:
    claims = grow(REPLIES + "  - Parking\n")
    operations.concede(ada, claims["Tyres"])
    operations.withdraw_claim(ada, claims["Deliveries"])

    page = text_of(anonymous.get(outline_of(debate)))

    assert 'aria-label="Supporting claim"' in page
    assert 'aria-label="Rebuttal"' in page
    assert '<span class="mark">conceded</span>' in page
    assert '<span class="mark">withdrawn</span>' in page
    assert '<span class="open">open</span>' in page
    assert "3 replies" in page


def test_what_people_wrote_is_escaped(anonymous: Client, debate: Debate, grow: Grow) -> None:
    grow('  + <script>alert("x")</script> & "quotes"\n    - Below')

    page = anonymous.get(outline_of(debate)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert 'aria-label="1 reply to: &lt;script&gt;alert(&quot;x&quot;)' in page


def test_starts_at_the_claim_it_is_asked_for(anonymous: Client, debate: Debate, grow: Grow) -> None:
    claims = grow(REPLIES)

    page = text_of(anonymous.get(outline_of(debate), {"at": claims["Electric cars"].pk}))

    assert texts(page) == ["Electric cars", "Tyres"]
    assert "which this critique <b>opposes</b>" in page


@pytest.mark.parametrize("at", ["x", "0", "-1", "9" * 40, "٣", ""])
def test_a_claim_that_is_not_there_is_a_404(anonymous: Client, debate: Debate, at: str) -> None:
    assert anonymous.get(outline_of(debate), {"at": at}).status_code == 404


def test_a_long_list_is_fetched_in_portions(anonymous: Client, ada: User) -> None:
    debate = wide(ada, 650)
    page = text_of(anonymous.get(outline_of(debate)))
    assert len(texts(page)) == 301
    assert "Show 350 more replies" in page

    shown = texts(page)
    while found := re.search(r'hx-get="([^"]+)" hx-target="closest li"', page):
        page = text_of(anonymous.get(found[1].replace("&amp;", "&"), headers=HTMX))
        shown += texts(page)

    assert shown == [f"Claim {key}" for key in range(651)]


def test_without_javascript_the_rest_is_a_page(anonymous: Client, ada: User) -> None:
    debate = wide(ada, 350)
    page = text_of(anonymous.get(outline_of(debate)))
    rest = re.search(r'<li class="rest"><a href="([^"]+)"', page)[1].replace("&amp;", "&")

    assert texts(text_of(anonymous.get(rest)))[1:] == [f"Claim {key}" for key in range(301, 351)]


def test_a_deep_thread_goes_on_on_another_page(
    anonymous: Client, ada: User, settings: object
) -> None:
    settings.MAX_DEPTH = 5000
    argument = chain(3000)
    debate = operations.place_debate(
        ada, ArgumentMap("0", argument.nodes, argument.replies, title="Deep")
    )

    page = text_of(anonymous.get(outline_of(debate)))

    assert texts(page) == [f"Claim {level}" for level in range(13)]
    assert "Read on: 1 reply" in page
    on = re.search(r'<p class="deeper"><a href="([^"]+)"', page)[1]
    assert texts(text_of(anonymous.get(on)))[:2] == ["Claim 12", "Claim 13"]


def test_closed_lists_are_fetched_when_they_are_opened(anonymous: Client, ada: User) -> None:
    debate = operations.place_debate(ada, of_size(2000))
    page = text_of(anonymous.get(outline_of(debate)))
    unread = re.search(r'data-unread hx-get="([^"]+)"', page)

    branch = text_of(anonymous.get(unread[1], headers=HTMX))

    assert branch.startswith("<li")
    assert branch.count("<li") == branch.count("</li>")
    assert len(texts(branch)) >= 1


def test_a_branch_by_itself_is_the_outline_from_there(
    anonymous: Client, debate: Debate, thesis: Claim
) -> None:
    response = anonymous.get(reverse("branch", args=[debate.slug, thesis.pk]))

    assert response["Location"] == f"{outline_of(debate)}?at={thesis.pk}"


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
    client = client_of(ben)
    client.get(outline_of(debate))
    with django_assert_num_queries(6):
        response = client.get(outline_of(debate))

    assert len(texts(text_of(response))) == min(size, 301)


def test_what_waits_is_shown_to_its_author_alone(
    client_of: Callable[[User], Client],
    ada: User,
    ben: User,
    chidi: User,
    debate: Debate,
    thesis: Claim,
) -> None:
    operations.set_posting(ada, debate, "suggestions")
    operations.post_claim(ben, thesis, stance="pro", text="It waits")

    assert "waiting for review" in text_of(client_of(ben).get(outline_of(debate)))
    page = text_of(client_of(chidi).get(outline_of(debate)))
    assert texts(page) == ["Cities should ban cars"]
    assert "1 reply" not in page
