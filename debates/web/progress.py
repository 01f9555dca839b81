"""How far a person has come in voting on a debate claim by claim."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from debates.models import Question, Vote
from debates.models.votes import own_votes_in, ways_through
from debates.reasoning.perspectives import STEPS
from debates.web.ballots import STEP_WORDS, questions_about
from debates.web.visit import Visit


class Row(NamedTuple):
    """How often the person chose a step."""

    words: str
    count: int
    share: int


class Progress:
    """``keys``: all claims that are voted on, in order; ``votes``: the person's own, by claim."""

    def __init__(self, keys: Sequence[int], votes: Mapping[int, Sequence[Vote]]) -> None:
        self.keys = keys
        self.votes = votes

    @cached_property
    def places(self) -> dict[int, int]:
        return {key: place for place, key in enumerate(self.keys, 1)}

    @property
    def total(self) -> int:
        return len(self.keys)

    @cached_property
    def done(self) -> int:
        return sum(1 for key in self.keys if self._is_done(key))

    @property
    def waiting_to_confirm(self) -> int:
        return sum(1 for votes in self.votes.values() for vote in votes if not vote.holds)

    def place_of(self, key: int) -> int | None:
        return self.places.get(key)

    def before(self, key: int) -> int | None:
        place = self.places[key]
        return self.keys[place - 2] if place > 1 else None

    def waiting_after(self, key: int) -> int | None:
        """The next claim in order that has no vote yet."""
        rest = self.keys[self.places.get(key, 0) :]
        return next((other for other in rest if not self._is_done(other)), None)

    def resumed(self) -> int | None:
        """Where to go on: after the last claim with a vote, in the end with what was skipped."""
        voted = [key for key in self.keys if key in self.votes]
        onward = self.waiting_after(voted[-1]) if voted else None
        return onward or next((key for key in self.keys if not self._is_done(key)), None)

    def skipped(self) -> list[int]:
        """Without a vote, and before one that has some."""
        last = max((self.places[key] for key in self.votes if key in self.places), default=0)
        return [key for key in self.keys[:last] if not self._is_done(key)]

    def spread(self) -> list[Row]:
        """How plausible the person finds what they voted on."""
        counts = [0] * STEPS
        for votes in self.votes.values():
            for vote in votes:
                if vote.question == Question.PLAUSIBILITY:
                    counts[vote.value] += 1
        words, total = STEP_WORDS[Question.PLAUSIBILITY], sum(counts) or 1
        return [
            Row(step, count, round(100 * count / total))
            for step, count in zip(words, counts, strict=True)
        ]

    def _is_done(self, key: int) -> bool:
        """Whether every question is answered, and none of the answers waits to be confirmed."""
        votes = self.votes.get(key, ())
        return (
            bool(votes)
            and all(vote.holds for vote in votes)
            and (len(votes) == len(questions_about(votes[0].claim)))
        )


def progress_of(visit: Visit) -> Progress:
    """One query, and one more once a version."""
    votes: dict[int, list[Vote]] = {}
    for vote in own_votes_in(visit.person, visit.debate):
        votes.setdefault(vote.claim_id, []).append(vote)
    return Progress(ways_through(visit.debate), votes)
