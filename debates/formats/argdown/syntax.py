"""What stands in an Argdown text, block by block, before anything is made of it."""

from dataclasses import dataclass, field

from debates.formats.argdown.data import Value


@dataclass(slots=True)
class Member:
    """One place where a statement or an argument is defined, or only named.

    ``title`` is empty for what has none. ``text`` is as the official parser has it; ``marked`` has
    its links and emphasis as Markdown. ``tags`` are all, ``loose`` those that are not in the text.
    """

    is_argument: bool
    title: str
    is_reference: bool
    line: int
    text: str = ""
    marked: str = ""
    tags: list[str] = field(default_factory=list)
    loose: int = 0
    data: dict[str, Value] = field(default_factory=dict)
    relations: list[tuple[str, "Member"]] = field(default_factory=list)


@dataclass(slots=True)
class Inference:
    """The step to the statement that stands after it."""

    line: int
    rules: int = 0
    data: dict[str, Value] = field(default_factory=dict)
    undercuts: list[tuple[str, Member]] = field(default_factory=list)


@dataclass(slots=True)
class Structure:
    """Premises and conclusions: numbered statements, with the inferences between them."""

    line: int
    parts: list[Member | Inference] = field(default_factory=list)


@dataclass(slots=True)
class Heading:
    level: int
    text: str
    line: int
    tags: list[str] = field(default_factory=list)
    data: dict[str, Value] = field(default_factory=dict)


Block = Heading | Member | Structure


@dataclass(slots=True)
class Syntax:
    front_matter: dict[str, Value]
    blocks: list[Block]
