import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from debates.argument.map import ArgumentMap
from debates.errors import Refusal
from debates.formats import registry
from debates.management.files import read
from debates.reasoning.framework import Framework, framework
from debates.reasoning.gradients import gradients_in
from debates.reasoning.grounded import standings
from debates.reasoning.preferred import attackers_of, preferred, stable_among
from debates.reasoning.semantics import SEMANTICS, Semantics
from debates.reasoning.strengths import BASE, RELEVANCE, strengths


class Command(BaseCommand):
    help = (
        "Compute strength, standing and gradient of every claim in a file. Needs no database; "
        "status 1 where the file cannot be read."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        readable = [name for name, one in registry.FORMATS.items() if one.loads]
        parser.add_argument("file", help="a file in any format that can be read, or - for input")
        parser.add_argument("--format", choices=readable, help="by its content if not given")
        parser.add_argument("--json", action="store_true", help="everything, by ids of claims")
        parser.add_argument(
            "--labellings",
            action="store_true",
            help="also what can be held together (preferred, stable), for small maps; with --json",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["labellings"] and not options["json"]:
            raise CommandError("--labellings is told with --json only.", returncode=2)
        _, argument = read(options["file"], options["format"])
        framing = framework(argument)
        computed = reasoned(framing)
        if options["labellings"]:
            computed["labellings"] = _labellings(framing)
        try:
            self.stdout.write(_as_json(computed) if options["json"] else _table(argument, computed))
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever was reading has seen enough; Python would complain when it closes the pipe.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def reasoned(framing: Framework) -> dict[str, Any]:
    """By ids of claims, in reading order."""
    return {
        "base": BASE,
        "relevance": RELEVANCE,
        "theses": framing.theses,
        "circular": [key for key in framing.keys if key in framing.circular],
        "standing": standings(framing),
        "semantics": {name: _under(framing, one) for name, one in SEMANTICS.items()},
    }


def _under(framing: Framework, semantics: Semantics) -> dict[str, Any]:
    found = strengths(framing, semantics)
    return {
        "strength": found.claims,
        "unsettled": [key for key in framing.keys if key in found.unsettled],
        "gradient": {thesis: gradients_in(found, thesis).claims for thesis in framing.theses},
    }


def _labellings(framing: Framework) -> dict[str, list[list[str]]]:
    attackers = attackers_of(framing)
    try:
        largest = preferred(attackers)
    except Refusal as refusal:
        raise CommandError(refusal.message) from refusal
    return {
        "preferred": [_claims(framing, held) for held in largest],
        "stable": [_claims(framing, held) for held in stable_among(largest, attackers)],
    }


def _claims(framing: Framework, held: frozenset[int]) -> list[str]:
    return [key for number, key in enumerate(framing.keys) if number in held]


def _as_json(computed: dict[str, Any]) -> str:
    return json.dumps(computed, ensure_ascii=False, indent=2)


def _table(argument: ArgumentMap, computed: dict[str, Any]) -> str:
    names = list(computed["semantics"])
    lines = ["  ".join([*names, "standing ", "claim"])]
    for key, standing in computed["standing"].items():
        found = (computed["semantics"][name]["strength"][key] for name in names)
        numbers = (
            f"{value:.3f}".rjust(len(name)) for name, value in zip(names, found, strict=True)
        )
        lines.append("  ".join([*numbers, f"{standing:<9}", _printable(argument.nodes[key].text)]))
    return "\n".join(lines)


def _printable(text: str) -> str:
    """On one line, and nothing in it that a terminal would obey."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
