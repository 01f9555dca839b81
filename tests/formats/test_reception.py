import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from hypothesis import given, settings
from hypothesis import strategies as st

from core import settings as site
from debates.argument.map import ArgumentMap, Link, Node, Reply, Source, Wording
from debates.argument.premises import MOST_TOGETHER
from debates.argument.prose import clean_detail, clean_text, inline_html, visible
from debates.argument.words import Aim, Stance, State
from debates.formats import citing, fitting, native, registry
from debates.formats.citing import fitted_source, is_web_address
from debates.formats.errors import FormatError
from debates.formats.fitting import fitted
from debates.formats.limits import Limits
from debates.formats.reception import received
from debates.formats.shortening import opening
from debates.formats.tally import counted
from debates.models import Source as StoredSource
from debates.models.debate import TITLE_MAX
from debates.operations.linking import MOST_LINKS
from tests.maps import at, chain, changed, grow, linked, maps

KIALO = """\
Discussion Name:
Cars

1. Thesis:
Cities should ban cars

  1.1. Pro:
  Air gets better [1]

    1.1.1. Con:
    Only a little

  1.2. Con:
  Deliveries

    1.2.1. Con:
    -> See 1.1.

Sources:
[1] https://a.org/air"""


def problem(content: str | bytes, **asked: object) -> tuple[int, str]:
    content = content.encode() if isinstance(content, str) else content
    with pytest.raises(FormatError) as caught:
        received(content, **asked)
    return caught.value.line, caught.value.problem


def one(text: str, **others: object) -> ArgumentMap:
    return ArgumentMap("T", {"T": Node("T", text, **others)})


def fitted_one(text: str, **others: object) -> Node:
    return fitted(one(text, **others)).argument.nodes["T"]


# ---- what comes of a file


def test_a_file_is_received_with_its_format_its_counts_and_a_map_to_store():
    come = received(KIALO.encode())

    assert come.format is registry.FORMATS["kialo"]
    assert come.argument.title == "Cars"
    assert [node.text for node in come.argument.nodes.values()] == [
        "Cities should ban cars",
        "Air gets better",
        "Only a little",
        "Deliveries",
    ]
    assert come.counts == {
        "claims": 4,
        "questions": 0,
        "theses": 1,
        "pros": 1,
        "cons": 3,
        "links": 1,
        "roots": 1,
        "isolated_claims": 0,
        "claims_with_2plus_targets": 1,
        "depth": 3,
        "sources": 1,
        "linked_arguments": 0,
        "undercuts": 0,
    }
    assert (come.unplaced, come.shortened) == ({}, ())


def test_the_format_can_be_told():
    assert received(KIALO.encode(), format="kialo").format.name == "kialo"
    assert problem(KIALO, format="arguman")[1].startswith("here should be a fact")
    assert problem(KIALO, format="rtf")[1].startswith("there is no format “rtf”. Known are: ")
    assert problem(KIALO, format="kialo-v1")[1].endswith("can be written here, but not read")


def test_what_the_reader_found_no_place_for_is_told_together_with_what_the_database_has_none_for():
    text = KIALO.replace("-> See 1.1.", "-> See 1.2.").replace(
        "Only a little", "Only\n    a little"
    )
    unplaced = received(text.encode()).unplaced
    assert unplaced == {"references that say nothing new": 1, "line breaks within claims": 1}


def test_counts_tell_theses_linked_premises_and_undercuts():
    argument = ArgumentMap(
        "Q",
        {key: Node(key, key) for key in ("Q", "T", "U", "V", "a", "b", "c", "d")},
        (
            Reply("T", "Q", None),
            Reply("a", "T", Stance.PRO, group="1"),
            Reply("b", "T", Stance.PRO, group="1"),
            Reply("c", "b", Stance.CON, Aim.RELEVANCE),
            Reply("d", "b", Stance.CON, Aim.TRUTH),
            Reply("U", "Q", None),
            Reply("V", "Q", None),
        ),
        (Link("a", "U", Stance.PRO, group="2"), Link("b", "U", Stance.CON, group="3")),
        asks=True,
    )
    assert counted(argument) == {
        "claims": 7,
        "questions": 1,
        "theses": 3,
        "pros": 3,
        "cons": 3,
        "links": 2,
        "roots": 2,
        "isolated_claims": 1,
        "claims_with_2plus_targets": 2,
        "depth": 2,
        "sources": 0,
        "linked_arguments": 1,
        "undercuts": 1,
    }


def test_a_claim_alone_is_a_root_and_a_circle_has_a_depth():
    assert counted(one("T"))["roots"] == 1
    assert counted(linked(chain(3), "1", "3", Stance.PRO))["depth"] == 3
    assert counted(linked(grow("T\n  + a\n  - b\n    - c"), "a", "c", Stance.PRO))["depth"] == 3


# ---- limits


def test_the_limits_are_those_of_the_settings_and_of_the_tables():
    assert Limits() == Limits(
        bytes=site.IMPORT_MAX_BYTES,
        claims=site.IMPORT_MAX_CLAIMS,
        depth=site.MAX_DEPTH,
        sources=site.IMPORT_MAX_SOURCES_OF_A_CLAIM,
        all_sources=site.IMPORT_MAX_SOURCES,
        links=MOST_LINKS,
    )
    assert fitting.TITLE_MAX == TITLE_MAX
    assert citing.URL_MAX == StoredSource.URL_MAX
    assert citing.LINE_MAX == StoredSource.LINE_MAX
    assert citing.QUOTE_MAX == StoredSource.QUOTE_MAX


def test_a_file_that_is_too_large_is_refused_where_the_limit_is_passed():
    line, said = problem(KIALO, limits=Limits(bytes=40))
    assert (line, said) == (5, "this has 0.0 MB; at most 0.0 MB are taken. Split the debate.")


@pytest.mark.parametrize(
    ("limits", "line", "said"),
    [
        (Limits(claims=2), 10, "these are 4 claims; at most 2 are taken at once"),
        (Limits(depth=1), 10, "this claim is 2 levels deep; a debate has at most 1"),
        (Limits(sources=0), 7, "this claim has 1 sources; at most 0 are taken"),
        (Limits(all_sources=0), 7, "at most 0 sources are taken at once, and here are more"),
        (Limits(links=0), 7, "this claim is linked to 1 others; at most 0 are possible"),
    ],
)
def test_more_than_a_limit_is_refused_by_name_with_the_line(limits, line, said):
    assert problem(KIALO, limits=limits) == (line, said)


@pytest.mark.parametrize("piece", ["\n", "{", "[", "<"])
def test_a_file_of_nothing_but_lines_or_brackets_is_refused_before_it_is_read(piece):
    line, said = problem("a\n" + piece * 10_001, limits=Limits(claims=5))
    assert said == "at most 10,000 lines, brackets and tags are taken, and here are more"
    assert line == (10_001 if piece == "\n" else 2)


def test_what_is_not_utf_8_is_refused_with_its_line():
    assert problem(b"a\nb\xff")[0] == 2


# ---- texts


def test_a_long_text_keeps_its_first_sentences_as_the_claim_and_the_whole_as_the_detail():
    first = "Cities should ban cars. " * 21
    fit = fitted(one(first + "And more of it.\n\n- so", detail="Because."))

    node = fit.argument.nodes["T"]
    assert node.text == ("Cities should ban cars. " * 20).strip()
    assert node.detail == f"{first}And more of it.\n\n- so\n\nBecause."
    assert fit.shortened == ("T",)
    assert fit.unplaced == {}


def test_a_text_of_one_long_sentence_is_cut_between_words():
    node = fitted_one("word " * 200)
    assert node.text == ("word " * 100).strip() + "…"
    assert node.detail == ("word " * 200).rstrip()


def test_a_text_of_one_long_word_is_cut_within_it():
    assert fitted_one("w" * 600).text == "w" * 499 + "…"


def test_a_text_with_long_addresses_keeps_what_is_seen_and_has_them_in_the_detail():
    typed = f"Air gets better, see [*this*](https://a.org/{'a' * 200}). " * 20
    node = fitted_one(typed)
    assert node.text == "Air gets better, see this. " * 15 + "Air gets better, see this."
    assert node.detail == typed.rstrip()


def test_the_claim_of_a_shortened_text_reads_as_the_text_does():
    node = fitted_one(r"Here \*this\* is no emphasis, everybody knows. " + "word " * 200)
    assert node.text == r"Here \*this\* is no emphasis, everybody knows."
    assert inline_html(node.text) == "Here *this* is no emphasis, everybody knows."


@given(st.text(st.sampled_from("ab .!*_[](`<&;:\\\n\u0958"), min_size=501, max_size=5000))
@settings(max_examples=30)
def test_a_text_of_any_signs_is_made_to_fit_or_refused(text):
    try:
        node = fitted_one(text)
    except FormatError:
        assert not any(letter in text for letter in "ab")
        return
    assert clean_text(node.text) == node.text
    assert clean_detail(node.detail) == node.detail


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Air gets better here. Cars go", "Air gets better here."),
        ("Dr. Smith says that it is so", "Dr. Smith says that it…"),
        ("Is the air better now?” he asked", "Is the air better now?”"),
        (
            "空気が良くなるということですよ、はい。車は速いですよ、速い",
            "空気が良くなるということですよ、はい。",
        ),
    ],
)
def test_an_opening_ends_with_a_sentence_if_one_is_long_enough(words, expected):
    assert opening(words, 25) == expected


def test_a_text_that_cannot_be_read_is_refused_with_its_line():
    with pytest.raises(FormatError) as caught:
        fitted(replace(one("\u200b"), lines={"T": 7}))
    assert caught.value.line == 7
    assert caught.value.problem.startswith("there is nothing here to read")


def test_a_detail_that_is_too_long_is_refused_by_name():
    with pytest.raises(FormatError, match="25,000 characters long; at most 20,000 fit"):
        fitted(one("T", detail="d" * 25_000))
    with pytest.raises(FormatError, match="30,000 characters long; at most 20,000 fit"):
        fitted(replace(one("T"), background="d" * 30_000))


def test_earlier_wordings_are_made_to_fit_too():
    earlier = (Wording("a\nb", "  d\r\n"), Wording("w" * 600, author="Ada", written=at(1)))
    assert fitted_one("T", earlier=earlier).earlier == (
        Wording("a b", "  d"),
        Wording("w" * 499 + "…", "w" * 600, "Ada", at(1)),
    )


@pytest.mark.parametrize(
    ("title", "expected", "unplaced"),
    [
        ("  About\ncars ", "About cars", {}),
        ("", "Ban *cars*", {}),
        ("\u200b", "Ban *cars*", {}),
        ("word " * 50, ("word " * 40).strip() + "…", {"titles that are too long, shortened": 1}),
    ],
)
def test_a_debate_always_has_a_title_that_fits(title, expected, unplaced):
    fit = fitted(replace(one(r"Ban \*cars\*"), title=title))
    assert (fit.argument.title, fit.unplaced) == (expected, unplaced)


# ---- linked premises


def premises(number: int) -> ArgumentMap:
    nodes = {str(key): Node(str(key), f"Claim {key}") for key in range(number + 1)}
    replies = [Reply(str(key), "0", Stance.PRO, group="a") for key in range(1, number + 1)]
    return ArgumentMap("0", nodes, tuple(replies))


def test_so_many_premises_hold_together_at_most():
    assert len(received(native.dumps(premises(MOST_TOGETHER)).encode()).argument.nodes) == 101
    with pytest.raises(FormatError, match="one of 101 linked premises; at most 100 hold together"):
        received(native.dumps(premises(MOST_TOGETHER + 1)).encode())


# ---- times


@pytest.mark.parametrize(
    "told",
    [
        "9999-12-31T23:59:59+00:00",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+14:00",
        "0999-12-31T23:59:59+00:00",
    ],
)
def test_times_that_cannot_be_are_left_out(told):
    time = datetime.fromisoformat(told)
    argument = changed(grow("T\n  - a\n  + b"), "T", earlier=(Wording("W", written=time),))
    argument = changed(argument, "a", written=time, edited=time, met=time)
    fit = fitted(replace(argument, links=(Link("b", "a", Stance.CON, made=time),)))

    node = fit.argument.nodes["a"]
    assert (node.written, node.edited, node.met) == (None, None, None)
    assert fit.argument.nodes["T"].earlier == (Wording("W"),)
    assert fit.argument.links[0].made is None
    assert fit.unplaced == {"times that cannot be": 5}


def test_what_is_from_the_future_is_not_the_newest_for_ever():
    now = datetime.now(UTC)
    assert fitted_one("T", written=now + timedelta(hours=14)).written is not None
    assert fitted_one("T", written=now + timedelta(days=2)).written is None


# ---- sources


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Source(url=" https://a.org/x "), Source(url="https://a.org/x")),
        (Source(url="http://The possibility of"), Source(citation="http://The possibility of")),
        (Source(url="a.org", citation="A"), Source(citation="A a.org")),
        (Source(title="T", quote="Q"), Source(citation="T", quote="Q")),
        (Source(quote="So\nit is."), Source(citation="So it is.", quote="So\nit is.")),
        (Source(locator="p. 3"), Source(citation="p. 3", locator="p. 3")),
        (Source(citation="\u200b", title=" "), None),
        (Source(), None),
        (
            Source(citation="word " * 150, quote="Q"),
            Source(citation=("word " * 100).strip() + "…", quote=("word " * 150).strip() + "\n\nQ"),
        ),
        (
            Source(url="https://a.org/" + "a" * 2000),
            Source(
                citation="https://a.org/" + "a" * 485 + "…", quote="https://a.org/" + "a" * 2000
            ),
        ),
    ],
)
def test_a_source_is_made_to_say_where_it_is(given, expected):
    assert fitted_source(given) == expected


def test_what_becomes_of_sources_is_told():
    sources = (Source(), Source(url="see there"), Source(url="https://a.org"))
    fit = fitted(one("T", sources=sources))
    assert fit.argument.nodes["T"].sources == (Source(citation="see there"), sources[2])
    assert fit.unplaced == {"empty sources": 1, "addresses that are none, kept as citations": 1}


def test_a_source_that_is_too_long_is_refused_with_the_line_of_its_claim():
    for source in (Source(url="https://a.org", quote="q" * 6000), Source("x", title="t" * 600)):
        with pytest.raises(FormatError, match=r"Line 3: .* characters long; at most"):
            fitted(replace(one("T", sources=(source,)), lines={"T": 3}))


urls = st.text(st.sampled_from("ab1.:/@?#[]%- -é℀\n"), max_size=20).map("http://".__add__)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.org",
        "HTTP://A.org:80/x?y#z",
        "http://localhost/",
        "http://10.0.0.1/a",
        "https://bücher.example/ä",
        "https://xn--bcher-kva.example",
        "https://www.a-b.co.uk/a_(b)",
    ],
)
def test_a_web_address_is_one(url):
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "a.org",
            "ftp://a.org",
            "http://",
            "http://a",
            "https://a.org/a b",
            "http://a.org/\n",
        ),
        *("http://256.0.0.1", "http://-a.org", "javascript:alert(1)", "http://a\u2100.org"),
        *("http://" + "a." * 130 + "org", "https://a.org/" + "a" * 2000),
    ],
)
def test_anything_else_is_none(url):
    assert not is_web_address(url)


@given(urls)
def test_what_is_a_web_address_here_is_one_for_the_database(url):
    if is_web_address(url):
        try:
            URLValidator(schemes=["http", "https"])(url)
        except ValidationError:
            pytest.fail(f"the database would refuse {url!r}")


# ---- what has no place


def test_schemes_and_questions_that_nobody_knows_go_and_are_told():
    argument = grow("T\n  + a\n  - b")
    argument = changed(argument, "a", scheme="analogy_of_old", question="sign.observed")
    argument = changed(argument, "b", scheme="sign", question="who.cares")
    fit = fitted(changed(argument, "T", question="sign.observed", conceded=True, met=at(1)))

    nodes = fit.argument.nodes
    assert (nodes["a"].scheme, nodes["a"].question) == ("", "sign.observed")
    assert (nodes["b"].scheme, nodes["b"].question) == ("", "")
    assert (nodes["T"].question, nodes["T"].conceded, nodes["T"].met) == ("", False, None)
    assert fit.unplaced == {
        "schemes that have no place here": 2,
        "critical questions that have no place here": 2,
        "concessions of what opposes nothing": 1,
    }


def test_a_concession_of_a_con_stays():
    fit = fitted(changed(grow("T\n  - a"), "a", conceded=True, met=at(1)))
    assert fit.argument.nodes["a"].conceded
    assert fit.argument.nodes["a"].met == at(1)
    assert fit.unplaced == {}


def test_links_that_say_nothing_new_go():
    argument = linked(grow("T\n  + a\n    -relevance b\n  -relevance c"), "a", "T", Stance.CON)
    argument = linked(argument, "b", "c", Stance.PRO)
    fit = fitted(argument)
    assert [(link.key, link.target) for link in fit.argument.links] == [("b", "c")]
    assert [reply.aim for reply in fit.argument.replies] == [None, Aim.RELEVANCE, None]
    assert fit.unplaced == {
        "links that say nothing new": 1,
        "attacks on the relevance of a thesis, kept as attacks": 1,
    }


def test_a_question_takes_no_links():
    nodes = {key: Node(key, key) for key in "Qtua"}
    replies = (Reply("t", "Q", None), Reply("a", "t", Stance.CON), Reply("u", "Q", None))
    links = (Link("a", "Q", Stance.CON), Link("a", "u", Stance.CON, Aim.RELEVANCE))
    fit = fitted(ArgumentMap("Q", nodes, replies, links, asks=True))
    assert fit.argument.links == (Link("a", "u", Stance.CON),)
    assert fit.unplaced["links to the question itself"] == 1


@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED, State.HIDDEN])
def test_what_is_kept_back_does_not_come_in(state):
    argument = replace(changed(grow("T\n  + a"), "a", state=state), lines={"a": 4})
    with pytest.raises(FormatError, match=f"Line 4: a claim that is {state} cannot come in"):
        fitted(argument)


def test_a_debate_about_something_withdrawn_does_not_come_in():
    argument = grow("T\n  + a")
    with pytest.raises(FormatError, match="cannot come in as withdrawn"):
        fitted(changed(argument, "T", state=State.WITHDRAWN))
    assert fitted(changed(argument, "a", state=State.WITHDRAWN)).unplaced == {}


@given(maps())
@settings(max_examples=30)
def test_what_was_made_to_fit_fits(argument):
    try:
        once = fitted(argument).argument
    except FormatError:
        return
    again = fitted(once)
    assert again.argument == once
    assert again.unplaced == {}
    assert all(visible(node.text) for node in once.nodes.values())


def test_the_depth_of_a_chain_is_that_of_its_last_claim():
    argument = chain(101)
    _, said = problem(native.dumps(argument))
    assert said == "this claim is 101 levels deep; a debate has at most 100"
    assert json.loads(native.dumps(argument))["claims"][101]["id"] == "101"


ARGDOWN = """\
[T]: Ban cars

<A>

(1) [a]: Air
(2) Noise
----
(3) [T]
(4) Streets
----
(5) Life
"""


def test_what_the_official_parser_of_argdown_counts_is_counted_too():
    counts = received(ARGDOWN.encode()).counts
    assert counts["equivalenceClasses"] == 5
    assert (counts["arguments"], counts["argumentsWithPcs"], counts["pcsStatements"]) == (1, 1, 5)
    assert (counts["statementMembers"], counts["statementReferences"]) == (6, 1)

    exploded = f"===\nmodel:\n  explodeArguments: true\n===\n\n{ARGDOWN}"
    counts = received(exploded.encode()).counts
    assert (counts["arguments"], counts["argumentsWithPcs"], counts["pcsStatements"]) == (2, 2, 6)
    assert counts["statementMembers"] == 7
