"""News as sentences to the person whom they concern: “Ben opposed your claim “…” with “…””."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.accounts.models import User
from debates.argument.words import Kind
from debates.models import Claim, Event, JoinRequest, Phase, Role, Verb
from debates.web.words import KIND_WORDS, excerpt

_EXCERPT = 90


class Told(NamedTuple):
    """``sentence`` goes on from the actor's name."""

    sentence: SafeString
    note: str


class _Known(NamedTuple):
    """What sentences may name: claims that the person reads, and people."""

    me: User
    claims: Mapping[int, Claim]
    people: Mapping[int, User]
    reasons: Mapping[int, str]

    def claim(self, key: int | None) -> SafeString:
        """“your critique “…”” or just “…”, with the way to it; nothing for what is not seen."""
        claim = self.claims.get(key or 0)
        if claim is None:
            return SafeString()
        whose = f"your {KIND_WORDS[Kind(claim.kind)].noun} " if self.owns(key) else ""
        words = excerpt(claim.text_html, _EXCERPT)
        return format_html('{}“<a href="{}">{}</a>”', whose, claim.get_absolute_url(), words)

    def owns(self, key: int | None) -> bool:
        claim = self.claims.get(key or 0)
        return claim is not None and claim.author_id == self.me.pk

    def person(self, key: int | None) -> object:
        return "you" if key == self.me.pk else self.people.get(key or 0, "somebody")


def told(me: User, events: Sequence[Event]) -> list[Told]:
    """One sentence for each event about claims that the person may read. At most four queries."""
    keys = {key for event in events for key in _claims_in(event)}
    claims = Claim.objects.visible_to(me).in_bulk(keys)
    debates = {event.debate_id: event.debate for event in events}
    for claim in claims.values():
        claim.debate = debates[claim.debate_id]
    people = User.objects.in_bulk(_numbers(events, "person", "old"))
    known = _Known(me, claims, people, _reasons(me, events))
    return [_told(event, known) for event in events]


def _claims_in(event: Event) -> Iterable[int]:
    place = event.data.get("new") if event.verb == Verb.MOVED else event.data
    named = (place or {}).get("parent"), event.data.get("target"), *event.data.get("premises", ())
    return filter(None, (event.claim_id, event.answers_id, *named))


def _numbers(events: Sequence[Event], *names: str) -> set[int]:
    found = (event.data.get(name) for event in events if event.claim_id is None for name in names)
    return {value for value in found if isinstance(value, int)}


def _reasons(me: User, events: Sequence[Event]) -> dict[int, str]:
    """Why the person was not let in, by their request."""
    declined = {event.data.get("request") for event in events if event.verb == Verb.DECLINED}
    if not declined:
        return {}
    asked = JoinRequest.objects.filter(person=me, pk__in=declined - {None})
    return dict(asked.values_list("pk", "reason"))


def _told(event: Event, known: _Known) -> Told:
    tell = _SENTENCES.get(event.verb)
    sentence = tell(event, known) if tell else format_html("changed something: {}", event.verb)
    note = event.data.get("note", "") or known.reasons.get(event.data.get("request", 0), "")
    return Told(sentence, note)


Tell = Callable[[Event, _Known], SafeString]

_POSTED = {Kind.CLAIM: "supported", Kind.CRITIQUE: "opposed", Kind.REBUTTAL: "rebutted"}


def _posted(event: Event, known: _Known) -> SafeString:
    own, parent = known.claim(event.claim_id), known.claim(event.data.get("parent"))
    kind = Kind(event.data.get("kind", event.claim.kind))
    if kind in _POSTED and parent:
        return format_html("{} {} with {}", _POSTED[kind], parent, own)
    return format_html("proposed the {} {}", KIND_WORDS[kind].noun, own)


def _branch_placed(event: Event, known: _Known) -> SafeString:
    below = event.data.get("claims", 1) - 1
    along = f" and {below:,} claim{'s' * (below > 1)} below it" if below else ""
    return format_html("{}{}", _posted(event, known), along)


def _accepted(event: Event, known: _Known) -> SafeString:
    own = known.claim(event.claim_id)
    parent = event.claim.parent_id
    if known.owns(event.claim_id) or not known.owns(parent):
        return format_html("accepted {}: everybody sees it now", own)
    return format_html("accepted a reply to {}: {}", known.claim(parent), own)


def _edited(event: Event, known: _Known) -> SafeString:
    own, answered = known.claim(event.claim_id), known.claim(event.answers_id)
    if answered:
        return format_html("amended {} in answer to {}", own, answered)
    if event.data.get("old") != event.data.get("new"):
        return format_html("classified {} anew", own)
    address = reverse("claim_history", args=[event.debate.slug, event.claim_id])
    return format_html('reworded {} (<a href="{}">what changed</a>)', own, address)


def _withdrawn(event: Event, known: _Known) -> SafeString:
    answered = known.claim(event.answers_id)
    because = format_html(" in answer to {}", answered) if answered else ""
    return format_html("withdrew {}{}", known.claim(event.claim_id), because)


def _moved(event: Event, known: _Known) -> SafeString:
    parent = known.claim((event.data.get("new") or {}).get("parent"))
    where = format_html(" below {}", parent) if parent else " to another place"
    return format_html("moved {}{}", known.claim(event.claim_id), where)


def _linked(event: Event, known: _Known) -> SafeString:
    own, target = known.claim(event.claim_id), known.claim(event.data.get("target"))
    if not target:
        return format_html("linked {} to another claim", own)
    does = "against" if event.data.get("stance") == "con" else "for"
    return format_html("let {} argue {} {} too", own, does, target)


def _premises(words: str, alone: str) -> Tell:
    """``words`` with two places, for the claim and for the others that the person may read."""

    def tell(event: Event, known: _Known) -> SafeString:
        keys = (key for key in event.data.get("premises", ()) if key != event.claim_id)
        others = format_html_join(
            ", ", "{}", ((known.claim(key),) for key in keys if key in known.claims)
        )
        own = known.claim(event.claim_id)
        return format_html(words, own, others) if others else format_html(alone, own)

    return tell


def _role_set(event: Event, known: _Known) -> SafeString:
    person = known.person(event.data.get("person"))
    if not event.data.get("new"):
        return format_html("removed {}", person)
    return format_html("made {} {}", person, _role(event.data["new"]))


def _admitted(event: Event, known: _Known) -> SafeString:
    return format_html(
        "let {} in as {}", known.person(event.data.get("person")), _role(event.data.get("role"))
    )


def _role(value: int | None) -> str:
    role = Role(value or Role.READER)
    article = "an" if role == Role.EDITOR else "the" if role == Role.OWNER else "a"
    return f"{article} {role.label.lower()}"


def _offered(event: Event, known: _Known) -> SafeString:
    address = reverse("handover", args=[event.debate.slug])
    return format_html('offered you to take over the debate (<a href="{}">answer</a>)', address)


def _handed_over(event: Event, known: _Known) -> SafeString:
    new, old = event.data.get("person"), event.data.get("old")
    if new == event.actor_id:
        return format_html("took the debate over from {}", known.person(old))
    owns = "own" if new == known.me.pk else "owns"
    return format_html("erased their account: {} {} the debate now", known.person(new), owns)


def _with_claim(words: str) -> Tell:
    return lambda event, known: format_html("{} {}", words, known.claim(event.claim_id))


def _plain(words: str) -> Tell:
    return lambda event, known: format_html("{}", words)


def _phase_set(event: Event, known: _Known) -> SafeString:
    return format_html("{}", _PHASES.get(event.data.get("new", ""), "changed the debate's phase"))


_PHASES = {
    Phase.DRAFT: "made the debate a draft again",
    Phase.OPEN: "opened the debate",
    Phase.CLOSED: "closed the debate: it is for reading now",
    Phase.ARCHIVED: "archived the debate",
}

_SENTENCES: dict[str, Tell] = {
    Verb.POSTED: _posted,
    Verb.BRANCH_PLACED: _branch_placed,
    Verb.ACCEPTED: _accepted,
    Verb.RETURNED: _with_claim("returned"),
    Verb.EDITED: _edited,
    Verb.WITHDRAWN: _withdrawn,
    Verb.RESTORED: _with_claim("brought back"),
    Verb.MOVED: _moved,
    Verb.CONCEDED: _with_claim("conceded"),
    Verb.LINKED: _linked,
    Verb.PREMISES_LINKED: _premises(
        "linked {} with {}: they hold only together", "linked {} with another premise"
    ),
    Verb.PREMISES_UNLINKED: _premises(
        "parted {}, which had been linked with {}", "let {} hold by itself again"
    ),
    Verb.SOURCE_ADDED: _with_claim("added a source to"),
    Verb.SOURCE_REMOVED: _with_claim("took a source off"),
    Verb.DESCRIBED: _plain("changed the title or the background"),
    Verb.PHASE_SET: _phase_set,
    Verb.ROLE_SET: _role_set,
    Verb.JOINED: _plain("came in by your invitation"),
    Verb.ADMITTED: _admitted,
    Verb.DECLINED: _plain("declined your request to join"),
    Verb.HANDOVER_OFFERED: _offered,
    Verb.HANDOVER_ENDED: _plain("took back the offer to hand you the debate over"),
    Verb.HANDED_OVER: _handed_over,
}
