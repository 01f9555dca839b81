"""What a test of a verb looks at: that it recorded one event, or refused and changed nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.models import Model

from core.accounts.models import User
from debates.errors import NotAllowed, Refusal
from debates.models import (
    Claim,
    Debate,
    Event,
    Handover,
    Invitation,
    JoinRequest,
    Link,
    Membership,
    Revision,
    Source,
    Verb,
    Vote,
)

_TABLES: tuple[type[Model], ...] = (
    Debate,
    Claim,
    Event,
    Handover,
    Invitation,
    JoinRequest,
    Link,
    Membership,
    Revision,
    Source,
    Vote,
)


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the domain."""
    return {table.__name__: list(table._base_manager.order_by("pk").values()) for table in _TABLES}


@contextmanager
def nothing_changes() -> Iterator[None]:
    before = everything()
    yield
    assert everything() == before


@contextmanager
def refused(code: str) -> Iterator[Refusal]:
    """The block raises a Refusal with this code, and the database is as it was before."""
    told = Refusal(code, "")
    with nothing_changes(), pytest.raises(Refusal) as caught:
        yield told
    assert caught.value.code == code
    assert caught.value.message.endswith((".", ").", "?"))
    told.message = caught.value.message


@contextmanager
def not_allowed(code: str = "not_allowed") -> Iterator[None]:
    with nothing_changes(), pytest.raises(NotAllowed) as caught:
        yield
    assert caught.value.code == code


@contextmanager
def one_event(debate: Debate, verb: Verb, actor: User) -> Iterator[Callable[[], Event]]:
    """The block adds exactly this event, which makes the debate's next version.

    Gives a function that returns the event once the block is over.
    """
    debate.refresh_from_db()
    before = debate.version
    yield lambda: debate.events.get(version=before + 1)
    debate.refresh_from_db()
    assert debate.version == before + 1
    event = debate.events.get(version__gt=before)
    assert (event.version, event.verb, event.actor) == (before + 1, verb, actor)
