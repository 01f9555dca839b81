"""How much the tests notice: ./run nightly mutation

Plants small wrong changes (tests/mutants.py) into what decides: permissions, verbs, argument/ and
reasoning/, one at a time, and runs the tests that come by the changed line until one fails, the
nearest first and for 25 seconds at most (tests/planting.py): what was not noticed by then counts as
not noticed, so the figures are lower bounds. Prints how many changes were noticed of each module,
and which were not; status 1 below 85 % of a package. Changes that change nothing are listed with
their reasons in tests/mutation.txt. As many run at once as there are processors: `taskset` bounds
them.

    python -m tests.mutation [--quick | --sample N] [--json] [PATH...]
"""

import argparse
import json
import os
import random
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.mutants import Mutant, mutants
from tests.planting import ROOT, TESTS, Planting

GOAL = 85.0
QUICK = 10
NOTICED = {"killed", "too slow"}
EQUIVALENTS = ROOT / "tests" / "mutation.txt"


def all_mutants(paths: list[str]) -> list[Mutant]:
    found = [ROOT / path for path in paths]
    files = {f for path in found for f in ([path] if path.is_file() else path.rglob("*.py"))}
    modules = [(str(file.relative_to(ROOT)), file.read_text()) for file in sorted(files)]
    return [mutant for module, source in modules for mutant in mutants(module, source)]


def sample(found: list[Mutant], most: int) -> list[Mutant]:
    """Of each package so many: the same ones, but for those in code that was changed."""
    of_packages: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in found:
        of_packages[package_of(mutant)].append(mutant)
    dice = {str(mutant): random.Random(str(mutant)) for mutant in found}
    rolled = {mutant: dice[str(mutant)].random() for mutant in found}
    few = (sorted(of, key=rolled.__getitem__)[:most] for of in of_packages.values())
    return [mutant for of_package in few for mutant in of_package]


def equivalents() -> set[str]:
    """Each is a line as the report has it; what is indented below it is the reason."""
    lines = EQUIVALENTS.read_text().splitlines() if EQUIVALENTS.exists() else []
    return {line for line in lines if line.startswith("debates/")}


def outcomes(chosen: list[Mutant]) -> tuple[dict[tuple[str, int], str], list[str]]:
    with tempfile.TemporaryDirectory(prefix="mutation-") as directory:
        results = Path(directory) / "results"
        results.mkdir()
        os.environ["DATA_DIR"] = directory
        os.environ.pop("DATABASE_URL", None)
        planting = Planting(chosen, results)
        packages = {package_of(mutant) for mutant in chosen}
        tests = {str(ROOT / "tests" / name) for package in packages for name in TESTS[package]}
        plain = ["-p", "no:randomly", "-p", "no:cacheprovider", "-o", "timeout=0", "-n", "0"]
        status = pytest.main([*plain, *sorted(tests)], plugins=[planting])
        rows = [json.loads(row) for file in results.iterdir() for row in file.open()]
    found = {(module, number): outcome for module, number, outcome in rows}
    if status or len(found) != len(chosen):
        sys.exit(
            f"Only {len(found)} of {len(chosen)} changes were tried. If it is none: do the tests "
            "pass in a process of their own?"
        )
    return found, planting.failed


def package_of(mutant: Mutant) -> str:
    return next(package for package in TESTS if mutant.module.startswith(package))


def rates(
    chosen: list[Mutant], found: dict[tuple[str, int], str], by_package: bool = False
) -> dict[str, dict[str, float]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant in chosen:
        name = package_of(mutant) if by_package else mutant.module
        counts[name][found[mutant.module, mutant.number]] += 1
    return {name: _figures(counted) for name, counted in sorted(counts.items())}


def _figures(counted: Counter[str]) -> dict[str, float]:
    noticed = sum(counted[outcome] for outcome in NOTICED)
    planted = counted.total() - counted["not planted"]
    return {"noticed": noticed, "of": planted, "percent": round(100 * noticed / (planted or 1), 1)}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    few = parser.add_mutually_exclusive_group()
    few.add_argument(
        "--quick", dest="sample", action="store_const", const=QUICK, help=f"--sample {QUICK}"
    )
    few.add_argument("--sample", type=int, help="so many changes of each package")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("paths", nargs="*", default=list(TESTS), metavar="PATH")
    asked = parser.parse_args()

    known = equivalents()
    if gone := known - {str(mutant) for mutant in all_mutants(list(TESTS))}:
        sys.exit("\n".join(["In tests/mutation.txt, but no changes:", *sorted(gone)]))
    chosen = all_mutants(asked.paths)
    if asked.sample:
        chosen = sample(chosen, asked.sample)
    chosen = [mutant for mutant in chosen if str(mutant) not in known]
    found, failed = outcomes(chosen)
    packages = rates(chosen, found, by_package=True)
    missed = [m for m in chosen if found[m.module, m.number] not in NOTICED]
    below = [name for name, figures in packages.items() if figures["percent"] < GOAL]

    if asked.json:
        report = {"packages": packages, "modules": rates(chosen, found), "failed": failed}
        survivors = [f"{m} (line {m.lines[0]}, {found[m.module, m.number]})" for m in missed]
        print(json.dumps(report | {"survivors": survivors}, indent=2))
    else:
        for mutant in missed:
            print(f"{found[mutant.module, mutant.number]:12} line {mutant.lines[0]:3}  {mutant}")
        for name, figures in (rates(chosen, found) | packages).items():
            print(f"{name:44} {figures['noticed']:5} of {figures['of']:5} {figures['percent']:6} %")
        for test in failed:
            print(f"Fails without any change, so it was left out: {test}")
    return 1 if below or failed else 0


if __name__ == "__main__":
    sys.exit(main())
