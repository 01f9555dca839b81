"""Taking a debate along: what is offered, what is in the file, and what is in none."""

import html
import io
import json
import re
import zipfile
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.words import State
from debates.formats.registry import FORMATS
from debates.models import Claim, Debate, Role
from tests.conftest import Grow
from tests.web.pages import text_of

pytestmark = pytest.mark.one_database

OUTLINE = """\
  + Air
    - Electric cars
      - Tyres
  - Deliveries
"""
WRITTEN = [name for name, format in FORMATS.items() if format.dumps]


@pytest.fixture
def claims(grow: Grow) -> dict[str, Claim]:
    return grow(OUTLINE)


def page(client: Client, debate: Debate, **asked: object) -> str:
    response = client.get(reverse("export", args=[debate.slug]), asked)
    assert response.status_code == 200
    return html.unescape(text_of(response))


def file(client: Client, debate: Debate, **asked: object) -> HttpResponse:
    return client.get(reverse("export_file", args=[debate.slug]), asked)


def texts(response: HttpResponse) -> list[str]:
    assert response.status_code == 200
    return [claim["text"] for claim in json.loads(response.content)["claims"]]


# ---- the page -------------------------------------------------------------------------------


def test_every_format_that_can_be_written_is_offered(
    anonymous: Client, debate: Debate, claims: dict[str, Claim]
) -> None:
    said = page(anonymous, debate)

    for name in WRITTEN:
        assert FORMATS[name].title in said
        assert f'value="{name}"' in said
    assert "Web pages" in said
    assert said.count("checked") == 1


def test_it_says_what_of_this_debate_a_format_cannot_hold(
    ada: User, anonymous: Client, debate: Debate, claims: dict[str, Claim]
) -> None:
    assert "details" not in page(anonymous, debate)

    operations.edit_claim(ada, claims["Air"], seen=1, text="Air", detail="Within weeks")
    said = page(anonymous, debate)

    assert "Left out: details (1)" in said
    assert "who wrote it" in said
    assert "Nothing of this debate is left out." in said


def test_without_names_they_are_not_missed(
    anonymous: Client, debate: Debate, claims: dict[str, Claim]
) -> None:
    assert "who wrote it" not in page(anonymous, debate, names="no")


def test_a_branch_is_named_and_taken_by_itself(
    anonymous: Client, debate: Debate, claims: dict[str, Claim]
) -> None:
    said = page(anonymous, debate, at=claims["Air"].pk)
    assert "Take this branch along" in said
    assert f'name="at" value="{claims["Air"].pk}"' in said

    assert texts(file(anonymous, debate, at=claims["Air"].pk)) == ["Air", "Electric cars", "Tyres"]


def test_the_way_there_is_in_the_head_of_every_page(
    anonymous: Client, debate: Debate, claims: dict[str, Claim]
) -> None:
    export = reverse("export", args=[debate.slug])
    of_debate = anonymous.get(debate.get_absolute_url()).content.decode()
    of_claim = anonymous.get(claims["Air"].get_absolute_url()).content.decode()

    assert f'href="{export}"' in of_debate
    assert f'href="{export}?at={claims["Air"].pk}"' in of_claim


@pytest.mark.database
@pytest.mark.parametrize("at", ["nonsense", "9" * 30, "987654321", "٣"])
def test_a_branch_that_is_none_is_not_there(anonymous: Client, debate: Debate, at: str) -> None:
    assert anonymous.get(reverse("export", args=[debate.slug]), {"at": at}).status_code == 404
    assert file(anonymous, debate, at=at).status_code == 404


# ---- the file -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WRITTEN)
def test_a_file_is_saved_and_never_shown(
    anonymous: Client, debate: Debate, claims: dict[str, Claim], name: str
) -> None:
    response = file(anonymous, debate, format=name)
    format = FORMATS[name]

    assert response["Content-Type"] == f"{format.media_type}; charset=utf-8"
    assert not re.search("html|svg|javascript", response["Content-Type"])
    assert response["Content-Disposition"] == (
        f'attachment; filename="Cars in cities{format.suffixes[0]}"'
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"Electric cars" in response.content


def test_the_usual_file_has_everything(
    anonymous: Client, debate: Debate, claims: dict[str, Claim]
) -> None:
    assert json.loads(file(anonymous, debate).content)["title"] == "Cars in cities"
    assert len(texts(file(anonymous, debate))) == 5


@pytest.mark.parametrize("name", ["nonsense", "arguman"])
def test_a_format_that_cannot_be_written_is_not_there(
    anonymous: Client, debate: Debate, name: str
) -> None:
    assert file(anonymous, debate, format=name).status_code == 404


def test_a_name_of_a_file_is_what_file_systems_take(ada: User, anonymous: Client) -> None:
    odd = operations.open_debate(ada, title='Ça va: "oui"/non? <b> .', theses=["Ja"])

    said = file(anonymous, odd)["Content-Disposition"]

    assert said == "attachment; filename*=utf-8''%C3%87a%20va%20oui%20non%20b.json"
    dots = operations.open_debate(ada, title="...?", theses=["Ja"])
    assert file(anonymous, dots)["Content-Disposition"] == 'attachment; filename="debate.json"'


def test_people_go_by_the_names_that_pages_show(
    ada: User, ben: User, anonymous: Client, debate: Debate, claims: dict[str, Claim]
) -> None:
    ada.display_name = "Ada Okafor"
    ada.save()

    content = file(anonymous, debate).content.decode()

    assert '"author": "Ada Okafor"' in content
    assert '"ada"' not in content
    assert "Okafor" not in file(anonymous, debate, names="no").content.decode()


def test_whoever_has_the_file_as_it_is_gets_no_other(
    anonymous: Client, ada: User, debate: Debate, thesis: Claim
) -> None:
    tag = file(anonymous, debate)["ETag"]
    url = reverse("export_file", args=[debate.slug])

    assert anonymous.get(url, headers={"If-None-Match": tag}).status_code == 304
    operations.post_claim(ada, thesis, stance="pro", text="Air")
    assert anonymous.get(url, headers={"If-None-Match": tag}).status_code == 200


# ---- what not everybody sees ----------------------------------------------------------------


@pytest.fixture
def pending(ada: User, chidi: User, debate: Debate, thesis: Claim) -> Claim:
    operations.set_posting(ada, debate, "suggestions")
    return operations.post_claim(chidi, thesis, stance="pro", text="Not accepted yet")


def test_what_waits_for_review_goes_along_only_where_one_asks_for_it(
    ada: User, ben: User, client_of: Callable[[User], Client], debate: Debate, pending: Claim
) -> None:
    owner, visitor = client_of(ada), client_of(ben)

    assert "Not accepted yet" not in texts(file(owner, debate))
    assert "Not accepted yet" in texts(file(owner, debate, all="yes"))
    assert "Not accepted yet" not in texts(file(visitor, debate, all="yes"))
    assert "waits for review" in page(owner, debate)
    assert "waits for review" not in page(visitor, debate)


def test_a_branch_that_waits_is_there_for_whoever_sees_it(
    ada: User, ben: User, client_of: Callable[[User], Client], debate: Debate, pending: Claim
) -> None:
    assert texts(file(client_of(ada), debate, at=pending.pk)) == ["Not accepted yet"]
    assert file(client_of(ben), debate, at=pending.pk).status_code == 404


def test_what_hangs_below_something_hidden_is_in_no_file(
    ben: User, client_of: Callable[[User], Client], debate: Debate, claims: dict[str, Claim]
) -> None:
    Claim.objects.filter(pk=claims["Electric cars"].pk).update(state=State.HIDDEN.value)

    for asked in ({}, {"all": "yes"}):
        assert texts(file(client_of(ben), debate, **asked))[1:] == ["Air", "Deliveries"]


@pytest.mark.parametrize("phase", ["closed", "archived"])
def test_a_debate_that_is_over_can_be_taken_along(
    ada: User, anonymous: Client, debate: Debate, claims: dict[str, Claim], phase: str
) -> None:
    operations.set_phase(ada, debate, phase)

    assert len(texts(file(anonymous, debate))) == 5


# ---- pages to read offline ------------------------------------------------------------------


def test_the_debate_as_pages_is_one_folder_in_a_zip(
    anonymous: Client, debate: Debate, claims: dict[str, Claim]
) -> None:
    response = file(anonymous, debate, format="site")

    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="Cars in cities.zip"'
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert archive.namelist() == ["Cars in cities/style.css", "Cars in cities/index.html"]
    index = archive.read("Cars in cities/index.html").decode()
    assert "Electric cars" in index
    assert "From Rejoinder, as it was on" in index
    assert response.content == file(anonymous, debate, format="site").content


def test_no_secret_is_in_the_pages_to_read_offline(
    ben: User,
    join: Callable[[User, Role], User],
    client_of: Callable[[User], Client],
    debate: Debate,
    pending: Claim,
) -> None:
    join(ben, Role.WRITER)
    archive = file(client_of(ben), debate, format="site", all="yes").content

    content = zipfile.ZipFile(io.BytesIO(archive)).read("Cars in cities/index.html").decode()
    assert "Not accepted yet" not in content


def test_strength_and_standing_go_along_with_the_method_named(
    anonymous: Client, debate: Debate, grow: Grow
) -> None:
    grow("  - Deliveries\n    - By night\n")
    address = reverse("export_file", args=[debate.slug])
    written = json.loads(anonymous.get(f"{address}?format=rejoinder").content)
    told = {one["text"]: (one["strength"], one["standing"]) for one in written["claims"]}
    assert told["Deliveries"] == (0.4, "falls")
    assert told["By night"] == (0.5, "stands")
    assert written["assessed_by"] == "quadratic energy, before any votes"
    table = anonymous.get(f"{address}?format=csv").content.decode()
    graph = anonymous.get(f"{address}?format=graphml").content.decode()
    for text in (table, graph):
        assert "quadratic energy, before any votes" in text
        assert "0.4" in text
