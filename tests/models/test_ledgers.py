"""The ledger that is kept by version: the same numbers as on cards, the same for whoever reads."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from core.accounts.models import User
from debates import operations
from debates.argument.challenges import Status, challenges
from debates.argument.counts import Tally
from debates.argument.schemes import SCHEMES
from debates.models import Claim, Debate
from debates.models.kept import Ledger, contributions_to, ledger_of, ledgers_of, tallies_of
from debates.operations import open_debate, post_claim
from tests.trees import random_debate


def shaken(debate: Debate, seed: int) -> Debate:
    """With challenges that were edited or met at some time, and supports that name a scheme."""
    rng = random.Random(seed)
    for claim in debate.claims.all():
        values: dict[str, object] = {"created_at": _some_time(rng)}
        if rng.random() < 0.4:
            values["edited_at"] = _some_time(rng)
        if claim.is_challenge and rng.random() < 0.3:
            values["met_at"] = _some_time(rng)
        if claim.kind == "claim" and rng.random() < 0.5:
            values["scheme"] = rng.choice([*SCHEMES])
        Claim.objects.filter(pk=claim.pk).update(**values)
    for link in debate.links.all():
        debate.links.filter(pk=link.pk).update(created_at=_some_time(rng))
    return debate


def _some_time(rng: random.Random) -> object:
    return timezone.now() - timedelta(minutes=rng.randrange(10_000))


@pytest.mark.parametrize("seed", range(12))
def test_it_lists_as_many_open_ones_as_the_tally_counts(ada: User, ben: User, seed: int) -> None:
    debate = shaken(random_debate(ada, [ada, ben], seed, size=40), seed)
    listed = [one for one in ledger_of(debate).challenges if one.status == Status.OPEN]
    tally = tallies_of([debate])[debate.pk]

    assert len(listed) == tally.open
    assert len(ledger_of(debate).challenges) == tally.critiques + tally.rebuttals


@pytest.mark.parametrize("seed", range(6))
def test_every_status_is_the_one_that_the_whole_map_gives(ada: User, ben: User, seed: int) -> None:
    debate = shaken(random_debate(ada, [ada, ben], seed, size=40), seed)
    whole = challenges(debate.claims.as_argument())
    kept = ledger_of(debate).challenges

    assert [(one.key, one.status, one.since) for one in kept] == [
        (one.key, one.status, one.since) for one in whole
    ]
    authors = {str(claim.pk): str(claim.author_id) for claim in debate.claims.all()}
    assert all(one.author == authors[one.key] for one in kept)


def test_there_are_all_sorts_in_these_debates(ada: User, ben: User) -> None:
    debates = [shaken(random_debate(ada, [ada, ben], seed, size=40), seed) for seed in range(6)]
    ledgers = ledgers_of(debates).values()
    assert {one.status for ledger in ledgers for one in ledger.challenges} == set(Status)
    assert any(ledger.questions for ledger in ledgers)
    assert any(ledger.asks for ledger in ledgers)
    assert any(one.also for ledger in ledgers for one in ledger.challenges)


def test_what_is_known_of_a_version_is_not_asked_again(
    ada: User, thesis: Claim, debate: Debate, django_assert_num_queries
) -> None:
    other = random_debate(ada, [ada], 1)
    with django_assert_num_queries(2):
        first = ledgers_of([debate, other])
    with django_assert_num_queries(0):
        assert ledgers_of([debate, other]) == first
        assert ledgers_of([]) == {}
    post_claim(ada, thesis, stance="con", text="Freight")
    debate.refresh_from_db()
    with django_assert_num_queries(2):
        assert len(ledgers_of([debate, other])[debate.pk].challenges) == 1


def test_a_debate_that_shows_nothing_has_an_empty_one(debate: Debate, thesis: Claim) -> None:
    Claim.objects.filter(pk=thesis.pk).update(state="hidden")
    assert ledger_of(debate) == Ledger()
    assert contributions_to(debate) == []


def test_it_tells_what_waits_for_somebody_and_what_they_posed(
    ada: User, ben: User, chidi: User, debate: Debate, thesis: Claim
) -> None:
    air = post_claim(ben, thesis, stance="pro", text="Air")
    con = post_claim(chidi, air, stance="con", text="Electric cars")
    own = post_claim(ben, air, stance="con", text="On second thoughts")
    debate.refresh_from_db()

    ledger = ledger_of(debate)

    assert [one.key for one in ledger.waiting_for(ben)] == [str(con.pk)]
    assert ledger.waiting_for(ada) == ledger.waiting_for(chidi) == []
    assert [one.key for one in ledger.posed_by(ben)] == [str(own.pk)]
    operations.concede(ben, con)
    debate.refresh_from_db()
    assert ledger_of(debate).waiting_for(ben) == []


def test_the_theses_of_a_question_are_told_apart(
    ada: User, ben: User, django_assert_num_queries
) -> None:
    debate = open_debate(ada, title="Q", question="How?", theses=["So", "Otherwise"])
    so, otherwise = debate.claims.filter(kind="thesis").order_by("lft")
    con = post_claim(ben, so, stance="con", text="No")
    debate.refresh_from_db()

    with django_assert_num_queries(3):
        first, second = contributions_to(debate)

    assert (first.thesis, second.thesis) == (so.pk, otherwise.pk)
    assert first.tally == Tally(theses=1, critiques=1, open=1)
    assert (first.people, first.last, first.sources) == (2, con.created_at, 0)
    assert second.tally == Tally(theses=1)
    with django_assert_num_queries(0):
        contributions_to(debate)
