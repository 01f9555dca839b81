import uuid

import pytest
from django.urls import reverse

from debates.models import Debate, Role
from debates.web.debate_forms import OPTIONS_MAX

ADDRESS = "/debates/new/"


@pytest.fixture
def form():
    return {
        "key": str(uuid.uuid4()),
        "title": "Cars in cities",
        "shape": "thesis",
        "thesis": "Cities should ban cars",
        "option": ["", "", ""],
        "background": "",
        "visibility": "public",
        "posting": "open",
        "phase": "open",
    }


def test_a_visitor_signs_in_first_and_comes_back(anonymous):
    assert anonymous.get(ADDRESS).url == f"{reverse('account_login')}?next={ADDRESS}"


def test_one_thesis_makes_a_debate(ada, client_of, form):
    answer = client_of(ada).post(ADDRESS, form)

    debate = Debate.objects.get()
    assert answer.url == debate.get_absolute_url()
    assert debate.role_of(ada) == Role.OWNER
    assert [claim.text for claim in debate.claims.all()] == ["Cities should ban cars"]


def test_a_question_and_its_answers_make_a_debate(ada, client_of, form):
    form |= {"shape": "question", "title": "How do we get about?", "thesis": ""}
    form["option"] = ["By tram", " ", "By bike"]

    client_of(ada).post(ADDRESS, form)

    claims = Debate.objects.get().claims.in_reading_order()
    assert [(claim.kind, claim.text) for claim in claims] == [
        ("question", "How do we get about?"),
        ("thesis", "By tram"),
        ("thesis", "By bike"),
    ]


def test_all_choices_are_kept(ada, client_of, form):
    form |= {"visibility": "unlisted", "posting": "suggestions", "phase": "draft"}
    form["background"] = "Read **this** first."

    answer = client_of(ada).post(ADDRESS, form, follow=True)

    debate = Debate.objects.get()
    assert (debate.visibility, debate.posting, debate.phase) == ("unlisted", "suggestions", "draft")
    assert "<strong>this</strong>" in debate.background_html
    assert "Your draft is kept." in answer.content.decode()


def test_the_same_form_sent_twice_opens_one_debate(ada, client_of, form):
    client = client_of(ada)

    first, second = client.post(ADDRESS, form), client.post(ADDRESS, form)

    assert first.url == second.url
    assert Debate.objects.count() == 1


def test_what_is_missing_is_said_and_what_is_there_is_kept(ada, client_of, form):
    form |= {"title": " ", "background": "An hour's work"}

    answer = client_of(ada).post(ADDRESS, form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The debate is not open yet" in page
    assert "The title is empty." in page
    assert "An hour&#x27;s work" in page
    assert form["key"] in page
    assert not Debate.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"thesis": ""}, "Write the thesis"),
        ({"thesis": "x" * 501}, "501 characters"),
        ({"title": "x" * 201}, "201 characters"),
        ({"background": "x" * 20_001}, "20,001 characters"),
        ({"shape": "question", "option": ["By tram"]}, "at least two answers"),
        ({"shape": "question", "option": ["By tram", "x" * 501]}, "Answer 2: "),
        ({"shape": "question", "option": ["x"] * (OPTIONS_MAX + 1)}, "at most 20"),
        ({"visibility": "secret"}, "Choose one of these."),
        ({"shape": ""}, "Choose one of these."),
        ({"key": "zzz"}, "Enter a valid UUID."),
    ],
)
def test_limits(ada, client_of, form, changes, said):
    answer = client_of(ada).post(ADDRESS, form | changes)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Debate.objects.exists()


def test_a_thesis_is_not_judged_where_a_question_is_asked(ada, client_of, form):
    form |= {"shape": "question", "thesis": "x" * 999, "option": ["By tram", "By bike"]}

    client_of(ada).post(ADDRESS, form)

    assert Debate.objects.get().claims.count() == 3


def test_a_question_too_long_for_a_claim_is_refused_with_all_kept(ada, client_of, form):
    form |= {"shape": "question", "title": "\u200b", "option": ["By tram", "By bike"]}

    answer = client_of(ada).post(ADDRESS, form)

    assert answer.status_code == 422
    assert "By tram</textarea>" in answer.content.decode()


def test_one_more_line_for_an_answer_without_javascript(ada, client_of, form):
    form |= {"shape": "question", "option": ["By tram", "By bike", "On foot"], "more": "1"}

    page = client_of(ada).post(ADDRESS, form).content.decode()

    assert page.count('name="option"') == 4
    assert "By tram</textarea>" in page
    assert 'role="alert"' not in page
    assert form["key"] in page
    assert not Debate.objects.exists()


def test_there_are_no_lines_beyond_the_limit(ada, client_of, form):
    form |= {"option": ["x"] * OPTIONS_MAX, "more": "1"}

    page = client_of(ada).post(ADDRESS, form).content.decode()

    assert 'name="more"' not in page
