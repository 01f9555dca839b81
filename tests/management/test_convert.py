import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from debates.formats import native, outline

ROOT = Path(__file__).resolve().parent.parent.parent
OUTLINE = "Ban cars\n  + Air gets better\n    - Only a little\n"
MARKDOWN = (
    "- **Thesis:** Ban cars {#1}\n  - **Pro:** Air gets better {#2}\n"
    "    - **Con (scope):** Only a little {#3}\n      > Why.\n"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "debate.txt"
    path.write_text(OUTLINE)
    return path


def convert(*arguments: object) -> tuple[str, str]:
    out, told = io.StringIO(), io.StringIO()
    call_command("convert", *map(str, arguments), stdout=out, stderr=told)
    return out.getvalue(), told.getvalue()


def test_a_debate_is_written_in_another_format(file):
    out, told = convert(file, "--to", "rejoinder")
    assert native.loads(out) == outline.loads(OUTLINE)
    assert told == ""


def test_into_a_file(file, tmp_path):
    target = tmp_path / "debate.csv"
    out, _ = convert(file, "--to", "csv", "-o", target)
    assert out == ""
    assert target.read_bytes().startswith(b"id,parent_id,relation,position,text\r\n1,,thesis,1,Ban")


def test_what_the_format_has_no_place_for_is_told(file):
    file.write_text(f"{MARKDOWN}\n\nThe end.\n")
    out, told = convert(file, "--to", "outline", "--from", "markdown")
    assert out == OUTLINE
    assert told.splitlines() == [
        "Of Markdown list, not read: 1 paragraphs outside the list.",
        "Plain outline has no place for: 1 details, 1 aims.",
    ]


def test_what_cannot_be_read_is_refused_with_file_and_line(file, tmp_path):
    file.write_text("Ban cars\n  + Air gets better\nand more\n")
    with pytest.raises(CommandError, match=r"debate\.txt: Line 3: here should be “\+ ”"):
        convert(file, "--from", "outline", "--to", "csv")
    with pytest.raises(CommandError, match=r"missing\.txt cannot be read: No such file"):
        convert(tmp_path / "missing.txt", "--to", "csv")
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        convert(write(file), "--to", "csv", "-o", tmp_path / "none" / "debate.csv")


def write(file: Path) -> Path:
    file.write_text(OUTLINE)
    return file


@pytest.mark.parametrize("arguments", [["--to", "rtf"], ["--to", "arguman"], []])
def test_only_formats_that_can_be_written_are_taken(file, arguments):
    with pytest.raises(CommandError):
        convert(file, *arguments)


def test_only_formats_that_can_be_read_are_read(file):
    with pytest.raises(CommandError, match="invalid choice: 'csv-spreadsheet'"):
        convert(file, "--to", "csv", "--from", "csv-spreadsheet")


def test_from_input_to_output_with_no_database_at_all():
    done = subprocess.run(
        [sys.executable, "manage.py", "convert", "-", "--to", "csv"],
        input=OUTLINE.encode(),
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\r\n") == 4


def test_input_that_cannot_be_read_is_refused(monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff")))
    with pytest.raises(CommandError, match="-: Line 1: this is not UTF-8") as refused:
        call_command("convert", "-", "--to", "csv", stdout=out)
    assert (refused.value.returncode, out.getvalue()) == (1, "")
