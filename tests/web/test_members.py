"""The page of the members, and changing who they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.accounts.models import User
from debates import operations
from debates.models import Invitation, Membership, Role, Verb
from debates.web.members import MEMBERS_A_PAGE


def page_of(debate, name: str = "members", *more) -> str:
    return reverse(name, args=[debate.slug, *more])


def seen(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# ---- the list


def test_members_see_who_is_in_as_what_and_since_when(debate, ada, ben, chidi, join, client_of):
    chidi.display_name = "Chidi Mensah"
    chidi.save()
    page = seen(client_of(join(ben, Role.READER)), page_of(join(chidi, Role.EDITOR) and debate))

    for words in ("ada", "Owner", "Chidi Mensah", "chidi", "Editor", "Reader", "you", "Leave"):
        assert words in page
    assert f"{timezone.now():%b %Y}" in page
    for words in ("Change", "invitation link", "Add somebody", "Hand over"):
        assert words not in page


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OWNER])
def test_who_manages_finds_what_it_takes(debate, ada, ben, chidi, join, client_of, role):
    join(ben, Role.MODERATOR)
    join(chidi, Role.EDITOR)
    page = seen(client_of(ada if role == Role.OWNER else ben), page_of(debate))

    assert page_of(debate, "invite") in page
    assert page_of(debate, "add_member") in page
    assert page_of(debate, "member_role", chidi.pk) in page
    assert (page_of(debate, "member_role", ben.pk) in page) == (role == Role.OWNER)
    assert page_of(debate, "member_role", ada.pk) not in page


def test_it_is_for_members_alone(debate, ada, ben, chidi, admin, join, client_of, anonymous):
    address = page_of(debate)
    assert client_of(ben).get(address).status_code == 403
    assert client_of(join(chidi, Role.NONE)).get(address).status_code == 404
    assert client_of(admin).get(address).status_code == 200
    assert anonymous.get(address).url == f"{reverse('account_login')}?next={address}"
    operations.set_visibility(ada, debate, "private")
    assert client_of(ben).get(address).status_code == 404


def test_the_head_leads_members_there(debate, thesis, ada, ben, client_of):
    assert page_of(debate) in seen(client_of(ada), debate.get_absolute_url())
    assert page_of(debate) not in seen(client_of(ben), debate.get_absolute_url())


def test_an_owner_alone_is_told_how_to_bring_others_in(debate, ada, client_of):
    assert "Bring your group in" in seen(client_of(ada), page_of(debate))
    operations.invite(ada, debate, role=Role.WRITER, days=7)
    assert "Bring your group in" not in seen(client_of(ada), page_of(debate))


def test_addresses_labels_and_who_was_removed_are_for_who_manages(
    debate, ada, ben, chidi, join, client_of
):
    operations.invite(ada, debate, role=Role.WRITER, days=7, email="dora@example.org")
    operations.invite(ada, debate, role=Role.WRITER, days=7, label="Class 10b")
    join(chidi, Role.NONE)
    told = ("dora@example.org", "Class 10b", "chidi", "Removed from this debate")
    for words in told:
        assert words in seen(client_of(ada), page_of(debate))
    for role in (Role.READER, Role.EDITOR):
        page = seen(client_of(join(ben, role)), page_of(debate))
        for words in told:
            assert words not in page
    assert "ada@example.org" not in seen(client_of(ada), page_of(debate))


def crowd(debate, size: int) -> None:
    names = [f"member-{number:03}" for number in range(size)]
    people = User.objects.bulk_create(User(username=name, display_name=name) for name in names)
    writer = Role.WRITER
    Membership.objects.bulk_create(
        Membership(debate=debate, user=person, role=writer) for person in people
    )


@pytest.mark.parametrize("size", [1, MEMBERS_A_PAGE + 20])
def test_the_page_takes_as_many_queries_for_any_number(debate, ada, client_of, size):
    crowd(debate, size)
    operations.set_posting(ada, debate, "members")
    for number in range(min(size, 30)):
        asker = User.objects.create(username=f"asker-{number}")
        operations.ask_to_join(asker, debate)
        operations.invite(ada, debate, role=Role.READER, days=1)
        operations.set_role(ada, debate, User.objects.create(username=f"gone-{number}"), Role.NONE)
    client = client_of(ada)
    client.get(page_of(debate))

    with CaptureQueriesContext(connection) as queries:
        assert client.get(page_of(debate)).status_code == 200
    assert len(queries) == 10


def test_many_members_come_in_pages_and_are_found_by_name(debate, ada, client_of):
    crowd(debate, MEMBERS_A_PAGE + 5)
    client = client_of(ada)

    assert len(client.get(page_of(debate)).context["rows"]) == MEMBERS_A_PAGE
    assert "Page 1 of 2" in seen(client, page_of(debate))
    assert "member-104" in seen(client, f"{page_of(debate)}?page=2")
    found = client.get(f"{page_of(debate)}?q=BER-042").context["rows"]
    assert [row.member.user.username for row in found] == ["member-042"]
    assert "Nobody has such a name" in seen(client, f"{page_of(debate)}?q=quasar")


# ---- adding


def add(client, debate, who: str, role: int = Role.WRITER):
    return client.post(page_of(debate, "add_member"), {"who": who, "role": role})


@pytest.mark.parametrize("typed", ["ben", " Ben ", "@ben"])
def test_somebody_is_added_by_user_name(debate, ada, ben, client_of, typed):
    client = client_of(ada)
    assert add(client, debate, typed, Role.EDITOR).url == page_of(debate)

    assert "ben is an editor of this debate now." in seen(client, page_of(debate))
    assert debate.memberships.get(user=ben).role == Role.EDITOR
    assert debate.events.latest("version").verb == Verb.ROLE_SET


def test_a_name_that_nobody_has_is_given_back(debate, ada, ben, client_of):
    User.objects.filter(pk=ben.pk).update(is_active=False)
    for name in ("quasar", "ben"):
        answer = add(client_of(ada), debate, name)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert f"Nobody here has the user name “{name}”." in page
        assert f'value="{name}"' in page


@pytest.mark.parametrize("role", ["", "0", "6", "99", "x"])
def test_only_roles_that_are_offered_are_given(debate, ada, ben, client_of, role):
    assert add(client_of(ada), debate, "ben", role).status_code == 422
    assert not debate.memberships.filter(user=ben).exists()


def test_who_moderates_makes_nobody_a_moderator(debate, ben, chidi, join, client_of):
    client = client_of(join(ben, Role.MODERATOR))
    assert add(client, debate, "chidi", Role.MODERATOR).status_code == 422
    assert add(client, debate, "chidi", Role.EDITOR).status_code == 302


def test_adding_the_owner_is_refused_in_the_form(debate, ada, admin, client_of):
    answer = add(client_of(admin), debate, "ada")
    assert answer.status_code == 422
    assert "ownership is handed over" in answer.content.decode()


# ---- changing a role


def test_a_role_is_changed(debate, ada, ben, join, client_of):
    join(ben, Role.WRITER)
    address = page_of(debate, "member_role", ben.pk)
    page = seen(client_of(ada), address)
    assert "What ben may do" in page
    assert "Hand the debate over" in page

    assert client_of(ada).post(address, {"role": Role.EDITOR}).url == page_of(debate)
    assert debate.memberships.get(user=ben).role == Role.EDITOR


def test_removing_asks_first_and_ends_access_with_the_next_request(
    debate, ada, ben, join, client_of
):
    debate = operations.set_visibility(ada, debate, "private")
    theirs = client_of(join(ben, Role.EDITOR))
    address = page_of(debate, "member_role", ben.pk)
    assert theirs.get(debate.get_absolute_url()).status_code == 200

    answer = client_of(ada).post(address, {"remove": "1"})
    assert answer.status_code == 422
    assert "Tick this if you mean it." in answer.content.decode()
    assert theirs.get(debate.get_absolute_url()).status_code == 200

    client_of(ada).post(address, {"remove": "1", "sure": "on"})
    for name in ("debate", "outline", "history", "members", "leave_debate", "join_debate"):
        assert theirs.get(page_of(debate, name)).status_code == 404


def test_links_of_whoever_is_removed_are_pointed_out(debate, ada, ben, join, client_of):
    address = page_of(debate, "member_role", join(ben, Role.MODERATOR).pk)
    assert "still good" not in seen(client_of(ada), address)
    operations.invite(ben, debate, role=Role.WRITER, days=7)
    assert "1 invitation they made is still good" in seen(client_of(ada), address)


def test_removal_holds_in_a_public_debate_and_is_taken_back(debate, ada, ben, join, client_of):
    address = page_of(debate, "member_role", join(ben, Role.WRITER).pk)
    client_of(ada).post(address, {"remove": "1", "sure": "on"})
    assert client_of(ben).get(debate.get_absolute_url()).status_code == 404
    page = seen(client_of(ada), address)
    assert "Let ben in again" in page
    assert "Remove ben" not in page
    client_of(ada).post(address, {"role": Role.READER})
    assert client_of(ben).get(debate.get_absolute_url()).status_code == 200


def test_what_one_may_not_change_one_is_not_offered(debate, ada, ben, chidi, join, client_of):
    join(chidi, Role.MODERATOR)
    client = client_of(join(ben, Role.MODERATOR))
    for person in (ada, chidi, ben):
        for answer in (
            client.get(page_of(debate, "member_role", person.pk)),
            client.post(page_of(debate, "member_role", person.pk), {"role": Role.READER}),
        ):
            assert answer.status_code == 403
    assert "Hand the debate over" not in seen(client, page_of(debate))
    stranger = User.objects.create(username="stranger")
    for key in (stranger.pk, 2**70):
        assert client.get(page_of(debate, "member_role", key)).status_code == 404


@pytest.mark.parametrize("role", [Role.READER, Role.SUGGESTER, Role.WRITER, Role.EDITOR])
def test_others_change_nothing(debate, ada, ben, chidi, join, client_of, role):
    join(chidi, Role.READER)
    client = client_of(join(ben, role))
    invitation, _ = operations.invite(ada, debate, role=Role.READER, days=1)
    operations.set_posting(ada, debate, "members")
    request = operations.ask_to_join(User.objects.create(username="dora"), debate)
    for name, *more in (
        ("add_member",),
        ("invite",),
        ("member_role", chidi.pk),
        ("revoke_invitation", invitation.pk),
        ("answer_request", request.pk),
        ("handover",),
    ):
        address = page_of(debate, name, *more)
        assert client.get(address).status_code == 403, name
        assert client.post(address, {"role": 1, "sure": "on"}).status_code == 403, name
    assert Invitation.objects.get().revoked_at is None


# ---- leaving


def test_leaving_asks_first_and_says_what_it_means(debate, ada, ben, join, client_of):
    client = client_of(join(ben, Role.EDITOR))
    address = page_of(debate, "leave_debate")
    assert "You can still read it" in seen(client, address)
    assert client.post(address).status_code == 422

    answer = client.post(address, {"sure": "on"}, follow=True)
    assert answer.redirect_chain == [(debate.get_absolute_url(), 302)]
    assert "You have left" in answer.content.decode()
    assert client.get(address).status_code == 403


def test_leaving_a_private_debate_leads_to_the_front_page(debate, ada, ben, join, client_of):
    debate = operations.set_visibility(ada, debate, "private")
    client = client_of(join(ben, Role.EDITOR))
    assert "you will not see it any more" in seen(client, page_of(debate, "leave_debate"))
    answer = client.post(page_of(debate, "leave_debate"), {"sure": "on"})
    assert answer.url == reverse("explore")


def test_a_site_administrator_leaves_as_the_member_they_are(debate, admin, join, client_of):
    client = client_of(join(admin, Role.WRITER))
    assert page_of(debate, "leave_debate") in seen(client, page_of(debate))
    assert "Leave the debate" in seen(client, page_of(debate, "leave_debate"))
    assert client.post(page_of(debate, "leave_debate"), {"sure": "on"}).status_code == 302


def test_the_owner_is_told_to_hand_over_first(debate, ada, client_of):
    page = seen(client_of(ada), page_of(debate, "leave_debate"))
    assert page_of(debate, "handover") in page
    assert "Leave the debate" not in page
    answer = client_of(ada).post(page_of(debate, "leave_debate"), {"sure": "on"})
    assert answer.status_code == 422
