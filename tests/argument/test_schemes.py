import re
from itertools import groupby

import pytest

from debates.argument.schemes import QUESTIONS, SCHEMES, Scheme, scheme_of_question
from debates.argument.words import Aim

every_scheme = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))

# As long as the columns of the table of claims.
SCHEME_MAX = 40
QUESTION_MAX = 60

# What pupils would have to look up.
LEARNED = re.compile(
    r"\b(premis|conclusion|inference|defeas|warrant|rebut|undercut|valid|epistem|agent|"
    r"proposition|domain|assert|instantiat|parameter|presum|prima facie|i\.e\.|e\.g\.)",
    re.IGNORECASE,
)


@every_scheme
def test_every_scheme_has_a_key_a_name_and_one_sentence(scheme: Scheme) -> None:
    assert SCHEMES[scheme.key] is scheme
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", scheme.key)
    assert len(scheme.key) <= SCHEME_MAX
    assert scheme.name
    assert scheme.gist.endswith(".")
    assert scheme.gist.count(".") == 1


def test_there_are_seventeen() -> None:
    assert len(SCHEMES) == 17


def test_names_are_not_given_twice() -> None:
    assert len({scheme.name for scheme in SCHEMES.values()}) == len(SCHEMES)


def test_schemes_of_a_family_stand_together() -> None:
    families = [family for family, _ in groupby(scheme.family for scheme in SCHEMES.values())]

    assert len(families) == 5
    assert len(set(families)) == 5


@every_scheme
def test_every_scheme_is_explained_by_its_steps_and_an_example(scheme: Scheme) -> None:
    assert 1 <= len(scheme.premises) <= 3
    assert scheme.conclusion.startswith("So ")
    for sentence in (*scheme.premises, scheme.conclusion, *scheme.example):
        assert sentence.endswith(".")
        assert sentence[0].isupper()


@every_scheme
def test_every_scheme_has_three_to_six_questions_of_its_own(scheme: Scheme) -> None:
    assert 3 <= len(scheme.questions) <= 6
    for question in scheme.questions:
        assert re.fullmatch(rf"{scheme.key}\.[a-z]+(_[a-z]+)*", question.key)
        assert len(question.key) <= QUESTION_MAX
        assert isinstance(question.aim, Aim)
        assert question.text.endswith("?")
        assert question.text[0].isupper()
        assert len(question.text) <= 90


@every_scheme
def test_the_questions_of_a_scheme_aim_at_more_than_one_thing(scheme: Scheme) -> None:
    assert len({question.aim for question in scheme.questions}) > 1


@every_scheme
def test_no_question_is_asked_twice_of_the_same_argument(scheme: Scheme) -> None:
    assert len({question.text for question in scheme.questions}) == len(scheme.questions)
    assert len({question.key for question in scheme.questions}) == len(scheme.questions)


@every_scheme
def test_the_words_are_plain(scheme: Scheme) -> None:
    said = [scheme.name, scheme.gist, *scheme.premises, scheme.conclusion, *scheme.example]
    for sentence in [*said, *(question.text for question in scheme.questions)]:
        assert not LEARNED.search(sentence), sentence
        assert len(sentence.split()) <= 20, sentence
        assert sentence == sentence.strip()
        assert sentence.isascii(), sentence


def test_a_question_is_found_by_its_whole_key() -> None:
    question = QUESTIONS["expert_opinion.field"]

    assert question in SCHEMES["expert_opinion"].questions
    assert question.aim == Aim.RELEVANCE


def test_a_question_tells_its_scheme() -> None:
    for key in QUESTIONS:
        scheme = scheme_of_question(key)
        assert scheme is not None
        assert key in {question.key for question in scheme.questions}


@pytest.mark.parametrize("key", ["", ".", "expert_opinion", "expert_opinion.", "x.field", "field"])
def test_what_is_no_question_has_no_scheme(key: str) -> None:
    assert scheme_of_question(key) is None
