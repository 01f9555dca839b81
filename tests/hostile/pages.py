"""What a page asks for: its forms with the values they hold, and where its links lead."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

# Pressing buttons is tried by sending their names: which one is meant is for the tests to say.
_BUTTONS = {"submit", "image", "button", "reset"}


@dataclass
class Form:
    """``fields`` has the values that a browser would send, ``written`` what a person types."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)


class Page(HTMLParser):
    def __init__(self, address: str, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self._form: Form | None = None
        self._area: tuple[Form, str] | None = None
        self._choice = ""
        self._by_id: dict[object, Form] = {}
        self.feed(html)
        self.close()

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, given.get("action") or self.address)
            self._form = Form(action, given.get("method", "get").lower())
            self.forms.append(self._form)
            self._by_id[given.get("id", id(self._form))] = self._form
        for link in ("href", "hx-get"):
            if tag != "link" and given.get(link):
                self.links.append(urljoin(self.address, given[link]))
        if "hx-post" in given:
            fields = dict.fromkeys(given.get("hx-params", "").replace(" ", "").split(","), "")
            self.forms.append(Form(urljoin(self.address, given["hx-post"]), "post", fields))
        form = self._by_id.get(given.get("form")) or self._form
        if form is not None and (given.get("name") or tag == "option"):
            self._field(form, tag, given)

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text").lower()
        if tag == "select":
            self._choice = name
            form.fields.setdefault(name, "")
        elif tag == "option" and self._choice:
            if "selected" in given or not form.fields[self._choice]:
                form.fields[self._choice] = given.get("value", "")
        elif tag == "textarea":
            self._area = form, name
            form.fields[name] = ""
            form.written.add(name)
        elif tag == "button" or kind in _BUTTONS:
            form.fields.setdefault(f"*{name}", given.get("value", ""))
        elif tag == "input" and kind in ("radio", "checkbox"):
            if "checked" in given:
                form.fields[name] = given.get("value", "on")
            form.fields.setdefault(name, given.get("value", "on"))
        elif tag == "input":
            form.fields.setdefault(name, given.get("value", ""))
            if kind not in ("hidden", "password", "file"):
                form.written.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._choice = ""

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._area:
            form, name = self._area
            form.fields[name] += data.removeprefix("\n")


def asked_in(link: str) -> tuple[str, set[str]]:
    """The path of a link on this site, and the names of its parameters."""
    parts = urlsplit(link)
    return parts.path, {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
