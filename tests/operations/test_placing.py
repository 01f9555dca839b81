from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source, Wording
from debates.argument.words import Aim, Kind, Stance, State
from debates.models import Follow, Role, Verb
from debates.operations import place_debate, post_claim
from tests.maps import at, chain, changed, grow, linked
from tests.operations.records import nothing_changes, one_event, refused
from tests.trees import random_debate, random_map, reading, verify

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)
OUTLINE = """\
Ban cars
  + Air
    -relevance Air is not the question
      - It is
  - Freight
"""


@pytest.fixture
def argument() -> ArgumentMap:
    return titled(grow(OUTLINE))


def titled(argument: ArgumentMap) -> ArgumentMap:
    return ArgumentMap(
        argument.root,
        argument.nodes,
        argument.replies,
        argument.links,
        title="Cars",
        background="*Why*",
        asks=argument.asks,
    )


def test_a_map_becomes_a_debate(ada, argument):
    debate = place_debate(ada, argument)

    assert reading(debate) == [
        (0, "Ban cars"),
        (1, "Air"),
        (2, "Air is not the question"),
        (3, "It is"),
        (1, "Freight"),
    ]
    assert (debate.title, debate.slug, debate.role_of(ada)) == ("Cars", "cars", Role.OWNER)
    assert "<em>Why</em>" in debate.background_html
    claim = debate.claims.get(text="Air is not the question")
    assert (claim.kind, claim.aim) == (Kind.CRITIQUE, Aim.RELEVANCE)
    assert debate.claims.get(text="It is").kind == Kind.REBUTTAL
    verify(debate)


def test_it_is_one_event_and_every_claim_has_its_first_revision(ada, argument):
    debate = place_debate(ada, argument)
    event = debate.events.get()
    assert (event.version, event.verb, event.actor) == (1, Verb.PLACED, ada)
    assert (event.claim, event.data) == (debate.claims.get(parent=None), {"claims": 5})
    for claim in debate.claims.all():
        revision = claim.revisions.get()
        assert (revision.number, revision.text, revision.editor) == (1, claim.text, claim.author)


def test_what_is_known_of_a_claim_comes_along(ada, ben, argument):
    told = changed(
        argument,
        "Air",
        detail="- more",
        scheme="analogy",
        state=State.WITHDRAWN,
        author="benjamin",
        written=at(1),
        edited=at(2),
        sources=(Source(citation="Doe"), Source(url="https://a.org")),
    )
    told = linked(changed(told, "Freight", conceded=True), "It is", "Freight", Stance.CON)
    debate = place_debate(ada, titled(told), authors={"benjamin": ben})

    air, freight = debate.claims.get(text="Air"), debate.claims.get(text="Freight")
    assert (air.detail, air.scheme, air.state) == ("- more", "analogy", State.WITHDRAWN)
    assert (air.author, freight.author) == (ben, ada)
    assert [str(source) for source in air.sources.all()] == ["Doe", "https://a.org"]
    assert freight.conceded_by == ada
    assert freight.conceded_at is not None
    link = debate.links.get()
    assert (link.claim.text, link.target, link.stance) == ("It is", freight, "con")
    assert (air.created_at, air.edited_at) == (at(1), at(2))


def test_who_brings_it_in_follows_it(ada, argument):
    debate = place_debate(ada, argument)
    assert Follow.objects.get(person=ada).debate == debate


def test_texts_are_cleaned_as_those_that_people_type(ada, argument):
    earlier = (Wording(" Good\n air", "Why  \n"),)
    argument = changed(argument, "Air", text="  Clean\n air ", detail="Much  \n", earlier=earlier)
    claim = place_debate(ada, argument).claims.get(text="Clean air")
    wordings = [("Good air", "Why"), ("Clean air", "Much")]
    assert list(claim.revisions.values_list("text", "detail")) == wordings


def test_what_has_no_time_is_written_now(ada, argument):
    debate = place_debate(ada, argument)
    for claim in debate.claims.all():
        assert timezone.now() - claim.created_at < timedelta(minutes=1)
        assert claim.edited_at is None


@pytest.mark.parametrize("seed", range(6))
def test_any_map_comes_back_as_it_was(ada, seed):
    argument = random_map(seed, size=60)
    debate = place_debate(ada, argument)

    verify(debate)
    placed = debate.claims.as_argument()
    names = {key: node.text.removeprefix("Claim ") for key, node in placed.nodes.items()}
    assert list(names.values()) == [step.node.key for step in argument.walk()]
    assert placed.asks == argument.asks
    assert {(names[reply.key], names[reply.parent], reply.stance) for reply in placed.replies} == {
        (reply.key, reply.parent, reply.stance) for reply in argument.replies
    }
    assert {(names[link.key], names[link.target], link.stance) for link in placed.links} == {
        (link.key, link.target, link.stance) for link in argument.links
    }


def test_people_go_on_from_there(ada, ben, argument):
    debate = place_debate(ada, argument)
    freight = debate.claims.get(text="Freight")
    with one_event(debate, Verb.POSTED, ben):
        post_claim(ben, freight, stance="con", text="Trams")
    verify(debate)


def test_a_second_debate_of_the_same_map_is_another_one(ada, argument):
    first, second = place_debate(ada, argument), place_debate(ada, argument)
    assert first.slug != second.slug
    assert not set(first.claims.all()) & set(second.claims.all())
    verify(first)
    verify(second)


def test_a_form_sent_twice_brings_it_in_once(ada, argument):
    key = uuid4()
    debate = place_debate(ada, argument, key=key)
    with nothing_changes():
        assert place_debate(ada, argument, key=key) == debate


def question(*replies: Reply) -> ArgumentMap:
    keys = ["Which way?", *(reply.key for reply in replies)]
    nodes = {key: Node(key, key) for key in keys}
    return ArgumentMap(keys[0], nodes, replies, title="Ways", asks=True)


def test_a_question_is_placed_with_its_theses(ada):
    theses = [Reply(text, "Which way?", None) for text in ("Cars", "Bikes")]
    debate = place_debate(ada, question(*theses, Reply("No", "Cars", Stance.CON)))
    assert [claim.kind for claim in debate.claims.in_reading_order()] == [
        Kind.QUESTION,
        Kind.THESIS,
        Kind.CRITIQUE,
        Kind.THESIS,
    ]
    verify(debate)


@pytest.mark.parametrize(
    ("code", "key", "wrong"),
    [
        ("text_empty", "Air", {"text": " "}),
        ("text_too_long", "Freight", {"text": "x" * 501}),
        ("text_too_long", "Freight", {"detail": "x" * 20_001}),
        ("state_not_taken", "Air", {"state": State.PENDING}),
        ("state_not_taken", "Air", {"state": State.HIDDEN}),
        ("time_not_taken", "Air", {"written": _END_OF_TIME}),
        ("time_not_taken", "Air", {"edited": _END_OF_TIME}),
        ("time_not_taken", "Freight", {"met": _END_OF_TIME}),
        ("time_not_taken", "Air", {"earlier": (Wording("Wind", written=_END_OF_TIME),)}),
        ("root_stays", "Ban cars", {"state": State.WITHDRAWN}),
        ("not_a_challenge", "Air", {"conceded": True}),
        ("not_a_challenge", "Ban cars", {"conceded": True}),
        ("unknown_scheme", "Air", {"scheme": "because"}),
        ("scheme_without_support", "Freight", {"scheme": "analogy"}),
        ("scheme_without_support", "Ban cars", {"scheme": "analogy"}),
        ("source_empty", "Air", {"sources": (Source(title="x"),)}),
        ("url_invalid", "Air", {"sources": (Source(url="javascript:x"),)}),
    ],
)
def test_a_claim_that_breaks_a_rule_has_the_whole_map_refused(ada, argument, code, key, wrong):
    with refused(code):
        place_debate(ada, titled(changed(argument, key, **wrong)))


def test_a_map_that_breaks_a_rule_is_refused(ada, argument, settings):
    with refused("text_empty"):
        place_debate(ada, grow(OUTLINE))
    with refused("unknown_choice"):
        place_debate(ada, argument, posting="nobody")
    with refused("question_takes_theses"):
        place_debate(ada, question(Reply("Cars", "Which way?", Stance.PRO)))
    with refused("unknown_stance"):
        place_debate(ada, question(Reply("Cars", "Which way?", None), Reply("Fast", "Cars", None)))
    with refused("no_step_to_attack"):
        place_debate(ada, titled(grow("Ban cars\n  -relevance Freight")))
    with refused("aim_without_opposing"):
        place_debate(ada, titled(grow("Ban cars\n  +truth Freight")))
    with refused("aim_without_opposing"):
        link = Link("Air", "Freight", Stance.PRO, Aim.TRUTH)
        place_debate(ada, ArgumentMap("Ban cars", argument.nodes, argument.replies, (link,), "x"))
    with refused("link_to_itself"):
        place_debate(ada, titled(linked(argument, "Air", "Air", Stance.CON)))
    with refused("link_to_itself"):
        once = linked(argument, "Air", "Freight", Stance.CON)
        place_debate(ada, titled(linked(once, "Air", "Freight", Stance.PRO)))
    settings.MAX_DEPTH = 2
    with refused("too_deep"):
        place_debate(ada, argument)


def test_a_thread_as_deep_as_the_limit(ada, settings):
    settings.MAX_DEPTH = 1000
    debate = place_debate(ada, titled(chain(1000)))
    assert debate.claims.order_by("level").last().level == 1000
    verify(debate)


def test_what_it_asks_of_the_database_does_not_grow_with_the_map(
    ada, django_assert_max_num_queries
):
    """Only in batches, which SQLite's number of parameters keeps small."""
    for size, queries in [(10, 18), (300, 30)]:
        with django_assert_max_num_queries(queries):
            place_debate(ada, random_map(1, size))


def test_seeds_of_tests_give_the_same_debate(ada):
    first, second = (random_debate(ada, [ada], seed=5) for _ in range(2))
    assert reading(first) == reading(second)
