"""Who sees what: queries against ``role_of``, and against a reading of parent links by hand."""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from core.accounts.models import User
from debates.argument.words import Stance, State
from debates.models import Claim, Debate, Membership, Phase, Posting, Role, Visibility
from debates.operations import post_claim
from tests.trees import random_debate

NOBODY = AnonymousUser()


@pytest.fixture
def debates(db) -> list[Debate]:
    """One of each visibility, posting and phase."""
    settings = product(Visibility, Posting, Phase)
    return Debate.objects.bulk_create(
        Debate(
            title="Cars", slug=str(n), visibility=seen.value, posting=by.value, phase=phase.value
        )
        for n, (seen, by, phase) in enumerate(settings)
    )


@pytest.fixture
def people(person, admin, debates) -> dict[str, User | AnonymousUser]:
    """A member of each role in all of the debates, and everybody else there can be."""
    members = {f"{role.label.lower()} by membership": person(role.label.lower()) for role in Role}
    for role, user in zip(Role, members.values(), strict=True):
        Membership.objects.bulk_create(
            Membership(debate=debate, user=user, role=role) for debate in debates
        )
    removed_admin = person("removed-admin")
    removed_admin.is_superuser = True
    removed_admin.save()
    Membership.objects.bulk_create(
        Membership(debate=debate, user=removed_admin, role=Role.NONE) for debate in debates
    )
    others = {"anonymous": NOBODY, "outsider": person("outsider"), "superuser": admin}
    return members | others | {"removed superuser": removed_admin}


def test_debates_are_visible_to_those_whose_role_lets_them_read(debates, people):
    for name, who in people.items():
        expected = {debate.slug for debate in debates if debate.role_of(who) >= Role.READER}
        assert {debate.slug for debate in Debate.objects.visible_to(who)} == expected, name


def test_a_removed_member_sees_none_of_them_and_a_superuser_all(debates, people):
    assert not Debate.objects.visible_to(people["none by membership"]).exists()
    for name in ("superuser", "removed superuser", "owner by membership"):
        assert Debate.objects.visible_to(people[name]).count() == len(debates)


def test_only_public_debates_are_listed_and_ones_own(debates, people):
    for name, who in people.items():
        listed = set(Debate.objects.listed_for(who))
        seen = set(Debate.objects.visible_to(who))
        if name.endswith(("superuser", "by membership")):
            assert listed == seen, name
        else:
            assert listed == {debate for debate in seen if debate.visibility == "public"}, name
            assert listed, name


def test_roles_of_visitors_follow_the_posting_policy(debates, people):
    roles = {
        (debate.posting, debate.role_of(people["outsider"]))
        for debate in debates
        if debate.visibility != Visibility.PRIVATE and debate.phase != Phase.DRAFT
    }
    assert roles == {
        ("open", Role.WRITER),
        ("suggestions", Role.SUGGESTER),
        ("members", Role.READER),
    }


@pytest.mark.parametrize("seen_by", [Debate.objects.visible_to, Debate.objects.listed_for])
def test_it_takes_one_query_to_see_debates(people, django_assert_num_queries, seen_by):
    for who in people.values():
        with django_assert_num_queries(1):
            list(seen_by(who))


# ---- claims


@pytest.fixture
def readers(person, admin, ada) -> dict[str, User | AnonymousUser]:
    roles = {role.label.lower(): person(role.label.lower()) for role in Role if role != Role.OWNER}
    others = {"anonymous": NOBODY, "outsider": person("outsider"), "superuser": admin}
    return roles | others | {"owner": ada, "author": person("author")}


def joined(debate: Debate, readers: dict[str, User | AnonymousUser]) -> None:
    for role in Role:
        if role != Role.OWNER:
            user = readers[role.label.lower()]
            Membership.objects.create(debate=debate, user=user, role=role)


SEEN = [
    (State.VISIBLE, "anonymous outsider author reader suggester writer editor moderator owner"),
    (State.WITHDRAWN, "anonymous outsider author reader suggester writer editor moderator owner"),
    (State.PENDING, "author editor moderator owner"),
    (State.RETURNED, "author editor moderator owner"),
    (State.HIDDEN, "author moderator owner"),
]


@pytest.mark.parametrize(("state", "names"), SEEN)
def test_each_state_is_seen_by_its_readers_with_all_that_is_below(
    debate, thesis, readers, ada, state, names
):
    joined(debate, readers)
    air = post_claim(readers["author"], thesis, stance="pro", text="Air")
    noise = post_claim(ada, thesis, stance="pro", text="Noise")
    below = air
    for level in range(5):
        below = post_claim(ada, below, stance="con", text=f"No {level}")
    Claim.objects.filter(pk=air.pk).update(state=state.value)

    for name, who in readers.items():
        seen = set(Claim.objects.visible_to(who))
        assert {air, below} <= seen or not {air, below} & seen, name
        assert (air in seen) == (name in names.split() or name == "superuser"), name
        assert {thesis, noise} <= seen or name == "none"
    assert not Claim.objects.visible_to(readers["none"]).exists()


def test_authors_lose_sight_of_their_own_below_what_they_may_not_see(grow, ada, ben):
    claims = grow("  + Air\n    - Electric")
    Claim.objects.filter(pk=claims["Electric"].pk).update(author=ben, state="pending")
    assert claims["Electric"] in Claim.objects.visible_to(ben)
    Claim.objects.filter(pk=claims["Air"].pk).update(state="hidden")
    assert claims["Electric"] not in Claim.objects.visible_to(ben)


def test_a_role_in_one_debate_shows_nothing_of_another(debate, thesis, person, ada, ben, join):
    join(ben, Role.MODERATOR)
    other = random_debate(ada, [ada], seed=1)
    other.claims.update(state="hidden")
    assert not other.claims.visible_to(ben).exists()


def test_claims_of_a_debate_one_may_not_read_do_not_exist(debate, thesis, ada, ben, admin):
    Debate.objects.update(visibility="private")
    assert not Claim.objects.visible_to(ben).exists()
    assert not Claim.objects.visible_to(NOBODY).exists()
    assert thesis in Claim.objects.visible_to(ada)
    assert thesis in Claim.objects.visible_to(admin)


def may_see(claim: Claim, name: str, who: User | AnonymousUser) -> bool:
    """One claim by itself, by the words of the contract."""
    if name == "superuser" or claim.state in {State.VISIBLE, State.WITHDRAWN}:
        return True
    if claim.author == who:
        return True
    least = {
        State.PENDING: ["editor", "moderator", "owner"],
        State.RETURNED: ["editor", "moderator", "owner"],
        State.HIDDEN: ["moderator", "owner"],
    }
    return name in least[State(claim.state)]


def seen_by_hand(debate: Debate, name: str, who: User | AnonymousUser) -> list[int]:
    """By parent links alone, parents first."""
    if name == "none":
        return []
    seen: dict[int | None, None] = {None: None}
    for claim in debate.claims.select_related("author").order_by("level", "lft"):
        if claim.parent_id in seen and may_see(claim, name, who):
            seen[claim.pk] = None
    return [pk for pk in seen if pk is not None]


@pytest.mark.parametrize("seed", range(8))
def test_in_any_debate_queries_maps_and_skeletons_show_the_same(readers, ada, seed):
    authors = [ada, *(readers[name] for name in ("author", "reader", "editor", "none"))]
    debate = random_debate(ada, authors, seed)
    joined(debate, readers)

    for name, who in readers.items():
        expected = seen_by_hand(debate, name, who)
        seen = debate.claims.visible_to(who)
        assert [claim.pk for claim in seen.by_level()] == expected, name
        if not expected:
            continue
        claims = list(seen.in_reading_order())
        argument, skeleton = seen.as_argument(), seen.as_skeleton()
        assert list(argument.nodes) == [str(claim.pk) for claim in claims]
        assert list(argument.kinds.values()) == [claim.kind for claim in claims]
        assert list(argument.sides.values()) == [claim.side for claim in claims]
        assert [step.depth for step in argument.walk()] == [claim.level for claim in claims]
        assert (skeleton.replies, skeleton.links) == (argument.replies, argument.links)
        assert list(skeleton.kinds.items()) == list(argument.kinds.items())
        for claim in claims:
            node, bare = argument.nodes[str(claim.pk)], skeleton.nodes[str(claim.pk)]
            assert (node.text, node.author) == (claim.text, claim.author.username)
            assert bare == node._replace(text="", author="", written=None, edited=None)
            assert (node.state, node.conceded) == (claim.state, claim.conceded_at is not None)
        shown = {
            (str(link.claim_id), str(link.target_id), Stance(link.stance))
            for link in debate.links.all()
            if {link.claim_id, link.target_id} <= set(expected)
        }
        assert {(link.key, link.target, link.stance) for link in argument.links} == shown


@pytest.mark.parametrize("seed", range(4))
def test_what_everyone_sees_is_what_anonymous_visitors_see(ada, ben, seed):
    debate = random_debate(ada, [ada, ben], seed)
    shown = set(debate.claims.for_everyone())
    assert shown == set(debate.claims.visible_to(NOBODY))
    for who in (ada, ben):
        assert shown <= set(debate.claims.visible_to(who))


def test_what_everyone_sees_depends_on_states_alone_not_on_who_may_read(debate, grow):
    claims = grow("  + Air\n    - Electric\n  + Noise")
    Claim.objects.filter(pk=claims["Air"].pk).update(state="pending")
    Debate.objects.update(visibility="private")
    assert set(debate.claims.for_everyone()) == {debate.claims.get(level=0), claims["Noise"]}


def test_nothing_leaks_from_the_bottom_of_a_deep_thread(debate, thesis, ada, ben, settings):
    settings.MAX_DEPTH = 60
    thread = [thesis]
    for level in range(60):
        thread.append(post_claim(ada, thread[-1], stance="con", text=f"No {level}"))
    Claim.objects.filter(pk=thread[30].pk).update(state="hidden")

    assert list(Claim.objects.visible_to(ben).in_reading_order()) == thread[:30]
    assert list(Claim.objects.visible_to(ada).in_reading_order()) == thread


@pytest.mark.parametrize(("read", "queries"), [("as_argument", 2), ("as_skeleton", 2)])
def test_reading_a_whole_debate_takes_two_queries_for_anybody(
    readers, ada, django_assert_num_queries, read, queries
):
    debate = random_debate(ada, [ada], seed=3)
    debate.claims.filter(parent=None).update(state="visible")
    joined(debate, readers)
    for name, who in readers.items():
        if name != "none":
            with django_assert_num_queries(queries):
                getattr(debate.claims.visible_to(who), read)()
