import pytest

from debates import operations
from debates.argument.map import ArgumentMap, Link, Node, Reply
from debates.argument.words import Aim, Stance
from debates.models import Claim
from debates.models.reckoning import figures_in, figures_of, levers_of, reckoning_of
from debates.reasoning.explanation import spoken
from debates.reasoning.framework import framework
from debates.reasoning.grounded import Standing, standings
from debates.reasoning.strengths import strengths
from tests.trees import random_debate

IN, OUT = Standing.IN, Standing.OUT
PRO, CON = Stance.PRO, Stance.CON


def shown(debate):
    debate.refresh_from_db()
    figures = figures_of(debate)
    return {
        claim.text: (round(figure.strength, 3), figure.standing)
        for claim in debate.claims.all()
        if (figure := figures.get(claim.pk))
    }


def test_every_claim_has_its_strength_and_its_standing(debate, thesis, grow):
    grow("  + Air\n  - Deliveries\n    - By night\n")
    assert shown(debate) == {
        thesis.text: (0.505, IN),
        "Air": (0.5, IN),
        "Deliveries": (0.4, OUT),
        "By night": (0.5, IN),
    }


def test_a_question_has_none_and_its_theses_have_each_their_own(ada):
    asked = operations.open_debate(
        ada, title="Ways", question="Which way?", theses=["Cars", "Feet"]
    )
    operations.post_claim(ada, asked.claims.get(text="Cars"), stance="con", text="No")
    assert shown(asked) == {"Cars": (0.4, OUT), "Feet": (0.5, IN), "No": (0.5, IN)}


@pytest.mark.parametrize("state", ["pending", "returned", "hidden", "withdrawn"])
def test_what_not_everybody_sees_moves_nothing_and_has_no_number(debate, thesis, grow, state):
    claims = grow("  - Deliveries\n    + Much\n")
    Claim.objects.filter(pk=claims["Deliveries"].pk).update(state=state)
    assert shown(debate) == {thesis.text: (0.5, IN)}


def test_a_debate_of_which_nobody_sees_anything_has_no_numbers(debate):
    debate.claims.update(state="hidden")
    assert shown(debate) == {}
    assert levers_of(debate, debate.claims.get().pk) == []


def test_they_are_computed_once_for_each_version(debate, ada, grow, django_assert_num_queries):
    claims = grow("  - Deliveries\n")
    debate.refresh_from_db()
    with django_assert_num_queries(2):
        figures_of(debate)
    with django_assert_num_queries(0):
        figures_of(debate)
        reckoning_of(debate)
    operations.concede(ada, claims["Deliveries"])
    assert shown(debate)["Deliveries"] == (1.0, IN)


def test_many_debates_cost_as_much_as_one(ada, django_assert_num_queries):
    debates = [random_debate(ada, [ada], seed) for seed in range(4)]
    with django_assert_num_queries(2):
        together = figures_in(debates)
    assert together == {debate.pk: figures_of(debate) for debate in debates}
    with django_assert_num_queries(0):
        figures_in(debates)


def test_in_any_debate_they_are_those_of_its_map(ada, ben):
    for seed in range(8):
        debate = random_debate(ada, [ada, ben], seed, size=40)
        framing = framework(Claim.objects.filter(debate=debate).for_everyone().as_argument())
        values, found = strengths(framing).claims, standings(framing)
        figures = figures_of(debate)
        assert {
            str(key): (figure.strength, figure.standing)
            for key in debate.claims.values_list("pk", flat=True)
            if (figure := figures.get(key))
        } == {key: (values[key], found[key]) for key in framing.keys}


def test_why_and_what_would_turn_it_name_the_claims(debate, thesis, grow):
    claims = grow("  - Deliveries\n")
    debate.refresh_from_db()
    reckoning = reckoning_of(debate)
    con, key = str(claims["Deliveries"].pk), str(thesis.pk)
    assert spoken(reckoning.why(key)) == "falls: the critique “” is unanswered"
    assert [part.claim for part in reckoning.otherwise(key) if part.claim] == [con]


def test_where_nothing_would_turn_it_there_are_no_words(debate, thesis):
    assert reckoning_of(debate).otherwise(str(thesis.pk)) == ()


def test_a_reply_matters_most_where_it_moves_the_thesis_most(debate, thesis, grow):
    claims = grow("  + Air\n    - Electric\n")
    debate.refresh_from_db()
    assert levers_of(debate, thesis.pk)[0].key == str(claims["Air"].pk)


def test_a_map_of_nothing_has_no_figures():
    assert framework(ArgumentMap("", {}, ())).keys == []


def test_votes_move_what_claims_begin_with_and_are_counted_by_person(
    debate, thesis, grow, ada, ben, django_assert_num_queries
):
    air = grow("  + Air\n")["Air"]
    assert shown(debate)["Air"] == (0.5, IN)
    for person, value in ((ada, 4), (ben, 3)):
        operations.cast_vote(person, air, question="plausibility", value=value, seen=1)
    operations.cast_vote(ben, thesis, question="plausibility", value=0, seen=1)
    debate.refresh_from_db()
    with django_assert_num_queries(4):
        figures_of(debate)
    assert shown(debate)["Air"] == (0.75, IN)
    assert figures_of(debate).basis == ("quadratic-energy", 2)

    debate.base = "neutral"
    debate.method = "df-quad"
    debate.version += 1
    figures = figures_of(debate)
    assert figures.get(air.pk).strength == 0.5
    assert figures.basis == ("df-quad", None)


def test_a_circle_of_arguments_is_marked_and_left_undecided(ada):
    nodes = {key: Node(key, key) for key in ("Thesis", "One", "Other")}
    replies = (Reply("One", "Thesis", PRO), Reply("Other", "Thesis", PRO))
    links = (Link("One", "Other", CON, Aim.TRUTH), Link("Other", "One", CON, Aim.TRUTH))
    argument = ArgumentMap("Thesis", nodes, replies, links, title="Round and round")
    debate = operations.place_debate(ada, argument)
    figures = figures_of(debate)
    found = {claim.text: figures.get(claim.pk) for claim in debate.claims.all()}
    assert found["One"].circular
    assert found["One"].standing is Standing.UNDECIDED
    assert found["One"].strength == pytest.approx(found["Other"].strength)
    assert not found["Thesis"].circular
    key = str(debate.claims.get(text="One").pk)
    assert spoken(reckoning_of(debate).why(key)).startswith("is undecided: it argues in a circle")
