"""People who vote, for the tests of pages that weigh."""

from collections.abc import Callable

from core.accounts.models import User
from debates import operations
from debates.models import Claim

ARGUMENTS = """\
  + Air
    - Electric
  - Deliveries
    - By night
  + Quiet
"""


def vote(person: User, claim: Claim, value: int) -> None:
    operations.cast_vote(person, claim, "plausibility", value, seen=claim.revision)


def crowd(person: Callable[[str], User], claim: Claim, values: str) -> list[User]:
    """One new person for each digit, who votes so."""
    people = [person(f"voter{claim.pk}x{number}") for number in range(len(values))]
    for one, value in zip(people, values, strict=True):
        vote(one, claim, int(value))
    return people
