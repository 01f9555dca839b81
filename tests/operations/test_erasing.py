"""People leave for good: their names go, and if they wish their words; the tree stays."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from core.accounts.models import User
from debates.argument.counts import tally_of
from debates.models import (
    Claim,
    Debate,
    Event,
    Follow,
    Handover,
    Invitation,
    JoinRequest,
    Membership,
    Phase,
    Revision,
    Role,
    Seen,
    Verb,
    soundness,
)
from debates.operations import (
    NewSource,
    accept_handover,
    add_source,
    ask_to_join,
    edit_claim,
    erase_person,
    follow,
    invite,
    leave_debate,
    legacies_of,
    mark_seen,
    offer_handover,
    open_debate,
    post_claim,
    remove_source,
    set_posting,
    set_role,
    withdraw_claim,
)
from debates.operations.closing import close_account
from debates.operations.erasing import GONE
from tests.operations.records import not_allowed, nothing_changes, refused

SECRET = "quixotry"


@pytest.fixture
def said(debate, thesis, ada, ben) -> Claim:
    """A claim of Ben's with everything that can be in one, and Ada's reply to it."""
    air = post_claim(
        ben,
        thesis,
        stance="pro",
        text=f"Air {SECRET}",
        detail=f"Detail {SECRET}",
        source=NewSource(
            url=f"https://example.org/{SECRET}",
            citation=f"Doe {SECRET}",
            title=SECRET,
            quote=SECRET,
            locator=SECRET,
        ),
    )
    edit_claim(ben, air, seen=1, text=f"Cleaner {SECRET}", detail="", note=f"Note {SECRET}")
    post_claim(ada, air, stance="con", text="Electric cars do so too")
    withdrawn = post_claim(ben, thesis, stance="con", text=f"Freight {SECRET}")
    withdraw_claim(ben, withdrawn, note=f"Wrong {SECRET}")
    return air


def words_of(*tables) -> str:
    return " ".join(str(list(table._base_manager.values())) for table in tables)


def shape(debate) -> list[tuple]:
    return list(
        debate.claims.order_by("lft").values_list("pk", "parent", "kind", "side", "state", "author")
    )


# ---- the account


def test_an_erased_account_names_nobody_and_lets_nobody_in(debate, ben, client_of):
    ben.set_password("seven-crates")
    ben.display_name, ben.about, ben.time_zone = "Ben Carter", "I cycle", "Europe/Berlin"
    ben.is_staff = True
    ben.save()
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True, primary=True)
    Authenticator.objects.create(user=ben, type=Authenticator.Type.TOTP, data={})
    client = client_of(ben)
    before = ben.profile_changed_at

    erased = erase_person(ben, ben, texts="keep")

    assert str(erased) == "A former participant"
    assert erased.username.startswith("former-")
    assert [erased.email, erased.display_name, erased.about, erased.time_zone] == [""] * 4
    assert [erased.is_active, erased.is_staff, erased.has_usable_password()] == [False] * 3
    assert erased.profile_changed_at == erased.erased_at > before
    assert not EmailAddress.objects.filter(user=ben).exists()
    assert not Authenticator.objects.filter(user=ben).exists()
    assert "_auth_user_id" not in client.get("/").wsgi_request.session or (
        not client.get("/").wsgi_request.user.is_authenticated
    )
    assert "ben" not in words_of(User, EmailAddress).replace(str(debate.slug), "").lower()


def test_what_was_only_theirs_is_deleted(debate, ada, ben, chidi):
    set_posting(ada, debate, "members")
    ask_to_join(chidi, debate, note="Please")
    follow(chidi, debate)
    mark_seen(chidi, debate, 1)
    other = open_debate(ben, title="Trains", theses=["More trains"])
    set_role(ben, other, chidi, Role.MODERATOR)
    offer_handover(ben, other, chidi)
    invite(chidi, other, role=Role.READER, days=1, uses=1, email="eve@example.org")

    erase_person(chidi, chidi, texts="keep")

    for theirs in (Follow, Seen, JoinRequest):
        assert not theirs.objects.filter(person=chidi).exists()
    assert not Handover.objects.exists()
    assert Invitation.objects.get().email == ""
    assert not Membership.objects.filter(user=chidi).exists()
    left = other.events.get(verb=Verb.LEFT)
    assert (left.actor, left.data) == (chidi, {"person": chidi.pk, "old": Role.MODERATOR})


def test_a_removed_member_leaves_no_trace_of_it(debate, ada, ben):
    set_role(ada, debate, ben, Role.NONE)
    events = debate.events.count()

    erase_person(ben, ben, texts="keep")

    assert not debate.memberships.filter(user=ben).exists()
    assert debate.events.count() == events


# ---- what was written


def test_texts_that_are_kept_stay_word_for_word(debate, said, ben):
    before, shaped = words_of(Claim, Revision, Event), shape(debate)

    erase_person(ben, ben, texts="keep")

    assert words_of(Claim, Revision, Event) == before
    assert shape(debate) == shaped


def test_blanked_texts_are_nowhere_and_the_tree_is_as_it_was(debate, said, ada, ben):
    shaped, tally = shape(debate), tally_of(debate.claims.as_skeleton())
    versions = list(said.revisions.values_list("number", "editor"))

    erase_person(ben, ben, texts="blank")

    every = (Claim, Revision, Event, *(model for model in (said.sources.model,)))
    assert SECRET not in words_of(*every)
    assert shape(debate) == shaped
    assert tally_of(debate.claims.as_skeleton()) == tally
    said.refresh_from_db()
    assert (said.text, said.text_html, said.detail_html) == (GONE, GONE, "")
    assert list(said.revisions.values_list("number", "editor")) == versions
    assert said.sources.get().removed_by == ben
    assert said.replies.get().text == "Electric cars do so too"
    assert soundness.problems(debate) == []


def test_one_event_tells_how_much_was_blanked(debate, said, ben):
    erase_person(ben, ben, texts="blank")

    erased = debate.events.get(verb=Verb.ERASED)
    assert (erased.actor, erased.claim, erased.data) == (ben, None, {"claims": 2})
    debate.refresh_from_db()
    assert erased.version == debate.version


def test_an_event_without_its_note_is_otherwise_as_it_was(debate, said, ben):
    edited = debate.events.get(verb=Verb.WITHDRAWN)
    before = Event.objects.filter(pk=edited.pk).values().get()

    erase_person(ben, ben, texts="blank")

    assert before["data"].pop("note") == f"Wrong {SECRET}"
    assert Event.objects.filter(pk=edited.pk).values().get() == before


def test_what_they_did_to_claims_of_others_stays_but_for_their_notes(
    debate, thesis, ada, ben, join
):
    join(ben, Role.EDITOR)
    edit_claim(ben, thesis, seen=1, text="Towns should ban cars", detail="", note=SECRET)
    add_source(ben, thesis, NewSource(citation="Smith"))

    erase_person(ben, ben, texts="blank")

    thesis.refresh_from_db()
    assert thesis.text == "Towns should ban cars"
    assert thesis.sources.in_use().get().citation == "Smith"
    assert SECRET not in words_of(Claim, Revision, Event)
    assert debate.events.get(verb=Verb.ERASED).data == {"claims": 0}


def test_an_editors_wording_of_their_claim_goes_too(debate, said, ada, ben):
    edit_claim(ada, said, seen=2, text=f"Much {SECRET}", detail=SECRET, note="Shorter")

    erase_person(ben, ben, texts="blank")

    assert SECRET not in words_of(Claim, Revision)
    assert said.revisions.get(number=3).note == "Shorter"


@pytest.mark.parametrize(
    "wordings", [[(GONE, SECRET)], [(SECRET, ""), (GONE, "")], [(GONE, ""), (GONE, SECRET)]]
)
def test_what_reads_like_blanked_is_blanked_too(thesis, ben, wordings):
    first, *later = wordings
    claim = post_claim(ben, thesis, stance="pro", text=first[0], detail=first[1])
    for seen, (text, detail) in enumerate(later, 1):
        edit_claim(ben, claim, seen=seen, text=text, detail=detail)

    erase_person(ben, ben, texts="blank")

    assert SECRET not in words_of(Claim, Revision)


def test_a_note_is_taken_out_where_nothing_else_of_theirs_is_left(debate, thesis, ada, ben, join):
    air = post_claim(ada, thesis, stance="pro", text="Air")
    withdraw_claim(join(ben, Role.MODERATOR), air, note=SECRET)
    leave_debate(ben, debate)

    erase_person(ben, ben, texts="blank")

    assert SECRET not in words_of(Event)


def test_a_source_that_was_removed_before_stays_removed_by_who_did(said, ada, ben):
    remove_source(ada, said.sources.get())

    erase_person(ben, ben, texts="blank")

    assert said.sources.get().removed_by == ada


def test_what_says_nothing_already_is_left_alone(thesis, ben):
    post_claim(ben, thesis, stance="pro", text=GONE)
    with nothing_changes():
        erase_person(ben, ben, texts="blank")


def test_where_they_wrote_nothing_nothing_is_recorded(debate, thesis, ben):
    with nothing_changes():
        erase_person(ben, ben, texts="blank")


def test_what_they_did_without_a_note_is_recorded_as_it_was(thesis, ben, join):
    edit_claim(join(ben, Role.EDITOR), thesis, seen=1, text="Towns should ban cars", detail="")
    add_source(ben, thesis, NewSource(citation="Smith"))
    Membership.objects.filter(user=ben).delete()
    with nothing_changes():
        erase_person(ben, ben, texts="blank")


# ---- debates they own


def heirs(*roles: tuple[str, Role]) -> list[tuple[str, Role]]:
    return list(roles)


@pytest.mark.parametrize(
    ("members", "heir"),
    [
        (heirs(("ben", Role.EDITOR), ("chidi", Role.MODERATOR)), "chidi"),
        (heirs(("ben", Role.WRITER), ("chidi", Role.WRITER)), "ben"),
        (heirs(("ben", Role.READER), ("chidi", Role.WRITER)), "chidi"),
    ],
)
def test_the_highest_and_longest_of_the_others_owns_it_now(debate, ada, person, members, heir):
    for name, role in members:
        set_role(ada, debate, person(name), role)
    expected = User.objects.get(username=heir)
    assert [(each.debate, each.heir) for each in legacies_of(ada)] == [(debate, expected)]

    erase_person(ada, ada, texts="keep")

    assert debate.memberships.get(role=Role.OWNER).user == expected
    event = debate.events.latest("version")
    assert (event.verb, event.data) == (
        Verb.HANDED_OVER,
        {"person": expected.pk, "old": ada.pk},
    )


@pytest.mark.parametrize("role", [None, Role.READER, Role.SUGGESTER, Role.NONE])
def test_a_debate_that_nobody_can_take_over_is_archived(debate, ada, ben, role):
    if role is not None:
        set_role(ada, debate, ben, role)
    assert [each.heir for each in legacies_of(ada)] == [None]

    erased = erase_person(ada, ada, texts="keep")

    debate.refresh_from_db()
    assert debate.phase == Phase.ARCHIVED
    assert debate.memberships.get(role=Role.OWNER).user == erased
    event = debate.events.latest("version")
    assert (event.verb, event.data) == (Verb.PHASE_SET, {"old": "open", "new": "archived"})


def test_somebody_erased_is_no_heir(debate, ada, ben):
    set_role(ada, debate, ben, Role.MODERATOR)
    User.objects.filter(pk=ben.pk).update(is_active=False)

    assert [each.heir for each in legacies_of(ada)] == [None]


def test_only_debates_that_one_owns_are_left_to_somebody(debate, ada, ben, join):
    join(ben, Role.MODERATOR)
    trains = open_debate(ben, title="Trains", theses=["More trains"])

    assert legacies_of(ben) == [(trains, None)]


def test_asking_who_comes_after_takes_two_queries(ada, ben, debate, django_assert_num_queries):
    set_role(ada, debate, ben, Role.WRITER)
    for number in range(4):
        open_debate(ada, title=f"Debate {number}", theses=["x"])
    with django_assert_num_queries(2):
        assert len(legacies_of(ada)) == 5


# ---- who may, and how often


def test_an_administrator_erases_others_and_nobody_else_does(debate, said, admin, ben, chidi):
    with not_allowed("not_yours"):
        erase_person(chidi, ben, texts="keep")
    erase_person(admin, ben, texts="blank")

    assert debate.events.get(verb=Verb.ERASED).actor == admin
    assert User.objects.get(pk=ben.pk).erased_at


def test_the_last_administrator_stays(admin, person, ben):
    with refused("last_administrator"):
        erase_person(admin, admin, texts="keep")
    User.objects.filter(pk=ben.pk).update(is_superuser=True)

    assert not erase_person(admin, admin, texts="keep").is_superuser


def test_one_says_what_becomes_of_the_texts(ben):
    with refused("unknown_choice"):
        erase_person(ben, ben, texts="burn")
    assert User.objects.get(pk=ben.pk).erased_at is None


def test_erasing_twice_changes_nothing_more(debate, said, ben, admin):
    erased = erase_person(ben, ben, texts="blank")
    with nothing_changes():
        assert erase_person(admin, ben, texts="blank").username == erased.username


def test_texts_can_be_blanked_after_the_account_is_gone(debate, said, ben, admin):
    erase_person(ben, ben, texts="keep")
    erase_person(admin, ben, texts="blank")

    assert SECRET not in words_of(Claim, Revision, Event)


def test_an_erasure_that_broke_off_goes_on(debate, said, ada, ben, monkeypatch):
    trains = open_debate(ada, title="Trains", theses=["More trains"])
    post_claim(ben, trains.claims.get(), stance="pro", text=f"Fast {SECRET}")

    def breaks(person):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("debates.operations.erasing.close_account", breaks)
        with pytest.raises(RuntimeError):
            erase_person(ben, ben, texts="blank")
    events = Event.objects.count()
    assert User.objects.get(pk=ben.pk).is_active

    erase_person(ben, ben, texts="blank")

    assert Event.objects.count() == events
    assert User.objects.get(pk=ben.pk).erased_at


def test_what_they_joined_or_came_to_own_meanwhile_is_left_handed_on_or_archived(
    debate, ada, ben, chidi, monkeypatch
):
    """Between the last of their debates and the end of their account."""
    trains = open_debate(ada, title="Trains", theses=["More trains"])
    trams = open_debate(ada, title="Trams", theses=["Build trams"])

    def meanwhile(person):
        set_role(ada, trams, ben, Role.WRITER)
        set_role(ada, trains, chidi, Role.WRITER)
        for each in (debate, trains):
            set_role(ada, each, ben, Role.WRITER)
            offer_handover(ada, each, ben)
            accept_handover(ben, each)
        leave_debate(ada, debate)
        close_account(person)

    monkeypatch.setattr("debates.operations.erasing.close_account", meanwhile)
    erase_person(ben, ben, texts="keep")

    assert debate.events.latest("version").verb == Verb.PHASE_SET
    assert trains.events.latest("version").verb == Verb.HANDED_OVER
    assert trams.events.latest("version").verb == Verb.LEFT


def test_whoever_is_erased_takes_part_in_nothing_more(debate, thesis, ben):
    erase_person(ben, ben, texts="keep")
    with not_allowed("account_closed"):
        post_claim(ben, thesis, stance="pro", text="Air")
    with not_allowed("account_closed"):
        open_debate(ben, title="Trains", theses=["More trains"])
    assert Debate.objects.count() == 1
