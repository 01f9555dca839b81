"""What nobody should send, to every reader: it is read or refused, and nothing worse."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import ArgumentMap
from debates.formats import native
from debates.formats.errors import FormatError
from debates.formats.limits import Limits
from debates.formats.reception import received
from debates.formats.registry import FORMATS
from tests.formats.samples import READERS, texts

MANY = 20_000
LAUGHS = "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
ENTITIES = "".join(
    f'<!ENTITY {b} "{f"&{a};" * 9}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
OURS = '{"format": "rejoinder", "version": 1, "claims": ['
GRAPHML = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'


def nested(line: str, depth: int) -> str:
    """A list of so many levels."""
    return "\n".join("  " * level + line for level in range(depth))


def circular_nodeset(size: int) -> str:
    claims = [{"nodeID": f"{n}", "text": f"Claim {n}", "type": "I"} for n in range(size)]
    steps = [{"nodeID": f"s{n}", "text": "RA", "type": "RA"} for n in range(size)]
    edges = [
        {"edgeID": f"{n}{end}", "fromID": one, "toID": other}
        for n in range(size)
        for end, (one, other) in enumerate(((f"{n}", f"s{n}"), (f"s{n}", f"{(n + 1) % size}")))
    ]
    return json.dumps({"nodes": claims + steps, "edges": edges, "locutions": []})


BOMBS = {
    "nothing": "",
    "lists in lists": "[" * MANY,
    "objects in objects": '{"a":' * MANY,
    "a claim in claims": OURS + "[" * MANY,
    "nodes in nodes": '{"nodes": ' + '[{"nodes": ' * MANY + '"edges"',
    "tags in tags": GRAPHML + "<graph>" * MANY,
    "items in items": nested("- Pro: a", 500),
    "signs in signs": "T\n" + nested(" + a", 500),
    "arguments in arguments": "[T]\n" + nested(" + [a]: b", 500),
    "numbers in numbers": "Discussion Title: T\n\n"
    + "\n".join(f"{'1.' * n} Pro: a" for n in range(1, 400)),
    "a number of many digits": f'{{"format": "rejoinder", "version": {"9" * MANY}}}',
    "a number in kialo": "Discussion Title: T\n\n" + "9" * MANY + ". Pro: a",
    "laughs in YAML": f"===\na: &a [x, x]\n{LAUGHS}===\n\n[T]: a {{b: *i}}\n",
    "laughs of data": "[T]: a {a: &a [x], b: [" + "*a, " * 2000 + "]}\n",
    "laughs in XML": f'<!DOCTYPE x [<!ENTITY a "ha">{ENTITIES}]>{GRAPHML}&i;</graphml>',
    "a file from XML": f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{GRAPHML}&a;</graphml>',
    "a circle in CSV": "id,parent_id,relation,text\nT,,,T\na,b,pro,A\nb,a,con,B\n",
    "a circle in AIF": circular_nodeset(300),
    "a circle in facts": "text(1, a). text(2, b). att(1, 2). att(2, 1).",
    "a circle in a list": "- T {#t}\n  - Pro: a {#a}\n    - Con: → [1.](#t)\n",
    "a circle in Argdown": "[a]: A\n  + [b]: B\n    - [a]\n",
    "an id twice": '{"nodes": ['
    + ",".join(['{"nodeID": "1", "text": "a", "type": "I"}'] * 2)
    + '], "edges": []}',
    "a number twice": "Discussion Title: T\n\n1. T\n1.1. Pro: a\n1.1. Con: b",
    "ends of all kinds": "T\r\n  + a\r  - b\n\r\n\n\r  - c\x0b\x0c\x85\u2028  + d",
    "marks": "\ufeff\ufeffT\n\ufeff  + a",
    "zeros": "T\x00\n  + \x00a\n",
    "half a character": OURS + '{"id": "\\ud800", "text": "a"}]}',
    "half a character in AIF": '{"edges": [], "nodes": [{"nodeID": "1", "text": "\\udfff"}]}',
    "no value": '{"nodes": [null, {"nodeID": null}], "edges": [{}], "locutions": null}',
    "values of other kinds": '{"nodes": {"a": 1}, "edges": "b", "AIF": []}',
    **{
        f"one line of {sign}": sign * MANY
        for sign in (
            *("a", " ", "[", "]", "(", "*", "_", "`", "<", ">", "{", "}", "#", "&", '"', "\\", "|"),
            *(
                "/*",
                "<!--",
                "[a](",
                "**a",
                "- ",
                "1. ",
                "+ a ",
                ":a:",
                ".a.",
                "@[",
                "#(",
                "a,",
                "\t",
            ),
        )
    },
    **{
        f"a text of {sign}": f"- **Thesis:** {sign * MANY} {{#a}}\n  - **Pro:** {sign * MANY}"
        for sign in ("[", "{#", "<br>", "\\", "→ ", " ", "&#32;")
    },
    **{
        f"lines of {sign}": f"{sign}\n" * 4000
        for sign in ("", "a", "- a", "+ a", "> a", "# a", '"')
    },
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_read_or_refused(name, bomb):
    try:
        argument = FORMATS[name].loads(BOMBS[bomb])
    except FormatError as error:
        refused = (error.line >= 1, 0 < len(error.problem) < 1000)
    else:
        require_whole(argument)
        refused = (True, True)
    assert refused == (True, True)


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_received_or_refused(bomb):
    try:
        come = received(BOMBS[bomb].encode(errors="replace"), limits=Limits(claims=1000))
    except FormatError:
        return
    require_whole(come.argument)


PIECES = [
    *"\n\r\t []{}()<>#*+-_\"'\\/&=:;,.|1a\x00\ufeff",
    "\n\n",
    "  ",
    "é",
    "null",
    "Pro: ",
    "-> See 1.",
]


@pytest.mark.parametrize("name", READERS)
@given(edits=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 9), st.sampled_from(PIECES))))
@settings(max_examples=40)
def test_a_text_with_anything_changed_is_read_or_refused(name, edits):
    for text in texts(name).values():
        for at, size, piece in edits:
            at %= len(text) + 1
            text = text[:at] + piece + text[at + size :]
        try:
            argument = FORMATS[name].loads(text)
        except FormatError:
            continue
        require_whole(argument)


@pytest.mark.parametrize("name", READERS)
@given(text=st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=40)
def test_any_text_is_read_or_refused(name, text):
    try:
        argument = FORMATS[name].loads(text)
    except FormatError:
        return
    require_whole(argument)


def require_whole(argument: ArgumentMap) -> None:
    """Every claim is reached from the root, and our own format, which is strict, takes it all."""
    assert [step.node.key for step in argument.walk()] == list(argument.nodes)
    again = native.loads(native.dumps(argument))
    assert (again.nodes, again.replies) == (argument.nodes, argument.replies)
    assert {link[:4] for link in again.links} == {link[:4] for link in argument.links}
