import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates.argument.marked import excerpt, holds_all, marked
from debates.argument.plain import plain
from debates.argument.terms import TERM_MAX, terms
from debates.argument.wanted import WORDS_MAX, Match, wanted


def shown(text: str, typed: str) -> str:
    """The text with what was looked for in brackets."""
    pieces = marked(text, wanted(typed))
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bürger’s CARS", ["burger", "car"]),
        ("don't well-known snake_case", ["dont", "well", "known", "snake", "case"]),
        ("汽车 ok", ["汽", "车", "ok"]),
        ("ﬁne ½", ["fine", "12"]),
        ("… — 🚗 ' _", []),
        ("x" * 200, ["x" * TERM_MAX]),
    ],
)
def test_the_terms_of_a_text(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize("typed", ["", " ", '"', "-", "*", "🚗", "-car", '-"a b"'])
def test_where_nothing_is_asked_for_nothing_is_found(typed):
    assert wanted(typed).exact is None
    assert wanted(typed).matches == []


def test_it_tells_when_there_are_only_words_that_must_not_be_there():
    assert wanted("-car").only_absent
    assert not wanted("*").only_absent


@pytest.mark.parametrize(
    ("typed", "present", "absent"),
    [
        ("cars ban", (("car",), ("ban",)), ()),
        ('"car bans" -"old town" -x', (("car", "ban"),), (("old", "town"), ("x",))),
        ("“car ban", (("car", "ban"),), ()),
        ("co-op", (("co", "op"),), ()),
    ],
)
def test_how_it_is_read(typed, present, absent):
    assert wanted(typed).exact == Match(present, absent)


def test_only_a_last_word_in_the_open_may_go_on():
    assert wanted("car trai").begun == Match((("car",), ("trai",)), (), begins=True)
    for typed in ("tr", '"train"', "train -x", "trains", "word " * (WORDS_MAX + 1)):
        assert wanted(typed).begun is None, typed


def test_a_very_long_wish_is_cut():
    assert len(wanted("word " * 3_000).exact.present) == WORDS_MAX
    assert len(wanted('"' + "word " * 3_000).exact.present[0]) == WORDS_MAX


@given(st.text())
def test_any_text_can_be_asked_for_and_marked(text):
    looked_for = wanted(text)

    assert "".join(piece.text for piece in marked(text, looked_for)) == text
    excerpt(text, looked_for, 20)


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Cars & <b>cars</b>", "car", "[Cars] & <b>[cars]</b>"),
        ("Tramways", "tram", "[Tramways]"),
        ("The old town, old and new", '"old town"', "The [old town], old and new"),
        ("Tramways and trams", '"tram"', "Tramways and [trams]"),
        ("Nothing", "car", "Nothing"),
        ("Ça va", "ca", "[Ça] va"),
        ("", "car", ""),
    ],
)
def test_words_are_marked_where_they_are(text, typed, expected):
    assert shown(text, typed) == expected


def test_an_excerpt_is_around_the_first_word():
    text = "word " * 50 + "a tram stops" + " word" * 50

    pieces = excerpt(text, wanted("tram"), 100)

    told = "".join(piece.text for piece in pieces)
    assert told.startswith("…word")
    assert told.endswith("…")
    assert [piece.text for piece in pieces if piece.is_hit] == ["tram"]
    assert excerpt(text, wanted("bus"), 100) == []


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("", "tramways stop"),
        ("word " * 50, "…" + "word " * 11 + "tramways stop"),
        ("x" * 100 + " ", "…" + "x" * 59 + " tramways stop"),
        ("word " + "x" * 50 + " ", "word " + "x" * 50 + " tramways stop"),
    ],
)
def test_an_excerpt_begins_sixty_characters_before_the_word_or_soon_after(before, told):
    pieces = excerpt(f"{before}tramways stop", wanted("tram"), 100)
    assert "".join(piece.text for piece in pieces) == told


def test_whether_all_of_it_is_there():
    assert holds_all("A tram in town", wanted("town trams"))
    assert holds_all("A tramway in town", wanted("town tram"))
    assert not holds_all("A tram", wanted("town tram"))


def test_html_is_read_as_it_is_shown():
    assert plain("<p>a<em>b</em>c &amp; d</p><p>e</p>") == "abc & d e"
