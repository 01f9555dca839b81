from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates.argument.map import Reply
from debates.argument.words import Stance
from debates.formats.arguman import FORMAT, loads
from debates.formats.errors import FormatError

FACTS = """\
arg(root).
text(root, Ban cars, or not).

arg(3).
text(3, Says (who?).
Really.).
att(3, 2).
arg(2). text(2, Air gets better). support(2, root).
"""


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_facts_become_a_tree(eol):
    argument = loads(FACTS.replace("\n", eol))

    assert argument.root == "root"
    assert argument.replies == (Reply("2", "root", Stance.PRO), Reply("3", "2", Stance.CON))
    assert {key: node.text for key, node in argument.nodes.items()} == {
        "root": "Ban cars, or not",
        "2": "Air gets better",
        "3": "Says (who?).\nReally.",
    }
    assert argument.lines == {"root": 2, "3": 5, "2": 8}


@pytest.mark.parametrize(
    ("facts", "line", "problem"),
    [
        ("", 1, "no claim"),
        ("arg(1).\nrubbish\ntext(1, A).", 2, "should be a fact"),
        ("text(1, A).\n\ntext(1, B).", 3, "has a text already, in line 1"),
        ("text(1, A).\ntext(2, B", 2, "does not end"),
        ("text(1, A).\natt(2, 1).", 2, "2 has no text"),
        ("text(1, A).\narg(7).", 2, "7 has no text"),
        ("text(1, ).", 1, "is empty"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(facts, line, problem):
    with pytest.raises(FormatError, match=problem) as caught:
        loads(facts)

    assert caught.value.line == line


@given(st.text(st.sampled_from("argtexsupo(),. 12\n"), max_size=60))
def test_no_text_breaks_it(text):
    with suppress(FormatError):
        loads(text)


def test_it_is_known_by_its_facts():
    assert FORMAT.fits(FACTS)
    assert not FORMAT.fits("Cars (arg)")
