"""A small example with real numbers for the page that explains them.

It is a branch of the debate on bilateralism that comes with Rejoinder: as it stands on this site
if that debate is here, else as it came. In either case only claims that came with it are shown:
anybody may open a debate of that name.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString

from debates.argument.map import ArgumentMap
from debates.argument.prose import visible
from debates.argument.words import Aim, Kind
from debates.formats import native
from debates.models import Claim, Debate
from debates.models.debate import Person
from debates.models.kept import kept_at
from debates.models.reckoning import (
    Basis,
    Figure,
    Reckoning,
    named_in_a_sentence,
    reckoned,
    reckoning_of,
)
from debates.models.votes import stamp_of
from debates.reasoning.grounded import Standing
from debates.reasoning.semantics import QUADRATIC_ENERGY, SEMANTICS
from debates.reasoning.strengths import UNSAID, strengths
from debates.web.weight import basis_in_words, number_of, weight
from debates.web.words import label

FIXTURE = Path(settings.BASE_DIR) / "fixtures" / "bilateralism.json"
_SIZES = range(3, 7)


class Line(NamedTuple):
    """One claim of the example; ``working`` says how its number comes about."""

    key: str
    depth: int
    kind: str
    label: str
    text: str
    weight: SafeString
    working: str


class Example(NamedTuple):
    """``debate`` is None where it is computed from the file; ``others`` are the other methods."""

    lines: list[Line]
    basis: str
    method: str
    others: list[tuple[str, str]]
    debate: Debate | None = None


def example_for(person: Person) -> Example:
    came = _as_it_came()
    named = Debate.objects.listed_for(person).filter(title=came.title).order_by("pk")
    debate = named.defer("background", "background_html").first()
    found = debate and kept_at("example", debate, stamp_of(debate), _live)
    return found._replace(debate=debate) if debate and found else _from_the_file()


@cache
def _as_it_came() -> ArgumentMap:
    return native.loads(FIXTURE.read_text(encoding="utf-8"))


@cache
def _from_the_file() -> Example:
    argument = _as_it_came()
    found = _worked(argument, reckoned(argument, Basis(QUADRATIC_ENERGY.name, 0), UNSAID))
    if found is None:
        raise RuntimeError(f"{FIXTURE.name} holds no branch that makes an example.")
    return found


def _live(debate: Debate) -> Example | None:
    argument = Claim.objects.filter(debate=debate).for_everyone().as_argument()
    return _worked(argument, reckoning_of(debate))


def _worked(argument: ArgumentMap, reckoning: Reckoning) -> Example | None:
    branches = [keys for key in argument.nodes if (keys := _branch(argument, reckoning, key))]
    if not branches:
        return None
    keys = max(branches, key=lambda keys: _tells(argument, reckoning, keys))
    others = [
        (
            named_in_a_sentence(one),
            number_of(strengths(reckoning.framework, one, reckoning.scores).claims[keys[0]]),
        )
        for one in SEMANTICS.values()
    ]
    basis = reckoning.basis
    lines = list(_lines(argument, reckoning, keys))
    return Example(lines, basis_in_words(basis), named_in_a_sentence(basis.semantics), others)


def _branch(argument: ArgumentMap, reckoning: Reckoning, key: str) -> list[str]:
    """The claim with all that is said below it, if that makes an example."""
    known = {node.text for node in _as_it_came().nodes.values()}
    steps = list(argument.walk(key))
    keys = [step.node.key for step in steps]
    elsewhere = {end for link in argument.links for end in (link.key, link.target)}
    fits = (
        len(keys) in _SIZES
        and not elsewhere.intersection(keys)
        and all(step.node.text in known and reckoning.knows(step.node.key) for step in steps)
        and not any(step.node.conceded for step in steps)
        and not any(step.reply and step.reply.aim is Aim.RELEVANCE for step in steps[1:])
    )
    return keys if fits else []


def _tells(argument: ArgumentMap, reckoning: Reckoning, keys: list[str]) -> tuple[int, int]:
    """How much there is to be seen: supports, oppositions, something that falls; few claims."""
    stances = {argument.reply_of[key].stance for key in keys[1:]}
    falls = any(reckoning.standings[key] is Standing.OUT for key in keys[1:])
    return len(stances) + falls, -len(keys)


def _lines(argument: ArgumentMap, reckoning: Reckoning, keys: list[str]) -> Iterator[Line]:
    framework = reckoning.framework
    computed = strengths(framework, reckoning.basis.semantics, reckoning.scores)
    start, values = computed.start, computed.values
    for depth, node, reply in argument.walk(keys[0]):
        number = framework.number_of[node.key]
        standing = reckoning.found[number]
        kind = argument.kinds[node.key]
        aim = reply.aim if reply and depth else None
        yield Line(
            key=node.key,
            depth=depth,
            kind=kind,
            label=label(Kind(kind), aim or ""),
            text=visible(node.text),
            weight=weight(Figure(values[number], standing)),
            working=_working(
                start[number],
                values[number],
                [values[pro] for pro in framework.pros[number]],
                [values[con] for con in framework.cons[number]],
            ),
        )


def _working(start: float, end: float, pros: list[float], cons: list[float]) -> str:
    begin = f"It begins at {number_of(start)}."
    if not pros and not cons:
        return f"{begin} Nothing supports or opposes it, so there it stays."
    acts = " and ".join(
        f"{what} with {' and '.join(map(number_of, values))}"
        for what, values in (("supported", pros), ("opposed", cons))
        if values
    )
    if end == start:
        return f"{begin} It is {acts}: that is even, so there it stays."
    if end > start:
        way = f"{(end - start) / (1 - start):.0%} of the way up to 1"
    else:
        way = f"{(start - end) / start:.0%} of the way down to 0"
    moved = "lifts" if end > start else "pulls"
    return f"{begin} It is {acts}: that {moved} it {way}, to {number_of(end)}."
