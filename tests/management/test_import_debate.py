"""Bringing debates in by the command: as somebody, whole or not at all."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.accounts.models import User
from debates import operations
from debates.management import progress
from debates.models import Claim, Debate
from tests.conftest import Grow

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parent.parent.parent
KIALO = """\
Discussion Title: Trains

1. Trains should be free.
1.1. Pro: More people would take them.
1.2. Con: Somebody has to pay.
"""
WRONG = KIALO.replace("1.2.", "1.7.1.")


@pytest.fixture
def trains(tmp_path: Path) -> Path:
    path = tmp_path / "trains.txt"
    path.write_text(KIALO)
    return path


def bring_in(*arguments: object, **options: Any) -> str:
    out = io.StringIO()
    call_command("import_debate", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def refusal(*arguments: object) -> tuple[int, str]:
    with pytest.raises(CommandError) as refused:
        bring_in(*arguments)
    return refused.value.returncode, str(refused.value)


def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """In a process of its own, with a database that cannot be there."""
    return subprocess.run(
        [sys.executable, "manage.py", "import_debate", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere"},
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def test_a_dry_run_says_what_is_in_a_file_and_needs_no_database() -> None:
    done = run("--dry-run", "--json", "-", input=KIALO)

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["format"] == "kialo"
    assert told["counts"] | {"claims": 3, "pros": 1, "cons": 1, "depth": 1} == told["counts"]
    assert told["not_carried"] == {}
    assert told["shortened"] == 0


def test_a_dry_run_says_where_a_file_is_wrong(tmp_path: Path) -> None:
    wrong, out = tmp_path / "wrong.txt", io.StringIO()
    wrong.write_text(WRONG)

    with pytest.raises(CommandError) as refused:
        call_command("import_debate", "--dry-run", "--json", str(wrong), stdout=out)

    assert refused.value.returncode == 1
    assert "Line 5: 1.7.1. has no place" in str(refused.value)
    assert json.loads(out.getvalue())["error"]["line"] == 5


@pytest.mark.database
def test_it_opens_a_debate_in_somebodys_name(ada: User, trains: Path) -> None:
    said = bring_in(trains, "--as", "ada", "--title", "Free trains", "--visibility", "public")

    debate = Debate.objects.get()
    assert (debate.title, debate.visibility) == ("Free trains", "public")
    assert {claim.author for claim in debate.claims.all()} == {ada}
    assert "kialo: claims 3," in said
    assert f"It is at {debate.get_absolute_url()}" in said


def test_unless_told_otherwise_nobody_else_reads_it(ada: User, trains: Path) -> None:
    told = json.loads(bring_in(trains, "--as", "ada", "--json"))

    debate = Debate.objects.get()
    assert (debate.title, debate.visibility, told["debate"]) == ("Trains", "private", debate.slug)


@pytest.mark.parametrize("named", ["{pk}", "https://example.org{url}", "{url}#claim-7"])
def test_it_hangs_a_branch_below_a_claim(ada: User, trains: Path, grow: Grow, named: str) -> None:
    air = grow("  + Air\n")["Air"]
    below = named.format(pk=air.pk, url=air.get_absolute_url())

    told = json.loads(
        bring_in(trains, "--as=ada", "--below", below, "--stance=con", "--aim=scope", "--json")
    )

    top = Claim.objects.get(pk=told["claim"])
    assert (top.parent, top.kind, top.aim) == (air, "critique", "scope")


def test_names_are_noted_where_one_asks_for_it(ada: User, tmp_path: Path) -> None:
    path = tmp_path / "named.json"
    path.write_text(
        '{"format": "rejoinder", "version": 1, "title": "Trains",'
        ' "claims": [{"id": "1", "text": "Free trains", "author": "Zoë", "scheme": "nonsense"}]}'
    )

    said = bring_in(path, "--as", "ada", "--note-names")

    assert Claim.objects.get().detail == "Written by Zoë."
    assert "Not carried: schemes that have no place here (1)" in said


def test_what_is_too_long_for_a_claim_is_told(ada: User, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(KIALO.replace("More people", "More people. " * 60))

    assert "Shortened, with the whole as detail: 1" in bring_in(path, "--dry-run")


@pytest.mark.database
def test_what_makes_no_sense_is_refused_by_its_exit_status(
    ada: User, trains: Path, tmp_path: Path, grow: Grow
) -> None:
    air = grow("  + Air\n")["Air"]
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(WRONG)

    assert refusal(wrong, "--as", "ada")[0] == 1
    assert refusal(tmp_path / "nowhere", "--as", "ada")[0] == 1
    assert refusal(trains)[0] == 2
    assert refusal(trains, "--as", "nobody") == (2, "There is no user “nobody”.")
    assert refusal(trains, "--as", "ada", "--below", "nonsense")[0] == 2
    assert refusal(trains, "--as", "ada", "--below", "987654321")[0] == 2
    assert refusal(trains, "--as", "ada", "--below", air.pk)[0] == 3
    assert Debate.objects.count() == 1


def test_nobody_brings_anything_in_where_they_may_not(
    ada: User, ben: User, trains: Path, grow: Grow
) -> None:
    air = grow("  + Air\n")["Air"]
    operations.set_posting(ada, air.debate, "members")
    refused = refusal(trains, "--as=ben", "--below", air.pk, "--stance=pro")
    operations.set_visibility(ada, air.debate, "private")
    unseen = refusal(trains, "--as=ben", "--below", air.pk, "--stance=pro")

    assert (refused[0], unseen[0]) == (3, 2)
    assert Claim.objects.count() == 2


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_how_far_it_has_come_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with progress.bar("Checking") as show:
        assert show is None
    screen = _Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.bar("Checking") as show:
        assert show
        show(500, 1000)

    assert "Checking [####################....................] 500" in screen.getvalue()
    assert screen.getvalue().endswith("\r\033[K")
