"""The events of a debate as sentences: “Ben rebutted “…” with “…””."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.accounts.models import User
from debates.argument.words import Kind
from debates.models import Claim, Event, Phase, Posting, Role, Verb, Visibility
from debates.web.visit import Visit
from debates.web.words import KIND_WORDS, excerpt

_EXCERPT = 90


class Happening(NamedTuple):
    """``sentence`` goes on from the actor's name; ``kind`` is the claim's, for its icon, if any."""

    actor: User
    sentence: SafeString
    note: str
    at: datetime
    kind: str


class Known(NamedTuple):
    """What sentences may name beside the event's own claim, by key."""

    claims: Mapping[int, Claim]
    people: Mapping[int, User]


def happenings(visit: Visit, events: Sequence[Event]) -> list[Happening]:
    """One line for each event, quoting only claims that the person may read. Two queries."""
    keys = {key for event in events for key in _others(event)}
    named = {event.claim_id: event.claim for event in events if event.claim_id}
    quotable: dict[int, Claim] = {**named, **visit.claims.in_bulk(keys - named.keys())}
    for claim in quotable.values():
        visit.at_home(claim)
    members = [event.data["person"] for event in events if event.verb == Verb.ROLE_SET]
    known = Known(quotable, User.objects.in_bulk(members))
    return [_happening(event, known) for event in events]


Tell = Callable[[Event, Known], SafeString]


def _others(event: Event) -> list[int]:
    """The claims an event names beside its own."""
    if event.verb == Verb.POSTED:
        return [event.data["parent"]] if event.data.get("parent") else []
    if event.verb == Verb.MOVED:
        return [event.data["new"]["parent"]]
    return []


def _happening(event: Event, known: Known) -> Happening:
    tell = _SENTENCES.get(event.verb)
    sentence = tell(event, known) if tell else format_html("changed something: {}", event.verb)
    kind = event.claim.kind if event.claim else ""
    return Happening(event.actor, sentence, event.data.get("note", ""), event.created_at, kind)


def _quoted(claim: Claim) -> SafeString:
    return format_html(
        '“<a href="{}">{}</a>”', claim.get_absolute_url(), excerpt(claim.text_html, _EXCERPT)
    )


_POSTED = {Kind.CLAIM: "supported", Kind.CRITIQUE: "opposed", Kind.REBUTTAL: "rebutted"}


def _posted(event: Event, known: Known) -> SafeString:
    kind = Kind(event.data.get("kind", event.claim.kind))
    own, parent = _quoted(event.claim), known.claims.get(event.data.get("parent", 0))
    if kind not in _POSTED:
        return format_html("proposed the {} {}", KIND_WORDS[kind].noun, own)
    if parent is None:
        return format_html("posted the {} {}", KIND_WORDS[kind].noun, own)
    return format_html("{} {} with {}", _POSTED[kind], _quoted(parent), own)


def _edited(event: Event, known: Known) -> SafeString:
    if event.data.get("old") != event.data.get("new"):
        return format_html("classified {} anew", _quoted(event.claim))
    address = reverse("claim_history", args=[event.claim.debate.slug, event.claim_id])
    changes = format_html('<a href="{}">what changed</a>', address)
    return format_html("reworded {} ({})", _quoted(event.claim), changes)


def _moved(event: Event, known: Known) -> SafeString:
    new, old = event.data["new"], event.data["old"]
    parent = known.claims.get(new["parent"])
    where = format_html(" below {}", _quoted(parent)) if parent else " to another place"
    became = KIND_WORDS[Kind(new["kind"])].noun if new["kind"] != old["kind"] else ""
    turned = format_html(", where it is a {}", became) if became else ""
    return format_html("moved {}{}{}", _quoted(event.claim), where, turned)


def _role_set(event: Event, known: Known) -> SafeString:
    person, role = known.people[event.data["person"]], Role(event.data["new"])
    if role == Role.NONE:
        return format_html("removed {}", person)
    article = "an" if role == Role.EDITOR else "a"
    return format_html("made {} {} {}", person, article, role.label.lower())


def _with_claim(words: str) -> Tell:
    return lambda event, known: format_html("{} {}", words, _quoted(event.claim))


def _plain(words: str) -> Tell:
    return lambda event, known: format_html("{}", words)


def _set_to(words: Mapping[str, str]) -> Tell:
    return lambda event, known: format_html("{}", words.get(event.data.get("new", ""), "set it"))


_SENTENCES: dict[str, Tell] = {
    Verb.OPENED: _plain("opened the debate"),
    Verb.DESCRIBED: _plain("changed the title or the background"),
    Verb.VISIBILITY_SET: _set_to(
        {
            Visibility.PUBLIC: "made the debate public",
            Visibility.UNLISTED: "took the debate off the list: whoever has the link can read it",
            Visibility.PRIVATE: "made the debate private",
        }
    ),
    Verb.POSTING_SET: _set_to(
        {
            Posting.OPEN: "let everybody who is signed in post",
            Posting.SUGGESTIONS: "let others than members suggest claims, for review",
            Posting.MEMBERS: "let only members post",
        }
    ),
    Verb.PHASE_SET: _set_to(
        {
            Phase.DRAFT: "made the debate a draft again",
            Phase.OPEN: "opened the debate for everybody",
            Phase.CLOSED: "closed the debate",
            Phase.ARCHIVED: "archived the debate",
        }
    ),
    Verb.ROLE_SET: _role_set,
    Verb.POSTED: _posted,
    Verb.EDITED: _edited,
    Verb.ACCEPTED: _with_claim("accepted"),
    Verb.WITHDRAWN: _with_claim("withdrew"),
    Verb.RESTORED: _with_claim("brought back"),
    Verb.MOVED: _moved,
    Verb.CONCEDED: _with_claim("conceded"),
    Verb.SOURCE_ADDED: _with_claim("added a source to"),
    Verb.SOURCE_REMOVED: _with_claim("took a source off"),
    Verb.PLACED: _plain("brought in the whole debate"),
    Verb.REPAIRED: _plain("put the order of the claims right"),
}
