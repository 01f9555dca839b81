"""./run drill backup [--quick] [--json] [--only SQLite|PostgreSQL]

A site is backed up while eight people write to it, and restored into a fresh directory and an
empty database. What was acknowledged before the backup began is there, nothing is half there, the
number of rows and the hash of the content are those of the manifest, and one can sign in with the
password of before; on SQLite and on PostgreSQL. The same rows have the same hash on both.
"""

import contextlib
import json
import subprocess
import sys
import tarfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.drills.databases import POSTGRES, SQLITE, Server, has_postgres, postgres
from tests.drills.ledger import Ledger
from tests.drills.people import Browser
from tests.drills.programs import ROOT
from tests.drills.report import Promise, arguments, nothing_wrong, say, told
from tests.drills.servers import World, environment, place, prepared, served
from tests.drills.verifying import problems_of
from tests.drills.writers import writing

CONTENT = ("accounts", "account", "mfa", "debates")
NAME, PASSWORD = "grace", "nine lives of a cat"


class Taken(NamedTuple):
    """A backup, what had been acknowledged when it began, and for how long it was in the making."""

    file: Path
    before: Ledger
    seconds: float
    during: int


def drilled(database: str, seconds: float) -> list[Promise]:
    with contextlib.ExitStack() as stack:
        folder, fresh = stack.enter_context(place()), stack.enter_context(place())
        server = stack.enter_context(postgres()) if database == POSTGRES else None
        given = environment(folder, server.url if server else "")
        world = prepared(given)
        who = ("--username", NAME, "--email", "grace@example.org", "--password-stdin")
        manage(given, "create_admin", *who)
        taken = _taken(given, world, seconds)
        there = environment(fresh, _empty(server), STATIC_ROOT=str(folder / "static"))
        began = time.monotonic()
        manage(there, "restore", str(taken.file))
        took = time.monotonic() - began
        same = _compared(database, manage(there, "fingerprint", "--json"), taken.file)
        problems = problems_of(taken.before, there)
        signed_in = _signs_in(there, world)
        if server:
            same.append(_on_both(server, there, stack))
    return [
        nothing_wrong(
            database, problems, f"{len(taken.before.entries)} acknowledged before the backup began"
        ),
        *same,
        Promise(
            database, "one can sign in as before", "signed in" if signed_in else "no", signed_in
        ),
        Promise(
            database,
            "people write on during a backup",
            f"{taken.during} writes in {taken.seconds:.1f} s",
            taken.during > 0,
        ),
        Promise(database, "how long a restore takes", f"{took:.1f} s"),
    ]


def manage(given: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=dict(given),
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        timeout=600,
    )
    if done.returncode:
        raise RuntimeError(f"{arguments[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def _taken(given: Mapping[str, str], world: World, seconds: float) -> Taken:
    ledger, before = Ledger(), Ledger()
    with served(given, world) as site, writing(site, ledger, pause=0.05):
        time.sleep(seconds)
        before.entries, before.unanswered = list(ledger.entries), list(ledger.unanswered)
        began = time.monotonic()
        manage(given, "backup")
        took = time.monotonic() - began
        during = len(ledger.entries) - len(before.entries)
        time.sleep(seconds / 4)
    [file] = Path(given["DATA_DIR"], "backups").glob("*.tar.gz")
    return Taken(file, before, took, during)


def _empty(server: Server | None, name: str = "fresh") -> str:
    if server is None:
        return ""
    server.sql(f"CREATE DATABASE {name}")
    return server.url.removesuffix("postgres") + name


def _on_both(server: Server, there: Mapping[str, str], stack: contextlib.ExitStack) -> Promise:
    """One site's rows in a database of each kind; both by one file, since that rounds times."""
    rows = str(Path(there["DATA_DIR"], "rows.json"))
    manage(there, "dumpdata", *CONTENT, "--output", rows)
    found = {
        json.loads(_loaded(environment(stack.enter_context(place()), url), rows))["content"]
        for url in ("", _empty(server, "another"))
    }
    return Promise(
        "both", "the same rows have the same hash", " ".join(h[:12] for h in found), len(found) == 1
    )


def _loaded(given: Mapping[str, str], rows: str) -> str:
    manage(given, "migrate")
    manage(given, "loaddata", rows)
    return manage(given, "fingerprint", "--json")


def _compared(database: str, fingerprint: str, file: Path) -> list[Promise]:
    found, said = json.loads(fingerprint), manifest_of(file)
    rows = f"{sum(said['counts'].values())} rows in {len(said['counts'])} tables"
    return [
        Promise(database, "same numbers of rows", rows, found["counts"] == said["counts"]),
        Promise(
            database, "same content hash", said["content"][:12], found["content"] == said["content"]
        ),
    ]


def manifest_of(file: Path) -> dict[str, Any]:
    with tarfile.open(file) as archive:
        member = archive.extractfile("manifest.json")
        return json.load(member) if member else {}


def _signs_in(given: Mapping[str, str], world: World) -> bool:
    with served(given, world) as site:
        browser = Browser(site.port, {})
        try:
            page = browser.get("/accounts/login/")
            typed = page.fields | {"login": NAME, "password": PASSWORD}
            answer = browser.post("/accounts/login/", typed)
            return answer.status == 302 and browser.get("/me/").status == 200
        finally:
            browser.close()


def main() -> int:
    asked = arguments(__doc__, only={"choices": [SQLITE, POSTGRES], "help": "one of the databases"})
    promises: list[Promise] = []
    databases = [asked.only] if asked.only else [SQLITE, POSTGRES]
    for database in databases:
        if database == POSTGRES and not has_postgres():
            say("Left out: PostgreSQL, whose server is not installed.")
            continue
        say(f"{database}: backing up while people write")
        promises += drilled(database, seconds=2 if asked.quick else 20)
    return told(promises, as_json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
