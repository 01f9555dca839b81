"""Forms about debates as a whole. They parse and say what is wrong next to a field."""

import uuid
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict

from core.forms import Choices
from debates.argument.prose import clean_detail, clean_line, clean_text
from debates.errors import Refusal
from debates.models import Phase, Posting, Visibility
from debates.models.debate import TITLE_MAX, Person

OPTIONS_SHOWN = 3
OPTIONS_MAX = 20


@dataclass(frozen=True)
class ChoiceWords:
    """A choice on a card; no tuple, which Django would take for a group of choices."""

    name: str
    gist: str


VISIBILITIES = {
    Visibility.PUBLIC: ChoiceWords("Public", "Anybody can find it and read it."),
    Visibility.UNLISTED: ChoiceWords(
        "Unlisted", "Anybody who has its link can read it. It is on no list and in no search."
    ),
    Visibility.PRIVATE: ChoiceWords(
        "Private", "Only its members can read it. For everybody else it does not exist."
    ),
}
POSTINGS = {
    Posting.OPEN: ChoiceWords(
        "Everybody", "Whoever is signed in and can read it adds claims, and they show at once."
    ),
    Posting.SUGGESTIONS: ChoiceWords(
        "Everybody, after review", "What others add waits until an editor has accepted it."
    ),
    Posting.MEMBERS: ChoiceWords(
        "Members", "Members who are writers add claims. Others read, and can ask to join."
    ),
}
PHASES = {
    Phase.DRAFT: ChoiceWords("Draft", "Only members see it, while it is being prepared."),
    Phase.OPEN: ChoiceWords("Open", "It can be read and answered, as chosen for it."),
    Phase.CLOSED: ChoiceWords(
        "Closed", "It stays readable as it is. Nobody adds or edits anything."
    ),
    Phase.ARCHIVED: ChoiceWords("Archived", "Like closed, for debates that are history."),
}
THESIS, QUESTION = "thesis", "question"
SHAPES = {
    THESIS: ChoiceWords("One thesis", "A statement that others support or oppose."),
    QUESTION: ChoiceWords("A question", "Several answers, each argued for and against."),
}


def choice(label: str, words: dict[Any, ChoiceWords], *values: str, **kwargs: Any) -> forms.Field:
    choices = [(str(value), words[value]) for value in values or words]
    wrong = {"required": "Choose one of these.", "invalid_choice": "Choose one of these."}
    return forms.ChoiceField(
        label=label, choices=choices, widget=Choices, error_messages=wrong, **kwargs
    )


def _title_field() -> forms.CharField:
    return forms.CharField(
        label="Title",
        strip=False,
        help_text="What it is about, best as a question: “Should cities ban cars?”",
        error_messages={"required": "Give it a title."},
        widget=forms.TextInput(attrs={"class": "serif", "maxlength": TITLE_MAX}),
    )


def _background_field() -> forms.CharField:
    return forms.CharField(
        label="Background",
        required=False,
        strip=False,
        help_text="What readers should know before they judge. Markdown: paragraphs, lists, links.",
        widget=forms.Textarea(attrs={"rows": 5, "class": "serif"}),
    )


class DescriptionForm(forms.Form):
    title = _title_field()
    background = _background_field()

    def clean_title(self) -> str:
        return _checked(clean_line, self.cleaned_data["title"], TITLE_MAX, "title")

    def clean_background(self) -> str:
        return _checked(clean_detail, self.cleaned_data["background"])


class OptionList(forms.Widget):
    """As many lines of text as there are options, and some to spare; all have the same name."""

    template_name = "debates/_options.html"
    use_fieldset = True

    def value_from_datadict(self, data: QueryDict, files: Any, name: str) -> list[str]:
        return data.getlist(name)

    def value_omitted_from_data(self, data: QueryDict, files: Any, name: str) -> bool:
        return False

    def format_value(self, value: list[str] | None) -> list[str]:
        texts = value or []
        return [*texts, *[""] * (OPTIONS_SHOWN - len(texts))]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["most"] = OPTIONS_MAX
        return context


class OptionsField(forms.Field):
    """The texts that say something, as they are stored."""

    widget = OptionList

    def clean(self, value: list[str]) -> list[str]:
        texts = [(number, text) for number, text in enumerate(value, 1) if text.strip()]
        if len(texts) > OPTIONS_MAX:
            raise forms.ValidationError(
                f"These are {len(texts)} answers; a debate begins with at most {OPTIONS_MAX}. "
                "Add the others once it is open."
            )
        cleaned, wrong = [], []
        for number, text in texts:
            try:
                cleaned.append(clean_text(text))
            except Refusal as refusal:
                wrong.append(forms.ValidationError(f"Answer {number}: {refusal.message}"))
        if wrong:
            raise forms.ValidationError(wrong)
        return cleaned


class NewDebateForm(DescriptionForm):
    """A debate to open. ``key`` makes a form that is sent twice open one debate."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    shape = choice("What is debated?", SHAPES, initial=THESIS)
    thesis = forms.CharField(
        label="The thesis",
        strip=False,
        error_messages={"required": "Write the thesis, or choose a question with several answers."},
        help_text="One statement one can agree or disagree with: “Cities should ban cars.”",
        widget=forms.Textarea(attrs={"rows": 2, "class": "serif"}),
    )
    option = OptionsField(
        label="Answers to the question",
        help_text="The title is the question. Each answer becomes a thesis of its own.",
    )
    visibility = choice("Who can read it?", VISIBILITIES, initial=Visibility.PUBLIC.value)
    posting = choice("Who can add claims?", POSTINGS, initial=Posting.OPEN.value)
    phase = choice(
        "When does it begin?",
        PHASES | {Phase.OPEN: ChoiceWords("Now", "It can be read and answered at once.")},
        Phase.OPEN,
        Phase.DRAFT,
        initial=Phase.OPEN.value,
    )
    field_order = ["title", "shape", "thesis", "option", "background"]
    # Of thesis and answers one is asked for: a browser must not insist on the other.
    use_required_attribute = False

    def clean_thesis(self) -> str:
        if self.cleaned_data.get("shape") != THESIS:
            return ""
        return _checked(clean_text, self.cleaned_data["thesis"])

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        answers = chosen.get("option")
        if chosen.get("shape") == QUESTION and answers is not None and len(answers) < 2:
            self.add_error("option", "Give at least two answers, or choose one thesis instead.")
        self.errors.pop("thesis" if chosen.get("shape") == QUESTION else "option", None)
        return chosen

    def debate(self) -> dict[str, Any]:
        """What ``open_debate`` is called with."""
        chosen = self.cleaned_data
        asks = chosen["shape"] == QUESTION
        kept = ("title", "background", "visibility", "posting", "phase", "key")
        return {
            **{name: chosen[name] for name in kept},
            "question": chosen["title"] if asks else "",
            "theses": chosen["option"] if asks else [chosen["thesis"]],
        }


class VisibilityForm(forms.Form):
    visibility = choice("Who can read it?", VISIBILITIES)


class PostingForm(forms.Form):
    posting = choice("Who can add claims?", POSTINGS)


class PhaseForm(forms.Form):
    phase = choice("What can be done with it now?", PHASES)


def as_typed(posted: QueryDict) -> dict[str, Any]:
    """Posted fields as the initial values of a form that is not to be judged yet."""
    return {**posted.dict(), "option": posted.getlist("option")}


def _checked(clean: Any, *args: Any) -> str:
    try:
        return clean(*args)
    except Refusal as refusal:
        raise forms.ValidationError(refusal.message, code=refusal.code) from refusal


class Look(NamedTuple):
    """What somebody looks for on the front page."""

    q: str = ""
    mine: bool = False
    phase: str = ""
    sort: str = "active"


SORTS = {
    "active": "Recently active",
    "new": "Newest",
    "claims": "Most claims",
    "open": "Most open challenges",
}
_PHASE_NAMES = [("", "Any phase"), *((str(phase), words.name) for phase, words in PHASES.items())]


class ExploreForm(forms.Form):
    """Read leniently: what makes no sense in an address is as if it were not there."""

    q = forms.CharField(label="Search titles and theses", max_length=200, required=False)
    show = forms.ChoiceField(
        label="Whose", choices=[("", "All debates"), ("mine", "My debates")], required=False
    )
    phase = forms.ChoiceField(label="Phase", choices=_PHASE_NAMES, required=False)
    sort = forms.ChoiceField(label="Order", choices=list(SORTS.items()), required=False)

    def __init__(self, posted: QueryDict, *, person: Person) -> None:
        super().__init__(posted, auto_id="find-%s")
        if not person.is_authenticated:
            del self.fields["show"]

    def look(self) -> Look:
        self.is_valid()
        chosen = self.cleaned_data
        return Look(
            " ".join(chosen.get("q", "").split()),
            chosen.get("show") == "mine",
            chosen.get("phase", ""),
            chosen.get("sort") or "active",
        )

    @property
    def is_narrowed(self) -> bool:
        look = self.look()
        return bool(look.q or look.mine or look.phase)
