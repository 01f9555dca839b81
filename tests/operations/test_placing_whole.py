"""What a debate holds goes out as one value and comes in again as it was."""

from dataclasses import replace

import pytest

from core.accounts.models import User
from debates.argument.map import ArgumentMap, Link, Source, Wording
from debates.argument.premises import numbers_of_groups
from debates.argument.words import Aim, Stance, State
from debates.formats import carried
from debates.models import Claim, Debate, Role
from debates.operations import (
    NewSource,
    accept_claim,
    add_source,
    concede,
    edit_claim,
    erase_person,
    link_claim,
    link_premises,
    place_branch,
    place_debate,
    post_claim,
    remove_source,
    set_posting,
    withdraw_claim,
)
from tests.maps import at, changed, grow
from tests.trees import random_map

OUTLINE = "Ban cars\n  + Air\n    -truth Electric\n    -truth Tyres\n  + Noise\n  - Freight\n"


def whole(debate: Debate, person: User) -> ArgumentMap:
    return Debate.objects.get(pk=debate.pk).claims.all().as_whole(person)


def numbered(argument: ArgumentMap) -> ArgumentMap:
    """With numbers for keys and for groups: neither is what anybody wrote."""
    told = carried.numbered(argument)
    numbers = numbers_of_groups(told)

    def group(key: str, target: str) -> str:
        return str(numbers.get((key, target), ""))

    return replace(
        told,
        replies=tuple(one._replace(group=group(one.key, one.parent)) for one in told.replies),
        links=tuple(one._replace(group=group(one.key, one.target)) for one in told.links),
    )


@pytest.fixture
def argument() -> ArgumentMap:
    told = changed(
        grow(OUTLINE),
        "Air",
        detail="- more",
        scheme="analogy",
        author="ben",
        written=at(1),
        edited=at(9),
        sources=(Source("https://a.org", "Doe", "T", "“q”", "p. 1"), Source(citation="Roe")),
        earlier=(
            Wording("Air is bad", "", "ada", at(1)),
            Wording("*Air* is bad", "- less", "chidi", at(5)),
        ),
    )
    told = changed(told, "Freight", conceded=True, edited=at(3), written=at(2), author="chidi")
    told = changed(told, "Electric", met=at(4), state=State.VISIBLE)
    told = changed(told, "Noise", state=State.WITHDRAWN, written=at(6))
    groups = {"Electric": "x", "Tyres": "x", "Air": "p", "Noise": "p"}
    links = (
        Link("Freight", "Air", Stance.CON, Aim.TRUTH, at(7), "x"),
        Link("Noise", "Freight", Stance.PRO, None, at(8)),
        Link("Freight", "Tyres", Stance.PRO, None, at(8)),
    )
    return replace(
        told,
        title="Cars",
        background="*Why*",
        replies=tuple(r._replace(group=groups.get(r.key, "")) for r in told.replies),
        links=links,
    )


def test_all_that_a_map_says_is_kept(ada, ben, chidi, argument):
    people = {person.username: person for person in (ada, ben, chidi)}
    first = whole(place_debate(ada, argument, authors=people), ada)
    again = whole(place_debate(ada, first, authors=people), ada)

    assert numbered(again) == numbered(first)
    known = numbered(argument).nodes
    for key, node in numbered(first).nodes.items():
        told = known[key]
        expected = told._replace(author=told.author or "ada", written=told.written or node.written)
        assert node == expected
    assert numbered(first).links == numbered(argument).links
    assert numbered(first).replies == numbered(argument).replies
    assert (first.title, first.background) == ("Cars", "*Why*")
    air = Claim.objects.filter(text="Air").first()
    told = air.revisions.values_list("number", "text", "editor__username", "created_at")
    assert list(told) == [
        (1, "Air is bad", "ada", at(1)),
        (2, "*Air* is bad", "chidi", at(5)),
        (3, "Air", "ben", at(9)),
    ]
    assert air.revision == 3


@pytest.mark.parametrize("seed", range(3))
def test_any_debate_comes_back(ada, ben, seed):
    first = whole(place_debate(ada, random_map(seed, 50), authors={"": ben}), ada)
    again = whole(place_debate(ben, first, authors={"ben": ben}), ben)
    assert numbered(again) == numbered(first)


def test_circles_of_links_come_in_and_go_out(ada):
    argument = replace(grow(OUTLINE), title="Cars")
    links = (
        Link("Air", "Electric", Stance.CON, None, at(1)),
        Link("Noise", "Freight", Stance.PRO, None, at(1)),
        Link("Freight", "Noise", Stance.CON, None, at(1)),
        Link("Ban cars", "Tyres", Stance.PRO, None, at(1)),
    )
    debate = place_debate(ada, replace(argument, links=links))
    assert numbered(whole(debate, ada)).links == numbered(replace(argument, links=links)).links


def test_linked_premises_come_to_stand_side_by_side(ada):
    argument = grow("Ban cars\n  + Air\n  - Freight\n  + Noise\n  + Space")
    groups = {"Air": "a", "Noise": "a", "Space": "alone"}
    debate = place_debate(
        ada,
        replace(
            argument,
            title="Cars",
            replies=tuple(r._replace(group=groups.get(r.key, "")) for r in argument.replies),
        ),
    )
    told = debate.claims.in_reading_order().values_list("text", "premise_group")
    assert list(told)[1:] == [("Air", 1), ("Noise", 1), ("Freight", None), ("Space", None)]


def test_a_branch_goes_out_as_a_map_of_its_own(ada, argument):
    debate = place_debate(ada, argument)
    air = debate.claims.get(text="Air")
    branch = debate.claims.branch_of(air).as_whole(ada)

    assert [node.text for node in branch.nodes.values()] == ["Air", "Electric", "Tyres"]
    assert (branch.title, branch.background, branch.asks) == ("Cars", "", False)
    assert branch.links == ()
    assert [reply.group for reply in branch.replies] == ["1", "1"]
    root = branch.nodes[branch.root]
    assert (root.scheme, len(root.earlier), len(root.sources)) == ("", 2, 2)
    top = place_branch(ada, debate.claims.get(text="Freight"), branch, stance="con")
    again = debate.claims.branch_of(top).as_whole(ada)
    assert numbered(again) == numbered(branch)


def test_of_nothing_there_is_an_empty_map(debate, ada, ben):
    Debate.objects.update(visibility="private")
    assert debate.claims.all().as_whole(ben).nodes == {}


# ---- what the person may not see


@pytest.fixture
def lived(debate, thesis, ada, ben, chidi, join) -> Debate:
    """Ben suggests, an editor rewords it before it is accepted; things are hidden and linked."""
    join(chidi, Role.EDITOR)
    set_posting(ada, debate, "suggestions")
    mine = post_claim(ben, thesis, stance="pro", text="A first secret")
    mine = edit_claim(chidi, mine, seen=1, text="A second secret", detail="")
    accept_claim(ada, mine)
    mine.refresh_from_db()
    edit_claim(chidi, mine, seen=2, text="What stands", detail="")
    hidden = post_claim(ada, thesis, stance="con", text="A hidden secret")
    premise = post_claim(ada, thesis, stance="pro", text="Premise")
    link_premises(ada, [mine, premise])
    other = post_claim(ada, thesis, stance="con", text="Other")
    link_claim(ada, other, hidden, stance="pro")
    removed = add_source(ada, other, NewSource(citation="A removed secret"))
    remove_source(ada, removed)
    concede(ada, other)
    Claim.objects.filter(pk__in=[hidden.pk, premise.pk]).update(state="hidden")
    return debate


def test_what_one_may_not_see_is_in_none_of_it(lived, ada, ben, chidi, person):
    stranger = whole(lived, person("dora"))
    assert "secret" not in repr(stranger).replace("A second secret", "")
    (mine,) = [node for node in stranger.nodes.values() if node.text == "What stands"]
    assert [wording.text for wording in mine.earlier] == ["A second secret"]
    assert all(not reply.group for reply in stranger.replies)
    assert stranger.links == ()
    for insider in (ben, chidi, ada):
        (mine,) = [n for n in whole(lived, insider).nodes.values() if n.text == "What stands"]
        assert [wording.text for wording in mine.earlier] == ["A first secret", "A second secret"]
    assert len(whole(lived, ada).links) == 1


def test_texts_that_were_erased_are_gone_from_it(lived, ada, ben):
    erase_person(ben, ben, texts="blank")
    told = repr(whole(lived, ada))
    assert "first secret" not in told
    assert "ben" not in told


def test_withdrawn_claims_stay_in_it(lived, thesis, ada, person):
    withdraw_claim(ada, post_claim(ada, thesis, stance="pro", text="Gone"))
    stranger = whole(lived, person("dora"))
    assert [n.text for n in stranger.nodes.values() if n.state == State.WITHDRAWN] == ["Gone"]


def test_its_queries_do_not_grow(ada, ben, argument, django_assert_num_queries):
    small = place_debate(ada, argument)
    large = place_debate(ada, random_map(1, 200))
    for debate in (small, large):
        for person, queries in ((ada, 6), (ben, 7)):
            claims = Debate.objects.get(pk=debate.pk).claims.all()
            with django_assert_num_queries(queries):
                claims.as_whole(person)
