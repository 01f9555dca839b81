"""Makes a map fit for the database: texts as they are stored, and nothing that a verb would refuse.

Whatever has to go or to change is counted; what cannot be made to fit is a FormatError.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source, Wording
from debates.argument.prose import TYPED_MAX, clean_detail, clean_line, visible
from debates.argument.schemes import QUESTIONS, SCHEMES
from debates.argument.times import is_past
from debates.argument.words import KEPT_BACK, Aim, Stance, State
from debates.errors import Refusal
from debates.formats.citing import fitted_source
from debates.formats.errors import FormatError
from debates.formats.shortening import fitted_wording, opening

TITLE_MAX = 200

_LINE_BREAK = re.compile("[\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")


class Fitted(NamedTuple):
    """``shortened``: the keys of claims whose text was too long, in reading order."""

    argument: ArgumentMap
    unplaced: Mapping[str, int]
    shortened: tuple[str, ...]


def fitted(argument: ArgumentMap) -> Fitted:
    fitting = _Fitting(argument)
    return Fitted(fitting.argument(), dict(fitting.unplaced), tuple(fitting.shortened))


@dataclass
class _Fitting:
    given: ArgumentMap
    unplaced: Counter[str] = field(default_factory=Counter)
    shortened: list[str] = field(default_factory=list)

    def argument(self) -> ArgumentMap:
        nodes = {key: self._node(node) for key, node in self.given.nodes.items()}
        return replace(
            self.given,
            nodes=nodes,
            replies=tuple(map(self._reply, self.given.replies)),
            links=tuple(link for link in map(self._link, self.given.links) if link),
            title=self._title(nodes[self.given.root]),
            background=self._background(),
        )

    def _node(self, node: Node) -> Node:
        with _refused_at(self.given.lines.get(node.key, 1)):
            return self._fitted(node)

    def _fitted(self, node: Node) -> Node:
        self._require_state(node)
        wording = fitted_wording(node.text, node.detail)
        if wording.shortened:
            self.shortened.append(node.key)
        elif _LINE_BREAK.search(node.text.strip()):
            self.unplaced["line breaks within claims"] += 1
        return self._catalogued(node)._replace(
            text=wording.text,
            detail=wording.detail,
            sources=tuple(filter(None, map(self._source, node.sources))),
            earlier=tuple(map(self._earlier, node.earlier)),
            written=self._time(node.written),
            edited=self._time(node.edited),
        )

    def _require_state(self, node: Node) -> None:
        if node.state in KEPT_BACK:
            raise Refusal(
                "state_not_taken",
                f"A claim that is {node.state} cannot come in. Take it out of the file.",
            )
        if node.state == State.WITHDRAWN and node.key == self.given.root:
            raise Refusal("root_stays", "What a debate is about cannot come in as withdrawn.")

    def _catalogued(self, node: Node) -> Node:
        """Only with what there is here, and where it can be."""
        reply = self.given.reply_of.get(node.key)
        stance = reply.stance if reply else None
        scheme = node.scheme if stance == Stance.PRO and node.scheme in SCHEMES else ""
        question = node.question if stance and node.question in QUESTIONS else ""
        conceded = node.conceded and stance == Stance.CON
        met = self._time(node.met) if stance == Stance.CON else None
        self._count("schemes that have no place here", scheme != node.scheme)
        self._count("critical questions that have no place here", question != node.question)
        lost = conceded != node.conceded or (node.met is not None and stance != Stance.CON)
        self._count("concessions of what opposes nothing", lost)
        return node._replace(scheme=scheme, question=question, conceded=conceded, met=met)

    def _source(self, given: Source) -> Source | None:
        source = fitted_source(given)
        self._count("empty sources", source is None)
        moved = source is not None and bool(given.url.strip()) and not source.url
        self._count("addresses that are none, kept as citations", moved)
        return source

    def _reply(self, reply: Reply) -> Reply:
        return reply._replace(aim=self._aim(reply.aim, reply.parent))

    def _link(self, link: Link) -> Link | None:
        reply = self.given.reply_of.get(link.key)
        if self.given.asks and link.target == self.given.root:
            self.unplaced["links to the question itself"] += 1
            return None
        if reply and reply.parent == link.target:
            self.unplaced["links that say nothing new"] += 1
            return None
        return link._replace(aim=self._aim(link.aim, link.target), made=self._time(link.made))

    def _aim(self, aim: Aim | None, target: str) -> Aim | None:
        """A thesis is no reason for anything, so its relevance is nothing to aim at."""
        reply = self.given.reply_of.get(target)
        if aim == Aim.RELEVANCE and (reply is None or reply.stance is None):
            self.unplaced["attacks on the relevance of a thesis, kept as attacks"] += 1
            return None
        return aim

    def _earlier(self, given: Wording) -> Wording:
        fits, written = fitted_wording(given.text, given.detail), self._time(given.written)
        return given._replace(text=fits.text, detail=fits.detail, written=written)

    def _time(self, time: datetime | None) -> datetime | None:
        if time is None or is_past(time):
            return time
        self.unplaced["times that cannot be"] += 1
        return None

    def _title(self, root: Node) -> str:
        """The file's, or else what the debate is about."""
        title = _line(self.given.title) or visible(root.text)
        if len(title) <= TITLE_MAX:
            return title
        self._count("titles that are too long, shortened", bool(self.given.title.strip()))
        return opening(title, TITLE_MAX)

    def _background(self) -> str:
        with _refused_at(1):
            return clean_detail(self.given.background)

    def _count(self, what: str, happened: bool) -> None:
        if happened:
            self.unplaced[what] += 1


def _line(text: str) -> str:
    try:
        return clean_line(text[:TYPED_MAX], 3 * TYPED_MAX, "title")
    except Refusal:
        return ""


@contextmanager
def _refused_at(line: int) -> Iterator[None]:
    """What a verb would refuse is wrong with the file, there."""
    try:
        yield
    except Refusal as refusal:
        problem = refusal.message[:1].lower() + refusal.message[1:]
        raise FormatError(line, problem) from None
