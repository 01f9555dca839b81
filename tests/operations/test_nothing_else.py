"""A verb changes what it is about and nothing that is alike: of others, elsewhere, or of before."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from core.accounts.models import User
from debates.argument.words import State
from debates.models import (
    Answer,
    Event,
    Handover,
    Invitation,
    JoinRequest,
    Question,
    Role,
    Seen,
    Source,
)
from debates.operations import (
    NewSource,
    accept_invitation,
    add_source,
    admit,
    ask_to_join,
    cast_vote,
    confirm_vote,
    decline,
    dissolve_premises,
    edit_claim,
    erase_person,
    invite,
    leave_debate,
    legacies_of,
    link_claim,
    link_premises,
    mark_seen,
    move_claim,
    offer_handover,
    open_debate,
    post_claim,
    restore_claim,
    revoke_invitation,
    set_posting,
    set_role,
    withdraw_claim,
    withdraw_vote,
)
from debates.operations.erasing import _SOURCE_GONE
from debates.operations.inviting import MOST_MAILS
from tests.operations.records import one_event, refused

PLAUSIBILITY = Question.PLAUSIBILITY.value

REPLIES = """\
  + Air
    - Electric
    - Tyres
  + Noise
    - Studies
    - Surveys
  - Freight
"""


@pytest.fixture
def claims(grow):
    return grow(REPLIES)


@pytest.fixture
def trams(ada):
    return open_debate(ada, title="Trams", theses=["Build trams"])


# ---- votes, marks and sources


def test_a_vote_is_on_one_claim(claims, ben):
    cast_vote(ben, claims["Air"], PLAUSIBILITY, 3, seen=1)

    with refused("no_vote"):
        confirm_vote(ben, claims["Noise"], PLAUSIBILITY, seen=1)
    assert not withdraw_vote(ben, claims["Noise"], PLAUSIBILITY)
    cast_vote(ben, claims["Noise"], PLAUSIBILITY, 1, seen=1)
    assert withdraw_vote(ben, claims["Air"], PLAUSIBILITY)

    assert [(vote.claim, vote.value) for vote in ben.votes.all()] == [(claims["Noise"], 1)]


def test_what_one_has_seen_others_have_not(debate, claims, ada, ben):
    for person in (ada, ben):
        mark_seen(person, debate, 1)
    long_ago = timezone.now() - timedelta(days=1)
    Seen.objects.update(at=long_ago)

    mark_seen(ben, debate, 2)

    marks = {seen.person: seen for seen in Seen.objects.all()}
    assert (marks[ada].version, marks[ada].at) == (1, long_ago)
    assert marks[ben].version == 2
    assert marks[ben].at > long_ago


def test_the_same_form_gives_back_its_own_source(claims, ada):
    key = uuid4()
    added = add_source(ada, claims["Air"], NewSource(citation="Doe"), key=key)
    add_source(ada, claims["Air"], NewSource(citation="Roe"))

    assert add_source(ada, claims["Air"], NewSource(citation="Doe"), key=key) == added


# ---- claims


def test_whose_the_latest_withdrawal_was_is_asked_not_who_changed_the_claim_last(thesis, ada, ben):
    air = post_claim(ben, thesis, stance="pro", text="Air")
    withdraw_claim(ben, air)
    edit_claim(ada, air, seen=1, text="Cleaner air", detail="")

    assert restore_claim(ben, air).state == State.VISIBLE


def test_each_thesis_below_a_question_has_its_first_wording(ada):
    debate = open_debate(ada, title="Ways", question="Which way?", theses=["Cars", "Bikes"])

    for claim in debate.claims.all():
        assert [(one.number, one.text) for one in claim.revisions.all()] == [(1, claim.text)]


def test_a_long_title_is_cut_for_its_address_where_no_hyphen_is_left(ada):
    debate = open_debate(ada, title=f"{'x' * 79} and more", theses=["x"])

    assert debate.slug == "x" * 79


def test_links_to_other_claims_stay_when_a_claim_moves(debate, claims, ada):
    link = link_claim(ada, claims["Electric"], claims["Freight"], stance="pro")
    with one_event(debate, "moved", ada) as event:
        move_claim(ada, claims["Electric"], claims["Noise"])

    assert debate.links.get() == link
    assert "unlinked" not in event().data


@pytest.mark.parametrize(("aim", "kept"), [("truth", "truth"), ("relevance", "")])
def test_below_a_thesis_there_is_no_relevance_to_oppose(claims, thesis, ada, aim, kept):
    electric = claims["Electric"]
    edit_claim(ada, electric, seen=1, text="Electric", detail="", aim=aim)

    assert move_claim(ada, electric, thesis).aim == kept


# ---- premises


def test_a_group_of_the_same_number_below_another_claim_stays(claims, ada):
    link_premises(ada, [claims["Electric"], claims["Tyres"]])
    link_premises(ada, [claims["Studies"], claims["Surveys"]])

    dissolve_premises(ada, claims["Electric"])

    for name, group in (("Electric", None), ("Tyres", None), ("Studies", 1), ("Surveys", 1)):
        claims[name].refresh_from_db()
        assert claims[name].premise_group == group


def test_links_of_another_group_about_the_same_claim_stay(debate, claims, ada):
    link = link_claim(ada, claims["Freight"], claims["Air"], stance="con")
    debate.links.update(premise_group=7)
    link_premises(ada, [claims["Electric"], claims["Tyres"]])

    dissolve_premises(ada, claims["Electric"])

    link.refresh_from_db()
    assert link.premise_group == 7


def test_premises_come_together_also_behind_two_that_are_side_by_side(debate, thesis, ada, claims):
    link_premises(ada, [claims["Air"], claims["Noise"]])
    space = post_claim(ada, thesis, stance="pro", text="Space")

    link_premises(ada, [claims["Noise"], space])

    replies = debate.claims.filter(parent=thesis).in_reading_order()
    assert [claim.text for claim in replies] == ["Air", "Noise", "Space", "Freight"]


# ---- members


def test_whose_request_is_settled_is_one_person_in_one_debate(debate, trams, ada, ben, chidi):
    for each in (debate, trams):
        set_posting(ada, each, "members")
        for person in (ben, chidi):
            ask_to_join(person, each)

    set_role(ada, debate, ben, Role.WRITER)

    settled = JoinRequest.objects.exclude(answer=Answer.WAITING.value).get()
    assert (settled.debate, settled.person) == (debate, ben)


def test_who_was_let_in_and_left_is_not_let_in_by_the_old_request(debate, ada, ben):
    set_posting(ada, debate, "members")
    request = ask_to_join(ben, debate)
    admit(ada, request, Role.WRITER)
    leave_debate(ben, debate)

    with refused("answered_already"):
        admit(ada, request, Role.WRITER)


def test_of_two_requests_the_later_one_counts(debate, ada, ben):
    set_posting(ada, debate, "members")
    declined = decline(ada, ask_to_join(ben, debate))
    JoinRequest.objects.update(answered_at=timezone.now() - timedelta(days=7))
    later = ask_to_join(ben, debate)

    assert later != declined
    assert ask_to_join(ben, debate) == later


def test_offers_to_others_and_of_other_debates_stay_when_a_member_leaves(
    debate, trams, ada, ben, chidi
):
    for each in (debate, trams):
        for person in (ben, chidi):
            set_role(ada, each, person, Role.WRITER)
    for each in (debate, trams):
        offer_handover(ada, each, ben)

    leave_debate(chidi, debate)
    assert Handover.objects.count() == 2
    leave_debate(ben, debate)
    assert Handover.objects.get().debate == trams


# ---- invitations


def test_of_two_invitations_one_is_used_and_the_other_taken_back(debate, ada, ben):
    used, token = invite(ada, debate, role=Role.READER, days=1)
    revoked, _ = invite(ada, debate, role=Role.READER, days=1)

    accept_invitation(ben, token)
    revoke_invitation(ada, revoked)

    for invitation in (used, revoked):
        invitation.refresh_from_db()
    assert (used.uses, used.revoked_at) == (1, None)
    assert revoked.uses == 0
    assert revoked.revoked_at


def test_an_address_can_be_invited_beside_others_and_after_its_invitation_expired(debate, ada):
    def mail(email: str) -> Invitation:
        return invite(ada, debate, role=Role.READER, days=1, email=email)[0]

    dora = mail("dora@example.org")
    assert mail("eve@example.org")
    Invitation.objects.filter(pk=dora.pk).update(expires_at=timezone.now())
    assert mail("dora@example.org")


@pytest.mark.parametrize(("hours", "refuses"), [(23, True), (25, False)])
def test_what_was_mailed_a_day_ago_is_not_counted(debate, ada, hours, refuses):
    details = {"debate": debate, "role": Role.READER, "created_by": ada, "uses": 1, "most_uses": 1}
    now = timezone.now()
    Invitation.objects.bulk_create(
        Invitation(**details, digest=str(n), email=f"{n}@example.org", expires_at=now)
        for n in range(MOST_MAILS)
    )
    Invitation.objects.update(created_at=now - timedelta(hours=hours))
    more = {"role": Role.READER, "days": 1, "email": "dora@example.org"}

    if refuses:
        with refused("too_many_mails"):
            invite(ada, debate, **more)
    else:
        assert invite(ada, debate, **more)


# ---- erasing


def test_each_debate_hears_that_votes_of_its_own_are_gone(debate, trams, ben):
    for each in (debate, trams):
        cast_vote(ben, each.claims.get(), PLAUSIBILITY, 3, seen=1)

    erase_person(ben, ben, texts="keep")

    assert not ben.votes.exists()
    for each in (debate, trams):
        each.refresh_from_db()
        assert each.votes_version == 2


def test_notes_of_others_stay(thesis, ada, ben, join):
    for person in (ada, join(ben, Role.MODERATOR)):
        air = post_claim(ada, thesis, stance="pro", text="Air")
        withdraw_claim(person, air, note=f"Said before, says {person}")

    erase_person(ben, ben, texts="blank")

    notes = Event.objects.filter(data__has_key="note").values_list("data__note", flat=True)
    assert [*notes] == ["Said before, says ada"]


@pytest.mark.parametrize("only", ["url", "citation", "title", "quote", "locator"])
def test_a_source_goes_whichever_part_of_it_says_something(thesis, ben, only):
    said = NewSource(citation=_SOURCE_GONE)._replace(**{only: "https://example.org/doe"})
    post_claim(ben, thesis, stance="pro", text="Air", source=said)

    erase_person(ben, ben, texts="blank")

    source = Source.objects.get()
    assert (source.url, source.citation) == ("", _SOURCE_GONE)
    assert (source.title, source.quote, source.locator) == ("", "", "")


def test_nothing_that_lets_somebody_in_is_left(ben):
    group = Group.objects.create(name="Helpers")
    ben.groups.add(group)
    ben.user_permissions.add(Permission.objects.first())

    erase_person(ben, ben, texts="keep")

    assert not ben.groups.exists()
    assert not ben.user_permissions.exists()


def test_an_administrator_who_cannot_sign_in_is_none(admin, ben):
    User.objects.filter(pk=ben.pk).update(is_superuser=True, is_active=False)

    with refused("last_administrator"):
        erase_person(admin, admin, texts="keep")


def test_what_becomes_of_ones_debates_is_told_by_their_titles(debate, trams, ada):
    bikes = open_debate(ada, title="Bikes", theses=["Bikes first"])

    assert [legacy.debate for legacy in legacies_of(ada)] == [bikes, debate, trams]
