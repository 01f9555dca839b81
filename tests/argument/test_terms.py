"""The words of a text, as a search compares them."""

from debates.argument.terms import terms, terms_in_place, words


def test_letters_of_another_style_are_letters() -> None:
    assert terms("\U0001d402\U0001d41a\U0001d42b\U0001d42c \u1d2c") == ["car", "a"]


def test_words_are_whole_but_for_what_makes_them_somebodys() -> None:
    assert words("Bürger’s towns' o'clock") == ["burger", "towns", "oclock"]


def test_an_accent_that_stands_alone_is_no_word() -> None:
    text = "Cars \u0301 here"

    assert terms(text) == ["car", "here"]
    assert [text[term.start : term.end] for term in terms_in_place(text)] == ["Cars", "here"]
