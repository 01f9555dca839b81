"""Tables, constraints and questions to them. Writing is done by ``debates.operations`` alone."""

from debates.models.claim import Claim
from debates.models.debate import Debate, Phase, Posting, Visibility
from debates.models.event import Event, Verb
from debates.models.link import Link
from debates.models.membership import Membership, Role
from debates.models.revision import Revision
from debates.models.source import Source

__all__ = [
    "Claim",
    "Debate",
    "Event",
    "Link",
    "Membership",
    "Phase",
    "Posting",
    "Revision",
    "Role",
    "Source",
    "Verb",
    "Visibility",
]
