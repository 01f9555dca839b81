from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Finding(NamedTuple):
    level: Level
    about: str
    what: str
    todo: str = ""


def ok(about: str, what: str) -> Finding:
    return Finding(Level.OK, about, what)


def warn(about: str, what: str, todo: str) -> Finding:
    return Finding(Level.WARN, about, what, todo)


def fail(about: str, what: str, todo: str) -> Finding:
    return Finding(Level.FAIL, about, what, todo)
