from uuid import UUID

from django.conf import settings

from core.accounts.models import User
from debates.argument.schemes import scheme_of_question
from debates.argument.words import Kind, Side, Stance, State, kind_of_reply, side_of_reply
from debates.errors import Refusal
from debates.models import Claim, Debate, Revision, Role, Verb, tree
from debates.operations.changing import changing, record, reread, sent_before, tried_again
from debates.operations.sources import NewSource, attach
from debates.operations.wording import checked_aim, checked_scheme, worded
from debates.permissions import Action, may, require


@tried_again
def post_claim(
    actor: User,
    parent: Claim,
    *,
    stance: str | None,
    text: str,
    detail: str = "",
    aim: str = "",
    scheme: str = "",
    question: str = "",
    source: NewSource | None = None,
    key: UUID | None = None,
) -> Claim:
    """Support or oppose ``parent`` with a new claim; ``stance`` is None for a thesis of a question.

    ``question`` is the key of a critical question of the parent's scheme, which a con asks and a
    pro answers. Where the actor may only suggest, the claim waits as pending.
    """
    wording = worded(text, detail)
    with changing(parent.debate_id) as debate:
        if earlier := sent_before(actor, key, Verb.POSTED, debate):
            return earlier.claim
        role = debate.role_of(actor)
        require(role, Action.SUGGEST, debate.phase)
        parent = reread(debate, actor, parent)
        move = stance_towards(parent, stance)
        _require_room_below(parent)
        claim = Claim(
            debate=debate,
            author=actor,
            aim=checked_aim(aim, move, parent),
            scheme=checked_scheme(scheme, move),
            critical_question=checked_question(question, parent),
            state=first_state(role, debate),
            **wording._asdict(),
        )
        claim.kind, claim.side = place_of_reply(parent, move)
        tree.insert(claim, parent)
        first_revision(claim)
        if source:
            attach(claim, actor, source)
        told = {"question": question} if question else {}
        record(
            debate, actor, Verb.POSTED, claim, key=key, parent=parent.pk, kind=claim.kind, **told
        )
    return claim


def place_of_reply(parent: Claim, stance: Stance | None) -> tuple[str, str]:
    """Kind and side of a claim with this stance towards the parent."""
    if stance is None:
        return Kind.THESIS.value, Side.THESIS.value
    side = Side(parent.side)
    return kind_of_reply(stance, side).value, side_of_reply(stance, side).value


def first_state(role: Role, debate: Debate) -> str:
    """What somebody of this role posts is seen at once, or waits until an editor accepts it."""
    return State.VISIBLE if may(role, Action.POST, debate.phase) else State.PENDING


def first_revision(claim: Claim) -> Revision:
    return Revision.objects.create(
        claim=claim, number=1, text=claim.text, detail=claim.detail, editor_id=claim.author_id
    )


def checked_question(question: str, parent: Claim) -> str:
    """The critical question if it can be asked of this parent, or answered for it."""
    if not question:
        return ""
    scheme = scheme_of_question(question)
    if scheme is None:
        raise Refusal("unknown_question", f"“{question}” is no critical question of the catalogue.")
    if scheme.key != parent.scheme:
        raise Refusal(
            "question_of_another_scheme",
            "The claim you answer does not name this kind of reason now, so the critical question "
            "does not belong to it. Send it once more to post it without the question.",
        )
    return question


def require_answerable(parent: Claim) -> None:
    """Refuse to put anything below a claim that does not stand."""
    if parent.state == State.WITHDRAWN:
        raise Refusal(
            "parent_withdrawn", "This claim was withdrawn: there is nothing to answer now."
        )
    if parent.state != State.VISIBLE:
        raise Refusal(
            "parent_not_visible", "This claim cannot be answered before everyone sees it."
        )


def require_depth(levels: int) -> None:
    if levels > settings.MAX_DEPTH:
        raise Refusal(
            "too_deep",
            f"A debate goes at most {settings.MAX_DEPTH} levels deep. Answer a claim further up.",
        )


def _require_room_below(parent: Claim) -> None:
    require_answerable(parent)
    require_depth(parent.level + 1)


def stance_towards(parent: Claim, stance: str | None) -> Stance | None:
    """The stance, if a reply to this parent can have it: None is for theses below a question."""
    if parent.kind == Kind.QUESTION:
        if stance is not None:
            raise Refusal("question_takes_theses", "A question is answered by theses: propose one.")
        return None
    if stance is None or stance not in set(Stance):
        raise Refusal("unknown_stance", "Choose whether it supports or opposes (pro or con).")
    return Stance(stance)
