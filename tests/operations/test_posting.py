from uuid import uuid4

import pytest
from django.conf import settings

from core.accounts.models import User
from debates.argument.schemes import QUESTIONS, SCHEMES, scheme_of_question
from debates.argument.words import Aim, Kind, Side, Stance, State
from debates.models import Claim, Debate, Verb
from debates.operations import (
    NewSource,
    edit_claim,
    open_debate,
    post_claim,
    set_posting,
    withdraw_claim,
)
from tests.operations.records import one_event, refused
from tests.trees import kinds, reading, verify

REPLIES = """\
  + Air
    - Electric
      - Tyres
        + Studies
  - Freight
    + Food
      - Trams
"""


def test_a_reply_stands_below_its_parent_as_its_last(debate, thesis, ben):
    first = post_claim(ben, thesis, stance="pro", text="Air")
    second = post_claim(ben, thesis, stance="con", text="Deliveries")
    post_claim(ben, first, stance="con", text="Electric cars")

    assert reading(debate) == [
        (0, thesis.text),
        (1, "Air"),
        (2, "Electric cars"),
        (1, "Deliveries"),
    ]
    assert second.parent == thesis
    verify(debate)


def test_it_records_one_event_with_where_and_what(debate, thesis, ben):
    with one_event(debate, Verb.POSTED, ben) as event:
        claim = post_claim(ben, thesis, stance="con", text="Deliveries")

    assert event().claim == claim
    assert event().data == {"parent": thesis.pk, "kind": "critique"}


def test_kind_and_side_follow_from_stance_and_parent(debate, grow):
    claims = grow(REPLIES)
    assert kinds(debate) == {
        "Air": Kind.CLAIM,
        "Electric": Kind.CRITIQUE,
        "Tyres": Kind.REBUTTAL,
        "Studies": Kind.CLAIM,
        "Freight": Kind.CRITIQUE,
        "Food": Kind.CLAIM,
        "Trams": Kind.REBUTTAL,
    }
    critics = {claim.text for claim in debate.claims.filter(side=Side.CRITICS.value)}
    assert critics == {"Electric", "Freight", "Food"}
    assert claims["Trams"].is_challenge


def test_text_and_detail_are_cleaned_rendered_and_kept_as_first_revision(thesis, ben):
    claim = post_claim(ben, thesis, stance="pro", text=" Less\n*noise* ", detail="- a\r\n- b")

    claim.refresh_from_db()
    assert (claim.text, claim.text_html) == ("Less *noise*", "Less <em>noise</em>")
    assert (claim.detail, "<li>a</li>" in claim.detail_html) == ("- a\n- b", True)
    assert (claim.revision, claim.edited_at, claim.state) == (1, None, State.VISIBLE)
    revision = claim.revisions.get()
    assert (revision.number, revision.text, revision.detail) == (1, claim.text, claim.detail)
    assert revision.editor == ben


def test_a_source_comes_along_in_the_same_event(debate, thesis, ben):
    with one_event(debate, Verb.POSTED, ben):
        claim = post_claim(
            ben, thesis, stance="pro", text="Air", source=NewSource(url="https://a.org", quote="q")
        )
    source = claim.sources.get()
    assert (source.url, source.quote, source.added_by) == ("https://a.org", "q", ben)


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("text_empty", {"text": " "}),
        ("text_empty", {"text": "[](https://a.org)"}),
        ("text_too_long", {"text": "x" * 501}),
        ("text_too_long", {"detail": "x" * 20_001}),
        ("text_too_long_as_typed", {"text": f"[x](https://a.org/{'x' * 4000})"}),
        ("text_unreadable", {"text": "half \ud800"}),
        ("unknown_stance", {"stance": None}),
        ("unknown_stance", {"stance": "maybe"}),
        ("unknown_aim", {"stance": "con", "aim": "tone"}),
        ("aim_without_opposing", {"aim": "truth"}),
        ("no_step_to_attack", {"stance": "con", "aim": "relevance"}),
        ("unknown_scheme", {"scheme": "because"}),
        ("scheme_without_support", {"stance": "con", "scheme": "analogy"}),
        ("source_empty", {"source": NewSource(title="A study")}),
        ("url_invalid", {"source": NewSource(url="javascript:alert(1)")}),
    ],
)
def test_what_does_not_fit_is_refused(thesis, ben, code, given):
    with refused(code):
        post_claim(ben, thesis, **{"stance": "pro", "text": "Air", **given})


@pytest.mark.parametrize("aim", Aim)
def test_a_con_to_an_argument_may_have_any_aim(grow, ben, aim):
    air = grow("  + Air")["Air"]
    claim = post_claim(ben, air, stance="con", text="Electric", aim=aim.value)
    claim.refresh_from_db()
    assert claim.aim == aim


@pytest.mark.parametrize("aim", [aim for aim in Aim if aim != Aim.RELEVANCE])
def test_a_con_to_a_thesis_may_have_any_aim_but_relevance(thesis, ben, aim):
    assert post_claim(ben, thesis, stance="con", text="Freight", aim=aim.value).aim == aim


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_pro_may_name_a_scheme_of_the_catalogue(thesis, ben, scheme):
    assert post_claim(ben, thesis, stance="pro", text="Air", scheme=scheme).scheme == scheme


# ---- critical questions


@pytest.fixture
def expert(thesis: Claim, ada: User) -> Claim:
    """A claim that rests on what an expert says."""
    return post_claim(ada, thesis, stance="pro", text="A doctor says so", scheme="expert_opinion")


@pytest.mark.parametrize("stance", Stance)
def test_a_con_asks_a_critical_question_and_a_pro_answers_it(debate, expert, ben, stance):
    with one_event(debate, Verb.POSTED, ben) as event:
        claim = post_claim(
            ben, expert, stance=stance, text="Which one?", question="expert_opinion.field"
        )

    claim.refresh_from_db()
    assert claim.critical_question == "expert_opinion.field"
    assert event().data["question"] == "expert_opinion.field"


def test_the_aim_of_who_asks_is_their_own(expert, ben):
    asked = QUESTIONS["expert_opinion.field"]
    claim = post_claim(
        ben, expert, stance="con", text="Which one?", aim="scope", question=asked.key
    )
    assert (claim.aim, asked.aim) == ("scope", "relevance")


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_question_can_be_asked_with_its_aim(thesis, ada, ben, key):
    scheme = scheme_of_question(key)
    reason = post_claim(ada, thesis, stance="pro", text="So it is", scheme=scheme.key)
    asked = post_claim(
        ben, reason, stance="con", text="Is it?", aim=QUESTIONS[key].aim, question=key
    )
    asked.refresh_from_db()
    assert (asked.aim, asked.critical_question) == (QUESTIONS[key].aim, key)


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("unknown_question", "expert_opinion"),
        ("unknown_question", "expert_opinion.nose"),
        ("unknown_question", "x" * 5000),
        ("question_of_another_scheme", "sign.observed"),
    ],
)
def test_a_question_is_one_of_the_scheme_of_the_claim(expert, ben, code, question):
    with refused(code):
        post_claim(ben, expert, stance="con", text="Which one?", question=question)
    assert not expert.replies.exists()


def test_where_no_scheme_is_named_there_is_no_question(thesis, ada, ben):
    air = post_claim(ada, thesis, stance="pro", text="Air")
    for parent in (thesis, air):
        with refused("question_of_another_scheme"):
            post_claim(ben, parent, stance="con", text="Who?", question="expert_opinion.field")


def test_a_question_stays_where_the_scheme_is_changed_later(expert, ada, ben):
    asked = post_claim(ben, expert, stance="con", text="Who?", question="expert_opinion.field")
    edit_claim(ada, expert, seen=1, text=expert.text, detail="", scheme="sign")
    edit_claim(ben, asked, seen=1, text="Who is it?", detail="")

    asked.refresh_from_db()
    assert asked.critical_question == "expert_opinion.field"
    with refused("question_of_another_scheme"):
        post_claim(ben, expert, stance="con", text="How?", question="expert_opinion.basis")


# ---- questions


@pytest.fixture
def question(ada) -> Debate:
    return open_debate(ada, title="Cars", question="What about cars?", theses=["Ban", "Price"])


def test_a_question_is_answered_by_theses(question, ben):
    root = question.claims.get(level=0)
    with one_event(question, Verb.POSTED, ben):
        thesis = post_claim(ben, root, stance=None, text="Leave them alone")

    assert (thesis.kind, thesis.side, thesis.level) == (Kind.THESIS, Side.THESIS, 1)
    assert post_claim(ben, thesis, stance="con", text="No").kind == Kind.CRITIQUE
    verify(question)


@pytest.mark.parametrize("stance", ["pro", "con"])
def test_a_question_cannot_be_supported_or_opposed(question, ben, stance):
    with refused("question_takes_theses"):
        post_claim(ben, question.claims.get(level=0), stance=stance, text="No")


def test_a_thesis_names_no_aim_and_no_scheme(question, ben):
    root = question.claims.get(level=0)
    with refused("aim_without_opposing"):
        post_claim(ben, root, stance=None, text="No", aim="truth")
    with refused("scheme_without_support"):
        post_claim(ben, root, stance=None, text="No", scheme="analogy")


def test_a_thesis_below_a_question_is_answered_by_pro_and_con_only(question, ben):
    with refused("unknown_stance"):
        post_claim(ben, question.claims.get(text="Ban"), stance=None, text="No")


# ---- what can be answered


def test_a_withdrawn_claim_cannot_be_answered(grow, ada, ben):
    air = grow("  + Air")["Air"]
    withdraw_claim(ada, air)
    with refused("parent_withdrawn"):
        post_claim(ben, air, stance="con", text="Electric")


def test_what_waits_for_review_cannot_be_answered_even_by_who_sees_it(debate, thesis, ada, ben):
    set_posting(ada, debate, "suggestions")
    air = post_claim(ben, thesis, stance="pro", text="Air")
    for who in (ada, ben):
        with refused("parent_not_visible"):
            post_claim(who, air, stance="con", text="Electric")


def test_what_one_does_not_see_is_gone(debate, grow, ada, ben, chidi):
    air = grow("  + Air")["Air"]
    Claim.objects.filter(pk=air.pk).update(state=State.HIDDEN.value, author=ben)
    with refused("claim_gone"):
        post_claim(chidi, air, stance="con", text="Electric")
    for who in (ada, ben):
        with refused("parent_not_visible"):
            post_claim(who, air, stance="con", text="Electric")


def test_a_debate_goes_so_deep_and_no_deeper(debate, thesis, ben, settings):
    settings.MAX_DEPTH = 3
    claim = thesis
    for level in range(3):
        claim = post_claim(ben, claim, stance="con", text=f"No {level}")
    assert claim.level == settings.MAX_DEPTH
    with refused("too_deep") as told:
        post_claim(ben, claim, stance="con", text="No!")
    assert "3 levels" in told.message


def test_the_limit_of_depth_is_far_below_what_a_page_can_nest():
    assert 50 <= settings.MAX_DEPTH <= 1000


# ---- cost


def test_posting_costs_the_same_however_large_the_debate(
    debate, thesis, ben, django_assert_max_num_queries
):
    parent = thesis
    for level in range(20):
        parent = post_claim(ben, parent, stance="con", text=f"No {level}")
    with django_assert_max_num_queries(16):
        post_claim(ben, parent, stance="pro", text="Air", key=uuid4())
