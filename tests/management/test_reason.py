import json
import os
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from debates.argument.words import Stance
from debates.formats import registry
from debates.management.commands.demo import FIXTURES
from tests.maps import grow, linked

OUTLINE = "T\n  + p\n  - c\n    - r\n"


def said(*arguments):
    out = StringIO()
    call_command("reason", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def written(tmp_path):
    """A map as a file of our own format."""

    def write(argument, name="rejoinder"):
        path = tmp_path / "map.txt"
        path.write_text(registry.FORMATS[name].dumps(argument), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def small(written):
    return written(grow(OUTLINE))


def test_as_json_it_says_everything_by_ids(small):
    found = json.loads(said(small, "--json"))
    assert found["theses"] == ["T"]
    assert found["circular"] == []
    assert (found["base"], found["relevance"]) == (0.5, 1.0)
    assert found["standing"] == {"T": "in", "p": "in", "c": "out", "r": "in"}
    assert [*found["semantics"]] == ["quadratic-energy", "df-quad", "euler-based"]
    df_quad = found["semantics"]["df-quad"]
    assert df_quad["strength"] == {"T": 0.625, "p": 0.5, "c": 0.25, "r": 0.5}
    assert df_quad["gradient"] == {"T": {"T": 0.75, "p": 0.5, "c": -0.25, "r": 0.25}}
    assert df_quad["unsettled"] == []
    assert "labellings" not in found


def test_a_circle_is_named(written):
    path = written(linked(grow(OUTLINE), "c", "r", Stance.CON))
    found = json.loads(said(path, "--json", "--labellings"))
    assert found["circular"] == ["c", "r"]
    assert found["standing"] == {"T": "undecided", "p": "in", "c": "undecided", "r": "undecided"}
    assert sorted(found["labellings"]["preferred"]) == [["T", "p", "r"], ["p", "c"]]
    assert found["labellings"]["stable"] == found["labellings"]["preferred"]


def test_a_circle_of_three_has_no_stable_labelling(written):
    argument = linked(grow("T\n  - a\n    - b\n      - c"), "a", "c", Stance.CON)
    found = json.loads(said(written(argument), "--json", "--labellings"))
    assert found["labellings"] == {"preferred": [[]], "stable": []}


def test_too_many_circles_are_refused_where_labellings_are_asked_for(written):
    argument = grow("T\n" + "".join(f"  - c{n}\n    - r{n}\n" for n in range(40)))
    for n in range(40):
        argument = linked(argument, f"c{n}", f"r{n}", Stance.CON)
    path = written(argument)
    assert json.loads(said(path, "--json"))["standing"]["T"] == "undecided"
    with pytest.raises(CommandError, match="Too many"):
        said(path, "--json", "--labellings")
    with pytest.raises(CommandError, match="with --json only"):
        said(path, "--labellings")


def test_without_json_it_is_a_table(small):
    head, *lines = said(small).splitlines()
    assert head.split() == ["quadratic-energy", "df-quad", "euler-based", "standing", "claim"]
    assert [line.split()[1:] for line in lines] == [
        ["0.625", "0.513", "in", "T"],
        ["0.500", "0.500", "in", "p"],
        ["0.250", "0.425", "out", "c"],
        ["0.500", "0.500", "in", "r"],
    ]


def test_nothing_in_a_claim_gives_orders_to_a_terminal(written):
    assert "\x1b" not in said(written(grow("Cars\x1b[2J"), "rejoinder"))


@pytest.mark.parametrize(
    "name", [one.name for one in registry.FORMATS.values() if one.dumps and one.loads]
)
def test_any_format_can_be_read(written, name):
    found = json.loads(said(written(grow("Tea\n  - Coffee\n"), name), "--json", "--format", name))
    assert list(found["standing"].values()) == ["out", "in"]


def test_a_file_may_come_by_standard_input(monkeypatch, small):
    with open(small, "rb") as file:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(file.read())))
    assert json.loads(said("-", "--json"))["theses"] == ["T"]


def test_what_cannot_be_read_is_told(tmp_path, small):
    with pytest.raises(CommandError, match=r"nowhere cannot be read: No such file"):
        said(str(tmp_path / "nowhere"))
    with pytest.raises(CommandError, match="Line 1"):
        said(small, "--format", "kialo")
    (tmp_path / "latin").write_bytes("Thé".encode("latin-1"))
    with pytest.raises(CommandError, match="UTF-8"):
        said(str(tmp_path / "latin"))


def test_whoever_has_seen_enough_may_close_the_pipe_and_no_database_is_needed():
    command = [sys.executable, "manage.py", "reason", str(FIXTURES / "bilateralism.json"), "--json"]
    nowhere = os.environ | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere"}
    running = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=nowhere,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait() == 0
