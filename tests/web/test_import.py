"""Bringing debates in: what will come of a file first, then all of it or nothing."""

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from core.accounts.models import User
from debates import operations
from debates.formats import native
from debates.models import Claim, Debate, Event, Role
from debates.web import kept_files
from debates.web.brought import MOST_ROWS
from tests.conftest import Grow
from tests.web.pages import of_size

pytestmark = pytest.mark.one_database

KIALO = """\
Discussion Title: Trains

1. Trains should be free.
1.1. Pro: More people would take them.
1.1.1. Con: They are full already.
1.2. Con: Somebody has to pay.
"""
WRONG = KIALO.replace("1.1.1.", "1.7.1.")
CHOSEN = {"title": "Free trains", "visibility": "public", "posting": "open", "phase": "open"}

START = "/import/"


def file(content: str | bytes, name: str = "trains.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def read(response: HttpResponse) -> str:
    return html.unescape(" ".join(response.content.decode().split()))


@pytest.fixture
def ada_s(ada: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(ada)


def look_at(client: Client, where: str = START, **sent: Any) -> str:
    """The address of the page that says what will come of it."""
    response = client.post(where, sent)
    assert response.status_code == 302, read(response)
    return response["Location"]


def key_in(address: str) -> str:
    return address.partition("file=")[2]


# ---- what will come of it -------------------------------------------------------------------


def test_the_page_explains_itself_and_has_an_example_to_try(ada_s: Client) -> None:
    said = read(ada_s.get(START))

    assert "Discussion menu > Export" in said
    assert "At most 10 MB, 10,000 claims and 100 levels" in said
    example = read(ada_s.get(f"{START}?example=1"))
    assert example.count("1.1.1. Con: Electric cars clean the air as well.") == 2


def test_the_example_can_be_read(ada_s: Client) -> None:
    typed = re.search(
        r"<textarea[^>]*>(.*?)</textarea>", read_raw(ada_s, f"{START}?example=1"), re.S
    )

    assert typed
    assert "4 claims" in read(ada_s.get(look_at(ada_s, text=html.unescape(typed[1]))))


def read_raw(client: Client, url: str) -> str:
    return client.get(url).content.decode()


@pytest.mark.parametrize("sent", [{"text": KIALO}, {"files": file(KIALO)}])
def test_nothing_is_stored_before_one_has_seen_it(ada_s: Client, sent: dict[str, Any]) -> None:
    said = read(ada_s.get(look_at(ada_s, **sent)))

    assert "read as Kialo text" in said
    assert "4 claims" in said
    assert "1 in support" in said
    assert "2 in opposition" in said
    assert "2 levels deep" in said
    assert said.index("More people would take them") < said.index("They are full already")
    assert 'value="Trains"' in said
    assert Debate.objects.count() == 0


@pytest.mark.database
def test_one_confirms_and_it_is_a_debate(ada: User, ada_s: Client) -> None:
    address = look_at(ada_s, text=KIALO)

    response = ada_s.post(START, CHOSEN | {"file": key_in(address)}, follow=True)

    debate = Debate.objects.get()
    assert response.redirect_chain == [(debate.get_absolute_url(), 302)]
    assert (debate.title, debate.visibility, debate.claims.count()) == ("Free trains", "public", 4)
    assert {claim.author for claim in debate.claims.all()} == {ada}
    assert "4 claims, all under your name" in read(response)
    assert kept_files.kept_for(ada, None) == []


def test_the_title_of_the_file_and_nobody_else_for_a_reader_is_what_is_offered(
    ada_s: Client,
) -> None:
    page = read_raw(ada_s, look_at(ada_s, text=KIALO))

    assert re.search(r'value="private"[^>]*checked', page)


def test_a_large_file_shows_its_upper_levels(ada_s: Client) -> None:
    content = native.dumps(of_size(900))

    said = read(ada_s.get(look_at(ada_s, files=file(content))))

    assert f"{900 - MOST_ROWS} more claims come with them" in said
    assert said.count('class="row"') == MOST_ROWS


def test_what_is_left_behind_and_what_is_shortened_is_said(ada_s: Client) -> None:
    long = native.dumps(of_size(3)).replace('"Claim 2"', '"' + "They are very full. " * 60 + '"')
    said = read(
        ada_s.get(look_at(ada_s, text=long.replace('"stance"', '"scheme": "nonsense", "stance"')))
    )

    assert "What does not come along as it is" in said
    assert "Schemes that have no place here (2)" in said
    assert "Too long for a claim" in said
    assert '<li class="text">They are very full. They are' in said


def test_the_format_can_be_chosen_by_hand(ada_s: Client) -> None:
    refused = ada_s.post(START, {"text": KIALO, "format": "rejoinder"})
    assert refused.status_code == 422
    assert "Line 1" in read(refused)
    key = re.search(r'name="file" value="([^"]+)"', refused.content.decode())
    assert key

    again = ada_s.post(START, {"file": key[1], "format": "kialo", "again": "1"}, follow=True)

    assert "read as Kialo text" in read(again)


def test_a_format_that_there_is_not_is_no_choice(ada_s: Client) -> None:
    response = ada_s.post(START, {"text": KIALO, "format": "nonsense"})

    assert response.status_code == 422
    assert "Choose one of these formats." in read(response)
    assert "1.1.1. Con: They are full already." in read(response)


def test_the_end_of_the_name_helps_where_the_content_does_not(ada_s: Client) -> None:
    content = "# Trains\n"
    told = read(ada_s.post(START, {"files": file(content, "trains.txt")}))
    named = read(ada_s.post(START, {"files": file(content, "trains.argdown")}))

    assert "in no format" in told
    assert "in no format" not in named
    assert "in no format" in read(
        ada_s.post(START, {"files": file(content, "trains.json"), "format": ""})
    )


# ---- what is wrong with it ------------------------------------------------------------------


def test_an_error_shows_its_line_and_gives_the_text_back(ada_s: Client) -> None:
    response = ada_s.post(START, {"text": WRONG})

    said = read(response)
    assert response.status_code == 422
    assert "Line 5" in said
    assert "has no place: no claim 1.7. stands before it." in said
    assert re.search(r'class="is-wrong"><th scope="row">5.*?1\.7\.1\. Con: They are full', said)
    assert "1.7.1. Con: They are full already." in said.partition("<textarea")[2]
    assert Debate.objects.count() == 0


def test_it_is_mended_where_it_stands(ada_s: Client) -> None:
    key = re.search(
        r'name="file" value="([^"]+)"', ada_s.post(START, {"text": WRONG}).content.decode()
    )
    assert key

    wrong = ada_s.post(START, {"file": key[1], "again": "1", "text": WRONG, "format": ""})
    assert wrong.status_code == 422
    mended = ada_s.post(START, {"file": key[1], "again": "1", "text": KIALO, "format": ""})
    assert mended.status_code == 302
    ada_s.post(START, CHOSEN | {"file": key[1]})

    assert Debate.objects.get().claims.count() == 4


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("Ärger".encode("latin-1"), "This is not UTF-8"),
        (KIALO.encode("utf-16"), "UTF-16"),
        (b"\x00\x01\x02", "This is in no format"),
        (b"PK\x03\x04" + b"\x00" * 100, "no format"),
        (b"{" * 100_000, "no format"),
        (b"just a sentence", "no format"),
    ],
    ids=["Latin-1", "UTF-16", "bytes", "a zip", "brackets", "a sentence"],
)
def test_what_cannot_be_read_says_why(ada_s: Client, content: bytes, problem: str) -> None:
    response = ada_s.post(START, {"files": file(content)})

    assert response.status_code == 422
    assert problem in read(response)


def test_characters_that_show_nothing_are_shown_as_such(ada_s: Client) -> None:
    response = ada_s.post(START, {"files": file(KIALO.replace("1.1.1.", "\x00\u202e1.7.1."))})

    assert response.status_code == 422
    assert (
        "\u202e" not in response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    )


def test_a_form_without_anything_says_what_is_missing(ada_s: Client) -> None:
    response = ada_s.post(START, {"text": " \n "})

    assert response.status_code == 422
    assert "Choose a file, or paste the text of one." in read(response)


@pytest.mark.database
def test_a_text_with_a_nul_comes_back(ada_s: Client) -> None:
    response = ada_s.post(START, {"text": KIALO + "\x00"})

    assert response.status_code == 422
    assert "More people would take them" in read(response)


def test_limits_are_refused_by_name_and_line(ada_s: Client, settings: Settings) -> None:
    settings.IMPORT_MAX_CLAIMS = 3
    assert "at most 3 are taken" in read(ada_s.post(START, {"text": KIALO}))

    settings.IMPORT_MAX_CLAIMS, settings.MAX_DEPTH = 10, 1
    assert "a debate has at most 1" in read(ada_s.post(START, {"text": KIALO}))


def test_what_is_too_large_is_read_no_further(ada_s: Client, settings: Settings) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    huge = ada_s.post(START, {"files": file(b"x" * 1_100_000)})
    pasted = ada_s.post(START, {"text": "x" * 1_000_001})

    assert (huge.status_code, pasted.status_code) == (413, 413)
    assert "too large" in read(huge)
    large = ada_s.post(START, {"files": file(b"x" * 1001)})
    assert large.status_code == 422
    assert "Split the debate" in read(large)


def test_a_name_is_shown_as_text_and_no_longer_than_it_should(ada: User, ada_s: Client) -> None:
    name = "<b>&" + "x" * 10_000
    said = ada_s.get(look_at(ada_s, files=file(KIALO, name))).content.decode()

    assert "<b>&x" not in said
    assert "&lt;b&gt;&amp;" in said
    assert len(kept_files.kept_for(ada, None)[0].name) <= 120


# ---- several --------------------------------------------------------------------------------


def test_several_files_wait_to_be_taken_one_by_one(ada_s: Client) -> None:
    sent = {
        "files": [file(KIALO), file(WRONG, "wrong.txt")],
        "text": KIALO.replace("Trains", "Bus"),
    }

    assert look_at(ada_s, **sent) == f"{START}#waiting"

    said = read(ada_s.get(START))
    assert "Waiting for you" in said
    assert all(name in said for name in ("trains.txt", "wrong.txt", "Pasted text"))
    assert "Line 5: 1.7.1. has no place" in said
    first = re.search(r'href="(/import/\?file=[^"]+)">trains.txt', said)
    assert first
    ada_s.post(START, CHOSEN | {"file": key_in(first[1])})
    assert Debate.objects.count() == 1
    assert "trains.txt" not in read(ada_s.get(START)).partition("Waiting")[2]


def test_a_file_is_discarded(ada: User, ada_s: Client) -> None:
    key = key_in(look_at(ada_s, text=KIALO))

    said = read(ada_s.post(START, {"file": key, "discard": "1"}, follow=True))

    assert "“Pasted text: Trains” is discarded." in said
    assert kept_files.kept_for(ada, None) == []


def test_only_so_many_wait_and_the_text_comes_back(ada: User, ada_s: Client) -> None:
    ada_s.post(START, {"files": [file(f"{KIALO}{n}") for n in range(kept_files.MOST - 1)]})

    response = ada_s.post(START, {"text": KIALO, "files": file(KIALO + "x")})

    assert response.status_code == 422
    assert "At most 10 files wait for you" in read(response)
    assert "1.1.1. Con: They are full already." in read(response)


# ---- once, and by whom ----------------------------------------------------------------------


def test_a_file_sent_twice_waits_once(ada: User, ada_s: Client) -> None:
    assert look_at(ada_s, text=KIALO) == look_at(ada_s, text=KIALO)
    assert len(kept_files.kept_for(ada, None)) == 1


def test_a_form_sent_twice_opens_one_debate(ada_s: Client) -> None:
    sent = CHOSEN | {"file": key_in(look_at(ada_s, text=KIALO))}

    first, second = ada_s.post(START, sent), ada_s.post(START, sent)

    assert first["Location"] == second["Location"]
    assert Debate.objects.count() == 1


def test_what_waits_is_nobody_elses(
    ada_s: Client, ben: User, client_of: Callable[[User], Client]
) -> None:
    address = look_at(ada_s, text=KIALO)
    ben_s = client_of(ben)

    assert "no longer kept" in read(ben_s.get(address))
    assert "no longer kept" in read(ben_s.post(START, CHOSEN | {"file": key_in(address)}))
    ada_s.post(START, CHOSEN | {"file": key_in(address), "visibility": "private"})
    assert "no longer kept" in read(ben_s.post(START, CHOSEN | {"file": key_in(address)}))
    assert Debate.objects.count() == 1


@pytest.mark.database
@pytest.mark.parametrize(
    "key", ["nonsense", "0c4a2f0e-57a1-4e0c-9c6b-6a1f6d0a51f3", "9" * 2000, "\x00"]
)
def test_a_file_that_is_not_there_says_so(ada_s: Client, key: str) -> None:
    assert "no longer kept" in read(ada_s.get(START, {"file": key}))
    assert "no longer kept" in read(ada_s.post(START, {"file": key, "again": "1"}))


def test_a_file_that_the_cache_let_go_of_says_so(ada: User, ada_s: Client) -> None:
    address = look_at(ada_s, text=KIALO)
    caches["default"].clear()

    assert "no longer kept" in read(ada_s.get(address))


def test_what_is_refused_is_whole_where_it_was(ada: User, ada_s: Client) -> None:
    sent = CHOSEN | {"file": key_in(look_at(ada_s, text=KIALO)), "title": " "}

    response = ada_s.post(START, sent)

    assert response.status_code == 422
    assert "The title is empty." in read(response)
    assert "They are full already" in read(response)
    assert Debate.objects.count() == 0
    assert len(kept_files.kept_for(ada, None)) == 1
    assert ada_s.post(START, sent | {"title": "Trains"}).status_code == 302


def test_whoever_is_signed_out_meanwhile_finds_the_text_again(
    ada: User, client_of: Callable[[User], Client]
) -> None:
    client = Client()
    assert client.post(START, {"text": KIALO}).status_code == 302
    client.force_login(ada)

    assert "1.1.1. Con: They are full already." in read(client.get(START))


def test_whoever_is_signed_out_meanwhile_is_told_that_the_file_is_not_kept() -> None:
    response = Client().post(START, {"files": file(KIALO)}, follow=True)

    assert "Sign in, go back, and post it again." in read(response)


def test_nothing_of_a_file_is_held_of_somebody_who_is_not_signed_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held: list[int] = []
    monkeypatch.setattr(
        "debates.web.sessions._keep",
        lambda request: held.extend(one.size for one in request.FILES.values()),
    )

    Client().post(START, {"files": file(KIALO)})

    assert held == [0]


def forget_what_is_in(person: User, address: str) -> None:
    """As a cache does that needs the room."""
    caches["default"].delete(f"brought-in:{person.pk}:{key_in(address)}")


def test_a_file_that_the_cache_let_go_of_can_be_sent_again(ada: User, ada_s: Client) -> None:
    forget_what_is_in(ada, look_at(ada_s, files=file(KIALO)))

    assert "no longer kept" not in read(ada_s.get(look_at(ada_s, files=file(KIALO))))


def test_a_file_that_the_cache_let_go_of_takes_no_room(ada: User, ada_s: Client) -> None:
    address = look_at(ada_s, files=file(KIALO))
    forget_what_is_in(ada, address)

    ada_s.get(address)

    assert kept_files.kept_for(ada, None) == []


def test_no_other_page_takes_a_file(ada_s: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(
        "debates.web.new_debate._form",
        lambda request, form, status=200: seen.append(len(request.FILES)) or HttpResponse(),
    )

    ada_s.post("/debates/new/", {"title": file(KIALO)})

    assert seen == [0]


def test_names_in_the_file_are_left_behind_or_noted(ada: User, ada_s: Client) -> None:
    argument = of_size(3)
    named = native.dumps(argument).replace(
        '"text": "Claim 1"', '"text": "Claim 1", "author": "Zoë"'
    )
    address = look_at(ada_s, text=named)
    assert "1 person is named in the file" in read(ada_s.get(address))

    ada_s.post(START, CHOSEN | {"file": key_in(address), "names": "note"})

    claim = Claim.objects.get(text="Claim 1")
    assert (claim.author, claim.detail) == (ada, "Written by Zoë.")


# ---- below a claim --------------------------------------------------------------------------


@pytest.fixture
def air(grow: Grow) -> Claim:
    return grow("  + Air\n    - Somebody has to pay for it\n")["Air"]


def below(claim: Claim) -> str:
    return reverse("import_branch", args=[claim.debate.slug, claim.pk])


@pytest.mark.database
def test_a_branch_comes_in_below_a_claim(ada: User, ada_s: Client, air: Claim) -> None:
    address = look_at(ada_s, below(air), text=KIALO)
    said = read(ada_s.get(address))
    assert "Bring it in below this claim" in said
    assert "Said here already, or nearly so" in said
    assert "Somebody has to pay for it" in said

    sent = {"file": key_in(address), "stance": "con", "aim": "scope"}
    first, second = ada_s.post(below(air), sent), ada_s.post(below(air), sent)

    top = Claim.objects.get(text="Trains should be free.")
    assert first["Location"] == second["Location"] == top.get_absolute_url()
    assert (top.parent, top.kind, top.aim) == (air, "critique", "scope")
    assert Claim.objects.get(text="They are full already.").kind == "rebuttal"
    assert air.debate.claims.count() == 7


def test_what_waits_for_one_place_does_not_wait_for_another(ada_s: Client, air: Claim) -> None:
    address = look_at(ada_s, text=KIALO)

    assert "no longer kept" in read(ada_s.get(f"{below(air)}?file={key_in(address)}"))
    assert "Waiting for you" not in read(ada_s.get(below(air)))


def test_a_branch_needs_a_stance(ada_s: Client, air: Claim) -> None:
    key = key_in(look_at(ada_s, below(air), text=KIALO))

    response = ada_s.post(below(air), {"file": key})

    assert response.status_code == 422
    assert "Choose whether it supports or opposes it." in read(response)


def test_a_support_aims_at_nothing(ada_s: Client, air: Claim) -> None:
    key = key_in(look_at(ada_s, below(air), text=KIALO))
    ada_s.post(below(air), {"file": key, "stance": "pro", "aim": "scope"})

    assert Claim.objects.get(text="Trains should be free.").aim == ""


def test_below_a_question_it_is_one_more_thesis(ada: User, ada_s: Client) -> None:
    asks = operations.open_debate(ada, title="What?", question="What?", theses=["This", "That"])
    root = asks.claims.get(parent=None)
    key = key_in(look_at(ada_s, below(root), text=KIALO))

    ada_s.post(below(root), {"file": key})

    assert Claim.objects.get(text="Trains should be free.").kind == "thesis"


def test_a_file_that_asks_makes_a_debate_of_its_own(ada_s: Client, air: Claim) -> None:
    asks = native.dumps(of_size(7)).replace('"title"', '"asks": true, "title"', 1)
    asks = re.sub(r'("parent": "0",\s*)"stance": "\w+",', r"\1", asks)
    key = key_in(look_at(ada_s, below(air), text=asks))

    response = ada_s.post(below(air), {"file": key, "stance": "pro"})

    assert response.status_code == 422
    assert "a question with several theses" in read(response)


def test_a_branch_goes_no_deeper_than_a_debate(
    ada_s: Client, air: Claim, settings: Settings
) -> None:
    settings.MAX_DEPTH = 3

    response = ada_s.post(below(air), {"text": KIALO})

    assert response.status_code == 422
    assert "levels deep" in read(response)


@pytest.mark.parametrize("phase", ["closed", "archived"])
def test_into_a_debate_that_is_over_nothing_comes(
    ada: User, ada_s: Client, air: Claim, phase: str
) -> None:
    key = key_in(look_at(ada_s, below(air), text=KIALO))
    operations.set_phase(ada, air.debate, phase)

    assert ada_s.get(below(air)).status_code == 403
    assert ada_s.post(below(air), {"file": key, "stance": "pro"}).status_code == 403
    assert "Bring in" not in read(ada_s.get(air.get_absolute_url()))


def test_where_suggestions_wait_for_review_whole_branches_do_not_come_in(
    ada: User,
    ben: User,
    air: Claim,
    join: Callable[[User, Role], User],
    client_of: Callable[[User], Client],
) -> None:
    operations.set_posting(ada, air.debate, "suggestions")
    visitor = client_of(ben)

    assert visitor.get(below(air)).status_code == 403
    assert "Bring in" not in read(visitor.get(air.get_absolute_url()))
    join(ben, Role.WRITER)
    assert "Bring in" in read(visitor.get(air.get_absolute_url()))
    assert visitor.get(below(air)).status_code == 200


def test_the_event_tells_of_all_of_it(ada: User, ada_s: Client, air: Claim) -> None:
    before = Event.objects.count()
    key = key_in(look_at(ada_s, below(air), text=KIALO))
    ada_s.post(below(air), {"file": key, "stance": "pro"})

    assert Event.objects.count() == before + 1


# ---- what it costs --------------------------------------------------------------------------


@pytest.mark.parametrize("size", [30, 600])
def test_a_look_takes_as_many_queries_at_any_size(
    ada_s: Client,
    air: Claim,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    size: int,
) -> None:
    content = native.dumps(of_size(size))
    address = look_at(ada_s, below(air), text=content)

    with django_assert_max_num_queries(10):
        ada_s.get(address)


@pytest.mark.database
@pytest.mark.parametrize(
    "title", ["\x00", "\u202eabc", "x" * 100_000, "<script>", "\u200b", "a\nb"]
)
def test_no_title_breaks_anything(ada_s: Client, title: str) -> None:
    key = key_in(look_at(ada_s, text=KIALO))

    response = ada_s.post(START, CHOSEN | {"file": key, "title": title})

    assert response.status_code in {302, 422}
    assert "<script>" not in response.content.decode().replace("<script ", "")
    assert Debate.objects.count() == (response.status_code == 302)


# ---- what changes between two looks ---------------------------------------------------------


def test_a_file_that_passes_a_limit_by_now_is_not_taken(ada_s: Client, settings: Settings) -> None:
    key = key_in(look_at(ada_s, text=KIALO))
    settings.IMPORT_MAX_CLAIMS = 3

    response = ada_s.post(START, CHOSEN | {"file": key})

    assert response.status_code == 422
    assert "at most 3 are taken" in read(response)
    assert Debate.objects.count() == 0


def test_another_look_in_a_format_that_there_is_not_changes_nothing(ada_s: Client) -> None:
    key = key_in(look_at(ada_s, text=KIALO))

    response = ada_s.post(START, {"file": key, "again": "1", "format": "nonsense"})

    assert response.status_code == 422
    assert "read as Kialo text" in read(response)


def test_a_long_text_is_mended_where_it_comes_from(ada_s: Client) -> None:
    said = ada_s.post(START, {"files": file(WRONG + "x" * 300_000)}).content.decode()

    assert "Read it in this format" in said
    assert "<textarea" not in said
    said = ada_s.post(START, {"files": file(b"\xff" * 100)}).content.decode()
    assert "<textarea" not in said


def test_what_the_verb_refuses_is_said_in_the_form(ada: User, ada_s: Client, air: Claim) -> None:
    key = key_in(look_at(ada_s, below(air), text=KIALO))
    operations.withdraw_claim(ada, air)

    response = ada_s.post(below(air), {"file": key, "stance": "pro"})

    assert response.status_code == 422
    assert "This claim was withdrawn: there is nothing to answer now." in read(response)


def test_twins_beyond_the_first_are_counted(
    ada_s: Client, air: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("debates.web.alike._MOST_PAIRS", 0)
    same = "\n".join(f"1.{n}. Con: Somebody has to pay for it" for n in range(1, 20))
    text = f"{KIALO.partition('1.1.')[0]}{same}\n1.20. Pro: Otters would be happy\n"

    said = read(ada_s.get(look_at(ada_s, below(air), text=text)))

    assert said.count("is like") == 12
    assert "And 7 more." in said
    assert "2 claims were compared word for word only" in said


def test_what_somebody_may_not_see_is_like_nothing(
    ada: User,
    ben: User,
    chidi: User,
    air: Claim,
    join: Callable[[User, Role], User],
    client_of: Callable[[User], Client],
) -> None:
    operations.set_posting(ada, air.debate, "suggestions")
    operations.post_claim(chidi, air, stance="con", text="They are full already, all of them.")
    text = KIALO.replace("full already.", "full already, all of them.")
    writer, owner = client_of(join(ben, Role.WRITER)), client_of(ada)

    assert (
        "all of them" in read(owner.get(look_at(owner, below(air), text=text))).split("is like")[1]
    )
    assert "is like" not in read(
        writer.get(look_at(writer, below(air), text=text.replace("Somebody", "Nobody")))
    )


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_no_time_in_a_file_breaks_a_page_for_those_who_live_elsewhere(
    ada_s: Client, ada: User, client_of: Callable[[User], Client], time: str
) -> None:
    told = {"id": "T", "text": "Trains should be free", "written": time}
    sent = json.dumps({"format": "rejoinder", "version": 1, "claims": [told]})
    where = look_at(ada_s, files=file(sent, "trains.json"))

    assert "Times that cannot be (1)" in read(ada_s.get(where))
    ada_s.post(START, {"file": key_in(where)} | CHOSEN)
    claim = Claim.objects.get()
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        User.objects.filter(pk=ada.pk).update(time_zone=zone)
        assert client_of(ada).get(claim.get_absolute_url()).status_code == 200
