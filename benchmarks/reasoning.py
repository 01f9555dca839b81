"""What computing strengths, standings and gradients costs, against reading the rows of the debate.

    ./run bench reasoning [--quick] [--json]

The debate is wide and deep in turn, half of its claims are cons, and a third of these dispute
relevance. "Rows" are the columns that the map is made of, as tuples from the bare cursor; the links
beside them are not read. "Together" is the strength of every claim, its label, and the gradient of
the thesis by every claim, by quadratic energy; it begins from the framework or from the map, as it
says. Ours and the peer take turns, in an order drawn by lot, without garbage collection.
``--quick`` measures a tenth of the claims and judges nothing.
"""

import sys

from running import on_each_database, run

if __name__ == "__main__":
    commands = on_each_database("benchmarks.reasoning_measuring")
    sys.exit(run(commands, __doc__, quick="few claims"))
