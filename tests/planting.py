"""The session of tests/mutation.py: each test once, then the nearest of them for every change."""

import ast
import gc
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol

from tests.mutants import Mutant, planted

ROOT = Path(__file__).resolve().parent.parent
# What decides, and the tests that are tried on changes to it.
TESTS = {
    "debates/permissions.py": ["test_permissions.py", "operations"],
    "debates/argument": ["argument", "formats", "reasoning"],
    "debates/operations": ["operations"],
    "debates/reasoning": ["reasoning", "argument"],
}
SECONDS = 25  # of tests for one change, as long as they took without it
ENDLESS = 10  # seconds for one test, and ten times what it took without the change
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
        watched = [str(ROOT / path) for package in TESTS for path in (package, f"{package}/*")]
        tracer = coverage.Coverage(data_file=None, config_file=False, include=watched)
        tracer.start()
        for item in items:
            tracer.switch_context(item.nodeid)
            began = time.process_time()
            if not _passes(item):
                self.failed.append(item.nodeid)
            self.took[item.nodeid] = time.process_time() - began
        tracer.stop()
        return PassingBy(tracer.get_data(), self.took, set(self.failed))

    def _work(self, number: int, items: list[pytest.Item], passing_by: "PassingBy") -> None:
        """Each worker has a database of its own, and every change a process of its own."""
        _own_database(number)
        by_id = {item.nodeid: item for item in items}
        program = Program()
        gc.collect()
        gc.freeze()  # Otherwise every process would look through, and so copy, all that is kept.
        passing = [item for item in items if item.nodeid not in self.failed]
        if _outcome(program, None, passing[number :: _processes()], self.took) != "survived":
            os._exit(1)  # What fails in such a process without a change tells nothing of any.
        with (self.results / str(number)).open("w") as results:
            for mutant in self.chosen[number :: _processes()]:
                reaching = passing_by.tests(mutant)
                tests = [by_id[test] for test in passing_by.within_the_time(reaching)]
                outcome = _outcome(program, mutant, tests, self.took)
                if outcome == "survived" and len(tests) < len(reaching):
                    outcome = "time was up"
                results.write(json.dumps([mutant.module, mutant.number, outcome]))
                results.write("\n")
                results.flush()


class PassingBy:
    """Which tests come by a line: first those of whose own lines most are in its module."""

    def __init__(self, data: Any, took: dict[str, float], failed: set[str]) -> None:
        self.lines = {
            module: data.contexts_by_lineno(str(ROOT / module))
            for module in (str(Path(file).relative_to(ROOT)) for file in data.measured_files())
        }
        self.took, self.failed = took, failed
        self.counts = {
            module: Counter(test for tests in lines.values() for test in tests)
            for module, lines in self.lines.items()
        }
        self.all_counts = sum(self.counts.values(), Counter[str]())

    def tests(self, mutant: Mutant) -> list[str]:
        lines, counts = self.lines.get(mutant.module, {}), self.counts.get(mutant.module, Counter())
        first, last = mutant.lines
        here = {test for line in range(first, last + 1) for test in lines.get(line, [])}
        if mutant.at_the_top or not here - {""}:
            # It was run before the first test, by an import or for a cache: any may depend on it.
            here = set(self.took)

        def distance(test: str) -> tuple[float, float, str]:
            share = counts[test] / (self.all_counts[test] or 1)
            return -round(share, 1), self.took[test], test

        return sorted(here - self.failed - {""}, key=distance)

    def within_the_time(self, tests: list[str]) -> list[str]:
        spent = accumulate(self.took[test] for test in tests)
        return [test for test, seconds in zip(tests, spent, strict=True) if seconds <= SECONDS]


def _passes(item: pytest.Item) -> bool:
    # What belongs to the session alone is kept: the next test may be any.
    reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
    return not any(report.failed for report in reports)


def _outcome(
    program: "Program", mutant: Mutant | None, tests: list[pytest.Item], took: dict[str, float]
) -> str:
    if not tests:
        return "not reached"

    def run() -> None:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        if mutant and not program.plant(mutant):
            os._exit(3)
        for test in tests:
            signal.alarm(ENDLESS + int(10 * took[test.nodeid]))
            if not _passes(test):
                os._exit(1)
        os._exit(0)

    status = os.waitstatus_to_exitcode(os.waitpid(_forked(run), 0)[1])
    if status == -signal.SIGALRM:
        return "too slow"
    return {0: "survived", 2: "broken", 3: "not planted"}.get(status, "killed")


class Program:
    """What runs here of it, looked up once."""

    def __init__(self) -> None:
        self.functions: dict[str, list[FunctionType]] = defaultdict(list)
        self.caches = []
        gc.unfreeze()  # What tests/conftest.py put out of sight.
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType):
                self.functions[thing.__code__.co_filename].append(thing)
            elif hasattr(type(thing), "cache_clear") and thing.__module__.startswith("debates"):
                self.caches.append(thing)

    def plant(self, mutant: Mutant) -> bool:
        """Into the running program: functions get other code, names get other values."""
        file = ROOT / mutant.module
        tree, statement = planted(file.read_text(), mutant)
        changed = False
        if not mutant.at_the_top:
            changed = self._exchange(compile(tree, file, "exec"))
        for kept in self.caches:  # What functools.cache keeps was found without the change.
            kept.cache_clear()
        return _assign(mutant, tree, statement) or changed

    def _exchange(self, module: CodeType) -> bool:
        codes = {(code.co_qualname, code.co_firstlineno): code for code in _codes(module)}
        changed = False
        for function in self.functions[module.co_filename]:
            new = codes.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
            if new and new.co_freevars == function.__code__.co_freevars:
                function.__code__ = new
                changed = True
        return changed


def _assign(mutant: Mutant, tree: ast.Module, statement: ast.stmt) -> bool:
    """Give what is assigned at the top, and all that is made of what changed, its value anew."""
    name = mutant.module.removesuffix(".py").replace("/", ".")
    names = vars(sys.modules[name.removesuffix(".__init__")])
    before = dict(names)
    changed = _given(statement) if mutant.at_the_top else {mutant.within.partition(".")[0]}
    try:
        for assignment in _made_of(changed, tree):
            exec(compile(ast.Module([assignment], []), mutant.module, "exec"), names)
    except Exception:
        os._exit(1)  # The module could not be imported: every test would fail.
    others = {key for key in before if names[key] is not before[key]}
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith(("debates", "tests")):
            for key in others & vars(module).keys():
                if vars(module)[key] is before[key]:
                    setattr(module, key, names[key])
    return bool(others)


def _made_of(names: set[str], tree: ast.Module) -> list[ast.stmt]:
    """The assignments at the top of the module in which these names take part, however far away."""
    found: set[str] = set()
    while more := names - found:
        found |= more
        names = {given for s in tree.body if found & _used(s) for given in _given(s)}
    return [s for s in tree.body if isinstance(s, ast.Assign | ast.AnnAssign) and found & _given(s)]


def _used(statement: ast.stmt) -> set[str]:
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}


def _given(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef):
        return {statement.name}
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return {name for target in targets for name in _used(target)}
    return set()


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
    return len(os.sched_getaffinity(0))
