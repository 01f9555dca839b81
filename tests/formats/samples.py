"""Small debates, and a text of each in every format that can be read."""

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source
from debates.argument.words import Aim, Stance
from debates.formats.registry import FORMATS
from tests.maps import at, chain, grow

CARS = ArgumentMap(
    root="1",
    nodes={
        "1": Node("1", "Cities should ban cars", author="Ada", written=at(0)),
        "2": Node("2", "Air gets better", sources=(Source(url="https://example.org/air"),)),
        "3": Node("3", "Only in the centre [of *it*], see <a>", detail="Why.\n\n- so"),
        "4": Node("4", "Deliveries: they & theirs {stop}"),
        "5": Node("5", "Streets are quiet", scheme="sign"),
    },
    replies=(
        Reply("2", "1", Stance.PRO, group="a"),
        Reply("3", "2", Stance.CON, Aim.SCOPE),
        Reply("5", "1", Stance.PRO, group="a"),
        Reply("4", "1", Stance.CON, Aim.TRUTH),
    ),
    links=(Link("3", "4", Stance.CON),),
    title="Cars",
    background="In *cities*.",
)
QUESTION = ArgumentMap(
    root="q",
    nodes={key: Node(key, text) for key, text in (("q", "Q?"), ("t", "T"), ("u", "U"), ("a", "A"))},
    replies=(Reply("t", "q", None), Reply("a", "t", Stance.PRO), Reply("u", "q", None)),
    title="Q",
    asks=True,
)
MAPS = {
    "cars": CARS,
    "question": QUESTION,
    "plain": grow("Ban cars\n  + Air\n    - Little\n  - Deliveries"),
    "deep": chain(30),
}
FACTS = "arg(1). text(1, Ban cars).\narg(2). text(2, Air). support(2, 1).\natt(1, 2).\n"

# Whose texts another format of the same family reads.
READ_BY = {"kialo-v1": "kialo", "csv-spreadsheet": "csv"}
READERS = [name for name, format in FORMATS.items() if format.loads]


def texts(name: str) -> dict[str, str]:
    """Texts in a format, by what they are of."""
    format = FORMATS[name]
    if format.dumps is None:
        return {"facts": FACTS}
    return {of: format.dumps(argument) for of, argument in MAPS.items()}
