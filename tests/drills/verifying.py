"""Compares a ledger with the database; run as a program with the site's settings (see servers).

The log of events cannot be changed: whatever was acknowledged has its event, and what the claims
are now is what the events say, played one after the other from the first.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import django

from tests.drills.ledger import Ledger
from tests.drills.servers import asked


def problems_of(ledger: Ledger, environment: Mapping[str, str]) -> list[str]:
    """What is wrong with the site's database, as sentences; for drills to call."""
    path = Path(environment["DATA_DIR"]) / "ledger.json"
    ledger.save(path)
    return asked(__name__, str(path), environment=environment)["problems"]


def main(path: Path) -> None:
    from debates.models import Debate

    ledger = Ledger.saved(path)
    problems = [*_missing(ledger), *_twice(ledger), *_damage(), *_index()]
    for debate in Debate.objects.order_by("pk"):
        problems += [f"{debate.slug}: {problem}" for problem in _in_debate(debate)]
    print(json.dumps({"problems": problems[:50], "all": len(problems)}))


# ---- what was acknowledged


def _missing(ledger: Ledger) -> Iterator[str]:
    from debates.models import Claim

    known = _known()
    texts = _texts()
    there = set(Claim._base_manager.values_list("pk", flat=True))
    for entry in ledger.entries:
        told = (entry.verb, entry.claim)
        if entry.claim not in there:
            yield f"Acknowledged and gone: {entry}"
        elif entry.text and (entry.claim, entry.text) not in texts[entry.verb]:
            yield f"Acknowledged with another wording: {entry}"
        elif entry.verb == "moved":
            # It may have been there already: then it was posted there, or moved by somebody else.
            if (
                not {("moved", entry.claim, entry.parent), ("posted", entry.claim, entry.parent)}
                & known
            ):
                yield f"Acknowledged and not recorded: {entry}"
        elif told not in known:
            yield f"Acknowledged and not recorded: {entry}"


def _known() -> set[tuple[Any, ...]]:
    """Every event by verb and claim, and with the parent that it gave the claim."""
    from debates.models import Event

    known: set[tuple[Any, ...]] = set()
    for verb, claim, told in Event.objects.values_list("verb", "claim", "data"):
        known.add((verb, claim))
        parent = told.get("new", {}).get("parent") if verb == "moved" else told.get("parent")
        known.add((verb, claim, parent))
    return known


def _texts() -> dict[str, set[tuple[int, str]]]:
    from debates.models import Revision

    texts: dict[str, set[tuple[int, str]]] = {"posted": set(), "edited": set()}
    for claim, number, text in Revision.objects.values_list("claim", "number", "text"):
        texts["posted" if number == 1 else "edited"].add((claim, text))
    return texts


def _twice(ledger: Ledger) -> Iterator[str]:
    """Each text is sent in one form: however often that was sent, it counts once."""
    from debates.models import Revision

    times = Counter(Revision.objects.values_list("text", flat=True))
    sent = [*ledger.unanswered, *(entry.text for entry in ledger.entries if entry.text)]
    for text in sent:
        if times[text] > 1:
            yield f"Sent once and there {times[text]} times: {text}"


# ---- what a debate is


def _in_debate(debate: Any) -> Iterator[str]:
    from debates.models import soundness
    from tests.trees import verify

    versions = list(debate.events.order_by("version").values_list("version", flat=True))
    if versions != list(range(1, debate.version + 1)):
        yield f"Its events are {len(versions)}, its version is {debate.version}, or one is missing."
    yield from (problem.sentence for problem in soundness.problems(debate))
    try:
        verify(debate)
    except AssertionError as error:
        yield f"Its tree is not sound: {error}"
    yield from _half_there(debate)


def _half_there(debate: Any) -> Iterator[str]:
    """Where a claim is something else than its events make it."""
    if debate.events.filter(verb="placed").exists():
        return  # it came in whole
    made = _played(debate)
    for claim in debate.claims.all().prefetch_related("revisions"):
        numbers = [(revision.number, revision.text) for revision in claim.revisions.all()]
        if [number for number, _ in numbers] != list(range(1, claim.revision + 1)):
            yield f"Claim {claim.pk} is at revision {claim.revision} of {len(numbers)}."
        elif numbers[-1][1] != claim.text:
            yield f"Claim {claim.pk} does not say what its last revision says."
        if claim.parent_id is None:
            continue
        is_now = {
            "parent": claim.parent_id,
            "revision": claim.revision,
            "state": claim.state,
            "conceded": claim.conceded_at is not None,
        }
        if made[claim.pk] != is_now:
            yield f"Claim {claim.pk} is {is_now}, but its events make it {made[claim.pk]}."


def _played(debate: Any) -> dict[int, dict[str, Any]]:
    made: dict[int, dict[str, Any]] = defaultdict(dict)
    events = debate.events.order_by("version").values_list("verb", "claim", "data")
    for verb, pk, told in events:
        claim = made[pk]
        if verb == "posted":
            claim |= {"parent": told["parent"], "revision": 1}
            claim |= {"state": "visible", "conceded": False}
        elif verb == "edited":
            claim["revision"] = told["revision"]
        elif verb == "moved":
            if _opens_again(told):
                claim["conceded"] = False
            claim["parent"] = told["new"]["parent"]
        elif verb == "withdrawn":
            claim["state"] = "withdrawn"
        elif verb == "restored":
            claim["state"] = told["new"]
        elif verb == "conceded":
            claim["conceded"] = True
    return made


def _opens_again(told: dict[str, Any]) -> bool:
    return told["old"]["parent"] != told["new"]["parent"] or told["new"]["kind"] == "claim"


# ---- what is beside it


def _index() -> Iterator[str]:
    from django.core.management import CommandError, call_command

    try:
        with Path("/dev/null").open("w") as nowhere:
            call_command("reindex_search", check=True, stdout=nowhere)
    except CommandError as wrong:
        yield f"The index of words: {wrong}"


def _damage() -> Iterator[str]:
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        said = [row[0] for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        said += [f"a key that leads nowhere: {row}" for row in cursor.fetchall()]
    yield from (f"SQLite: {line}" for line in said if line != "ok")


if __name__ == "__main__":
    django.setup()
    main(Path(sys.argv[1]))
