"""Readers who ask to become members, and what they are answered."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from core.accounts.models import User
from debates.argument.prose import clean_line
from debates.errors import Refusal
from debates.models import Answer, Debate, JoinRequest, Membership, Role, Verb
from debates.operations.changing import changing, record, tried_again
from debates.operations.membership import (
    give_role,
    membership_of,
    require_above,
    require_account,
)
from debates.permissions import Action, require

# After so many days whoever was declined may ask again.
PAUSE_DAYS = 7


@tried_again
def ask_to_join(actor: User, debate: Debate, *, note: str = "") -> JoinRequest:
    """For who reads the debate and may not post there; while a request waits, it is the one."""
    note = _checked(note, "note")
    with changing(debate.pk) as debate:
        role = debate.role_of(actor)
        require(role, Action.READ, debate.phase)
        if membership_of(debate, actor):
            raise Refusal("member_already", "You are a member of this debate already.")
        if role >= Role.WRITER:
            raise Refusal("may_post", "You can post here as you are: there is no need to join.")
        latest = debate.join_requests.filter(person=actor).order_by("-pk").first()
        if latest and latest.answer == Answer.WAITING:
            return latest
        if latest and latest.answer == Answer.DECLINED:
            _require_pause(latest)
        request = JoinRequest.objects.create(debate=debate, person=actor, note=note)
        record(debate, actor, Verb.JOIN_ASKED, person=actor.pk, request=request.pk)
    return request


@tried_again
def admit(actor: User, request: JoinRequest, role: Role) -> Membership:
    """Make who asked a member with this role."""
    with changing(request.debate_id) as debate:
        own = debate.role_of(actor)
        require(own, Action.MANAGE, debate.phase)
        require_above(own, role)
        if role < Role.READER:
            raise Refusal("unfit_role", "Choose what they shall be, or decline the request.")
        request = _reread(debate, request)
        held = membership_of(debate, request.person)
        if request.answer == Answer.ADMITTED and held:
            return held
        _require_waiting(request)
        require_account(request.person)
        membership = give_role(debate, request.person, max(role, Role(held.role if held else 0)))
        _answer(request, actor, Answer.ADMITTED)
        _record(debate, actor, Verb.ADMITTED, request, role=membership.role)
    return membership


@tried_again
def decline(actor: User, request: JoinRequest, *, reason: str = "") -> JoinRequest:
    """The request ends here; the reason is shown to who asked, and to no one else."""
    reason = _checked(reason, "reason")
    with changing(request.debate_id) as debate:
        require(debate.role_of(actor), Action.MANAGE, debate.phase)
        request = _reread(debate, request)
        if request.answer == Answer.DECLINED:
            return request
        _require_waiting(request)
        _answer(request, actor, Answer.DECLINED, reason)
        _record(debate, actor, Verb.DECLINED, request)
    return request


def may_ask_again_at(request: JoinRequest) -> datetime:
    return (request.answered_at or request.created_at) + timedelta(days=PAUSE_DAYS)


def _require_pause(declined: JoinRequest) -> None:
    again = may_ask_again_at(declined)
    if timezone.now() < again:
        day = date_format(timezone.localtime(again), "j F")
        raise Refusal(
            "asked_recently", f"Your last request was declined. You can ask again from {day}."
        )


def _require_waiting(request: JoinRequest) -> None:
    if request.answer != Answer.WAITING:
        raise Refusal("answered_already", f"This request was {request.answer} in the meantime.")


def _reread(debate: Debate, request: JoinRequest) -> JoinRequest:
    """As it is now; who leaves the site takes their request along."""
    found = debate.join_requests.select_related("person").filter(pk=request.pk).first()
    if found is None:
        raise Refusal("request_gone", "Whoever asked has left this site: there is nothing to do.")
    return found


def _answer(request: JoinRequest, actor: User, answer: Answer, reason: str = "") -> None:
    request.answer, request.reason = answer.value, reason
    request.answered_by, request.answered_at = actor, timezone.now()
    request.save(update_fields=["answer", "reason", "answered_by", "answered_at"])


def _record(debate: Debate, actor: User, verb: Verb, request: JoinRequest, **more: int) -> None:
    record(debate, actor, verb, person=request.person_id, request=request.pk, **more)


def _checked(words: str, what: str) -> str:
    return clean_line(words, JoinRequest.NOTE_MAX, what) if words.strip() else ""
