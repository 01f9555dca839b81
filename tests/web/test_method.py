"""The page that explains the numbers, with an example that is computed."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.formats import native
from debates.models import Claim, Debate
from debates.models.reckoning import figures_of
from debates.web.weight import number_of
from debates.web.worked import FIXTURE
from tests.web.pages import text_of

pytestmark = pytest.mark.one_database


def shown(client: Client) -> str:
    return text_of(client.get(reverse("strengths")))


def lines(page: str) -> list[str]:
    """The claims of the example."""
    example = page.split('class="working"')[1].split("</ol>")[0]
    return re.findall(r'<p class="text">(?:<a[^>]*>)?(.*?)(?:</a>)?</p>', example)


@pytest.fixture
def bilateralism(ada: User) -> Debate:
    return operations.place_debate(ada, native.loads(FIXTURE.read_text()))


def test_without_that_debate_the_example_is_computed_from_the_file(anonymous: Client) -> None:
    page = shown(anonymous)
    assert len(lines(page)) == 4
    assert "by quadratic energy, before any votes" in page
    assert "It begins at 0.50. It is opposed with 0.50: that pulls it 20% of the way down" in page
    assert "with its numbers as they are now" not in page
    for title in ("Quadratic energy", "DF-QuAD", "Euler-based"):
        assert f"<dt>{title}</dt>" in page


def test_with_that_debate_the_numbers_are_those_it_has_now(
    anonymous: Client, bilateralism: Debate, ada: User
) -> None:
    first, *_ = lines(shown(anonymous))
    claim = bilateralism.claims.get(text=first)
    operations.cast_vote(ada, claim, "plausibility", 4, seen=1)
    bilateralism.refresh_from_db()

    page = shown(anonymous)
    assert "with its numbers as they are now" in page
    assert "from one person’s votes" in page
    assert f'href="{claim.get_absolute_url()}"' in page
    figure = figures_of(bilateralism).get(claim.pk)
    assert f"to {number_of(figure.strength)}." in page
    assert "It begins at 0.75." in page


def test_what_was_added_since_is_not_shown_there(
    anonymous: Client, bilateralism: Debate, ada: User
) -> None:
    first, *_ = lines(shown(anonymous))
    claim = bilateralism.claims.get(text=first)
    operations.post_claim(ada, claim, stance="con", aim="truth", text="Buy my book")
    page = shown(anonymous)
    assert "Buy my book" not in page
    assert first not in lines(page)
    assert "with its numbers as they are now" in page


def test_a_debate_that_only_bears_the_name_is_no_example(
    anonymous: Client, bilateralism: Debate, ben: User
) -> None:
    Debate.objects.filter(pk=bilateralism.pk).update(visibility="private")
    fake = operations.open_debate(ben, title=bilateralism.title, theses=["Buy my book"])
    page = shown(anonymous)
    assert "Buy my book" not in page
    assert fake.get_absolute_url() not in page
    assert len(lines(page)) == 4


def test_it_costs_one_query_where_there_is_no_such_debate(
    anonymous: Client, django_assert_num_queries
) -> None:
    shown(anonymous)
    with django_assert_num_queries(1):
        shown(anonymous)


def test_a_claim_that_is_hidden_is_in_no_example(anonymous: Client, bilateralism: Debate) -> None:
    *_, last = lines(shown(anonymous))
    Claim.objects.filter(text=last).update(state="hidden")
    Debate.objects.filter(pk=bilateralism.pk).update(version=bilateralism.version + 1)
    assert last not in lines(shown(anonymous))
