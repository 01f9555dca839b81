"""Debates in files, as commands take and give them: ``-`` is standard input or output."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

from django.core.management.base import CommandError

from debates.argument.map import ArgumentMap
from debates.formats import registry
from debates.formats.errors import FormatError
from debates.formats.format import Format


def content_of(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def read(file: str, name: str | None) -> tuple[Format, ArgumentMap]:
    """The format, one that can be read, found by the content where no name is given; the map."""
    try:
        text = registry.decoded(content_of(file))
        format = registry.named(name) if name else registry.detected(text)
        return format, cast(Callable[[str], ArgumentMap], format.loads)(text)
    except FormatError as error:
        raise CommandError(f"{file}: {error.message}") from error


def write(file: str, text: str) -> None:
    try:
        Path(file).write_bytes(text.encode())
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}.") from error


def told(amounts: dict[str, int]) -> str:
    """As in “3 aims, 12 sources”."""
    return ", ".join(f"{count:,} {what}" for what, count in amounts.items())
