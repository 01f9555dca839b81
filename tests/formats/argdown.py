"""What an Argdown text says, in the shape in which the official parser is asked for it.

Blanks around a text are left out, and relations that hold both ways are put into one order.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from debates.formats.argdown.data import is_true, mapping_at
from debates.formats.argdown.document import document
from debates.formats.argdown.model import Document, End, Subject, What
from debates.formats.errors import FormatError

ROOT = Path(__file__).resolve().parents[2]
JUDGE = ROOT / "tests/formats/judges/argdown.cjs"
MODULES = ROOT / "var/judges/node_modules"
SHARED = ROOT / "../shared/data"

WHAT = {What.STATEMENT: "equivalence-class", What.ARGUMENT: "argument", What.INFERENCE: "inference"}
BOTH_WAYS = {"contrary", "contradictory"}

Shape = dict[str, Any]


def has_judge() -> bool:
    return shutil.which("node") is not None and (MODULES / "@argdown/core").is_dir()


def judged(texts: Sequence[str]) -> list[Shape]:
    """What the official parser makes of each, in one process; ``refused`` says why it does not."""
    done = subprocess.run(
        ["node", str(JUDGE)],
        input=json.dumps(list(texts)),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"NODE_PATH": str(MODULES)},
    )
    return [settled(found) for found in json.loads(done.stdout)]


def ours(text: str) -> Shape:
    try:
        said = document(text)
    except FormatError as error:
        return {"refused": str(error)}
    return shape_of(said)


def shape_of(said: Document) -> Shape:
    exploding = is_true(mapping_at(said.front_matter, "model").get("explodeArguments"))
    return settled(
        {
            "statements": {
                subject.end.title: {
                    "texts": texts_of(subject),
                    "refs": len(subject.members) - len(subject.definitions),
                    "tags": list(subject.tags),
                }
                for subject in said.of(What.STATEMENT)
            },
            "arguments": {
                title: shape
                for subject in said.of(What.ARGUMENT)
                for title, shape in arguments_of(subject, exploding).items()
            },
            "relations": [
                [*end_of(source), said.value, *end_of(target)]
                for said, source, target in said.relations
            ],
        }
    )


def arguments_of(subject: Subject, exploding: bool) -> dict[str, Shape]:
    """One, or one for each step where the front matter asks for that."""
    shape = {"descriptions": texts_of(subject), "tags": list(subject.tags)}
    if exploding and len(subject.steps) > 1:
        return {
            f"{subject.end.title} - {number}": shape
            | {
                "pcs": [
                    *([member.title, "premise"] for member in step.premises),
                    [step.conclusion.title, "main-conclusion"],
                ]
            }
            for number, step in enumerate(subject.steps, 1)
        }
    pcs = [
        [title, "intermediary-conclusion" if concludes else "premise"]
        for title, concludes in subject.pcs
    ]
    if pcs:
        pcs[-1][1] = "main-conclusion"
    return {subject.end.title: shape | {"pcs": pcs}}


def texts_of(subject: Subject) -> list[str]:
    return [member.text for member in subject.definitions]


def end_of(end: End) -> tuple[str, str]:
    return end.title, WHAT[end.what]


def settled(shape: Shape) -> Shape:
    if "refused" in shape:
        return shape
    relations = set()
    for source, what, said, target, what_target in shape["relations"]:
        ends = [(source, what), (target, what_target)]
        if said in BOTH_WAYS:
            ends.sort()
        relations.add((*ends[0], said, *ends[1]))
    return {
        "statements": {
            title: found | {"texts": [text.strip() for text in found["texts"]]}
            for title, found in shape["statements"].items()
        },
        "arguments": {
            title: found | {"descriptions": [text.strip() for text in found["descriptions"]]}
            for title, found in shape["arguments"].items()
        },
        "relations": sorted(relations),
    }
