import json

import pytest
from hypothesis import given

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source
from debates.argument.words import Aim, Stance, State
from debates.formats.errors import FormatError
from debates.formats.native import dumps, loads
from tests.maps import at, chain, grow, maps

EVERYTHING = ArgumentMap(
    root="1",
    nodes={
        "1": Node("1", "Ban cars?", written=at(0)),
        "2": Node(
            "2", "Yes", detail="a\n\nb", author="Ada", sources=(Source(url="https://a.org"),)
        ),
        "3": Node("3", "Costs", state=State.PENDING, conceded=True, written=at(1), edited=at(2)),
        "4": Node("4", "Ça va", scheme="sign"),
        "5": Node("5", "Says who?", met=at(4), question="sign.observed"),
    },
    replies=(
        Reply("2", "1", None),
        Reply("3", "2", Stance.CON, Aim.EVIDENCE),
        Reply("4", "2", Stance.PRO),
        Reply("5", "4", Stance.CON, Aim.TRUTH),
    ),
    links=(Link("4", "3", Stance.CON, Aim.SCOPE),),
    title="Cars",
    background="In cities.",
    asks=True,
)

TEXT = """\
{
  "format": "rejoinder",
  "version": 1,
  "title": "Cars",
  "background": "In cities.",
  "asks": true,
  "claims": [
    {
      "id": "1",
      "text": "Ban cars?",
      "written": "2026-03-01T09:00:00+00:00"
    },
    {
      "id": "2",
      "parent": "1",
      "text": "Yes",
      "detail": "a\\n\\nb",
      "author": "Ada",
      "sources": [
        {
          "url": "https://a.org"
        }
      ]
    },
    {
      "id": "3",
      "parent": "2",
      "stance": "con",
      "aim": "evidence",
      "text": "Costs",
      "state": "pending",
      "conceded": true,
      "written": "2026-03-01T09:01:00+00:00",
      "edited": "2026-03-01T09:02:00+00:00"
    },
    {
      "id": "4",
      "parent": "2",
      "stance": "pro",
      "scheme": "sign",
      "text": "Ça va"
    },
    {
      "id": "5",
      "parent": "4",
      "stance": "con",
      "aim": "truth",
      "question": "sign.observed",
      "text": "Says who?",
      "met": "2026-03-01T09:04:00+00:00"
    }
  ],
  "links": [
    {
      "id": "4",
      "target": "3",
      "stance": "con",
      "aim": "scope"
    }
  ]
}
"""


def document(*claims: dict, **others: object) -> str:
    return json.dumps({"format": "rejoinder", "version": 1, "claims": list(claims), **others})


def claim(key: str, parent: str = "", **others: object) -> dict:
    place = {"parent": parent, "stance": "con"} if parent else {}
    return {"id": key, "text": f"Claim {key}", **place, **others}


def problem(text: str) -> str:
    with pytest.raises(FormatError) as caught:
        loads(text)
    assert caught.value.code == "format"
    return caught.value.problem


def test_a_map_with_everything_reads_as_it_is_written():
    assert dumps(EVERYTHING) == TEXT
    assert loads(TEXT) == EVERYTHING


@given(maps())
def test_what_is_written_and_read_back_is_the_same(argument):
    again = loads(dumps(argument))
    assert again == argument
    assert list(again.nodes) == list(argument.nodes)


def test_a_deep_thread_is_no_problem():
    assert loads(dumps(chain(5000))) == chain(5000)


def test_claims_may_come_level_by_level_and_are_put_into_reading_order():
    text = document(claim("T"), claim("A", "T"), claim("B", "T"), claim("a", "A"))
    assert list(loads(text).nodes) == ["T", "A", "a", "B"]
    assert [reply.key for reply in loads(text).replies] == ["A", "a", "B"]


def test_a_byte_order_mark_is_passed_over():
    assert loads("\ufeff" + document(claim("T"))).root == "T"


def test_an_empty_time_zone_is_utc_when_it_says_z():
    text = document(claim("T", written="2026-03-01T09:00:00Z"))
    assert loads(text).nodes["T"].written == at(0)


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ('{\n  "format": "rejoinder",\n  oops\n}', 3, "this is not JSON"),
        ("", 1, "this is not JSON"),
        ("[" * 100_000, 1, "nested too deeply"),
        ('{"a":' * 100_000, 1, "nested too deeply"),
        ("[" + "9" * 5000 + "]", 1, "too many digits"),
        ('{"version": NaN}', 1, "NaN is not a value"),
        ('{"version": -Infinity}', 1, "-Infinity is not a value"),
        ('{"title": "a", "title": "b"}', 1, 'the key "title" appears twice'),
        ("[]", 1, "the whole must be an object, not a list"),
        ("null", 1, "the whole must be an object, not null"),
    ],
)
def test_what_is_not_json_is_refused_with_its_line(text, line, expected):
    with pytest.raises(FormatError) as caught:
        loads(text)
    assert caught.value.line == line
    assert expected in caught.value.problem
    assert caught.value.message.startswith(f"Line {line}: ")


ROOT = claim("T")
REFUSED = [
    ("{}", 'format must be "rejoinder"'),
    (document(ROOT, format="kialo"), 'format must be "rejoinder"'),
    (document(ROOT, version=2), "version must be 1; this program reads no other"),
    (document(ROOT, version=True), "version must be 1; this program reads no other"),
    (document(ROOT, version="1"), "version must be 1; this program reads no other"),
    (document(ROOT, votes=3), 'has a key that this format does not know: "votes"'),
    (document(ROOT, title=3), "title must be text, not a number"),
    (document(ROOT, asks="yes"), "asks must be true or false, not text"),
    (document(ROOT, links={}), "links must be a list, not an object"),
    (document(), "claims must have at least the root of the debate"),
    (document("T"), "claims[0] must be an object, not text"),
    (document({"text": "T"}), "claims[0] has no id"),
    (document({"id": "T"}), "claims[0] has no text"),
    (document(claim("T", text=" ")), "claims[0] has an empty text"),
    (document(claim("T", id=7)), "claims[0].id must be text, not a number"),
    (
        document(claim("T", colour="red")),
        'claims[0] has a key that this format does not know: "colour"',
    ),
    (
        document(claim("T", stance="pro")),
        "claims[0].stance must be missing: the first claim is the root",
    ),
    (
        document(ROOT, {"id": "A", "parent": "T", "text": "A", "group": "g"}, asks=True),
        "claims[1].group must be missing: theses are no premises",
    ),
    (
        document(claim("A", "T"), ROOT),
        "claims[0].parent must be missing: the first claim is the root",
    ),
    (document(ROOT, claim("U")), "claims[1] has no parent, but only the first claim is a root"),
    (document(ROOT, claim("T", "T")), 'claims[1].id is "T", like that of a claim before it'),
    (
        document(ROOT, claim("B", "A"), claim("A", "T")),
        'claims[1].parent is "A", but no claim before it has that id',
    ),
    (
        document(ROOT, claim("A", "A")),
        'claims[1].parent is "A", but no claim before it has that id',
    ),
    (document(ROOT, {"id": "A", "text": "A", "parent": "T"}), "claims[1] has no stance"),
    (
        document(ROOT, claim("A", "T", stance="neutral")),
        'claims[1].stance is "neutral"; it must be one of pro, con',
    ),
    (document(ROOT, claim("A", "T", stance=None)), "claims[1].stance must be text, not null"),
    (
        document(ROOT, claim("A", "T"), asks=True),
        "claims[1].stance must be missing: an answer to a question is a thesis",
    ),
    (
        document(ROOT, claim("A", "T", stance="pro", aim="truth")),
        "claims[1].aim must be missing: only a con aims at something",
    ),
    (
        document(ROOT, {"id": "A", "text": "A", "parent": "T", "group": "g"}, asks=True),
        "claims[1].group must be missing: theses are no premises",
    ),
    (document(ROOT, claim("A", "T", aim=["truth"])), "claims[1].aim must be text, not a list"),
    (document(claim("T", state="gone")), 'claims[0].state is "gone"; it must be one of visible, '),
    (document(claim("T", conceded=1)), "claims[0].conceded must be true or false, not a number"),
    (document(claim("T", written="today")), "claims[0].written must be a time with its zone"),
    (
        document(claim("T", edited="2026-03-01T09:00")),
        "claims[0].edited must be a time with its zone",
    ),
    (document(claim("T", met=True)), "claims[0].met must be text, not true or false"),
    (document(claim("T", met="soon")), "claims[0].met must be a time with its zone"),
    (document(claim("T", question=["field"])), "claims[0].question must be text, not a list"),
    (document(claim("T", detail="a\ud800")), "claims[0].detail holds half a character"),
    (document(claim("T", sources=["a"])), "claims[0].sources[0] must be an object, not text"),
    (
        document(claim("T", sources=[{"page": "3"}])),
        'claims[0].sources[0] has a key that this format does not know: "page"',
    ),
    (document(claim("T", sources=[{}, {"url": 3}])), "claims[0].sources[1].url must be text"),
    (document(ROOT, links=[{"id": "T"}]), "links[0] has no target"),
    (
        document(ROOT, links=[{"id": "T", "target": "X", "stance": "pro"}]),
        'links[0].target is "X", but no claim has that id',
    ),
    (
        document(ROOT, links=[{"id": "T", "target": "T", "stance": "pro"}]),
        "links[0].target must be another claim than id",
    ),
    (
        document(ROOT, claim("A", "T"), links=[{"id": "A", "target": "T"}]),
        "links[0] has no stance",
    ),
    (
        document(ROOT, claim("A", "T"), links=[{"id": "T", "target": "A", "stance": "pro"}] * 2),
        "links[1] links the same two claims as a link before it",
    ),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED, ids=[expected for _, expected in REFUSED])
def test_what_is_not_a_debate_is_refused_with_the_path(text, expected):
    assert problem(text).startswith(expected)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (('"con",\n      "aim": "evidence"', '"pro",\n      "aim": "evidence"'), 26),
        (('"id": "4",\n      "parent"', '"id": "2",\n      "parent"'), 37),
        (('"text": "Ça va"', '"text": 3'), 37),
        (('"target": "3"', '"target": "9"'), 1),
    ],
)
def test_the_line_is_that_of_the_id_of_the_claim(change, line):
    with pytest.raises(FormatError) as caught:
        loads(TEXT.replace(*change))
    assert caught.value.line == line


def test_a_long_name_is_shown_short():
    assert len(problem(document(claim("T", **{"x" * 9000: 1})))) < 200


def test_files_from_before_critical_questions_and_amendments_are_read():
    older = TEXT.replace('"question": "sign.observed",\n      ', "")
    older = older.replace(',\n      "met": "2026-03-01T09:04:00+00:00"', "")
    read = loads(older)

    assert read.nodes["5"] == Node("5", "Says who?")
    assert read == loads(dumps(read))


def test_an_outline_survives_too():
    argument = grow("T\n  + A\n    -relevance B")
    assert loads(dumps(argument)) == argument
