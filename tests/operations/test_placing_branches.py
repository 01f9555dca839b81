"""A whole map is hung below a claim of a debate that there is."""

import uuid
from dataclasses import replace

import pytest

from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.words import Aim, Kind, Stance, State
from debates.models import Claim, Debate, Follow, Phase, Revision, Role, Verb
from debates.models.index import keys_in
from debates.models.search import CLAIMS, keys_of
from debates.operations import open_debate, place_branch, set_phase, set_posting
from debates.operations.reindexing import drift
from tests.conftest import THESIS
from tests.maps import at, changed, grow, linked
from tests.operations.records import everything, not_allowed, nothing_changes, one_event, refused
from tests.trees import random_map, reading, verify

OUTLINE = """\
Trams are quick
  + Rails
    -relevance Not the question
  - Buses are quicker
"""


@pytest.fixture
def argument() -> ArgumentMap:
    return grow(OUTLINE)


@pytest.fixture
def claims(grow):
    return grow("  + Air\n    - Electric\n  - Freight\n  + Noise")


@pytest.mark.parametrize(
    ("below", "stance", "kinds"),
    [
        (THESIS, "pro", "claim claim critique critique"),
        (THESIS, "con", "critique claim rebuttal rebuttal"),
        ("Freight", "pro", "claim claim rebuttal rebuttal"),
        ("Freight", "con", "rebuttal claim critique critique"),
    ],
)
def test_its_kinds_follow_from_where_it_hangs(debate, ada, claims, argument, below, stance, kinds):
    with one_event(debate, Verb.BRANCH_PLACED, ada) as event:
        top = place_branch(ada, claims[below], argument, stance=stance)

    branch = list(Claim.objects.branch_of(top))
    assert [claim.text for claim in branch] == list(argument.nodes)
    assert " ".join(claim.kind for claim in branch) == kinds
    assert (top.parent_id, event().claim) == (claims[below].pk, top)
    assert event().data == {"claims": 4, "parent": claims[below].pk, "kind": top.kind}
    verify(debate)
    assert drift(debate) == 0


def test_it_is_the_last_reply_and_moves_nothing_else(debate, ada, claims, argument):
    before = reading(debate)
    place_branch(ada, claims["Air"], argument, stance="con", aim="scope")
    assert [pair for pair in reading(debate) if pair[1] not in argument.nodes] == before
    assert [claim.text for claim in claims["Air"].replies.order_by("lft")] == [
        *("Electric", "Trams are quick")
    ]
    assert Claim.objects.get(text="Trams are quick").aim == Aim.SCOPE


def test_what_is_known_of_the_claims_comes_along(debate, ada, ben, claims, argument):
    told = changed(argument, "Rails", author="ben", written=at(1), detail="- more")
    told = changed(told, "Not the question", conceded=True)
    told = linked(told, "Buses are quicker", "Rails", Stance.CON)
    top = place_branch(ada, claims["Noise"], told, stance="pro", authors={"ben": ben})

    rails = Claim.objects.get(text="Rails")
    assert (rails.author, rails.created_at, rails.detail) == (ben, at(1), "- more")
    assert Claim.objects.get(text="Not the question").conceded_by == ben
    assert debate.links.get().target == rails
    assert not Follow.objects.filter(claim=top).exists()


def test_a_thesis_comes_in_below_a_question(ada, argument):
    debate = open_debate(ada, title="Ways", question="Which way?", theses=["Cars", "Bikes"])
    top = place_branch(ada, debate.claims.get(parent=None), argument, stance=None)
    assert (top.kind, top.level) == (Kind.THESIS, 1)
    verify(debate)


def test_a_form_sent_twice_brings_it_in_once(ada, claims, argument):
    key = uuid.uuid4()
    top = place_branch(ada, claims["Air"], argument, stance="pro", key=key)
    with nothing_changes():
        assert place_branch(ada, claims["Air"], argument, stance="pro", key=key) == top


def test_it_tells_how_far_it_is(ada, claims, argument):
    told: list[tuple[int, int]] = []
    many = "\n".join(f"  + P{number}" for number in range(1200))
    place_branch(
        ada, claims["Air"], grow(f"Top\n{many}"), stance="pro", progress=lambda *at: told.append(at)
    )
    assert told == [(500, 1201), (1000, 1201)]


@pytest.mark.parametrize("room", [10**15, 5_000, 40])
def test_where_there_is_little_room_others_move_over(debate, ada, claims, room):
    air = Claim.objects.get(pk=claims["Air"].pk)
    electric = air.replies.get()
    Claim.objects.filter(pk=air.pk).update(rght=electric.rght + room)
    before = reading(debate)
    branch = replace(random_map(3, 60), asks=False, links=())
    branch = replace(
        branch,
        replies=tuple(
            reply._replace(stance=reply.stance or Stance.PRO) for reply in branch.replies
        ),
    )
    place_branch(ada, air, branch, stance="pro")
    assert [pair for pair in reading(debate) if not pair[1].startswith("Claim ")] == before
    verify(debate)


# ---- what is refused, and leaves nothing


@pytest.mark.parametrize(
    ("code", "below", "stance", "aim"),
    [
        ("unknown_stance", "Air", "maybe", ""),
        ("unknown_stance", "Air", None, ""),
        ("unknown_aim", "Air", "con", "beauty"),
        ("aim_without_opposing", "Air", "pro", "truth"),
        ("no_step_to_attack", THESIS, "con", "relevance"),
    ],
)
def test_what_cannot_hang_there_is_refused(ada, claims, argument, code, below, stance, aim):
    with refused(code):
        place_branch(ada, claims[below], argument, stance=stance, aim=aim)


@pytest.mark.parametrize(
    ("code", "key", "wrong"),
    [
        ("text_empty", "Buses are quicker", {"text": " "}),
        ("state_not_taken", "Rails", {"state": State.HIDDEN}),
        ("not_a_challenge", "Trams are quick", {"conceded": True}),
        ("unknown_scheme", "Rails", {"scheme": "because"}),
    ],
)
def test_one_wrong_claim_has_the_whole_branch_refused(ada, claims, argument, code, key, wrong):
    with refused(code):
        place_branch(ada, claims["Air"], changed(argument, key, **wrong), stance="con")


def test_too_many_too_deep_or_a_question_is_refused(debate, ada, claims, argument, settings):
    settings.IMPORT_MAX_CLAIMS = 3
    with refused("too_many_claims"):
        place_branch(ada, claims["Air"], argument, stance="pro")
    settings.IMPORT_MAX_CLAIMS, settings.MAX_DEPTH = 4, 3
    with refused("too_deep"):
        place_branch(ada, claims["Air"], argument, stance="pro")
    place_branch(ada, claims[THESIS], argument, stance="pro")
    nodes = {key: Node(key, key) for key in ("Which?", "This")}
    with refused("question_below_claim"):
        asks = ArgumentMap("Which?", nodes, (Reply("This", "Which?", None),), asks=True)
        place_branch(ada, claims["Air"], asks, stance="pro")


def test_nothing_stays_of_what_broke_off_halfway(debate, ada, claims, argument, monkeypatch):
    def broken(*told: object, **more: object) -> None:
        raise RuntimeError

    before, indexed = everything(), keys_in(CLAIMS, keys_of(debate.pk))
    monkeypatch.setattr("debates.operations.placing.record", broken)
    with pytest.raises(RuntimeError):
        place_branch(ada, claims["Air"], argument, stance="pro")
    assert everything() == before
    assert keys_in(CLAIMS, keys_of(debate.pk)) == indexed


@pytest.mark.parametrize("state", [State.PENDING, State.WITHDRAWN])
def test_it_hangs_below_what_stands(ada, claims, argument, state):
    Claim.objects.filter(pk=claims["Noise"].pk).update(state=state.value)
    with refused("parent_withdrawn" if state == State.WITHDRAWN else "parent_not_visible"):
        place_branch(ada, claims["Noise"], argument, stance="pro")


# ---- who may


@pytest.mark.parametrize("role", [*Role][1:-1])
def test_whoever_may_post_at_once_may(debate, ada, ben, join, claims, argument, role):
    Debate.objects.filter(pk=debate.pk).update(posting="members")
    join(ben, role)
    if role >= Role.WRITER:
        assert place_branch(ben, claims["Air"], argument, stance="pro").author == ben
        assert Revision.objects.filter(editor=ben).count() == 4
    else:
        with not_allowed():
            place_branch(ben, claims["Air"], argument, stance="pro")


def test_who_may_only_suggest_posts_claim_by_claim(debate, ada, ben, claims, argument):
    set_posting(ada, debate, "suggestions")
    with not_allowed():
        place_branch(ben, claims["Air"], argument, stance="pro")


def test_not_in_what_is_closed_nor_below_what_one_does_not_see(debate, ada, ben, claims, argument):
    Claim.objects.filter(pk=claims["Noise"].pk).update(state=State.HIDDEN.value)
    with refused("claim_gone"):
        place_branch(ben, claims["Noise"], argument, stance="pro")
    set_phase(ada, debate, Phase.CLOSED)
    with not_allowed("debate_is_read_only"):
        place_branch(ada, claims["Air"], argument, stance="pro")
