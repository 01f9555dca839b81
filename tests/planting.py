"""The session of tests/mutation.py: each test once, then some of them for every change."""

import ast
import gc
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol

from tests.mutants import Mutant, planted

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 20  # for the tests of one change, and four times what they take without it
MEMORY = 4 * 2**30


class Planting:
    def __init__(self, chosen: list[Mutant], results: Path) -> None:
        self.chosen = chosen
        self.results = results
        self.failed: list[str] = []
        self.took: dict[str, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from django.db import connections

        # Threads and a database of their own would outlive the process that is killed.
        items = [i for i in session.items if "transactional_db" not in i.fixturenames]
        passing_by = self._measure(items)
        connections.close_all()
        workers = [
            _forked(lambda n=n: self._work(n, items, passing_by)) for n in range(_processes())
        ]
        for worker in workers:
            os.waitpid(worker, 0)
        return True

    def _measure(self, items: list[pytest.Item]) -> "PassingBy":
        tracer = coverage.Coverage(
            data_file=None, config_file=False, include=[str(ROOT / "debates" / "*")]
        )
        tracer.start()
        for item in items:
            tracer.switch_context(item.nodeid)
            began = time.perf_counter()
            if not _passes(item):
                self.failed.append(item.nodeid)
            self.took[item.nodeid] = time.perf_counter() - began
        tracer.stop()
        return PassingBy(tracer.get_data(), self.took, set(self.failed))

    def _work(self, number: int, items: list[pytest.Item], passing_by: "PassingBy") -> None:
        """Each worker has a database of its own, and every change a process of its own."""
        _own_database(number)
        by_id = {item.nodeid: item for item in items}
        with (self.results / str(number)).open("w") as results:
            for mutant in self.chosen[number :: _processes()]:
                tests = passing_by.tests(mutant)
                limit = SECONDS + 4 * sum(self.took[test] for test in tests)
                outcome = _outcome(mutant, [by_id[test] for test in tests], limit)
                results.write(json.dumps([mutant.module, mutant.number, outcome]))
                results.write("\n")
                results.flush()


class PassingBy:
    """Which tests come by a line, the quickest first."""

    def __init__(self, data: Any, took: dict[str, float], failed: set[str]) -> None:
        self.lines = {
            module: data.contexts_by_lineno(str(ROOT / module))
            for module in (str(Path(file).relative_to(ROOT)) for file in data.measured_files())
        }
        self.took, self.failed = took, failed

    def tests(self, mutant: Mutant) -> list[str]:
        lines = self.lines.get(mutant.module, {})
        first, last = mutant.lines
        # What is in no function was run before the first test: all that use the module see it.
        seen = lines if mutant.at_the_top else range(first, last + 1)
        tests = {test for line in seen for test in lines.get(line, [])} - self.failed - {""}
        return sorted(tests, key=lambda test: (self.took[test], test))


def _passes(item: pytest.Item) -> bool:
    # What belongs to the session alone is kept: the next test may be any.
    reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
    return not any(report.failed for report in reports)


def _outcome(mutant: Mutant, tests: list[pytest.Item], limit: float) -> str:
    if not tests:
        return "not reached"

    def run() -> None:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(int(limit))
        if not _plant(mutant):
            os._exit(3)
        os._exit(0 if all(_passes(test) for test in tests) else 1)

    status = os.waitstatus_to_exitcode(os.waitpid(_forked(run), 0)[1])
    if status == -signal.SIGALRM:
        return "too slow"
    return {0: "survived", 2: "broken", 3: "not planted"}.get(status, "killed")


def _plant(mutant: Mutant) -> bool:
    """Into the running program: functions get other code, names get other values."""
    file = ROOT / mutant.module
    tree, statement = planted(file.read_text(), mutant)
    if mutant.at_the_top:
        return _assign(mutant.module, statement)
    code = {(c.co_qualname, c.co_firstlineno): c for c in _codes(compile(tree, file, "exec"))}
    changed = False
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename == str(file):
            new = code.get((thing.__code__.co_qualname, thing.__code__.co_firstlineno))
            if new and new.co_freevars == thing.__code__.co_freevars:
                thing.__code__ = new
                changed = True
    for thing in gc.get_objects():  # What functools.cache keeps was found without the change.
        if hasattr(type(thing), "cache_clear") and thing.__module__.startswith("debates"):
            thing.cache_clear()
    return changed


def _assign(module: str, statement: ast.stmt) -> bool:
    name = module.removesuffix(".py").replace("/", ".")
    before = vars(sys.modules[name.removesuffix(".__init__")])
    after = dict(before)
    try:
        exec(compile(ast.Module([statement], []), module, "exec"), after)
    except Exception:
        return True  # The module could not be imported: every test would fail.
    changed = {key for key in before if after[key] is not before[key]}
    for other in list(sys.modules.values()):
        if getattr(other, "__name__", "").startswith("debates"):
            for key in changed & vars(other).keys():
                if vars(other)[key] is before[key] and vars(other) is not before:
                    setattr(other, key, after[key])
    before.update({key: after[key] for key in changed})
    return bool(changed)


def _codes(code: CodeType) -> Iterator[CodeType]:
    todo = [code]
    while todo:
        yield (code := todo.pop())
        todo += [constant for constant in code.co_consts if isinstance(constant, CodeType)]


def _forked(run: Callable[[], None]) -> int:
    if process := os.fork():
        return process
    try:
        run()
        os._exit(0)
    finally:  # whatever was raised
        os._exit(2)


def _own_database(number: int) -> None:
    from django.db import connections

    database = connections["default"].settings_dict
    if not os.path.exists(database["NAME"]):
        return  # No test uses it.
    copy = f"{database['NAME']}-{number}"
    shutil.copy(database["NAME"], copy)
    database["NAME"] = copy


def _processes() -> int:
    return os.cpu_count() or 1
