"""What is asked in SQL, against the same asked by query sets."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Role
from debates.models.debate import Person
from debates.models.reading import (
    Sight,
    claim_seen,
    entrance,
    replies_to,
    reply_counts,
    sources_of,
    thread_to,
)
from tests.conftest import Grow

NOBODY = AnonymousUser()
MOST = 3


def sight_of(debate: Debate, who: Person) -> Sight:
    return Sight.of(who, debate.role_of(who))


def readers(debate: Debate, people: list[Person]) -> list[Person]:
    return [who for who in people if debate.role_of(who) != Role.NONE]


def test_whoever_may_read_a_debate_enters_it_in_their_role(
    debate_of_all: Debate, people: list[Person]
) -> None:
    for visibility in ("public", "unlisted", "private"):
        Debate.objects.update(visibility=visibility)
        debate = Debate.objects.get()
        for who in people:
            entered = entrance(debate.slug, who)
            assert bool(entered) == Debate.objects.visible_to(who).exists(), who
            if entered:
                assert entered.role == debate.role_of(who)
                same = {
                    field.name: field.value_from_object(debate) for field in Debate._meta.fields
                }
                assert same == {name: getattr(entered.debate, name) for name in same}


def test_entering_tells_whether_anything_is_held_back(debate: Debate, thesis: Claim) -> None:
    for state, held_back in [
        ("visible", False),
        ("withdrawn", False),
        ("pending", True),
        ("hidden", True),
    ]:
        Claim.objects.filter(pk=thesis.pk).update(state=state)
        assert entrance(debate.slug, NOBODY).holds_back is held_back


def test_entering_tells_when_a_profile_changed(debate: Debate, ada: User, ben: User) -> None:
    before = entrance(debate.slug, NOBODY).names_as_of
    latest = User.objects.aggregate(at=Max("profile_changed_at"))["at"]
    ben.profile_changed_at = latest.replace(year=latest.year + 1)
    ben.save()
    assert entrance(debate.slug, NOBODY).names_as_of != before


def test_the_thread_is_the_ancestors_and_the_claim_where_both_are_seen(
    debate_of_all: Debate, people: list[Person]
) -> None:
    for who in readers(debate_of_all, people):
        sight, seen = sight_of(debate_of_all, who), Claim.objects.visible_to(who)
        shown = set(seen)
        for claim in debate_of_all.claims.all():
            expected = [*seen.ancestors_of(claim), claim] if claim in shown else []
            assert thread_to(debate_of_all, claim.pk, sight) == expected
        root = debate_of_all.claims.get(parent=None)
        assert thread_to(debate_of_all, None, sight) == ([root] if root in shown else [])


def test_a_claim_is_seen_where_query_sets_show_it(
    debate_of_all: Debate, people: list[Person]
) -> None:
    for who in readers(debate_of_all, people):
        sight, shown = sight_of(debate_of_all, who), set(Claim.objects.visible_to(who))
        for claim in debate_of_all.claims.all():
            expected = claim if claim in shown else None
            assert claim_seen(debate_of_all, claim.pk, sight) == expected


def test_a_claim_that_is_seen_is_the_stored_one_and_knows_its_debate(
    debate: Debate, thesis: Claim, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(1):
        claim = claim_seen(debate, thesis.pk, Sight())
        assert claim.debate is debate
    stored = Claim.objects.get(pk=thesis.pk)
    for field in Claim._meta.concrete_fields:
        assert field.value_from_object(claim) == field.value_from_object(stored), field


def test_no_claim_of_another_debate_is_seen(debate: Debate, ada: User) -> None:
    other = operations.open_debate(ada, title="Other", theses=["Other"]).claims.get()
    assert claim_seen(debate, other.pk, Sight()) is None


def test_the_thread_knows_its_people_and_its_debate(
    grow: Grow, debate: Debate, ada: User, django_assert_num_queries: Callable[[int], object]
) -> None:
    con = operations.concede(ada, grow("  + Air\n    - Electric cars")["Electric cars"])
    User.objects.filter(pk=ada.pk).update(display_name="Ada L.")
    with django_assert_num_queries(1):
        claim = thread_to(debate, con.pk, Sight())[-1]
        assert (str(claim.author), str(claim.conceded_by)) == ("Ada L.", "Ada L.")
        assert claim.get_absolute_url() == con.get_absolute_url()
    stored = Claim.objects.get(pk=con.pk)
    for field in Claim._meta.concrete_fields:
        assert field.value_from_object(claim) == field.value_from_object(stored), field


def test_there_is_no_thread_in_another_debate(debate: Debate, ada: User) -> None:
    other = operations.open_debate(ada, title="Other", theses=["Other"]).claims.get()
    assert thread_to(debate, other.pk, Sight()) == []
    assert thread_to(debate, 10**30, Sight()) == []


def test_replies_are_the_first_of_each_kind_with_all_that_is_counted(
    debate_of_all: Debate, people: list[Person]
) -> None:
    for who in readers(debate_of_all, people):
        sight, seen = sight_of(debate_of_all, who), Claim.objects.visible_to(who)
        for claim in seen.filter(debate=debate_of_all):
            below = list(seen.replies_to(claim))
            of_kind = {one.kind: [each for each in below if each.kind == one.kind] for one in below}
            first = [one for one in below if one in of_kind[one.kind][:MOST]]
            assert [
                (row.pk, row.kind, row.state, row.aim, row.text_html, bool(row.is_conceded))
                for row in replies_to(claim, sight, MOST)
            ] == [
                (one.pk, one.kind, one.state, one.aim, one.text_html, bool(one.conceded_at))
                for one in first
            ]
            for row, one in zip(replies_to(claim, sight, MOST), first, strict=True):
                assert row.replies == seen.replies_to(one).count()
                assert row.sources == one.sources.in_use().count()
                assert row.alike == len(of_kind[one.kind])


def test_replies_are_counted_below_many_claims_at_once(
    debate_of_all: Debate, people: list[Person]
) -> None:
    for who in readers(debate_of_all, people):
        seen = Claim.objects.visible_to(who).filter(debate=debate_of_all)
        expected = {one.pk: count for one in seen if (count := seen.replies_to(one).count())}
        keys = [one.pk for one in seen]
        assert not keys or reply_counts(keys, sight_of(debate_of_all, who)) == expected


def test_sources_are_those_in_use(debate_of_all: Debate) -> None:
    for claim in debate_of_all.claims.all():
        assert list(sources_of(claim)) == list(claim.sources.in_use())
