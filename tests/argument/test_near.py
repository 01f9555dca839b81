import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates.argument.near import MOST, Near, fingerprint, nearest


def near(sought: str, *texts: str) -> list[str]:
    """The texts that say nearly the same, the likest first."""
    found = nearest(fingerprint(sought), dict(enumerate(map(fingerprint, texts))))
    return [texts[one.key] for one in found]


def test_the_same_words_are_the_same_claim_in_any_order() -> None:
    text = "Cities should ban private cars from their centres."

    assert near("From the centres of cities, private cars should be banned", text) == [text]
    assert nearest(fingerprint(text), {7: fingerprint(text)}) == [Near(7, 100.0)]


def test_the_likest_comes_first() -> None:
    texts = [
        "A charge is unfair to people with low wages",
        "A congestion charge is unfair to people with low wages",
        "Low wages are unfair",
        "Ships need harbours",
    ]

    assert near("A congestion charge is unfair to people with low wages!", *texts) == [
        texts[1],
        texts[0],
        texts[2],
    ]


@pytest.mark.parametrize(
    ("sought", "text"),
    [
        ("COSTS of the bridges", "The cost of a bridge"),
        ("Cities and their cars", "A city and its car"),
        ("“Half” of the — dust!", "half the dust"),
        ("El ferrocarril cuesta más", "el FERROCARRIL cuesta MÁS"),
        ("ﬁne dust", "fine dust"),
        ("東京は暑い", "東京は寒い"),
    ],
)
def test_case_marks_and_plurals_are_passed_over(sought: str, text: str) -> None:
    assert near(sought, text) == [text]


@pytest.mark.parametrize(
    "sought",
    ["", "   ", "The and of", "dust", "it is so", "?!", "\ud800", "quarks have spin"],
)
def test_what_says_too_little_or_something_else_is_like_nothing(sought: str) -> None:
    assert near(sought, "The dust is old", "It is so", "") == []


def test_a_single_word_in_common_is_not_enough() -> None:
    assert near("Dust is bad", "Dust settles") == []


def test_the_beginning_of_a_claim_finds_it() -> None:
    text = "Electric cars clean the air as well, so clean air is no reason to ban cars."

    assert near("Electric cars clean", text) == [text]


def test_many_that_share_one_word_do_not_crowd_out_who_shares_two() -> None:
    text = "Loud trams wake many sleepy people near stations"
    others = [f"Trams {verb}" for verb in ("help", "cost", "run", "stop", "turn", "bend")]

    assert near("Trams are loud and old", *others, text) == [text]


def test_two_words_of_a_long_text_are_not_enough() -> None:
    text = "Loud trams " + " ".join(f"word{number}" for number in range(20))

    assert near("Trams are loud and old", text) == []


def test_at_most_five_are_named() -> None:
    texts = [f"Cars make noise {number}" for number in range(40)]

    assert len(near("Cars make noise", *texts)) == MOST == 5


@given(st.text(max_size=80))
def test_whatever_is_typed_has_a_fingerprint_that_is_like_itself(text: str) -> None:
    mark = fingerprint(text)

    assert len(set(mark)) == len(mark)
    assert not any("\ud800" <= character <= "\udfff" for character in mark)
    assert nearest(mark, {1: mark}) == ([Near(1, 100.0)] if len(mark) > 1 else [])


@given(st.lists(st.text(max_size=40), max_size=20), st.text(max_size=40))
def test_the_order_is_by_likeness(texts: list[str], sought: str) -> None:
    found = nearest(fingerprint(sought), dict(enumerate(map(fingerprint, texts))))

    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)
    assert len(found) <= MOST


def test_ten_thousand_are_compared_whatever_they_say() -> None:
    words, dice = [f"w{number}ord" for number in range(700)], random.Random(1)
    claims = {key: fingerprint(" ".join(dice.choices(words, k=25))) for key in range(10_000)}

    assert nearest(claims[77], claims)[0] == Near(77, 100.0)
