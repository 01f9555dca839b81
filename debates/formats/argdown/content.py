"""The text of a statement, from its tokens."""

from collections.abc import Mapping
from typing import NamedTuple

from debates.formats.argdown.lexer import Lexer, Token

CONTENT = frozenset({"text", "newline", "shortcode", "link", "tag", "mention", "open", "close"})


class Style(NamedTuple):
    """What the front matter sets: whether tags leave the text, and which signs have names."""

    removes_tags: bool
    shortcodes: Mapping[str, str]


class Content:
    """What begins with a token, up to that with the number ``end``; else as in syntax.Member."""

    def __init__(self, lexer: Lexer, start: int, style: Style) -> None:
        self.end = start
        self.text = self.marked = ""
        self.tags: list[str] = []
        self.loose = 0
        self._lexer, self._style = lexer, style
        tokens = lexer.tokens
        first = tokens[start]
        if first.kind == "text" and (length := _length_of_line(tokens, start)):
            self.text = self.marked = first.value
            self.end = start + length
        elif first.kind in CONTENT:
            self._read(tokens)

    def _read(self, tokens: list[Token]) -> None:
        said: list[str] = []
        marked: list[str] = []
        emphasis: list[Token] = []
        token = tokens[self.end]
        while token.kind in CONTENT:
            self.end += 1
            behind = tokens[self.end]
            if token.kind == "text":
                said.append(token.value)
                marked.append(token.value)
            elif token.kind == "newline":
                ends = behind.kind not in CONTENT or behind.kind == "close"
                blank = "" if ends or (said and said[-1].endswith(" ")) else " "
                said.append(blank)
                marked.append(blank)
            elif token.kind == "open":
                emphasis.append(token)
                marked.append(token.value)
            elif token.kind == "close":
                mark = emphasis.pop().value
                said.append(token.value[len(mark) :].replace("\t", ""))
                marked.append(token.value)
            else:
                plain, rich = self._said(token)
                said.append(plain)
                marked.append(rich)
            token = behind
        if emphasis:
            raise self._unclosed(emphasis[-1])
        self.text, self.marked = "".join(said), "".join(marked)

    def _said(self, token: Token) -> tuple[str, str]:
        """A token as text, and as Markdown."""
        if token.kind == "shortcode":
            sign = self._style.shortcodes.get(token.value.strip())
            text = token.value if sign is None else sign + " " * token.value.endswith(" ")
            return text, text
        value, image = token.value
        blank = " " * image.endswith(" ")
        if token.kind == "link":
            words, address = value
            return words + blank, f"[{words}]({address}){blank}"
        if token.kind == "tag":
            self.tags.append(value)
            if self._style.removes_tags:
                self.loose += 1
                return "", ""
        return image, image

    def _unclosed(self, token: Token) -> Exception:
        mark = token.value
        problem = (
            f"this {mark} opens an emphasis that nothing closes. Write \\{mark[0]} for a sign."
        )
        return self._lexer.wrong(token.at, problem)


def _length_of_line(tokens: list[Token], start: int) -> int:
    """Of one text that is all, with the end of its line; 0 where there is more."""
    if tokens[start + 1].kind not in CONTENT:
        return 1
    is_line = tokens[start + 1].kind == "newline" and tokens[start + 2].kind not in CONTENT
    return 2 if is_line else 0
