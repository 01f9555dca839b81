"""Two debates that have everything a page can show."""

from core.accounts.models import User
from debates import operations
from debates.argument.map import ArgumentMap, Node, Reply, Source
from debates.argument.words import Aim, Stance, State
from debates.models import Claim, Debate

PRO, CON = Stance.PRO, Stance.CON
DEPTH = 16

_STUDY = Source(
    url="https://example.org/studies/2024/air-in-town-centres",
    title="Air in town centres",
    quote="Within three weeks, the fine dust fell by a third.",
    locator="p. 12",
)
_BOOK = Source(citation="Jane Doe: Walking. Lagos 2019")
_DETAIL = """\
### What is meant

Private cars, **not** buses:

- in the centre
- by day

> said she

`code`
"""

_NODES = (
    Node("thesis", "Cities should ban [private cars](https://example.org/cars)", detail=_DETAIL),
    Node("air", "The air gets *cleaner* within weeks", detail=_DETAIL, sources=(_STUDY, _BOOK)),
    Node("electric", "Electric cars do that as well", conceded=True),
    Node("dust", "Half the dust is from tyres and brakes"),
    Node("noise", "It gets quiet at night", state=State.WITHDRAWN),
    Node("birds", "The birds come back"),
    Node("deliveries", f"Deliveries would stop, says a {'very' * 30}longword.com report"),
)
_REPLIES = (
    Reply("air", "thesis", PRO),
    Reply("electric", "air", CON, Aim.RELEVANCE),
    Reply("dust", "electric", CON, Aim.EVIDENCE),
    Reply("noise", "thesis", PRO),
    Reply("birds", "noise", PRO),
    Reply("deliveries", "thesis", CON, Aim.SCOPE),
)


def _cars() -> ArgumentMap:
    deep = [f"deep {level}" for level in range(2, DEPTH)]
    chain = zip(deep, ["deliveries", *deep], strict=False)
    nodes = [
        *_NODES,
        *(Node(key, f"A claim {key.removeprefix('deep ')} levels deep") for key in deep),
    ]
    replies = [*_REPLIES, *(Reply(key, parent, CON, Aim.TRUTH) for key, parent in chain)]
    return ArgumentMap(
        "thesis",
        {node.key: node for node in nodes},
        tuple(replies),
        title="Cars in cities",
        background=_DETAIL,
    )


def build(ada: User, ben: User) -> dict[str, str]:
    """Addresses by name. Ada owns the debates, Ben may only suggest."""
    cars = operations.place_debate(ada, _cars(), posting="suggestions")
    square = operations.open_debate(
        ada,
        title="What should become of the square?",
        question="What should become of the square?",
        theses=["A park", "A market"],
    )
    air = _claim(cars, "The air")
    quiet = operations.post_claim(ada, air.parent, stance="pro", text="Clean air is worth it")
    operations.link_premises(ada, [air, quiet])
    operations.post_claim(ben, air, stance="pro", text="A claim that waits for review")
    operations.edit_claim(
        ada,
        _claim(cars, "Half"),
        seen=1,
        text="Half of all dust is from tyres and brakes, and half of it is old",
        detail="As measured.",
        note="Said more plainly",
    )
    texts = {
        "thesis": "Cities",
        "air": "The air",
        "critique": "Deliveries",
        "conceded": "Electric",
        "edited": "Half",
        "withdrawn": "It gets",
        "below_withdrawn": "The birds",
        "pending": "A claim that waits",
        "deep": f"A claim {DEPTH - 2} ",
    }
    addresses = {name: _claim(cars, text).get_absolute_url() for name, text in texts.items()}
    place = _claim(square, "A park")
    return addresses | {
        "cars": cars.get_absolute_url(),
        "square": square.get_absolute_url(),
        "question": square.claims.get(parent=None).get_absolute_url(),
        "park": place.get_absolute_url(),
    }


def _claim(debate: Debate, text: str) -> Claim:
    return debate.claims.filter(text__startswith=text).get()
