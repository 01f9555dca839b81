from debates.argument.counts import Tally
from debates.models import Debate
from debates.models.kept import tallies_of
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
