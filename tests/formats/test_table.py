import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.argument.map import ArgumentMap, Assessment, Link, Node, Reply, Source
from debates.argument.words import Aim, Stance, State
from debates.formats.carried import kept
from debates.formats.errors import FormatError
from debates.formats.order import places
from debates.formats.table import FOR_SPREADSHEETS, FORMAT, dumps, dumps_for_spreadsheets, loads
from tests.formats.comparing import settled
from tests.maps import at, chain, grow, maps

TEXT = """\
id,parent_id,relation,position,text,detail,aim,link_to,source_urls
c1,,thesis,1,Cities should ban cars,,,,
c2,c1,pro,1,"Air, they say, gets better",Why.,,,https://a.org/air
c3,c2,con,1,"Only
in the centre",,scope,,
,c1,con,2,,,,c3,
c4,c1,pro,3,Streets are quiet,,,,
""".replace("\n", "\r\n").replace("Only\r\n", "Only\n")
MAP = ArgumentMap(
    root="c1",
    nodes={
        "c1": Node("c1", "Cities should ban cars"),
        "c2": Node(
            "c2",
            "Air, they say, gets better",
            detail="Why.",
            sources=(Source(url="https://a.org/air"),),
        ),
        "c3": Node("c3", "Only\nin the centre"),
        "c4": Node("c4", "Streets are quiet"),
    },
    replies=(
        Reply("c2", "c1", Stance.PRO),
        Reply("c3", "c2", Stance.CON, Aim.SCOPE),
        Reply("c4", "c1", Stance.PRO),
    ),
    links=(Link("c3", "c1", Stance.CON, place=1),),
)
HEAD = "id,parent_id,relation,text\n"


def problem(text: str) -> tuple[int, str]:
    with pytest.raises(FormatError) as caught:
        loads(text)
    return caught.value.line, caught.value.problem


def rows(text: str) -> list[dict[str, str]]:
    """By the judge: the standard library's reader, which is strict here."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_a_debate_reads_as_it_is_written():
    assert loads(TEXT) == MAP
    assert dumps(MAP) == TEXT
    assert loads(TEXT).lines == {"c1": 2, "c2": 3, "c3": 4, "c4": 7}


@given(maps())
@settings(max_examples=40)
def test_what_it_can_carry_comes_back(argument):
    assert settled(loads(dumps(argument))) == settled(kept(argument, FORMAT.carries))


@given(maps())
@settings(max_examples=30)
def test_a_strict_reader_finds_every_claim_in_its_cells(argument):
    found = rows(dumps(argument))
    assert [row.get("link_to") or row["id"] for row in found] == [p.key for p in places(argument)]
    assert {row["id"]: row["text"] for row in found if row["id"]} == {
        key: node.text for key, node in argument.nodes.items()
    }


@given(maps())
@settings(max_examples=30)
def test_no_cell_for_a_spreadsheet_is_a_formula(argument):
    text = dumps_for_spreadsheets(argument)
    assert text[0] == "\ufeff"
    for row in rows(text[1:]):
        for name, cell in row.items():
            assert cell[:1] not in tuple("=+-@\t\r\n＝＋－＠"), name


def test_only_what_looks_like_a_formula_is_guarded():
    argument = grow("=1+1\n  + @a\n  - b-c")
    texts = [row["text"] for row in rows(dumps_for_spreadsheets(argument)[1:])]
    assert texts == ["'=1+1", "'@a", "b-c"]
    assert [row["text"] for row in rows(dumps(argument))] == ["=1+1", "@a", "b-c"]
    assert FOR_SPREADSHEETS.loads is None


def test_what_was_computed_is_written_and_not_read():
    assessed = {"T": Assessment(0.25, "out"), "a": Assessment(1.0, "in")}
    argument = replace(grow("T\n  - a"), assessed=assessed, assessed_by="DF-QuAD")
    found = rows(dumps(argument))
    assert [(row["strength"], row["standing"], row["assessed_by"]) for row in found] == [
        ("0.25", "out", "DF-QuAD"),
        ("1.0", "in", "DF-QuAD"),
    ]
    assert loads(dumps(argument)) == argument
    assert loads(dumps(argument)).assessed == {}


def test_rows_may_come_in_any_order():
    rows = ["b,a,con,B,", "d,T,con,D,2", "a,T,pro,A,1", "T,,,T,", "e,T,pro,E,x"]
    argument = loads("\n".join(["id,parent_id,relation,text,position", *rows]))
    assert list(argument.nodes) == ["T", "a", "b", "d", "e"]


@pytest.mark.parametrize(
    "text",
    [
        "ID;Parent;Stance;Claim\n1;;;T\n2;1;Support;a\n\n;;;\n3;1;attack;b",
        "\ufeff\r\nkey\tparent id\tkind\ttext\r\n1\t\tthesis\tT\r\n2\t1\t+\ta\r\n3\t1\t-\tb\t\r\n",
        'parent_id,relation,text\n,,T\n1,supports,a\n"1",critique,"b"\n',
    ],
)
def test_tables_made_by_hand_are_read(text):
    argument = loads(text)
    assert [node.text for node in argument.nodes.values()] == ["T", "a", "b"]
    assert [reply.stance for reply in argument.replies] == [Stance.PRO, Stance.CON]


def test_a_question_has_theses():
    text = HEAD + "q,,question,Q\na,q,thesis,A\nb,,thesis,B\nc,a,pro,C\n"
    argument = loads(text)
    assert (argument.root, argument.asks) == ("q", True)
    assert [(reply.key, reply.stance) for reply in argument.replies] == [
        ("a", None),
        ("c", Stance.PRO),
        ("b", None),
    ]
    several = loads(HEAD + "a,,thesis,A\nb,,,B\n")
    assert (several.nodes[several.root].text, several.asks) == ("Which of these claims hold?", True)


def test_cells_of_a_claim_are_read():
    text = (
        "id,parent_id,relation,text,state,conceded,author,written,scheme,source_urls,sources,votes\n"
        "T,,,T,,,Ada,2026-03-01T09:00:00Z,,a.org\n"
        'a,T,con,A,withdrawn,Yes,,,,,"[{""title"": ""B""}]",3\n'
    )
    argument = loads(text)
    assert argument.nodes["T"] == Node(
        "T", "T", author="Ada", written=at(0), sources=(Source(url="a.org"),)
    )
    assert argument.nodes["a"] == Node(
        "a", "A", state=State.WITHDRAWN, conceded=True, sources=(Source(title="B"),)
    )
    assert argument.unplaced == {"columns that are not known": 1}


def test_links_that_say_nothing_new_are_told():
    text = (
        "id,parent_id,relation,text,link_to\nT,,,T,\na,T,pro,A,\n,a,con,,a\n,a,con,,T\n,a,pro,,T\n"
    )
    argument = loads(text)
    assert argument.links == (Link("T", "a", Stance.CON),)
    assert argument.unplaced == {"links that say nothing new": 2}


def test_sources_with_more_than_an_address_are_written_as_json():
    sources = (Source(url="https://a.org"), Source(citation="B", locator="p. 3"))
    (row,) = rows(dumps(ArgumentMap("T", {"T": Node("T", "T", sources=sources)})))
    assert row["source_urls"] == "https://a.org"
    assert json.loads(row["sources"]) == [
        {"url": "https://a.org"},
        {"citation": "B", "locator": "p. 3"},
    ]


LINKED = "id,parent_id,relation,text,link_to,written\nT,,,T,,\na,T,pro,A,,\n"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 1, "the first row must name the columns: id, parent_id, relation, text"),
        ("\n\n", 1, "the first row must name the columns: id, parent_id, relation, text"),
        ("\nid,text,parent_id\n", 2, "a column is missing: relation"),
        ("id,text,parent_id,relation,claim\n", 1, "two columns are named text"),
        (HEAD, 1, "there is no thesis: a row without a parent_id"),
        (HEAD + "T,,thesis,T,x", 2, "this row has more cells than there are columns"),
        (HEAD + 'T,,thesis,T\na,T,pro,"A', 3, "this is no row of CSV: unexpected end of data"),
        (HEAD + 'T,,thesis,"T"x\n', 2, "this is no row of CSV: "),
        (HEAD + f"T,,,{'x' * 140_000}", 2, "this is no row of CSV: field larger than field limit"),
        (HEAD + "T,,pro,T", 2, "this has no parent_id, so it cannot be a pro"),
        (HEAD + "T,,question,T\nU,,question,U", 3, "there is a question already"),
        (HEAD + "T,,,T\nT,T,pro,A", 3, "the id T is that of line 2 already"),
        (HEAD + "T,,,T\na,x,pro,A", 3, "no row has the id x"),
        (HEAD + "T,,,T\na,T,,A", 3, "is this a pro or a con? the relation is missing"),
        (HEAD + "T,,,T\na,T,thesis,A", 3, "is this a pro or a con? “thesis” is neither"),
        (HEAD + "Q,,question,Q\na,Q,pro,A", 3, "right below a question are theses only"),
        (HEAD + "T,,,T\na,b,pro,A\nb,a,con,B", 3, "this leads to no thesis: by their parent_id"),
        (HEAD + "T,,,", 2, "has no text"),
        (HEAD + "T,,, ", 2, "has an empty text"),
        ("id,parent_id,relation,text,aim\nT,,,T\na,T,pro,A,scope", 3, "scope is no aim here"),
        ("id,parent_id,relation,text,aim\nT,,,T\na,T,con,A,all", 3, "all is no aim here"),
        (
            "id,parent_id,relation,text,aim\nQ,,question,T\na,Q,,A,scope",
            3,
            "right below a question",
        ),
        ("id,parent_id,relation,text,state\nT,,,T,gone", 2, 'state is "gone"; it must be one of'),
        ("id,parent_id,relation,text,sources\nT,,,T,[", 2, "sources: this is not JSON"),
        ("id,parent_id,relation,text,sources\nT,,,T,7", 2, "sources must be a list, not a number"),
        (LINKED + ",a,con,,x,", 4, "no row has the id x"),
        (LINKED + ",a,con,,T,today", 4, "made must be a time with its zone"),
    ],
)
def test_what_is_no_debate_is_refused_with_its_line(text, line, expected):
    found, said = problem(text)
    assert found == line
    assert said.startswith(expected)


def test_a_deep_thread_is_no_problem():
    assert loads(dumps(chain(5000))) == chain(5000)


@given(st.lists(st.sampled_from([*'Tab,;"\t\r\n -=', "pro", "\n"]), max_size=40).map("".join))
@settings(max_examples=200)
def test_no_text_crashes_it(text):
    for start in ("", "id,parent_id,relation,text,link_to\nT,,,T,\na,T,pro,A,\n"):
        try:
            argument = loads(start + text)
        except FormatError:
            continue
        assert settled(loads(dumps(argument))) == settled(argument)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        (TEXT, True),
        ("\ufeffid;Parent;relation;text\n", True),
        ("id,name\n1,a", False),
        ('"', False),
    ],
)
def test_it_is_known_by_the_names_of_its_columns(text, fits):
    assert FORMAT.fits(text) is fits
