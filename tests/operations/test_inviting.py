"""Links that let people in: what they are, whom they let in, and whom not."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from debates.models import Answer, Event, Invitation, Role, Verb
from debates.operations import (
    accept_invitation,
    ask_to_join,
    invitation_behind,
    invite,
    leave_debate,
    open_debate,
    revoke_invitation,
    set_phase,
    set_posting,
    set_role,
    set_visibility,
)
from debates.operations.inviting import MOST_GOOD, MOST_MAILS
from tests.operations.records import not_allowed, nothing_changes, one_event, refused


@pytest.fixture
def private(debate, ada):
    return set_visibility(ada, debate, "private")


def link(actor, debate, role=Role.WRITER, uses=10, **details) -> str:
    return invite(actor, debate, role=role, days=7, uses=uses, **details)[1]


# ---- making one


@pytest.mark.parametrize("role", [Role.READER, Role.SUGGESTER, Role.WRITER])
def test_an_invitation_is_kept_without_its_secret(debate, ada, role):
    with one_event(debate, Verb.INVITED, ada) as event:
        invitation, token = invite(ada, debate, role=role, days=14, uses=12, label="Class 10b")

    invitation.refresh_from_db()
    assert invitation.digest == sha256(token.encode()).hexdigest()
    assert (invitation.role, invitation.most_uses, invitation.uses) == (role, 12, 0)
    assert (invitation.label, invitation.email, invitation.created_by) == ("Class 10b", "", ada)
    assert timedelta(days=13) < invitation.expires_at - timezone.now() <= timedelta(days=14)
    assert event().data == {"invitation": invitation.pk, "role": role, "uses": 12}


def test_a_token_has_256_random_bits_and_is_no_other_one(debate, ada):
    tokens = {link(ada, debate) for _ in range(20)}
    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {43}, "32 bytes in base64"


def test_one_to_an_address_lets_one_in_and_is_not_named_in_the_log(debate, ada):
    invitation, token = invite(
        ada, debate, role=Role.WRITER, days=7, uses=9, email=" dora@example.org "
    )
    assert (invitation.email, invitation.most_uses) == ("dora@example.org", 1)
    told = str(list(Event.objects.values()))
    assert "dora" not in told
    assert token not in told
    assert invitation.digest not in told


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"role": Role.NONE}, "unfit_role"),
        ({"role": Role.EDITOR}, "unfit_role"),
        ({"role": Role.MODERATOR}, "unfit_role"),
        ({"role": Role.OWNER}, "unfit_role"),
        ({"days": 0}, "unfit_days"),
        ({"days": 91}, "unfit_days"),
        ({"uses": 0}, "unfit_uses"),
        ({"uses": 501}, "unfit_uses"),
        ({"label": "x" * 81}, "text_too_long"),
        ({"email": "nobody"}, "unfit_email"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "unfit_email"),
    ],
)
def test_what_does_not_fit_is_refused(debate, ada, details, code):
    fitting = {"role": Role.WRITER, "days": 7, "uses": 10}
    with refused(code):
        invite(ada, debate, **fitting | details)


@pytest.mark.parametrize("details", [{"days": 1, "uses": 1}, {"days": 90, "uses": 500}])
def test_the_limits_themselves_fit(debate, ada, details):
    assert invite(ada, debate, role=Role.READER, **details)


def test_who_moderates_invites_others_do_not(debate, ada, ben, admin, join):
    for role in set(Role) - {Role.OWNER, Role.MODERATOR}:
        join(ben, role)
        with not_allowed():
            link(ben, debate)
    set_phase(ada, debate, "closed")
    for person in (ada, admin, join(ben, Role.MODERATOR)):
        assert link(person, debate)


def test_an_address_is_invited_once_at_a_time(debate, ada):
    first, _ = invite(ada, debate, role=Role.WRITER, days=7, email="dora@example.org")
    with refused("invited_already"):
        link(ada, debate, email="Dora@Example.org")
    revoke_invitation(ada, first)
    assert link(ada, debate, email="dora@example.org")


def test_there_is_a_limit_to_links_and_to_mails(debate, ada):
    now = timezone.now()
    made = {
        "debate": debate,
        "role": Role.READER,
        "created_by": ada,
        "most_uses": 1,
        "expires_at": now + timedelta(days=1),
    }
    mailed = [
        Invitation(**made, digest=str(number), email=f"{number}@example.org", uses=1)
        for number in range(MOST_MAILS)
    ]
    Invitation.objects.bulk_create(mailed)
    with refused("too_many_mails"):
        link(ada, debate, email="one-more@example.org")
    assert link(ada, debate), "a link is still made"
    good = [Invitation(**made, digest=f"good {number}") for number in range(MOST_GOOD - 1)]
    Invitation.objects.bulk_create(good)
    with refused("too_many_invitations"):
        link(ada, debate)


def test_what_others_mail_is_not_counted_nor_are_links_without_an_address(debate, ada, ben):
    expires_at = timezone.now() + timedelta(days=1)
    made = {"debate": debate, "role": Role.READER, "most_uses": 1, "uses": 1}
    for number in range(MOST_MAILS):
        for who, email in ((ada, ""), (ben, f"{number}@example.org")):
            details = {"created_by": who, "email": email, "expires_at": expires_at}
            Invitation.objects.create(**made, **details, digest=f"{who} {number}")

    assert link(ada, debate, email="dora@example.org")


def test_a_label_of_blanks_is_none(debate, ada):
    assert invite(ada, debate, role=Role.READER, days=1, label="  ")[0].label == ""


# ---- using one


@pytest.mark.parametrize("phase", ["draft", "open", "closed", "archived"])
def test_it_lets_people_into_a_private_debate_in_every_phase(private, ada, ben, phase):
    token = link(ada, set_phase(ada, private, phase))
    assert private.role_of(ben) == Role.NONE
    with one_event(private, Verb.JOINED, ben) as event:
        assert accept_invitation(ben, token).role == Role.WRITER
    invitation = Invitation.objects.get()
    expected = {"person": ben.pk, "role": Role.WRITER, "invitation": invitation.pk}
    assert event().data == expected
    assert invitation.uses == 1
    assert private.role_of(ben) == Role.WRITER


@pytest.mark.parametrize("held", [Role.WRITER, Role.EDITOR, Role.MODERATOR, Role.OWNER])
def test_it_never_lowers_a_role_and_counts_no_use_for_nothing(debate, ada, ben, join, held):
    who = ada if held == Role.OWNER else join(ben, held)
    token = link(ada, debate)
    with nothing_changes():
        assert accept_invitation(who, token).role == held


@pytest.mark.parametrize("held", [Role.READER, Role.SUGGESTER])
def test_it_makes_more_of_who_was_less(debate, ada, ben, join, held):
    join(ben, held)
    accept_invitation(ben, link(ada, debate))
    assert debate.memberships.get(user=ben).role == Role.WRITER
    assert Invitation.objects.get().uses == 1


def test_the_same_person_again_uses_it_up_no_further(debate, ada, ben, chidi):
    token = link(ada, debate, uses=2)
    for person in (ben, ben, chidi, ben):
        accept_invitation(person, token)
    assert Invitation.objects.get().uses == 2


def test_whose_request_waited_is_in(debate, ada, ben):
    set_posting(ada, debate, "members")
    request = ask_to_join(ben, debate)
    accept_invitation(ben, link(ada, debate))
    request.refresh_from_db()
    assert request.answer == Answer.ADMITTED


def test_who_left_may_come_back_with_it(debate, ada, ben):
    token = link(ada, debate)
    accept_invitation(ben, token)
    leave_debate(ben, debate)
    accept_invitation(ben, token)
    assert Invitation.objects.get().uses == 2


# ---- those that let nobody in


def expire(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())


def use_up(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(uses=invitation.most_uses)


def revoke(invitation: Invitation) -> None:
    revoke_invitation(invitation.created_by, invitation)


ENDS = [
    (expire, "invitation_expired"),
    (use_up, "invitation_used_up"),
    (revoke, "invitation_revoked"),
]


@pytest.mark.parametrize(("end", "code"), ENDS)
def test_what_has_ended_lets_nobody_in(private, ada, ben, end, code):
    invitation, token = invite(ada, private, role=Role.WRITER, days=7, uses=3)
    end(invitation)
    for who in (ben, AnonymousUser()):
        with refused(code) as told:
            invitation_behind(token, who)
        assert "Ask whoever sent it" in told.message
    with refused(code):
        accept_invitation(ben, token)
    assert private.role_of(ben) == Role.NONE


@pytest.mark.parametrize(("end", "code"), ENDS)
def test_who_is_in_may_keep_the_link_as_a_bookmark(private, ada, ben, end, code):
    invitation, token = invite(ada, private, role=Role.WRITER, days=7, uses=3)
    accept_invitation(ben, token)
    invitation.refresh_from_db()
    end(invitation)
    with nothing_changes():
        assert accept_invitation(ben, token).role == Role.WRITER


def test_a_member_is_made_no_more_by_what_has_ended(private, ada, ben, join):
    invitation, token = invite(ada, private, role=Role.WRITER, days=7)
    join(ben, Role.READER)
    expire(invitation)
    with refused("invitation_expired"):
        accept_invitation(ben, token)


def test_a_member_of_another_debate_is_not_in_this_one(private, ada, ben):
    open_debate(ben, title="Trains", theses=["More trains"])
    invitation, token = invite(ada, private, role=Role.WRITER, days=7)
    expire(invitation)
    with refused("invitation_expired"):
        accept_invitation(ben, token)


@pytest.mark.parametrize(
    "guess", ["", "x", "0" * 43, "\x00", "\ud800", "é" * 300, "../members", "x" * 10_000]
)
def test_nobody_guesses_one(private, ada, ben, guess):
    token = link(ada, private)
    for attempt in (guess, token[:-1], token.swapcase(), f"{token} "):
        with refused("invitation_unknown"):
            accept_invitation(ben, attempt)


def test_a_digest_read_from_the_database_is_no_token(private, ada, ben):
    link(ada, private)
    with refused("invitation_unknown"):
        accept_invitation(ben, Invitation.objects.get().digest)


def test_who_was_removed_is_told_what_is_told_of_a_link_that_never_was(debate, ada, ben):
    token = link(ada, debate)
    accept_invitation(ben, token)
    set_role(ada, debate, ben, Role.NONE)

    with refused("invitation_unknown") as never:
        accept_invitation(ben, "never")
    with refused("invitation_unknown") as replayed:
        accept_invitation(ben, token)
    assert replayed.message == never.message
    for invitation in Invitation.objects.all():
        revoke(invitation)
    with refused("invitation_unknown"):
        invitation_behind(token, ben)


# ---- taking one back


def test_revoking_ends_the_link_and_removes_nobody(debate, ada, ben):
    invitation, token = invite(ada, debate, role=Role.WRITER, days=7, uses=5)
    accept_invitation(ben, token)
    with one_event(debate, Verb.INVITATION_REVOKED, ada) as event:
        revoke_invitation(ada, invitation)
    assert event().data == {"invitation": invitation.pk}
    assert debate.memberships.get(user=ben).role == Role.WRITER
    with nothing_changes():
        revoke_invitation(ada, invitation)


def test_who_moderates_revokes_also_what_others_made(debate, ada, ben, join):
    invitation, _ = invite(ada, debate, role=Role.WRITER, days=7)
    for role in set(Role) - {Role.OWNER, Role.MODERATOR}:
        join(ben, role)
        with not_allowed():
            revoke_invitation(ben, invitation)
    set_phase(ada, debate, "archived")
    join(ben, Role.MODERATOR)
    assert revoke_invitation(ben, invitation).revoked_at
