"""Whoever searches while others write finds what is there, and nothing is lost of the index."""

from functools import partial

from django.db import connection

from debates import operations
from debates.models import Claim, Debate, search
from debates.operations.reindexing import drift, reindex
from tests.crowds import at_once, codes


def test_the_index_keeps_up_with_many_who_write(committed, debate, thesis, ada, ben):
    def search_often() -> None:
        for _ in range(5):
            list(Claim.objects.visible_to(ben).matching("trams"))

    post = partial(operations.post_claim, thesis.author, thesis, stance="pro")
    posts = [partial(post, text=f"Trams {number}") for number in range(6)]

    outcomes = at_once([*posts, search_often, search_often, partial(reindex, debate)])

    assert codes(outcomes) == {"done": 9}
    assert len(Claim.objects.visible_to(ben).matching("trams")) == 6
    assert drift(debate) == 0


def test_the_tables_are_made_of_what_there_is_and_go_again(committed, debate, thesis, ada):
    with connection.schema_editor() as editor:
        search.uninstall(editor)
    assert "debates_claim_words" not in connection.introspection.table_names()
    with connection.schema_editor() as editor:
        debates, claims = Debate._base_manager.all(), Claim._base_manager.all()
        search.install(debates, claims, editor)

    assert list(Claim.objects.visible_to(ada).matching("cars")) == [thesis]
    assert list(Debate.objects.matching("cars")) == [debate]
    assert drift(debate) == 0
