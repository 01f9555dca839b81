"""The YAML in an Argdown text, ``{…}`` and front matter, read safely: words, lists and mappings.

Every scalar is read as a text, so that nothing is evaluated. Anchors, aliases and deep nesting are
refused, and nothing here is recursive.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

import yaml

from debates.formats.errors import FormatError

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

MOST = 1_000_000  # characters
DEEPEST = 30
# The one in C, where there is one: it is a hundred times faster.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FRONT = re.compile(r"={3,}(.*?)={3,}", re.DOTALL)
# Words and quoted texts in which nothing is escaped mean to YAML what they say.
_ENTRY = re.compile(r'([A-Za-z]+): "([ !#-\[\]-~]*)"')
_USUAL = re.compile(rf"\{{{_ENTRY.pattern}(?:, {_ENTRY.pattern}){{0,500}}\}}")
_BLOCK_START = re.compile(r"\{[ \t]*\n")


def data_in(image: str, line: int) -> dict[str, Value]:
    """What ``{…}`` says. Where a line ends behind the brace, the rest is in YAML's block form."""
    start = _BLOCK_START.match(image)
    if start is None:
        return _mapping(image, line)
    return _mapping(image[start.end() : -1], line + 1)


def front_matter_in(image: str, line: int) -> dict[str, Value]:
    found = _FRONT.fullmatch(image)
    return _mapping(found[1], line) if found else {}


def mapping_at(data: dict[str, Value], *path: str) -> dict[str, Value]:
    """The mapping below these keys, empty where there is none."""
    for key in path:
        value = data.get(key)
        data = value if isinstance(value, dict) else {}
    return data


def is_true(value: object) -> bool:
    return isinstance(value, str) and value.lower() == "true"


def _mapping(text: str, line: int) -> dict[str, Value]:
    if len(text) > MOST:
        raise FormatError(line, f"this data has more than {MOST:,} characters. Make it shorter.")
    usual = _usual(text)
    if usual is not None:
        return usual
    try:
        value = _Building(line).value_of(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        below = error.problem_mark.line if error.problem_mark else 0
        problem = f"this data is not YAML: {error.problem}. Escape a brace of the text as \\{{."
        raise FormatError(line + below, problem) from None
    except (yaml.YAMLError, UnicodeError):
        raise FormatError(line, "this data holds a character that YAML does not allow") from None
    return value if isinstance(value, dict) else {}


def _usual(text: str) -> dict[str, Value] | None:
    """None where it takes YAML to tell what this says, or what is wrong with it."""
    if _USUAL.fullmatch(text) is None:
        return None
    entries = _ENTRY.findall(text)
    found = dict(entries)
    return found if len(found) == len(entries) else None


class _Building:
    """A value from the events of the parser."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.whole: list[Value] = []
        self.open: list[list[Value] | dict[str, Value]] = [self.whole]
        self.keys: list[str | None] = [None]

    def value_of(self, events: Iterator[yaml.Event]) -> Value:
        for event in events:
            self._take(event)
        return self.whole[0] if self.whole else ""

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._wrong(event, "YAML's anchors (&) and aliases (*) are not read here")
        if isinstance(event, yaml.ScalarEvent):
            self._add(event.value, event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin([], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            self.keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.whole:
            raise self._wrong(event, "here a second document begins; there can be only one")

    def _begin(self, container: list[Value] | dict[str, Value], event: yaml.Event) -> None:
        if len(self.open) > DEEPEST:
            raise self._wrong(event, f"this data is nested more than {DEEPEST} levels deep")
        self._add(container, event)
        self.open.append(container)
        self.keys.append(None)

    def _add(self, value: Value, event: yaml.Event) -> None:
        into, key = self.open[-1], self.keys[-1]
        if isinstance(into, list):
            into.append(value)
        elif key is not None:
            into[key] = value
            self.keys[-1] = None
        elif not isinstance(value, str):
            raise self._wrong(event, "a key of this data is not a word but a list or a mapping")
        elif value in into:
            raise self._wrong(event, f"the key “{value[:60]}” is there twice")
        else:
            self.keys[-1] = value

    def _wrong(self, event: yaml.Event, problem: str) -> FormatError:
        below = event.start_mark.line if event.start_mark else 0
        return FormatError(self.line + below, problem)
