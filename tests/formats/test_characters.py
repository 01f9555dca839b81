from dataclasses import replace

from hypothesis import given, settings

from debates.argument.map import ArgumentMap, Link, Node, Reply, Source
from debates.argument.words import Stance
from debates.formats.carried import kept, lost
from debates.formats.characters import holds_controls, without_controls
from debates.formats.format import EVERYTHING, Part
from tests.maps import grow, maps

PLAIN = EVERYTHING - {Part.CONTROLS}


def test_a_map_of_texts_stays_as_it_is():
    argument = grow("Ban cars\n  + Air")

    assert without_controls(argument) is argument
    assert lost(argument, PLAIN) == {}


def test_control_characters_go_and_are_counted():
    argument = grow("Ban cars\n  + Air")
    source = Source(url="\x01https://a.org", quote="\ufffeWhy\r\n\t\x0b")
    air = argument.nodes["Air"]._replace(sources=(source,))
    argument = replace(argument, title="Ca\x00rs", nodes=argument.nodes | {"Air": air})

    clean = kept(argument, PLAIN)

    assert clean.title == "Cars"
    assert clean.nodes["Air"].sources == (Source(url="https://a.org", quote="Why\r\n\t"),)
    assert clean.nodes["Ban cars"] == argument.nodes["Ban cars"]
    assert lost(argument, PLAIN) == {"claims with control characters": 1}


def test_ids_stay_different_and_no_claim_loses_its_whole_text():
    keys = ["a\x00", "a", "\x00a", "\x01", "\x02 "]
    argument = ArgumentMap(
        root=keys[0],
        nodes={key: Node(key, key) for key in keys},
        replies=tuple(Reply(key, keys[0], Stance.PRO, group="\x03g") for key in keys[1:]),
        links=(Link(keys[4], keys[2], Stance.CON),),
    )

    clean = without_controls(argument)

    assert list(clean.nodes) == ["a-2", "a", "a-3", "\ufffd", "\ufffd-2"]
    assert [node.text for node in clean.nodes.values()] == ["a", "a", "a", "\ufffd", "\ufffd"]
    assert clean.root == "a-2"
    assert clean.replies[1] == Reply("a-3", "a-2", Stance.PRO, group="g")
    assert clean.links == (Link("\ufffd-2", "a-3", Stance.CON),)


@given(maps())
@settings(max_examples=30)
def test_nothing_of_the_kind_stays(argument):
    clean = without_controls(argument)

    assert not any(map(holds_controls, (*clean.nodes.values(), *clean.nodes)))
    assert len(clean.nodes) == len(argument.nodes)
