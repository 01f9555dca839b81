"""A debate as plain Python has it: lists, dictionaries and the table of who may do what.

Written from what is promised, without a look at how the verbs do it, and without their help.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

NONE, READER, SUGGESTER, WRITER, EDITOR, MODERATOR, OWNER = range(7)
MAX_DEPTH = 6

# The least role for what is somebody else's, and for one's own.
MAY = {
    "read": (READER, READER),
    "vote": (READER, READER),
    "suggest": (SUGGESTER, SUGGESTER),
    "post": (WRITER, WRITER),
    "add source": (WRITER, WRITER),
    "remove source": (EDITOR, SUGGESTER),
    "edit": (EDITOR, WRITER),
    "amend": (EDITOR, SUGGESTER),
    "accept": (EDITOR, EDITOR),
    "return": (EDITOR, SUGGESTER),
    "move": (EDITOR, EDITOR),
    "concede": (EDITOR, SUGGESTER),
    "link": (EDITOR, WRITER),
    "unlink": (EDITOR, WRITER),
    "link premises": (EDITOR, WRITER),
    "describe": (EDITOR, EDITOR),
    "withdraw": (MODERATOR, SUGGESTER),
    "restore": (MODERATOR, SUGGESTER),
    "manage": (MODERATOR, MODERATOR),
    "configure": (OWNER, OWNER),
}
READ_ONLY = {"closed", "archived"}
IN_EVERY_PHASE = {"read", "manage", "configure"}
IN_REVIEW = {"pending", "returned"}
KEPT_BACK = {*IN_REVIEW, "hidden"}
# What is recorded even of a closed account: that it is gone.
PARTING = {"left", "handed over", "phase set", "erased"}


class No(Exception):
    """What was asked for is refused, with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(eq=False, repr=False)
class Source:
    by: str
    said: bool = True
    removed: bool = False
    pk: int = 0


@dataclass(eq=False, repr=False)
class Claim:
    parent: "Claim | None"
    stance: str
    author: str
    wordings: list[str]
    asks: bool = False
    state: str = "visible"
    aim: str = ""
    scheme: str = ""
    question: str = ""
    replies: list["Claim"] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    withdrawn_by: str = ""
    conceded_by: str = ""
    met: bool = False
    linked_with: set["Claim"] = field(default_factory=set)
    pk: int = 0

    def chain(self) -> Iterator["Claim"]:
        """The claim, what it hangs below, and so on up to the root."""
        claim: Claim | None = self
        while claim:
            yield claim
            claim = claim.parent

    def branch(self) -> Iterator["Claim"]:
        """In reading order."""
        waiting = [self]
        while waiting:
            claim = waiting.pop()
            yield claim
            waiting += reversed(claim.replies)

    @property
    def depth(self) -> int:
        return sum(1 for _ in self.chain()) - 1

    @property
    def side(self) -> str:
        opposed = sum(claim.stance == "con" for claim in self.chain())
        return "critics" if opposed % 2 else "thesis"

    @property
    def kind(self) -> str:
        if not self.stance:
            return "question" if self.asks else "thesis"
        if self.stance == "pro":
            return "claim"
        return "critique" if self.side == "critics" else "rebuttal"

    @property
    def counts(self) -> bool:
        return all(claim.state == "visible" for claim in self.chain())


@dataclass(eq=False, repr=False)
class Link:
    claim: Claim
    target: Claim
    stance: str
    aim: str
    by: str
    pk: int = 0


@dataclass(eq=False, repr=False)
class Invitation:
    role: int
    most: int
    email: str
    by: str
    used: int = 0
    revoked: bool = False
    token: str = ""
    pk: int = 0


@dataclass(eq=False, repr=False)
class Request:
    person: str
    answer: str = "waiting"
    gone: bool = False
    pk: int = 0


@dataclass(eq=False, repr=False)
class World:
    visibility: str
    posting: str
    title: str
    phase: str = "open"
    method: str = "quadratic-energy"
    base: str = "votes"
    votes_shown: str = "after"
    version: int = 1
    votes_version: int = 0
    last: tuple[str, str] = ("opened", "")
    members: dict[str, int] = field(default_factory=dict)
    administrators: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    # Whose notes are in the log.
    noted: set[str] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    offered_to: str = ""
    follows: set[tuple[str, Claim | None]] = field(default_factory=set)
    seen: dict[str, int] = field(default_factory=dict)
    # By person, claim and question: the step, the wording, and what the claim argued about.
    votes: dict[tuple[str, Claim, str], tuple[int, int, Claim | None]] = field(default_factory=dict)

    @property
    def root(self) -> Claim:
        return self.claims[0]

    # ---- who may do what

    def role(self, person: str) -> int:
        if person in self.administrators:
            return OWNER
        held = self.members.get(person)
        if held == NONE:
            return NONE
        visitor = {"open": WRITER, "suggestions": SUGGESTER, "members": READER}[self.posting]
        if self.visibility == "private" or self.phase == "draft":
            visitor = NONE
        return max(visitor, held or NONE)

    def may(self, person: str, action: str, *, own: bool = False) -> bool:
        if self.phase in READ_ONLY and action not in IN_EVERY_PHASE:
            return False
        return self.role(person) >= MAY[action][own]

    def require(self, person: str, action: str, *, own: bool = False) -> None:
        if self.may(person, action, own=own):
            return
        closed = self.phase in READ_ONLY and action not in IN_EVERY_PHASE
        raise No("debate_is_read_only" if closed else "not_allowed")

    def sees(self, person: str, claim: Claim) -> bool:
        if person in self.administrators:
            return True
        if self.role(person) == NONE:
            return False
        return all(self._sees_itself(person, above) for above in claim.chain())

    def _sees_itself(self, person: str, claim: Claim) -> bool:
        if claim.state not in KEPT_BACK or claim.author == person:
            return True
        held = self.members.get(person, NONE)
        return held >= (EDITOR if claim.state in IN_REVIEW else MODERATOR)

    def find(self, person: str, claim: Claim) -> None:
        if not self.sees(person, claim):
            raise No("claim_gone")

    def part(self, claim: Claim) -> None:
        """A premise holds by itself from now on."""
        for other in claim.linked_with:
            other.linked_with = other.linked_with - {claim}
        claim.linked_with = set()

    # ---- what is written down

    def record(self, person: str, verb: str, note: str = "") -> None:
        """Before anything is changed: a closed account changes nothing more."""
        if person in self.erased and verb not in PARTING:
            raise No("account_closed")
        self.version += 1
        self.last = (verb, person)
        if note:
            self.noted.add(person)

    def settle(self, person: str, answer: str) -> None:
        for request in self.requests:
            if request.person == person and request.answer == "waiting" and not request.gone:
                request.answer = answer

    # ---- what follows from it

    def leads_to(self, start: Claim, goal: Claim) -> bool:
        """Whether one comes from ``start``, by parents and links, to ``goal``."""
        reached: set[Claim] = set()
        waiting = [start]
        while waiting:
            claim = waiting.pop()
            if claim is goal:
                return True
            if claim in reached:
                continue
            reached.add(claim)
            waiting += [claim.parent] if claim.parent else []
            waiting += [link.target for link in self.links if link.claim is claim]
        return False

    def open_challenges(self) -> set[int]:
        cons = [claim for claim in self.claims if claim.stance == "con" and claim.counts]
        opposed = {claim.parent for claim in cons}
        opposed |= {
            link.target for link in self.links if link.stance == "con" and link.claim.counts
        }
        return {con.pk for con in cons if not (con.conceded_by or con.met or con in opposed)}
