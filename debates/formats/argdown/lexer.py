"""From an Argdown text to tokens, in one pass and in the order in which the language tries them.

A port of the official lexer (``@argdown/core`` 1.7.5): what a character means depends on whether a
line begins, on emphasis that is open, and on whether a rule of inference is being named.
"""

import re
from typing import Any, NamedTuple

from debates.formats.argdown.ends import Ends
from debates.formats.argdown.patterns import (
    CLOSES,
    ESCAPE,
    INFERENCE,
    INLINE,
    LINE,
    LINE_END,
    OPENS,
    RULES,
    TAG,
    USUAL,
)
from debates.formats.errors import FormatError

# Each becomes an object or two: this is what a hundred megabytes hold.
MOST_PARTS = 400_000

_BLANKS = frozenset({" ", "\t"})
_LINE_STARTS = frozenset({"newline", "blank", ""})


class Token(NamedTuple):
    """``value`` is what a kind needs: a text, a title, or a pair of them."""

    kind: str
    value: Any
    at: int


class Lexer:
    """``tokens`` ends with one of the kind "end"."""

    def __init__(self, text: str) -> None:
        text = text.removeprefix("\ufeff")
        self.text = LINE_END.sub("\n", text) if "\r" in text else text
        self.ends = Ends(self.text)
        self.tokens: list[Token] = []
        self.indents = [0]
        self.emphasis: list[str] = []
        self.last = ""  # the kind of the last token
        self.names_rules = False
        self.entries = 0  # of data, at most
        self._all()

    def line_of(self, at: int) -> int:
        return self.ends.line_of(at)

    def wrong(self, at: int, problem: str) -> FormatError:
        return FormatError(self.line_of(at), problem)

    def _all(self) -> None:
        text, at, size = self.text, 0, len(self.text)
        inline, add = INLINE.match, self.tokens.append
        while at < size:
            if len(self.tokens) + self.entries > MOST_PARTS:
                problem = (
                    f"at most {MOST_PARTS:,} signs, texts and entries of data are read at once"
                )
                raise self.wrong(at, problem)
            if self.names_rules:
                at = self._rules(at)
                continue
            if self.last in _LINE_STARTS:
                moved = self._usual_line(at) or self._at_line_start(at)
                if moved > at:
                    at = moved
                    continue
            found = inline(text, at)
            if found is None:
                raise self._nothing_escaped(at)
            kind = found.lastgroup
            if kind == "text":
                add(Token("text", _unescaped(found[0]), at))
                self.last = "text"
                at = found.end()
            else:
                at = self._inline(found)
        if self.last == "blank":
            self.tokens.pop()
        self._dedent(0, size)
        add(Token("end", "", size))

    def _add(self, kind: str, value: Any, at: int) -> None:
        self.tokens.append(Token(kind, value, at))
        self.last = kind

    # ---- where a line begins --------------------------------------------------------------------

    def _usual_line(self, at: int) -> int | None:
        """The tokens that the other methods would find, of a line that begins as most do."""
        found = USUAL.match(self.text, at)
        if found is None:
            return None
        indent, sign, title, text, end = found.groups()
        add = self.tokens.append
        if sign:
            self._indent(len(indent), at)
            add(Token("relation", sign, at))
        add(Token("define", ("statement", title), found.start("title") - 1))
        self.last = "define"
        if text:
            add(Token("text", _unescaped(text), found.start("text")))
            self.last = "text"
        if end:
            add(Token("newline", "", found.start("end")))
            self.last = "newline"
        return found.end()

    def _at_line_start(self, at: int) -> int:
        """Where to go on; ``at`` itself where nothing begins that only a line's start can begin."""
        if self.last != "blank" and (found := INFERENCE.match(self.text, at)):
            self._dedent(0, at)
            self._add("inference", "", at)
            self.names_rules = True
            return found.end()
        found = LINE.match(self.text, at)
        if found is None:
            return at
        kind, image = found.lastgroup or "", found[0]
        if kind == "relation":
            symbol = image.lstrip(" '\t")
            self._indent(len(image) - len(symbol), at)
            self._add(kind, symbol, at)
        elif kind == "item":
            mark = image.lstrip(" '\t")
            self._indent(len(image) - len(mark) + 1, at)
            self._add(kind, "*" if mark == "*" else "1.", at)
        elif kind == "number":
            self._dedent(0, at)
            self._add(kind, int(image.strip(" '\t()")[:9]), at)
        elif kind == "heading":
            self._add(kind, len(image) - 1, at)
        elif kind == "blank":
            self._blank(found)
        elif kind == "newline":
            self._add(kind, "", at)
        return found.end()

    def _indent(self, level: int, at: int) -> None:
        if level > self.indents[-1]:
            self.indents.append(level)
            self._add("indent", "", at)
        else:
            self._dedent(level, at)

    def _dedent(self, level: int, at: int) -> None:
        while len(self.indents) > 1 and level < self.indents[-1]:
            self.indents.pop()
            self._add("dedent", "", at)

    def _blank(self, found: re.Match[str]) -> None:
        if found.end() < len(self.text):
            self._dedent(0, found.start())
        self._add("blank", "", found.start())

    # ---- within a line --------------------------------------------------------------------------

    def _inline(self, found: re.Match[str]) -> int:
        kind, image, at = found.lastgroup, found[0], found.start()
        if kind == "newline":
            self._add(kind, "", at)
        elif kind == "blank":
            self._blank(found)
        elif kind == "bracket":
            return self._bracket(image, at)
        elif kind == "escaped":
            self._add("text", image[1:], at)
        elif kind == "equals":
            self._add("text", image, at)
        elif kind == "front":
            self.entries += image.count(",") + image.count("\n")
            self._add(kind, image, at)
        elif kind == "shortcode":
            self._add(kind, image, at)
        elif kind == "control":
            return self._control(at)
        return found.end()

    def _control(self, at: int) -> int:
        """A character that could have meant something stands for itself, with one blank."""
        end = at + 2 if self.text[at + 1 : at + 2] in _BLANKS else at + 1
        self._add("text", self.text[at:end], at)
        return end

    def _bracket(self, image: str, at: int) -> int:
        end = _BRACKETS[image](self, at)
        return self._control(at) if end is None else end

    def _comment(self, at: int) -> int | None:
        end = self.ends.of_comment(at)
        if end is None:
            return None
        if self.last == "blank":
            return self.ends.after_blank_lines(end)
        return self.ends.after_one_line(end) if self.last == "newline" else end

    def _angle(self, at: int) -> int | None:
        end = self._comment(at)
        return self._titled(at, "<", ">", "argument") if end is None else end

    def _square(self, at: int) -> int | None:
        link = self.ends.of_link(at)
        if link is None:
            return self._titled(at, "[", "]", "statement")
        close, end = link
        target = (self.text[at + 1 : close], self.text[close + 2 : end])
        if "\n" in target[0] or "\n" in target[1]:
            raise self.wrong(at, "a link must be on one line: [words](address).")
        return self._with_blank("link", target, at, end + 1)

    def _titled(self, at: int, opening: str, closing: str, what: str) -> int | None:
        """The beginning of a definition, or a reference."""
        text = self.text
        end = self.ends.on_line(f"{closing}:", at + 2)
        if end is not None:
            self._add("define", (what, text[at + 1 : end]), at)
            return end + 2
        if text[at + 1 : at + 2] in ("-", "\n", ""):
            return None
        end = self.ends.on_line(closing, at + 2)
        if end is None:
            return None
        self._add("refer", (what, text[at + 1 : end]), at)
        return end + 1

    def _mention(self, at: int) -> int | None:
        closing = {"[": "]", "<": ">"}.get(self.text[at + 1 : at + 2])
        end = self.ends.on_line(closing, at + 3) if closing else None
        if end is None:
            return None
        return self._with_blank("mention", self.text[at : end + 1], at, end + 1)

    def _tag(self, at: int) -> int | None:
        if self.text[at + 1 : at + 2] == "(" and self.text[at + 2 : at + 3] != ")":
            end = self.ends.after(")", at + 3)
            if end is not None:
                return self._with_blank("tag", self.text[at + 2 : end], at, end + 1)
        found = TAG.match(self.text, at)
        return found and self._with_blank("tag", found[1], at, found.end(1))

    def _with_blank(self, kind: str, value: Any, at: int, end: int) -> int:
        """With the image, to which one blank belongs that follows."""
        if self.text[end : end + 1] in _BLANKS:
            end += 1
        self._add(kind, (value, self.text[at:end]), at)
        return end

    def _data(self, at: int) -> int | None:
        end = self.ends.of_data(at)
        if end is None:
            return None
        self.entries += self.text.count(",", at, end) + self.text.count("\n", at, end)
        self._add("data", self.text[at : end + 1], at)
        return end + 1

    def _emphasis(self, at: int) -> int | None:
        mark = self.text[at]
        if self.emphasis:
            current = self.emphasis[-1]
            found = CLOSES[current].match(self.text, at)
            if found is not None:
                self.emphasis.pop()
                self._add("close", found[0], at)
                return found.end()
        for wanted in (mark * 2, mark):
            if OPENS[wanted].match(self.text, at):
                self.emphasis.append(wanted)
                self._add("open", wanted, at)
                return at + len(wanted)
        return None

    # ---- the rules of an inference, between its two lines ---------------------------------------

    def _rules(self, at: int) -> int:
        found = RULES.match(self.text, at)
        if found is None:
            raise self._nothing_escaped(at)
        kind, image = found.lastgroup or "", found[0]
        if kind == "bracket":
            end = self._data(at) if image == "{" else self._comment(at)
            return self._control(at) if end is None else end
        if kind == "control":
            return self._control(at)
        if kind == "end":
            self.names_rules = False
            self._add("inference-end", "", at)
        elif kind == "escaped":
            self._add("text", image[1:], at)
        elif kind != "spaces":
            self._add(kind, image, at)
        return found.end()

    def _nothing_escaped(self, at: int) -> FormatError:
        return self.wrong(at, "nothing follows this \\ on its line. Write \\\\ for one as such.")


def _unescaped(text: str) -> str:
    return ESCAPE.sub(r"\1", text) if "\\" in text else text


_BRACKETS = {
    "[": Lexer._square,
    "<": Lexer._angle,
    "{": Lexer._data,
    "/": Lexer._comment,
    "#": Lexer._tag,
    "@": Lexer._mention,
    "*": Lexer._emphasis,
    "_": Lexer._emphasis,
}
