import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core.secret import kept_secret

ROOT = Path(__file__).resolve().parents[2]
ASKING = """
import sys
from pathlib import Path
from core.secret import kept_secret
print(kept_secret(Path(sys.argv[1])))
"""


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "secret_key")

    assert kept_secret(tmp_path / "secret_key") == first
    assert len(first) >= 50


def test_two_installations_have_two_secrets(tmp_path: Path) -> None:
    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "other")


def test_the_directory_is_made_with_it(tmp_path: Path) -> None:
    assert kept_secret(tmp_path / "var" / "deeper" / "secret_key")


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    kept_secret(tmp_path / "secret_key")

    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_secret_that_is_there_is_taken_without_its_line_end(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("given\n")

    assert kept_secret(tmp_path / "secret_key") == "given"


def test_all_who_start_at_once_agree_and_leave_no_drafts(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    starts = [
        subprocess.Popen([sys.executable, "-c", ASKING, path], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(4)
    ]

    assert len({start.communicate()[0] for start in starts}) == 1
    assert [start.returncode for start in starts] == [0] * 4
    assert [left.name for left in tmp_path.iterdir()] == ["secret_key"]


def test_who_comes_second_takes_the_first_ones_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking whether the file is there and making it, somebody else has made it."""
    path = tmp_path / "secret_key"
    link = os.link

    def link_after_another(draft: Path, target: Path) -> None:
        path.write_text("the first one's")
        link(draft, target)

    monkeypatch.setattr(os, "link", link_after_another)

    assert kept_secret(path) == "the first one's"
