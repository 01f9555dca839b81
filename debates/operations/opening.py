from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from core.accounts.models import User
from debates.argument.prose import block_html, clean_detail, clean_line
from debates.argument.words import Kind, Side
from debates.errors import Refusal
from debates.models import (
    Claim,
    Debate,
    Follow,
    Membership,
    Phase,
    Posting,
    Role,
    Verb,
    Visibility,
    tree,
)
from debates.models.debate import TITLE_MAX
from debates.operations.changing import record, sent_before, tried_again
from debates.operations.posting import first_revision
from debates.operations.wording import worded

Choice = TypeVar("Choice", bound=StrEnum)

_RESERVED_SLUGS = {"new"}
_SLUG_FROM_TITLE = 80
# 32 letters and digits: about 160 bits, so that an unlisted debate is found by its link alone.
_SECRET_LENGTH = 32
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@tried_again
def open_debate(
    actor: User,
    *,
    title: str,
    theses: Sequence[str],
    question: str = "",
    background: str = "",
    visibility: str = Visibility.PUBLIC,
    posting: str = Posting.OPEN,
    phase: str = Phase.OPEN,
    key: UUID | None = None,
) -> Debate:
    """Open a debate about one thesis, or about a question with two or more theses."""
    question = question.strip()
    _require_fitting_theses(question, theses)
    with transaction.atomic():
        if earlier := sent_before(actor, key, Verb.OPENED):
            return earlier.debate
        debate = new_debate(title, background, visibility, posting, phase)
        Membership.objects.create(debate=debate, user=actor, role=Role.OWNER)
        Follow.objects.create(person=actor, debate=debate)
        kind, text = (Kind.QUESTION, question) if question else (Kind.THESIS, theses[0])
        root = _stated(debate, actor, kind, text)
        tree.plant(root)
        first_revision(root)
        for text in theses if question else ():
            thesis = _stated(debate, actor, Kind.THESIS, text)
            tree.insert(thesis, root)
            first_revision(thesis)
        record(debate, actor, Verb.OPENED, root, key=key)
    return debate


def new_debate(title: str, background: str, visibility: str, posting: str, phase: str) -> Debate:
    """The debate's row by itself; part of a larger verb that plants the root and records."""
    title = clean_line(title, TITLE_MAX, "title")
    background = clean_detail(background)
    seen_by = known_choice(Visibility, visibility)
    return Debate.objects.create(
        title=title,
        slug=free_slug(title, seen_by),
        background=background,
        background_html=block_html(background),
        visibility=seen_by.value,
        posting=known_choice(Posting, posting).value,
        phase=known_choice(Phase, phase).value,
    )


def known_choice(choices: type[Choice], value: str) -> Choice:
    """The choice of that name; Refusal where there is none."""
    try:
        return choices(value)
    except ValueError:
        raise Refusal("unknown_choice", f"Choose one of: {', '.join(choices)}.") from None


def free_slug(title: str, visibility: str) -> str:
    """The title as part of an address; an unlisted debate's ends in a secret."""
    slug = slugify(title)[:_SLUG_FROM_TITLE].strip("-") or "debate"
    if visibility == Visibility.UNLISTED:
        return f"{slug}-{get_random_string(_SECRET_LENGTH, _LETTERS)}"
    if slug in _RESERVED_SLUGS or Debate.objects.filter(slug=slug).exists():
        return f"{slug}-{get_random_string(6, _LETTERS)}"
    return slug


def _require_fitting_theses(question: str, theses: Sequence[str]) -> None:
    if question and len(theses) < 2:
        raise Refusal("too_few_theses", "A question needs at least two theses that answer it.")
    if not question and len(theses) != 1:
        raise Refusal("one_thesis", "A debate has one thesis, or a question with several.")


def _stated(debate: Debate, actor: User, kind: Kind, text: str) -> Claim:
    """A question or a thesis, not saved yet."""
    return Claim(
        debate=debate,
        author=actor,
        kind=kind.value,
        side=Side.THESIS.value,
        **worded(text, "")._asdict(),
    )
