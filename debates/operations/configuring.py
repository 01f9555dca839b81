from enum import StrEnum
from typing import Any

from core.accounts.models import User
from debates.argument.prose import block_html, clean_detail, clean_line
from debates.models import Base, Debate, Method, Phase, Posting, Verb, Visibility, VotesShown
from debates.models.debate import TITLE_MAX
from debates.operations.changing import changing, record, tried_again
from debates.operations.opening import free_slug, known_choice
from debates.permissions import Action, require


@tried_again
def describe_debate(actor: User, debate: Debate, *, title: str, background: str) -> Debate:
    title, background = clean_line(title, TITLE_MAX, "title"), clean_detail(background)
    with changing(debate.pk) as debate:
        require(debate.role_of(actor), Action.DESCRIBE, debate.phase)
        old = {"title": debate.title, "background": debate.background}
        if old == {"title": title, "background": background}:
            return debate
        _set(debate, title=title, background=background, background_html=block_html(background))
        record(debate, actor, Verb.DESCRIBED, old=old, new_title=title)
    return debate


@tried_again
def set_visibility(actor: User, debate: Debate, visibility: str) -> Debate:
    """Who can find and read it. Becoming unlisted gives it an address that nobody can guess."""
    chosen = known_choice(Visibility, visibility)
    with changing(debate.pk) as debate:
        require(debate.role_of(actor), Action.CONFIGURE, debate.phase)
        if debate.visibility == chosen:
            return debate
        old = debate.visibility
        slug = debate.slug
        if Visibility.UNLISTED in {chosen, old}:
            slug = free_slug(debate.title, chosen)
        _set(debate, visibility=chosen.value, slug=slug)
        record(debate, actor, Verb.VISIBILITY_SET, old=old, new=chosen.value)
    return debate


@tried_again
def set_posting(actor: User, debate: Debate, posting: str) -> Debate:
    return _configured(actor, debate, "posting", known_choice(Posting, posting), Verb.POSTING_SET)


@tried_again
def set_phase(actor: User, debate: Debate, phase: str) -> Debate:
    return _configured(actor, debate, "phase", known_choice(Phase, phase), Verb.PHASE_SET)


@tried_again
def set_method(actor: User, debate: Debate, method: str) -> Debate:
    """How strengths are computed."""
    return _configured(actor, debate, "method", known_choice(Method, method), Verb.METHOD_SET)


@tried_again
def set_base(actor: User, debate: Debate, base: str) -> Debate:
    """What strengths start from."""
    return _configured(actor, debate, "base", known_choice(Base, base), Verb.BASE_SET)


@tried_again
def set_votes_shown(actor: User, debate: Debate, votes_shown: str) -> Debate:
    """When one is told how others voted."""
    chosen = known_choice(VotesShown, votes_shown)
    return _configured(actor, debate, "votes_shown", chosen, Verb.VOTES_SHOWN_SET)


def _configured(actor: User, debate: Debate, field: str, chosen: StrEnum, verb: Verb) -> Debate:
    with changing(debate.pk) as debate:
        require(debate.role_of(actor), Action.CONFIGURE, debate.phase)
        old = getattr(debate, field)
        if old == chosen:
            return debate
        _set(debate, **{field: chosen.value})
        record(debate, actor, verb, old=old, new=chosen.value)
    return debate


def _set(debate: Debate, **values: Any) -> None:
    for field, value in values.items():
        setattr(debate, field, value)
    debate.save(update_fields=list(values))
