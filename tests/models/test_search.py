from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.accounts.models import User
from debates import operations
from debates.argument.words import State
from debates.models import Claim, Debate, Membership, Role, search
from debates.models.search import SHOWN_MAX, Within
from debates.operations import NewSource

HOSTILE = [
    "",
    '"',
    '""',
    "'",
    "*",
    "-",
    "--",
    "- car",
    '-"',
    "NEAR(car bus)",
    "car AND",
    "OR",
    "NOT car",
    "text:car",
    "^car",
    "{text} : car",
    "car & | ! <-> :*",
    "§d1 §a1",
    "\\",
    "\x00car",
    "%s %d %",
    "'; DROP TABLE debates_claim; --",
    "🚗",
    "the of and",
    "a" * 10_000,
    "car " * 3_000,
    '"' + "car " * 3_000,
    "汽车 العربية हिन्दी ½ ﷺ",
    "\ud800",
]


def texts(found) -> list[str]:
    return [claim.text for claim in found]


@pytest.fixture
def find(ada: User) -> Callable[..., list[str]]:
    def find(words: str, person: User = ada, **within) -> list[str]:
        return texts(Claim.objects.visible_to(person).matching(words, Within(**within)))

    return find


def test_all_words_must_be_there(grow, find):
    grow("  + Buses replace cars\n  + Buses are loud\n  - Cars are loud\n")

    assert find("loud buses") == ["Buses are loud"]
    assert find("loud trams") == []


@pytest.mark.parametrize(
    "words",
    ["ban", "banned BANS", "banning", "Cars!", "ça, Autos", "autos ca", "dont", "don’t", "argum"],
)
def test_words_are_found_in_every_form(grow, find, words):
    text = "Don't argue: banned cars, bans, ÇA, autos, arguments"
    grow(f"  + {text}\n")

    assert text in find(words)


def test_what_is_shown_is_searched_and_not_its_markup(thesis, ada, find):
    text = "See [the *re*port](https://hidden.example.org/secret) `now` &amp; then"
    operations.post_claim(ada, thesis, stance="pro", text=text)

    assert find("report now then") == [text]
    assert find("hidden") == find("secret") == find("amp") == find("href") == []


def test_details_and_sources_are_searched_below_the_text(thesis, ada, find):
    post = {"actor": ada, "parent": thesis, "stance": "pro"}
    operations.post_claim(**post, text="In the detail", detail="# Much\n\nabout **trams**")
    source = NewSource(url="https://example.org/trams-in-town", title="A study")
    operations.post_claim(**post, text="In a source", source=source)
    operations.post_claim(**post, text="Trams run on rails")

    assert find("trams") == ["Trams run on rails", "In a source", "In the detail"]
    assert find('"trams in town" study') == ["In a source"]


def test_a_phrase_does_not_go_on_from_the_text_into_the_detail(thesis, ada, find):
    operations.post_claim(ada, thesis, stance="pro", text="Ends with old", detail="Town begins")

    assert find('"old town"') == []
    assert find("old town") == ["Ends with old"]


def test_the_last_word_may_be_the_beginning_of_one(grow, find):
    grow("  + Tramways\n  + Not only a tram and other things\n")

    assert find("tram") == ["Not only a tram and other things", "Tramways"]
    assert find("tramw") == find(" tramw ") == ["Tramways"]
    assert find('"tramw"') == find("tramw only") == find("tr") == []


def test_quoted_words_stand_together_and_words_with_a_minus_are_not_there(grow, find):
    grow("  + The old town is quiet\n  + A town of old\n")

    assert find("“old town”") == find('"OLD towns"') == ["The old town is quiet"]
    assert find("old-town") == ["The old town is quiet"]
    assert find("old -quiet") == ["A town of old"]
    assert find('old -"old town"') == ["A town of old"]
    assert find("-quiet") == []


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_is_no_syntax_error(grow, find, words):
    grow("  + A car\n")

    assert find(words) is not None
    assert Debate.objects.matching(words) is not None


@given(st.text(max_size=60))
@example('"')
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_at_all_can_be_searched_for(debate, find, typed):
    find(typed)


def test_signs_that_stand_beside_the_words_cannot_be_typed(debate, thesis, ada, find):
    assert find(f"a{ada.pk}") == find("kthesis") == find(f"§a{ada.pk} cars") == []


def test_it_is_narrowed_to_a_debate_a_kind_and_an_author(debate, grow, ada, ben, find):
    claims = grow("  + Trams run\n  - No trams here\n    - Trams are near\n")
    operations.post_claim(ben, claims["Trams run"], stance="pro", text="Trams of Ben")
    other = operations.open_debate(ada, title="Trams", theses=["Trams are good"])

    assert find("trams", debate=other.pk) == ["Trams are good"]
    assert find("trams", kind="thesis") == ["Trams are good"]
    assert find("trams", kind="critique") == ["No trams here"]
    assert find("trams", kind="rebuttal") == ["Trams are near"]
    assert find("trams", author=ben.pk, debate=debate.pk) == ["Trams of Ben"]
    assert find("trams", author=ben.pk, kind="rebuttal") == []
    only = Claim.objects.visible_to(ada).filter(author=ben).matching("trams")
    assert texts(only) == ["Trams of Ben"]


def test_a_moved_branch_is_found_by_its_new_kinds(grow, ada, find):
    claims = grow("  + Air\n    - Trams\n  - Noise\n")
    operations.move_claim(ada, claims["Air"], claims["Noise"])

    assert find("trams", kind="rebuttal") == ["Trams"]
    assert find("trams", kind="critique") == []
    operations.move_claim(ada, claims["Trams"], claims["Air"], stance="pro")
    assert find("trams", kind="claim") == ["Trams"]


def test_debates_are_found_by_title_and_background(debate, ada):
    operations.open_debate(ada, title="Quiet", theses=["It is"], background="About *cars*")

    found = Debate.objects.listed_for(ada).matching("car")

    assert [one.title for one in found] == ["Cars in cities", "Quiet"]


def test_unlisted_debates_are_found_by_their_members_alone(ada, ben, admin):
    debate = operations.open_debate(ada, title="Trams", theses=["Trams"], visibility="unlisted")

    def listed(person: User) -> list[str]:
        within = Within(Debate.objects.listed_for(person))
        claims = texts(Claim.objects.visible_to(person).matching("trams", within))
        assert claims == [d.title for d in Debate.objects.listed_for(person).matching("trams")]
        return claims

    assert listed(ada) == listed(admin) == ["Trams"]
    assert listed(ben) == []
    Membership.objects.create(debate=debate, user=ben, role=Role.READER)
    assert listed(ben) == ["Trams"]
    operations.set_role(ada, debate, ben, Role.NONE)
    assert listed(ben) == []


@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED, State.HIDDEN])
def test_what_is_kept_back_and_what_hangs_below_it_is_not_found(grow, find, ben, state):
    claims = grow("  + Trams\n    + Trams below\n")
    Claim.objects.filter(pk=claims["Trams"].pk).update(state=state.value)

    assert find("trams", ben) == []
    assert find("trams") != []


def test_at_most_so_many_are_found_and_the_one_more_says_so(debate, thesis, ada, monkeypatch):
    monkeypatch.setattr(search, "SHOWN_MAX", 2)
    for number in range(4):
        operations.post_claim(ada, thesis, stance="pro", text=f"Trams {number}")

    assert len(Claim.objects.visible_to(ada).matching("trams")) == 3
    assert SHOWN_MAX == 200


def test_what_others_keep_to_themselves_does_not_push_out_what_one_may_see(
    debate, thesis, ada, ben, monkeypatch
):
    monkeypatch.setattr(search, "RANKED_MAX", 3)
    monkeypatch.setattr(search, "_PARTS", (2, 1))
    operations.post_claim(ada, thesis, stance="pro", text="Trams among many other words here")
    private = operations.open_debate(ada, title="P", theses=["Trams"], visibility="private")
    root = private.claims.get(parent=None)
    for _ in range(6):
        operations.post_claim(ada, root, stance="pro", text="Trams trams trams")

    within = Within(Debate.objects.listed_for(ben))
    found = Claim.objects.visible_to(ben).matching("trams", within)

    assert texts(found) == ["Trams among many other words here"]


@pytest.mark.parametrize("count", [3, 60])
def test_it_takes_as_many_queries_whatever_is_found(
    debate, thesis, ada, count, django_assert_num_queries
):
    for number in range(count):
        operations.post_claim(ada, thesis, stance="pro", text=f"Trams {number}")
    within = Within(Debate.objects.listed_for(ada))

    # The index for the word and for what begins with it, the debates, the claims; then the rows.
    with django_assert_num_queries(5):
        assert len(Claim.objects.visible_to(ada).matching("tram", within)) == count
