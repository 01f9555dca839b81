"""From tokens to blocks: headings, statements, arguments, lists, premises with conclusions.

Relations nest to any depth; what is open stands in a list, never on Python's own stack.
"""

from debates.formats.argdown.content import CONTENT, Content, Style
from debates.formats.argdown.data import Value, data_in, front_matter_in, is_true, mapping_at
from debates.formats.argdown.lexer import Lexer, Token
from debates.formats.argdown.shortcodes import SHORTCODES
from debates.formats.argdown.syntax import Block, Heading, Inference, Member, Structure, Syntax
from debates.formats.errors import FormatError

MOST_STATEMENTS = 50_000  # in a hundred megabytes

_UNDERCUTS = frozenset({"_", "<_"})


def parsed(text: str) -> Syntax:
    """Raises FormatError where it is no Argdown."""
    return _Parser(Lexer(text)).syntax()


class _Parser:
    def __init__(self, lexer: Lexer) -> None:
        self.lexer = lexer
        self.tokens = lexer.tokens
        self.at = 0
        self.style = Style(removes_tags=False, shortcodes=SHORTCODES)
        self.statements = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    @property
    def kind(self) -> str:
        return self.tokens[self.at].kind

    def takes(self, kind: str) -> bool:
        """Goes on where there is one."""
        if self.tokens[self.at].kind != kind:
            return False
        self.at += 1
        return True

    def line(self) -> int:
        return self.lexer.line_of(self.token.at)

    # ---- blocks ---------------------------------------------------------------------------------

    def syntax(self) -> Syntax:
        self.takes("newline")
        self.takes("blank")
        front_matter = self._front_matter() if self.kind == "front" else {}
        blocks: list[Block] = []
        while True:
            self._block(blocks)
            if self.kind == "end":
                return Syntax(front_matter, blocks)
            if not self.takes("blank"):
                raise self._unexpected()

    def _front_matter(self) -> dict[str, Value]:
        found = front_matter_in(self.token.value, self.line())
        self.at += 1
        self.takes("newline")
        if not self.takes("blank"):
            raise self._wrong("an empty line and a statement must follow the front matter")
        model = mapping_at(found, "model")
        own = mapping_at(model, "shortcodes")
        signs = {name: mapping_at(own, name).get("unicode") for name in own}
        self.style = Style(
            removes_tags=is_true(model.get("removeTagsFromText")),
            shortcodes=SHORTCODES | {k: sign for k, sign in signs.items() if isinstance(sign, str)},
        )
        return found

    def _block(self, blocks: list[Block]) -> None:
        kind = self.kind
        if kind == "heading":
            blocks.append(self._heading())
        elif kind == "number":
            blocks.append(self._structure())
        elif kind == "indent" and self.tokens[self.at + 1].kind == "item":
            self._list(blocks)
        else:
            blocks.append(self._member())

    def _heading(self) -> Heading:
        line, level = self.line(), self.token.value
        self.at += 1
        content = self._content()
        heading = Heading(level, content.text, line, content.tags)
        heading.data = self._data()
        return heading

    def _list(self, blocks: list[Block]) -> None:
        self.at += 1
        mark = self.token.value
        while self.kind == "item":
            if self.token.value != mark:
                raise self._wrong(
                    "this list mixes numbers and stars. Separate two lists by a line."
                )
            self.at += 1
            blocks.append(self._member())
        if not self.takes("dedent"):
            raise self._unexpected()

    # ---- premises and conclusions ---------------------------------------------------------------

    def _structure(self) -> Structure:
        structure = Structure(self.line())
        steps = 0
        while self.kind == "number" or (structure.parts and self.kind == "inference"):
            if self.kind == "inference":
                structure.parts.append(self._inference())
                steps += 1
                if self.kind != "number":
                    raise self._wrong("a conclusion must follow the inference, as in “(3) …”")
            structure.parts.append(self._numbered())
        if not steps:
            problem = "this premise has no conclusion: a line “----” and a “(2) …” must follow"
            raise FormatError(structure.line, problem)
        if len(structure.parts) < 2 or not isinstance(structure.parts[-2], Inference):
            raise self._wrong("a line “----” and a conclusion must follow the last premise")
        return structure

    def _numbered(self) -> Member:
        self.at += 1
        if self._is_argument():
            raise self._wrong("only statements can be premises and conclusions: write […], not <…>")
        return self._member()

    def _inference(self) -> Inference:
        inference = Inference(self.line())
        self.at += 1
        self.takes("newline")
        while True:
            if self.kind in ("text", "shortcode"):
                inference.rules += 1
                while self.kind in ("text", "shortcode"):
                    self.at += 1
                if not self.takes("comma"):
                    break
            elif inference.rules:
                raise self._wrong("a rule's name must follow the comma")
            else:
                break
        self.takes("newline")
        inference.data = self._data()
        if not self.takes("inference-end"):
            raise self._wrong("an inference must end with a line of dashes: “--”")
        if not self.takes("newline"):
            raise self._wrong("the conclusion must begin on a line of its own")
        if self.kind == "indent" and self.tokens[self.at + 1].value in _UNDERCUTS:
            self._undercuts(inference)
        return inference

    def _undercuts(self, inference: Inference) -> None:
        self.at += 1
        while self.kind == "relation" and self.token.value in _UNDERCUTS:
            symbol = self.token.value
            self.at += 1
            inference.undercuts.append((symbol, self._member()))
        if not self.takes("dedent"):
            raise self._wrong("below an inference there can be nothing but undercuts: “_ …”")

    # ---- statements and arguments ---------------------------------------------------------------

    def _member(self) -> Member:
        """With everything that is nested below it."""
        tokens = self.tokens
        top = current = self._head()
        above: list[Member] = []
        while True:
            kind, symbol, _ = tokens[self.at]
            if kind == "indent" and tokens[self.at + 1].kind == "relation":
                above.append(current)
                self.at += 1
            elif kind == "dedent" and above:
                current = above.pop()
                self.at += 1
            elif kind == "relation" and above:
                self.at += 1
                if symbol == "><" and self._is_argument():
                    raise self._wrong("only statements contradict: write […], not <…>, after ><")
                current = self._head()
                above[-1].relations.append((symbol, current))
            elif above:
                raise self._unexpected()
            else:
                return top

    def _head(self) -> Member:
        token = self.token
        self.statements += 1
        if self.statements > MOST_STATEMENTS:
            raise self._wrong(f"at most {MOST_STATEMENTS:,} statements are read at once")
        line = self.lexer.line_of(token.at)
        if token.kind == "define":
            what, title = token.value
            self.at += 1
            content = self._content()
            member = Member(what == "argument", title, False, line)
        elif token.kind == "refer":
            what, title = token.value
            self.at += 1
            member = Member(what == "argument", title, True, line)
            self._tags(member)
            self.takes("newline")
            member.data = self._data()
            return member
        elif token.kind in CONTENT:
            content = self._content()
            member = Member(False, "", False, line)
        else:
            raise self._unexpected()
        member.text, member.marked = content.text, content.marked
        member.tags, member.loose = content.tags, content.loose
        if self.kind == "data":
            member.data = self._data()
        return member

    def _tags(self, member: Member) -> None:
        while self.kind == "tag":
            member.tags.append(self.token.value[0])
            member.loose += 1
            self.at += 1

    def _content(self) -> Content:
        content = Content(self.lexer, self.at, self.style)
        if content.end == self.at:
            raise self._unexpected()
        self.at = content.end
        return content

    def _data(self) -> dict[str, Value]:
        if self.kind != "data":
            return {}
        found = data_in(self.token.value, self.line())
        self.at += 1
        self.takes("newline")
        return found

    def _is_argument(self) -> bool:
        return self.kind in ("define", "refer") and self.token.value[0] == "argument"

    # ---- what is wrong --------------------------------------------------------------------------

    def _wrong(self, problem: str) -> FormatError:
        return self.lexer.wrong(self.token.at, problem)

    def _unexpected(self) -> FormatError:
        return self._wrong(_PROBLEMS.get(self.kind, "this cannot stand here"))


_NO_PLACE = "this cannot stand here: an empty line must be before it"
_PROBLEMS = {
    "blank": "something must follow here before the empty line",
    "dedent": "a statement or an argument must follow the sign",
    "end": "there is nothing more, but a statement should follow",
    "front": "“===” belongs to the very beginning of a file. Write \\=== for the signs.",
    "relation": "a relation must be indented below what it is about",
    "indent": "nothing can be indented here. Relations begin with + or -, below a statement.",
    "item": "a list must begin after an empty line. Write \\* for a star as such.",
    "heading": _NO_PLACE,
    "number": _NO_PLACE,
    "define": "a title can only begin a statement. Write \\[ or \\< for a bracket as such.",
    "refer": "this reads as a title, which can only begin a statement. Write \\[ or \\< instead.",
    "data": "data in braces can only follow a statement. Write \\{ for a brace as such.",
    "inference": "a line of dashes must follow numbered premises: “(1) …”",
    "text": "the statement ended before this. An empty line must be between two statements.",
    "newline": "something should follow here on the same line",
}
