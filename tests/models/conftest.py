"""A debate in which everybody wrote, and one reader of each role."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from core.accounts.models import User
from debates.models import Debate, Membership, Role, Source
from debates.models.debate import Person
from tests.trees import random_debate

NOBODY = AnonymousUser()


@pytest.fixture
def people(person: Callable[[str], User], admin: User, ada: User) -> list[Person]:
    """One of each role, of whom all but the visitors write too; and Ada, who owns the debate."""
    members = [person(role.label.lower()) for role in Role if role != Role.OWNER]
    return [*members, NOBODY, person("outsider"), person("author"), admin, ada]


@pytest.fixture(params=range(6))
def debate_of_all(request: pytest.FixtureRequest, people: list[Person], ada: User) -> Debate:
    """Some debate in which everybody with an account wrote, in all states."""
    authors = [who for who in people if who.is_authenticated]
    debate = random_debate(ada, authors, request.param, size=40)
    for role, who in zip(Role, people, strict=False):
        if role != Role.OWNER:
            Membership.objects.create(debate=debate, user=who, role=role)
    Source.objects.bulk_create(
        Source(claim=claim, added_by=ada, citation=f"{number}, {source}")
        for number, claim in enumerate(debate.claims.all())
        for source in range(number % 3)
    )
    removed = Source.objects.filter(citation__endswith="1")
    removed.update(removed_by=ada, removed_at=timezone.now())
    return debate
