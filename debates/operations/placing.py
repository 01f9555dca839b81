"""A whole map comes in at once: as a debate of its own, or below a claim of one there is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.accounts.models import User
from debates.argument.map import ArgumentMap
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
from debates.models.bulk import write_rows
from debates.operations.arriving import Arrival, Home, People, Progress, arrival, claims_of
from debates.operations.changing import changing, record, reread, sent_before, tried_again
from debates.operations.opening import new_debate
from debates.operations.posting import require_answerable
from debates.operations.sources import NewSource
from debates.permissions import Action, require


@tried_again
def place_debate(
    actor: User,
    argument: ArgumentMap,
    *,
    authors: Mapping[str, User] | None = None,
    visibility: str = Visibility.PUBLIC,
    posting: str = Posting.OPEN,
    phase: str = Phase.OPEN,
    key: UUID | None = None,
    progress: Progress | None = None,
) -> Debate:
    """Open a debate with a whole map in it: in one transaction, with one event.

    ``authors`` gives the account of each author that the map names; the actor stands for all
    others. A map that breaks a rule is refused whole.
    """
    arriving = arrival(argument, progress)
    with transaction.atomic():
        if earlier := sent_before(actor, key, Verb.PLACED):
            return earlier.debate
        debate = new_debate(argument.title, argument.background, visibility, posting, phase)
        Membership.objects.create(debate=debate, user=actor, role=Role.OWNER)
        Follow.objects.create(person=actor, debate=debate)
        top, count = _written(arriving, Home(debate), People(actor, authors or {}))
        record(debate, actor, Verb.PLACED, top, key=key, claims=count)
    return debate


@tried_again
def place_branch(
    actor: User,
    parent: Claim,
    argument: ArgumentMap,
    *,
    stance: str | None,
    aim: str = "",
    authors: Mapping[str, User] | None = None,
    key: UUID | None = None,
    progress: Progress | None = None,
) -> Claim:
    """Hang a whole map below a claim: its root supports or opposes ``parent``.

    ``stance`` is None where the root is one more thesis of a question. What is brought in is seen
    at once, so it takes somebody who may post; the rest is as in ``place_debate``.
    """
    _require_fitting(argument)
    arriving = arrival(argument, progress)
    with changing(parent.debate_id) as debate:
        if earlier := sent_before(actor, key, Verb.BRANCH_PLACED, debate):
            return earlier.claim
        require(debate.role_of(actor), Action.PLACE, debate.phase)
        parent = reread(debate, actor, parent)
        require_answerable(parent)
        home = Home(debate, parent, stance, aim)
        top, count = _written(arriving, home, People(actor, authors or {}))
        told = {"claims": count, "parent": parent.pk, "kind": top.kind}
        record(debate, actor, Verb.BRANCH_PLACED, top, key=key, **told)
    return top


def _require_fitting(argument: ArgumentMap) -> None:
    if argument.asks:
        raise Refusal(
            "question_below_claim",
            "This is a question with several theses: it makes a debate of its own, or bring its "
            "theses in one by one.",
        )
    most = settings.IMPORT_MAX_CLAIMS
    if len(argument.nodes) > most:
        raise Refusal(
            "too_many_claims",
            f"These are {len(argument.nodes):,} claims; at most {most:,} come in at once. Bring "
            "them in branch by branch.",
        )


def _written(arriving: Arrival, home: Home, people: People) -> tuple[Claim, int]:
    """Everything but the event; gives the topmost claim, and how many there are."""
    claims = claims_of(arriving, home, people)
    tree.place(list(claims.values()), below=home.below)
    write_rows(Revision, _REVISION, _wordings(arriving, claims, people))
    write_rows(Source, _SOURCE, _sources(arriving, claims))
    write_rows(Link, _LINK, _links(arriving, claims, home.debate))
    return claims[arriving.argument.root], len(claims)


_Rows = Iterator[Sequence[Any]]

_REVISION = ("claim_id", "number", "text", "detail", "editor_id", "note", "created_at")
_SOURCE = ("claim_id", "added_by_id", "created_at", *NewSource._fields)
_LINK = (
    *("debate_id", "claim_id", "target_id", "stance", "aim", "premise_group"),
    *("author_id", "created_at"),
)


def _wordings(arriving: Arrival, claims: Mapping[str, Claim], people: People) -> _Rows:
    """Of every claim the earlier ones, and the one that it has."""
    for key, claim in claims.items():
        number = 1
        for number, old in enumerate(arriving.earlier[key], 2):
            editor, at = people.of(old.author), old.written or claim.created_at
            yield claim.pk, number - 1, old.text, old.detail, editor.pk, "", at
        at = claim.edited_at if number > 1 and claim.edited_at else claim.created_at
        yield claim.pk, number, claim.text, claim.detail, claim.author_id, "", at


def _sources(arriving: Arrival, claims: Mapping[str, Claim]) -> _Rows:
    for key, sources in arriving.sources.items():
        claim = claims[key]
        for source in sources:
            yield claim.pk, claim.author_id, claim.created_at, *source


def _links(arriving: Arrival, claims: Mapping[str, Claim], debate: Debate) -> _Rows:
    now = timezone.now()
    for link in arriving.argument.links:
        claim, target = claims[link.key], claims[link.target]
        group = arriving.groups.get((link.key, link.target))
        how = link.stance.value, link.aim or "", group
        yield debate.pk, claim.pk, target.pk, *how, claim.author_id, link.made or now
