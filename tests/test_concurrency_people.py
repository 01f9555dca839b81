"""Many people at the same moment, where it is settled who belongs to a debate and as what."""

from collections import Counter

import pytest

from debates.models import Handover, Invitation, JoinRequest, Membership, Role, Verb
from debates.operations import (
    accept_handover,
    accept_invitation,
    admit,
    ask_to_join,
    decline,
    end_handover,
    invite,
    leave_debate,
    offer_handover,
    revoke_invitation,
    set_posting,
    set_role,
)
from tests.crowds import assert_sound, at_once, codes

pytestmark = pytest.mark.usefixtures("committed")


def roles(debate) -> dict[str, int]:
    return dict(Membership.objects.filter(debate=debate).values_list("user__username", "role"))


def owners(debate) -> int:
    return Membership.objects.filter(debate=debate, role=Role.OWNER).count()


def test_64_uses_of_a_link_with_10_uses_admit_10(debate, ada, person):
    crowd = [person(f"person-{number}") for number in range(64)]
    invitation, token = invite(ada, debate, role=Role.WRITER, days=7, uses=10)

    outcomes = at_once([lambda who=who: accept_invitation(who, token) for who in crowd])

    assert codes(outcomes) == {"done": 10, "invitation_used_up": 54}
    invitation.refresh_from_db()
    assert invitation.uses == 10
    joined = debate.events.filter(verb=Verb.JOINED).values_list("actor", flat=True)
    members = Membership.objects.filter(role=Role.WRITER).values_list("user", flat=True)
    assert sorted(joined) == sorted(members)
    assert len(members) == 10
    assert_sound(debate)


def test_one_person_who_clicks_32_times_uses_a_link_once(debate, ada, ben):
    _, token = invite(ada, debate, role=Role.WRITER, days=7, uses=10)
    assert codes(at_once([lambda: accept_invitation(ben, token)] * 32)) == {"done": 32}
    assert Invitation.objects.get().uses == 1
    assert debate.events.filter(verb=Verb.JOINED).count() == 1
    assert_sound(debate)


def test_nobody_comes_in_after_the_link_was_taken_back(debate, ada, person):
    crowd = [person(f"person-{number}") for number in range(16)]
    invitation, token = invite(ada, debate, role=Role.WRITER, days=7, uses=16)
    accepts = [lambda who=who: accept_invitation(who, token) for who in crowd]

    outcomes = at_once([*accepts[:8], lambda: revoke_invitation(ada, invitation), *accepts[8:]])

    assert set(codes(outcomes)) <= {"done", "invitation_revoked"}
    revoked = debate.events.get(verb=Verb.INVITATION_REVOKED)
    joined = debate.events.filter(verb=Verb.JOINED)
    assert not joined.filter(version__gt=revoked.version).exists()
    assert joined.count() == Invitation.objects.get().uses
    assert_sound(debate)


def test_the_removed_do_not_slip_in_again(debate, ada, ben):
    """Whatever comes first, in the end the removal holds: the link counts for nothing after it."""
    _, token = invite(ada, debate, role=Role.WRITER, days=7, uses=16)
    accepts = [lambda: accept_invitation(ben, token)] * 8

    at_once([*accepts, lambda: set_role(ada, debate, ben, Role.NONE), *accepts])

    assert roles(debate) == {"ada": Role.OWNER, "ben": Role.NONE}
    assert_sound(debate)


def test_two_acceptances_of_a_handover_make_one_owner(debate, ada, ben, join):
    offer_handover(ada, debate, join(ben, Role.EDITOR))
    assert codes(at_once([lambda: accept_handover(ben, debate)] * 8)) == {"done": 8}
    assert roles(debate) == {"ada": Role.MODERATOR, "ben": Role.OWNER}
    assert debate.events.filter(verb=Verb.HANDED_OVER).count() == 1
    assert_sound(debate)


def test_accepting_and_calling_off_at_once_ends_in_one_of_both(debate, ada, ben, join):
    offer_handover(ada, debate, join(ben, Role.EDITOR))
    outcomes = at_once(
        [lambda: accept_handover(ben, debate), lambda: end_handover(ada, debate)] * 4
    )
    assert set(codes(outcomes)) <= {"done", "no_offer"}
    verbs = debate.events.filter(verb__in=[Verb.HANDED_OVER, Verb.HANDOVER_ENDED])
    assert verbs.count() == 1
    assert owners(debate) == 1
    assert (roles(debate)["ben"] == Role.OWNER) == (verbs.get().verb == Verb.HANDED_OVER)
    assert not Handover.objects.exists()
    assert_sound(debate)


def test_offers_to_many_at_once_leave_one(debate, ada, person, join):
    crowd = [join(person(f"person-{number}"), Role.READER) for number in range(8)]
    outcomes = at_once([lambda who=who: offer_handover(ada, debate, who) for who in crowd])
    assert codes(outcomes) == {"done": 1, "offered_already": 7}
    assert debate.events.filter(verb=Verb.HANDOVER_OFFERED).count() == 1
    assert_sound(debate)


def test_leaving_while_being_promoted_is_one_after_the_other(debate, ada, ben, join):
    join(ben, Role.WRITER)
    attempts = [lambda: leave_debate(ben, debate), lambda: set_role(ada, debate, ben, Role.EDITOR)]

    assert codes(at_once(attempts * 8)) == {"done": 16}

    events = list(
        debate.events.filter(verb__in=[Verb.LEFT, Verb.ROLE_SET])
        .order_by("version")
        .values_list("verb", "data")
    )
    held: int | None = Role.WRITER
    for verb, data in events:
        assert data["old"] == held, "each saw what the one before it left"
        held = data["new"] if verb == Verb.ROLE_SET else None
    assert roles(debate).get("ben") == held
    assert_sound(debate)


def test_leaving_while_taking_over_never_leaves_a_debate_without_an_owner(debate, ada, ben, join):
    offer_handover(ada, debate, join(ben, Role.EDITOR))
    outcomes = at_once(
        [lambda: leave_debate(ben, debate), lambda: accept_handover(ben, debate)] * 4
    )
    assert set(codes(outcomes)) <= {"done", "no_offer", "owner_stays"}
    assert owners(debate) == 1
    assert_sound(debate)


def test_a_request_sent_eight_times_is_one_and_is_answered_once(debate, ada, ben, chidi, join):
    set_posting(ada, debate, "members")
    join(chidi, Role.MODERATOR)
    assert codes(at_once([lambda: ask_to_join(ben, debate)] * 8)) == {"done": 8}
    request = JoinRequest.objects.get()

    answers = [lambda: admit(chidi, request, Role.EDITOR), lambda: decline(ada, request)]
    outcomes = at_once(answers * 4)

    assert codes(outcomes) == {"done": 4, "answered_already": 4}
    given = Counter(debate.events.values_list("verb", flat=True))
    assert given[Verb.ADMITTED] + given[Verb.DECLINED] == 1
    assert ("ben" in roles(debate)) == bool(given[Verb.ADMITTED])
    assert_sound(debate)
