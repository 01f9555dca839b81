from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core.accounts.models import User
from debates.argument.words import Kind, Side, Stance
from debates.models import Claim, Debate, Membership, Role, Verb, soundness, tree
from debates.models.rows import Row
from debates.models.soundness import Stored, problems_in
from tests.conftest import Grow
from tests.models.planting import in_order, inserted, new_debate, planted, reply_to, stored
from tests.trees import kinds, verify

REPLIES = """\
  + Air
    - Electric cars
      + Batteries
    + Lungs
  - Deliveries
    - Night trains
"""


@pytest.fixture
def claims(grow: Grow) -> dict[str, Claim]:
    return grow(REPLIES)


def spoil(claim: Claim, **columns: object) -> None:
    Claim.objects.filter(pk=claim.pk).update(**columns)


def sentences(debate: Debate) -> list[str]:
    return [problem.sentence for problem in soundness.problems(debate)]


def test_a_sound_debate_has_no_problems_and_is_left_alone(
    debate: Debate, claims: dict[str, Claim]
) -> None:
    before = stored(debate)

    assert soundness.problems(debate) == []
    assert soundness.repair(debate) == 0
    assert stored(debate) == before


def test_a_debate_without_claims_has_no_problems(db: None) -> None:
    debate = new_debate("empty")

    assert soundness.problems(debate) == []
    assert soundness.repair(debate) == 0


def test_one_query_tells_all_problems(
    debate: Debate, claims: dict[str, Claim], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        soundness.problems(debate)


def test_a_wrong_level_is_named_and_mended(debate: Debate, claims: dict[str, Claim]) -> None:
    lungs = claims["Lungs"]
    spoil(lungs, level=7)

    assert sentences(debate) == [f"Claim {lungs.pk} has level 7, but hangs at 2."]
    assert soundness.repair(debate) == 1
    verify(debate)


def test_a_wrong_kind_is_named_and_mended_with_its_side(
    debate: Debate, claims: dict[str, Claim]
) -> None:
    cars = claims["Electric cars"]
    spoil(cars, kind=Kind.REBUTTAL, side=Side.THESIS)

    assert sentences(debate) == [
        f"Claim {cars.pk} is stored as rebuttal, but is a critique.",
        f"Claim {cars.pk} is stored on the side “thesis”, but is on “critics”.",
    ]
    assert soundness.repair(debate) == 1
    verify(debate)
    assert kinds(debate)["Electric cars"] == Kind.CRITIQUE


def test_a_wrong_side_is_mended_where_it_is_wrong(debate: Debate, claims: dict[str, Claim]) -> None:
    before = stored(debate)
    spoil(claims["Air"], side=Side.CRITICS)

    assert len(soundness.problems(debate)) == 1
    assert soundness.repair(debate) == 1
    assert stored(debate) == before


@pytest.mark.parametrize("spoiled", ["lft", "rght"])
def test_numbers_outside_of_the_parent_are_named_and_mended(
    spoiled: str, debate: Debate, claims: dict[str, Claim]
) -> None:
    air, lungs = Claim.objects.get(text="Air"), claims["Lungs"]
    spoil(lungs, **({"lft": air.lft - 1} if spoiled == "lft" else {"rght": air.rght + 1}))

    assert f"is not inside its parent, claim {air.pk}" in sentences(debate)[0]
    soundness.repair(debate)
    verify(debate)


def test_siblings_that_overlap_are_named_and_keep_their_order(
    debate: Debate, claims: dict[str, Claim]
) -> None:
    before = in_order(debate)
    air, deliveries = Claim.objects.get(text="Air"), claims["Deliveries"]
    spoil(deliveries, lft=air.rght - 1)

    assert "overlaps the reply before it" in sentences(debate)[0]
    soundness.repair(debate)
    verify(debate)
    assert in_order(debate) == before


def test_equal_numbers_are_told_apart_by_key(debate: Debate, claims: dict[str, Claim]) -> None:
    before = in_order(debate)
    air = Claim.objects.get(text="Air")
    spoil(claims["Deliveries"], lft=air.lft, rght=air.rght)

    assert soundness.problems(debate)
    soundness.repair(debate)
    verify(debate)
    assert in_order(debate) == before


def test_a_reply_to_a_question_is_a_thesis_and_loses_what_only_a_con_has(ada: User) -> None:
    debate = new_debate("question")
    root = planted(debate, ada, Kind.QUESTION)
    thesis, other = inserted(root), inserted(root)
    below = inserted(thesis, Stance.CON)
    now = timezone.now()
    spoil(
        other,
        kind=Kind.CRITIQUE,
        side=Side.CRITICS,
        aim="truth",
        conceded_at=now,
        conceded_by=ada,
        premise_group=1,
    )

    assert len(soundness.problems(debate)) == 2
    assert soundness.repair(debate) == 1
    verify(debate)
    other.refresh_from_db()
    assert (other.kind, other.aim, other.conceded_at) == (Kind.THESIS, "", None)
    assert other.premise_group is None
    assert Claim.objects.get(pk=below.pk).kind == Kind.CRITIQUE


@pytest.mark.unsound
def test_a_cycle_is_named_and_left_as_it_is(debate: Debate, claims: dict[str, Claim]) -> None:
    cars, batteries = claims["Electric cars"], claims["Batteries"]
    inserted(batteries)
    spoil(cars, parent=batteries)
    spoil(claims["Lungs"], level=9)

    found = soundness.problems(debate)
    assert {problem.claim for problem in found if "its own ancestor" in problem.sentence} == {
        cars.pk,
        batteries.pk,
    }
    assert soundness.repair(debate) == 1
    assert len(soundness.problems(debate)) == len(found) - 1


@pytest.mark.unsound
def test_a_parent_in_another_debate_is_named(
    debate: Debate, claims: dict[str, Claim], ada: User
) -> None:
    elsewhere = planted(new_debate("elsewhere"), ada)
    spoil(claims["Electric cars"], parent=elsewhere)

    assert sentences(debate) == [
        f"Claim {claims['Electric cars'].pk} hangs below claim {elsewhere.pk} of another debate.",
        f"Claim {claims['Batteries'].pk} does not hang from the root: something above it is wrong.",
    ]


def test_a_second_root_and_a_wrong_tree_are_named() -> None:
    """The constraints of the database let neither in."""
    found = problems_in(
        1,
        [
            Stored(Row(5, 1, 100, 0, "thesis", "thesis"), None, 1),
            Stored(Row(6, 10, 20, 1, "claim", "thesis"), 5, 2),
            Stored(Row(7, 30, 40, 0, "thesis", "thesis"), None, 1),
        ],
    )

    assert [problem.sentence for problem in found] == [
        "Claim 6 is numbered in tree 2, not 1.",
        "Claim 7 has no parent, but claim 5 is the debate's root.",
    ]


def test_a_claim_that_overlaps_an_earlier_reply_is_named_too() -> None:
    thesis = Stored(Row(5, 1, 100, 0, "thesis", "thesis"), None, 1)
    replies = [
        Stored(Row(pk, lft, rght, 1, "claim", "thesis"), 5, 1)
        for pk, lft, rght in [(6, 10, 50), (7, 20, 30), (8, 40, 60)]
    ]

    assert [problem.claim for problem in problems_in(1, [thesis, *replies])] == [7, 8]


def test_numbers_that_end_before_they_begin_are_named() -> None:
    found = problems_in(1, [Stored(Row(5, 9, 2, 0, "thesis", "thesis"), None, 1)])

    assert [problem.sentence for problem in found] == ["Claim 5 (9 to 2) ends before it begins."]


@pytest.mark.unsound
def test_a_debate_whose_root_is_lost_is_reported(debate: Debate, claims: dict[str, Claim]) -> None:
    top = debate.claims.get(parent=None)
    spoil(top, parent=claims["Lungs"], kind=Kind.CLAIM, level=1)

    assert len(soundness.problems(debate)) == len(claims)
    assert soundness.repair(debate) == 0


def test_a_chain_of_five_thousand_is_checked_and_mended(ada: User) -> None:
    debate = new_debate("chain")
    chain = [Claim(debate=debate, author=ada, kind="thesis", side="thesis", text="Thesis")]
    while len(chain) < 5000:
        chain.append(reply_to(chain[-1], text="deeper"))
    tree.place(chain)
    spoil(chain[2500], rght=2**62)

    assert len(soundness.problems(debate)) == 1
    soundness.repair(debate)

    assert soundness.problems(debate) == []


# ---- the command ----------------------------------------------------------------------------


def check_trees(*arguments: str) -> str:
    out = StringIO()
    call_command("check_trees", *arguments, stdout=out)
    return out.getvalue()


def failing_check(*arguments: str) -> tuple[str, CommandError]:
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("check_trees", *arguments, stdout=out)
    return out.getvalue(), failure.value


def test_the_command_finds_every_debate_sound(debate: Debate, claims: dict[str, Claim]) -> None:
    assert check_trees() == f"{debate.slug}: sound\n"


@pytest.mark.unsound
def test_the_command_reports_without_writing(debate: Debate, claims: dict[str, Claim]) -> None:
    spoil(claims["Lungs"], level=7)
    before = stored(debate)

    report, failure = failing_check(debate.slug)

    assert "has level 7" in report
    assert failure.returncode == 1
    assert stored(debate) == before


@pytest.mark.unsound
def test_the_command_checks_only_the_debates_it_is_given(
    debate: Debate, claims: dict[str, Claim], ada: User
) -> None:
    planted(new_debate("other"), ada)
    spoil(claims["Lungs"], level=7)

    assert check_trees("other") == "other: sound\n"


def test_the_command_repairs_as_a_named_owner(
    debate: Debate, claims: dict[str, Claim], ada: User
) -> None:
    spoil(claims["Lungs"], level=7)
    version = Debate.objects.get(pk=debate.pk).version

    report = check_trees("--repair", "--as", "ada")

    assert report.endswith(f"{debate.slug}: claims mended: 1\n{debate.slug}: sound\n")
    verify(debate)
    event = debate.events.latest("version")
    assert (event.verb, event.actor, event.data) == (Verb.REPAIRED, ada, {"claims": 1})
    assert Debate.objects.get(pk=debate.pk).version == version + 1


def test_repairing_a_sound_debate_records_nothing(
    debate: Debate, claims: dict[str, Claim], ada: User
) -> None:
    events = debate.events.count()

    check_trees("--repair", "--as", "ada")

    assert debate.events.count() == events


@pytest.mark.unsound
def test_the_command_says_what_it_cannot_mend(
    debate: Debate, claims: dict[str, Claim], ada: User
) -> None:
    spoil(claims["Electric cars"], parent=claims["Batteries"])

    report, failure = failing_check("--repair", "--as", "ada")

    assert f"{debate.slug}: claims mended: 0" in report
    assert report.count("its own ancestor") == 4
    assert failure.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--repair"], "--as USER"),
        (["--repair", "--as", "nobody"], "no user “nobody”"),
        (["no-such-debate"], "no debate “no-such-debate”"),
    ],
)
def test_the_command_says_what_is_missing(arguments: list[str], said: str, debate: Debate) -> None:
    assert said in str(failing_check(*arguments)[1])


def test_only_an_owner_or_an_administrator_repairs(
    debate: Debate, claims: dict[str, Claim], ben: User, admin: User
) -> None:
    Membership.objects.create(debate=debate, user=ben, role=Role.MODERATOR)
    spoil(claims["Lungs"], level=7)

    failing_check("--repair", "--as", "ben")
    assert soundness.problems(debate)

    check_trees("--repair", "--as", admin.username)
    assert soundness.problems(debate) == []
