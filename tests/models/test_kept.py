from collections import Counter

from django.core.cache import caches

from debates.argument.counts import Tally
from debates.models import Claim, Debate
from debates.models.kept import ledger_of, tallies_of
from debates.operations import open_debate, post_claim, withdraw_claim
from tests.trees import random_debate


def test_each_debate_has_its_tally_also_one_that_holds_nothing(debate, thesis, ada):
    post_claim(ada, thesis, stance="con", text="Freight")
    empty = open_debate(ada, title="Bikes", theses=["Bikes first"])
    empty.claims.update(state="hidden")

    assert tallies_of(Debate.objects.all()) == {
        debate.pk: Tally(theses=1, critiques=1, open=1),
        empty.pk: Tally(),
    }
    assert tallies_of([]) == {}


def test_what_is_known_of_a_version_is_not_asked_again(ada, django_assert_num_queries):
    debates = [random_debate(ada, [ada], seed) for seed in range(3)]
    with django_assert_num_queries(2):
        first = tallies_of(debates)
    with django_assert_num_queries(0):
        assert tallies_of(debates) == first
    with django_assert_num_queries(0):
        assert tallies_of([]) == {}


def test_only_what_changed_is_counted_again(debate, thesis, ada, django_assert_num_queries):
    other = open_debate(ada, title="Bikes", theses=["Bikes first"])
    tallies_of([debate, other])
    claim = post_claim(ada, thesis, stance="con", text="Freight")
    debates = list(Debate.objects.all())
    with django_assert_num_queries(2):
        assert tallies_of(debates)[debate.pk] == Tally(theses=1, critiques=1, open=1)

    withdraw_claim(ada, claim)
    assert tallies_of(Debate.objects.all())[debate.pk] == Tally(theses=1)


def test_each_has_its_own_also_where_a_question_has_several_theses(debate, thesis, ada):
    post_claim(ada, thesis, stance="pro", text="Air")
    asked = open_debate(ada, title="Ways", question="Which way?", theses=["Cars", "Bikes", "Feet"])
    against = post_claim(ada, asked.claims.get(text="Cars"), stance="con", text="No")
    post_claim(ada, against, stance="con", text="Yes")

    assert tallies_of(Debate.objects.all()) == {
        debate.pk: Tally(theses=1, claims=1),
        asked.pk: Tally(theses=3, critiques=1, rebuttals=1, open=1),
    }


def by_hand(debate: Debate) -> Tally:
    """Counted along parent links, claim by claim."""
    counted: dict[int, Claim] = {}
    for claim in debate.claims.order_by("level"):
        if claim.state == "visible" and (claim.is_root or claim.parent_id in counted):
            counted[claim.pk] = claim
    opposed = {claim.parent_id for claim in counted.values() if claim.stance == "con"}
    cons = debate.links.filter(stance="con", claim__in=counted)
    opposed |= set(cons.values_list("target", flat=True))
    kinds = Counter(claim.kind for claim in counted.values())
    unanswered = [
        claim
        for pk, claim in counted.items()
        if claim.is_challenge and not claim.conceded_at and pk not in opposed
    ]
    counts = (kinds[kind] for kind in ("thesis", "claim", "critique", "rebuttal"))
    return Tally(*counts, len(unanswered))


def test_in_any_debate_they_are_what_one_counts_by_hand(ada, ben):
    debates = [random_debate(ada, [ada, ben], seed, size=40) for seed in range(16)]
    tallies = tallies_of(debates)
    assert tallies == {debate.pk: by_hand(debate) for debate in debates}
    assert len(set(tallies.values())) > 8, "random enough to say something"


def test_of_each_debate_one_version_is_kept(debate, thesis, ada):
    for number in range(3):
        post_claim(ada, thesis, stance="con", text=f"Freight {number}")
        debate.refresh_from_db()
        assert len(ledger_of(debate).challenges) == number + 1
    kept = caches["derived"]._cache
    assert len([key for key in kept if "ledger" in key]) == 1
