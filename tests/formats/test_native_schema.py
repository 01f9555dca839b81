"""The JSON Schema in docs/ says of our own JSON what the reader does."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from debates.argument.map import Assessment, Source, Wording
from debates.argument.words import Aim, Stance, State
from debates.formats import native, nodes
from tests.formats.test_native import REFUSED
from tests.maps import grow, maps

ROOT = Path(__file__).resolve().parent.parent.parent
SCHEMA = json.loads((ROOT / f"docs/formats/rejoinder-{native.VERSION}.schema.json").read_text())
DEFINED = SCHEMA["$defs"]
valid = Draft202012Validator(SCHEMA).is_valid

# What a schema cannot say: which ids are there, which stand before which, and what a time is.
BEYOND = (
    *("no claim", "like that of", "another claim", "a link before", "only the first", "answer to"),
    *("has no stance", "the first claim is the root", "half a character", "with its zone"),
)
SAID = [(text, why) for text, why in REFUSED if not any(words in why for words in BEYOND)]


def test_it_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_it_has_the_same_keys_and_words():
    assert set(SCHEMA["properties"]) == set(native._MAP_KEYS)
    assert set(DEFINED["claim"]["properties"]) == set(native._CLAIM_KEYS) > set(nodes.NODE_KEYS)
    assert set(DEFINED["link"]["properties"]) == set(native._LINK_KEYS)
    assert set(DEFINED["source"]["properties"]) == set(Source._fields)
    assert set(DEFINED["wording"]["properties"]) == set(Wording._fields)
    assert DEFINED["stance"]["enum"] == list(Stance)
    assert DEFINED["aim"]["enum"] == list(Aim)
    assert DEFINED["claim"]["properties"]["state"]["enum"] == list(State)
    assert SCHEMA["properties"]["version"]["const"] == native.VERSION
    assert SCHEMA["properties"]["format"]["const"] == native.FORMAT_NAME


@given(maps())
@settings(max_examples=30)
def test_what_is_written_is_valid(argument):
    assessed = {key: Assessment(0.5, "in") for key in argument.nodes}
    assert valid(json.loads(native.dumps(replace(argument, assessed=assessed, assessed_by="A"))))


@pytest.mark.parametrize(("text", "problem"), SAID, ids=[problem for _, problem in SAID])
def test_what_the_reader_refuses_is_not_valid(text, problem):
    assert not valid(json.loads(text)), problem


def test_what_was_computed_is_written_and_not_read():
    assessed = {"T": Assessment(0.0, "out"), "a": Assessment(1.0, "in")}
    argument = replace(grow("T\n  - a"), assessed=assessed, assessed_by="DF-QuAD")
    written = json.loads(native.dumps(argument))
    assert written["assessed_by"] == "DF-QuAD"
    assert [(one["strength"], one["standing"]) for one in written["claims"]] == [
        (0.0, "out"),
        (1.0, "in"),
    ]
    again = native.loads(native.dumps(argument))
    assert again == argument
    assert (again.assessed, again.assessed_by) == ({}, "")


def test_claims_have_their_lines():
    argument = grow('T\n  + a "b"\n  - ü')
    assert native.loads(native.dumps(argument)).lines == {"T": 6, 'a "b"': 10, "ü": 16}
