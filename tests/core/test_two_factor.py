"""A second step on the way in: turned on, asked for, used up, turned off."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.accounts.models import User

PASSWORD = "seven-crates-of-figs"
PERIOD = 30


def code_of(secret: str, *, periods: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + periods))


def sign_in(client: Client, **extra: str) -> HttpResponse:
    fields = {"login": "ada", "password": PASSWORD, **extra}
    return client.post(reverse("account_login"), fields)


def answer_with(client: Client, code: str) -> HttpResponse:
    return client.post(reverse("mfa_authenticate"), {"code": code}, follow=True)


def is_in(client: Client) -> bool:
    return client.get(reverse("profile")).status_code == 200


def turn_on(client: Client) -> str:
    """Scan and confirm; the secret that the app now knows."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="secret">(\w+)<', page)[1]
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    cache.clear()
    return secret


def recovery_codes(client: Client) -> list[str]:
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    return re.findall(r"<li><code>(\d+)</code>", page)


@pytest.fixture
def ada(ada: User) -> User:
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    return ada


@pytest.fixture
def within(ada: User) -> Client:
    """Ada's browser, in which she has signed in and, for what matters, shown that it is her."""
    client = Client()
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def secret(within: Client) -> str:
    return turn_on(within)


def test_the_page_says_whether_it_is_on_and_what_it_needs(within):
    page = within.get(reverse("mfa_index")).content.decode()

    assert "Turn it on" in page
    assert "Recovery codes" not in page

    turn_on(within)
    page = within.get(reverse("mfa_index")).content.decode()
    assert "Turn it off" in page
    assert "10 of 10 are left" in page


def test_the_code_to_scan_needs_no_picture_and_names_site_and_person(within, settings):
    answer = within.get(reverse("mfa_activate_totp"))

    page = answer.content.decode()
    assert '<svg class="qr"' in page
    assert "data:image" not in page
    assert " style=" not in page
    assert f"otpauth://totp/ada?secret={answer.context['form'].secret}" in page
    assert f"issuer={settings.SITE_NAME}" in page


def test_a_wrong_first_code_leaves_it_off_and_keeps_the_same_secret(within, ada):
    before = within.get(reverse("mfa_activate_totp")).context["form"].secret

    answer = within.post(reverse("mfa_activate_totp"), {"code": "12345"})

    assert "This code is not right" in answer.content.decode()
    assert answer.context["form"].secret == before
    assert not Authenticator.objects.exists()


def test_turning_it_on_leads_to_the_recovery_codes_and_is_told_by_mail(within):
    page = within.get(reverse("mfa_activate_totp"))

    answer = within.post(
        reverse("mfa_activate_totp"), {"code": code_of(page.context["form"].secret)}, follow=True
    )

    assert answer.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    assert len(recovery_codes(within)) == 10


def test_whoever_turns_it_on_gets_a_mail(committed, within):
    turn_on(within)

    assert "Two-step sign-in is on" in mail.outbox[-1].subject


def test_an_address_that_is_not_confirmed_stands_in_the_way(within, ada):
    EmailAddress.objects.create(user=ada, email="ada@example.com")

    answer = within.get(reverse("mfa_activate_totp"), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("mfa_index")
    assert "Confirm all email addresses of your account first" in answer.content.decode()


def test_whoever_turns_it_on_shows_first_that_it_is_them(ada, anonymous):
    sign_in(anonymous)

    answer = anonymous.get(reverse("mfa_activate_totp"), follow=True)

    assert "Is it you?" in answer.content.decode()
    again = anonymous.post(answer.redirect_chain[-1][0], {"password": PASSWORD})
    assert again.url == reverse("mfa_activate_totp")


# ---- signing in -----------------------------------------------------------------------------


def test_the_password_alone_lets_nobody_in(secret, anonymous):
    answer = sign_in(anonymous)

    assert answer.url == reverse("mfa_authenticate")
    assert not is_in(anonymous)


def test_password_and_code_lead_to_where_one_wanted_to_go(secret, anonymous):
    sign_in(anonymous, next="/guide/")

    answer = answer_with(anonymous, code_of(secret))

    assert answer.redirect_chain[-1][0] == "/guide/"
    assert is_in(anonymous)


def test_a_wrong_code_says_what_to_do(secret, anonymous):
    sign_in(anonymous)

    answer = answer_with(anonymous, "nonsense")

    assert 'role="alert"' in answer.content.decode()
    assert "This code is not right" in answer.content.decode()
    assert not is_in(anonymous)


def test_a_code_lets_in_once(secret, anonymous):
    code = code_of(secret)
    sign_in(anonymous)
    answer_with(anonymous, code)
    other = Client()
    sign_in(other)

    answer_with(other, code)

    assert not is_in(other)


def test_an_old_code_lets_nobody_in(secret, anonymous):
    sign_in(anonymous)

    answer_with(anonymous, code_of(secret, periods=-2))

    assert not is_in(anonymous)


def test_a_recovery_code_lets_in_once(secret, within, anonymous):
    code = recovery_codes(within)[0]
    sign_in(anonymous)
    answer_with(anonymous, code)
    assert is_in(anonymous)
    other = Client()
    sign_in(other)

    answer_with(other, code)

    assert not is_in(other)
    assert len(recovery_codes(within)) == 9


def test_the_step_can_be_left(secret, anonymous):
    sign_in(anonymous)
    assert "One more step" in anonymous.get(reverse("mfa_authenticate")).content.decode()

    anonymous.post(reverse("account_logout"), {"next": reverse("account_login")})

    assert anonymous.get(reverse("mfa_authenticate")).url == reverse("account_login")


def test_the_administration_asks_for_it_too(ada, secret, anonymous):
    ada.is_staff = ada.is_superuser = True
    ada.save()
    door = anonymous.get(reverse("admin:index"), follow=True).redirect_chain[-1][0]

    anonymous.post(door, {"login": "ada", "password": PASSWORD, "next": reverse("admin:index")})

    assert anonymous.get(reverse("admin:index")).status_code == 302
    answer = answer_with(anonymous, code_of(secret))
    assert answer.redirect_chain[-1][0] == reverse("admin:index")
    assert answer.status_code == 200


def test_a_new_password_by_mail_does_not_go_round_it(ada, secret, anonymous):
    anonymous.post(reverse("account_reset_password"), {"email": ada.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]
    form = anonymous.get(link, follow=True).redirect_chain[-1][0]

    anonymous.post(form, {"password1": "eight-crates-of-figs", "password2": "eight-crates-of-figs"})

    assert not is_in(anonymous)


# ---- recovery codes, turning it off ---------------------------------------------------------


def test_recovery_codes_are_shown_downloaded_and_kept_in_no_cache(secret, within):
    codes = recovery_codes(within)

    answer = within.get(reverse("mfa_download_recovery_codes"))

    assert all(code in answer.content.decode() for code in codes)
    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert "no-store" in answer["Cache-Control"]
    assert "no-store" in within.get(reverse("mfa_view_recovery_codes"))["Cache-Control"]


def test_new_recovery_codes_put_an_end_to_the_old_ones(secret, within, anonymous):
    old = recovery_codes(within)
    assert "The ones that are left stop working" in (
        within.get(reverse("mfa_generate_recovery_codes")).content.decode()
    )

    within.post(reverse("mfa_generate_recovery_codes"))

    assert not set(old) & set(recovery_codes(within))
    sign_in(anonymous)
    answer_with(anonymous, old[0])
    assert not is_in(anonymous)


def test_turned_off_the_password_is_enough(secret, within, anonymous):
    assert "Turn off two-step sign-in?" in (
        within.get(reverse("mfa_deactivate_totp")).content.decode()
    )

    within.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    sign_in(anonymous)
    assert is_in(anonymous)


def test_who_showed_it_long_ago_may_show_a_code_instead_of_the_password(secret, within):
    session = within.session
    for method in session["account_authentication_methods"]:
        method["at"] -= 3600
    session.save()

    answer = within.get(reverse("mfa_deactivate_totp"), follow=True)
    assert "of your second step instead" in answer.content.decode()
    page = within.get(reverse("mfa_reauthenticate") + "?next=/guide/")
    assert "Use your password instead" in page.content.decode()

    answer = within.post(
        reverse("mfa_reauthenticate"), {"code": code_of(secret), "next": "/guide/"}
    )

    assert answer.url == "/guide/"
    assert within.get(reverse("mfa_deactivate_totp")).status_code == 200


OF_OTHERS = ["mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes"]


@pytest.mark.parametrize("name", [*OF_OTHERS, "mfa_download_recovery_codes", "usersessions_list"])
def test_these_pages_are_for_the_signed_in(db, anonymous, name):
    assert anonymous.get(reverse(name)).url.startswith(reverse("account_login"))


def test_keys_that_need_scripts_have_no_address(db, anonymous):
    assert anonymous.get("/accounts/2fa/webauthn/").status_code == 404
