"""How much the tests notice: ./run nightly mutation

Plants small wrong changes (tests/mutants.py) into what decides: permissions, verbs, argument/ and
reasoning/, one at a time, and runs the tests that come by the changed line until one fails
(tests/planting.py). Prints how many changes were noticed of each module, and which were not;
status 1 below 85 % of a package. Changes that change nothing are listed with their reasons in
tests/mutation.txt.

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
from tests.planting import ROOT, Planting

PACKAGES = [
    "debates/permissions.py",
    "debates/argument",
    "debates/operations",
    "debates/reasoning",
]
TESTS = [
    "argument",
    "formats",
    "drawing",
    "reasoning",
    "models",
    "operations",
    "test_permissions.py",
]
GOAL = 85.0
QUICK = 40
NOTICED = {"killed", "too slow"}
EQUIVALENTS = ROOT / "tests" / "mutation.txt"


def all_mutants(paths: list[str]) -> list[Mutant]:
    found = [ROOT / path for path in paths]
    files = {f for path in found for f in ([path] if path.is_file() else path.rglob("*.py"))}
    modules = [(str(file.relative_to(ROOT)), file.read_text()) for file in sorted(files)]
    return [mutant for module, source in modules for mutant in mutants(module, source)]


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
        tests = [str(ROOT / "tests" / name) for name in TESTS]
        plain = ["-p", "no:randomly", "-p", "no:cacheprovider", "-o", "timeout=0", "-n", "0"]
        status = pytest.main([*plain, *tests], plugins=[planting])
        rows = [json.loads(row) for file in results.iterdir() for row in file.open()]
    found = {(module, number): outcome for module, number, outcome in rows}
    if status or len(found) != len(chosen):
        sys.exit(f"Only {len(found)} of {len(chosen)} changes were tried.")
    return found, planting.failed


def package_of(mutant: Mutant) -> str:
    return next((p for p in PACKAGES if mutant.module.startswith(p)), mutant.module)


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
        "--quick", dest="sample", action="store_const", const=QUICK, help=f"{QUICK} changes"
    )
    few.add_argument("--sample", type=int, help="so many changes, always the same")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("paths", nargs="*", default=PACKAGES, metavar="PATH")
    asked = parser.parse_args()

    known = equivalents()
    chosen = [mutant for mutant in all_mutants(asked.paths) if str(mutant) not in known]
    if asked.sample:
        chosen = random.Random(4).sample(chosen, min(asked.sample, len(chosen)))
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
