"""What is written for Graphviz, with its own ``dot`` as the judge where there is one."""

import json
import shutil
import subprocess
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from debates.argument.map import ArgumentMap, Assessment
from debates.argument.words import Aim, Stance, State
from debates.formats.carried import lost
from debates.formats.characters import without_controls
from debates.formats.dot import FORMAT, dumps
from tests.maps import at, changed, grow, linked, maps

DOT = shutil.which("dot")
drawn_by_dot = pytest.mark.skipif(DOT is None, reason="Graphviz is not installed")

CARS = """
Ban cars
  + Air
    -relevance Wind
  - Deliveries
    - Bikes
"""


def drawn(text: str, kind: str) -> str:
    assert DOT
    done = subprocess.run([DOT, f"-T{kind}"], input=text.encode(), capture_output=True, check=True)
    assert not done.stderr, done.stderr
    return done.stdout.decode()


def grouped(argument: ArgumentMap, *keys: str) -> ArgumentMap:
    replies = [
        reply._replace(group="g") if reply.key in keys else reply for reply in argument.replies
    ]
    return replace(argument, replies=tuple(replies))


def test_kinds_differ_in_word_shape_and_colour():
    text = dumps(replace(grow(CARS), title="Cars & “co”"))

    assert text.startswith("digraph debate {\n  rankdir=BT ordering=in;\n")
    assert '  label="Cars &amp; “co”\\l" labelloc=t' in text
    assert '"Ban cars" [label="Thesis\\lBan cars\\l" shape=box penwidth=2' in text
    assert '"Air" [label="Claim\\lAir\\l" shape=box style="rounded,filled" color="#0f6a54"' in text
    assert '"Wind" [label="Critique\\lWind\\l" shape=octagon color="#ab3d1e"' in text
    assert '"Bikes" [label="Rebuttal\\lBikes\\l" shape=hexagon color="#663cac"' in text
    assert '"Air" -> "Ban cars" [color="#0f6a54"];' in text
    assert '"Wind" -> "Air" [color="#ab3d1e" arrowhead=tee label="relevance\\l"];' in text


def test_a_question_has_theses_without_an_arrow():
    argument = replace(grow("Which?\n  + Cars"), asks=True)
    argument = replace(argument, replies=(argument.replies[0]._replace(stance=None),))

    assert '"Which?" [label="Question\\lWhich?\\l" shape=ellipse' in dumps(argument)
    assert '"Cars" -> "Which?" [color="#55534c" arrowhead=none];' in dumps(argument)


def test_links_are_dashed():
    argument = linked(grow(CARS), "Wind", "Deliveries", Stance.PRO)

    assert '"Wind" -> "Deliveries" [color="#0f6a54" style=dashed];' in dumps(argument)


def test_linked_premises_meet_in_a_point():
    text = dumps(grouped(grow("p1\n  + a\n  + b\n  - c"), "a", "b"))

    assert text.splitlines()[8:13] == [
        '  p2 [shape=point width=0.1 tooltip="together"];',
        '  p2 -> "p1" [color="#0f6a54"];',
        '  "a" -> p2 [color="#0f6a54" arrowhead=none];',
        '  "b" -> p2 [color="#0f6a54" arrowhead=none];',
        '  "c" -> "p1" [color="#ab3d1e" arrowhead=tee];',
    ]


def test_states_and_what_was_computed_are_said_in_words():
    argument = changed(grow(CARS), "Air", state=State.WITHDRAWN, conceded=True)
    assessed = {"Air": Assessment(0.125, "out"), "Wind": Assessment(1.0)}

    text = dumps(replace(argument, assessed=assessed))

    assert 'label="Claim (withdrawn, conceded)\\lAir\\lstrength 0.12, out\\l"' in text
    assert 'label="Critique\\lWind\\lstrength 1.00\\l"' in text


def test_what_is_left_out_is_told():
    argument = changed(grow(CARS), "Air", author="Ada", detail="Why", written=at(0))

    assert lost(argument, FORMAT.carries) == {"details": 1, "authors": 1, "times": 1}


NASTY = 'a\\"b\\\\ <i>&lt;</i> \\N {x|y}\n\n&#8220; // # ]; "->" \\'


@drawn_by_dot
def test_no_text_means_anything_to_graphviz():
    argument = changed(grow("T\n  + a"), "a", text=NASTY)
    argument = replace(linked(argument, "T", "a", Stance.CON), title=NASTY)

    svg = drawn(dumps(argument), "svg")

    assert "a\\&quot;b\\\\ &lt;i&gt;&amp;lt;&lt;/i&gt; \\N {x|y}" in svg.replace("&#160;", " ")
    assert "&amp;#8220; // # ]; &quot;&#45;&gt;&quot; \\<" in svg


@drawn_by_dot
@given(maps())
@settings(max_examples=10)
def test_dot_finds_every_claim_and_every_relation(argument):
    argument = without_controls(argument)

    found = json.loads(drawn(dumps(argument), "dot_json"))

    edges = found.get("edges", [])
    names = [thing["name"] for thing in found["objects"] if thing.get("shape") != "point"]
    assert names == [key.replace("\\", "\\\\") for key in argument.nodes]
    relations = [
        (told.stance, told.aim or "", told.group) for told in (*argument.replies, *argument.links)
    ]
    groups = len(found["objects"]) - len(names)
    assert groups == len(
        {
            (getattr(told, "parent", "") or told.target, told.group, told.stance)
            for told in (*argument.replies, *argument.links)
            if told.group
        }
    )
    assert len(edges) == len(relations) + groups
    aims = Counter(edge["label"].removesuffix("\\l") for edge in edges if edge.get("label"))
    assert aims == Counter(aim for _, aim, _ in relations if aim)
    assert all(Aim(aim) for aim in aims)
