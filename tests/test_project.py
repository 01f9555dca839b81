"""What the files around the code say of one another: settings, locks, words of ``./run``."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import with_postgres

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
# What a lock holds besides the base.
LOCKS = {
    "base": [],
    "postgres": ["postgres"],
    "production": ["postgres", "redis", "metrics"],
    "dev": ["postgres", "redis", "metrics", "dev"],
    "bench": ["bench"],
}


def wanted(lock: str) -> list[Requirement]:
    lines = PROJECT["dependencies"] + [line for extra in LOCKS[lock] for line in EXTRAS[extra]]
    return [Requirement(line) for line in lines if not line.startswith("rejoinder")]


def pinned(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    return dict(re.findall(r"^([\w.-]+)==([\w.+!]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_pyproject_asks_for(lock: str) -> None:
    versions = pinned(lock)

    unmet = [
        str(requirement)
        for requirement in wanted(lock)
        if versions.get(canonicalize_name(requirement.name), "") not in requirement.specifier
    ]

    assert unmet == [], "./run lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_has_a_hash(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()

    for entry in text.replace("\\\n", "").splitlines():
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("lock", ["postgres", "production", "dev", "bench"])
def test_the_locks_agree_about_what_they_share(lock: str) -> None:
    versions = pinned(lock)

    assert {name: versions.get(name) for name in pinned("base")} == pinned("base")


def test_every_dependency_has_an_upper_bound() -> None:
    requirements = [requirement for lock in LOCKS for requirement in wanted(lock)]

    unbound = [str(each) for each in requirements if "<" not in str(each.specifier)]

    assert unbound == []


def test_every_setting_from_the_environment_is_documented() -> None:
    sources = "".join(path.read_text() for path in sorted((ROOT / "core").rglob("*.py")))
    read = set(re.findall(r"\b(?:env|Environment\(\))\.\w+\(\s*\"([A-Z_]+)\"", sources))
    table = re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)

    assert read - set(table) == set()
    assert len(table) == len(set(table))


def test_every_documented_setting_is_read_somewhere() -> None:
    table = re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    sources = [*(ROOT / "core").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "run"]
    sources += [*(ROOT / "deploy").glob("*.py"), *(ROOT / "deploy").glob("*.sh")]
    text = "\n".join(path.read_text() for path in sources)

    assert [name for name in table if name not in text] == []


def test_run_is_plain_shell_and_explains_itself() -> None:
    help_ = subprocess.run(["sh", ROOT / "run", "help"], capture_output=True, text=True)
    words = set(re.findall(r"^([a-z]+)(?: \| [^)]*)?\)", (ROOT / "run").read_text(), re.MULTILINE))

    assert help_.returncode == 0
    assert {word for word in words if word not in help_.stdout} <= {"serve"}
    assert {"serve", "test", "lint", "bench", "shell", "lock"} <= words


def test_run_refuses_a_word_it_does_not_know() -> None:
    done = subprocess.run(["sh", ROOT / "run", "fly"], capture_output=True, text=True)

    assert done.returncode == 1
    assert "There is no ./run fly." in done.stderr


def test_links_between_the_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]

    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text())
        if not (page.parent / target).exists()
    ]

    assert dead == []


def test_the_newest_postgresql_of_debian_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("9.6", "15", "16"):
        binaries = tmp_path / version / "bin"
        binaries.mkdir(parents=True)
        (binaries / "initdb").touch()
    monkeypatch.setattr(with_postgres, "DEBIAN", tmp_path)

    assert with_postgres.server_binaries() == tmp_path / "16" / "bin"


def test_where_postgresql_is_missing_the_command_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(with_postgres, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert with_postgres.main(["touch", str(tmp_path / "ran")]) == with_postgres.NOT_INSTALLED
    assert not (tmp_path / "ran").exists()
