"""From what an Argdown text says to a map.

Statements and arguments are claims. An argument with premises and conclusions is none itself: its
premises are linked ones, that argue for its conclusion together.
"""

from collections import Counter
from dataclasses import replace

from debates.argument.map import ArgumentMap, Link, Reply
from debates.formats.argdown.claims import Claims
from debates.formats.argdown.counting import counted
from debates.formats.argdown.document import document
from debates.formats.argdown.model import Document
from debates.formats.argdown.own import UNKNOWN
from debates.formats.argdown.relations import Relations
from debates.formats.argdown.syntax import Heading
from debates.formats.errors import FormatError
from debates.formats.graph import Graph
from debates.formats.order import placed
from debates.formats.resting import undisturbed
from debates.formats.told import Relation, as_told

_FRONT_KEYS = frozenset({"title", "background", "question"})
_STEP_KEYS = frozenset({"uses", "from"})


@undisturbed
def loads(text: str) -> ArgumentMap:
    """The keys are the claims' titles; of those that we give ourselves ("c12"), the id in them."""
    said = document(text)
    claims = Claims(said)
    if not claims.nodes:
        raise FormatError(1, "there is no statement in it, so there is nothing to debate")
    relations = Relations(said, claims)
    heading = _title_heading(said)
    graph = Graph(
        nodes=claims.nodes,
        edges=(),
        title=_word(said, "title") or (heading.text.strip() if heading else ""),
        background=_word(said, "background"),
        question=claims.titled(_word(said, "question")),
        unplaced=_left(said, heading) + claims.unplaced + relations.unplaced,
        lines=claims.lines,
    )
    told = list(relations.told.values())
    argument = as_told(graph, told)
    links = _placed_links(argument, told) if argument.links else ()
    return replace(argument, links=links, counts=counted(said))


def _placed_links(argument: ArgumentMap, told: list[Relation]) -> tuple[Link, ...]:
    """With their places among what argues about the same claim."""
    links = {(link.key, link.target): link for link in argument.links}
    arguing: dict[str, list[Reply | Link]] = {}
    for edge, *_ in told:
        reply = argument.reply_of.get(edge.key)
        among = arguing.setdefault(edge.target, [])
        if reply is not None and reply.parent == edge.target:
            among.append(reply)
        else:
            among.append(links[edge.key, edge.target])
    return placed(arguing.values())


def _title_heading(said: Document) -> Heading | None:
    """Where there is no front matter, a debate's title is a heading above everything."""
    first = min((subject.line for subject in said.subjects.values()), default=0)
    heading = said.headings[0] if said.headings else None
    if heading is None or heading.level > 1 or heading.line > first:
        return None
    return None if "title" in said.front_matter else heading


def _left(said: Document, title: Heading | None) -> Counter[str]:
    """What there is no place for, beside what claims and relations tell of themselves."""
    members = [m for subject in said.subjects.values() for m in subject.members]
    headings = [heading for heading in said.headings if heading is not title]
    tags = sum(member.loose for member in members) + sum(len(h.tags) for h in headings)
    return Counter(
        {
            "headings": len(headings),
            "tags": tags,
            "entries of the front matter": len(said.front_matter.keys() - _FRONT_KEYS),
            "rules of inference": sum(inference.rules for inference in said.inferences),
            UNKNOWN: sum(len(heading.data) for heading in said.headings)
            + sum(len(inference.data.keys() - _STEP_KEYS) for inference in said.inferences),
        }
    )


def _word(said: Document, key: str) -> str:
    value = said.front_matter.get(key)
    return value if isinstance(value, str) else ""
