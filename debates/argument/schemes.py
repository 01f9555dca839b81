"""The argumentation schemes a pro can name (after D. Walton), with their critical questions.

What they are called and ask is data: see ``schemes.toml`` beside this file.
"""

import tomllib
from importlib.resources import files
from typing import Any, NamedTuple

from debates.argument.words import Aim


class CriticalQuestion(NamedTuple):
    """What can be asked of every argument of a scheme; ``aim`` is that of a con that asks it.

    ``key`` is stored and exported, and begins with the scheme's: ``expert_opinion.field``.
    """

    key: str
    text: str
    aim: Aim


class Example(NamedTuple):
    """``reason`` is given for ``claim``."""

    claim: str
    reason: str


class Scheme(NamedTuple):
    """``key`` is stored and exported; the rest is for people, ``gist`` being all of it in brief.

    Schemes of one ``family`` stand together.
    """

    key: str
    family: str
    name: str
    gist: str
    premises: tuple[str, ...]
    conclusion: str
    example: Example
    questions: tuple[CriticalQuestion, ...]


def scheme_of_question(key: str) -> Scheme | None:
    """The scheme that a critical question belongs to, by the question's key."""
    return SCHEMES[key.partition(".")[0]] if key in QUESTIONS else None


def _scheme(entry: dict[str, Any]) -> Scheme:
    return Scheme(
        key=entry["key"],
        family=entry["family"],
        name=entry["name"],
        gist=entry["gist"],
        premises=tuple(entry["premises"]),
        conclusion=entry["conclusion"],
        example=Example(**entry["example"]),
        questions=tuple(
            CriticalQuestion(f"{entry['key']}.{asked['key']}", asked["text"], Aim(asked["aim"]))
            for asked in entry["question"]
        ),
    )


def _catalogue() -> list[Scheme]:
    text = files("debates.argument").joinpath("schemes.toml").read_text(encoding="utf-8")
    return [_scheme(entry) for entry in tomllib.loads(text)["scheme"]]


SCHEMES: dict[str, Scheme] = {scheme.key: scheme for scheme in _catalogue()}
QUESTIONS: dict[str, CriticalQuestion] = {
    question.key: question for scheme in SCHEMES.values() for question in scheme.questions
}
