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

import sys

from running import on_each_database, run

if __name__ == "__main__":
    reading = [sys.executable, "-m", "benchmarks.formats_reading"]
    storing = on_each_database("benchmarks.formats_storing")
    sys.exit(run([reading, *storing], __doc__, quick="small debates"))
