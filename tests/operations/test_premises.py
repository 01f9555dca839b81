import pytest

from debates.argument.words import State
from debates.models import Claim, Debate, Link, Phase, Role, Verb
from debates.operations import (
    dissolve_premises,
    edit_claim,
    effect_of_move,
    erase_person,
    link_claim,
    link_premises,
    move_claim,
    open_debate,
    post_claim,
    restore_claim,
    set_phase,
    take_premise_out,
    unlink_claim,
    withdraw_claim,
)
from debates.operations.premises import MOST_PREMISES
from tests.conftest import THESIS
from tests.operations.records import not_allowed, nothing_changes, one_event, refused
from tests.trees import reading, verify

REPLIES = """\
  + Air
    - Electric
    - Tyres
  - Freight
  + Noise
    + Studies
  - Shops
  + Space
"""


@pytest.fixture
def claims(grow):
    return grow(REPLIES)


def groups(debate: Debate) -> list[set[str]]:
    found: dict[object, set[str]] = {}
    for claim in debate.claims.exclude(premise_group=None).in_reading_order():
        found.setdefault((claim.parent_id, claim.premise_group), set()).add(claim.text)
    return list(found.values())


def linked(ada, claims, *names: str) -> None:
    link_premises(ada, [claims[name] for name in names])


# ---- linking


def test_siblings_are_linked_and_stand_side_by_side(debate, ada, claims):
    with one_event(debate, Verb.PREMISES_LINKED, ada) as event:
        chosen = link_premises(ada, [claims["Space"], claims["Air"]])

    assert [claim.text for claim in chosen] == ["Air", "Space"]
    assert groups(debate) == [{"Air", "Space"}]
    assert [text for level, text in reading(debate) if level == 1] == [
        *("Air", "Space", "Freight", "Noise", "Shops")
    ]
    assert event().claim == claims["Air"]
    assert event().data == {
        "premises": [claims["Air"].pk, claims["Space"].pk],
        "whose": {str(ada.pk): 1},
    }
    verify(debate)


def test_what_stands_there_already_is_not_moved(debate, ada, claims):
    before = reading(debate)
    numbers = list(debate.claims.order_by("pk").values_list("lft", "rght"))
    linked(ada, claims, "Electric", "Tyres")
    assert reading(debate) == before
    assert list(debate.claims.order_by("pk").values_list("lft", "rght")) == numbers


def test_a_branch_comes_along_with_its_premise(debate, ada, claims):
    linked(ada, claims, "Air", "Noise", "Space")
    assert [text for _, text in reading(debate)] == [
        *(THESIS, "Air", "Electric", "Tyres", "Noise", "Studies", "Space", "Freight", "Shops")
    ]
    verify(debate)


def test_another_one_joins_a_group_and_two_groups_become_one(debate, thesis, ada, claims):
    linked(ada, claims, "Air", "Noise")
    linked(ada, claims, "Freight", "Shops")
    linked(ada, claims, "Noise", "Space")
    assert groups(debate) == [{"Air", "Noise", "Space"}, {"Freight", "Shops"}]

    trees = post_claim(ada, thesis, stance="pro", text="Trees")
    birds = post_claim(ada, thesis, stance="pro", text="Birds")
    link_premises(ada, [trees, birds])
    link_premises(ada, [birds, claims["Space"]])
    assert groups(debate)[0] == {"Air", "Noise", "Space", "Trees", "Birds"}
    verify(debate)


def test_groups_are_numbered_below_each_claim(thesis, ada, claims):
    studies = post_claim(ada, claims["Noise"], stance="pro", text="Surveys")
    linked(ada, claims, "Air", "Noise")
    link_premises(ada, [claims["Studies"], studies])
    studies.refresh_from_db()
    assert studies.premise_group == 1

    link_claim(ada, claims["Tyres"], thesis, stance="pro")
    linked(ada, claims, "Freight", "Shops")


def test_what_is_linked_already_stays_as_it_is(ada, claims):
    linked(ada, claims, "Air", "Noise", "Space")
    with nothing_changes():
        linked(ada, claims, "Space", "Air")


def test_links_belong_to_a_group_as_replies_do(debate, ada, claims):
    link = link_claim(ada, claims["Studies"], claims["Air"], stance="con")
    Link.objects.filter(pk=link.pk).update(premise_group=1)
    Claim.objects.filter(pk=claims["Tyres"].pk).update(premise_group=1)
    linked(ada, claims, "Electric", "Tyres")
    assert set(Claim.objects.exclude(premise_group=None).values_list("premise_group")) == {(1,)}

    argument = debate.claims.as_argument()
    assert [edge.group for edge in argument.links] == ["1"]
    dissolve_premises(ada, claims["Tyres"])
    assert groups(debate) == []
    assert Link.objects.get().premise_group is None


def test_links_of_no_group_and_to_other_claims_stay_as_they_are(ada, claims):
    def link(name: str, target: str, group: int | None) -> None:
        link = link_claim(ada, claims[name], claims[target], stance="con")
        Link.objects.filter(pk=link.pk).update(premise_group=group)

    link("Shops", "Air", None)
    link("Studies", "Freight", 1)
    link("Studies", "Space", 2)
    link("Studies", "Air", 2)
    for name, group in (("Electric", 1), ("Tyres", 2)):
        Claim.objects.filter(pk=claims[name].pk).update(premise_group=group)

    linked(ada, claims, "Electric", "Tyres")

    def now() -> list[int | None]:
        return list(Link.objects.order_by("pk").values_list("premise_group", flat=True))

    assert now() == [None, 1, 2, 1]
    dissolve_premises(ada, claims["Tyres"])
    assert now() == [None, 1, 2, None]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("too_few_premises", ["Air"]),
        ("too_few_premises", ["Air", "Air"]),
        ("not_premises", [THESIS, "Air"]),
        ("not_siblings", ["Air", "Studies"]),
        ("both_stances", ["Air", "Freight"]),
    ],
)
def test_what_holds_not_together_is_refused(ada, claims, code, names):
    with refused(code):
        linked(ada, claims, *names)


def test_cons_are_linked_where_they_aim_at_the_same(debate, ada, claims):
    def aim(name: str) -> None:
        edit_claim(ada, claims[name], seen=1, text=name, detail="", aim="truth")

    aim("Freight")
    with refused("different_aims"):
        linked(ada, claims, "Freight", "Shops")
    aim("Shops")
    linked(ada, claims, "Freight", "Shops")
    assert groups(debate) == [{"Freight", "Shops"}]


@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED, State.HIDDEN, State.WITHDRAWN])
def test_all_must_stand(ada, claims, state):
    Claim.objects.filter(pk=claims["Noise"].pk).update(state=state.value)
    with refused("not_standing"):
        linked(ada, claims, "Air", "Noise")


def test_a_group_has_so_many_premises_at_most(thesis, ada, grow):
    claims = [*grow("\n".join(f"  + P{n}" for n in range(MOST_PREMISES + 1))).values()][1:]
    link_premises(ada, claims[:-1])
    with refused("too_many_premises"):
        link_premises(ada, claims[-2:])


def test_a_claim_of_another_debate_is_not_there(ada, claims):
    other = open_debate(ada, title="Bikes", theses=["Bikes first"]).claims.get()
    with refused("claim_gone"):
        link_premises(ada, [claims["Air"], other])


# ---- taking apart


def test_one_is_taken_out_and_the_others_stay_linked(debate, ada, claims):
    linked(ada, claims, "Air", "Noise", "Space")
    with one_event(debate, Verb.PREMISES_UNLINKED, ada) as event:
        take_premise_out(ada, claims["Noise"])
    assert groups(debate) == [{"Air", "Space"}]
    assert event().claim == claims["Noise"]
    assert len(event().data["premises"]) == 3


def test_the_last_two_part_together(debate, ada, claims):
    linked(ada, claims, "Air", "Noise")
    with one_event(debate, Verb.PREMISES_UNLINKED, ada) as event:
        take_premise_out(ada, claims["Noise"])
    assert groups(debate) == []
    assert sorted(event().data["premises"]) == [claims["Air"].pk, claims["Noise"].pk]
    with nothing_changes():
        take_premise_out(ada, claims["Noise"])


def test_a_group_is_dissolved_at_once(debate, ada, claims):
    linked(ada, claims, "Air", "Noise", "Space")
    with one_event(debate, Verb.PREMISES_UNLINKED, ada) as event:
        dissolve_premises(ada, claims["Noise"])
    assert groups(debate) == []
    assert len(event().data["premises"]) == 3
    with nothing_changes():
        dissolve_premises(ada, claims["Air"])


# ---- who may


@pytest.mark.parametrize("role", [*Role][1:-1])
def test_editors_link_any_premises_and_writers_their_own(
    debate, thesis, ada, ben, join, claims, role
):
    join(ben, Role.EDITOR)
    own = [post_claim(ben, thesis, stance="pro", text=text) for text in ("Mine", "Too")]
    Debate.objects.filter(pk=debate.pk).update(posting="members")
    join(ben, role)
    verbs = [
        lambda mine, theirs: link_premises(ben, mine),
        lambda mine, theirs: link_premises(ben, theirs),
        lambda mine, theirs: take_premise_out(ben, mine[0]),
        lambda mine, theirs: dissolve_premises(ben, theirs[0]),
    ]
    least = [Role.WRITER, Role.EDITOR, Role.WRITER, Role.EDITOR]
    for verb, needed in zip(verbs, least, strict=True):
        if role >= needed:
            verb(own, [own[0], claims["Air"]])
        else:
            with not_allowed():
                verb(own, [claims["Air"], own[0]])


def test_a_writer_takes_their_own_premise_out_but_not_those_of_others(
    debate, thesis, ada, ben, claims
):
    own = post_claim(ben, thesis, stance="pro", text="Mine")
    link_premises(ada, [own, claims["Air"], claims["Noise"]])
    for verb, claim in ((take_premise_out, claims["Air"]), (dissolve_premises, own)):
        with not_allowed():
            verb(ben, claim)
    take_premise_out(ben, own)
    assert groups(debate) == [{"Air", "Noise"}]
    with not_allowed():
        link_premises(ben, [own, claims["Air"]])


def test_what_is_closed_stays_as_it_is(debate, ada, claims):
    linked(ada, claims, "Air", "Noise")
    set_phase(ada, debate, Phase.CLOSED)
    with not_allowed("debate_is_read_only"):
        linked(ada, claims, "Air", "Space")
    for verb in (take_premise_out, dissolve_premises):
        with not_allowed("debate_is_read_only"):
            verb(ada, claims["Air"])


# ---- what else happens to premises


def test_a_moved_premise_leaves_its_group(debate, ada, claims):
    linked(ada, claims, "Air", "Noise", "Space")
    assert effect_of_move(ada, Claim.objects.get(text="Space"), claims["Noise"]).parted
    with one_event(debate, Verb.MOVED, ada) as event:
        move_claim(ada, claims["Space"], claims["Freight"])
    assert groups(debate) == [{"Air", "Noise"}]
    assert event().data["parted"] == [claims[name].pk for name in ("Space", "Air", "Noise")]

    with one_event(debate, Verb.MOVED, ada) as event:
        move_claim(ada, claims["Air"], claims[THESIS], stance="con")
    assert groups(debate) == []
    assert event().data["parted"] == [claims["Air"].pk, claims["Noise"].pk]


def test_a_group_goes_along_with_what_it_is_about(debate, ada, claims):
    linked(ada, claims, "Electric", "Tyres")
    with one_event(debate, Verb.MOVED, ada) as event:
        move_claim(ada, claims["Air"], claims["Freight"])
    assert groups(debate) == [{"Electric", "Tyres"}]
    assert "parted" not in event().data
    assert {claim.kind for claim in Claim.objects.exclude(premise_group=None)} == {"rebuttal"}


def test_with_another_aim_a_con_leaves_its_group_and_with_other_words_it_stays(debate, ada, claims):
    linked(ada, claims, "Freight", "Shops")
    edit_claim(ada, claims["Freight"], seen=1, text="Goods", detail="")
    assert groups(debate) == [{"Goods", "Shops"}]
    with one_event(debate, Verb.EDITED, ada) as event:
        edit_claim(ada, claims["Freight"], seen=2, text="Goods", detail="", aim="scope")
    assert groups(debate) == []
    assert event().data["parted"] == [claims["Freight"].pk, claims["Shops"].pk]


def test_what_is_withdrawn_or_hidden_stays_linked_and_comes_back(debate, ada, ben, claims):
    linked(ada, claims, "Air", "Noise")
    withdraw_claim(ada, claims["Noise"])
    assert groups(debate) == [{"Air", "Noise"}]
    restore_claim(ada, claims["Noise"])
    Claim.objects.filter(pk=claims["Noise"].pk).update(state=State.HIDDEN.value)

    seen = debate.claims.visible_to(ben).as_argument()
    assert {reply.group for reply in seen.replies} == {""}, "as if there were no other"
    whole = debate.claims.visible_to(ada).as_argument()
    assert [reply.key for reply in whole.replies if reply.group] == [
        str(claims[name].pk) for name in ("Air", "Noise")
    ]


def test_who_is_erased_leaves_the_premises_linked(debate, thesis, ada, ben, claims):
    own = post_claim(ben, thesis, stance="pro", text="Mine")
    link_premises(ada, [own, claims["Air"]])
    erase_person(ben, ben, texts="blank")
    assert len(groups(debate)[0]) == 2


def test_a_link_that_is_taken_off_or_moved_away_leaves_its_group(debate, ada, claims):
    def grouped_link(name: str) -> Link:
        link = link_claim(ada, claims[name], claims["Air"], stance="con")
        Link.objects.filter(pk=link.pk).update(premise_group=1)
        Claim.objects.filter(pk=claims["Tyres"].pk).update(premise_group=1)
        return link

    link = grouped_link("Studies")
    with one_event(debate, Verb.UNLINKED, ada) as event:
        unlink_claim(ada, link)
    assert (groups(debate), event().data["parted"]) == ([], [claims["Tyres"].pk])

    grouped_link("Shops")
    with one_event(debate, Verb.MOVED, ada) as event:
        move_claim(ada, claims["Shops"], claims["Air"])
    assert (groups(debate), event().data["parted"]) == ([], [claims["Tyres"].pk])
