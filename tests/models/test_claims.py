import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from debates.argument.challenges import Status, challenges
from debates.argument.counts import tally_of
from debates.argument.presence import standing
from debates.argument.words import State
from debates.models import Claim, Link
from debates.operations import concede, post_claim, withdraw_claim
from tests.conftest import THESIS
from tests.trees import random_debate

REPLIES = """\
  + Air
    - Electric
      - Tyres
        + Studies
  - Freight
    + Food
  + Noise
"""


def texts(claims) -> list[str]:
    return [claim.text for claim in claims]


def test_reading_order_has_parents_first_and_siblings_as_they_came(debate, grow):
    grow(REPLIES)
    assert texts(debate.claims.in_reading_order()) == [
        THESIS,
        "Air",
        "Electric",
        "Tyres",
        "Studies",
        "Freight",
        "Food",
        "Noise",
    ]


def test_by_level_any_first_part_is_a_tree(debate, grow):
    grow(REPLIES)
    ordered = texts(debate.claims.by_level())
    assert ordered[:4] == [THESIS, "Air", "Freight", "Noise"]
    assert ordered[4:] == ["Electric", "Food", "Tyres", "Studies"]


def test_a_branch_is_the_claim_and_all_below(grow):
    claims = grow(REPLIES)
    assert texts(Claim.objects.branch_of(claims["Electric"])) == ["Electric", "Tyres", "Studies"]
    assert texts(Claim.objects.branch_of(claims["Noise"])) == ["Noise"]


def test_replies_are_one_level_below(grow):
    claims = grow(REPLIES)
    assert texts(Claim.objects.replies_to(claims[THESIS])) == ["Air", "Freight", "Noise"]
    assert texts(Claim.objects.replies_to(claims["Studies"])) == []


def test_ancestors_come_from_the_root_down(grow):
    claims = grow(REPLIES)
    assert texts(Claim.objects.ancestors_of(claims["Studies"])) == [
        THESIS,
        "Air",
        "Electric",
        "Tyres",
    ]
    assert texts(Claim.objects.ancestors_of(claims[THESIS])) == []


def test_ancestors_are_found_by_parent_links_whatever_the_numbers_say(debate, grow):
    claims = grow(REPLIES)
    debate.claims.filter(level__gt=0).update(lft=F("lft") + 2**61, rght=F("rght") + 2**61)
    assert texts(Claim.objects.ancestors_of(claims["Tyres"])) == [THESIS, "Air", "Electric"]


@pytest.mark.unsound
def test_a_circle_of_parents_does_not_hold_up_the_database(grow):
    claims = grow(REPLIES)
    Claim.objects.filter(pk=claims["Air"].pk).update(parent=claims["Tyres"])
    studies = Claim.objects.get(pk=claims["Studies"].pk)
    assert set(texts(Claim.objects.ancestors_of(studies))) == {"Air", "Electric", "Tyres"}


def test_ancestors_keep_to_what_the_person_sees(grow, ada, ben):
    claims = grow(REPLIES)
    Claim.objects.filter(pk=claims["Electric"].pk).update(state="hidden")
    for who, expected in [(ben, [THESIS, "Air"]), (ada, [THESIS, "Air", "Electric"])]:
        assert texts(Claim.objects.visible_to(who).ancestors_of(claims["Tyres"])) == expected


def test_each_question_takes_one_query(debate, grow, ben, django_assert_num_queries):
    claims = grow(REPLIES)
    seen = debate.claims.visible_to(ben)
    for asked in (
        seen.in_reading_order(),
        seen.by_level(),
        seen.branch_of(claims["Air"]),
        seen.replies_to(claims["Air"]),
        seen.ancestors_of(claims["Studies"]),
        seen.that_count(),
    ):
        with django_assert_num_queries(1):
            list(asked)


# ---- what counts


def test_what_is_below_a_withdrawn_claim_does_not_count(debate, grow, ada):
    claims = grow(REPLIES)
    withdraw_claim(ada, claims["Electric"])
    assert texts(debate.claims.that_count().in_reading_order()) == [
        THESIS,
        "Air",
        "Freight",
        "Food",
        "Noise",
    ]


def open_ones(debate) -> set[str]:
    argument = debate.claims.as_argument()
    return {
        argument.nodes[one.key].text for one in challenges(argument) if one.status == Status.OPEN
    }


def test_a_challenge_is_open_until_something_visible_opposes_it(debate, grow, ada):
    claims = grow(REPLIES)
    assert open_ones(debate) == {"Tyres", "Freight"}

    reply = post_claim(ada, claims["Freight"], stance="con", text="Trams")
    assert open_ones(debate) == {"Tyres", "Trams"}

    withdraw_claim(ada, reply)
    assert open_ones(debate) == {"Tyres", "Freight"}


def test_a_conceded_challenge_is_not_open(debate, grow, ada):
    concede(ada, grow(REPLIES)["Freight"])
    assert open_ones(debate) == {"Tyres"}


def test_a_cross_link_that_opposes_answers_as_long_as_its_claim_counts(debate, grow, ada):
    claims = grow(REPLIES)
    link = Link.objects.create(
        debate=debate, claim=claims["Studies"], target=claims["Freight"], stance="con", author=ada
    )
    assert open_ones(debate) == {"Tyres"}

    withdraw_claim(ada, claims["Electric"])
    assert open_ones(debate) == {"Freight"}, "what opposes it hangs below what was withdrawn"

    Link.objects.filter(pk=link.pk).update(stance="pro")
    assert open_ones(debate) == {"Freight"}


@pytest.mark.parametrize("seed", range(20))
def test_in_any_debate_the_query_counts_what_the_map_counts(ada, ben, seed):
    debate = random_debate(ada, [ada, ben], seed, size=40)
    counted = standing(debate.claims.as_skeleton())
    in_order = debate.claims.that_count().in_reading_order()
    assert [str(claim.pk) for claim in in_order] == list(counted)


@pytest.mark.parametrize("seed", range(8))
def test_what_counts_is_the_same_for_everyone_who_reads(ada, ben, admin, seed):
    debate = random_debate(ada, [ada, ben], seed)
    debate.claims.filter(parent=None).update(state=State.VISIBLE.value)
    expected = tally_of(debate.claims.as_skeleton())
    for who in (ada, ben, admin, AnonymousUser()):
        seen = debate.claims.visible_to(who)
        assert tally_of(seen.as_skeleton()) == expected
        assert set(seen.that_count()) == set(debate.claims.that_count())


def test_the_skeletons_of_any_number_of_debates_take_two_queries(ada, django_assert_num_queries):
    debates = [random_debate(ada, [ada], seed) for seed in range(4)]
    with django_assert_num_queries(2):
        skeletons = dict(Claim.objects.as_skeletons())
    assert list(skeletons) == [debate.pk for debate in debates]
    for debate in debates:
        assert skeletons[debate.pk] == debate.claims.as_skeleton()
        assert skeletons[debate.pk].links


def test_a_map_leaves_out_what_hangs_below_a_claim_that_is_left_out(debate, grow):
    claims = grow(REPLIES)
    some = debate.claims.exclude(pk=claims["Electric"].pk)
    for argument in (some.as_argument(), some.as_skeleton()):
        kept = {str(claims[text].pk) for text in (THESIS, "Air", "Freight", "Food", "Noise")}
        assert set(argument.nodes) == kept
        assert {reply.key for reply in argument.replies} == kept - {argument.root}
