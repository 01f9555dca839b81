"""No claim may argue, by way of others, about itself."""

from core.accounts.models import User
from debates.argument.cycles import way
from debates.argument.prose import visible
from debates.errors import Refusal
from debates.models import Claim
from debates.models.link import edges_onward

_MOST_NAMED = 3
_LONGEST_NAME = 60


def refuse_circle(actor: User, claim: Claim, target: Claim) -> None:
    """Refuse an edge from ``claim`` to ``target`` where that argues about the claim already.

    What is hidden or withdrawn leads on as well: it may come back. Only what the actor may read is
    named.
    """
    keys = way(edges_onward(target.pk), target.pk, claim.pk)
    if keys:
        about = f"“{named(target)}” already argues{_by_way_of(actor, keys[1:-1])} about"
        raise Refusal(
            "circle", f"{about} “{named(claim)}”: with this, they would argue in a circle."
        )


def named(claim: Claim) -> str:
    """The beginning of what the claim says."""
    text = visible(claim.text)
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"


def _by_way_of(actor: User, keys: list[int]) -> str:
    if not keys:
        return ""
    readable = Claim.objects.visible_to(actor).in_bulk(keys[:_MOST_NAMED])
    names = [
        f"“{named(readable[key])}”" if key in readable else "a claim you cannot see"
        for key in keys[:_MOST_NAMED]
    ]
    if len(keys) > _MOST_NAMED:
        names.append(f"{len(keys) - _MOST_NAMED} more")
    *others, last = names
    return f", by way of {', '.join(others)}{' and ' if others else ''}{last},"
