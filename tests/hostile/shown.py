"""What a browser would make of a page, or of a piece of one: its elements and where they lead."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

_LEADING = {"href", "src", "action", "formaction", "data", "poster", "srcset", "hx-get", "hx-post"}
_SAFE = {"", "http", "https", "mailto"}


class Element(NamedTuple):
    tag: str
    attributes: tuple[tuple[str, str | None], ...]

    @property
    def names(self) -> set[str]:
        """The element's own, and what it has: ``a``, ``a href``, ``a rel``."""
        return {self.tag, *(f"{self.tag} {name}" for name, _ in self.attributes)}

    def dangers(self) -> Iterator[str]:
        for name, value in self.attributes:
            if name.startswith("on") or name in {"style", "srcdoc", "hx-on"}:
                yield f"<{self.tag} {name}={value!r}>"
            if name in _LEADING and not leads_well(value or ""):
                yield f"<{self.tag} {name}={value!r}>"


class Shown(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.others: list[str] = []
        self.feed(html)
        self.close()

    @property
    def names(self) -> set[str]:
        return set().union(*(element.names for element in self.elements))

    @property
    def dangers(self) -> list[str]:
        return [danger for element in self.elements for danger in element.dangers()] + self.others

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(f"<!--{data}-->")

    def handle_pi(self, data: str) -> None:
        self.others.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.others.append(f"<![{data}]>")


def leads_well(address: str) -> bool:
    try:
        return urlsplit(address.strip()).scheme.lower() in _SAFE
    except ValueError:
        return False
