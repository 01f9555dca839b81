from uuid import uuid4

import pytest

from debates.argument.words import State
from debates.models import Claim, Role, Source, Verb
from debates.operations import (
    NewSource,
    add_source,
    open_debate,
    post_claim,
    remove_source,
    set_phase,
    set_posting,
)
from tests.operations.records import not_allowed, nothing_changes, one_event, refused

STUDY = NewSource(
    url="https://example.org/a?b=c#d",
    citation="Doe 2024",
    title="On cars",
    quote="First.\r\n\r\nSecond.",
    locator="p. 7",
)


@pytest.fixture
def air(thesis, ada) -> Claim:
    return post_claim(ada, thesis, stance="pro", text="Air")


def test_a_source_says_where_to_look(debate, air, ben):
    with one_event(debate, Verb.SOURCE_ADDED, ben) as event:
        source = add_source(ben, air, STUDY)

    source.refresh_from_db()
    assert (source.claim, source.added_by) == (air, ben)
    assert NewSource(
        source.url, source.citation, source.title, source.quote, source.locator
    ) == STUDY._replace(quote="First.\n\nSecond.")
    assert (event().claim, event().data) == (air, {"source": source.pk})


def test_an_address_as_long_as_it_may_be_is_taken(air, ben):
    url = "https://a.org/".ljust(Source.URL_MAX, "x")
    assert add_source(ben, air, NewSource(url=url)).url == url


def test_an_address_or_a_citation_is_enough(air, ben):
    assert str(add_source(ben, air, NewSource(url=" http://a.org "))) == "http://a.org"
    assert str(add_source(ben, air, NewSource(citation=" Doe\n2024 "))) == "Doe 2024"


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("source_empty", {}),
        ("source_empty", {"title": "On cars", "quote": "x", "locator": "7", "url": " "}),
        ("text_too_long", {"citation": "x" * (Source.LINE_MAX + 1)}),
        ("text_too_long", {"citation": "x", "title": "x" * (Source.LINE_MAX + 1)}),
        ("text_too_long", {"citation": "x", "locator": "x" * (Source.LINE_MAX + 1)}),
        ("text_too_long", {"citation": "x", "quote": "x" * (Source.QUOTE_MAX + 1)}),
        ("url_too_long", {"url": "https://a.org/" + "x" * Source.URL_MAX}),
        *(
            ("url_invalid", {"url": url})
            for url in (
                "a.org",
                "ftp://a.org",
                "javascript:alert(1)",
                "data:text/html,x",
                "https://",
                "https://a.org/b c",
                "https://a.org/\x00",
                "https://a.org/\ud800",
                "https://a.org/\u202egro.live",
            )
        ),
    ],
)
def test_what_does_not_fit_is_refused(air, ben, code, given):
    with refused(code):
        add_source(ben, air, NewSource(**given))


def test_a_removed_source_stays_and_says_who_removed_it(debate, air, ada, ben):
    source = add_source(ben, air, STUDY)
    with one_event(debate, Verb.SOURCE_REMOVED, ada) as event:
        remove_source(ada, source)

    source.refresh_from_db()
    assert (source.removed_by, source.url) == (ada, STUDY.url)
    assert source.removed_at is not None
    assert list(air.sources.in_use()) == []
    assert (event().claim, event().data) == (air, {"source": source.pk})
    with nothing_changes():
        assert remove_source(ben, source).removed_by == ada


def test_the_same_form_adds_one_source(air, ada, ben):
    key = uuid4()
    source = add_source(ben, air, STUDY, key=key)
    with nothing_changes():
        assert add_source(ben, air, STUDY, key=key) == source
    assert add_source(ada, air, STUDY, key=key) != source


def test_a_key_used_for_something_else_adds_nothing(thesis, air, ben, ada):
    posted, added = uuid4(), uuid4()
    post_claim(ben, thesis, stance="pro", text="Noise", key=posted)
    with refused("form_used"):
        add_source(ben, air, STUDY, key=posted)

    add_source(ben, air, STUDY, key=added)
    other = open_debate(ada, title="Bikes", theses=["Bikes first"])
    with refused("form_used"):
        add_source(ben, other.claims.get(), STUDY, key=added)
    with refused("form_used"):
        post_claim(ben, thesis, stance="pro", text="Noise", key=added)


# ---- who may


@pytest.mark.parametrize(
    ("role", "adds", "removes_own", "removes_others"),
    [
        (Role.READER, False, False, False),
        (Role.SUGGESTER, False, True, False),
        (Role.WRITER, True, True, False),
        (Role.EDITOR, True, True, True),
        (Role.MODERATOR, True, True, True),
    ],
)
def test_writers_add_and_whoever_added_or_edits_removes(
    debate, air, ada, ben, join, role, adds, removes_own, removes_others
):
    own, foreign = add_source(ben, air, STUDY), add_source(ada, air, STUDY)
    set_posting(ada, debate, "members")
    join(ben, role)
    attempts = [
        (adds, lambda: add_source(ben, air, STUDY)),
        (removes_own, lambda: remove_source(ben, own)),
        (removes_others, lambda: remove_source(ben, foreign)),
    ]
    for expected, attempt in attempts:
        if expected:
            assert attempt().pk
        else:
            with not_allowed():
                attempt()


def test_what_one_does_not_see_gets_no_source_and_loses_none(air, ada, ben):
    source = add_source(ben, air, STUDY)
    Claim.objects.filter(pk=air.pk).update(state=State.HIDDEN.value)
    with refused("claim_gone"):
        add_source(ben, air, STUDY)
    with refused("claim_gone"):
        remove_source(ben, source)
    assert remove_source(ada, source).removed_by == ada


@pytest.mark.parametrize("phase", ["closed", "archived"])
def test_nothing_is_added_to_or_removed_from_what_is_for_reading(debate, air, ada, phase):
    source = add_source(ada, air, STUDY)
    set_phase(ada, debate, phase)
    with not_allowed("debate_is_read_only"):
        add_source(ada, air, STUDY)
    with not_allowed("debate_is_read_only"):
        remove_source(ada, source)
