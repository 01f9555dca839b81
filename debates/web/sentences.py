"""How each verb of the log reads, going on from the name of who did it.

A claim that the reader may not see is not quoted, and where nothing else is left to say of it, not
even mentioned.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.accounts.models import User
from debates.argument.words import Kind, Stance, State
from debates.models import (
    Base,
    Claim,
    Event,
    Method,
    Phase,
    Posting,
    Role,
    Verb,
    Visibility,
    VotesShown,
)
from debates.web.words import KIND_WORDS, excerpt

_EXCERPT = 90


class Known(NamedTuple):
    """What sentences may name beside the event's own claim, by key."""

    claims: Mapping[int, Claim]
    people: Mapping[int, User]


Tell = Callable[[Event, Known], SafeString]


# ---- claims


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


def _branch_placed(event: Event, known: Known) -> SafeString:
    below = event.data["claims"] - 1
    along = f" and {below:,} claim{'s' * (below > 1)} below it" if below else ""
    return format_html("{}{}", _posted(event, known), along)


def _edited(event: Event, known: Known) -> SafeString:
    own, challenge = _quoted(event.claim), known.claims.get(event.answers_id or 0)
    if "new_state" in event.data:
        sent = (
            "posted {} after all"
            if event.data["new_state"] == State.VISIBLE
            else "sent {} in again"
        )
        return format_html(sent, own)
    if challenge:
        changes = _changes(event)
        return format_html("amended {} in answer to {} ({})", own, _quoted(challenge), changes)
    if event.data.get("old") != event.data.get("new"):
        return format_html("classified {} anew{}", own, _parted(event, known))
    return format_html("reworded {} ({})", own, _changes(event))


def _changes(event: Event) -> SafeString:
    address = reverse("claim_history", args=[event.claim.debate.slug, event.claim_id])
    return format_html('<a href="{}">what changed</a>', address)


def _withdrawn(event: Event, known: Known) -> SafeString:
    own, challenge = _quoted(event.claim), known.claims.get(event.answers_id or 0)
    if challenge:
        return format_html("withdrew {} in answer to {}", own, _quoted(challenge))
    return format_html("withdrew {}", own)


def _returned(event: Event, known: Known) -> SafeString:
    own = _quoted(event.claim)
    if event.actor_id == event.claim.author_id:
        return format_html("took back the suggestion {}", own)
    return format_html("returned the suggestion {} to its author", own)


def _moved(event: Event, known: Known) -> SafeString:
    new, old = event.data["new"], event.data["old"]
    parent = known.claims.get(new["parent"])
    where = format_html(" below {}", _quoted(parent)) if parent else " to another place"
    became = KIND_WORDS[Kind(new["kind"])].noun if new["kind"] != old["kind"] else ""
    turned = format_html(", where it is a {}", became) if became else ""
    return format_html("moved {}{}{}{}", _quoted(event.claim), where, turned, _parted(event, known))


def _parted(event: Event, known: Known) -> SafeString:
    others = _other_premises(event, known)
    return format_html(", away from {}, which it was linked with", others) if others else others


def _linked(event: Event, known: Known) -> SafeString:
    own, target = _quoted(event.claim), known.claims.get(event.data["target"])
    if target is None:
        return format_html("linked {} to another claim", own)
    word = "for" if event.data["stance"] == Stance.PRO else "against"
    return format_html("linked {}: it also argues {} {}", own, word, _quoted(target))


def _unlinked(event: Event, known: Known) -> SafeString:
    own, target = _quoted(event.claim), known.claims.get(event.data["target"])
    if target is None:
        return format_html("took a link off {}", own)
    return format_html("took off the link from {} to {}", own, _quoted(target))


def _premises_linked(event: Event, known: Known) -> SafeString:
    own, others = _quoted(event.claim), _other_premises(event, known)
    if not others:
        return format_html("linked {} with another premise", own)
    return format_html("linked {}: it holds only together with {}", own, others)


def _premises_unlinked(event: Event, known: Known) -> SafeString:
    own, others = _quoted(event.claim), _other_premises(event, known)
    if not others:
        return format_html("let {} hold by itself again", own)
    return format_html("parted {}, which had been linked with {}", own, others)


def premises_in(event: Event) -> list[int]:
    """The keys of the premises that were linked, or came apart."""
    return event.data.get("premises") or event.data.get("parted") or []


def _other_premises(event: Event, known: Known) -> SafeString:
    others = [key for key in premises_in(event) if key != event.claim_id]
    return format_html_join(
        ", ", "{}", ((_quoted(known.claims[key]),) for key in others if key in known.claims)
    )


# ---- people


def _role_set(event: Event, known: Known) -> SafeString:
    role = Role(event.data["new"])
    if role == Role.NONE:
        return format_html("removed {}", _person(event, known))
    return format_html("made {} {}", _person(event, known), _a(role))


def _invited(event: Event, known: Known) -> SafeString:
    role, uses = _a(Role(event.data["role"])), event.data["uses"]
    if uses == 1:
        return format_html("made an invitation by which one person can become {}", role)
    return format_html("made an invitation by which {} people can each become {}", uses, role)


def _joined(event: Event, known: Known) -> SafeString:
    return format_html("came in by an invitation, as {}", _a(Role(event.data["role"])))


def _admitted(event: Event, known: Known) -> SafeString:
    return format_html("let {} in as {}", _person(event, known), _a(Role(event.data["role"])))


def _handover_ended(event: Event, known: Known) -> SafeString:
    if event.actor_id == event.data["person"]:
        return SafeString("declined to take the debate over")
    return format_html("took back the offer of the debate to {}", _person(event, known))


def _handed_over(event: Event, known: Known) -> SafeString:
    return format_html("took the debate over from {}", _person(event, known, "old"))


def _erased(event: Event, known: Known) -> SafeString:
    # Not how many: some of them may be kept back.
    blanked = ", and had what they wrote blanked" if event.data.get("claims") else ""
    return format_html("left for good{}", blanked)


def _a(role: Role) -> str:
    return f"{'an' if role in _WITH_AN else 'a'} {role.label.lower()}"


_WITH_AN = (Role.EDITOR, Role.OWNER)


def _person(event: Event, known: Known, which: str = "person") -> str:
    person = known.people.get(event.data[which] or 0)
    if person is None or person.erased_at:
        return "a former participant"
    return str(person)


def _with_person(words: str) -> Tell:
    """``words`` with a place for the name."""
    return lambda event, known: format_html(words, _person(event, known))


# ---- all of them


def _with_claim(words: str) -> Tell:
    return lambda event, known: format_html("{} {}", words, _quoted(event.claim))


def _plain(words: str) -> Tell:
    return lambda event, known: format_html("{}", words)


def _set_to(words: Mapping[str, str]) -> Tell:
    return lambda event, known: format_html("{}", words.get(event.data.get("new", ""), "set it"))


SENTENCES: dict[str, Tell] = {
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
    Verb.METHOD_SET: _set_to(
        {
            Method.QUADRATIC_ENERGY: "let strengths be computed by quadratic energy",
            Method.DF_QUAD: "let strengths be computed by DF-QuAD",
            Method.EULER_BASED: "let strengths be computed by the Euler-based method",
        }
    ),
    Verb.BASE_SET: _set_to(
        {
            Base.VOTES: "let strengths start from people's votes",
            Base.NEUTRAL: "let strengths start from one half, whatever the votes",
        }
    ),
    Verb.VOTES_SHOWN_SET: _set_to(
        {
            VotesShown.AFTER: "let people see others' votes on a claim after voting on it",
            VotesShown.ALWAYS: "let everybody see at any time how the votes on a claim are spread",
            VotesShown.NEVER: "let nobody see how the votes on a claim are spread",
        }
    ),
    Verb.ROLE_SET: _role_set,
    Verb.POSTED: _posted,
    Verb.EDITED: _edited,
    Verb.ACCEPTED: _with_claim("accepted"),
    Verb.RETURNED: _returned,
    Verb.WITHDRAWN: _withdrawn,
    Verb.RESTORED: _with_claim("brought back"),
    Verb.MOVED: _moved,
    Verb.CONCEDED: _with_claim("conceded"),
    Verb.LINKED: _linked,
    Verb.UNLINKED: _unlinked,
    Verb.PREMISES_LINKED: _premises_linked,
    Verb.PREMISES_UNLINKED: _premises_unlinked,
    Verb.SOURCE_ADDED: _with_claim("added a source to"),
    Verb.SOURCE_REMOVED: _with_claim("took a source off"),
    Verb.PLACED: _plain("brought in the whole debate"),
    Verb.BRANCH_PLACED: _branch_placed,
    Verb.REPAIRED: _plain("put the order of the claims right"),
    Verb.INVITED: _invited,
    Verb.INVITATION_REVOKED: _plain("revoked an invitation: nobody comes in by it any more"),
    Verb.JOINED: _joined,
    Verb.LEFT: _plain("left the debate"),
    Verb.JOIN_ASKED: _plain("asked to join"),
    Verb.ADMITTED: _admitted,
    Verb.DECLINED: _with_person("declined the request of {} to join"),
    Verb.HANDOVER_OFFERED: _with_person("offered the debate to {}"),
    Verb.HANDOVER_ENDED: _handover_ended,
    Verb.HANDED_OVER: _handed_over,
    Verb.ERASED: _erased,
}
