"""The tree of claims against those of other packages, at 100 to 100,000 claims, on both databases.

    ./run bench tree [--quick] [--json]

Inserting, moving and placing write inside a transaction that is rolled back, so that each round
finds the same tree; committing is not measured, it costs all of them the same. Every package has
the same columns and the same claims; what one reads or writes first is drawn by lot each round.
``--quick`` measures 100 and 1,000 claims and judges nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from report import Row, as_json, as_table, missed

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="the same as data")
    parser.add_argument("--quick", action="store_true", help="two small sizes, nothing is judged")
    options = parser.parse_args()

    rows = [row for prefix in databases() for row in _measured(prefix, options.quick)]
    print(as_json(rows) if options.json else as_table(rows))
    return 1 if missed(rows) and not options.quick else 0


def _measured(prefix: list[str], quick: bool) -> list[Row]:
    command = [*prefix, sys.executable, "-m", "benchmarks.tree_measuring"]
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


# What tests/with_postgres.py says where there is no server to start.
NO_POSTGRESQL = 69


def databases() -> list[list[str]]:
    """What to put before a command to give it a database of its own: SQLite's is in DATA_DIR."""
    return [[], [sys.executable, "tests/with_postgres.py"]]


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """Nothing of the user's own: neither database nor settings nor secrets."""
    kept = ("PATH", "LANG", "HOME", "PYTHONPATH")
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as folder:
        yield {
            **{name: os.environ[name] for name in kept if name in os.environ},
            "DATA_DIR": folder,
        }


if __name__ == "__main__":
    sys.exit(main())
