from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.accounts.models import User
from debates import operations
from debates.argument.words import State
from debates.models import Claim, Membership, Role, search
from debates.web.search import A_PAGE
from tests.models.test_search import HOSTILE

SECRET = "quokka"
# Stands beside it, and is not what was searched for, so that no page says it by itself.
TOLD = "wombat"


def page_of(client: Client, q: str = SECRET, **narrowed: str) -> str:
    answer = client.get(reverse("search"), {"q": q, **narrowed})
    assert answer.status_code == 200
    return answer.content.decode()


def found(client: Client, q: str = SECRET, **narrowed: str) -> list[str]:
    context = client.get(reverse("search"), {"q": q, **narrowed}).context
    hits = [*context["debates"].shown, *context["claims"].shown]
    counted = context["debates"].count + context["claims"].count
    assert counted == len(hits)
    return [getattr(hit, "claim", None) or hit.debate for hit in hits]


@pytest.fixture
def people(ada, ben, chidi, admin, join, client_of, anonymous) -> dict[str, Client]:
    """Ada owns the debate, Ben moderates it, Chidi wrote what is kept back; Dana was removed."""
    join(ben, Role.MODERATOR)
    dana, emil = (
        User.objects.create(username=name, email=f"{name}@example.org") for name in ("dana", "emil")
    )
    join(dana, Role.NONE)
    join(emil, Role.EDITOR)
    users = {"ada": ada, "ben": ben, "chidi": chidi, "dana": dana, "emil": emil, "admin": admin}
    clients = {name: client_of(user) for name, user in users.items()}
    return {**clients, "nobody": anonymous}


def who_finds(people: dict[str, Client], thing: object) -> set[str]:
    finding = {name for name, client in people.items() if thing in found(client)}
    for name in set(people) - finding:
        assert TOLD not in page_of(people[name])
    return finding


EVERYBODY = {"ada", "ben", "chidi", "dana", "emil", "admin", "nobody"}
STATES = {
    State.VISIBLE: EVERYBODY - {"dana"},
    State.WITHDRAWN: EVERYBODY - {"dana"},
    State.PENDING: {"ada", "ben", "chidi", "emil", "admin"},
    State.RETURNED: {"ada", "ben", "chidi", "emil", "admin"},
    State.HIDDEN: {"ada", "ben", "chidi", "admin"},
}


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_a_claim_is_found_by_those_who_may_read_it(thesis, people, chidi, state, below):
    text = "Kept back" if below else f"A {SECRET} {TOLD}"
    claim = operations.post_claim(chidi, thesis, stance="pro", text=text)
    if below:
        hidden = operations.post_claim(chidi, claim, stance="pro", text=f"A {SECRET} {TOLD}")
    Claim.objects.filter(pk=claim.pk).update(state=state.value)

    assert who_finds(people, hidden if below else claim) == STATES[state]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, EVERYBODY - {"dana"}),
        ({"visibility": "unlisted"}, {"ada", "ben", "emil", "admin"}),
        ({"visibility": "private"}, {"ada", "ben", "emil", "admin"}),
        ({"phase": "draft"}, {"ada", "ben", "emil", "admin"}),
        ({"phase": "archived"}, EVERYBODY - {"dana"}),
    ],
)
def test_a_debate_is_found_by_those_to_whom_it_is_listed(debate, people, ada, settings, expected):
    operations.describe_debate(ada, debate, title=f"The {SECRET} {TOLD}", background="")
    if "visibility" in settings:
        operations.set_visibility(ada, debate, settings["visibility"])
    if "phase" in settings:
        operations.set_phase(ada, debate, settings["phase"])

    assert who_finds(people, debate) == expected


def test_who_has_the_link_searches_inside_an_unlisted_debate(ada, anonymous):
    debate = operations.open_debate(ada, title="Q", theses=[f"A {SECRET}"], visibility="unlisted")

    assert found(anonymous) == []
    assert found(anonymous, debate=debate.slug) == [debate.claims.get()]
    operations.set_visibility(ada, debate, "private")
    debate.refresh_from_db()
    asked = {"q": SECRET, "debate": debate.slug}
    assert anonymous.get(reverse("search"), asked).status_code == 404


def test_a_hit_says_what_it_is_and_where(thesis, ada, client_of):
    text = "A [quokka](https://example.org/) & *more* <b>"
    parent = operations.post_claim(ada, thesis, stance="pro", text="Animals matter")
    claim = operations.post_claim(ada, parent, stance="con", text=text, aim="scope")

    page = page_of(client_of(ada))

    assert "A <mark>quokka</mark> &amp; more &lt;b&gt;" in page
    assert "Critique · of scope" in page
    assert "Opposes: Animals matter" in page
    assert f'href="{claim.get_absolute_url()}"' in page
    assert "Cars in cities" in page


def test_words_in_details_and_sources_are_shown_around(thesis, ada, anonymous):
    source = operations.NewSource(citation="Doe: On Quokkas")
    detail = "long " * 100 + "<script>quokka</script> tail"
    operations.post_claim(ada, thesis, stance="pro", text="One", source=source)
    operations.post_claim(ada, thesis, stance="pro", text="Two", detail=detail)

    page = page_of(anonymous)

    assert "In a source:</span> Doe: On <mark>Quokkas</mark>" in page
    assert "&lt;script&gt;<mark>quokka</mark>&lt;/script&gt; tail" in page


def test_it_is_narrowed_by_the_address(debate, thesis, grow, ada, ben, anonymous):
    claims = grow("  + A quokka\n  - No quokka\n")
    own = operations.post_claim(ben, thesis, stance="pro", text="Ben’s quokka")
    other = operations.open_debate(ada, title="A quokka", theses=["It is a quokka"])

    assert found(anonymous, **{"in": "debates"}) == [other]
    assert other not in found(anonymous, **{"in": "claims"})
    assert found(anonymous, kind="critique") == [claims["No quokka"]]
    assert found(anonymous, author="BEN") == [own]
    assert found(anonymous, author="nobody") == []
    assert found(anonymous, debate=other.slug) == [other.claims.get()]
    assert found(anonymous, kind="nonsense", page="x")[0] == other


def test_no_more_than_the_best_are_shown_page_by_page(thesis, ada, anonymous, monkeypatch):
    monkeypatch.setattr(search, "SHOWN_MAX", A_PAGE + 1)
    monkeypatch.setattr("debates.web.search.SHOWN_MAX", A_PAGE + 1)
    for number in range(A_PAGE + 3):
        operations.post_claim(ada, thesis, stance="pro", text=f"Quokka {number}")

    first, second, far = (
        anonymous.get(reverse("search"), {"q": SECRET, "page": page}) for page in ("1", "2", "999")
    )

    assert len(first.context["claims"].shown) == A_PAGE
    assert len(second.context["claims"].shown) == len(far.context["claims"].shown) == 1
    assert f"the best {A_PAGE + 1}" in first.content.decode()
    assert "Add a word to come closer" in first.content.decode()


def test_a_search_begun_in_a_debate_offers_to_stay_there(debate, ada, anonymous):
    private = operations.open_debate(ada, title="Private", theses=["P"], visibility="private")

    def offered(referer: str) -> bool:
        asked = anonymous.get(reverse("search"), {"q": "cars"}, headers={"Referer": referer})
        return "Search in “" in asked.content.decode()

    assert offered(f"http://testserver{debate.get_absolute_url()}outline/")
    assert not offered(f"http://elsewhere.example{debate.get_absolute_url()}")
    assert not offered(f"http://testserver{private.get_absolute_url()}")
    for nonsense in ("http://testserver/nowhere/at/all", "http://[", "://", ""):
        assert not offered(nonsense)


@pytest.mark.parametrize(
    ("q", "sentence"),
    [
        ("", "What are you looking for?"),
        ("***", "Type at least one word"),
        ("-cars", "Add a word that should be there"),
        ("zebra", "Try another word for it"),
        ("zebra cars", "Try fewer words"),
    ],
)
def test_where_nothing_is_found_it_says_what_to_do(debate, anonymous, q, sentence):
    assert sentence in page_of(anonymous, q)


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_has_an_answer(debate, anonymous, words):
    typed = words.encode("utf-8", "replace").decode()

    page_of(anonymous, typed, author=typed[:200], page=typed[:20])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_has_an_answer(debate, anonymous, typed):
    page_of(anonymous, typed)


@pytest.mark.parametrize("count", [2, 60])
def test_a_search_takes_as_many_queries_whatever_is_found(
    debate, thesis, ada, client_of: Callable[[User], Client], django_assert_num_queries, count
):
    for number in range(count):
        operations.post_claim(ada, thesis, stance="pro", text=f"Quokka {number}", detail=SECRET)
    client = client_of(ada)
    operations.describe_debate(ada, debate, title=SECRET, background="")

    # The session and the person; of debates and of claims: the index, for the word and for longer
    # ones, what of it may be seen, and what is shown; the sources.
    with django_assert_num_queries(11):
        page_of(client)


def test_a_removed_member_finds_nothing_of_their_own_either(debate, thesis, ben, join, client_of):
    operations.post_claim(ben, thesis, stance="pro", text=f"A {SECRET}")
    Membership.objects.create(debate=debate, user=ben, role=Role.NONE)

    assert found(client_of(ben)) == []
