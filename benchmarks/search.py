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

import sys

from running import on_each_database, run

if __name__ == "__main__":
    commands = on_each_database("benchmarks.search_measuring")
    sys.exit(run(commands, __doc__, quick="few claims"))
