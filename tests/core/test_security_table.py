"""docs/security.md says something of every item of both levels, and names tests that there are."""

import re

from django.conf import settings

PAGE = (settings.BASE_DIR / "docs" / "security.md").read_text()
ROWS = [line for line in PAGE.splitlines() if line.startswith("| V")]

# Section and numbers of the items of level 1 and 2 of ASVS 5.0.0.
ITEMS = """
1.1 1-2; 1.2 1-9; 1.3 1-11; 1.4 1-3; 1.5 1-2
2.1 1-3; 2.2 1-3; 2.3 1-4; 2.4 1
3.2 1-2; 3.3 1-4; 3.4 1-6; 3.5 1-5; 3.7 1-2
4.1 1-3; 4.2 1; 4.3 1-2; 4.4 1-4
5.1 1; 5.2 1-3; 5.3 1-2; 5.4 1-3
6.1 1-3; 6.2 1-12; 6.3 1-4; 6.4 1-4; 6.5 1-5; 6.6 1-3; 6.8 1-4
7.1 1-3; 7.2 1-4; 7.3 1-2; 7.4 1-5; 7.5 1-2; 7.6 1-2
8.1 1-2; 8.2 1-3; 8.3 1; 8.4 1
9.1 1-3; 9.2 1-4
10.1 1-2; 10.2 1-2; 10.3 1-4; 10.4 1-11; 10.5 1-5; 10.6 1-2; 10.7 1-3
11.1 1-2; 11.2 1-3; 11.3 1-3; 11.4 1-4; 11.5 1; 11.6 1
12.1 1-3; 12.2 1-2; 12.3 1-4
13.1 1; 13.2 1-5; 13.3 1-2; 13.4 1-5
14.1 1-2; 14.2 1-4; 14.3 1-3
15.1 1-3; 15.2 1-3; 15.3 1-7
16.1 1; 16.2 1-5; 16.3 1-4; 16.4 1-3; 16.5 1-3
17.1 1; 17.2 1-4; 17.3 1-2
"""


def numbered(section: str, numbers: str) -> list[str]:
    first, _, last = numbers.partition("-")
    return [f"{section}.{n}" for n in range(int(first), int(last or first) + 1)]


def items() -> list[str]:
    parts = [part.split() for part in ITEMS.replace("\n", ";").split(";") if part.strip()]
    return [item for section, numbers in parts for item in numbered(section, numbers)]


def in_the_table() -> list[str]:
    found = re.compile(r"V(\d+\.\d+)\.(\d+)(?:–(\d+))?")
    return [
        item
        for row in ROWS
        for section, first, last in found.findall(row.split("|")[1])
        for item in numbered(section, f"{first}-{last or first}")
    ]


def test_every_item_has_one_row():
    assert sorted(in_the_table()) == sorted(items())
    assert len(items()) == 253


def test_every_row_says_how_it_holds():
    assert all(len(row.split("|")) == 5 and row.split("|")[3].strip() for row in ROWS)


def test_every_test_that_is_named_exists():
    named = set(re.findall(r"`(?!tests/)([\w/]+\.py)(?:::(\w+))?`", PAGE))
    missing = []
    for file, test in named:
        path = settings.BASE_DIR / "tests" / file
        if not path.exists() or (test and f"def {test}(" not in path.read_text()):
            missing.append(f"{file}::{test}")

    assert len(named) > 60
    assert missing == []
