"""What the doctor says of replicas; here each is what a test says it is."""

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError

from core.upkeep.doctor import replicas
from core.upkeep.doctor.findings import Level

MEGABYTE = 1 << 20


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Any:
    def asked(*answers: Any) -> list[Any]:
        """By whether each follows, and how many bytes behind it is; or what it raises."""
        names = [f"replica{number}" for number, _ in enumerate(answers, 1)]
        told = {"default": ("0/3000060",), **dict(zip(names, answers, strict=True))}
        servers = {name: server(answer) for name, answer in told.items()}
        monkeypatch.setattr(replicas, "connections", servers)
        monkeypatch.setattr(replicas, "replicas", lambda: names)
        found = list(replicas.they_follow())
        assert all(servers[name].closed for name in names)
        return found

    return asked


def server(answer: Any) -> SimpleNamespace:
    def cursor() -> Any:
        if isinstance(answer, Exception):
            raise answer
        return nullcontext(SimpleNamespace(execute=lambda *asked: None, fetchone=lambda: answer))

    made = SimpleNamespace(cursor=cursor, closed=False)
    made.close = lambda: setattr(made, "closed", True)
    return made


def test_where_there_are_none_there_is_nothing_to_say(look: Any) -> None:
    assert look() == []


def test_one_that_follows_is_fine(look: Any) -> None:
    [finding] = look((True, 120))

    assert (finding.level, finding.what) == (Level.OK, "replica1 follows, 120 bytes behind.")


def test_those_that_do_not_are_told_each_by_name(look: Any) -> None:
    gone = OperationalError("connection refused\nand more")

    found = look(gone, (True, 5 * MEGABYTE), (True, None), (False, None), (True, -8))

    assert [(finding.level, finding.what) for finding in found] == [
        (Level.WARN, "replica1: connection refused"),
        (Level.WARN, "replica2 is 5 MB behind."),
        (Level.WARN, "replica3 has nothing."),
        (Level.FAIL, "replica4 follows no primary."),
        (Level.OK, "replica5 follows, 0 bytes behind."),
    ]
