from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import Link
from debates.argument.words import Aim, Stance, State
from debates.reasoning.counterfactual import Act, Change
from debates.reasoning.explanation import explained, spoken, told
from debates.reasoning.framework import framework
from debates.reasoning.grounded import IN, OUT, UNDECIDED, labels
from debates.reasoning.whatif import supposing
from tests.maps import changed, grow, linked
from tests.reasoning.frames import arguable


def why(argument, key="T", framing=None):
    framing = framing or framework(argument)
    return spoken(explained(argument, framing, labels(framing), key))


def in_group(argument, *keys):
    replies = tuple(r._replace(group="a") if r.key in keys else r for r in argument.replies)
    return replace(argument, replies=replies)


@pytest.mark.parametrize(
    ("outline", "sentence"),
    [
        ("T\n  + p", "stands: nothing opposes it"),
        ("T\n  - c", "falls: the critique “c” is unanswered"),
        ("T\n  -truth c", "falls: the critique “c” is unanswered"),
        ("T\n  -scope c", "falls: the critique of scope “c” is unanswered"),
        (
            "T\n  - c\n    - r\n      - s",
            "falls: the critique “c” withstands what is said against it",
        ),
        ("T\n  - c\n    - r", "stands: the critique “c” fails against the rebuttal “r”"),
        (
            "T\n  - c\n    -relevance r",
            "stands: the critique “c” fails against the rebuttal of relevance “r”",
        ),
        ("T\n  - c\n    - r\n  - d\n    - s", "stands: all 2 arguments against it fail"),
        (
            "T\n  - c\n    - r\n      - s\n  - d",
            "falls: the critique “d” is unanswered, "
            "and one more argument against this claim stands",
        ),
        (
            "T\n  - c\n  - d\n  - e",
            "falls: the critique “c” is unanswered, and 2 more arguments against this claim stand",
        ),
    ],
)
def test_why_a_thesis_stands_or_falls(outline, sentence):
    assert why(grow(outline)) == sentence


def test_what_was_conceded_is_told():
    argument = changed(grow("T\n  - c\n    - r"), "c", conceded=True)
    assert why(argument) == "falls: the critique “c” was conceded"
    assert why(argument, "c") == "stands: it was conceded"


def test_an_argument_that_can_still_be_answered_is_named_before_one_that_was_conceded():
    argument = changed(grow("T\n  - c\n  - d"), "c", conceded=True)
    assert why(argument).startswith("falls: the critique “d” is unanswered")


def test_what_is_rejected_for_the_moment_falls_and_defeats_nothing():
    argument = grow("T\n  - c")
    framing = supposing(framework(argument), rejected=["c"])
    assert why(argument, "c", framing) == "falls: it is rejected"
    assert why(argument, "T", framing) == "stands: the critique “c” does not count"


def test_what_stands_may_not_count():
    argument = grow("T\n  + p\n    -relevance u")
    assert why(argument, "p") == (
        "stands: nothing opposes it; but it does not count: the critique of relevance “u” is "
        "unanswered"
    )


def test_what_is_not_beside_the_point_after_all_counts():
    argument = grow("T\n  + p\n    -relevance u\n      - v")
    assert why(argument, "p") == "stands: nothing opposes it"


def test_whether_it_counts_may_be_undecided():
    argument = linked(grow("T\n  + p\n    -relevance u\n      - v"), "u", "v", Stance.CON)
    assert why(argument, "p") == (
        "stands: nothing opposes it; but whether it counts is undecided, as is the critique of "
        "relevance “u”"
    )


def test_linked_premises_are_named_together_and_fall_together():
    argument = in_group(grow("T\n  - c\n  - d\n    - r\n      - s"), "c", "d")
    assert why(argument) == "falls: the critique “c” with “d” withstands what is said against it"
    argument = in_group(grow("T\n  - c\n  - d\n    - r\n  - e\n    - f"), "c", "d")
    assert why(argument, "c") == (
        "stands: nothing opposes it; but it does not count: the premise linked with it “d” falls"
    )
    assert why(argument, "e") == "falls: the rebuttal “f” is unanswered"
    beside = in_group(grow("T\n  + p\n  + q\n    -relevance u"), "p", "q")
    assert why(beside, "p").endswith("the premise linked with it “q” does not count")


def test_all_of_linked_premises_must_be_conceded_for_the_whole_to_be():
    argument = in_group(grow("T\n  - c\n  - d"), "c", "d")
    argument = changed(argument, "c", conceded=True)
    assert why(argument) == "falls: the critique “c” with “d” is unanswered"
    argument = changed(argument, "d", conceded=True)
    assert why(argument) == "falls: the critique “c” with “d” was conceded"


def test_linked_premises_that_all_stand_count():
    argument = in_group(grow("T\n  + p\n  + q"), "p", "q")
    assert why(argument, "p") == "stands: nothing opposes it"


def test_a_premise_that_is_withdrawn_is_told_by_those_it_was_linked_with():
    argument = in_group(grow("T\n  - c\n  - d"), "c", "d")
    argument = changed(argument, "d", state=State.WITHDRAWN)
    assert why(argument, "c") == (
        "stands: nothing opposes it; but it does not count: a premise linked with it was withdrawn"
    )
    assert why(argument) == "stands: the critique “c” does not count"


def test_what_argues_in_a_circle_is_undecided_and_so_is_what_it_bears_on():
    argument = linked(grow("T\n  - c\n    - r"), "c", "r", Stance.CON)
    assert why(argument, "c") == "is undecided: it argues in a circle with the rebuttal “r”"
    assert why(argument) == "is undecided: so is the critique “c”"


def test_a_circle_beside_another_is_not_taken_for_it():
    argument = grow("T\n  + p\n    + q\n    - c\n      - d")
    argument = linked(linked(argument, "p", "q", Stance.PRO), "c", "d", Stance.CON)
    assert why(argument, "p") == "is undecided: so is the critique “c”"


def test_a_con_by_link_has_the_aim_of_the_link():
    argument = grow("T\n  + p\n  + q")
    argument = replace(argument, links=(Link("q", "p", Stance.CON, Aim.EVIDENCE),))
    assert why(argument, "p") == "falls: the critique of evidence “q” is unanswered"


def test_a_thesis_below_a_question_counts_by_itself():
    argument = grow("Q\n  + T")
    (reply,) = argument.replies
    argument = replace(argument, replies=(reply._replace(stance=None),), asks=True)
    assert why(argument) == "stands: nothing opposes it"


def test_what_would_change_it():
    argument = grow("T\n  - c\n    - r\n  - d")
    changes = (Change(Act.WITHDRAW, "d"), Change(Act.CONCEDE, "r"))
    assert spoken(told(argument, changes[:1], OUT)) == "would stand if “d” were withdrawn"
    assert spoken(told(argument, changes, UNDECIDED)) == (
        "would stand if “d” were withdrawn and “r” were conceded"
    )
    assert spoken(told(argument, changes[1:], IN)) == "would fall if “r” were conceded"


BEGINNINGS = {IN: "stands: ", OUT: "falls: ", UNDECIDED: "is undecided: "}


@settings(max_examples=60)
@given(argument=arguable(circles=True, most=12), data=st.data())
def test_a_sentence_agrees_with_the_label_and_names_claims_that_count(argument, data):
    framing = framework(argument)
    found = labels(framing)
    key = data.draw(st.sampled_from(framing.keys))
    sentence = explained(argument, framing, found, key)
    assert spoken(sentence).startswith(BEGINNINGS[found[framing.number_of[key]]])
    for part in sentence:
        if part.claim:
            assert part.claim in framing.keys
            assert part.text == argument.nodes[part.claim].text
