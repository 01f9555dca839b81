from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from core.accounts.models import User
from debates.argument.words import Kind, Side, Stance, kind_of_reply, side_of_reply, stance_of
from debates.models import Claim, Debate, soundness, spacing, tree
from debates.models.spacing import Interval
from tests.models.planting import in_order, inserted, new_debate, planted, reply_to, stored
from tests.trees import verify

PRO, CON = Stance.PRO, Stance.CON


@pytest.fixture
def map_of_cars(ada: User) -> Debate:
    return new_debate("map-of-cars")


@pytest.fixture
def root(map_of_cars: Debate, ada: User) -> Claim:
    return planted(map_of_cars, ada)


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """So little room that it is used up all the time."""
    monkeypatch.setattr(tree, "_WHOLE", Interval(1, 2**13))
    monkeypatch.setattr(spacing, "_ROOMY", 2**4)


def moved(claim: Claim, parent: Claim, before: Claim | None = None) -> None:
    """Move with the stance kept, as the verb would."""
    claim, parent = Claim.objects.get(pk=claim.pk), Claim.objects.get(pk=parent.pk)
    stance, side = stance_of(Kind(claim.kind)), Side(parent.side)
    kind, own_side = kind_of_reply(stance, side), side_of_reply(stance, side)
    tree.move(claim, parent, kind=kind, side=own_side, before=before)


# ---- planting and inserting -----------------------------------------------------------------


def test_the_root_of_a_debate_has_the_whole_range(map_of_cars: Debate, root: Claim) -> None:
    root.refresh_from_db()

    assert (root.tree_id, root.lft, root.rght, root.level) == (map_of_cars.pk, 1, 2**62, 0)


def test_a_new_claim_is_the_last_reply(map_of_cars: Debate, root: Claim) -> None:
    first, second = inserted(root), inserted(root)
    below_first = inserted(first)

    assert in_order(map_of_cars) == [root.pk, first.pk, below_first.pk, second.pk]
    assert (below_first.level, below_first.parent) == (2, first)
    verify(map_of_cars)


def test_a_new_claim_can_stand_before_a_reply(map_of_cars: Debate, root: Claim) -> None:
    first, second = inserted(root), inserted(root)
    at_front, between = reply_to(root), reply_to(root)

    tree.insert(at_front, root, before=first)
    tree.insert(between, root, before=second)

    assert in_order(map_of_cars) == [root.pk, at_front.pk, first.pk, between.pk, second.pk]
    verify(map_of_cars)


def test_posting_writes_that_row_and_no_other(map_of_cars: Debate, root: Claim) -> None:
    branch = inserted(inserted(root))
    inserted(root)
    before = stored(map_of_cars)

    new = inserted(branch)

    after = stored(map_of_cars)
    assert after.pop(new.pk)
    assert after == before


def test_posting_takes_a_select_and_an_insert(
    root: Claim, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    parent = inserted(root)
    for _ in range(3):
        with django_assert_num_queries(2):
            inserted(parent)


def test_a_parent_whose_numbers_are_out_of_date_is_read_again(
    map_of_cars: Debate, root: Claim
) -> None:
    parent = inserted(root)
    Claim.objects.filter(pk=parent.pk).update(lft=parent.lft + 5, rght=parent.rght + 7)
    parent.lft, parent.rght, parent.level = 1, 2, 77

    inserted(parent)

    verify(map_of_cars)


def test_saving_a_new_claim_again_leaves_the_tree_alone(map_of_cars: Debate, root: Claim) -> None:
    first, second = inserted(root), inserted(root)
    before = stored(map_of_cars)

    second.save()
    first.save()

    assert stored(map_of_cars) == before


@pytest.mark.parametrize("length", [100, 1000])
def test_a_chain_stays_sound_and_renumbers_few_others(
    length: int, map_of_cars: Debate, root: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = counted_rewrites(monkeypatch)
    claim, chain = root, [root.pk]
    for _ in range(length):
        parent, claim = claim, reply_to(claim, text="deeper")
        tree.insert(claim, parent)
        chain.append(claim.pk)

    assert in_order(map_of_cars) == chain
    assert soundness.problems(map_of_cars) == []
    assert sum(written) < 10 * length


def test_three_thousand_siblings_renumber_few_others(
    map_of_cars: Debate, root: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = counted_rewrites(monkeypatch)

    siblings = [inserted(root).pk for _ in range(3000)]

    assert in_order(map_of_cars) == [root.pk, *siblings]
    assert soundness.problems(map_of_cars) == []
    assert len(written) < 10
    assert sum(written) < 3 * 3000


def test_a_hundred_claims_can_be_put_in_front_one_by_one(map_of_cars: Debate, root: Claim) -> None:
    front = [inserted(root)]
    for _ in range(100):
        claim = reply_to(root)
        tree.insert(claim, root, before=front[0])
        front.insert(0, claim)

    assert in_order(map_of_cars) == [root.pk, *(claim.pk for claim in front)]
    verify(map_of_cars)


def test_where_room_is_short_only_the_neighbourhood_is_spaced_anew(
    map_of_cars: Debate, root: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = [inserted(inserted(root)) for _ in range(20)]
    written = counted_rewrites(monkeypatch)
    claim = inserted(root)
    before = {row.pk: stored(map_of_cars)[row.pk] for row in elsewhere}

    while not written:
        claim = inserted(claim)

    assert written[0] < 10
    after = stored(map_of_cars)
    assert {pk: after[pk] for pk in before} == before
    verify(map_of_cars)


def counted_rewrites(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of rows of each rewrite to come."""
    written: list[int] = []
    rewrite = tree.rewrite

    def counting(*rows: object) -> int:
        written.append(rewrite(*rows))
        return written[-1]

    monkeypatch.setattr(tree, "rewrite", counting)
    return written


# ---- moving ---------------------------------------------------------------------------------


def test_a_branch_moves_with_all_below_it(map_of_cars: Debate, root: Claim) -> None:
    air, streets = inserted(root), inserted(root)
    cars = inserted(air)
    batteries = inserted(cars)

    moved(cars, streets)

    assert in_order(map_of_cars) == [root.pk, air.pk, streets.pk, cars.pk, batteries.pk]
    verify(map_of_cars)


def test_a_branch_can_be_put_before_a_reply(map_of_cars: Debate, root: Claim) -> None:
    first, second, third = inserted(root), inserted(root), inserted(root)
    below = inserted(third)

    moved(third, root, before=second)
    moved(second, root, before=first)

    assert in_order(map_of_cars) == [root.pk, second.pk, first.pk, third.pk, below.pk]
    verify(map_of_cars)


@pytest.mark.parametrize("narrowed", [False, True])
def test_on_the_other_side_critiques_become_rebuttals(
    narrowed: bool, map_of_cars: Debate, root: Claim
) -> None:
    support, critique = inserted(root, PRO), inserted(root, CON)
    top = inserted(support, CON)
    rebuttal, backing = inserted(top, CON), inserted(top, PRO)
    if narrowed:
        tree.space_anew(map_of_cars.pk)

    moved(top, critique)

    assert kinds(top, rebuttal, backing) == [
        (Kind.REBUTTAL, Side.THESIS),
        (Kind.CRITIQUE, Side.CRITICS),
        (Kind.CLAIM, Side.THESIS),
    ]
    verify(map_of_cars)


def test_on_the_same_side_kinds_stay(map_of_cars: Debate, root: Claim) -> None:
    support, top = inserted(root, PRO), inserted(root, CON)
    rebuttal = inserted(top, CON)

    moved(top, support)

    assert kinds(top, rebuttal) == [
        (Kind.CRITIQUE, Side.CRITICS),
        (Kind.REBUTTAL, Side.THESIS),
    ]
    verify(map_of_cars)


def test_with_another_stance_the_branch_turns_where_it_hangs(
    map_of_cars: Debate, root: Claim
) -> None:
    top = inserted(root, PRO)
    reply = inserted(top, CON)

    tree.move(top, root, kind=Kind.CRITIQUE, side=Side.CRITICS)

    assert kinds(top, reply) == [(Kind.CRITIQUE, Side.CRITICS), (Kind.REBUTTAL, Side.THESIS)]
    verify(map_of_cars)


def kinds(*claims: Claim) -> list[tuple[str, str]]:
    now = Claim.objects.in_bulk([claim.pk for claim in claims])
    return [(now[claim.pk].kind, now[claim.pk].side) for claim in claims]


def test_a_moved_claim_knows_its_new_place_and_can_be_saved(
    map_of_cars: Debate, root: Claim
) -> None:
    claim, parent = inserted(root), inserted(root)

    tree.move(claim, parent, kind=Kind.CLAIM, side=Side.THESIS)

    known = {name: getattr(claim, name) for name in ("lft", "rght", "level", "parent_id", "kind")}
    after = stored(map_of_cars)
    assert known == {name: after[claim.pk][name] for name in known}
    claim.save()
    assert stored(map_of_cars) == after


def test_moving_a_branch_that_fits_takes_two_updates(
    root: Claim, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    deep = inserted(inserted(inserted(root)))
    for _ in range(5):
        inserted(deep)
    parent = inserted(root)

    with django_assert_num_queries(4):
        tree.move(deep, parent, kind=Kind.CLAIM, side=Side.THESIS)


def test_moving_does_not_write_what_stays(map_of_cars: Debate, root: Claim) -> None:
    air, streets = inserted(root), inserted(root)
    cars = inserted(air)
    batteries = inserted(cars)
    before = stored(map_of_cars)

    moved(cars, streets)

    after = stored(map_of_cars)
    changed = {pk for pk in before if before[pk] != after[pk]}
    assert changed == {cars.pk, batteries.pk}


def test_moving_below_itself_is_a_bug(map_of_cars: Debate, root: Claim) -> None:
    top = inserted(root)
    below = inserted(inserted(top))
    before = stored(map_of_cars)

    with pytest.raises(ValueError, match="hangs below"):
        tree.move(top, below, kind=Kind.CLAIM, side=Side.THESIS)
    with pytest.raises(ValueError, match="hangs below"):
        tree.move(top, top, kind=Kind.CLAIM, side=Side.THESIS)

    assert stored(map_of_cars) == before


def test_moving_into_another_debate_is_a_bug(root: Claim, ada: User) -> None:
    elsewhere = planted(new_debate("elsewhere"), ada)

    with pytest.raises(ValueError, match="another debate"):
        tree.move(inserted(root), elsewhere, kind=Kind.CLAIM, side=Side.THESIS)


# ---- whole branches -------------------------------------------------------------------------


def unsaved_map(debate: Debate, author: User) -> list[Claim]:
    root = Claim(debate=debate, author=author, kind="thesis", side="thesis", text="Thesis")
    air = reply_to(root, PRO, "Air")
    cars = reply_to(air, CON, "Electric cars")
    return [root, air, cars, reply_to(cars, CON, "Batteries"), reply_to(root, CON, "Deliveries")]


def test_a_whole_map_is_placed_in_its_reading_order(map_of_cars: Debate, ada: User) -> None:
    claims = unsaved_map(map_of_cars, ada)

    tree.place(claims)

    found = list(map_of_cars.claims.in_reading_order())
    assert found == claims
    assert [claim.text for claim in found] == [claim.text for claim in claims]
    assert [claim.parent for claim in found] == [claim.parent for claim in claims]
    assert all(claim.created_at for claim in found)
    verify(map_of_cars)


def test_placed_claims_are_as_saved_ones(map_of_cars: Debate, ada: User) -> None:
    claims = unsaved_map(map_of_cars, ada)
    tree.place(claims)
    before = stored(map_of_cars)

    for claim in claims:
        claim.save()

    assert stored(map_of_cars) == before
    assert inserted(claims[0]).pk not in before


def test_placing_a_map_takes_two_statements(
    map_of_cars: Debate, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    claims = unsaved_map(map_of_cars, ada)

    with django_assert_num_queries(2):
        tree.place(claims)


def test_a_branch_is_placed_below_a_claim(map_of_cars: Debate, root: Claim) -> None:
    first, second = inserted(root), inserted(root)
    top = reply_to(first, CON, "top")
    branch = [top, reply_to(top, CON), reply_to(top, PRO)]

    tree.place(branch, below=first)

    expected = [root, first, *branch, second]
    assert in_order(map_of_cars) == [claim.pk for claim in expected]
    verify(map_of_cars)


def test_a_branch_too_large_for_its_place_is_given_room(
    map_of_cars: Debate, root: Claim, narrow: None
) -> None:
    claim = root
    for _ in range(16):
        claim = inserted(claim)
    top = reply_to(claim, CON, "top")

    tree.place([top, *(reply_to(top) for _ in range(200))], below=claim)

    verify(map_of_cars)


def test_a_map_five_thousand_deep_is_placed_and_spaced_anew(map_of_cars: Debate, ada: User) -> None:
    claims = unsaved_map(map_of_cars, ada)[:2]
    while len(claims) < 5000:
        claims.append(reply_to(claims[-1], text="deeper"))

    tree.place(claims)

    assert in_order(map_of_cars) == [claim.pk for claim in claims]
    assert soundness.problems(map_of_cars) == []
    assert tree.space_anew(map_of_cars.pk) == 0


def test_spacing_anew_keeps_the_order(map_of_cars: Debate, root: Claim) -> None:
    for parent in [root, root, inserted(root), inserted(inserted(root))]:
        inserted(parent)
    before = in_order(map_of_cars)

    changed = tree.space_anew(map_of_cars.pk)

    assert changed == len(before) - 1
    assert in_order(map_of_cars) == before
    verify(map_of_cars)


@pytest.mark.unsound
def test_no_row_of_another_debate_is_written(
    map_of_cars: Debate, root: Claim, ada: User, narrow: None
) -> None:
    other = new_debate("other")
    below = inserted(planted(other, ada))
    before = stored(other)

    claim = root
    for _ in range(60):
        claim = inserted(claim)
    tree.space_anew(map_of_cars.pk)

    assert stored(other) == before
    assert Claim.objects.get(pk=below.pk).debate == other


# ---- any order of everything ----------------------------------------------------------------


class Model:
    """The same tree as plain lists."""

    def __init__(self, root: Claim) -> None:
        self.root = root.pk
        self.replies: dict[int, list[int]] = {root.pk: []}

    def reading(self, top: int | None = None) -> list[int]:
        found, waiting = [], [top or self.root]
        while waiting:
            pk = waiting.pop()
            found.append(pk)
            waiting += reversed(self.replies[pk])
        return found

    def put(self, pk: int, parent: int, before: int | None) -> None:
        self.replies.setdefault(pk, [])
        siblings = self.replies[parent]
        siblings.insert(siblings.index(before) if before else len(siblings), pk)

    def take(self, pk: int) -> None:
        for siblings in self.replies.values():
            if pk in siblings:
                siblings.remove(pk)


def before_which(model: Model, parent: int, number: int) -> int | None:
    """One of the parent's replies, or None for the end."""
    return [*model.replies[parent], None][number % (len(model.replies[parent]) + 1)]


def row(pk: int | None) -> Claim | None:
    return None if pk is None else Claim.objects.get(pk=pk)


def insert_anywhere(model: Model, a: int, b: int, c: int) -> None:
    parent = model.reading()[a % len(model.replies)]
    before = before_which(model, parent, b)
    claim = reply_to(row(parent), CON if c % 2 else PRO)
    tree.insert(claim, row(parent), before=row(before))
    model.put(claim.pk, parent, before)


def move_anywhere(model: Model, a: int, b: int, c: int) -> None:
    pk = model.reading()[a % len(model.replies)]
    inside = set(model.reading(pk))
    others = [other for other in model.reading() if other not in inside]
    if not others:
        return
    parent = others[b % len(others)]
    siblings = [reply for reply in model.replies[parent] if reply != pk]
    before = [*siblings, None][c % (len(siblings) + 1)]
    moved(row(pk), row(parent), row(before))
    model.take(pk)
    model.put(pk, parent, before)


def place_anywhere(model: Model, a: int, b: int, c: int) -> None:
    parent = model.reading()[a % len(model.replies)]
    branch = [reply_to(row(parent), CON)]
    while len(branch) < 2 + b % 6:
        branch.append(reply_to(branch[-1] if c % 2 else branch[0], PRO))
    tree.place(branch, below=row(parent))
    for claim in branch:
        model.put(claim.pk, claim.parent.pk, None)


STEPS = st.tuples(
    st.sampled_from([insert_anywhere, insert_anywhere, move_anywhere, place_anywhere]),
    st.integers(0, 1000),
    st.integers(0, 1000),
    st.integers(0, 1000),
)
Step = tuple[Callable[[Model, int, int, int], None], int, int, int]
ANY_ORDER = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@ANY_ORDER
@given(steps=st.lists(STEPS, max_size=25))
def test_any_order_of_writing_agrees_with_plain_lists(ada: User, steps: list[Step]) -> None:
    agrees_with_plain_lists(ada, steps)


@ANY_ORDER
@given(steps=st.lists(STEPS, min_size=10, max_size=40))
def test_any_order_of_writing_agrees_where_room_is_short(
    ada: User, narrow: None, steps: list[Step]
) -> None:
    agrees_with_plain_lists(ada, steps)


def agrees_with_plain_lists(author: User, steps: list[Step]) -> None:
    debate = new_debate(f"debate-{Debate.objects.count()}")
    model = Model(planted(debate, author))
    for write, *numbers in steps:
        write(model, *numbers)
        assert in_order(debate) == model.reading()
        assert soundness.problems(debate) == []
    verify(debate)
