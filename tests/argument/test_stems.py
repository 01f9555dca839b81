import pytest

from debates.argument.stems import stem

# As in Porter's paper, step by step.
STEMS = {
    "caresses": "caress",
    "ponies": "poni",
    "cats": "cat",
    "feed": "feed",
    "agreed": "agre",
    "plastered": "plaster",
    "sing": "sing",
    "hopping": "hop",
    "falling": "fall",
    "filing": "file",
    "sized": "size",
    "happy": "happi",
    "sky": "sky",
    "relational": "relat",
    "conditional": "condit",
    "vietnamization": "vietnam",
    "sensibiliti": "sensibl",
    "triplicate": "triplic",
    "goodness": "good",
    "revival": "reviv",
    "adjustable": "adjust",
    "adoption": "adopt",
    "probate": "probat",
    "cease": "ceas",
    "controll": "control",
    "generalizations": "gener",
}


@pytest.mark.parametrize(("word", "expected"), STEMS.items())
def test_a_word_has_this_stem(word, expected):
    assert stem(word) == expected


@pytest.mark.parametrize("word", ["", "as", "co2", "café", "автомобили", "2026"])
def test_what_is_no_english_word_stays(word):
    assert stem(word) == word
