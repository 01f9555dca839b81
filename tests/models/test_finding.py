"""What a person finds, with who sees what asked in SQL, against the same asked by query sets."""

from collections.abc import Callable
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from core.accounts.models import User
from debates import operations
from debates.argument.wanted import wanted
from debates.models import Claim, Debate, Phase, Posting, Role, Visibility, search
from debates.models.debate import Person
from debates.models.finding import Shown, found_by
from debates.models.search import Within, key_of
from tests.trees import random_debate

NOBODY = AnonymousUser()
WORD = wanted("claim")


def keys() -> list[int]:
    """Of all claims, as the index has them."""
    pairs = Claim.objects.order_by("-pk").values_list("debate", "pk")
    return [key_of(debate, claim) for debate, claim in pairs]


def listed(person: Person, **narrowed: object) -> list[int]:
    seen = Claim.objects.visible_to(person)
    seen = seen.filter(debate__in=Debate.objects.listed_for(person), **narrowed)
    return list(seen.order_by("-pk").values_list("pk", flat=True))


def in_debate(debate: Debate, person: Person, **narrowed: object) -> list[int]:
    seen = debate.claims.visible_to(person).filter(**narrowed)
    return list(seen.order_by("-pk").values_list("pk", flat=True))


def test_everybody_is_shown_what_query_sets_show_them(
    debate_of_all: Debate, people: list[Person]
) -> None:
    own = keys()
    for visibility, phase in product(Visibility, (Phase.DRAFT, Phase.OPEN, Phase.ARCHIVED)):
        Debate.objects.update(visibility=visibility.value, phase=phase.value)
        for who in people:
            assert Shown(who).among(own) == listed(who), (who, visibility, phase)
            shown = Shown(who, Within(debate=debate_of_all.pk)).among(own)
            assert shown == in_debate(debate_of_all, who), (who, visibility, phase)


@pytest.mark.parametrize("posting", Posting)
def test_a_role_in_one_debate_shows_nothing_of_another(
    debate_of_all: Debate, people: list[Person], posting: Posting
) -> None:
    random_debate(people[1], [people[1], people[4]], seed=9)
    Debate.objects.update(posting=posting.value)
    for who in people:
        assert Shown(who).among(keys()) == listed(who), who


def test_it_is_narrowed_as_query_sets_are(debate_of_all: Debate, people: list[Person]) -> None:
    author = debate_of_all.claims.first().author_id
    for who in people:
        for narrowed in ({"kind": "critique"}, {"author": author}):
            assert Shown(who, Within(**narrowed)).among(keys()) == listed(who, **narrowed)
        found = found_by(who, WORD, Within(kind="critique"))
        assert set(found) == set(listed(who, kind="critique"))


@pytest.mark.usefixtures("debate_of_all")
def test_everybody_finds_what_the_query_set_finds_for_them(people: list[Person]) -> None:
    for who in people:
        within = Within(Debate.objects.listed_for(who))
        found = Claim.objects.visible_to(who).matching("claim", within)
        assert found_by(who, WORD) == [claim.pk for claim in found]


def test_claims_of_no_debate_and_no_claims_at_all_are_shown_to_nobody(admin: User) -> None:
    assert Shown(admin).among([]) == []
    assert Shown(admin).among([key_of(77, 1)]) == []


def test_what_others_keep_to_themselves_pushes_nothing_out(
    thesis: Claim, ada: User, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "RANKED_MAX", 3)
    monkeypatch.setattr(search, "_PARTS", (2, 1))
    claim = operations.post_claim(ada, thesis, stance="pro", text="Trams and many other words")
    private = operations.open_debate(ada, title="P", theses=["Trams"], visibility="private")
    for _ in range(6):
        operations.post_claim(ada, private.claims.get(parent=None), stance="pro", text="Trams")

    assert found_by(ben, wanted("trams")) == found_by(NOBODY, wanted("trams")) == [claim.pk]


@pytest.mark.parametrize("count", [3, 60])
@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_it_takes_as_many_queries_whatever_is_found(
    thesis: Claim,
    ada: User,
    join: Callable[..., None],
    ben: User,
    count: int,
    state: str,
    django_assert_num_queries,
) -> None:
    join(ben, Role.WRITER)
    for number in range(count):
        operations.post_claim(ada, thesis, stance="pro", text=f"Trams {number}")
    hidden = operations.post_claim(ada, thesis, stance="pro", text="Away")
    Claim.objects.filter(pk=hidden.pk).update(state=state)

    # The index for the word and for what begins with it; the debates; the claims where one is kept.
    with django_assert_num_queries(3 if state == "visible" else 4):
        assert len(found_by(ben, wanted("tram"))) == count
