"""The tree of claims against those of other packages, at 100 to 100,000 claims, on both databases.

    ./run bench tree [--quick] [--json]

Inserting, moving and placing write inside a transaction that is rolled back, so that each round
finds the same tree; committing is not measured, it costs all of them the same. Every package has
the same columns and the same claims; what one reads or writes first is drawn by lot each round.
``--quick`` measures 100 and 1,000 claims and judges nothing.
"""

import sys

from running import on_each_database, run

if __name__ == "__main__":
    commands = on_each_database("benchmarks.tree_measuring")
    sys.exit(run(commands, __doc__, quick="two small sizes"))
