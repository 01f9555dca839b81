"""What computing strengths, standings and gradients costs, against reading the rows of the debate.

    ./run bench reasoning [--quick] [--json]

The debate is wide and deep in turn, half of its claims are cons, and a third of these dispute
relevance. "Rows" are the columns that the map is made of, as tuples from the bare cursor; the links
beside them are not read. "Together" is the strength of every claim, its label, and the gradient of
the thesis by every claim, by quadratic energy; it begins from the framework or from the map, as it
says. Ours and the peer take turns, in an order drawn by lot, without garbage collection.
``--quick`` measures a tenth of the claims and judges nothing.
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
    parser.add_argument("--quick", action="store_true", help="few claims, nothing is judged")
    options = parser.parse_args()

    rows = [row for prefix in databases() for row in _measured(prefix, options.quick)]
    print(as_json(rows) if options.json else as_table(rows))
    return 1 if missed(rows) and not options.quick else 0


def _measured(prefix: list[str], quick: bool) -> list[Row]:
    command = [*prefix, sys.executable, "-m", "benchmarks.reasoning_measuring"]
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
