"""How texts and ids are spelled on one line, so that they read back as they were."""

import re
from urllib.parse import quote, unquote

_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001))))
_CODE = rf"<br>|&#({'|'.join(str(ord(sign)) for sign in _BLANKS)}|92);"
# Each looks at a run of the same signs only once, from its start.
_LITERAL = rf"((?<!\\)\\*(?:{_CODE}))"
_CODED = re.compile(rf"(?<!\\)(\\*)(?:{_CODE})")
_TO_CODE = re.compile(rf"{_LITERAL}|(?<!\\)\\+(?=[\n\r]|\s+\Z)|\A\s+|(?<!\s)\s+\Z|[\n\r]")
_TO_CODE_IN_QUOTE = re.compile(rf"{_LITERAL}|(?<!\\)\\+(?=\r)|\r")
_ARROW = re.compile(r"\\*→ ")
_REFERENCE = re.compile(r"→ \[[^\[\]]*\]\(#([^\s()]+)\)")
_ID = re.compile(r"\{#([^\s{}]+)\}\Z")


def spelled(text: str) -> str:
    """On one line, without blanks at its ends, and never like a reference."""
    coded = _TO_CODE.sub(_code, text)
    return f"\\{coded}" if _ARROW.match(coded) else coded


def read(text: str) -> str:
    return decoded(text[1:] if text[:1] == "\\" and _ARROW.match(text) else text)


def quoted(text: str) -> list[str]:
    """The lines of a block quote."""
    lines = _TO_CODE_IN_QUOTE.sub(_code, text).split("\n")
    return [f"> {line}" if line else ">" for line in lines]


def decoded(text: str) -> str:
    return _CODED.sub(_decode, text)


def reference(number: str, key: str) -> str:
    return f"→ [{number}](#{named(key)})"


def referred(text: str) -> str | None:
    """The id of the claim that a text only refers to."""
    match = _REFERENCE.fullmatch(text)
    return match and unquote(match[1])


def with_id(text: str, key: str) -> str:
    return f"{text} {{#{named(key)}}}"


def split_id(text: str) -> tuple[str, str]:
    """The text without the id at its end, and the id; empty where there is none."""
    match = _ID.search(text)
    return (text[: match.start()].rstrip(" \t"), unquote(match[1])) if match else (text, "")


def named(key: str) -> str:
    return quote(key, safe="")


def unnamed(name: str) -> str:
    return unquote(name)


def _code(match: re.Match[str]) -> str:
    if match[1]:
        return f"\\{match[0]}"  # it is not meant as a code
    return "".join("<br>" if sign == "\n" else f"&#{ord(sign)};" for sign in match[0])


def _decode(match: re.Match[str]) -> str:
    if match[1]:
        return match[0][1:]
    return chr(int(match[2])) if match[2] else "\n"
