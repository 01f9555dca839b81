from uuid import uuid4

import pytest

from debates.argument.words import Kind, Side
from debates.models import Debate, Phase, Posting, Role, Verb, Visibility
from debates.operations import open_debate
from tests.operations.records import nothing_changes, refused
from tests.trees import reading, verify

THESES = ["Ban cars", "Price cars", "Leave cars alone"]


def test_a_debate_has_its_thesis_for_root_and_its_opener_for_owner(ada):
    debate = open_debate(
        ada, title="Cars in cities", theses=["Ban *cars*"], background="# Why\n\nx"
    )

    root = debate.claims.get()
    assert (root.kind, root.side, root.level) == (Kind.THESIS, Side.THESIS, 0)
    assert (root.text_html, root.author, root.revision) == ("Ban <em>cars</em>", ada, 1)
    assert debate.role_of(ada) == Role.OWNER
    assert (debate.slug, debate.title) == ("cars-in-cities", "Cars in cities")
    assert debate.background_html.startswith("<h3>Why</h3>")
    revision = root.revisions.get()
    assert (revision.number, revision.text, revision.editor) == (1, "Ban *cars*", ada)
    verify(debate)


def test_opening_is_the_first_event(ada):
    debate = open_debate(ada, title="Cars", theses=["Ban cars"])

    event = debate.events.get()
    assert (event.version, event.verb, event.actor) == (1, Verb.OPENED, ada)
    assert event.claim == debate.claims.get()
    debate.refresh_from_db()
    assert debate.version == 1


def test_a_question_has_its_theses_in_the_order_given(ada):
    debate = open_debate(ada, title="Cars", question="What about cars?", theses=THESES)

    assert reading(debate) == [(0, "What about cars?"), *((1, thesis) for thesis in THESES)]
    assert debate.claims.get(level=0).kind == Kind.QUESTION
    assert set(debate.claims.filter(level=1).values_list("kind", "side")) == {("thesis", "thesis")}
    assert debate.events.count() == 1
    verify(debate)


def test_it_is_public_and_open_unless_told(ada):
    plain = open_debate(ada, title="Cars", theses=["Ban cars"])
    assert (plain.visibility, plain.posting, plain.phase) == ("public", "open", "open")

    told = open_debate(
        ada,
        title="Cars",
        theses=["Ban cars"],
        visibility="private",
        posting="members",
        phase="draft",
    )
    assert (told.visibility, told.posting, told.phase) == (
        Visibility.PRIVATE,
        Posting.MEMBERS,
        Phase.DRAFT,
    )


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("one_thesis", {"theses": []}),
        ("one_thesis", {"theses": THESES}),
        ("too_few_theses", {"theses": ["Ban cars"], "question": "What about cars?"}),
        ("text_empty", {"theses": ["  "]}),
        ("text_empty", {"theses": ["Ban cars", " "], "question": "What about cars?"}),
        ("text_empty", {"title": " "}),
        ("text_too_long", {"title": "x" * 201}),
        ("text_too_long", {"theses": ["x" * 501]}),
        ("text_too_long", {"background": "x" * 20_001}),
        ("unknown_choice", {"visibility": "secret"}),
        ("unknown_choice", {"posting": "nobody"}),
        ("unknown_choice", {"phase": "over"}),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(ada, code, given):
    with refused(code):
        open_debate(ada, **{"title": "Cars", "theses": ["Ban cars"], **given})


def test_a_blank_question_is_no_question(ada):
    debate = open_debate(ada, title="Cars", question=" \n", theses=["Ban cars"])
    assert debate.claims.get().kind == Kind.THESIS


def test_the_same_form_opens_one_debate(ada, ben):
    form = {"title": "Cars", "theses": ["Ban cars"], "key": uuid4()}
    debate = open_debate(ada, **form)

    with nothing_changes():
        assert open_debate(ada, **form) == debate
    assert open_debate(ben, **form) != debate, "somebody else's form is another one"


def test_debates_of_one_title_have_addresses_of_their_own(ada, ben):
    debates = [open_debate(who, title="Cars!", theses=["x"]) for who in (ada, ben, ada)]

    slugs = [debate.slug for debate in debates]
    assert slugs[0] == "cars"
    assert len(set(slugs)) == 3
    assert all(slug.startswith("cars-") for slug in slugs[1:])


@pytest.mark.parametrize(
    ("title", "start"),
    [("New", "new-"), ("城市", "debate"), ("a" * 200, "a" * 80), ("- -", "debate")],
)
def test_an_address_never_collides_with_a_page_and_is_never_empty(ada, title, start):
    slug = open_debate(ada, title=title, theses=["x"]).slug
    assert slug.startswith(start)
    assert slug != "new"
    assert len(slug) <= Debate._meta.get_field("slug").max_length


def test_the_address_of_an_unlisted_debate_cannot_be_guessed(ada):
    slugs = [
        open_debate(ada, title="Cars " * 30, theses=["x"], visibility="unlisted").slug
        for _ in range(2)
    ]
    secrets = {slug.rpartition("-")[2] for slug in slugs}
    assert {len(secret) for secret in secrets} == {32}
    assert len(secrets) == 2


def test_a_key_used_for_something_else_opens_nothing(ada, thesis):
    from debates.operations import post_claim

    key = uuid4()
    post_claim(ada, thesis, stance="pro", text="Air", key=key)
    with refused("form_used"):
        open_debate(ada, title="Cars", theses=["x"], key=key)
