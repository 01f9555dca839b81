"""What somebody searches for, as the address of the page says it."""

from typing import NamedTuple

from django import forms
from django.http import QueryDict

from debates.web.words import KIND_WORDS

QUERY_MAX = 200
CLAIMS, DEBATES = "claims", "debates"

_WHERE = [("", "Debates and claims"), (CLAIMS, "Claims"), (DEBATES, "Debates")]
_KINDS = [("", "Any kind"), *((kind.value, words.plural) for kind, words in KIND_WORDS.items())]


class Search(NamedTuple):
    """``debate`` is the last part of a debate's address, ``author`` a user name."""

    q: str = ""
    where: str = ""
    kind: str = ""
    author: str = ""
    debate: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.where or self.kind or self.author or self.debate)

    @property
    def asks_for_claims(self) -> bool:
        return self.where != DEBATES or self.is_about_claims

    @property
    def asks_for_debates(self) -> bool:
        return self.where != CLAIMS and not self.is_about_claims

    @property
    def is_about_claims(self) -> bool:
        """Debates have neither kind nor author."""
        return bool(self.kind or self.author or self.debate)


class SearchForm(forms.Form):
    """Read leniently: what makes no sense in an address is as if it were not there."""

    q = forms.CharField(label="Words to look for", required=False)
    where = forms.ChoiceField(label="Look in", choices=_WHERE, required=False)
    kind = forms.ChoiceField(label="Kind", choices=_KINDS, required=False)
    author = forms.CharField(
        label="Author",
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"placeholder": "Author’s user name", "autocomplete": "off"}),
    )
    debate = forms.CharField(required=False, max_length=120)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked, auto_id="search-%s")

    def add_prefix(self, field_name: str) -> str:
        """In the address it is called “in”, which is no name in Python."""
        return "in" if field_name == "where" else super().add_prefix(field_name)

    def search(self) -> Search:
        self.is_valid()
        asked = {name: self.cleaned_data.get(name, "") for name in Search._fields}
        asked["q"] = " ".join(asked["q"].split())[:QUERY_MAX]
        return Search(**asked)
