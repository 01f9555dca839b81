"""Four times the text takes about four times the time, whatever is in it."""

from contextlib import suppress
from time import process_time

import pytest

from debates.formats.argdown import loads
from debates.formats.errors import FormatError

SIGNS = {
    "openings on a line": lambda n: "x [ a < b " * n,
    "openings on lines": lambda n: "[a\n<b\n" * n,
    "ends far below": lambda n: "[ a < b " * n + "\n]:>:](",
    "links that are none": lambda n: "[\n" * n + "](" * n,
    "tags that are none": lambda n: "#( " * n,
    "mentions that are none": lambda n: "@[ @< " * n,
    "data that is none": lambda n: "{ " * n + "}, " * n,
    "comments that do not end": lambda n: "/ /* <!-- " * n,
    "stars": lambda n: "* *a " * n,
    "dots": lambda n: ".a :b " * n,
    "equals": lambda n: ".=== =" * n,
    "blank lines": lambda n: "a" + "   \n" * n + "b",
    "quotation marks": lambda n: "'''''\n" * n,
}
CLAIMS = {
    "relations": lambda n: "a\n" + "  + b\n" * n,
    "relations to one": lambda n: "\n\n".join(f"[a]\n  - [b{i}]: b" for i in range(n)),
    "contradictions": lambda n: "[a]\n" + "\n".join(f"  >< [b{i}]" for i in range(n)),
    "a circle": lambda n: "\n\n".join(f"[a{i}]\n  + [a{(i + 1) % n}]" for i in range(n)),
    "premises": lambda n: "(1) a\n" * n + "----\n(2) b",
    "steps": lambda n: "(1) a\n" + "--\n{uses: [1]}\n--\n(2) b\n" * n,
    "arguments for one": lambda n: (
        "".join(f"<a{i}>\n\n(1) [p]\n(2) [q{i}]\n----\n(3) [c]\n\n" for i in range(n)) + "x"
    ),
    "attacks on one": lambda n: (
        "<A>\n\n(1) [p]\n----\n(2) [c]\n\n<A>\n" + "\n".join(f"  - [q{i}]" for i in range(n))
    ),
    "wordings of one": lambda n: "\n\n".join(f"[a]: {i}" for i in range(n)),
    "ids of one name": lambda n: "\n\n".join(f"[a{i}] {{id: x}}" for i in range(n)),
    "tags of one": lambda n: "[a] " + " ".join(f"#t{i}" for i in range(n)),
    "front matter": lambda n: "===\n" + "\n".join(f"k{i}: v" for i in range(n)) + "\n===\n\nx",
}


def seconds(text: str) -> float:
    start = process_time()
    with suppress(FormatError):
        loads(text)
    return process_time() - start


@pytest.mark.parametrize(
    ("text", "size"),
    [
        *(pytest.param(text, 1000, id=kind) for kind, text in SIGNS.items()),
        *(pytest.param(text, 200, id=kind) for kind, text in CLAIMS.items()),
    ],
)
def test_time_grows_like_the_text(text, size):
    few, many = text(size), text(4 * size)

    assert min(seconds(many), seconds(many)) < 10 * min(seconds(few), seconds(few)) + 0.02
