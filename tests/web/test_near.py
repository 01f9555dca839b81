"""Claims that say nearly the same: found among what one may read, and never in anybody's way."""

import html
import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Role
from debates.web.near import near_to
from debates.web.visit import visit_to
from tests.conftest import Grow
from tests.web.pages import text_of

SECRET = "Xylographic ferrets haunt quarries"
OUTLINE = """\
  + The air gets cleaner within weeks
    - Electric cars clean the air as well
  - Deliveries need cars
"""


def read(response: HttpResponse) -> str:
    return html.unescape(text_of(response))


def near(client: Client, debate: Debate, text: str, **more: object) -> str:
    """The page about what is like a text, without the form that repeats it."""
    address = reverse("near_matches", args=[debate.slug])
    response = client.get(address, {"text": text} | more)
    assert response.status_code == 200
    return re.sub(r"<form.*?</form>", "", read(response))


def test_what_is_said_already_is_named_with_its_place_and_the_way_there(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    electric = grow(OUTLINE)["Electric cars clean the air as well"]
    page = near(anonymous, debate, "The air is cleaned by electric cars, too")

    assert "Is it one of these?" in page
    assert page.index("Electric cars clean") < page.index("Opposes “The air gets cleaner")
    assert f'href="{electric.get_absolute_url()}"' in page
    assert "This is the same: go there" in page
    assert "Deliveries" not in page


def test_where_nothing_is_like_it_that_is_said(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    grow(OUTLINE)

    assert "Nothing here says nearly the same" in near(anonymous, debate, "Quarks have spin")
    empty = near(anonymous, debate, "  ")
    assert "Nothing here says" not in empty
    assert "Is it one of these?" not in empty


def test_the_claim_that_is_answered_and_its_replies_are_told_apart(
    anonymous: Client, debate: Debate, grow: Grow, thesis: Claim
) -> None:
    air = grow(OUTLINE)["The air gets cleaner within weeks"]
    sought = "Air gets cleaner, say electric cars that clean"

    page = near(anonymous, debate, sought, below=air.pk, stance="con")
    assert "It is what you are answering." in page
    assert "It stands here already" in page
    about = near(anonymous, debate, thesis.text, below=air.pk, stance="con")
    assert "It is what the debate is about." in about


def test_withdrawn_claims_are_named_and_marked(
    anonymous: Client, ada: User, debate: Debate, grow: Grow
) -> None:
    operations.withdraw_claim(ada, grow(OUTLINE)["Deliveries need cars"])
    page = near(anonymous, debate, "Deliveries need cars")

    assert "Deliveries need cars" in page
    assert "withdrawn" in page


def test_markup_is_compared_as_it_is_read(anonymous: Client, ada: User, debate: Debate) -> None:
    thesis = debate.claims.get(parent=None)
    text = "A *toll* is [no `ban`](https://quasar.example/nebula) & no tax"
    operations.post_claim(ada, thesis, stance="con", text=text)

    assert "A <em>toll</em> is no <code>ban</code> &" in near(anonymous, debate, "tolls, bans, TAX")
    assert "toll" not in near(anonymous, debate, "quasar example nebula")
    assert "toll" in near(anonymous, debate, "*toll* [ban](https://elsewhere.example/x)")


def test_hostile_text_is_text(anonymous: Client, ada: User, debate: Debate) -> None:
    thesis = debate.claims.get(parent=None)
    operations.post_claim(ada, thesis, stance="con", text='<b>bold</b> wicked \'quote" "x')
    page = text_of(
        anonymous.get(
            reverse("near_matches", args=[debate.slug]), {"text": '"><script>bold wicked quote'}
        )
    )

    assert "<script>bold" not in page
    assert "<b>bold" not in page
    assert "&lt;b&gt;bold" in page


def test_a_text_that_is_too_long_is_not_compared(anonymous: Client, debate: Debate) -> None:
    assert "too long to be compared: at most 4,000" in near(anonymous, debate, "cars " * 900)


@pytest.mark.parametrize("below", ["0", "999999", "9" * 30, "-1", "x", "²", "1.5"])
def test_an_answer_to_what_is_not_there_is_not_found(
    anonymous: Client, debate: Debate, below: str
) -> None:
    address = reverse("near_matches", args=[debate.slug])

    assert anonymous.get(address, {"text": "cars", "below": below}).status_code == 404


# ---- linking instead


def linkable(client: Client, match: Claim, below: Claim, stance: str = "con") -> bool:
    """Whether the match comes with a way to link it below that claim."""
    page = near(client, below.debate, match.text, below=below.pk, stance=stance)
    address = reverse("link_claim", args=[match.debate.slug, match.pk])
    return f'href="{address}?target={below.pk}&stance={stance}"' in page


def test_who_may_link_can_link_the_match_instead(
    client_of: Callable[[User], Client], ada: User, ben: User, grow: Grow
) -> None:
    claims = grow(OUTLINE)
    electric = claims["Electric cars clean the air as well"]
    deliveries = claims["Deliveries need cars"]

    assert linkable(client_of(ada), electric, deliveries)
    assert linkable(client_of(ada), electric, deliveries, stance="pro")
    assert not linkable(client_of(ada), electric, deliveries, stance="thesis")
    assert not linkable(client_of(ben), electric, deliveries)


def test_what_stands_here_or_does_not_stand_is_not_linked(
    client_of: Callable[[User], Client], ada: User, grow: Grow, thesis: Claim
) -> None:
    claims, client = grow(OUTLINE), client_of(ada)
    air, deliveries = claims["The air gets cleaner within weeks"], claims["Deliveries need cars"]

    assert linkable(client, deliveries, air)
    assert not linkable(client, air, air)
    assert not linkable(client, air, thesis)
    assert not linkable(client, thesis, air)
    operations.withdraw_claim(ada, deliveries)
    assert not linkable(client, deliveries, air)


# ---- what nobody may learn by it


def test_a_private_debate_tells_nothing(
    client_of: Callable[[User], Client],
    anonymous: Client,
    ada: User,
    chidi: User,
    debate: Debate,
    thesis: Claim,
) -> None:
    operations.post_claim(ada, thesis, stance="con", text=SECRET)
    operations.set_visibility(ada, debate, "private")
    address = reverse("near_matches", args=[debate.slug])

    for client in (anonymous, client_of(chidi)):
        for method in (client.get, client.post):
            assert method(address, {"text": SECRET}).status_code == 404
    assert SECRET in near(client_of(ada), debate, SECRET)


def test_matches_are_of_this_debate_alone(
    client_of: Callable[[User], Client], ada: User, debate: Debate
) -> None:
    operations.open_debate(ada, title="Another", theses=[SECRET])

    assert "Xylographic" not in near(client_of(ada), debate, SECRET)


@pytest.mark.parametrize("state", ["pending", "returned", "hidden"])
def test_what_is_held_back_and_what_hangs_below_it_is_found_by_who_sees_it_alone(
    client_of: Callable[[User], Client],
    anonymous: Client,
    join: Callable[[User, Role], User],
    person: Callable[[str], User],
    ada: User,
    ben: User,
    chidi: User,
    debate: Debate,
    thesis: Claim,
    state: str,
) -> None:
    above = operations.post_claim(ben, thesis, stance="con", text=f"{SECRET} by night")
    operations.post_claim(chidi, above, stance="con", text=f"{SECRET} by day")
    Claim.objects.filter(pk=above.pk).update(state=state)
    editor = join(person("edna"), Role.EDITOR)
    clients = {who: client_of(who) for who in (ada, ben, chidi, editor)}
    sees = {ada, ben} if state == "hidden" else {ada, ben, editor}

    # Whoever asks first fills what is kept: nobody after them may profit.
    for _ in range(2):
        for who, client in [*clients.items(), (None, anonymous)]:
            page = near(client, debate, SECRET)
            assert ("by night" in page, "by day" in page) == (who in sees, who in sees), who


def test_what_comes_to_be_hidden_is_found_no_more(
    client_of: Callable[[User], Client], ada: User, ben: User, debate: Debate, thesis: Claim
) -> None:
    claim = operations.post_claim(ada, thesis, stance="con", text=SECRET)
    client = client_of(ben)
    assert SECRET in near(client, debate, SECRET)

    # Without a new version of the debate: what is kept is asked again who may see it.
    Claim.objects.filter(pk=claim.pk).update(state="hidden")
    assert "Nothing here says nearly the same" in near(client, debate, SECRET)


def test_what_is_hidden_while_one_looks_is_not_quoted(
    ada: User, ben: User, debate: Debate, thesis: Claim
) -> None:
    above = operations.post_claim(ada, thesis, stance="con", text=SECRET)
    operations.post_claim(ada, above, stance="con", text="Ships need harbours")
    visit = visit_to(debate.slug, ben)
    assert len(near_to(visit, "Ships need harbours", None, "")["matches"]) == 1

    Claim.objects.filter(pk=above.pk).update(state="hidden")
    assert near_to(visit, "Ships need harbours", None, "")["matches"] == []
