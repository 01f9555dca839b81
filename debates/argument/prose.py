"""What people write: cleaned on the way in, turned from Markdown into safe HTML on the way out.

A claim's text is inline Markdown, its detail is block Markdown. Raw HTML is text like any other,
links go to http, https and mailto only, and the allow-list of nh3 has the last word.
"""

import re
import unicodedata
from collections.abc import Sequence
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from debates.errors import Refusal

TEXT_MAX = 500
"""The visible characters of a claim."""
TYPED_MAX = 4000
"""The characters of a claim as typed, with markup and the targets of links."""
DETAIL_MAX = 20_000

# Parsing nests one call in another for every quote and list, so this bounds the stack, and the
# time that a text of nothing but brackets takes.
_INLINE_NESTING_MAX = 10
_BLOCK_NESTING_MAX = 30
_TOP_HEADING, _LAST_HEADING = 3, 6

_SURROGATES = re.compile("[\ud800-\udfff]")
# Control characters that are not white space; overrides and isolates, which make text read in
# another order than it is stored in; and characters that no XML format can hold.
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_LINE_BREAK = re.compile("\r\n|[\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_WHITE_SPACE = re.compile("[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")  # all but no-break spaces
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs without any ink
_ADDRESS = re.compile(r"https?://[^/?#\s]|mailto:[^?\s]", re.IGNORECASE)

# Nothing in it is Markdown, becomes a link or is written otherwise in HTML. Parsing takes ten times
# as long as to find that out.
_PLAIN = re.compile(r"[^`*_<>&\\\x00\xa0]*")
_MAY_LINK = re.compile(r"\]\(|https?:|mailto:", re.IGNORECASE)

_LINK_REL = "nofollow ugc noopener"
_SCHEMES = {"http", "https", "mailto"}
_INLINE_TAGS = {"a", "code", "em", "strong"}
_BLOCK_TAGS = _INLINE_TAGS | {
    *("blockquote", "br", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul")
}
_INLINE_CLEANER = nh3.Cleaner(
    tags=_INLINE_TAGS,
    attributes={"*": set(), "a": {"href"}},
    link_rel=_LINK_REL,
    url_schemes=_SCHEMES,
)
_BLOCK_CLEANER = nh3.Cleaner(
    tags=_BLOCK_TAGS,
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
    link_rel=_LINK_REL,
    url_schemes=_SCHEMES,
)


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name for it
        """Only whole addresses are links: a relative one would not survive an export."""
        return _ADDRESS.match(url) is not None


def _parser(preset: str, nesting_max: int) -> _Markdown:
    markdown = _Markdown(preset, {"html": False, "linkify": True, "maxNesting": nesting_max})
    if markdown.linkify is not None:  # pragma: no branch - it is: this is for the types
        # Guessing would turn "e.g.it" and the names of files into links.
        markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
        markdown.linkify.add("ftp:", None).add("//", None)
    markdown.core.ruler.push("idle_links", _unwrap_idle_links)
    return markdown


def _unwrap_idle_links(state: StateCore) -> None:
    for block in state.tokens:
        if block.children:
            block.children = _without_idle_links(block.children)


def _without_idle_links(tokens: list[Token]) -> list[Token]:
    """Links lead somewhere, and have words that a reader or a screen reader can stop at."""
    kept: list[Token] = []
    begin = 0
    for token in tokens:
        kept.append(token)
        if token.type == "link_open":
            begin = len(kept) - 1
        elif token.type == "link_close":
            link = kept[begin:]
            words = "".join(part.content for part in link)
            if not link[0].attrGet("href") or not _has_ink(words):
                kept[begin:] = link[1:-1]
    return kept


_INLINE = _parser("zero", _INLINE_NESTING_MAX).enable(
    ["autolink", "backticks", "emphasis", "entity", "escape", "link", "linkify"]
)
# Without "reference": "[a]: b" would leave nothing for the reader to see.
_BLOCK = (
    _parser("commonmark", _BLOCK_NESTING_MAX)
    .enable("linkify")
    .disable(["html_block", "html_inline", "image", "reference"])
)
# Its time grows with the square of the text, and the core's rule of this name finds the links too.
_BLOCK.inline.ruler.disable(["linkify"])


def inline_html(text: str) -> str:
    """Safe HTML of a claim's text: links, emphasis and code, never a block element."""
    if _is_plain(text):
        return text
    rendered = _INLINE.renderInline(_folded(text))
    return _INLINE_CLEANER.clean(_without_controls(rendered))


def block_html(text: str) -> str:
    """Safe HTML of a detail or a background; its headings begin at h3, below those of the page."""
    env: dict[str, object] = {}
    tokens = _BLOCK.parse(text, env)
    if any(token.level >= _BLOCK_NESTING_MAX - 1 for token in tokens):
        return _as_typed(text)  # the parser drops what is nested deeper than it goes
    _shift_headings(tokens)
    rendered = _BLOCK.renderer.render(tokens, _BLOCK.options, env)
    return _BLOCK_CLEANER.clean(_without_controls(rendered))


def visible(text: str) -> str:
    """What a reader sees of a claim's text, without markup and on one line."""
    if _is_plain(text):
        return text
    seen: list[str] = []
    for block in _INLINE.parseInline(_folded(text)):
        seen.extend(token.content for token in block.children or ())
    return " ".join(_without_controls("".join(seen)).split())


def clean_text(text: str) -> str:
    """A claim's text as it is stored: one line of at most TEXT_MAX visible characters.

    Raises Refusal: text_empty, text_too_long, text_too_long_as_typed or text_unreadable.
    """
    typed = _folded(_readable(text)).strip()
    _require_typed_length(typed)
    typed = unicodedata.normalize("NFC", typed)
    _require_typed_length(typed)
    seen = visible(typed)
    if not _has_ink(seen):
        raise Refusal("text_empty", "There is nothing here to read. Say in a sentence what holds.")
    if len(seen) > TEXT_MAX:
        raise Refusal(
            "text_too_long",
            f"This is {len(seen):,} characters long as a reader sees it; a claim has at most "
            f"{TEXT_MAX:,}. Put the reasons into claims of their own, or into the detail.",
        )
    return typed


def clean_detail(text: str, limit: int = DETAIL_MAX) -> str:
    """Block Markdown as it is stored, with its line breaks; may be empty.

    Raises Refusal: text_too_long or text_unreadable.
    """
    lines = _LINE_BREAK.sub("\n", _readable(text)).strip("\n").rstrip()
    _require_length(lines, limit, "This text")
    lines = unicodedata.normalize("NFC", lines)
    _require_length(lines, limit, "This text")
    return lines


def clean_line(text: str, limit: int, name: str) -> str:
    """A line of plain text that must say something; ``name`` is what the person calls it.

    Raises Refusal: text_empty, text_too_long or text_unreadable.
    """
    line = _folded(_readable(text)).strip()
    _require_length(line, limit, f"The {name}")
    line = unicodedata.normalize("NFC", line)
    _require_length(line, limit, f"The {name}")
    if not _has_ink(line):
        raise Refusal("text_empty", f"The {name} is empty. Write at least a word.")
    return line


def _is_plain(text: str) -> bool:
    """Whether it is read, and written in HTML, as it is typed."""
    if not _PLAIN.fullmatch(text) or text != " ".join(text.split()):
        return False
    if (":" in text or "](" in text) and _MAY_LINK.search(text):
        return False
    return text.isprintable() or not _CONTROLS.search(text)


def _readable(text: str) -> str:
    if text.isprintable():
        return text  # neither half a character nor a control character is
    if _SURROGATES.search(text):
        raise Refusal(
            "text_unreadable",
            "This text holds half a character, which cannot be stored. Type it again, or paste it "
            "from where it shows well.",
        )
    return _without_controls(text)


def _without_controls(text: str) -> str:
    return _CONTROLS.sub("", text)


def _folded(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return text  # of white space, only single blanks are
    return _WHITE_SPACE.sub(" ", text)


def _has_ink(text: str) -> bool:
    """Whether at least one character leaves a trace, unlike a zero-width space."""
    return any(
        unicodedata.category(character)[0] in "LNPS" and character not in _BLANK_LETTERS
        for character in text
    )


# Lengths are required before and after NFC: it is slow on long runs of accents, and may lengthen.
def _require_length(text: str, limit: int, subject: str) -> None:
    if len(text) > limit:
        raise Refusal(
            "text_too_long",
            f"{subject} is {len(text):,} characters long; at most {limit:,} fit. Shorten it.",
        )


def _require_typed_length(text: str) -> None:
    if len(text) > TYPED_MAX:
        raise Refusal(
            "text_too_long_as_typed",
            f"This is {len(text):,} characters long as typed, with its links and markup; a claim "
            f"has at most {TYPED_MAX:,}. Shorten the addresses, or put them into sources.",
        )


def _shift_headings(tokens: Sequence[Token]) -> None:
    """Headings are where they are in the text's outline, whatever number of # was typed.

    So no level is left out, which would tell a screen reader that something is missing.
    """
    outline: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1:])
            while outline and outline[-1] >= typed:
                outline.pop()
            outline.append(typed)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(_TOP_HEADING + len(outline) - 1, _LAST_HEADING)}"


def _as_typed(text: str) -> str:
    return f"<pre>{escape(_without_controls(text), quote=False)}</pre>"
