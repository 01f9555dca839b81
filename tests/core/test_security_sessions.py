"""Sessions: new at sign-in, gone at sign-out, ended by time; and staff with a second step."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings as now
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts.models import User
from core.security.sealing import unseal

PASSWORD = "seven-crates-of-figs"


@pytest.fixture
def ada(ada: User) -> User:
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    return ada


def sign_in(client: Client, **more: str) -> Client:
    client.post(reverse("account_login"), {"login": "ada", "password": PASSWORD, **more})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("profile")).status_code == 200


def test_signing_in_begins_a_new_session_and_a_new_token(ada):
    client = Client()
    client.get(reverse("account_login"))
    client.cookies["sessionid"] = "chosen-by-somebody-else-1234567890"
    token = client.cookies["csrftoken"].value

    sign_in(client)

    assert client.session.session_key != "chosen-by-somebody-else-1234567890"
    assert client.cookies["csrftoken"].value != token
    assert not Session.objects.filter(pk="chosen-by-somebody-else-1234567890").exists()


def test_signing_in_as_another_takes_nothing_of_the_first_along(ada, ben, client_of):
    client = client_of(ben)
    session = client.session
    session["of_ben"] = "secret"
    session.save()
    key = session.session_key

    client.post(reverse("account_logout"))
    sign_in(client)

    assert "of_ben" not in client.session
    assert not Session.objects.filter(pk=key).exists()


def test_signing_out_ends_the_session_where_it_is_kept(ada):
    client = sign_in(Client())
    stolen = client.cookies["sessionid"].value

    answer = client.post(reverse("account_logout"))

    assert answer["Clear-Site-Data"] == '"cache"'
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert not is_in(thief)
    assert Session.objects.count() == 0 or not Session.objects.filter(pk=stolen).exists()


def test_a_page_says_nothing_of_clearing_while_one_is_in(ada):
    assert "Clear-Site-Data" not in sign_in(Client()).get(reverse("profile"))


def test_a_session_that_is_not_used_ends(ada):
    client = sign_in(Client(), remember="on")
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert not is_in(client)


def test_a_session_that_is_used_goes_on_and_ends_for_good(ada):
    begun = timezone.now()
    client = sign_in(Client(), remember="on")
    for day in range(10, 90, 10):
        with time_machine.travel(begun + timedelta(days=day)):
            assert is_in(client), day
    with time_machine.travel(begun + timedelta(days=90, hours=1)):
        assert not is_in(client)


def test_a_closed_account_is_out_at_once(ada):
    client = sign_in(Client())
    ada.is_active = False
    ada.save()

    assert not is_in(client)


def test_a_new_password_through_a_mail_ends_every_session(ada):
    client = sign_in(Client())
    ada.set_password("eight-crates-of-figs")
    ada.save()

    assert not is_in(client)


def proven(client: Client) -> Client:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_one_other_session_is_ended_and_the_rest_stay(ada):
    desk, phone, library = (sign_in(Client()) for _ in range(3))
    proven(desk)
    key = library.session.session_key
    page = desk.get(reverse("usersessions_list")).content.decode()
    assert page.count("Sign out there") == 2

    answer = desk.post(
        reverse("end_session", args=[UserSession.objects.get(session_key=key).pk]), follow=True
    )

    assert "That device is signed out." in answer.content.decode()
    assert (is_in(desk), is_in(phone), is_in(library)) == (True, True, False)


def test_ending_sessions_takes_the_password_again(ada):
    desk, phone = sign_in(Client()), sign_in(Client())
    other = UserSession.objects.get(session_key=phone.session.session_key)

    for address in (reverse("end_session", args=[other.pk]), reverse("usersessions_list")):
        assert desk.post(address).url.startswith(reverse("account_reauthenticate"))
    assert is_in(phone)


def test_sessions_of_others_and_ones_own_are_not_ended_that_way(ada, ben, client_of):
    bens = client_of(ben)
    desk = proven(sign_in(Client()))
    own = UserSession.objects.get(session_key=desk.session.session_key)
    foreign = UserSession.objects.create(
        user=ben, ip="127.0.0.1", session_key=bens.session.session_key
    )

    for one in (own, foreign):
        assert desk.post(reverse("end_session", args=[one.pk])).status_code == 404
    assert is_in(bens)
    assert is_in(desk)


def test_a_new_address_takes_the_password_again(ada):
    client = sign_in(Client())

    answer = client.post(reverse("account_email"), {"action_add": "", "email": "new@example.org"})

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert EmailAddress.objects.count() == 1


# ---- staff ----------------------------------------------------------------------------------


@pytest.fixture
def needed(settings) -> None:
    settings.STAFF_NEED_TWO_FACTOR = True


EVERYWHERE = ["/admin/", "/", "/me/", "/search/?q=x", "/nothing/"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_staff_without_a_second_step_are_led_to_it(needed, admin, client_of, path):
    answer = client_of(admin).get(path, follow=True)

    assert answer.redirect_chain[0][0] == reverse("mfa_index")
    assert "Whoever runs this site signs in with a second step" in answer.content.decode()


def test_that_is_said_once(needed, admin, client_of):
    client = client_of(admin)
    for _ in range(3):
        client.get("/")

    assert client.get(reverse("mfa_index")).content.decode().count("Whoever runs this site") == 1


def test_nothing_that_staff_send_gets_through_before(needed, admin, client_of, debate):
    answer = client_of(admin).post(reverse("debate_settings", args=[debate.slug]), {"title": "X"})

    assert answer.url == reverse("mfa_index")
    debate.refresh_from_db()
    assert debate.title == "Cars in cities"


def test_their_own_account_and_the_way_out_are_open(needed, admin, client_of):
    client = client_of(admin)

    for name in ("profile", "mfa_index", "account_email", "account_logout"):
        assert client.get(reverse(name)).status_code == 200


def test_with_one_everything_opens(needed, admin, client_of):
    TOTP.activate(admin, "JBSWY3DPEHPK3PXP")

    assert client_of(admin).get("/admin/").status_code == 200


def test_others_need_none(needed, ada, client_of):
    assert client_of(ada).get("/").status_code == 200


def test_where_it_is_not_needed_staff_go_on(admin, client_of):
    assert client_of(admin).get("/admin/").status_code == 200


# ---- what the database keeps, and what production sets --------------------------------------


def test_the_secret_of_a_second_step_cannot_be_read_from_the_database(ada, settings):
    TOTP.activate(ada, "JBSWY3DPEHPK3PXP")
    kept = Authenticator.objects.get()

    assert "JBSWY3DPEHPK3PXP" not in json.dumps(kept.data)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 8
    assert unsealed(kept) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS = []
    assert unsealed(kept) not in {"", "JBSWY3DPEHPK3PXP"}


def unsealed(kept: Authenticator) -> str:
    return unseal(kept.data["secret"])


def test_what_was_kept_before_there_were_seals_is_read(db):
    assert unseal("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"


ASKED = (
    *("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "DEVICE_COOKIE_NAME", "SESSION_COOKIE_SECURE"),
    *("CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT", "SITE_URL"),
    *("SECURE_HSTS_SECONDS", "STAFF_NEED_TWO_FACTOR", "THROTTLES", "SESSION_COOKIE_DOMAIN"),
)


@pytest.fixture(scope="module")
def production(tmp_path_factory) -> dict[str, object]:
    """The settings of a public site, in a process of its own."""
    told = {
        "PATH": os.environ["PATH"],
        "PRODUCTION": "on",
        "SECRET_KEY": "of-a-test-and-of-nothing-else-" * 2,
        "ALLOWED_HOSTS": "debates.school.example",
        "DATA_DIR": str(tmp_path_factory.mktemp("site")),
    }
    ask = (
        "import json; from core import settings as s; "
        f"print(json.dumps({{n: getattr(s, n, None) for n in {ASKED!r}}}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        env=told,
        cwd=now.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_in_production_cookies_belong_to_this_host_over_https_alone(production):
    for cookie in ("SESSION", "CSRF", "DEVICE"):
        assert production[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
    assert production["SESSION_COOKIE_SECURE"]
    assert production["CSRF_COOKIE_SECURE"]
    assert production["SESSION_COOKIE_HTTPONLY"]
    assert production["SESSION_COOKIE_DOMAIN"] is None


def test_in_production_everything_here_is_on(production):
    assert production["SECURE_SSL_REDIRECT"]
    assert production["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert production["STAFF_NEED_TWO_FACTOR"]
    assert production["THROTTLES"]
    assert production["SITE_URL"] == "https://debates.school.example"
