from dataclasses import replace

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import Link, Node, Reply
from debates.argument.words import Aim, Stance, State
from debates.reasoning.framework import framework
from debates.reasoning.semantics import (
    DF_QUAD,
    EULER_BASED,
    QUADRATIC_ENERGY,
    SEMANTICS,
    df_quad,
    euler_based,
    quadratic_energy,
)
from debates.reasoning.strengths import Scores, steps_around_circles, strengths
from tests.maps import chain, changed, grow, linked, maps
from tests.reasoning.frames import arguable, scored, some, strength_of
from tests.reasoning.naive import PULLS, Naive

every_semantics = pytest.mark.parametrize("semantics", SEMANTICS.values(), ids=lambda one: one.name)

# Computed by hand from the formulas of the papers.
TABLE = [
    (quadratic_energy, 0.5, [], [], 0.5),
    (quadratic_energy, 0.5, [1], [], 0.75),
    (quadratic_energy, 0.5, [0.5], [], 0.6),
    (quadratic_energy, 0.5, [], [0.5], 0.4),
    (quadratic_energy, 0.8, [], [1, 1], 0.16),
    (quadratic_energy, 0.8, [1], [1], 0.8),
    (quadratic_energy, 0.2, [1, 1, 1], [], 0.92),
    (df_quad, 0.5, [], [], 0.5),
    (df_quad, 0.5, [0.5], [], 0.75),
    (df_quad, 0.5, [], [0.5], 0.25),
    (df_quad, 0.5, [0.5, 0.5], [], 0.875),
    (df_quad, 0.8, [0.5], [0.5, 0.5], 0.6),
    (df_quad, 0.4, [1], [1], 0.4),
    (df_quad, 1.0, [], [1], 0.0),
    (euler_based, 0.5, [], [], 0.5),
    (euler_based, 0.0, [1, 1], [], 0.0),
    (euler_based, 1.0, [], [1, 1], 1.0),
    (euler_based, 0.5, [1], [], 0.6820877),
    (euler_based, 0.5, [], [1], 0.3665218),
]


@pytest.mark.parametrize(("pull", "base", "pros", "cons", "expected"), TABLE)
def test_what_the_papers_say(pull, base, pros, cons, expected):
    assert pull(base, pros, cons) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("outline", "quadratic", "df"),
    [
        ("T\n  + p", 0.6, 0.75),
        ("T\n  - c", 0.4, 0.25),
        ("T\n  + p\n  - c", 0.5, 0.5),
        ("T\n  - c\n    - r", 0.5 - 0.5 * 0.16 / 1.16, 0.375),
    ],
)
def test_replies_pull_it_up_and_down(outline, quadratic, df):
    assert strength_of(grow(outline), "T") == pytest.approx(quadratic)
    assert strength_of(grow(outline), "T", DF_QUAD) == pytest.approx(df)


@every_semantics
@given(data=st.data())
def test_a_naive_implementation_says_the_same(semantics, data):
    argument = data.draw(arguable())
    scores = data.draw(scored(argument))
    naive = Naive(argument, PULLS[semantics.name], scores.bases, scores.relevance)

    found = strengths(framework(argument), semantics, scores)

    assert found.claims == pytest.approx({key: naive.strength(key) for key in found.claims})
    assert found.circular == found.unsettled == frozenset()


@every_semantics
@given(data=st.data())
def test_strengths_are_from_0_to_1_and_circles_too(semantics, data):
    argument = data.draw(arguable(circles=True))
    found = strengths(framework(argument), semantics, data.draw(scored(argument)))
    assert all(-1e-9 <= value <= 1 + 1e-9 for value in found.claims.values())
    assert found.unsettled <= found.circular


sides = st.lists(some, max_size=5)


@every_semantics
@given(base=some, pros=sides, cons=sides)
def test_what_acts_with_0_changes_nothing(semantics, base, pros, cons):
    without = semantics.strength(base, pros, cons)
    assert semantics.strength(base, [*pros, 0.0], [*cons, 0.0]) == pytest.approx(without)


@every_semantics
@given(base=some, both=sides)
def test_equal_sides_balance(semantics, base, both):
    assert semantics.strength(base, both, both[::-1]) == pytest.approx(base)


@every_semantics
@given(base=some, pros=sides, cons=sides, more=some)
def test_a_support_never_weakens_and_a_con_never_strengthens(semantics, base, pros, cons, more):
    before = semantics.strength(base, pros, cons)
    assert semantics.strength(base, [*pros, more], cons) >= before - 1e-12
    assert semantics.strength(base, pros, [*cons, more]) <= before + 1e-12


@every_semantics
@given(base=some, more=some, pros=sides, cons=sides)
def test_a_better_base_is_never_worse(semantics, base, more, pros, cons):
    low, high = sorted([base, more])
    worse, better = (semantics.strength(one, pros, cons) for one in (low, high))
    assert worse <= better + 1e-12


def test_a_thousand_supports_do_not_overflow():
    assert euler_based(0.5, [1.0] * 2_000, []) == pytest.approx(1)
    assert all(slope == 0 for slope in EULER_BASED.slopes(0.0, [], [1.0] * 2_000)[1])


@every_semantics
@given(argument=arguable(), data=st.data())
def test_only_what_leads_to_a_claim_moves_it(semantics, argument, data):
    scores = data.draw(scored(argument))
    leaf = next(reversed(argument.nodes))
    doubted = Scores(scores.bases | {leaf: 0.0}, scores.relevance)
    before = strengths(framework(argument), semantics, scores).claims
    after = strengths(framework(argument), semantics, doubted).claims
    above, waiting = set(), [leaf]
    while waiting:
        key = waiting.pop()
        above.add(key)
        edges = [(r.key, r.parent) for r in argument.replies]
        edges += [(link.key, link.target) for link in argument.links]
        for one, other in edges:
            if one == key:
                # What disputes relevance moves what the step leads to.
                waiting.append(other)
    assert {key for key in before if before[key] != after[key]} <= above


def test_a_dispute_of_relevance_weakens_the_step_and_not_the_claim():
    argument = grow("T\n  + p\n    -relevance So what")
    found = strengths(framework(argument))
    assert found.claims["p"] == 0.5
    assert found.steps["p", "T"] == 0.25
    assert found.claims["T"] == pytest.approx(0.5 + 0.5 * 0.0625 / 1.0625)


def test_of_a_thesis_it_disputes_the_thesis_itself():
    assert strength_of(grow("T\n  -relevance Who cares"), "T") == pytest.approx(0.4)


def test_disputes_of_disputes_go_on():
    argument = grow("T\n  + p\n    -relevance u\n      -relevance v")
    assert strengths(framework(argument)).steps["p", "T"] == 0.5 * (1 - 0.25)


@pytest.mark.parametrize("aim", [Aim.TRUTH, Aim.EVIDENCE, Aim.DEFINITION, Aim.SCOPE])
def test_all_other_aims_weaken_the_claim(aim):
    assert strength_of(grow(f"T\n  + p\n    -{aim} c"), "p") == pytest.approx(0.4)


def in_group(argument, *keys):
    replies = tuple(r._replace(group="a") if r.key in keys else r for r in argument.replies)
    return replace(argument, replies=replies)


def test_linked_premises_are_as_strong_as_the_weakest():
    argument = in_group(grow("T\n  + p\n  + q"), "p", "q")
    assert strength_of(argument, "T", bases={"p": 0.9}) == pytest.approx(0.6)
    assert strength_of(argument, "T", bases={"p": 0.0}) == 0.5


def test_a_withdrawn_premise_takes_the_others_with_it_and_a_hidden_one_was_never_there():
    argument = in_group(grow("T\n  + p\n  + q"), "p", "q")
    assert strength_of(changed(argument, "p", state=State.WITHDRAWN), "T") == 0.5
    assert strength_of(changed(argument, "p", state=State.HIDDEN), "T") == pytest.approx(0.6)
    below = in_group(grow("T\n  + p\n  - c\n    - d"), "p")
    below = replace(below, links=(Link("d", "T", Stance.PRO, group="a"),))
    assert strength_of(changed(below, "c", state=State.WITHDRAWN), "T") == 0.5


def test_what_was_conceded_is_granted_whatever_is_said_against_it():
    argument = changed(grow("T\n  - c\n    - r"), "c", conceded=True)
    assert strength_of(argument, "c", bases={"c": 0.1}) == 1
    assert strength_of(argument, "T") == 0.25


def test_what_is_not_visible_does_not_argue():
    argument = grow("T\n  - c\n    - r")
    for state in set(State) - {State.VISIBLE}:
        found = strengths(framework(changed(argument, "c", state=state)))
        assert found.claims == {"T": 0.5}


def test_a_question_has_no_strength():
    argument = grow("Q\n  + T\n    - c")
    first, *rest = argument.replies
    argument = replace(argument, replies=(first._replace(stance=None), *rest), asks=True)
    framing = framework(argument)
    assert framing.theses == ["T"]
    assert set(strengths(framing).claims) == {"T", "c"}


def test_of_a_reply_and_a_link_between_the_same_two_the_reply_counts():
    argument = linked(grow("T\n  - c"), "c", "T", Stance.PRO)
    assert strength_of(argument, "T") == pytest.approx(0.4)


def test_scores_beyond_0_and_1_are_refused():
    with pytest.raises(ValueError, match="from 0 to 1"):
        strength_of(grow("T"), "T", bases={"T": 1.5})


def test_circles_settle_and_are_marked():
    argument = linked(grow("T\n  - c\n    - r\n  + p"), "c", "r", Stance.CON)
    found = strengths(framework(argument))
    assert found.circular == {"c", "r"}
    assert found.unsettled == frozenset()
    # x = 0.5 - 0.5 x² / (1 + x²)
    x = found.claims["c"]
    assert x == pytest.approx(0.5 - 0.5 * x * x / (1 + x * x))


def test_what_does_not_settle_is_told():
    framing = framework(linked(grow("T\n  - c\n    - r"), "c", "r", Stance.CON))

    def restless(base, pros, cons):
        restless.turns += 1
        return restless.turns % 3 / 2

    restless.turns = 0
    wild = QUADRATIC_ENERGY._replace(strength=restless)
    assert strengths(framing, wild).unsettled


def test_a_thread_of_5000_is_no_problem():
    assert len(strengths(framework(chain(5_000))).claims) == 5_001
    deep = chain(5_000)
    undercuts = tuple(reply._replace(aim=Aim.RELEVANCE) for reply in deep.replies)
    assert len(strengths(framework(replace(deep, replies=undercuts))).claims) == 5_001
    circle = linked(deep, "0", "5000", Stance.CON)
    assert len(framework(circle).circular) == 5_001


@settings(max_examples=20)
@given(argument=maps())
def test_any_map_has_strengths(argument):
    found = strengths(framework(argument))
    assert set(found.claims) <= set(argument.nodes)


def test_nothing_counts_of_a_hidden_debate():
    framing = framework(changed(grow("T\n  - c"), "T", state=State.HIDDEN))
    assert strengths(framing).claims == {}


@every_semantics
@settings(max_examples=30)
@given(argument=arguable(), data=st.data())
def test_one_more_reply_moves_its_claim_its_own_way_and_one_that_nobody_believes_moves_nothing(
    semantics, argument, data
):
    scores = data.draw(scored(argument))
    on = data.draw(st.sampled_from(framework(argument).keys))
    stance = data.draw(st.sampled_from(Stance))
    nodes = argument.nodes | {"new": Node("new", "One more")}
    more = replace(argument, nodes=nodes, replies=(*argument.replies, Reply("new", on, stance)))
    before = strengths(framework(argument), semantics, scores).claims

    scores.bases["new"] = 0.0
    unmoved = strengths(framework(more), semantics, scores).claims
    assert {key: unmoved[key] for key in before} == pytest.approx(before, abs=1e-12)

    scores.bases["new"] = data.draw(some)
    moved = strengths(framework(more), semantics, scores).claims
    if stance is Stance.PRO:
        assert moved[on] >= before[on] - 1e-12
    else:
        assert moved[on] <= before[on] + 1e-12


@settings(max_examples=40)
@given(argument=arguable(circles=True, most=12))
def test_each_stretch_comes_after_what_it_is_made_of_and_circles_are_components(argument):
    framing = framework(argument)
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(len(framing.pros)))
    for ways in (framing.pros, framing.cons):
        graph.add_edges_from((other, vertex) for vertex, some in enumerate(ways) for other in some)
    circles = [{*found} for found in networkx.strongly_connected_components(graph)]

    done = set()
    for vertices, circular in framing.stretches:
        assert circular == ({*vertices} in [circle for circle in circles if len(circle) > 1])
        for vertex in vertices:
            inside = {*vertices} if circular else set()
            assert {*graph.predecessors(vertex)} <= done | inside
            done.add(vertex)
    assert done == {*graph}


def test_much_on_circles_takes_fewer_rounds_but_always_enough_to_settle_what_is_tame():
    small = linked(grow("T\n  - c\n    - r"), "c", "r", Stance.CON)
    assert steps_around_circles(framework(small)) == 1_000
    rings = linked(chain(5_000), "0", "5000", Stance.CON)
    assert steps_around_circles(framework(rings)) == 2_000_000 // 10_002
    assert strengths(framework(rings)).unsettled == frozenset()
