from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from core.accounts.models import User
from debates.argument.prose import clean_detail, clean_line
from debates.errors import Refusal
from debates.models import Claim, Source, Verb
from debates.operations.changing import changing, record, reread, sent_before, tried_again
from debates.permissions import Action, require

_whole_web_address = URLValidator(schemes=["http", "https"])


class NewSource(NamedTuple):
    """A source as somebody gives it: an address or a citation, or both."""

    url: str = ""
    citation: str = ""
    title: str = ""
    quote: str = ""
    locator: str = ""


@tried_again
def add_source(actor: User, claim: Claim, source: NewSource, *, key: UUID | None = None) -> Source:
    with changing(claim.debate_id) as debate:
        if earlier := sent_before(actor, key, Verb.SOURCE_ADDED, debate):
            return Source.objects.get(pk=earlier.data["source"])
        claim = reread(debate, actor, claim)
        require(debate.role_of(actor), Action.ADD_SOURCE, debate.phase)
        added = attach(claim, actor, source)
        record(debate, actor, Verb.SOURCE_ADDED, claim, key=key, source=added.pk)
    return added


@tried_again
def remove_source(actor: User, source: Source) -> Source:
    """Take a source off its claim; the row stays and says who did it and when."""
    with changing(source.claim.debate_id) as debate:
        source = Source.objects.select_related("claim").get(pk=source.pk)
        claim = reread(debate, actor, source.claim)
        own = source.added_by_id == actor.pk
        require(debate.role_of(actor), Action.REMOVE_SOURCE, debate.phase, own=own)
        if source.removed_at:
            return source
        source.removed_by, source.removed_at = actor, timezone.now()
        source.save(update_fields=["removed_by", "removed_at"])
        record(debate, actor, Verb.SOURCE_REMOVED, claim, source=source.pk)
    return source


def attach(claim: Claim, actor: User, source: NewSource) -> Source:
    """Write a checked source; part of a larger verb that holds the lock and records the event."""
    return Source.objects.create(claim=claim, added_by=actor, **checked(source)._asdict())


def checked(source: NewSource) -> NewSource:
    """The source cleaned; Refusal where it has neither address nor citation or passes a limit."""
    url, citation = source.url.strip(), _line(source.citation, "citation")
    if not url and not citation:
        raise Refusal("source_empty", "Give a web address or a citation.")
    if url:
        _require_web_address(url)
    return NewSource(
        url=url,
        citation=citation,
        title=_line(source.title, "title"),
        quote=clean_detail(source.quote, Source.QUOTE_MAX),
        locator=_line(source.locator, "place in the source"),
    )


def _line(text: str, name: str) -> str:
    return clean_line(text, Source.LINE_MAX, name) if text.strip() else ""


def _require_web_address(url: str) -> None:
    if len(url) > Source.URL_MAX:
        raise Refusal("url_too_long", f"A web address has at most {Source.URL_MAX} characters.")
    try:
        _whole_web_address(url if url.isprintable() else "")
    except ValidationError:
        raise Refusal(
            "url_invalid", "This is no whole web address. It must begin with http:// or https://."
        ) from None
