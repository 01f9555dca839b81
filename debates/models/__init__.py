"""Tables, constraints and questions to them. Writing is done by ``debates.operations`` alone."""

from debates.models.attention import Follow, Seen
from debates.models.claim import Claim
from debates.models.debate import (
    Base,
    Debate,
    Method,
    Phase,
    Posting,
    Visibility,
    VotesShown,
)
from debates.models.event import Event, Verb
from debates.models.invitation import Answer, Handover, Invitation, JoinRequest
from debates.models.link import Link
from debates.models.membership import Membership, Role
from debates.models.revision import Revision
from debates.models.source import Source
from debates.models.vote import Question, Vote

__all__ = [
    "Answer",
    "Base",
    "Claim",
    "Debate",
    "Event",
    "Follow",
    "Handover",
    "Invitation",
    "JoinRequest",
    "Link",
    "Membership",
    "Method",
    "Phase",
    "Posting",
    "Question",
    "Revision",
    "Role",
    "Seen",
    "Source",
    "Verb",
    "Visibility",
    "Vote",
    "VotesShown",
]
