"""Links that let people in. See docs/decisions/0008-invitations.md."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F
from django.utils import timezone

from core.accounts.models import User
from debates.argument.prose import clean_line
from debates.errors import Refusal
from debates.models import Answer, Debate, Invitation, Membership, Role, Verb
from debates.models.debate import Person
from debates.operations.changing import changing, record, tried_again
from debates.operations.membership import give_role, membership_of, settle_request
from debates.permissions import Action, require

ROLES = (Role.READER, Role.SUGGESTER, Role.WRITER)
MOST_DAYS = 90
MOST_USES = 500
# So many of a debate are good at a time, and so many a person has mailed within a day.
MOST_GOOD = 100
MOST_MAILS = 50
_BYTES = 32


@tried_again
def invite(
    actor: User,
    debate: Debate,
    *,
    role: Role,
    days: int,
    uses: int = 1,
    label: str = "",
    email: str = "",
) -> tuple[Invitation, str]:
    """An invitation and its token, which is told this once. One to an address has one use."""
    if role not in ROLES:
        raise Refusal("unfit_role", "An invitation makes somebody a writer at most.")
    _require_within(days, MOST_DAYS, "days", "An invitation is good for 1 to %s days.")
    _require_within(uses, MOST_USES, "uses", "An invitation lets in 1 to %s people.")
    label = clean_line(label, Invitation.LABEL_MAX, "label") if label.strip() else ""
    email = _checked_address(email)
    token = secrets.token_urlsafe(_BYTES)
    with changing(debate.pk) as debate:
        require(debate.role_of(actor), Action.MANAGE, debate.phase)
        _require_room(actor, debate, email)
        invitation = Invitation.objects.create(
            debate=debate,
            digest=_digest(token),
            role=role.value,
            label=label,
            email=email,
            most_uses=1 if email else uses,
            created_by=actor,
            expires_at=timezone.now() + timedelta(days=days),
        )
        _record(invitation, actor, Verb.INVITED, role=role.value, uses=invitation.most_uses)
    return invitation, token


@tried_again
def revoke_invitation(actor: User, invitation: Invitation) -> Invitation:
    """From now on the link lets nobody in; whom it let in stays."""
    with changing(invitation.debate_id) as debate:
        require(debate.role_of(actor), Action.MANAGE, debate.phase)
        invitation = debate.invitations.get(pk=invitation.pk)
        invitation.debate = debate
        if invitation.revoked_at:
            return invitation
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        _record(invitation, actor, Verb.INVITATION_REVOKED)
    return invitation


@tried_again
def accept_invitation(actor: User, token: str) -> Membership:
    """Become a member, or one who may do more: never one who may do less."""
    with changing(invitation_behind(token, actor).debate_id) as debate:
        invitation = invitation_behind(token, actor)
        membership = membership_of(debate, actor)
        if membership and membership.role >= invitation.role:
            return membership
        Invitation.objects.filter(pk=invitation.pk).update(uses=F("uses") + 1)
        membership = give_role(debate, actor, Role(invitation.role))
        settle_request(debate, actor, Answer.ADMITTED)
        record(
            debate,
            actor,
            Verb.JOINED,
            person=actor.pk,
            role=invitation.role,
            invitation=invitation.pk,
        )
    return membership


def invitation_behind(token: str, person: Person) -> Invitation:
    """The invitation if it is good for the person, as of now; Refusal that says why it is not.

    Who was removed is told what anybody is told whose link never existed. Who is a member with as
    much already may keep the link as a bookmark.
    """
    found = Invitation.objects.select_related("debate", "created_by")
    invitation = found.filter(digest=_digest(token)).first()
    if invitation is None:
        raise _unknown()
    own = _role_held(invitation, person)
    if own == Role.NONE:
        raise _unknown()
    if own is None or own < invitation.role:
        _require_good(invitation)
    return invitation


def _digest(token: str) -> str:
    """Without salt or stretching: what is hashed is as random as the digest itself."""
    return sha256(token.encode(errors="replace")).hexdigest()


def _unknown() -> Refusal:
    return Refusal(
        "invitation_unknown",
        "This link lets nobody in. Look whether all of it was copied, or ask for another one.",
    )


def _role_held(invitation: Invitation, person: Person) -> int | None:
    if not person.is_authenticated:
        return None
    held = Membership.objects.filter(debate=invitation.debate_id, user=person)
    return held.values_list("role", flat=True).first()


def _require_good(invitation: Invitation) -> None:
    if invitation.revoked_at:
        raise Refusal(
            "invitation_revoked",
            "This invitation was taken back. Ask whoever sent it to you for another one.",
        )
    if invitation.expires_at <= timezone.now():
        raise Refusal(
            "invitation_expired",
            "This invitation has expired. Ask whoever sent it to you for another one.",
        )
    if invitation.uses >= invitation.most_uses:
        raise Refusal(
            "invitation_used_up",
            "This invitation has let in as many people as it was made for. "
            "Ask whoever sent it to you for another one.",
        )


def _require_within(number: int, most: int, what: str, words: str) -> None:
    if not 1 <= number <= most:
        raise Refusal(f"unfit_{what}", words % most)


def _checked_address(email: str) -> str:
    email = email.strip()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        raise Refusal("unfit_email", f"“{email}” is no email address.") from None
    return email


def _require_room(actor: User, debate: Debate, email: str) -> None:
    now = timezone.now()
    good = debate.invitations.filter(revoked_at=None, expires_at__gt=now, uses__lt=F("most_uses"))
    if email and good.filter(email__iexact=email).exists():
        raise Refusal(
            "invited_already",
            "This address has an invitation that is still good. Take it back to send another one.",
        )
    if good.count() >= MOST_GOOD:
        raise Refusal(
            "too_many_invitations",
            f"This debate has {MOST_GOOD} invitations that are still good. Take one back first, "
            "or make one link for many people.",
        )
    today = Invitation.objects.filter(created_by=actor, created_at__gt=now - timedelta(days=1))
    if email and today.exclude(email="").count() >= MOST_MAILS:
        raise Refusal(
            "too_many_mails",
            f"You have mailed {MOST_MAILS} invitations within a day. Make one link for all the "
            "others, and send it yourself.",
        )


def _record(invitation: Invitation, actor: User, verb: Verb, **more: int) -> None:
    record(invitation.debate, actor, verb, invitation=invitation.pk, **more)
