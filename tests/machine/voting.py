"""What people think of claims, each for themselves."""

from hypothesis import strategies as st

from debates import operations
from tests.machine import votes
from tests.machine.arguing import WHICH, WHO, Arguing
from tests.machine.machine import deed
from tests.machine.world import Claim

QUESTIONS = st.sampled_from(["plausibility", "plausibility", "relevance"])
# The latest wording, mostly; the one before it; one that there is not.
SEEN = st.sampled_from([0, 0, 0, 0, -1, 1])


class Voting(Arguing):
    @deed(who=WHO, which=WHICH, question=QUESTIONS, value=st.integers(0, 5), seen=SEEN)
    def vote(self, who: int, which: int, question: str, value: int, seen: int) -> None:
        name, claim = self.somebody(who), self.some(self.world.claims, which)
        wording = len(claim.wordings) + seen
        self.attempt(
            "vote",
            lambda: votes.cast(self.world, name, claim, question, value, wording),
            lambda: operations.cast_vote(
                self.people[name], self.row_of(claim), question, value, seen=wording
            ),
        )
        self.stepped()

    @deed(who=WHO, which=WHICH, question=QUESTIONS, seen=SEEN)
    def confirm_a_vote(self, who: int, which: int, question: str, seen: int) -> None:
        name, claim, question = self._voted(who, which, question)
        wording = len(claim.wordings) + seen
        self.attempt(
            "confirm a vote",
            lambda: votes.confirm(self.world, name, claim, question, wording),
            lambda: operations.confirm_vote(
                self.people[name], self.row_of(claim), question, seen=wording
            ),
        )
        self.stepped()

    @deed(who=WHO, which=WHICH, question=QUESTIONS)
    def take_a_vote_back(self, who: int, which: int, question: str) -> None:
        name, claim, question = self._voted(who, which, question)
        self.attempt(
            "take a vote back",
            lambda: votes.withdraw(self.world, name, claim, question),
            lambda: operations.withdraw_vote(self.people[name], self.row_of(claim), question),
        )
        self.stepped()

    def _voted(self, who: int, which: int, question: str) -> tuple[str, Claim, str]:
        """Mostly a vote that there is."""
        if self.world.votes and who % 4:
            return self.some(list(self.world.votes), which)
        return self.somebody(who), self.some(self.world.claims, which), question
