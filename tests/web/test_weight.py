"""Strength and standing beside claims: wherever claims are read, always with their basis."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate
from debates.models.reckoning import Basis, Figure
from debates.reasoning.grounded import Standing
from debates.web.weight import at_odds, basis_in_words, scale, weight, word_for
from tests.conftest import Grow
from tests.web.pages import page_of, text_of

pytestmark = pytest.mark.one_database

BASIS = "by quadratic energy, before any votes"
REPLIES = """\
  + Air
  - Deliveries
    - By night
"""


def weighs(page: str, text: str) -> str:
    """What is said of the claim's weight, without the markup, up to what comes after it."""
    after = page.split(text, 1)[1]
    begin = after.index('class="weight')
    words = after[begin:].split("</span></span></span>", 1)[0]
    return " ".join("".join(part.split("<")[0] for part in words.split(">")[1:]).split())


@pytest.mark.parametrize(
    ("strength", "word"),
    [
        (0.0, "very weak"),
        (0.19, "very weak"),
        (0.196, "weak"),
        (0.5, "middling"),
        (0.6, "strong"),
        (0.8, "very strong"),
        (1.0, "very strong"),
    ],
)
def test_each_strength_has_a_word(strength: float, word: str) -> None:
    assert word_for(strength) == word
    assert word in [name for name, _ in scale()]


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (Basis("quadratic-energy", 0), "by quadratic energy, before any votes"),
        (Basis("quadratic-energy", None), "by quadratic energy, votes left aside"),
        (Basis("df-quad", 1), "by DF-QuAD, from one person’s votes"),
        (Basis("euler-based", 14), "by the Euler-based method, from 14 people’s votes"),
    ],
)
def test_the_method_and_the_base_are_named_in_words(basis: Basis, words: str) -> None:
    assert basis_in_words(basis) == words


def test_a_weight_is_icon_word_length_and_number() -> None:
    html = weight(Figure(0.623, Standing.OUT))
    for part in ("#i-falls", "falls", 'd="M0 4h62"', "0.62", "strong"):
        assert part in html
    assert "about" not in html
    assert "about 0.62" in weight(Figure(0.623, Standing.UNDECIDED, circular=True))
    assert "<path" not in weight(Figure(0.0, Standing.OUT))
    assert weight(None) == ""


def test_every_reading_shows_it_with_its_basis(
    anonymous: Client, debate: Debate, thesis: Claim, grow: Grow
) -> None:
    claims = grow(REPLIES)
    deliveries = claims["Deliveries"]
    for page in (
        debate.get_absolute_url(),
        reverse("outline", args=[debate.slug]),
        f"{reverse('challenges', args=[debate.slug])}?status=all",
        deliveries.get_absolute_url(),
        page_of("claim_history", deliveries),
    ):
        shown = text_of(anonymous.get(page))
        assert BASIS in shown, page
        assert reverse("strengths") in shown, page
        at = f'id="claim-{deliveries.pk}"' if page == debate.get_absolute_url() else ">Deliveries</"
        assert weighs(shown, at) == "fallsstrength 0.40 middling", page
    explore = text_of(anonymous.get("/"))
    assert BASIS in explore
    assert "stands" in weighs(explore, "Cars in cities")


def test_a_page_says_why_and_what_would_change_it(
    anonymous: Client, thesis: Claim, grow: Grow
) -> None:
    claims = grow(REPLIES)
    shown = text_of(anonymous.get(claims["Deliveries"].get_absolute_url()))
    night = claims["By night"].get_absolute_url()
    assert f'It falls: the rebuttal “<a href="{night}">By night</a>” is unanswered.' in shown
    assert f'It would stand if “<a href="{night}">By night</a>” were withdrawn.' in shown


def test_it_says_where_a_reply_matters_most(anonymous: Client, thesis: Claim, grow: Grow) -> None:
    claims = grow("  + Air\n    - Electric\n")
    air = claims["Air"]
    there = text_of(anonymous.get(thesis.get_absolute_url()))
    here = text_of(anonymous.get(air.get_absolute_url()))
    elsewhere = text_of(anonymous.get(claims["Electric"].get_absolute_url()))
    assert f'A reply matters most at “<a href="{air.get_absolute_url()}">Air</a>”' in there
    assert there.count("a reply here matters most") == 1
    assert "A reply here matters most: one good objection would take the thesis from" in here
    assert "matters most" not in elsewhere


def test_where_nobody_can_reply_no_reply_matters(
    anonymous: Client, ada: User, debate: Debate, thesis: Claim, grow: Grow
) -> None:
    grow(REPLIES)
    operations.set_phase(ada, debate, "closed")
    assert "matters most" not in text_of(anonymous.get(thesis.get_absolute_url()))


@pytest.mark.parametrize("state", ["pending", "hidden", "withdrawn"])
def test_what_does_not_count_has_no_weight_not_even_for_its_author(
    client_of: Callable[[User], Client], ada: User, debate: Debate, grow: Grow, state: str
) -> None:
    air = grow("  + Air\n")["Air"]
    Claim.objects.filter(pk=air.pk).update(state=state)
    for page in (air.get_absolute_url(), reverse("outline", args=[debate.slug])):
        shown = text_of(client_of(ada).get(page))
        assert shown.count('class="weight') == (0 if page == air.get_absolute_url() else 1)


def test_what_people_wrote_is_quoted_as_text(anonymous: Client, thesis: Claim, grow: Grow) -> None:
    grow('  - <b>`x` & "y"</b>\n')
    shown = text_of(anonymous.get(thesis.get_absolute_url()))
    assert "&lt;b&gt;x &amp; &quot;y&quot;&lt;/b&gt;</a>” is unanswered" in shown


def test_a_reply_in_place_brings_the_new_weight(
    client_of: Callable[[User], Client], ada: User, thesis: Claim
) -> None:
    client, page = client_of(ada), page_of("claim", thesis)
    address = reverse("reply", args=[thesis.debate.slug, thesis.pk, "con"])
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    fields = {"text": "Deliveries", "aim": "truth", "key": str(uuid4())}
    answer = text_of(client.post(address, fields, headers=headers))
    assert 'id="weighed" aria-label="How it stands" hx-swap-oob="true"' in answer
    assert "It falls: the critique" in answer


@pytest.mark.parametrize(
    ("strength", "standing", "conceded", "said"),
    [
        (0.9, Standing.OUT, False, "Strong by weight, but an objection is unanswered"),
        (0.595, Standing.OUT, False, ""),
        (0.9, Standing.IN, False, ""),
        (0.39, Standing.IN, False, "Weak by weight, but no objection is unanswered"),
        (0.39, Standing.IN, True, "Weak by weight, but it was conceded"),
        (0.4, Standing.IN, False, ""),
        (0.1, Standing.OUT, False, ""),
        (0.9, Standing.UNDECIDED, False, ""),
    ],
)
def test_standing_and_strength_are_reconciled_where_they_disagree(
    strength: float, standing: Standing, conceded: bool, said: str
) -> None:
    assert at_odds(Figure(strength, standing), conceded=conceded) == said


def test_a_strong_thesis_that_falls_says_so_where_it_is_read(
    anonymous: Client, debate: Debate, thesis: Claim, grow: Grow
) -> None:
    grow("".join(f"  + Reason {number}\n" for number in range(4)) + "  - Deliveries\n")
    said = "Strong by weight, but an objection is unanswered."
    for address in (thesis.get_absolute_url(), reverse("verdict", args=[debate.slug])):
        assert said in text_of(anonymous.get(address))
