"""Objects of a JSON text, read field by field: what is wrong is said with the path to it."""

import json
import re
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from debates.formats.errors import FormatError

_SURROGATES = re.compile("[\ud800-\udfff]")
_TYPES: dict[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    type(None): "null",
}
_SHOWN_MAX = 60

_Word = TypeVar("_Word", bound=StrEnum)


class Wrong(Exception):
    """What is wrong, and with which value: ``path`` is as in ``claims[3].aim``.

    A format makes it a FormatError once it knows the line.
    """

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path} {problem}" if path else problem)
        self.path = path


class Record:
    """One object with the keys it may have. Every method raises Wrong."""

    def __init__(self, path: str, value: object, known: Collection[str]) -> None:
        if not isinstance(value, dict):
            raise Wrong(path or "the whole", f"must be an object, not {_TYPES[type(value)]}")
        for key in value:
            if key not in known:
                raise Wrong(path, f"has a key that this format does not know: {shown(key)}")
        self.path = path
        self.fields: dict[str, object] = value

    def __contains__(self, key: str) -> bool:
        return key in self.fields

    def at(self, key: str) -> str:
        """The path to one field."""
        return f"{self.path}.{key}" if self.path else key

    def text(self, key: str) -> str:
        """Empty where the key is missing."""
        text = str(self._typed(key, str, ""))
        if _SURROGATES.search(text):
            raise Wrong(self.at(key), "holds half a character (a lone surrogate)")
        return text

    def required_text(self, key: str) -> str:
        text = self.text(key)
        if not text.strip():
            problem = f"has an empty {key}" if key in self else f"has no {key}"
            raise Wrong(self.path, problem)
        return text

    def flag(self, key: str) -> bool:
        """False where the key is missing."""
        return bool(self._typed(key, bool, False))

    def word(self, key: str, words: type[_Word]) -> _Word | None:
        """One of an enumeration, or None where the key is missing."""
        if key not in self:
            return None
        word, known = self.text(key), [str(member) for member in words]
        if word not in known:
            raise Wrong(self.at(key), f"is {shown(word)}; it must be one of {', '.join(known)}")
        return words(word)

    def time(self, key: str) -> datetime | None:
        """An ISO 8601 time with its zone, or None where the key is missing."""
        if key not in self:
            return None
        try:
            time = datetime.fromisoformat(self.text(key))
        except ValueError:
            time = None
        if time is None or time.tzinfo is None:
            problem = "must be a time with its zone, as in 2026-03-01T09:30:00+00:00"
            raise Wrong(self.at(key), problem)
        return time

    def items(self, key: str) -> list[tuple[str, object]]:
        """The values of a list with their paths, none where the key is missing."""
        values = self._typed(key, list, [])
        return [(f"{self.at(key)}[{i}]", value) for i, value in enumerate(values)]

    def records(self, key: str, known: Collection[str]) -> list["Record"]:
        """The objects of a list, none where the key is missing."""
        return [Record(path, value, known) for path, value in self.items(key)]

    def _typed(self, key: str, wanted: type, missing: object) -> Any:
        value = self.fields.get(key, missing)
        if not isinstance(value, wanted):
            problem = f"must be {_TYPES[wanted]}, not {_TYPES[type(value)]}"
            raise Wrong(self.at(key), problem)
        return value


def parsed(text: str) -> object:
    """The value of a JSON text; raises FormatError, also where JSON as such would be lenient."""
    try:
        return json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=_unique, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        problem = f"this is not JSON: {error.msg} (column {error.colno})"
        raise FormatError(error.lineno, problem) from None
    except Wrong as wrong:
        raise FormatError(1, str(wrong)) from None
    except RecursionError:
        raise FormatError(1, "lists and objects are nested too deeply") from None
    except ValueError:  # Python refuses to read a number of thousands of digits
        raise FormatError(1, "a number has too many digits") from None


def shown(value: str) -> str:
    """Quoted as in JSON, and short: what people give may be long."""
    return json.dumps(value if len(value) <= _SHOWN_MAX else value[:_SHOWN_MAX] + "...")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record: dict[str, object] = {}
    for key, value in pairs:
        if key in record:
            raise Wrong("", f"the key {shown(key)} appears twice in one object")
        record[key] = value
    return record


def _no_constant(name: str) -> None:
    raise Wrong("", f"{name} is not a value in JSON")
