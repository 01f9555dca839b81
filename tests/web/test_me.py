import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from debates.models import Claim, Debate, Role
from debates.models.mine import debates_of, unseen_counts
from debates.operations import (
    ask_to_join,
    edit_claim,
    follow,
    mark_seen,
    move_claim,
    offer_handover,
    open_debate,
    post_claim,
    return_claim,
    set_posting,
    set_role,
    set_visibility,
    unfollow,
)
from tests.web.pages import text_of


@pytest.fixture
def page_of(client_of):
    return lambda person, **asked: client_of(person).get(reverse("me"), asked)


def titles(page) -> list[str]:
    return [place.debate.title for place in page.context["places"]]


def unseen(debate, person) -> int:
    return unseen_counts(person, debates_of(person)).get(debate.pk, 0)


def test_it_lists_what_one_owns_belongs_to_follows_or_wrote_in(ada, ben, page_of):
    opened = {
        name: open_debate(ada, title=name, theses=["x"])
        for name in ("member", "followed", "wrote", "none")
    }
    own = open_debate(ben, title="own", theses=["x"])
    set_role(ada, opened["member"], ben, Role.EDITOR)
    follow(ben, opened["followed"])
    post_claim(ben, opened["wrote"].claims.get(), stance="pro", text="y")
    unfollow(ben, own)

    assert set(titles(page_of(ben))) == {"own", "member", "followed", "wrote"}
    for part in ("own", "member", "followed", "wrote"):
        expected = {part, "own"} if part == "wrote" else {part}
        assert set(titles(page_of(ben, show=part))) == expected
    assert len(titles(page_of(ben, show="nonsense"))) == 4
    roles = {place.debate.title: place.role for place in page_of(ben).context["places"]}
    assert roles == {"own": "owner", "member": "editor", "followed": "", "wrote": ""}


def test_what_one_was_removed_from_is_not_there(debate, thesis, ada, ben, page_of):
    post_claim(ben, thesis, stance="pro", text="Air")
    follow(ben, debate)
    set_role(ada, debate, ben, Role.NONE)

    assert titles(page_of(ben)) == []
    assert "You are not part of a debate yet" in text_of(page_of(ben))


def test_it_counts_what_others_changed_since_one_was_there(debate, grow, ada, ben, page_of):
    claims = grow("  + Air\n  + Noise\n  - Freight")
    follow(ben, debate)
    assert unseen(debate, ben) == 0, "before a first visit nothing is new and nothing old"
    assert "not read yet" in text_of(page_of(ben))
    mark_seen(ben, debate, 4)

    edit_claim(ada, claims["Air"], seen=1, text="Cleaner air", detail="")
    move_claim(ada, claims["Noise"], claims["Air"])
    move_claim(ada, claims["Noise"], claims["Freight"])
    post_claim(ben, claims["Freight"], stance="con", text="My own is not new to me")

    assert unseen(debate, ben) == 2
    assert "2 new since your last visit" in text_of(page_of(ben))


def test_it_counts_nothing_that_one_may_not_see(debate, thesis, ada, ben, chidi):
    follow(ben, debate)
    mark_seen(ada, debate, 1)
    mark_seen(ben, debate, 1)
    hidden = post_claim(ada, thesis, stance="pro", text="Air")
    post_claim(ada, hidden, stance="con", text="Below it")
    Claim.objects.filter(pk=hidden.pk).update(state="hidden")
    set_posting(ada, debate, "suggestions")
    post_claim(chidi, thesis, stance="pro", text="Waits")

    assert unseen(debate, ben) == 0
    assert unseen(debate, ada) == 1, "of the suggestion, which waits for her too"


def test_many_changes_are_more_than_one_cares_to_count(debate, thesis, ada, ben, page_of):
    mark_seen(ben, debate, 1)
    for number in range(101):
        post_claim(ada, thesis, stance="pro", text=f"Claim {number}")
    follow(ben, debate)

    assert "99+ new since your last visit" in text_of(page_of(ben))


def test_open_challenges_to_what_one_wrote_are_counted(debate, thesis, ada, ben, page_of):
    air = post_claim(ben, thesis, stance="pro", text="Air")
    first = post_claim(ada, air, stance="con", text="Electric cars")
    post_claim(ada, air, stance="con", text="Wind")
    post_claim(ben, first, stance="con", text="Tyres")

    assert "1 open challenge to you" in text_of(page_of(ben))


def test_it_says_what_waits(debate, thesis, ada, ben, chidi, page_of, person):
    dana = person("dana")
    set_posting(ada, debate, "suggestions")
    set_role(ada, debate, chidi, Role.MODERATOR)
    waiting = post_claim(ben, thesis, stance="pro", text="Air")
    post_claim(ben, thesis, stance="pro", text="Noise")
    return_claim(chidi, waiting, note="Where from?")
    offer_handover(ada, debate, chidi)
    other = open_debate(ada, title="Trains", theses=["More"], posting="members")
    ask_to_join(dana, other, note="Please")

    for_chidi = text_of(page_of(chidi))
    assert "You are offered to take over <b>Cars in cities</b>" in for_chidi
    assert "1 suggestion waits for review in <b>Cars in cities</b>" in for_chidi
    assert "asks to join" not in for_chidi
    for_ben = text_of(page_of(ben))
    assert "1 of your suggestions in <b>Cars in cities</b> came back" in for_ben
    assert "1 of yours waits for review" in for_ben
    assert "1 person asks to join <b>Trains</b>" in text_of(page_of(ada))
    assert "You asked to join" in text_of(page_of(dana))


def test_ones_own_suggestions_do_not_wait_for_oneself(debate, thesis, ada, ben, page_of):
    set_posting(ada, debate, "suggestions")
    post_claim(ben, thesis, stance="pro", text="Air")
    set_role(ada, debate, ben, Role.EDITOR)

    assert "waits for review in" not in text_of(page_of(ben))


def test_nothing_waits_quietly(debate, ada, page_of):
    assert "to-do" not in text_of(page_of(ada))


def test_it_takes_as_many_queries_for_many_debates_as_for_few(ada, ben, client_of):
    def asked() -> int:
        client = client_of(ben)
        client.get(reverse("me"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("me"))
        return len(queries)

    def another(number: int) -> Debate:
        debate = open_debate(ada, title=f"Debate {number}", theses=["x"], posting="suggestions")
        set_role(ada, debate, ben, Role.EDITOR)
        mark_seen(ben, debate, 1)
        post_claim(ada, debate.claims.get(parent=None), stance="pro", text="y")
        return debate

    another(0)
    few = asked()
    for number in range(1, 12):
        set_visibility(ada, another(number), "private")

    assert asked() == few <= 15
