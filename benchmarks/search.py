"""Looking for words in 1,000,000 claims, against the bare query of each database, on both.

    ./run bench search [--quick] [--json]

2,000 debates of 500 claims, with words as frequent as in a language: the second half as frequent as
the first, and so on. A middling word is in one to three of a thousand claims. A tenth of the
debates hold some claims back. The bare query matches and ranks the same word in the same index,
for the first 20 and no count; it knows neither claims nor who may see them. Ours and the bare one
take turns, in an order and with a word drawn by lot. Posting is a whole verb, committed; without
the index it leaves out nothing else.
``--quick`` measures 20,000 claims and judges nothing.
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
    command = [*prefix, sys.executable, "-m", "benchmarks.search_measuring"]
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
