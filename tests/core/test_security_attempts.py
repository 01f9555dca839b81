"""Guessing is slow, and nobody is locked out by it: not a class, not an owner."""

import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from core.security import stores
from tests.crowds import at_once

PASSWORD = "seven-crates-of-figs"
HOME, SCHOOL = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def limits(settings, db):
    settings.THROTTLES = True
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    stores.in_the_database().sweep(float("inf"))
    yield
    stores.in_the_database().sweep(float("inf"))


@pytest.fixture
def ada(ada: User) -> User:
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    return ada


def sign_in(client: Client, password: str = PASSWORD, *, name="ada", **headers) -> HttpResponse:
    fields = {"login": name, "password": password}
    return client.post(reverse("account_login"), fields, **{"REMOTE_ADDR": HOME} | headers)


def guess(times: int, **said) -> list[int]:
    return [sign_in(Client(), f"wrong-{n}", **said).status_code for n in range(times)]


def is_in(client: Client) -> bool:
    return client.get(reverse("profile")).status_code == 200


def test_after_five_wrong_passwords_the_right_one_is_refused_there_for_a_while(ada):
    with time_machine.travel("2030-01-01 10:00"):
        assert guess(5) == [200] * 5
        answer = sign_in(Client())
        assert answer.status_code == 429
        assert 890 <= int(answer["Retry-After"]) <= 900
        assert "too many attempts to sign in with a wrong password" in answer.content.decode()
        assert "Try again in 15 minutes" in answer.content.decode()
        assert PASSWORD not in answer.content.decode()
    with time_machine.travel("2030-01-01 10:15:01"):
        assert sign_in(Client()).status_code == 302


def test_trying_on_does_not_make_it_longer(ada):
    with time_machine.travel("2030-01-01 10:00"):
        guess(5)
    with time_machine.travel("2030-01-01 10:14"):
        assert guess(3) == [429] * 3
    with time_machine.travel("2030-01-01 10:15:01"):
        assert sign_in(Client()).status_code == 302


def test_the_right_password_forgives_the_wrong_ones(ada):
    for _ in range(3):
        guess(4)
        assert sign_in(Client()).status_code == 302


def test_an_account_that_there_is_not_is_refused_alike(ada):
    for name in ("ada", "nobody", "nobody@example.org"):
        assert guess(5, name=name) == [200] * 5
        assert sign_in(Client(), name=name).status_code == 429


def test_however_the_name_is_typed_it_is_one_account(ada):
    for name in ("ada", "ADA", " ada ", "Ada", "ADA "):
        sign_in(Client(), "wrong", name=name)

    assert sign_in(Client()).status_code == 429


def test_name_and_address_count_apart_or_one_would_tell_the_other(ada):
    guess(5, name="ada")

    assert sign_in(Client(), "wrong", name="ada@example.org").status_code == 200


def test_a_browser_that_ada_was_signed_in_with_lets_her_in_whatever_strangers_guess(ada):
    own = Client()
    sign_in(own)
    own.post(reverse("account_logout"))
    guess(6)
    assert sign_in(Client()).status_code == 429

    assert sign_in(own).status_code == 302
    assert is_in(own)


def test_that_browser_has_a_limit_of_its_own(ada):
    own = Client()
    sign_in(own)
    own.post(reverse("account_logout"))

    answers = [sign_in(own, "wrong").status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]
    assert guess(1) == [200]  # and strangers have theirs


def test_a_browser_is_known_to_its_own_people_alone(ada, ben):
    ben.set_password(PASSWORD)
    ben.save()
    bens = Client()
    sign_in(bens, name="ben")
    bens.post(reverse("account_logout"))
    guess(5)

    assert sign_in(bens).status_code == 429


def test_a_cookie_that_says_so_of_itself_is_not_believed(ada):
    forged = Client()
    forged.cookies["device"] = '{"id": "x", "of": ["ada"]}'
    guess(5)

    assert sign_in(forged).status_code == 429


def test_from_another_place_the_owner_gets_in(ada):
    guess(6, REMOTE_ADDR=SCHOOL)

    assert sign_in(Client(), REMOTE_ADDR=HOME).status_code == 302


def test_a_mail_lets_the_owner_in_at_once(ada):
    guess(6)
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": ada.email}, REMOTE_ADDR=HOME)
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = browser.get(link, follow=True, REMOTE_ADDR=HOME).redirect_chain[-1][0]
    new = {"password1": "eight-crates-of-figs", "password2": "eight-crates-of-figs"}

    browser.post(form, new, REMOTE_ADDR=HOME)

    assert is_in(browser)
    browser.post(reverse("account_logout"), REMOTE_ADDR=HOME)
    assert sign_in(browser, "eight-crates-of-figs").status_code == 302


def test_one_pupils_mistakes_lock_out_nobody_else_behind_the_address(ada, ben):
    guess(6, name="ben", REMOTE_ADDR=SCHOOL)

    assert sign_in(Client(), REMOTE_ADDR=SCHOOL).status_code == 302


@pytest.fixture
def a_small_network(settings) -> int:
    settings.NETWORK_IS_WORTH = 2
    return 10


def test_many_wrong_ones_from_a_network_stop_it_but_for_whom_it_knows(ada, ben, a_small_network):
    sign_in(Client(), REMOTE_ADDR=SCHOOL)
    for n in range(a_small_network + 1):
        sign_in(Client(), "wrong", name=f"somebody-{n}", REMOTE_ADDR=SCHOOL)

    assert sign_in(Client(), name="ben", REMOTE_ADDR=SCHOOL).status_code == 429
    assert sign_in(Client(), REMOTE_ADDR=SCHOOL).status_code == 302
    assert sign_in(Client(), name="ada@example.org", REMOTE_ADDR=SCHOOL).status_code == 302


def test_over_that_limit_a_wrong_one_is_told_the_same_and_takes_as_long(
    ada, a_small_network, monkeypatch
):
    sign_in(Client(), REMOTE_ADDR=SCHOOL)
    for n in range(a_small_network + 1):
        sign_in(Client(), "wrong", name=f"somebody-{n}", REMOTE_ADDR=SCHOOL)
    hashed = []
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
    encode = pytest.importorskip("django.contrib.auth.hashers").MD5PasswordHasher.encode
    monkeypatch.setattr(hasher, lambda *given: hashed.append(1) or encode(*given))

    known = sign_in(Client(), "wrong", REMOTE_ADDR=SCHOOL)
    first, hashed[:] = len(hashed), []
    unknown = sign_in(Client(), "wrong", name="nobody", REMOTE_ADDR=SCHOOL)

    assert (known.status_code, unknown.status_code) == (429, 429)
    assert first == len(hashed) == 1
    assert words(known) == words(unknown)


def words(answer: HttpResponse) -> str:
    return re.search(r'<div class="page problem">.*?</div>', answer.content.decode(), re.S)[0]


def test_right_ones_do_not_count_for_the_network(ada, a_small_network):
    for _ in range(a_small_network + 2):
        assert sign_in(Client(), REMOTE_ADDR=SCHOOL).status_code == 302


def test_guesses_from_everywhere_stop_strangers_and_not_the_owner(ada):
    sign_in(Client(), REMOTE_ADDR=HOME)
    for n in range(51):
        sign_in(Client(), "wrong", REMOTE_ADDR=f"192.0.2.{n}")

    assert sign_in(Client(), REMOTE_ADDR=SCHOOL).status_code == 429
    assert sign_in(Client(), REMOTE_ADDR=HOME).status_code == 302


@pytest.mark.parametrize("header", ["1.2.3.{}", "10.0.0.{}, 1.2.3.4", "2001:db8::{}"])
def test_what_a_stranger_says_of_their_address_changes_nothing(ada, header):
    answers = [
        sign_in(Client(), "wrong", HTTP_X_FORWARDED_FOR=header.format(n)).status_code
        for n in range(6)
    ]

    assert answers == [200] * 5 + [429]


def test_behind_a_proxy_the_last_address_counts(ada, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    spoofed = [
        sign_in(Client(), "wrong", HTTP_X_FORWARDED_FOR=f"1.2.3.{n}, {HOME}").status_code
        for n in range(6)
    ]

    assert spoofed == [200] * 5 + [429]
    assert sign_in(Client(), HTTP_X_FORWARDED_FOR=f"{HOME}, {SCHOOL}").status_code == 302


def test_the_addresses_of_one_ipv6_network_are_one_place(ada):
    answers = [
        sign_in(Client(), "wrong", REMOTE_ADDR=f"2001:db8:1:2::{n:x}").status_code for n in range(6)
    ]

    assert answers == [200] * 5 + [429]
    assert sign_in(Client(), REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


def test_codes_are_guessed_as_slowly_and_the_owner_gets_in_elsewhere(ada):
    own = Client()
    sign_in(own)
    own.post(reverse("account_logout"))
    TOTP.activate(ada, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(ada).get_unused_codes()
    thief = Client()
    sign_in(thief, REMOTE_ADDR=SCHOOL)
    enter = reverse("mfa_authenticate")

    guesses = [thief.post(enter, {"code": f"{n:06}"}, REMOTE_ADDR=SCHOOL) for n in range(6)]

    assert [answer.status_code for answer in guesses] == [200] * 5 + [429]
    assert "with a wrong code" in guesses[-1].content.decode()
    assert not is_in(thief)
    sign_in(own)
    own.post(enter, {"code": codes[0]}, REMOTE_ADDR=HOME)
    assert is_in(own)
    assert Authenticator.objects.filter(user=ada).count() == 2


def test_asking_again_for_the_password_is_counted_too(ada):
    client = Client()
    sign_in(client)
    again = reverse("account_reauthenticate")

    answers = [client.post(again, {"password": "wrong"}).status_code for _ in range(11)]

    assert answers[-1] == 429


@pytest.mark.usefixtures("committed")
def test_of_two_hundred_guesses_at_once_five_are_tried(ada, monkeypatch):
    monkeypatch.setattr(stores.File, "PATIENCE", 60)  # on however slow a machine
    tried = at_once([lambda n=n: sign_in(Client(), f"wrong-{n}").status_code for n in range(200)])

    assert sorted(tried) == [200] * 5 + [429] * 195
