"""Taking debates along by the command: as somebody sees them."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate
from tests.conftest import Grow

pytestmark = pytest.mark.one_database


@pytest.fixture
def claims(grow: Grow) -> dict[str, Claim]:
    return grow("  + Air\n    - Electric cars\n  - Deliveries\n")


def take(*arguments: object) -> tuple[str, str]:
    out, told = io.StringIO(), io.StringIO()
    call_command("export_debate", *map(str, arguments), stdout=out, stderr=told)
    return out.getvalue(), told.getvalue()


def refusal(*arguments: object) -> tuple[int, str]:
    with pytest.raises(CommandError) as refused:
        take(*arguments)
    return refused.value.returncode, str(refused.value)


def texts(*arguments: object) -> list[str]:
    return [claim["text"] for claim in json.loads(take(*arguments)[0])["claims"]]


def test_the_whole_of_it_goes_to_output(debate: Debate, claims: dict[str, Claim]) -> None:
    out, told = take(debate.slug)

    assert json.loads(out)["title"] == "Cars in cities"
    assert '"author": "ada"' in out
    assert told == ""
    assert '"author"' not in take(debate.slug, "--no-names")[0]


def test_what_a_format_has_no_place_for_is_told(debate: Debate, claims: dict[str, Claim]) -> None:
    out, told = take(debate.slug, "--format", "kialo")

    assert "1.1. Pro:" in out
    assert "Kialo text has no place for: " in told


def test_a_branch_by_itself(debate: Debate, claims: dict[str, Claim]) -> None:
    assert texts(debate.slug, "--branch", claims["Air"].pk) == ["Air", "Electric cars"]


def test_into_a_file(debate: Debate, claims: dict[str, Claim], tmp_path: Path) -> None:
    take(debate.slug, "-o", tmp_path / "cars.json")

    assert len(json.loads((tmp_path / "cars.json").read_text())["claims"]) == 4


def test_pages_go_into_a_folder_of_their_own(
    debate: Debate, claims: dict[str, Claim], tmp_path: Path
) -> None:
    place = tmp_path / "a" / "cars"
    take(debate.slug, "--format", "site", "-o", place)

    assert sorted(path.name for path in place.iterdir()) == ["index.html", "style.css"]
    assert "Electric cars" in (place / "index.html").read_text()
    assert "is not empty" in refusal(debate.slug, "--format", "site", "-o", place)[1]
    assert (
        "cannot be written" in refusal(debate.slug, "--format=site", "-o", place / "index.html")[1]
    )
    assert refusal(debate.slug, "--format", "site")[0] == 2


def test_what_one_may_not_see_is_not_there(
    ada: User, ben: User, chidi: User, debate: Debate, thesis: Claim
) -> None:
    operations.set_posting(ada, debate, "suggestions")
    waits = operations.post_claim(chidi, thesis, stance="pro", text="Not accepted yet")

    assert "Not accepted yet" not in texts(debate.slug)
    assert "Not accepted yet" not in texts(debate.slug, "--as", "ben")
    assert "Not accepted yet" in texts(debate.slug, "--as", "ada")
    assert refusal(debate.slug, "--as", "ben", "--branch", waits.pk)[0] == 1
    operations.set_visibility(ada, debate, "private")
    assert refusal(debate.slug)[0] == 1
    assert refusal(debate.slug, "--as", "ben")[1].endswith("that ben sees.")
    assert "Not accepted yet" in texts(debate.slug, "--as", "ada")


@pytest.mark.database
def test_what_makes_no_sense_is_refused(debate: Debate) -> None:
    assert refusal("nonsense") == (1, "There is no debate “nonsense” that everybody sees.")
    assert refusal(debate.slug, "--as", "nobody") == (2, "There is no user “nobody”.")
