import pytest
from django.test import Client

from debates import operations
from debates.argument.words import State
from debates.models import Claim, Debate, Membership, Role
from debates.web import explore


def titles(client: Client, query: str = "") -> list[str]:
    return [card.debate.title for card in client.get(f"/{query}").context["cards"]]


@pytest.fixture
def opened(ada):
    def opened(title: str, *theses: str, **settings: str) -> Debate:
        question = title if len(theses) > 1 else ""
        theses = theses or (f"{title} is so",)
        return operations.open_debate(
            ada, title=title, theses=theses, question=question, **settings
        )

    return opened


def test_an_empty_site_invites_to_open_the_first_debate(anonymous):
    page = anonymous.get("/").content.decode()

    assert "There is no debate here yet" in page
    assert "Open the first debate" in page


def test_visitors_see_public_debates_only(opened, anonymous):
    opened("Public")
    opened("Unlisted", visibility="unlisted")
    opened("Private", visibility="private")
    opened("Draft", phase="draft")

    assert titles(anonymous) == ["Public"]


def test_members_see_their_own_marked(opened, ada, client_of):
    opened("Unlisted", visibility="unlisted")
    opened("Draft", phase="draft")

    assert titles(client_of(ada)) == ["Draft", "Unlisted"]
    page = client_of(ada).get("/").content.decode()
    assert "unlisted</span>" in page
    assert "draft</span>" in page


def test_a_removed_member_does_not_see_the_debate(debate, ben, client_of):
    Membership.objects.create(debate=debate, user=ben, role=Role.NONE)

    assert titles(client_of(ben)) == []
    assert titles(client_of(ben), "?show=mine") == []


def test_a_card_says_how_much_there_is_and_what_is_open(debate, grow, anonymous):
    grow("  + Air\n    - Electric cars\n  - Deliveries\n")

    page = anonymous.get("/").content.decode()

    assert "Cars in cities</a>" in page
    assert "Cities should ban cars</p>" in page
    assert "1 claim<" in page
    assert "2 critiques<" in page
    assert "2 open challenges" in page


def test_good_news_is_quiet(debate, grow, anonymous):
    grow("  - Deliveries\n    - By bike\n      - Not pianos\n        - Few move\n")

    page = anonymous.get("/").content.decode()

    assert "1 open challenge<" in page
    assert "0 open" not in page


def test_a_debate_without_arguments_asks_for_the_first(debate, anonymous):
    page = anonymous.get("/").content.decode()

    assert "make the first argument" in page
    assert "0 claims" not in page


def test_a_question_names_its_first_answers(opened, anonymous):
    opened("Power?", *[f"Answer {number}" for number in range(explore.THESES_SHOWN + 2)])

    page = anonymous.get("/").content.decode()

    assert page.count("<li><span>Answer ") == explore.THESES_SHOWN
    assert "and 2 more" in page


def test_a_link_in_a_thesis_is_no_second_link_on_the_card(opened, anonymous):
    opened("Links", "See [this](https://example.org/x) first")

    page = anonymous.get("/").content.decode()

    assert "See this first" in page
    assert "example.org/x" not in page


def test_search_finds_words_of_titles_and_theses(opened, anonymous):
    opened("Trams", "Rails last longer than tyres")
    opened("Ships", "Sails are back")

    assert titles(anonymous, "?q=tram") == ["Trams"]
    assert titles(anonymous, "?q=SAILS") == ["Ships"]
    assert titles(anonymous, "?q=100%25") == []


def test_search_does_not_find_what_one_may_not_see(opened, ada, anonymous):
    power = opened("Power?", "Wind", "Water")
    root = power.claims.get(parent=None)
    secret = operations.post_claim(ada, root, stance=None, text="Hush-hush")
    Claim.objects.filter(pk=secret.pk).update(state=State.HIDDEN.value)

    assert titles(anonymous, "?q=hush") == []
    assert titles(anonymous, "?q=wind") == ["Power?"]


def test_nothing_found_says_what_to_do(debate, anonymous):
    page = anonymous.get("/?q=zeppelin").content.decode()

    assert "Debates about “zeppelin”" in page
    assert "Try a shorter word" in page
    assert 'value="zeppelin"' in page


def test_what_is_searched_for_is_text_and_not_markup(debate, anonymous):
    page = anonymous.get("/?q=<script>alert(1)</script>").content.decode()

    assert "<script>alert" not in page


def test_only_mine(debate, ben, client_of, join):
    assert titles(client_of(ben), "?show=mine") == []
    assert "You are not part of a debate yet" in client_of(ben).get("/?show=mine").content.decode()

    join(ben, Role.READER)

    assert titles(client_of(ben), "?show=mine") == ["Cars in cities"]


def test_only_one_phase(opened, ada, anonymous):
    operations.set_phase(ada, opened("Over"), "closed")
    opened("Going on")

    assert titles(anonymous, "?phase=closed") == ["Over"]
    assert titles(anonymous, "?phase=open") == ["Going on"]


def test_orders(opened, ada, anonymous):
    long, contested, late = opened("Long"), opened("Contested"), opened("Late")
    for debate, stances in ((contested, ["con"]), (long, ["pro", "pro"])):
        root = debate.claims.get(parent=None)
        for stance in stances:
            operations.post_claim(ada, root, stance=stance, text=f"{debate} {stance}")

    assert titles(anonymous) == ["Long", "Contested", "Late"]
    assert titles(anonymous, "?sort=new") == [late.title, contested.title, long.title]
    assert titles(anonymous, "?sort=claims") == ["Long", "Contested", "Late"]
    assert titles(anonymous, "?sort=open") == ["Contested", "Long", "Late"]


@pytest.mark.parametrize(
    "query",
    ["?sort=zzz", "?phase=%00", "?page=x", "?page=99", "?show=mine", "?q=%00", "?q=" + "x" * 999],
)
def test_nonsense_in_the_address_is_ignored(debate, anonymous, query):
    assert anonymous.get(f"/{query}").status_code == 200


def test_pages_keep_what_is_looked_for(opened, anonymous, settings):
    settings.DEBATES_PER_PAGE = 1
    opened("Cars one")
    opened("Cars two")

    page = anonymous.get("/?q=cars&sort=new").content.decode()

    assert 'href="?q=cars&amp;sort=new&amp;page=2"' in page
    assert "Page 1 of 2" in page
    assert titles(anonymous, "?q=cars&sort=new&page=2") == ["Cars one"]


def test_a_ranking_has_a_bound_and_says_so(opened, anonymous, monkeypatch):
    monkeypatch.setattr(explore, "RANKED", 2)
    for title in ("One", "Two", "Three"):
        opened(title)

    assert titles(anonymous, "?sort=open") == ["Three", "Two"]
    assert "among the 2 most recently active" in anonymous.get("/?sort=open").content.decode()


@pytest.mark.parametrize(
    ("query", "shown", "said"),
    [
        ("", ["Three", "Two"], "the 2 most recently active"),
        ("?sort=new", ["Three", "Two"], "the 2 newest"),
        ("?q=one", [], "of the 2 most recently active debates"),
        ("?q=two", ["Two"], "1 debate<"),
    ],
)
def test_so_many_are_listed_at_most_and_the_page_says_so(
    opened, anonymous, monkeypatch, query, shown, said
):
    monkeypatch.setattr(explore, "LISTED", 2)
    for title in ("One", "Two", "Three"):
        opened(title)

    assert titles(anonymous, query) == shown
    assert said in anonymous.get(f"/{query}").content.decode()


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 9),  # session, person, number, page, tallies (2), theses, figures (2)
        ("?show=mine&phase=open&q=is", 9),
        ("?sort=claims", 8),  # session, person, debates, tallies (2), theses, figures (2)
        ("?sort=open&q=is", 8),
    ],
)
def test_a_hundred_debates_cost_as_many_queries_as_one(
    opened, ada, client_of, django_assert_num_queries, settings, query, queries
):
    settings.DEBATES_PER_PAGE = 100
    client = client_of(ada)
    opened("Debate 0")
    with django_assert_num_queries(queries):
        client.get(f"/{query}")

    for number in range(1, 100):
        opened(f"Debate {number}")

    with django_assert_num_queries(queries):
        assert len(titles(client, query)) == 100
