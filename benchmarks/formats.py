"""Reading debates in all formats, and storing them, against other programs and against itself.

    ./run bench formats [--quick] [--json]

A debate of plain sentences is read from Kialo's older layout against arguebuf, and from Argdown
against the official parser in Node, which has run warm; stored against a bare bulk_create of the
same rows, both in a transaction that is rolled back, on both databases. Every reader reads 2,500,
5,000 and 10,000 claims: twice as many may take 2.5 times as long. What the largest file that is
taken costs in memory is measured in a process of its own for each reader, twice: a debate as large
as the limits allow, and nothing but brackets, lines or tags.
``--quick`` measures a tenth and judges nothing.
"""

import argparse
import json
import subprocess
import sys

from report import Row, as_json, as_table, missed
from tree import NO_POSTGRESQL, ROOT, databases, environment


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="the same as data")
    parser.add_argument("--quick", action="store_true", help="small debates, nothing is judged")
    options = parser.parse_args()

    reading = [sys.executable, "-m", "benchmarks.formats_reading"]
    storing = [sys.executable, "-m", "benchmarks.formats_storing"]
    commands = [reading, *([*prefix, *storing] for prefix in databases())]
    rows = [row for command in commands for row in _measured(command, options.quick)]
    print(as_json(rows) if options.json else as_table(rows))
    return 1 if missed(rows) and not options.quick else 0


def _measured(command: list[str], quick: bool) -> list[Row]:
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


if __name__ == "__main__":
    sys.exit(main())
