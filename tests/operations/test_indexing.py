import random
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from debates import operations
from debates.argument.map import ArgumentMap, Node, Reply, Source
from debates.argument.words import Stance
from debates.errors import Refusal
from debates.models import Claim, Debate, Verb
from debates.models.index import Range, engine, keys_in, remove
from debates.models.search import CLAIMS, DEBATES, documents_of, key_of
from debates.operations import NewSource
from debates.operations.indexing import FOLLOWING
from debates.operations.reindexing import drift

INDEXING = {
    Verb.OPENED,
    Verb.PLACED,
    Verb.BRANCH_PLACED,
    Verb.REPAIRED,
    Verb.ERASED,
    Verb.DESCRIBED,
    Verb.POSTED,
    Verb.EDITED,
    Verb.MOVED,
    Verb.SOURCE_ADDED,
    Verb.SOURCE_REMOVED,
}


@pytest.fixture
def found(ada) -> Callable[[str], list[str]]:
    def found(words: str) -> list[str]:
        return [claim.text for claim in Claim.objects.visible_to(ada).matching(words)]

    return found


def test_every_verb_says_what_it_changes_of_the_index():
    nothing = FOLLOWING[Verb.ROLE_SET]

    assert set(FOLLOWING) == set(Verb)
    assert {verb for verb, following in FOLLOWING.items() if following is not nothing} == INDEXING


def test_an_edit_takes_the_old_words_out(grow, ada, found):
    claim = grow("  + Trams\n")["Trams"]
    operations.edit_claim(ada, claim, seen=1, text="Buses", detail="on rubber")

    assert found("trams") == []
    assert found("buses") == found("rubber") == ["Buses"]


def test_sources_come_and_go(thesis, ada, found):
    source = operations.add_source(ada, thesis, NewSource(citation="Doe: Trams"))
    assert found("doe trams") == [thesis.text]
    operations.remove_source(ada, source)
    assert found("doe") == []


def test_a_debate_is_found_by_its_new_title(debate, ada):
    operations.describe_debate(ada, debate, title="Trams", background="by *night*")

    assert list(Debate.objects.matching("cars")) == []
    assert list(Debate.objects.matching("trams night")) == [debate]


def test_a_placed_debate_is_found_whole(ada, found):
    nodes = {
        "1": Node("1", "Trams", sources=(Source(citation="Doe"),)),
        "2": Node("2", "Buses", detail="Rubber"),
    }
    argument = ArgumentMap("1", nodes, (Reply("2", "1", Stance.CON),), title="Rails")
    operations.place_debate(ada, argument)

    assert found("doe") == ["Trams"]
    assert found("rubber") == ["Buses"]
    assert [debate.title for debate in Debate.objects.matching("rails")] == ["Rails"]


def test_what_is_rolled_back_is_not_found(thesis, ada, found):
    with transaction.atomic():
        operations.post_claim(ada, thesis, stance="pro", text="Trams")
        assert found("trams") == ["Trams"]
        transaction.set_rollback(True)

    assert found("trams") == []


def test_a_text_that_was_erased_is_not_found(thesis, grow, ben, found):
    operations.post_claim(ben, thesis, stance="pro", text="Trams of Ben", detail="secret")
    operations.erase_person(ben, ben, texts="blank")

    assert found("trams") == found("secret") == []


def test_after_many_verbs_nothing_has_drifted(debate, thesis, ada):
    dice = random.Random(7)
    words = ["trams", "buses", "*cars*", "rails", "noise", "[air](https://example.org/)"]

    def said() -> str:
        return " ".join(dice.choices(words, k=4))

    def act() -> None:
        claim = dice.choice(list(debate.claims.all()))
        match dice.randrange(7):
            case 0 | 1 | 2:
                stance = dice.choice(["pro", "con"])
                operations.post_claim(ada, claim, stance=stance, text=said(), detail=said())
            case 3:
                seen = claim.revision
                operations.edit_claim(ada, claim, seen=seen, text=said(), detail=said())
            case 4:
                target = dice.choice(list(debate.claims.all()))
                operations.move_claim(ada, claim, target, stance=dice.choice(["pro", "con"]))
            case 5:
                operations.add_source(ada, claim, NewSource(citation=said()))
            case 6:
                operations.withdraw_claim(ada, claim)

    for _ in range(80):
        try:
            act()
        except Refusal:
            continue

    assert debate.claims.count() > 10
    assert drift(debate) == 0
    call_command("reindex_search", "--check")


def test_what_drifts_elsewhere_is_not_counted_here(debate, thesis, ada):
    trains = operations.open_debate(ada, title="Trains", theses=["More trains"])
    key = key_of(trains.pk, trains.claims.get().pk)
    remove(CLAIMS, Range(key, key))

    assert drift(debate) == 0
    assert drift(trains) == 1


def test_the_check_finds_drift_and_indexing_anew_mends_it(debate, grow, ada, found, capsys):
    claims = grow("  + Trams\n  + Buses\n  + Rails\n")
    keys = [key_of(debate.pk, claim.pk) for claim in claims.values()]
    remove(CLAIMS, Range(keys[1], keys[1]))
    Claim.objects.filter(pk=claims["Buses"].pk).update(text="Ships", text_html="Ships")
    stray = next(documents_of(Claim.objects.filter(pk=claims["Rails"].pk)))[0]
    engine().write(CLAIMS, [stray._replace(key=key_of(debate.pk, 10_000_000))])
    engine().write(CLAIMS, [stray._replace(key=key_of(10_000_000, 1))])
    engine().write(DEBATES, [stray._replace(key=debate.pk, sections=stray.sections[:2], tags=())])

    with pytest.raises(CommandError, match="5 entries differ"):
        call_command("reindex_search", "--check")
    with pytest.raises(CommandError, match="4 entries differ"):
        call_command("reindex_search", "--check", debate.slug)
    call_command("reindex_search")

    assert "Entries of no debate: 1" in capsys.readouterr().out
    call_command("reindex_search", "--check")
    assert found("ships") == ["Ships"]
    assert keys_in(CLAIMS, Range(0, 2**62)) == set(keys)


def test_a_debate_that_is_not_there_is_named(debate):
    with pytest.raises(CommandError, match="no debate “nowhere”"):
        call_command("reindex_search", "nowhere")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of FTS5")
def test_the_index_of_sqlite_is_sound_in_itself(grow, ada):
    claim = grow("  + Trams\n")["Trams"]
    operations.edit_claim(ada, claim, seen=1, text="Buses", detail="")

    with connection.cursor() as cursor:
        statement = "INSERT INTO debates_claim_words(debates_claim_words) VALUES('integrity-check')"
        cursor.execute(statement)
