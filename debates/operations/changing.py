"""The frame of every verb: one lock, one transaction, one event, and another try where it helps."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from core import metrics, patience
from core.accounts.models import User
from debates.argument.words import KEPT_BACK
from debates.errors import NotAllowed, Refusal
from debates.models import Claim, Debate, Event, Verb
from debates.models.event import AT_THE_DOOR
from debates.models.reading import Sight, claim_seen
from debates.operations.indexing import follow

Asked = ParamSpec("Asked")
Outcome = TypeVar("Outcome")

_TRIES = 6
# PostgreSQL: serialization failure, deadlock, lock not available. SQLite says it in words.
_PASSING_STATES = {"40001", "40P01", "55P03"}
_PASSING_WORDS = ("database is locked", "database table is locked")
# Somebody took the same address or sent the same form first: the next try sees it. In the words of
# PostgreSQL and of SQLite. No other constraint is in here: the lock keeps them, or it is a bug.
_TAKEN_MEANWHILE = (
    "debates_debate_slug_key",
    "debates_debate.slug",
    "a_form_counts_once",
    "debates_event.actor_id, debates_event.key",
)
# What is recorded of people whose account is erased: that they are gone.
_PARTING = {Verb.LEFT, Verb.HANDED_OVER, Verb.PHASE_SET, Verb.ERASED}


@contextmanager
def changing(debate_id: int) -> Iterator[Debate]:
    """Own one debate until the block ends: its row is locked and re-read, changes commit at once.

    Read what you decide on inside the block, through the debate this gives you: whatever was read
    before the lock may have changed. SQLite has no row locks; there ``transaction_mode`` IMMEDIATE
    makes the transaction itself the lock. The lock still lets others refer to the row (NO KEY).
    """
    with transaction.atomic():
        yield Debate.objects.select_for_update(no_key=True).get(pk=debate_id)


def record(
    debate: Debate,
    actor: User,
    verb: Verb,
    claim: Claim | None = None,
    *,
    key: UUID | None = None,
    answers: Claim | None = None,
    **data: Any,
) -> Event:
    """Write the event, raise the debate's version and bring the index of words up to it.

    Under the lock that ``changing`` holds, and after all else that the verb writes.
    """
    debate.version += 1
    if _is_for_everybody(verb, claim):
        debate.active_at = timezone.now()
    open_to = Q() if verb in _PARTING else Exists(has_account(actor))
    moved = Debate.objects.filter(open_to, pk=debate.pk).update(
        version=debate.version, active_at=debate.active_at
    )
    if not moved:
        raise account_closed()
    follow(debate, verb, claim)
    transaction.on_commit(partial(metrics.event_written, verb.value))
    return Event.objects.create(
        debate=debate,
        version=debate.version,
        verb=verb.value,
        actor=actor,
        claim=claim,
        key=key,
        answers=answers,
        data=data,
    )


def _is_for_everybody(verb: Verb, claim: Claim | None) -> bool:
    """Whether all who read the debate may hear of it: all of them see when it was last active."""
    if claim is not None and claim.state in KEPT_BACK:
        return False
    return verb not in AT_THE_DOOR


def has_account(actor: User) -> QuerySet[User]:
    """Asked here, after the rest was written, so that an erasure misses nothing in between."""
    return User.objects.filter(pk=actor.pk, erased_at=None)


def account_closed() -> NotAllowed:
    return NotAllowed("account_closed", "This account is closed: it takes part in nothing more.")


def sent_before(
    actor: User, key: UUID | None, verb: Verb, debate: Debate | None = None
) -> Event | None:
    """The event of the same form, where it arrived already; refused where that was another form."""
    if key is None:
        return None
    sent = Event.objects.filter(actor=actor, key=key).select_related("claim", "debate").first()
    if sent and (sent.verb != verb or debate not in {None, sent.debate}):
        raise Refusal("form_used", "This form was used for something else. Load the page again.")
    return sent


def reread(debate: Debate, actor: User, claim: Claim) -> Claim:
    """The claim as it is now, under the lock; refused when the actor no longer sees it."""
    role = debate.role_of(actor)
    found = claim_seen(debate, claim.pk, Sight.of(actor, role)) if role else None
    if found is None:
        raise claim_gone()
    return found


def claim_gone() -> Refusal:
    return Refusal("claim_gone", "This claim is no longer there: it was hidden or taken out.")


def tried_again(verb: Callable[Asked, Outcome]) -> Callable[Asked, Outcome]:
    """Repeat a verb that lost against another writer; nobody should see a deadlock.

    Inside somebody else's transaction there is nothing to repeat: it is theirs that is lost.
    """

    @wraps(verb)
    def trying(*args: Asked.args, **kwargs: Asked.kwargs) -> Outcome:
        for attempt in range(1, _TRIES):
            try:
                return verb(*args, **kwargs)
            except (OperationalError, IntegrityError) as error:
                if connection.in_atomic_block or patience.is_lost() or not _passes(error):
                    raise
            time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - not a secret
        return verb(*args, **kwargs)

    return trying


def _passes(error: OperationalError | IntegrityError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    words = _TAKEN_MEANWHILE if isinstance(error, IntegrityError) else _PASSING_WORDS
    return state in _PASSING_STATES or any(word in str(error) for word in words)
