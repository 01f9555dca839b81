"""The admin is for looking things up: all tables, no writing, and nothing without permission."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts.models import User
from debates import models, operations
from debates.models import Claim, Debate, Invitation, JoinRequest, Link, Role
from tests.conftest import Grow

TABLES = [
    models.Debate,
    models.Claim,
    models.Membership,
    models.Invitation,
    models.JoinRequest,
    models.Event,
    models.Revision,
    models.Source,
    models.Link,
]
named = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
DIGEST = "d" * 64


def address(table: type, page: str, *args: object) -> str:
    return reverse(f"admin:{table._meta.app_label}_{table._meta.model_name}_{page}", args=args)


@pytest.fixture
def everything(debate: Debate, ada: User, ben: User, grow: Grow) -> dict[type, object]:
    """One row of each table, in a private debate."""
    claims = grow("  + Air\n    - Dust\n  - Deliveries")
    air, dust = claims["Air"], claims["Dust"]
    operations.add_source(
        ada, air, operations.NewSource(url="https://example.org/", title="A study")
    )
    operations.set_visibility(ada, debate, "private")
    Link.objects.create(
        debate=debate, claim=dust, target=claims["Deliveries"], stance="pro", author=ada
    )
    JoinRequest.objects.create(debate=debate, person=ben, note="I would like to")
    Invitation.objects.create(
        debate=debate,
        digest=DIGEST,
        role=Role.WRITER,
        most_uses=10,
        created_by=ada,
        expires_at=timezone.now() + timedelta(days=7),
    )
    return {table: table._base_manager.order_by("pk").last() for table in TABLES}


@pytest.fixture
def staff(person: Callable[[str], User]) -> Callable[..., User]:
    """Somebody of the staff with permissions, each as ``view_claim``."""

    def make(*permissions: str) -> User:
        member = person("stella")
        member.is_staff = True
        member.save()
        group = Group.objects.create(name="helpers")
        group.permissions.set(Permission.objects.filter(codename__in=permissions))
        member.groups.add(group)
        return member

    return make


@named
def test_each_table_can_be_searched_and_read(admin, client_of, everything, table):
    client = client_of(admin)
    listing = client.get(address(table, "changelist"), {"q": "cars"})
    number = client.get(address(table, "changelist"), {"q": str(everything[table].pk)})
    page = client.get(address(table, "change", everything[table].pk))

    assert (listing.status_code, number.status_code, page.status_code) == (200, 200, 200)
    assert "Select" in listing.content.decode() or "View" in listing.content.decode()
    assert DIGEST not in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert "<select" not in page.content.decode().split('id="content"')[1]


@named
def test_nobody_writes_here_not_even_a_superuser(admin, client_of, everything, table):
    client = client_of(admin)
    row = everything[table]
    before = table._base_manager.filter(pk=row.pk).values().get()

    answers = [
        client.get(address(table, "add")),
        client.post(address(table, "add"), {}),
        client.post(address(table, "change", row.pk), {"title": "x", "text": "x", "role": "1"}),
        client.get(address(table, "delete", row.pk)),
        client.post(address(table, "delete", row.pk), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert table._base_manager.filter(pk=row.pk).values().get() == before


@named
def test_without_permission_there_is_nothing_to_see(staff, client_of, everything, table):
    client = client_of(staff())

    assert client.get(address(table, "changelist")).status_code == 403
    assert client.get(address(table, "change", everything[table].pk)).status_code == 403
    assert "Cars in cities" not in client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("table", TABLES[1:], ids=lambda table: table.__name__)
def test_a_row_is_shown_to_those_who_may_see_what_it_is_about(staff, client_of, everything, table):
    """Rows name debates and claims: the permission for the row alone does not show them."""
    client = client_of(staff(f"view_{table._meta.model_name}"))

    assert client.get(address(table, "changelist")).status_code == 403
    assert client.get(address(table, "change", everything[table].pk)).status_code == 403


def test_a_group_may_look_up_debates_and_claims(staff, client_of, everything):
    client = client_of(staff("view_debate", "view_claim"))

    assert "Cars in cities" in client.get(address(Debate, "changelist")).content.decode()
    assert client.get(address(Claim, "change", everything[Claim].pk)).status_code == 200
    assert client.get(address(models.Event, "changelist")).status_code == 403


def test_pages_lead_to_the_site(admin, client_of, everything):
    page = client_of(admin).get(address(Claim, "change", everything[Claim].pk)).content.decode()

    assert f'href="{everything[Claim].get_absolute_url()}"' in page


def test_staff_learns_no_address_by_counting(staff, client_of, everything):
    """Django's shortcut to a row's page would say the address of any debate to any staff."""
    client = client_of(staff())

    for kind in range(1, 40):
        assert client.get(f"/admin/r/{kind}/1/").status_code == 404


@named
def test_a_list_costs_the_same_however_long(
    admin, client_of, everything, table, grow, django_assert_max_num_queries
):
    client = client_of(admin)
    grow("\n".join(f"  + Reason {number}" for number in range(30)))

    with django_assert_max_num_queries(6):
        client.get(address(table, "changelist"))


def test_the_tree_is_shown_and_no_field(admin, client_of, everything):
    page = client_of(admin).get(address(Claim, "change", everything[Claim].pk)).content.decode()

    assert "Lft" in page
    assert 'name="lft"' not in page
    assert 'name="parent"' not in page


# ---- people ---------------------------------------------------------------------------------


def rights(**changed: str) -> dict[str, str]:
    return {"is_active": "on"} | changed


def test_rights_are_given_and_taken_here(admin, ada, client_of):
    client_of(admin).post(address(User, "change", ada.pk), rights(is_staff="on"))

    ada.refresh_from_db()
    assert ada.is_staff

    client_of(admin).post(address(User, "change", ada.pk), {})
    ada.refresh_from_db()
    assert not ada.is_active
    assert not ada.is_staff


def test_profiles_are_peoples_own(admin, ada, client_of):
    client = client_of(admin)
    client.post(
        address(User, "change", ada.pk), rights(username="x", display_name="x", email="x@x.org")
    )

    ada.refresh_from_db()
    assert (ada.username, ada.display_name, ada.email) == ("ada", "", "ada@example.org")
    assert 'name="email"' not in client.get(address(User, "change", ada.pk)).content.decode()


def test_nobody_is_deleted(admin, ada, client_of):
    client = client_of(admin)

    assert client.get(address(User, "delete", ada.pk)).status_code == 403
    assert client.post(address(User, "delete", ada.pk), {"post": "yes"}).status_code == 403
    client.post(
        address(User, "changelist"), {"action": "delete_selected", "_selected_action": ada.pk}
    )
    assert User.objects.filter(pk=ada.pk).exists()


def test_an_account_can_be_made_for_somebody(admin, client_of):
    password = "seven-crates-of-figs"
    fields = {"username": "dana", "password1": password, "password2": password}

    client_of(admin).post(address(User, "add"), fields | {"usable_password": "true"})

    assert User.objects.get(username="dana").check_password(password)


def test_the_erased_are_marked(admin, ada, client_of):
    User.objects.filter(pk=ada.pk).update(erased_at=timezone.now())

    client = client_of(admin)

    assert "A former participant" in client.get(address(User, "change", ada.pk)).content.decode()
    listed = client.get(address(User, "changelist"), {"erased_at__isempty": "0"}).content.decode()
    assert ">ada<" in listed
    assert ">root<" not in listed.split('id="changelist-form"')[1]


def test_staff_gives_nobody_rights_and_changes_no_superuser(admin, ada, staff, client_of):
    stella = staff("view_user", "change_user")
    client = client_of(stella)

    client.post(address(User, "change", stella.pk), rights(is_staff="on", is_superuser="on"))
    change = client.post(address(User, "change", admin.pk), {})
    word = client.post(
        reverse("admin:auth_user_password_change", args=[admin.pk]),
        {"password1": "seven-crates", "password2": "seven-crates", "usable_password": "true"},
    )

    stella.refresh_from_db()
    admin.refresh_from_db()
    assert not stella.is_superuser
    assert admin.is_active
    assert (change.status_code, word.status_code) == (403, 403)


def test_a_lost_second_step_is_taken_away_and_its_secret_never_shown(admin, ada, client_of):
    step = Authenticator.objects.create(user=ada, type="totp", data={"secret": "NEVERSHOWN"})
    client = client_of(admin)
    pages = [
        client.get(address(Authenticator, "changelist")),
        client.get(address(Authenticator, "change", step.pk)),
        client.get(address(Authenticator, "delete", step.pk)),
    ]

    assert [page.status_code for page in pages] == [200] * 3
    assert not any("NEVERSHOWN" in page.content.decode() for page in pages)
    assert client.post(address(Authenticator, "change", step.pk), {}).status_code == 403
    client.post(address(Authenticator, "delete", step.pk), {"post": "yes"})
    assert not Authenticator.objects.exists()


def test_where_people_are_signed_in_is_their_own_business():
    registered = {model.__name__ for model in admin.site._registry}

    assert "UserSession" not in registered


def test_no_page_of_the_admin_breaks_the_content_policy(admin, client_of, everything) -> None:
    client: Client = client_of(admin)
    pages = [reverse("admin:index"), address(User, "changelist"), address(Claim, "changelist")]

    for page in pages:
        text = client.get(page).content.decode()
        assert " style=" not in text, page
        assert "<style" not in text, page
        assert "<script>" not in text, page
        assert " onclick=" not in text, page
