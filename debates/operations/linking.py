from typing import Any
from uuid import UUID

from core.accounts.models import User
from debates.argument.words import Kind, State
from debates.errors import Refusal
from debates.models import Claim, Debate, Link, Verb
from debates.operations.changing import changing, record, reread, sent_before, tried_again
from debates.operations.circles import named, refuse_circle
from debates.operations.posting import require_answerable, stance_towards
from debates.operations.premises import free_the_last, parted
from debates.operations.wording import checked_aim
from debates.permissions import Action, require

MOST_LINKS = 20


@tried_again
def link_claim(
    actor: User,
    claim: Claim,
    target: Claim,
    *,
    stance: str,
    aim: str = "",
    key: UUID | None = None,
) -> Link:
    """Let ``claim``, beside its own place, also support or oppose ``target`` of the same debate."""
    with changing(claim.debate_id) as debate:
        if earlier := sent_before(actor, key, Verb.LINKED, debate):
            return _made_before(debate, earlier.data["link"])
        claim = reread(debate, actor, claim)
        own = claim.author_id == actor.pk
        require(debate.role_of(actor), Action.LINK, debate.phase, own=own)
        target = reread(debate, actor, target)
        require_linkable(actor, claim, target)
        move = stance_towards(target, stance)
        link = Link(
            debate=debate,
            claim=claim,
            target=target,
            stance=stance,
            aim=checked_aim(aim, move, target),
            author=actor,
        )
        link.save(force_insert=True)
        record(debate, actor, Verb.LINKED, claim, key=key, **told_of(link))
    return link


@tried_again
def unlink_claim(actor: User, link: Link) -> None:
    """Take a link off; the event keeps all of it."""
    with changing(link.debate_id) as debate:
        found = debate.links.select_related("claim", "target").filter(pk=link.pk).first()
        if found is None:
            return
        claim = reread(debate, actor, found.claim)
        reread(debate, actor, found.target)
        own = found.author_id == actor.pk
        require(debate.role_of(actor), Action.UNLINK, debate.phase, own=own)
        told = told_of(found)
        found.delete()
        told |= parted(free_the_last(found.target_id, found.premise_group))
        record(debate, actor, Verb.UNLINKED, claim, **told)


def told_of(link: Link) -> dict[str, Any]:
    """What the log keeps of a link."""
    return {
        "link": link.pk,
        "target": link.target_id,
        "stance": link.stance,
        "aim": link.aim,
        "by": link.author_id,
    }


def require_linkable(actor: User, claim: Claim, target: Claim) -> None:
    """Refuse where the claim cannot argue about the target too, whichever way it would."""
    _require_ends(claim, target)
    _require_room(claim, target)
    refuse_circle(actor, claim, target)


def _require_ends(claim: Claim, target: Claim) -> None:
    if claim.is_root:
        raise Refusal("root_stays", "What the whole debate is about argues about nothing else.")
    if claim.state != State.VISIBLE:
        raise Refusal(
            "not_standing", "Only a claim that stands, for everybody to see, can argue elsewhere."
        )
    if target.pk == claim.pk:
        raise Refusal("link_to_itself", "A claim cannot argue about itself.")
    if target.pk == claim.parent_id:
        raise Refusal("linked_to_parent", "This is what the claim argues about already.")
    if target.kind == Kind.QUESTION:
        raise Refusal("question_takes_theses", "Only theses answer the question: link to a thesis.")
    require_answerable(target)


def _require_room(claim: Claim, target: Claim) -> None:
    targets = set(claim.links.values_list("target", flat=True))
    if target.pk in targets:
        raise Refusal("linked_already", f"It argues about “{named(target)}” already.")
    if len(targets) >= MOST_LINKS:
        raise Refusal(
            "too_many_links",
            f"A claim has at most {MOST_LINKS} links: take one of them off first.",
        )


def _made_before(debate: Debate, key: int) -> Link:
    link = debate.links.filter(pk=key).first()
    if link is None:
        raise Refusal("link_gone", "This link was made, and has been taken off since.")
    return link
