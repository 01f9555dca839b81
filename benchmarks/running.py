"""How a benchmark is run: its options, measuring in processes of their own, and how it ends."""

import json
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from report import Row, as_json, as_table, missed

ROOT = Path(__file__).resolve().parent.parent
# What tests/with_postgres.py says where there is no server to start.
NO_POSTGRESQL = 69


def options(about: str, *, quick: str) -> ArgumentParser:
    """``about`` begins with what the benchmark is; ``quick`` says what is less then."""
    parser = ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="the same as data")
    parser.add_argument("--quick", action="store_true", help=f"{quick}, nothing is judged")
    return parser


def ended(rows: Sequence[Row], chosen: Namespace) -> int:
    """Prints the rows; the exit status is 1 where a goal is missed."""
    print(as_json(rows) if chosen.json else as_table(rows))
    return status(rows, chosen)


def status(rows: Sequence[Row], chosen: Namespace) -> int:
    return 1 if missed(rows) and not chosen.quick else 0


def run(commands: Sequence[list[str]], about: str, *, quick: str) -> int:
    """All of a benchmark whose commands each print their rows as JSON, in their last line."""
    chosen = options(about, quick=quick).parse_args()
    return ended([row for one in commands for row in _measured(one, quick=chosen.quick)], chosen)


def on_each_database(module: str) -> list[list[str]]:
    """The commands that give it a database of its own: SQLite's is in DATA_DIR."""
    command = [sys.executable, "-m", module]
    return [command, [sys.executable, "tests/with_postgres.py", *command]]


def _measured(command: list[str], *, quick: bool) -> list[Row]:
    with environment() as values:
        done = subprocess.run(
            command + ["--quick"] * quick,
            cwd=ROOT,
            env=values,
            check=False,
            stdout=subprocess.PIPE,
            text=True,
        )
    if done.returncode == NO_POSTGRESQL:
        print("PostgreSQL was left out.", file=sys.stderr)
        return []
    done.check_returncode()
    return [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """Nothing of the user's own: neither database nor settings nor secrets."""
    kept = ("PATH", "LANG", "HOME", "PYTHONPATH")
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as folder:
        yield {
            **{name: os.environ[name] for name in kept if name in os.environ},
            "DATA_DIR": folder,
        }
