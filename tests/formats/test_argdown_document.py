"""The language: what each of its parts says, and where a text is none."""

import pytest

from debates.formats.argdown.document import document
from debates.formats.argdown.model import What
from debates.formats.errors import FormatError
from tests.formats.argdown import ours

EVERYTHING = """\
===
title: Cars
===

# The debate #debate {color: 1}

[Ban]: Cities should ban cars. #policy {rank: 1}
    + <Air>: Air gets better.
    - Deliveries /* of goods */ stop
      in the *whole* city.
        <- [Vans]: Vans may go on.
    +> [Ban2]
    -> [Cars]: Cars are **needed**
    >< [No]: Cities should not ban cars.
    _ <Air> #again
    _> [Ban2] {x: y}

<Air>

(1) Cars burn oil. // as a rule
(2) What burns oil makes __bad__ air.
--
Modus ponens, Law {uses: [1, 2]}
--
    <_ Some drive on wind.
(3) [Bad]: Cars make bad air.
    +> [Ban]
(4) Bad air kills, see @[Bad] and @<Air> .
----
(5) Cars kill.

1. First
2. <Second>: of a [list](https://example.org) .->. here

* a star {
    isCanonical: true
}
* \\[no title\\] C\\# 10:30:45
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_part_of_the_language_is_read(ends, mark):
    found = ours(mark + EVERYTHING.replace("\n", ends))

    assert {title: told["texts"] for title, told in found["statements"].items()} == {
        "Ban": ["Cities should ban cars. #policy"],
        "Untitled 1": ["Deliveries stop in the whole city."],
        "Vans": ["Vans may go on."],
        "Ban2": [],
        "Cars": ["Cars are needed"],
        "No": ["Cities should not ban cars."],
        "Untitled 2": ["Cars burn oil."],
        "Untitled 3": ["What burns oil makes bad air."],
        "Untitled 4": ["Some drive on wind."],
        "Bad": ["Cars make bad air."],
        "Untitled 5": ["Bad air kills, see @[Bad] and @<Air> ."],
        "Untitled 6": ["Cars kill."],
        "Untitled 7": ["First"],
        "Untitled 8": ["a star"],
        "Untitled 9": ["[no title] C# 10:30:45"],
    }
    assert found["arguments"] == {
        "Air": {
            "descriptions": ["Air gets better."],
            "tags": ["again"],
            "pcs": [
                ["Untitled 2", "premise"],
                ["Untitled 3", "premise"],
                ["Bad", "intermediary-conclusion"],
                ["Untitled 5", "premise"],
                ["Untitled 6", "main-conclusion"],
            ],
        },
        "Second": {"descriptions": ["of a list → here"], "tags": [], "pcs": []},
    }
    assert found["relations"] == sorted(
        [
            ("Untitled 6", "equivalence-class", "support", "Ban", "equivalence-class"),
            ("Untitled 6", "equivalence-class", "undercut", "Ban", "equivalence-class"),
            ("Untitled 1", "equivalence-class", "attack", "Ban", "equivalence-class"),
            ("Vans", "equivalence-class", "attack", "Untitled 1", "equivalence-class"),
            ("Ban", "equivalence-class", "support", "Ban2", "equivalence-class"),
            ("Ban", "equivalence-class", "attack", "Cars", "equivalence-class"),
            ("Ban", "equivalence-class", "contradictory", "No", "equivalence-class"),
            ("Ban", "equivalence-class", "undercut", "Ban2", "equivalence-class"),
            ("Untitled 4", "equivalence-class", "undercut", "Air", "inference"),
            ("Bad", "equivalence-class", "support", "Ban", "equivalence-class"),
        ]
    )


TEXTS = [
    # Blanks and line ends.
    ("a\nb\n   c", ["a b c"]),
    ("a ,  b.  c", ["a , b. c"]),
    ("a  b \\.  c", ["a  b .  c"]),
    ("a \nb", ["a b"]),
    ("a \\*\tb", ["a *b"]),
    # Emphasis, links and signs.
    ("*a* __b__ _c_, **d** \n_e_\nf", ["a b c, d e f"]),
    ("*a __b *c* d__* e", ["a b c d e"]),
    ("*a*\tb", ["ab"]),
    ("snake * _ 2", ["snake * _ 2"]),
    ("a _b", None),
    ("[a](b)c [d](e) f", ["ac d f"]),
    (":smile: .smile. :no: .no. .^.b", ["☺️ ☺ :no: .no. ∧b"]),
    ("U.S.A. 10:30 a@b.com C# x:", ["U.S.A. 10:30 a@b.com C# x:"]),
    ("a = b == c === d", ["a = b == c === d"]),
    ("a.=b", ["a.=b"]),
    # What begins nothing.
    ("x [- y] ] <- 4> {", ["x [- y] ] <- 4> {"]),
    ("x [ @[ @< @ #( #() <", ["x [ @[ @< @ #( #() <"]),
    ("a [b](", None),
    ("a [](b)", ["a [](b)"]),
    ("[\na", ["[ a"]),
    ("a (1) 2. + - * b", ["a (1) 2. + - * b"]),
    ("a <! b /x", ["a <! b /x"]),
    # Tags and mentions.
    ("a #b-c #(d e) f", ["a #b-c #(d e) f"]),
    ("a #b, #!", ["a #b, #!"]),
    ("a #(b", ["a #(b"]),
    ("(1) a\n-- (b) /c <d \\, .^. -- {\n(2) e", None),
    ("(1) a\n-- (b) /c <d \\, .^. /* e */ {f: g} --\n(2) e", ["a", "e"]),
    ("a @[b]c @<d> @[e", ["a @[b]c @<d> @[e"]),
    # Comments.
    ("a // b\n// c\nd <!-- e\n\n --> f", ["a d f"]),
    ("a // at the end", ["a // at the end"]),
    ("a /* b", ["a /* b"]),
    ("a <!-- b", ["a <!-- b"]),
    ("a\n\n// b \n\n// c\n\nd", ["a", "d"]),
    ("a\n// b\n\nc", ["a", "c"]),
    ("// a\n\nb", ["b"]),
    # Data.
    ("a {b: c}", ["a"]),
    ("a {b: {c: d}, e: [{f: g}, {h: i}]}\n", ["a"]),
    ("a {b: c},", ["a {b: c},"]),
    ("a {b", ["a {b"]),
    ("a {\n  b: c\n  d:\n    - e\n}", ["a"]),
    ("a {b: c}\n\nd }x {e: f}", ["a", "d }x"]),
    # Where a text may begin and end.
    ("\na", ["a"]),
    ("\n\na\n\n\n", ["a"]),
    ("a\n\n   ", ["a"]),
    ("=== a: b ===\n\nc", ["c"]),
    ("===\n- a\n===\n// b\n\nc", ["c"]),
    ("===\nmodel: {removeTagsFromText: true, shortcodes: {':x:': {unicode: X}, y: z}}\n===\n\n"
     "a #b :x: c", ["a X c"]),
    # Lists.
    ("* a\n* b\n\n  1. c", ["a", "b", "c"]),
    ("* a\n    + b\n* c", ["a", "b", "c"]),
    ("# a\n\n## b #c", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "texts"), TEXTS, ids=[repr(text) for text, _ in TEXTS])
def test_a_text_is_that_of_the_official_parser(text, texts):
    found = ours(text if texts != [] else f"{text}\n\n[x]")

    if texts is None:
        assert "refused" in found
        return
    told = [text for statement in found["statements"].values() for text in statement["texts"]]
    assert sorted(told) == sorted(texts)


WRONG = [
    ("", 1, "nothing more"),
    ("// a\n", 2, "nothing more"),
    ("===\na: b\n===\n", 4, "an empty line and a statement"),
    ("===\na: b\n===\n\n", 5, "a statement must follow"),
    ("a\n\n=== b ===", 3, "belongs to the very beginning"),
    ("a\n+ b", 2, "a relation must be indented"),
    ("a\n\n  + b", 3, "nothing can be indented here"),
    ("a\n    + b\n  - c", 3, "a relation must be indented"),
    ("a\n  + b\n  x <c> y", 3, "reads as a title"),
    ("a\n * b", 2, "nothing can be indented here"),
    ("* a\n1. b", 2, "mixes numbers and stars"),
    ("* a\n  * b", 2, "nothing can be indented here"),
    ("* a\nb\n# c", 3, "an empty line must be before it"),
    ("a [sic] b", 1, "reads as a title"),
    ("a\n[b]: c", 2, "a title can only begin a statement"),
    ("[a]:", 1, "nothing more"),
    ("[a]: \n\nb", 1, "before the empty line"),
    ("[a] b", 1, "ended before this"),
    ("a\n  + ", 2, "must follow the sign"),
    ("a\n  >< <b>", 2, "only statements contradict"),
    ("a {b: c} d", 1, "ended before this"),
    ("[a] {b: c} {d: e}", 1, "data in braces can only follow"),
    ("a *b\n\nc", 1, r"this \* opens an emphasis"),
    ("a **b _c", 1, r"this _ opens an emphasis"),
    ("a\nb \\\nc", 2, "nothing follows this"),
    ("(1) a\n--\nb \\\n--\n(2) c", 3, "nothing follows this"),
    ("a [b\nc](d)", 1, "a link must be on one line"),
    ("a [b](c\nd)", 1, "a link must be on one line"),
    ("(1) a", 1, "this premise has no conclusion"),
    ("(1) a\n----\n(2) b\n(3) c", 4, "must follow the last premise"),
    ("(1) a\n----\nb", 3, "a conclusion must follow the inference"),
    ("(1) a\n---- (2) b", 2, "on a line of its own"),
    ("(1) a\n--\nb\n(2) c", 4, "must end with a line of dashes"),
    ("(1) a\n-- b, --\n(2) c", 2, "must follow the comma"),
    ("(1) a\n----\n  + b\n(2) c", 3, "a conclusion must follow the inference"),
    ("(1) a\n----\n  _ b\n  + c\n(2) d", 4, "nothing but undercuts"),
    ("(1) <a>\n----\n(2) b", 1, "only statements can be premises"),
    ("a\n--\nb", 2, "must follow numbered premises"),
    ("a\n(1) b", 2, "an empty line must be before it"),
    ("<a>\n\n(1) b\n----\n(2) c\n\n<a>\n\n(1) d\n----\n(2) e", 9, "has premises and a conclusion"),
    # Data.
    ("a\nb {c: d: e}", 2, "this data is not YAML"),
    ("a {\n  b: c\n  d: [\n}", 4, "this data is not YAML"),
    ("a {b: &c d, e: *c}", 1, "anchors"),
    ("a {b: &c [d]}", 1, "anchors"),
    ("a {b: c, b: d}", 1, "is there twice"),
    ("a {[b]: c}", 1, "a key of this data is not a word"),
    ("a {b: " + "[" * 40 + "]" * 40 + "}", 1, "more than 30 levels"),
    ("===\na: b\n--- \nc: d\n===\n\nx", 3, "a second document"),
    ("a {b: \x01}", 1, "does not allow"),
    (f"a {{b: {'c' * 1_000_000}}}", 1, "more than 1,000,000 characters"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "problem"), WRONG, ids=[repr(w[0])[:40] for w in WRONG])
def test_what_is_wrong_is_told_with_its_line(text, line, problem):
    with pytest.raises(FormatError, match=problem) as caught:
        document(text)

    assert caught.value.line == line


RELATIONS = [
    # Said once and said twice is the same, and so is a contradiction from either side.
    ("[a]\n  + [b]\n\n[b]\n  +> [a]", ["b support a"]),
    ("[a]\n  >< [b]\n\n[b]\n  >< [a]", ["a contradictory b"]),
    ("[a]\n  + [b]\n  - [b]", ["b support a", "b attack a"]),
    # Of oneself: unless somebody else said it before.
    ("[a]\n  - [a]", ["a attack a"]),
    ("[a]\n  - [b]\n  - [a]", ["b attack a"]),
    # Levels of indentation between two others belong to the outer one.
    (
        "[a]\n  + [b]\n      - [c]\n    + [d]\n  - [e]",
        ["b support a", "c attack b", "d support a", "e attack a"],
    ),
    ("[a]\n\t'+ [b]", ["b support a"]),
    # Arguments with premises: it is their conclusions that argue.
    ("<A>\n  -> [x]\n\n<A>\n\n(1) [p]\n----\n(2) [c]", ["c attack x"]),
    ("<A>\n  +> [c]\n\n<A>\n\n(1) [p]\n----\n(2) [c]", []),
    ("<A>\n  _ [x]\n\n<A>\n\n(1) [p]\n----\n(2) [c]", ["x undercut A"]),
    ("<A>\n\n(1) [p]\n----\n(2) [c]\n  _ [x]", ["x undercut A"]),
    ("(1) [p]\n----\n  _ <B>\n(2) [c]", ["B undercut Untitled 1"]),
    ("[x]\n  -> <A>\n\n<A>\n\n(1) [p]\n----\n(2) [c]", ["x attack A"]),
    ("[x]\n  -> <A>\n  -> [p]\n\n<A>\n\n(1) [p]\n----\n(2) [c]", ["x attack p"]),
    ("[x]\n  -> <A>\n  >< [p]\n\n<A>\n\n(1) [p]\n----\n(2) [c]", ["p contradictory x"]),
    (
        "===\nmodel: {transformArgumentRelations: false}\n===\n\n"
        "<A>\n  -> [x]\n\n<A>\n\n(1) [p]\n----\n(2) [c]",
        ["A attack x"],
    ),
    # Strictly.
    (
        "===\nmodel:\n  mode: strict\n===\n\n[a]\n  + [b]\n  - [c]\n  -> [c]\n  >< [d]\n  + <E>",
        ["b entails a", "a contrary c", "a contradictory d", "E support a"],
    ),
]


@pytest.mark.parametrize(("text", "relations"), RELATIONS, ids=[repr(r[0])[:60] for r in RELATIONS])
def test_relations_are_those_of_the_official_parser(text, relations):
    found = [f"{one} {said} {other}" for one, _, said, other, _ in ours(text)["relations"]]

    assert sorted(found) == sorted(relations)


def steps(text):
    (argument,) = document(text).of(What.ARGUMENT)
    return [
        ([member.text.strip() for member in step.premises], step.conclusion.text.strip())
        for step in argument.steps
    ]


@pytest.mark.parametrize(
    ("inference", "conclusion", "first", "second"),
    [
        ("----", "", ["a", "b"], ["c", "d"]),
        ("--\n{uses: [1]}\n--", "", ["a", "b"], ["c", "d"]),
        ("--\n{from: [2]}\n--", "", ["b", "a"], ["c", "d"]),
        ("----", " {uses: [1, 4, 3, 7, x, 12345678]}", ["a", "b"], ["a", "d", "c"]),
        ("--\n{uses: []}\n--", " {from: [1, 2, 3]}", ["a", "b"], ["a", "b", "c", "d"]),
    ],
)
def test_a_conclusion_is_drawn_from_what_it_uses(inference, conclusion, first, second):
    text = f"(1) a\n(2) b\n{inference}\n(3) c\n(4) d\n----\n(5) e{conclusion}"

    assert steps(text) == [(first, "c"), (second, "e")]


def test_the_last_wording_counts_unless_another_is_canonical():
    said = document("[a]: x\n\n[a]: y\n\n[a]\n\n[b]: x {isCanonical: true}\n\n[b]: y\n\n[c]")
    texts = [s.canonical and s.canonical.text.strip() for s in said.of(What.STATEMENT)]

    assert texts == ["y", "x", None]


def test_nesting_may_be_as_deep_as_it_likes():
    text = "a\n" + "\n".join(" " * depth + f"+ {depth}" for depth in range(1, 3000))

    assert len(document(text).relations) == 2999


@pytest.mark.parametrize(
    ("limit", "text", "line"),
    [
        ("lexer.MOST_PARTS", "a\n\n@ @ @ @", 3),
        ("lexer.MOST_PARTS", "a\nb {c: d, e: f, g: h}\n\nx", 2),
        ("lexer.MOST_PARTS", "===\na: b\nc: d\n===\n\nx", 6),
        ("parser.MOST_STATEMENTS", "a\n\nb\n\nc\n\nd\n  + e", 8),
    ],
)
def test_there_is_a_limit_to_what_is_read(monkeypatch, limit, text, line):
    monkeypatch.setattr(f"debates.formats.argdown.{limit}", 4)

    with pytest.raises(FormatError, match="at most 4 ") as caught:
        document(text)
    assert caught.value.line == line
