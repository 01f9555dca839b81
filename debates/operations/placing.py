from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.accounts.models import User
from debates.argument.cycles import circle
from debates.argument.map import ArgumentMap, Node, Step
from debates.argument.schemes import QUESTIONS
from debates.argument.words import KEPT_BACK, Kind
from debates.errors import Refusal
from debates.models import (
    Claim,
    Debate,
    Follow,
    Link,
    Membership,
    Phase,
    Posting,
    Revision,
    Role,
    Source,
    Verb,
    Visibility,
    tree,
)
from debates.operations.changing import record, tried_again
from debates.operations.circles import named
from debates.operations.linking import MOST_LINKS
from debates.operations.opening import new_debate
from debates.operations.posting import require_depth, stance_towards
from debates.operations.sources import NewSource, checked
from debates.operations.wording import checked_aim, checked_scheme, worded

_BATCH = 1000


@tried_again
def place_debate(
    actor: User,
    argument: ArgumentMap,
    *,
    authors: Mapping[str, User] | None = None,
    visibility: str = Visibility.PUBLIC,
    posting: str = Posting.OPEN,
    phase: str = Phase.OPEN,
) -> Debate:
    """Open a debate with a whole map in it: in one transaction, with one event.

    ``authors`` gives the account of each author that the map names; the actor stands for all
    others. A map that breaks a rule is refused whole.
    """
    with transaction.atomic():
        debate = new_debate(argument.title, argument.background, visibility, posting, phase)
        Membership.objects.create(debate=debate, user=actor, role=Role.OWNER)
        Follow.objects.create(person=actor, debate=debate)
        claims = _claims_of(argument, debate, actor, authors or {})
        tree.place(list(claims.values()))
        _write_wordings(claims)
        _write_sources(claims, argument)
        _write_links(claims, argument, debate)
        record(debate, actor, Verb.PLACED, claims[argument.root], claims=len(claims))
    return debate


def _claims_of(
    argument: ArgumentMap, debate: Debate, actor: User, authors: Mapping[str, User]
) -> dict[str, Claim]:
    """Unsaved claims by the map's keys, parents before children."""
    kinds, sides = argument.kinds, argument.sides
    claims: dict[str, Claim] = {}
    for step in argument.walk():
        key = step.node.key
        claim = Claim(
            debate=debate,
            author=authors.get(step.node.author, actor),
            kind=kinds[key].value,
            side=sides[key].value,
            **_written(step.node),
        )
        _attach(claim, step, claims)
        claims[key] = claim
    return claims


def _written(node: Node) -> dict[str, object]:
    if node.state in KEPT_BACK:
        raise Refusal("state_not_taken", f"A claim cannot come in as {node.state}: “{node.text}”.")
    return {
        **worded(node.text, node.detail)._asdict(),
        "state": node.state.value,
        "created_at": node.written or timezone.now(),
        "edited_at": node.edited,
    }


def _attach(claim: Claim, step: Step, claims: Mapping[str, Claim]) -> None:
    """Hang the claim below its parent, with what depends on its stance."""
    if (step.node.conceded or step.node.met) and not claim.is_challenge:
        raise Refusal("not_a_challenge", f"Only a con can be conceded or met: “{claim.text}”.")
    claim.critical_question = _known_question(step)
    if step.reply is None:
        claim.scheme = checked_scheme(step.node.scheme, None)
        if claim.is_withdrawn:
            raise Refusal("root_stays", "What a debate is about cannot come in as withdrawn.")
        return
    require_depth(step.depth)
    claim.parent = claims[step.reply.parent]
    stance = stance_towards(claim.parent, step.reply.stance)
    claim.aim = checked_aim(step.reply.aim or "", stance, claim.parent)
    claim.scheme = checked_scheme(step.node.scheme, stance)
    claim.met_at = step.node.met
    if step.node.conceded:
        claim.conceded_at, claim.conceded_by = _concession(claim), claim.parent.author


def _known_question(step: Step) -> str:
    """It need not be of the parent's scheme: that one may have changed since it was asked."""
    question = step.node.question
    if question and (question not in QUESTIONS or not step.reply or not step.reply.stance):
        raise Refusal(
            "unknown_question",
            f"“{question}” is no critical question that a pro or a con can take up.",
        )
    return question


def _concession(claim: Claim) -> datetime:
    return claim.edited_at or claim.created_at


def _write_wordings(claims: Mapping[str, Claim]) -> None:
    Revision.objects.bulk_create(
        (
            Revision(
                claim=claim, number=1, text=claim.text, detail=claim.detail, editor=claim.author
            )
            for claim in claims.values()
        ),
        batch_size=_BATCH,
    )


def _write_sources(claims: Mapping[str, Claim], argument: ArgumentMap) -> None:
    Source.objects.bulk_create(
        (
            Source(claim=claim, added_by=claim.author, **checked(NewSource(*source))._asdict())
            for key, claim in claims.items()
            for source in argument.nodes[key].sources
        ),
        batch_size=_BATCH,
    )


def _write_links(claims: Mapping[str, Claim], argument: ArgumentMap, debate: Debate) -> None:
    _check_links(claims, argument)
    Link.objects.bulk_create(
        (
            Link(
                debate=debate,
                claim=claims[link.key],
                target=claims[link.target],
                stance=link.stance.value,
                aim=checked_aim(link.aim or "", link.stance, claims[link.target]),
                author=claims[link.key].author,
            )
            for link in argument.links
        ),
        batch_size=_BATCH,
    )


def _check_links(claims: Mapping[str, Claim], argument: ArgumentMap) -> None:
    pairs = {(link.key, link.target) for link in argument.links if link.key != link.target}
    if len(pairs) < len(argument.links):
        raise Refusal("link_to_itself", "A claim is linked to itself, or twice to the same claim.")
    for link in argument.links:
        _check_target(claims[link.key], claims[link.target])
    for key, count in Counter(key for key, _ in pairs).items():
        if count > MOST_LINKS:
            about = f"“{named(claims[key])}” is linked to {count} claims"
            raise Refusal("too_many_links", f"{about}: at most {MOST_LINKS} are possible.")
    if found := circle(argument):
        link, _ = found
        between = f"from “{named(claims[link.key])}” to “{named(claims[link.target])}”"
        raise Refusal("circle", f"The link {between} makes them argue in a circle.")


def _check_target(claim: Claim, target: Claim) -> None:
    if target is claim.parent:
        about = f"“{named(claim)}” is linked to what it hangs below"
        raise Refusal("linked_to_parent", f"{about}: it argues about that already.")
    if target.kind == Kind.QUESTION:
        raise Refusal(
            "question_takes_theses", "Only theses answer a question: link to one of them."
        )
