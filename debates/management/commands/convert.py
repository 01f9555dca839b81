from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from debates.formats import registry
from debates.formats.carried import lost
from debates.management.files import read, told, write


class Command(BaseCommand):
    help = "Turn a debate in a file from one format into another, without a database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        formats = registry.FORMATS.items()
        readable = [name for name, one in formats if one.loads]
        writable = [name for name, one in formats if one.dumps]
        parser.add_argument("file", help="a file in any format that can be read, or - for input")
        parser.add_argument("--to", required=True, choices=writable, help="the format to write")
        parser.add_argument("--from", dest="source", choices=readable, help="if not by its content")
        parser.add_argument("-o", "--output", default="-", help="a file to write, or - for output")

    def handle(self, *args: Any, **options: Any) -> None:
        source, argument = read(options["file"], options["source"])
        target = registry.FORMATS[options["to"]]
        text = target.dumps(argument) if target.dumps else ""
        if options["output"] == "-":
            self.stdout.write(text, ending="")
        else:
            write(options["output"], text)
        if argument.unplaced:
            self.stderr.write(f"Of {source.title}, not read: {told(dict(argument.unplaced))}.")
        if missing := lost(argument, target.carries):
            self.stderr.write(f"{target.title} has no place for: {told(missing)}.")
