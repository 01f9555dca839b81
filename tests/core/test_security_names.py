"""Whether an address has an account here is told by no answer, no time and no mail to others."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.accounts.models import User

PASSWORD = "seven-crates-of-figs"
KNOWN, UNKNOWN = "ada@example.org", "nobody@example.org"


@pytest.fixture
def ada(ada: User) -> User:
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    return ada


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Grows by one with each password that is hashed."""
    done: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def counted(hasher: object, password: str, *more: object) -> str:
        done.append(password)
        return encode(hasher, password, *more)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)
    return done


def sign_in(name: str, password: str = "wrong-crates-of-figs") -> HttpResponse:
    return Client().post(reverse("account_login"), {"login": name, "password": password})


def words(answer: HttpResponse, *names: str) -> str:
    text = answer.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    for name in names:
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize(("known", "unknown"), [("ada", "adb"), (KNOWN, UNKNOWN)])
def test_a_wrong_password_and_a_wrong_name_are_answered_alike(ada, known, unknown):
    first, second = sign_in(known), sign_in(unknown)

    assert (first.status_code, first.headers.get("Location")) == (second.status_code, None)
    assert words(first, known) == words(second, unknown)


@pytest.mark.parametrize("name", ["ada", "adb", KNOWN, UNKNOWN, "ADA@example.org"])
def test_each_attempt_hashes_one_password(ada, hashed, name):
    sign_in(name)

    assert len(hashed) == 1


def test_nor_does_an_account_without_a_password_or_a_closed_one_take_less(ada, hashed):
    ada.set_unusable_password()
    ada.save()
    hashed.clear()
    sign_in(KNOWN)
    assert len(hashed) == 1

    ada.set_password(PASSWORD)
    ada.is_active = False
    ada.save()
    hashed.clear()
    closed, unknown = sign_in(KNOWN), sign_in(UNKNOWN)
    assert len(hashed) == 2
    assert words(closed, KNOWN) == words(unknown, UNKNOWN)


def queries(action) -> int:
    with CaptureQueriesContext(connection) as asked:
        action()
    return len(asked)


def test_an_attempt_asks_the_database_as_often(ada):
    sign_in(KNOWN)

    assert abs(queries(lambda: sign_in(KNOWN)) - queries(lambda: sign_in(UNKNOWN))) <= 1


def reset(email: str) -> HttpResponse:
    return Client().post(reverse("account_reset_password"), {"email": email})


def test_a_forgotten_password_is_answered_alike_and_each_address_gets_one_mail(ada, hashed):
    first, second = reset(KNOWN), reset(UNKNOWN)

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert [sent.to for sent in mail.outbox] == [[KNOWN], [UNKNOWN]]
    assert hashed == []


def sign_up(name: str, email: str) -> HttpResponse:
    fields = {"username": name, "email": email, "password1": PASSWORD, "password2": PASSWORD}
    return Client().post(reverse("account_signup"), fields, follow=True)


@pytest.mark.parametrize("confirmed", ["optional", "mandatory"])
def test_signing_up_with_a_known_address_is_answered_alike(ada, settings, hashed, confirmed):
    settings.ACCOUNT_EMAIL_VERIFICATION = confirmed
    hashed.clear()
    first = sign_up("newa", KNOWN)
    work = len(hashed)
    second = sign_up("newb", UNKNOWN)

    assert first.redirect_chain == second.redirect_chain
    assert first.status_code == second.status_code
    same = words(first, "newa", KNOWN), words(second, "newb", UNKNOWN)
    one, other = (re.sub(r'data-person="\d+"', "", text) for text in same)
    assert one == other
    assert [sent.to for sent in mail.outbox] == [[KNOWN], [UNKNOWN]]
    assert abs(work - (len(hashed) - work)) <= (1 if confirmed == "mandatory" else 0)


def test_an_account_with_anothers_address_is_not_that_others(ada, settings):
    sign_up("thief", KNOWN)

    address = EmailAddress.objects.get(user__username="thief")
    assert not address.verified
    assert sign_in(KNOWN, PASSWORD).status_code == 302
    assert User.objects.get(username="thief").email == KNOWN
    mail.outbox.clear()
    reset(KNOWN)
    assert len(mail.outbox) == 1  # for the account that has confirmed it
    assert "ada" in mail.outbox[0].body


def test_an_address_is_confirmed_by_one_account_alone(ada, settings):
    sign_up("thief", KNOWN)
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[0].body)[1]

    Client().post(link)

    assert [one.user for one in EmailAddress.objects.filter(email=KNOWN, verified=True)] == [ada]


def test_adding_a_known_address_is_answered_alike(ada, ben, chidi, client_of):
    def add(person: User, email: str) -> str:
        person.set_password(PASSWORD)
        person.save()
        client = client_of(person)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        page = client.post(
            reverse("account_email"), {"action_add": "", "email": email}, follow=True
        )
        return re.sub(r'data-person="\d+"', "", words(page, email, person.email, person.username))

    assert add(ben, KNOWN) == add(chidi, "aba@example.org")
    assert [sent.to for sent in mail.outbox] == [[KNOWN], ["aba@example.org"]]


def test_a_user_name_with_an_at_is_refused(db):
    answer = sign_up("ada@example.org", "x@example.org")

    assert "A user name has no @ in it" in answer.content.decode()


def test_the_profile_of_somebody_who_shows_none_is_as_that_of_nobody(ada, anonymous):
    ada.profile_shown_to = "nobody"
    ada.save()

    hidden, none = anonymous.get("/people/ada/"), anonymous.get("/people/adb/")

    assert (hidden.status_code, none.status_code) == (404, 404)
    assert words(hidden, "ada") == words(none, "adb")
