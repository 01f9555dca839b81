"""What is usual is read in one step. It must come to what all the other steps would make of it."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from debates.formats.argdown import data, lexer
from debates.formats.argdown.data import data_in
from debates.formats.argdown.lexer import Lexer
from debates.formats.errors import FormatError

NEVER = re.compile(r"(?!)")
SIGNS = ["+", "-", "+>", "->", "<+", "<-", "_", "_>", "<_", "><", "*", "--", "----", "(1)", "#"]
PIECES = [
    *("[a]", "[a]:", "[a](b)", "[a]: b", "[]:", "[a\n]:", "<a>:", "[a]::", "[[a]:", "]:", "\\[a]:"),
    *("words", "and more.", "e.g. this", "1.", "=", "===", "\\", "\\ ", "\\\n", "a\\", ".5", ":x:"),
    *(" ", "  ", "\t", "\n", "\n\n", " \n", "\n \n", "'", "{a: b}", "//", "/* c */", "**", "_"),
    *("#tag", "#(a tag)", "@[a]", "@<a>", "\u00a0", "\u2028", "\r\n"),
]


def read(text: str) -> object:
    try:
        lexed = Lexer(text)
        return [(kind, value, lexed.line_of(at)) for kind, value, at in lexed.tokens]
    except FormatError as error:
        return error.message


def otherwise(text: str) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexer, "USUAL", NEVER)
        return read(text)


LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "  ", "    ", "\t", " '"]),
    st.sampled_from(["", *(f"{sign} " for sign in SIGNS), *SIGNS]),
    st.sampled_from(["[a]: ", "[a b]:", "[a]:\t", "[a]:  ", "[c12]: ", ""]),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)


@settings(max_examples=600)
@given(st.lists(LINES, max_size=6).map("\n".join))
@example("[a]:   \n\n+ [b]: c")
@example("[a]: b\n    + [c]: d {e: f}\n\n\n- [g]: h")
@example("(1) [a]: b\n--[c]: d\n----\n(2) [e]: f")
@example("+ [a]: " + "b, " * 600 + "\n- [c]: d")
def test_a_usual_line_has_the_tokens_of_any_other(text):
    assert read(text) == otherwise(text)


def test_usual_lines_are_read_in_one_step(monkeypatch):
    monkeypatch.setattr(Lexer, "_inline", None)
    assert [token.kind for token in Lexer("[a]: b\n    + [c]: d\n    - [e]: f").tokens] == [
        *("define", "text", "newline", "indent", "relation", "define", "text", "newline"),
        *("relation", "define", "text", "dedent", "end"),
    ]


WORDS = st.sampled_from(["a", "b", "id", "true", "null", "no", "Aim", "a1", "a b", "-", "", "?"])
TEXTS = st.text(
    st.sampled_from([*"ab :,#&*!|>'%@`{}[]?-~", "\\", "\n", "\t", "é", "\x85", "\x07"]), max_size=8
)
ENTRIES = st.lists(st.tuples(WORDS, TEXTS, st.sampled_from(['"', "'", ""])), max_size=4)


@settings(max_examples=600)
@given(ENTRIES.map(lambda them: ", ".join(f"{k}: {q}{text}{q}" for k, text, q in them)))
@example('a: "b", a: "c"')
@example('a: "b", b: "c: d, e"')
def test_usual_data_says_what_yaml_makes_of_it(entries):
    def said() -> object:
        try:
            return data_in(f"{{{entries}}}", 1)
        except FormatError as error:
            return error.message

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "_USUAL", NEVER)
        expected = said()
    assert said() == expected


def test_usual_data_takes_no_yaml(monkeypatch):
    monkeypatch.setattr(data, "yaml", None)
    assert data_in('{aim: "truth", author: "Ada L."}', 1) == {"aim": "truth", "author": "Ada L."}
