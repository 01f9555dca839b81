import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from django.core.management.base import BaseCommand, CommandError

from debates.argument.map import ArgumentMap
from debates.formats import registry
from debates.formats.errors import FormatError
from debates.reasoning.framework import Framework, framework
from debates.reasoning.gradients import gradients
from debates.reasoning.grounded import standings
from debates.reasoning.semantics import SEMANTICS, Semantics
from debates.reasoning.strengths import strengths


class Command(BaseCommand):
    help = "Compute strength, standing and gradient of every claim in a file, without a database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        readable = [name for name, one in registry.FORMATS.items() if one.loads]
        parser.add_argument("file", help="a file in any format that can be read, or - for input")
        parser.add_argument("--format", choices=readable, help="by its content if not given")
        parser.add_argument("--json", action="store_true", help="everything, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        argument = _read(options["file"], options["format"])
        computed = reasoned(argument)
        if options["json"]:
            self.stdout.write(json.dumps(computed, ensure_ascii=False, indent=2))
            return
        for key, standing in computed["standing"].items():
            values = (one["strength"][key] for one in computed["semantics"].values())
            numbers = "  ".join(f"{value:.3f}" for value in values)
            self.stdout.write(f"{numbers}  {standing:<9}  {argument.nodes[key].text}")


def _read(file: str, name: str | None) -> ArgumentMap:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = registry.decoded(content)
        format = registry.FORMATS[name] if name else registry.detected(text)
        return cast(Callable[[str], ArgumentMap], format.loads)(text)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except FormatError as error:
        raise CommandError(error.message) from error


def reasoned(argument: ArgumentMap) -> dict[str, Any]:
    """By ids of claims; base scores are 0.5 and relevance is 1."""
    framing = framework(argument)
    return {
        "theses": framing.theses,
        "circular": [key for key in framing.keys if key in framing.circular],
        "standing": standings(framing),
        "semantics": {name: _under(framing, one) for name, one in SEMANTICS.items()},
    }


def _under(framing: Framework, semantics: Semantics) -> dict[str, Any]:
    found = strengths(framing, semantics)
    return {
        "strength": found.claims,
        "unsettled": sorted(found.unsettled),
        "gradient": {
            thesis: gradients(framing, thesis, semantics).claims for thesis in framing.theses
        },
    }
