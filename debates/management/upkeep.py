"""What core's commands leave to debates; the settings name these functions by their paths."""

from datetime import datetime

from django.db.models import F, Q

from core.upkeep.pruning import Dead, dead
from debates.models import Debate, Invitation
from debates.operations.reindexing import reindex, remove_strays


def index_words() -> str:
    """After a restore: the index of words as the content has it."""
    debates = Debate.objects.order_by("pk")
    for debate in debates.iterator():
        reindex(debate)
    remove_strays()
    return f"Debates indexed: {debates.count()}."


def dead_invitations(before: datetime) -> Dead:
    """Links that have let nobody in since then. That they were made stays in the log."""
    ended = Q(expires_at__lt=before) | Q(revoked_at__lt=before)
    used_up = Q(uses__gte=F("most_uses"), created_at__lt=before)
    rows = Invitation.objects.filter(ended | used_up)
    return dead("invitations that let nobody in any more", rows)
