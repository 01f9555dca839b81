import random
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from debates.argument.difference import Change, difference
from tests.effort import seconds_of

words = st.lists(st.sampled_from(["a", "b", "the", " ", "  ", "\n", ".", ",", "é", "車"])).map(
    "".join
)
texts = words | st.text(max_size=50)


def joined(changes: list[Change], left_out: str) -> str:
    return "".join(text for kind, text in changes if kind != left_out)


@given(texts, texts)
@example("", "")
def test_nothing_is_lost(old, new):
    changes = difference(old, new)
    assert joined(changes, "new") == old
    assert joined(changes, "gone") == new


@given(texts, texts)
def test_neighbours_differ_in_kind_and_nothing_is_empty(old, new):
    changes = difference(old, new)
    assert all(text for _, text in changes)
    assert all(a.kind != b.kind for a, b in pairwise(changes))


@given(texts)
def test_the_same_text_has_no_changes(text):
    assert [change.kind for change in difference(text, text)] in (["same"], [])


def test_words_that_came_are_marked_with_their_blank():
    assert difference("Cities should ban cars.", "Cities should not ban cars!") == [
        Change("same", "Cities should "),
        Change("new", "not "),
        Change("same", "ban cars"),
        Change("gone", "."),
        Change("new", "!"),
    ]


def test_a_word_is_never_cut():
    assert difference("banned", "banning") == [Change("gone", "banned"), Change("new", "banning")]
    assert difference("TAXIS", "TAXES") == [Change("gone", "TAXIS"), Change("new", "TAXES")]
    assert difference("हिन्दी", "हिन्दु") == [Change("gone", "हिन्दी"), Change("new", "हिन्दु")]


def test_new_wording_with_the_same_blanks_is_one_change():
    changes = difference("Old words stood here", "Something quite new came")
    assert [change.kind for change in changes] == ["gone", "new"]


def test_scripts_without_blanks_are_compared_by_the_character():
    assert Change("new", "不") in difference("城市应该禁止汽车", "城市不应该禁止汽车")


def test_an_edit_of_a_long_text_is_shown_by_words():
    dice = random.Random(1)
    old = [f"word{dice.randrange(900)}{dice.choice(['', '', ',', '.'])}" for _ in range(2200)]
    new = old.copy()
    new[100], new[1700] = "here", "there"
    changes = difference(" ".join(old), " ".join(new))
    assert [change.text for change in changes if change.kind == "new"] == ["here", "there"]


def test_a_frequent_word_stays_where_it_stood():
    old, new = (" ".join(f"the {sign}{number}" for number in range(150)) for sign in "ab")
    same = [change.text for change in difference(old, new) if change.kind == "same"]
    assert "".join(same).split() == ["the"] * 150


def test_what_stayed_is_found_on_both_sides_of_the_longest_stretch():
    same = {
        change.text.strip()
        for old, new in [
            ("p left q a b c d r", "s left t a b c d"),
            ("p a b c d q right r", "a b c d s right t"),
        ]
        for change in difference(old, new)
        if change.kind == "same"
    }
    assert same >= {"left", "a b c d", "right"}


HOSTILE = {
    "one word": ("a " * 10_000, "b " + "a " * 9_998),
    "another end": ("b " + "a " * 9_998, "a " * 9_998 + "c "),
    "punctuation": ("." * 20_000, ".," * 10_000),
    "short lines": ("a.b\n" * 5000, "a.c\n" * 5000),
    "single matches": (
        " ".join(f"{number:x} y{number}" for number in range(2000)),
        " ".join(f"{number:x} z{number}" for number in range(2000)),
    ),
    "noise": tuple(
        "".join(random.Random(seed).choices("abc .", k=20_000)) for seed in (1, 2)
    ),
    "blanks": (" " * 20_000, "\n" * 20_000),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_bounded_time_and_lose_nothing(old, new):
    found: list[list[Change]] = []
    assert seconds_of(lambda: found.append(difference(old, new)), 3) <= 3
    changes = found[-1]
    assert joined(changes, "new") == old
    assert joined(changes, "gone") == new


def test_texts_that_are_too_much_by_words_are_compared_by_sentences():
    old = f"One. {'a ' * 3000}b. Two! {'a ' * 3000}b."
    new = f"Eins. {'a ' * 3001}b. Two! {'a ' * 3001}b. Three?"
    assert [change for change in difference(old, new) if change.kind == "same"] == [
        Change("same", " Two! ")
    ]
