"""Forms about claims. They parse and say what is wrong next to a field; the verbs decide again."""

import re
import uuid
from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse_lazy

from core.forms import Choices
from debates.argument.prose import clean_detail, clean_line, clean_text
from debates.argument.schemes import QUESTIONS, SCHEMES, Scheme
from debates.argument.words import Aim, Stance
from debates.errors import Refusal
from debates.models import Claim, Revision
from debates.operations import NewSource
from debates.operations.posting import checked_question
from debates.operations.sources import checked
from debates.web.sessions import kept_draft
from debates.web.words import AIM_WORDS

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)

_SAY_WHERE = "Say where it can be found: a web address or a citation."


def said(refusal: Refusal) -> forms.ValidationError:
    return forms.ValidationError(refusal.message, code=refusal.code)


def typed_or_kept(request: HttpRequest) -> tuple[QueryDict | None, dict[str, Any]]:
    """A form's first two arguments: what was posted, or what is left from a lost session."""
    if request.method == "POST":
        return request.POST, {}
    kept = kept_draft(request)
    return None, kept.dict() if kept else {}


class ClaimForm(forms.Form):
    """A form of the claims' pages: made with ``typed_or_kept`` for its first two arguments."""

    def __init__(
        self,
        typed: Mapping[str, Any] | None = None,
        kept: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(typed, initial={**(initial or {}), **(kept or {})}, **kwargs)

    @property
    def chosen(self) -> Scheme | None:
        """The scheme that the form names now."""
        return SCHEMES.get(self["scheme"].value() or "") if "scheme" in self.fields else None


def _text_field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        error_messages={"required": "There is nothing here to read. Say in a sentence what holds."},
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One assertion. Reasons go below it, as claims of their own.",
    )


def _detail_field() -> forms.CharField:
    return forms.CharField(
        label="Detail",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What helps to understand the claim. Markdown: paragraphs, lists, quotes, links.",
    )


def _note_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=Revision.NOTE_MAX)


def _aim_field(parent: Claim) -> forms.ChoiceField:
    fitting = [aim for aim in Aim if aim != Aim.RELEVANCE or parent.stance is not None]
    return forms.ChoiceField(
        label="What do you aim at?",
        choices=[(aim.value, AIM_WORDS[aim]) for aim in fitting],
        initial=Aim.TRUTH.value,
        widget=Choices,
        error_messages={
            "required": "Choose what you aim at.",
            "invalid_choice": "Choose one of these.",
        },
    )


def _scheme_field(auto_id: str) -> forms.ChoiceField:
    """In families; with scripts, the critical questions of the chosen one are shown below it."""
    families = [
        (family, [(scheme.key, f"{scheme.name}: {scheme.gist}") for scheme in schemes])
        for family, schemes in groupby(SCHEMES.values(), attrgetter("family"))
    ]
    asks = {
        "hx-get": reverse_lazy("schemes"),
        "hx-trigger": "change",
        "hx-target": f"#{auto_id % 'scheme'}_questions",
    }
    return forms.ChoiceField(
        label="What kind of reason is it?",
        required=False,
        choices=[("", "Not said"), *families],
        widget=forms.Select(attrs=asks),
    )


class _SourceFields(ClaimForm):
    """A source in one line, and what to look for there."""

    source = forms.CharField(
        label="Source",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Web address or citation"}),
    )
    title = forms.CharField(label="Title of the source", required=False)
    quote = forms.CharField(
        label="What it says, word for word", required=False, widget=forms.Textarea({"rows": 3})
    )
    locator = forms.CharField(
        label="Where in it", required=False, widget=forms.TextInput({"placeholder": "p. 12"})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        line = cleaned.get("source", "").strip()
        given = NewSource(
            title=cleaned.get("title", ""),
            quote=cleaned.get("quote", ""),
            locator=cleaned.get("locator", ""),
            **{"url" if _ADDRESS.fullmatch(line) else "citation": line},
        )
        cleaned["new_source"] = self._checked(given) if any(given) else None
        return cleaned

    def _checked(self, source: NewSource) -> NewSource | None:
        if not source.url and not source.citation:
            self.add_error("source", _SAY_WHERE)
            return None
        try:
            return checked(source)
        except Refusal as refusal:
            self.add_error(_field_of(source, refusal), said(refusal))
            return None


def _field_of(source: NewSource, refusal: Refusal) -> str:
    """Which field the refusal is about, as far as lengths tell."""
    if refusal.code.startswith("url"):
        return "source"
    lengths = {"source": len(source.citation), "title": len(source.title)}
    lengths |= {"locator": len(source.locator), "quote": len(source.quote) // 10}
    return max(lengths, key=lambda name: lengths[name])


class _WordingFields(ClaimForm):
    def clean_text(self) -> str:
        return _cleaned(clean_text, self.cleaned_data["text"])

    def clean_detail(self) -> str:
        return _cleaned(clean_detail, self.cleaned_data["detail"])


def _cleaned(cleaner: Any, text: str) -> str:
    try:
        return cleaner(text)
    except Refusal as refusal:
        raise said(refusal) from None


_REPLY_ORDER = [
    "question",
    "aim",
    "text",
    "source",
    "title",
    "quote",
    "locator",
    "scheme",
    "detail",
]


class ReplyForm(_WordingFields, _SourceFields):
    """A new claim below ``parent``. A con names its aim, a pro may name its scheme.

    ``question`` is the key of a critical question of the parent's scheme that the claim takes up;
    one that does not fit, or no more, is left out.
    """

    text = _text_field("Your claim, in one sentence")
    detail = _detail_field()
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        parent: Claim,
        stance: Stance | None,
        question: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4  # a kept one goes before: it may have been posted
        if stance == Stance.CON:
            self.fields["aim"] = _aim_field(parent)
        if stance == Stance.PRO:
            self.fields["scheme"] = _scheme_field(self.auto_id)
        self._take_up(question, parent)
        self.order_fields(_REPLY_ORDER)

    def _take_up(self, key: str, parent: Claim) -> None:
        self.left_over: Refusal | None = None
        try:
            self.takes_up = QUESTIONS.get(checked_question(key, parent))
        except Refusal as refusal:
            self.takes_up, self.left_over = None, refusal
        if self.takes_up:
            self.fields["question"] = forms.CharField(
                initial=self.takes_up.key, widget=forms.HiddenInput
            )
            if "aim" in self.fields:
                self.fields["aim"].initial = self.takes_up.aim.value

    def clean(self) -> dict[str, Any]:
        if self.left_over:
            self.add_error(None, said(self.left_over))
        return super().clean()

    def asked(self) -> dict[str, Any]:
        """What the verb is given."""
        cleaned = self.cleaned_data
        return {
            "text": cleaned["text"],
            "detail": cleaned["detail"],
            "aim": cleaned.get("aim", ""),
            "scheme": cleaned.get("scheme", ""),
            "question": cleaned.get("question", ""),
            "source": cleaned["new_source"],
            "key": cleaned["key"],
        }


class EditForm(_WordingFields):
    """Another wording of a claim; ``seen`` is the revision that the editor had before them."""

    text = _text_field("The claim")
    detail = _detail_field()
    note = _note_field("What you changed")
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, claim: Claim, parent: Claim | None, **kwargs: Any) -> None:
        now = {name: getattr(claim, name) for name in ("text", "detail", "aim", "scheme")}
        super().__init__(*args, initial=now | {"seen": claim.revision}, **kwargs)
        if parent and claim.stance == Stance.CON:
            self.fields["aim"] = _aim_field(parent)
            self.fields["aim"].required = False
        if claim.stance == Stance.PRO:
            self.fields["scheme"] = _scheme_field(self.auto_id)
        self.order_fields(["aim", "text", "detail", "scheme", "note", "seen"])

    def clean_note(self) -> str:
        return _cleaned(_clean_note, self.cleaned_data["note"])


class NoteForm(ClaimForm):
    """The optional reason for withdrawing, restoring or conceding."""

    note = _note_field("Why")

    def clean_note(self) -> str:
        return _cleaned(_clean_note, self.cleaned_data["note"])


def _clean_note(note: str) -> str:
    return clean_line(note, Revision.NOTE_MAX, "note") if note.strip() else ""


class SourceForm(_SourceFields):
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].required = True
        self.fields["source"].error_messages["required"] = _SAY_WHERE
        self.fields["key"].initial = uuid.uuid4
