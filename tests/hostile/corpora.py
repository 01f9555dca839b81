"""What others have collected: strings that break programs, and attacks on pages by script."""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import brs_kb

from debates.errors import Refusal

ALL = os.environ.get("HOSTILE") == "all"
_LIST = Path(__file__).with_name("blns.json")


@cache
def payloads() -> tuple[str, ...]:
    """Both collections, each text once, in the order of the alphabet."""
    logging.getLogger("brs_kb").disabled = True
    attacks = {known["payload"] for known in brs_kb.get_all_payloads().values()}
    return tuple(sorted(attacks | set(json.loads(_LIST.read_text(encoding="utf-8")))))


def every(step: int) -> tuple[str, ...]:
    """Those that the suite has time for; all of them where HOSTILE=all is set."""
    return payloads() if ALL else payloads()[::step]


def taken(clean: Callable[[str], str], texts: Iterable[str]) -> list[str]:
    """Those that are stored, as they are."""
    return list(_taken(clean, texts))


def _taken(clean: Callable[[str], str], texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        try:
            yield clean(text)
        except Refusal:
            continue


def pages_of(texts: Iterable[str], characters: int, between: str = "\n\n") -> list[str]:
    """All of them in as few texts as that many characters allow."""
    pages = [""]
    for text in texts:
        if len(pages[-1]) + len(text) + len(between) > characters:
            pages.append("")
        pages[-1] += text[: characters - len(between)] + between
    return pages
