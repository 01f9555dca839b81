"""Many people at the same moment, each with a connection of their own.

Nobody sees an error that is not a Refusal with a reason, nothing that was acknowledged is lost, and
the debate is sound afterwards. Without the lock in ``changing`` these fail on PostgreSQL; SQLite
lets one transaction write at a time, so there they cannot.
"""

from collections import Counter
from uuid import uuid4

import pytest

from debates.argument.words import State
from debates.models import Claim, Debate, Event, Membership, Role, Verb
from debates.operations import (
    NewSource,
    StaleEdit,
    add_source,
    concede,
    edit_claim,
    move_claim,
    open_debate,
    place_debate,
    post_claim,
    restore_claim,
    set_phase,
    set_role,
    withdraw_claim,
)
from tests.crowds import Attempt, assert_sound, at_once, codes
from tests.trees import random_map

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def crowd(person):
    return [person(f"person-{number}") for number in range(8)]


# ---- posting


def test_64_people_post_to_one_debate_at_once(debate, thesis, crowd):
    air = post_claim(crowd[0], thesis, stance="pro", text="Air")
    parents = [thesis, air]

    def post(number: int) -> Claim:
        return post_claim(
            crowd[number % 8],
            parents[number % 2],
            stance="con" if number % 3 else "pro",
            text=f"Claim {number}",
            source=NewSource(citation="Doe") if number % 5 == 0 else None,
            key=uuid4(),
        )

    claims = at_once([lambda number=number: post(number) for number in range(64)])

    assert codes(claims) == {"done": 64}
    assert set(debate.claims.filter(text__startswith="Claim ")) == set(claims)
    assert debate.events.filter(verb=Verb.POSTED).count() == 65
    assert_sound(debate)


def test_64_people_do_all_there_is_to_do_at_once(debate, grow, ada, crowd, join):
    claims = grow("  + Air\n    - Electric\n      - Tyres\n  - Freight\n    + Food\n  + Noise")
    for who in crowd:
        join(who, Role.MODERATOR)
    air, electric, tyres, freight, food, noise = (
        claims[text] for text in ("Air", "Electric", "Tyres", "Freight", "Food", "Noise")
    )

    def attempts(number: int, who) -> list[Attempt]:
        return [
            lambda: post_claim(who, tyres, stance="con", text=f"Claim {number}"),
            lambda: edit_claim(who, noise, seen=1, text=f"Edited {number}", detail=""),
            lambda: move_claim(who, electric, freight),
            lambda: move_claim(who, electric, air),
            lambda: move_claim(who, food, noise, stance="con"),
            lambda: withdraw_claim(who, food),
            lambda: add_source(who, air, NewSource(citation=f"Doe {number}"), key=uuid4()),
            lambda: concede(who, freight),
        ]

    before = Debate.objects.get(pk=debate.pk).version
    outcomes = at_once([one for n, who in enumerate(crowd) for one in attempts(n, who)])

    assert codes(outcomes) == {"done": 64 - 7, "stale_edit": 7}
    assert debate.claims.filter(text__startswith="Claim ").count() == 8
    assert air.sources.count() == 8
    done = Counter(debate.events.filter(version__gt=before).values_list("verb", flat=True))
    once = {Verb.EDITED: 1, Verb.WITHDRAWN: 1, Verb.CONCEDED: 1}
    assert done.items() >= ({Verb.POSTED: 8, Verb.SOURCE_ADDED: 8} | once).items()
    assert_sound(debate)


def test_the_same_form_sent_eight_times_at_once_posts_once(debate, thesis, ben):
    key = uuid4()
    claims = at_once(
        [lambda: post_claim(ben, thesis, stance="pro", text="Air", key=key) for _ in range(8)]
    )
    assert codes(claims) == {"done": 8}
    assert set(claims) == {debate.claims.get(text="Air")}
    assert_sound(debate)


def test_the_same_source_sent_eight_times_at_once_is_added_once(debate, thesis, ben):
    key = uuid4()
    sources = at_once(
        [lambda: add_source(ben, thesis, NewSource(citation="Doe"), key=key) for _ in range(8)]
    )
    assert codes(sources) == {"done": 8}
    assert set(sources) == {thesis.sources.get()}
    assert_sound(debate)


# ---- opening


def test_32_debates_of_one_title_open_at_once(crowd):
    debates = at_once(
        [
            lambda who=who: open_debate(who, title="Cars", theses=["Ban cars"], key=uuid4())
            for who in crowd * 4
        ]
    )
    assert codes(debates) == {"done": 32}
    slugs = set(Debate.objects.values_list("slug", flat=True))
    assert len(slugs) == 32
    assert "cars" in slugs
    for debate in debates:
        assert_sound(debate)


def test_the_same_form_sent_eight_times_at_once_opens_one_debate(ben):
    key = uuid4()
    debates = at_once(
        [lambda: open_debate(ben, title="Cars", theses=["Ban"], key=key) for _ in range(8)]
    )
    assert codes(debates) == {"done": 8}
    assert set(debates) == {Debate.objects.get()}
    assert Membership.objects.count() == Event.objects.count() == Claim.objects.count() == 1


def test_one_key_for_two_debates_at_once_counts_in_one(ada):
    roots = [open_debate(ada, title=name, theses=["x"]).claims.get() for name in "abcd"]
    key = uuid4()
    outcomes = at_once(
        [
            lambda root=root: post_claim(ada, root, stance="pro", text="Air", key=key)
            for root in roots
        ]
    )
    assert codes(outcomes) == {"done": 1, "form_used": 3}
    assert Claim.objects.filter(text="Air").count() == 1
    for root in roots:
        assert_sound(root.debate)


def test_whole_maps_are_placed_while_others_post(debate, thesis, crowd):
    """Placing takes its keys beforehand: nobody else may get the same ones."""
    maps = [
        lambda who=who, seed=seed: place_debate(who, random_map(seed, size=40))
        for seed, who in enumerate(crowd)
    ]
    posts = [lambda who=who: post_claim(who, thesis, stance="pro", text="Air") for who in crowd]
    outcomes = at_once([attempt for pair in zip(maps, posts, strict=True) for attempt in pair])

    assert codes(outcomes) == {"done": 16}
    placed = [outcome for outcome in outcomes if isinstance(outcome, Debate)]
    assert [each.claims.count() for each in placed] == [40] * 8
    assert debate.claims.count() == 9
    for each in (debate, *placed):
        assert_sound(each)


# ---- editing and withdrawing


def test_of_eight_edits_at_once_one_wins_and_the_others_see_it(debate, thesis, ada):
    edits = at_once(
        [
            lambda n=n: edit_claim(ada, thesis, seen=1, text=f"Wording {n}", detail="")
            for n in range(8)
        ]
    )
    assert codes(edits) == {"done": 1, "stale_edit": 7}
    (won,) = (edit for edit in edits if isinstance(edit, Claim))
    thesis.refresh_from_db()
    assert (thesis.text, thesis.revision) == (won.text, 2)
    assert {edit.current.text for edit in edits if isinstance(edit, StaleEdit)} == {won.text}
    assert_sound(debate)


def test_nobody_answers_what_was_withdrawn_before(debate, thesis, ada, crowd):
    air = post_claim(ada, thesis, stance="pro", text="Air")

    def reply(number: int) -> Claim:
        return post_claim(crowd[number % 8], air, stance="con", text=f"No {number}")

    replies = [lambda number=number: reply(number) for number in range(16)]
    outcomes = at_once([*replies[:8], lambda: withdraw_claim(ada, air), *replies[8:]])

    assert set(codes(outcomes)) <= {"done", "parent_withdrawn"}
    posted = [each for each in outcomes if isinstance(each, Claim) and each != air]
    assert set(debate.claims.filter(parent=air)) == set(posted)
    withdrawn = debate.events.get(verb=Verb.WITHDRAWN)
    assert not debate.events.filter(claim__parent=air, version__gt=withdrawn.version).exists()
    assert_sound(debate)


def test_withdrawing_and_restoring_at_once_ends_in_one_of_both(debate, thesis, ada):
    air = post_claim(ada, thesis, stance="pro", text="Air")
    verbs = [withdraw_claim, restore_claim] * 8
    assert codes(at_once([lambda verb=verb: verb(ada, air) for verb in verbs])) == {"done": 16}

    changes = list(
        debate.events.filter(claim=air, version__gt=2)
        .order_by("version")
        .values_list("verb", flat=True)
    )
    assert changes == [("withdrawn", "restored")[n % 2] for n in range(len(changes))]
    air.refresh_from_db()
    assert air.state == (State.WITHDRAWN if len(changes) % 2 else State.VISIBLE)
    assert_sound(debate)


def test_nothing_is_posted_after_the_debate_is_closed(debate, thesis, ada, crowd):
    posts = [
        lambda who=who: post_claim(who, thesis, stance="pro", text=f"By {who}") for who in crowd
    ]
    outcomes = at_once([*posts[:4], lambda: set_phase(ada, debate, "closed"), *posts[4:]])

    assert set(codes(outcomes)) <= {"done", "debate_is_read_only"}
    assert debate.events.latest("version").verb == Verb.PHASE_SET
    assert debate.claims.count() == codes(outcomes)["done"]
    assert_sound(debate)


def test_somebody_is_made_a_member_once(debate, ada, ben):
    roles = [Role.WRITER, Role.EDITOR] * 4
    outcomes = at_once([lambda role=role: set_role(ada, debate, ben, role) for role in roles])
    assert codes(outcomes) == {"done": 8}
    assert debate.memberships.filter(user=ben).count() == 1
    assert_sound(debate)


# ---- moving


def test_replies_to_a_branch_that_moves_move_along(debate, grow, ada, crowd):
    claims = grow("  + Air\n    - Electric\n      - Tyres\n  - Freight\n  + Noise")
    electric, tyres = claims["Electric"], claims["Tyres"]
    moves = [
        lambda text=text: move_claim(ada, electric, claims[text])
        for text in ("Freight", "Noise", "Air", "Freight")
    ]
    posts = [
        lambda who=who: post_claim(who, tyres, stance="con", text=f"By {who}") for who in crowd * 2
    ]
    outcomes = at_once([*moves, *posts])

    assert codes(outcomes) == {"done": 20}
    assert set(debate.claims.filter(parent=tyres)) == set(outcomes[4:])
    assert_sound(debate)


def test_two_claims_moved_below_each_other_never_form_a_circle(debate, thesis, ada):
    pairs = [
        [post_claim(ada, thesis, stance="con", text=f"{name}{number}") for name in "ab"]
        for number in range(8)
    ]
    outcomes = at_once(
        [
            lambda claim=claim, parent=parent: move_claim(ada, claim, parent)
            for pair in pairs
            for claim, parent in (pair, reversed(pair))
        ]
    )
    assert codes(outcomes) == {"done": 8, "own_branch": 8}
    assert_sound(debate)


def test_a_ring_of_claims_moved_below_the_next_stays_open(debate, thesis, ada):
    ring = [post_claim(ada, thesis, stance="pro", text=str(number)) for number in range(12)]
    outcomes = at_once(
        [
            lambda claim=claim, parent=parent: move_claim(ada, claim, parent)
            for claim, parent in zip(ring, [*ring[1:], ring[0]], strict=True)
        ]
    )
    assert codes(outcomes) == {"done": 11, "own_branch": 1}
    assert debate.claims.filter(parent=thesis).count() == 1
    assert_sound(debate)
