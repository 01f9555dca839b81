"""Sources as files give them, made into sources as they are stored."""

import re
from urllib.parse import urlsplit

from debates.argument.map import Source
from debates.argument.prose import clean_detail, clean_line
from debates.errors import Refusal
from debates.formats.shortening import opening

URL_MAX = 2000
LINE_MAX = 500
QUOTE_MAX = 5000
_HOST_MAX = 253

_LETTER = "a-z0-9\u00a1-\uffff"
_NAME = rf"[{_LETTER}](?:[{_LETTER}-]{{0,61}}[{_LETTER}])?"
_TOP = "(?:[a-z\u00a1-\uffff]{2,63}|xn--[a-z0-9]{1,59})"
_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_HOST = rf"(?:(?:{_NAME}\.)+{_TOP}|localhost|{_BYTE}(?:\.{_BYTE}){{3}})"
_ADDRESS = re.compile(rf"https?://{_HOST}(?::[0-9]{{1,5}})?(?:[/?#]\S*)?", re.IGNORECASE)


def fitted_source(given: Source) -> Source | None:
    """None where it says nothing. What is no web address is a citation, and a long one a quote.

    Raises Refusal where a text is longer than what is stored, or cannot be read.
    """
    url, citation, quote = given.url.strip(), given.citation.strip(), given.quote
    if url and not is_web_address(url):
        url, citation = "", f"{citation} {url}".strip()
    if len(citation) > LINE_MAX:
        quote = f"{citation}\n\n{quote}" if quote else citation
        citation = opening(citation, LINE_MAX)
    source = Source(
        url=url,
        citation=_line(citation, "citation"),
        title=_line(given.title, "title"),
        quote=clean_detail(quote, QUOTE_MAX),
        locator=_line(given.locator, "place in the source"),
    )
    return source if source.url or source.citation else _by_what_else_it_says(source)


def _by_what_else_it_says(source: Source) -> Source | None:
    if source.title:
        return source._replace(citation=source.title, title="")
    said = opening(" ".join(source.quote.split()), LINE_MAX) if source.quote else source.locator
    citation = _line(said, "quote")
    return source._replace(citation=citation) if citation else None


def _line(text: str, name: str) -> str:
    try:
        return clean_line(text, LINE_MAX, name)
    except Refusal as refusal:
        if refusal.code == "text_empty":
            return ""
        raise


def is_web_address(url: str) -> bool:
    """Whatever is one here is one for the database too."""
    if len(url) > URL_MAX or not url.isprintable() or not _ADDRESS.fullmatch(url):
        return False
    try:
        return len(urlsplit(url).hostname or "") <= _HOST_MAX
    except ValueError:  # a host that would read otherwise once it is normalised
        return False
