"""Tables, constraints and questions to them. Writing is done by ``debates.operations`` alone."""

from debates.models.attention import Follow, Seen
from debates.models.claim import Claim
from debates.models.debate import Debate, Phase, Posting, Visibility
from debates.models.event import Event, Verb
from debates.models.invitation import Answer, Handover, Invitation, JoinRequest
from debates.models.link import Link
from debates.models.membership import Membership, Role
from debates.models.revision import Revision
from debates.models.source import Source

__all__ = [
    "Answer",
    "Claim",
    "Debate",
    "Event",
    "Follow",
    "Handover",
    "Invitation",
    "JoinRequest",
    "Link",
    "Membership",
    "Phase",
    "Posting",
    "Revision",
    "Role",
    "Seen",
    "Source",
    "Verb",
    "Visibility",
]
