import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from debates.argument.map import ArgumentMap, Link, Node, Reply
from debates.argument.words import Aim, Stance
from debates.formats.carried import kept
from debates.formats.errors import FormatError
from debates.formats.markdown import FORMAT, dumps, loads
from debates.formats.order import places
from tests.formats.comparing import settled
from tests.maps import chain, maps

TEXT = """\
# Cars

> In cities.

- **Thesis:** Cities should ban cars {#c1}
  - **Pro (with a):** Air gets better {#c2}
    > Why.
    >
    > - so
    - **Con (scope):** Only<br>in the centre {#c3}
  - **Con:** → [1.1.1.](#c3)
  - **Pro (with a):** Streets are quiet {#c4}
"""
MAP = ArgumentMap(
    root="c1",
    nodes={
        "c1": Node("c1", "Cities should ban cars"),
        "c2": Node("c2", "Air gets better", detail="Why.\n\n- so"),
        "c3": Node("c3", "Only\nin the centre"),
        "c4": Node("c4", "Streets are quiet"),
    },
    replies=(
        Reply("c2", "c1", Stance.PRO, group="a"),
        Reply("c3", "c2", Stance.CON, Aim.SCOPE),
        Reply("c4", "c1", Stance.PRO, group="a"),
    ),
    links=(Link("c3", "c1", Stance.CON, place=1),),
    title="Cars",
    background="In cities.",
)


def problem(text: str) -> tuple[int, str]:
    with pytest.raises(FormatError) as caught:
        loads(text)
    return caught.value.line, caught.value.problem


def read(text: str) -> list[tuple[str, str]]:
    """Every claim's text, and what it does, in reading order."""
    argument = loads(text)
    return [
        (step.node.text, step.reply.stance.value if step.reply and step.reply.stance else "")
        for step in argument.walk()
    ]


def test_a_debate_reads_as_it_is_written():
    assert loads(TEXT) == MAP
    assert dumps(MAP) == TEXT
    assert loads(TEXT).lines == {"c1": 5, "c2": 6, "c3": 10, "c4": 12}


@given(maps())
@settings(max_examples=40)
def test_what_it_can_carry_comes_back(argument):
    assert settled(loads(dumps(argument))) == settled(kept(argument, FORMAT.carries))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a {#b}",
            "→ [1.](#c1)",
            "\\→ [1.](#c1)",
            "→ ",
            "**Pro:** a",
            "- a",
            "# a",
            "a\n- b\n\n> c",
        ),
        *(
            " a ",
            "\ta\u3000",
            "a\\",
            "a\\\nb",
            "a\\\\\r\n",
            "a<br>b",
            "a\\<br>b",
            "&#32;",
            "\\&#92;",
        ),
        *("\ufeffa", "a\x00", "a\x0b", "\x1ca", "---", "1. a", "```", "<!--", "a\n    b", "\n\na"),
    ],
)
def test_any_text_comes_back(text):
    argument = ArgumentMap(
        "1",
        {"1": Node("1", text, text), "{#2}": Node("{#2}", text, detail=text)},
        (Reply("{#2}", "1", Stance.CON, group=text.strip()),),
        title=text,
        background=text,
    )
    assert loads(dumps(argument)) == argument


@pytest.mark.parametrize(
    "text",
    [
        "- T\n  - Pro: a\n    - Con: b\n  - Con: c",
        "# T\n\n* **Pro**: a\n    * __con:__ b\n* **Con:** c\n",
        "\ufeff1. Thesis: T\r\n   1) PRO: a\r\n\r\n      + con: b\r\n\r\n   2) **Con:**   c  \r\n",
        "-\tT\n\t- Pro: a\n\t\t- Con: b\n\t- Con: c",
        "- T\n   - Pro: a\n       - Con: b\n  - Con: c",
    ],
)
def test_lists_written_by_hand_are_read(text):
    assert read(text) == [("T", ""), ("a", "pro"), ("b", "con"), ("c", "con")]


def test_several_theses_answer_the_heading():
    argument = loads("# What about cars?\n- Ban them\n  - Pro: air\n- Thesis: Tax them\n")
    assert argument.asks
    assert argument.nodes[argument.root].text == "What about cars?"
    assert [reply.stance for reply in argument.replies] == [None, Stance.PRO, None]
    assert loads("- a\n- b").nodes["question"].text == "Which of these claims hold?"
    assert loads("- Q\n  - Thesis: a").asks
    assert loads("- **Question:** Q\n  - a").asks


def test_lines_that_go_on_belong_to_the_text_and_the_rest_to_the_detail():
    text = "- T\ngoes on\n\n  First.\n   second\n\n      code\n  - Pro: a\n    > b\n\n    > c\n  d"
    nodes = loads(text).nodes
    assert nodes["1"].text == "T\ngoes on"
    assert nodes["1"].detail == "First.\n second\n\n    code"
    assert nodes["2"].detail == "b\n\nc\nd"


def test_what_stands_around_the_list_is_the_background_or_told():
    argument = loads("First.\n***\n# T\n\n## More\n- a\n\n---\n\nAfter.\nwards\n\n  # End")
    assert (argument.title, argument.background) == ("T", "First.\n***\n\n## More")
    assert argument.nodes["1"].text == "a"
    assert argument.unplaced == {"paragraphs outside the list": 2}


def test_arrows_that_say_nothing_new_are_told():
    text = "- T {#t}\n  - Pro: a {#a}\n    - Con: → [x](#a)\n  - Con: → [x](#a)\n  - Con: → [x](#a)"
    argument = loads(text)
    assert argument.links == (Link("a", "t", Stance.CON),)
    assert argument.unplaced == {"references that say nothing new": 2}


def test_claims_without_ids_are_numbered_around_those_that_have_one():
    assert list(loads("- T\n  - Pro: a {#1}\n  - Pro: b").nodes) == ["2", "1", "3"]


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 1, "there is no list in it"),
        ("T\n\n---\n", 1, "there is no list in it"),
        ("- T\n  -", 2, "here should be a claim"),
        ("- T\n  - Pro:", 2, "here should be a claim"),
        ("- T\n  - a", 2, "is this a Pro or a Con? Begin it with"),
        ("- T\n  - Pro: a\n    - Thesis: b", 3, "a thesis has no place here"),
        ("- T {#a}\n  - Thesis: → [1.](#a)\n", 2, "a thesis has no place here"),
        ("- Question: Q\n  - Pro: a", 2, "right below a question are theses only"),
        ("\n- Pro: a\n- Con: b", 2, "there is no thesis: make it the heading"),
        ("- Pro: a", 1, "there is no thesis: make it the heading"),
        ("- T {#a}\n  - Pro: b {#a}", 2, "the id a is that of line 1 already"),
        ("- T\n  - Pro: → [1.](#x)", 2, "this leads to x, but no claim has that id"),
        ("- T {#a}\n  - Pro: → [1.](#a)\n    - Con: b", 3, "nothing can be below an arrow"),
        ("- T\n  - Pro (scope): a", 2, "“scope” is not known here; a con aims at truth"),
        ("- T\n  - Con (malice): a", 2, "“malice” is not known here; a con aims at truth"),
        ("- Thesis (with a): T", 1, "“with a” is not known here"),
    ],
)
def test_what_is_no_debate_is_refused_with_its_line(text, line, expected):
    found, said = problem(text)
    assert found == line
    assert said.startswith(expected)


def test_a_list_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("debates.formats.markdown.items._MOST_ITEMS", 3)
    assert loads("- a\n" * 3).asks
    assert problem("- a\n" * 4) == (4, "a list has at most 3 items here")


def test_a_deep_thread_is_no_problem():
    assert loads(dumps(chain(1000))) == chain(1000)


PIECES = [
    *"T-*>#{}[]().:→ \t\r\\1",
    "\n",
    "\n  - ",
    "Pro: ",
    "Con: ",
    "Thesis: ",
    "→ [1.](#a)",
    " {#a}",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=40))
@settings(max_examples=100)
def test_no_text_crashes_it(text):
    try:
        argument = loads("- T {#a}\n" + text)
    except FormatError:
        return
    assert settled(loads(dumps(argument))) == settled(argument)


def test_it_is_known_by_a_labelled_item():
    assert FORMAT.fits(TEXT)
    assert FORMAT.fits("# T\n- Pro: a")
    assert not FORMAT.fits("- a\n- b")
    assert not FORMAT.fits("Pro: a")


# ---- the judge


def judged(text: str) -> list[int]:
    """The depth of every item of the list, by an independent parser; quotes are not of the list."""
    markdown = MarkdownIt("commonmark", {"maxNesting": 1000})
    markdown.core.ruler.enableOnly(["normalize", "block"])
    depth, quotes, found = -1, 0, []
    for token in markdown.parse(text):
        quotes += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if not quotes and token.type == "list_item_open":
            depth += 1
            found.append(depth)
        if not quotes and token.type == "list_item_close":
            depth -= 1
    return found


@given(maps())
@settings(max_examples=40)
def test_commonmark_nests_it_as_the_debate_does(argument):
    depths = [place.depth for place in places(argument)]
    assert judged(dumps(argument)) == depths
