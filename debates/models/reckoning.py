"""What stands in a debate and how strongly: computed once, kept, and the same for all its readers.

Of the claims that everybody sees. What waits for review, is hidden or was withdrawn is in no number
here, nor is it named, whoever asks.
"""

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from debates.argument.map import ArgumentMap, Assessment
from debates.argument.words import KEPT_BACK
from debates.models.claim import Claim
from debates.models.debate import Base, Debate
from debates.models.kept import kept_at, kept_at_each
from debates.models.votes import stamp_of, votes_of
from debates.reasoning.counterfactual import Change, counterfactuals
from debates.reasoning.explanation import NamesIn, Sentence, otherwise, why
from debates.reasoning.framework import Framework, framework
from debates.reasoning.grounded import Standing, labels
from debates.reasoning.leverage import Lever, levers
from debates.reasoning.semantics import SEMANTICS, Semantics
from debates.reasoning.strengths import UNSAID, Scores, strengths


class Basis(NamedTuple):
    """What numbers rest on: the name of a semantics, and how many people's votes.

    ``voters`` is None where votes do not count by the debate's settings.
    """

    method: str
    voters: int | None

    @property
    def semantics(self) -> Semantics:
        return SEMANTICS[self.method]

    @property
    def words(self) -> str:
        """As in: quadratic energy, from 14 people’s votes."""
        method = named_in_a_sentence(self.semantics)
        if self.voters is None:
            return f"{method}, votes left aside"
        if self.voters == 0:
            return f"{method}, before any votes"
        people = "one person’s votes" if self.voters == 1 else f"{self.voters} people’s votes"
        return f"{method}, from {people}"


def named_in_a_sentence(semantics: Semantics) -> str:
    """As it is called after “by”."""
    return _SPOKEN.get(semantics.name, semantics.title)


_SPOKEN = {"quadratic-energy": "quadratic energy", "euler-based": "the Euler-based method"}


class Figure(NamedTuple):
    """What is said of one claim. ``circular``: it argues, by way of others, about itself."""

    strength: float
    standing: Standing
    circular: bool = False


class Figures(NamedTuple):
    """Those of all claims of a debate, packed: every page of the debate takes them from memory."""

    basis: Basis
    keys: Sequence[int]
    strengths: Sequence[float]
    standings: bytes
    circular: frozenset[int]

    def get(self, key: int) -> Figure | None:
        """None for a question, and for a claim that does not count."""
        place = bisect_left(self.keys, key)
        if place == len(self.keys) or self.keys[place] != key:
            return None
        standing = _STANDINGS[self.standings[place]]
        return Figure(self.strengths[place], standing, key in self.circular)


_STANDINGS = tuple(Standing)


class Reckoning(NamedTuple):
    """All there is to compute further with; ``called`` says what the con of each step is called."""

    basis: Basis
    scores: Scores
    framework: Framework
    found: Sequence[Standing]
    strengths: Mapping[str, float]
    called: Sequence[str]

    @property
    def standings(self) -> dict[str, Standing]:
        return dict(zip(self.framework.keys, self.found, strict=False))

    def knows(self, key: str) -> bool:
        return key in self.framework.number_of

    def text_of(self, key: str) -> str:
        """Nothing: the texts are what the reader sees, fetched by whoever shows them."""
        return ""

    def con(self, step: int) -> str:
        return self.called[step - self.framework.first_step]

    def why(self, key: str) -> Sentence:
        return why(self.framework, self.found, key, self)

    def otherwise(self, key: str) -> Sentence:
        """The smallest change that would turn it, if one was found; no words if none was."""
        changes: list[tuple[Change, ...]] = counterfactuals(self.framework, key, most=1)
        if not changes:
            return ()
        return otherwise(changes[0], self.standings[key], self.text_of)


def figures_of(debate: Debate) -> Figures:
    """What ``reckoning_of`` costs, once for each version."""
    return kept_at("figures", debate, stamp_of(debate), lambda one: _figures(reckoning_of(one)))


def figures_in(debates: Iterable[Debate]) -> dict[int, Figures]:
    """Those of several debates by their keys, at the same cost for all together."""
    known = {debate.pk: debate for debate in debates}

    def missing(keys: Collection[int]) -> dict[int, Figures]:
        reckonings = _reckonings([known[key] for key in keys])
        return {key: _figures(reckoning) for key, reckoning in reckonings.items()}

    return kept_at_each("figures", {key: stamp_of(one) for key, one in known.items()}, missing)


def reckoning_of(debate: Debate) -> Reckoning:
    """Two queries once for each version of the debate and its votes; two more where these count."""
    return kept_at("reckoning", debate, stamp_of(debate), lambda one: _reckonings([one])[one.pk])


def assessed(argument: ArgumentMap, debate: Debate) -> ArgumentMap:
    """The map of this debate with what was computed of its claims, for formats that carry it."""
    figures = figures_of(debate)
    known = ((key, figures.get(int(key))) for key in argument.nodes)
    return replace(
        argument,
        assessed={
            key: Assessment(round(figure.strength, 4), _WORDS[figure.standing])
            for key, figure in known
            if figure
        },
        assessed_by=figures.basis.words,
    )


_WORDS = {Standing.IN: "stands", Standing.OUT: "falls", Standing.UNDECIDED: "undecided"}


def levers_of(debate: Debate, thesis: int) -> list[Lever]:
    """Where a reply matters most to this thesis; computed at each call."""
    reckoning, key = reckoning_of(debate), str(thesis)
    if not reckoning.knows(key):
        return []
    return levers(reckoning.framework, key, reckoning.basis.semantics, reckoning.scores)


def _reckonings(debates: Collection[Debate]) -> dict[int, Reckoning]:
    seen = Claim.objects.filter(debate__in=debates).exclude(state__in=KEPT_BACK)
    maps = dict(seen.as_skeletons())
    return {
        debate.pk: reckoned(maps.get(debate.pk, _NOTHING), *_basis(debate)) for debate in debates
    }


def _basis(debate: Debate) -> tuple[Basis, Scores]:
    """Two queries where somebody has voted and that counts."""
    if debate.base == Base.NEUTRAL:
        return Basis(debate.method, None), UNSAID
    if not debate.votes_version:
        return Basis(debate.method, 0), UNSAID
    votes = votes_of(debate)
    return Basis(debate.method, len(votes.roles)), votes.scores()


# Of a debate in which everything is kept back.
_NOTHING = ArgumentMap("", {}, ())


def reckoned(argument: ArgumentMap, basis: Basis, scores: Scores) -> Reckoning:
    framing = framework(argument)
    names = NamesIn(argument, framing)
    steps = range(framing.first_step, framing.first_bundle)
    return Reckoning(
        basis=basis,
        scores=scores,
        framework=framing,
        found=labels(framing),
        strengths=strengths(framing, basis.semantics, scores).claims,
        called=[names.con(step) for step in steps],
    )


def _figures(reckoning: Reckoning) -> Figures:
    numbers = {standing: number for number, standing in enumerate(_STANDINGS)}
    standings = reckoning.standings
    known = sorted((int(key), value) for key, value in reckoning.strengths.items())
    return Figures(
        basis=reckoning.basis,
        keys=array("q", [key for key, _ in known]),
        strengths=array("d", [value for _, value in known]),
        standings=bytes(numbers[standings[str(key)]] for key, _ in known),
        circular=frozenset(int(key) for key in reckoning.framework.circular),
    )
