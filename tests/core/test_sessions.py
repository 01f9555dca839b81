"""Where one is signed in: listed with device, address and time, and ended from afar."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts.models import User
from core.accounts.templatetags.devices import device

PASSWORD = "seven-crates-of-figs"
LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)


def signed_in_with(user_agent: str) -> Client:
    client = Client(headers={"User-Agent": user_agent})
    client.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    return client


def sessions_page(client: Client) -> str:
    return client.get(reverse("usersessions_list")).content.decode()


@pytest.fixture
def ada(ada: User) -> User:
    ada.set_password(PASSWORD)
    ada.save()
    return ada


@pytest.fixture
def desk(ada: User) -> Client:
    return signed_in_with(LINUX)


@pytest.fixture
def phone(ada: User) -> Client:
    return signed_in_with(PHONE)


def test_each_is_listed_with_device_and_address(desk, phone):
    page = sessions_page(desk)

    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    assert page.count("<span>127.0.0.1</span>") == 2
    assert page.count("this one") == 1


def test_others_are_ended_and_this_one_stays(desk, phone):
    desk.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    answer = desk.post(reverse("usersessions_list"), follow=True)

    assert "You are signed out everywhere else." in answer.content.decode()
    assert phone.get(reverse("profile")).status_code == 302
    assert "Safari on iPhone" not in sessions_page(desk)
    assert desk.get(reverse("profile")).status_code == 200


def test_those_of_other_people_are_neither_shown_nor_ended(desk, ben, client_of):
    other = client_of(ben)
    assert "Firefox on Linux" not in sessions_page(other)

    other.post(reverse("usersessions_list"))

    assert desk.get(reverse("profile")).status_code == 200


def test_the_last_use_is_noted_once_in_an_hour(desk, django_assert_num_queries):
    begun = UserSession.objects.get().last_seen_at
    desk.get("/guide/")
    assert UserSession.objects.get().last_seen_at == begun

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        desk.get("/guide/", REMOTE_ADDR="203.0.113.7")
        with django_assert_num_queries(2):  # the session and the person, as ever
            desk.get("/guide/")

    used = UserSession.objects.get()
    assert used.last_seen_at - begun > timedelta(hours=1)
    assert used.ip == "203.0.113.7"


def test_a_session_from_before_there_was_a_list_appears_on_it(desk):
    UserSession.objects.all().delete()
    assert "began before there was one" in sessions_page(desk)

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        desk.get("/guide/")
        assert "Firefox on Linux" in sessions_page(desk)


def test_a_new_password_ends_the_others(desk, phone):
    new = {"oldpassword": PASSWORD, "password1": "eight-crates", "password2": "eight-crates"}

    desk.post(reverse("account_change_password"), new)

    assert phone.get(reverse("profile")).status_code == 302
    assert desk.get(reverse("profile")).status_code == 200


def test_no_page_about_an_account_is_kept(desk):
    for name in ("profile", "account_email", "usersessions_list", "mfa_index", "account_login"):
        assert "no-store" in desk.get(reverse(name))["Cache-Control"], name


DEVICES = [
    (LINUX, "Firefox on Linux"),
    (PHONE, "Safari on iPhone"),
    ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
    ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
    (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0 Safari/537.36",
        "Chrome on macOS",
    ),
    ("curl/8.9", "curl/8.9"),
    ("x" * 200, "x" * 60),
    ("", "An unknown program"),
]


@pytest.mark.parametrize(("user_agent", "name"), DEVICES)
def test_a_device_is_named_as_its_owner_knows_it(user_agent, name):
    assert device(user_agent) == name
