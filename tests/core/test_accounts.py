import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse

from core.accounts.forms import time_zones
from core.accounts.models import User

PASSWORD = "seven-crates-of-figs"


@pytest.fixture
def ada_with_a_password(ada: User) -> User:
    ada.set_password(PASSWORD)
    ada.save()
    return ada


def profile_of(client: Client, **fields: str):
    untouched = {"display_name": "", "time_zone": "", "profile_shown_to": "signed in"}
    return client.post(reverse("profile"), untouched | fields)


def test_a_name_and_a_time_zone_are_saved_and_shown(ada, client_of):
    before = ada.profile_changed_at

    answer = profile_of(client_of(ada), display_name="Ada Obi", time_zone="Africa/Lagos")

    ada.refresh_from_db()
    assert answer.url == reverse("profile")
    assert (ada.display_name, ada.time_zone) == ("Ada Obi", "Africa/Lagos")
    assert ada.profile_changed_at > before
    assert b"Ada Obi" in client_of(ada).get("/").content


def test_saving_a_profile_without_a_change_leaves_pages_as_they_are(ada, client_of):
    before = ada.profile_changed_at

    profile_of(client_of(ada))

    ada.refresh_from_db()
    assert ada.profile_changed_at == before


def test_an_unknown_time_zone_is_refused_and_given_back(ada, client_of):
    answer = profile_of(client_of(ada), display_name="Ada", time_zone="Europe/Atlantis")

    assert answer.status_code == 422
    assert "“Europe/Atlantis” is not a time zone." in answer.content.decode()
    assert 'value="Ada"' in answer.content.decode()


def test_every_time_zone_on_the_list_can_be_chosen(ada, client_of):
    assert {"Europe/Berlin", "America/Argentina/Ushuaia", "UTC"} <= set(time_zones())
    assert profile_of(client_of(ada), time_zone=time_zones()[-1]).status_code == 302


def test_a_language_can_be_chosen_where_there_are_several(ada, client_of, settings):
    client = client_of(ada)
    assert b'name="language"' not in client.get(reverse("profile")).content

    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    profile_of(client, language="de")

    ada.refresh_from_db()
    assert ada.language == "de"


def test_one_says_something_of_oneself_and_who_may_see_it(ada, client_of):
    profile_of(client_of(ada), about="I teach.\r\nIn Lagos.", profile_shown_to="everybody")

    ada.refresh_from_db()
    assert (ada.about, ada.profile_shown_to) == ("I teach.\nIn Lagos.", "everybody")


@pytest.mark.parametrize(
    "fields", [{"about": "x" * 501}, {"profile_shown_to": "friends"}, {"profile_shown_to": ""}]
)
def test_what_cannot_be_is_refused_and_the_text_given_back(ada, client_of, fields):
    answer = profile_of(client_of(ada), **{"about": "I teach."} | fields)

    ada.refresh_from_db()
    assert answer.status_code == 422
    assert fields.get("about", "I teach.") in answer.content.decode()
    assert (ada.about, ada.profile_shown_to) == ("", "signed in")


def test_five_hundred_characters_are_counted_as_browsers_count_them(ada, client_of):
    assert profile_of(client_of(ada), about="x\r\n" * 249 + "xx").status_code == 302


OWN_AREA = ["profile", "account_email", "account_change_password", "mfa_index", "usersessions_list"]


@pytest.mark.parametrize("name", OWN_AREA)
def test_every_page_of_ones_account_leads_to_the_others(ada_with_a_password, client_of, name):
    page = client_of(ada_with_a_password).get(reverse(name)).content.decode()

    for other in [*OWN_AREA, "my_data", "erase_me"]:
        assert f'<li><a href="{reverse(other)}"' in page
    assert f'<li><a href="{reverse(name)}" aria-current="page">' in page


def test_a_profile_is_for_the_signed_in(anonymous):
    answer = anonymous.get(reverse("profile"))

    assert answer.url == f"{reverse('account_login')}?next={reverse('profile')}"


def test_signing_in_leads_to_where_one_wanted_to_go(ada_with_a_password, anonymous):
    page = anonymous.get("/accounts/login/?next=/guide/")
    fields = {"login": "ada", "password": PASSWORD, "next": "/guide/"}

    answer = anonymous.post(reverse("account_login"), fields)

    assert 'name="next" value="/guide/"' in page.content.decode()
    assert answer.url == "/guide/"


def test_every_page_links_to_signing_in_and_back(anonymous, debate):
    page = anonymous.get("/guide/").content.decode()

    assert 'href="/accounts/login/?next=/guide/"' in page


def test_signing_up_takes_four_fields_and_one_is_in(db, anonymous):
    password = {"password1": PASSWORD, "password2": PASSWORD}
    fields = {"username": "Dana", "email": "dana@example.org", **password}

    anonymous.post(reverse("account_signup"), fields)

    assert User.objects.get(username="dana").email == "dana@example.org"
    assert b"dana" in anonymous.get("/").content
    assert "/accounts/confirm-email/" in mail.outbox[0].body


def test_a_forgotten_password_is_replaced_through_a_mail(ada_with_a_password, anonymous):
    anonymous.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = anonymous.get(link, follow=True)
    new = {"password1": "eight-crates-of-figs", "password2": "eight-crates-of-figs"}

    anonymous.post(form.redirect_chain[-1][0], new)

    ada_with_a_password.refresh_from_db()
    assert "Choose a new password" in form.content.decode()
    assert ada_with_a_password.check_password("eight-crates-of-figs")


OPEN_PAGES = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-nonsense/",
    "/accounts/password/reset/key/done/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/nonsense/",
    "/accounts/inactive/",
]
OWN_PAGES = [
    "/accounts/profile/",
    "/accounts/email/",
    "/accounts/logout/",
    "/accounts/password/change/",
    "/accounts/password/reset/",
    "/accounts/reauthenticate/",
    "/accounts/sessions/",
    "/accounts/2fa/",
]


def is_ours(page: str) -> bool:
    return page.count("<h1") == 1 and 'class="page account"' in page and "Menu:" not in page


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_every_page_about_accounts_is_ours(db, anonymous, path):
    assert is_ours(anonymous.get(path).content.decode())


@pytest.mark.parametrize("path", OWN_PAGES)
def test_every_page_about_ones_own_account_is_ours(ada_with_a_password, client_of, path):
    EmailAddress.objects.create(user=ada_with_a_password, email="ada@example.org", primary=True)

    assert is_ours(client_of(ada_with_a_password).get(path).content.decode())


def test_setting_a_first_password_is_a_page_of_ours(ada, client_of):
    ada.set_unusable_password()
    ada.save()

    assert is_ours(client_of(ada).get("/accounts/password/set/").content.decode())


def test_a_failed_sign_in_says_so_next_to_the_form(ada_with_a_password, anonymous):
    answer = anonymous.post(reverse("account_login"), {"login": "ada", "password": "wrong"})

    page = answer.content.decode()
    assert 'role="alert"' in page
    assert 'value="ada"' in page


def test_signing_out_asks_first(ada, client_of):
    client = client_of(ada)

    assert "Sign out?" in client.get("/accounts/logout/").content.decode()
    assert client.get("/accounts/profile/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/accounts/profile/").status_code == 302


def test_the_admin_lists_and_shows_people(admin, ada, client_of):
    Group.objects.create(name="teachers")
    client = client_of(admin)

    assert b"ada" in client.get(reverse("admin:accounts_user_changelist")).content
    assert client.get(reverse("admin:accounts_user_change", args=[ada.pk])).status_code == 200


def test_the_admin_is_entered_by_the_sites_own_door(db, anonymous):
    assert anonymous.get("/admin/login/?next=/admin/").url.startswith(reverse("account_login"))
