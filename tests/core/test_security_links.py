"""Links out: no sign-in leads to a foreign site, no mail to another address than the site's own."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from core.accounts.models import User

PASSWORD = "seven-crates-of-figs"
HOSTILE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "https:///evil.example",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "http://evil.example\\@testserver/",
    "http://evil.example/http://testserver/",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "ftp://testserver/",
    "\t//evil.example/",
    " //evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "%2f%2fevil.example/",
    "//evil%E3%80%82example/",
    "http://[::ffff:1.2.3.4]/",
    "http://testserver:80:evil.example/",
    "\x00//evil.example",
]


@pytest.fixture
def ada(ada: User) -> User:
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    return ada


def leads_home(address: str) -> bool:
    """As browsers read it: backslashes are slashes, and white space inside is nothing."""
    plain = re.sub(r"[\t\n\r\x00]", "", address).strip().replace("\\", "/")
    return urlsplit(urljoin("http://testserver/accounts/", plain)).netloc == "testserver"


@pytest.mark.parametrize("target", HOSTILE)
def test_signing_in_leads_to_no_foreign_page(ada, target):
    fields = {"login": "ada", "password": PASSWORD, "next": target}

    for address in (reverse("account_login"), f"{reverse('account_login')}?next=/guide/"):
        assert leads_home(Client().post(address, fields)["Location"])


WAYS = [
    ("account_signup", "get", False),
    ("account_login", "get", True),
    ("account_signup", "get", True),
    ("account_logout", "post", True),
    ("account_logout", "get", False),
    ("account_reauthenticate", "post", True),
    ("account_change_password", "post", True),
    ("account_reset_password", "post", False),
    ("profile", "get", False),
]


@pytest.mark.parametrize(("name", "method", "signed_in"), WAYS)
def test_no_page_about_accounts_leads_to_a_foreign_page(ada, client_of, name, method, signed_in):
    fields = {
        "password": PASSWORD,
        "oldpassword": PASSWORD,
        "password1": "nine-crates-of-figs",
        "password2": "nine-crates-of-figs",
        "email": ada.email,
    }
    for target in HOSTILE:
        ada.set_password(PASSWORD)
        ada.save()
        client = client_of(ada) if signed_in else Client()
        answer = getattr(client, method)(reverse(name), fields | {"next": target})

        assert leads_home(answer.get("Location", "/")), (name, target)


def test_signing_out_where_one_was_not_in_leads_to_no_foreign_page(anonymous, db):
    for target in HOSTILE:
        answer = anonymous.post(reverse("account_logout"), {"next": target})

        assert leads_home(answer.get("Location", "/"))


def test_the_door_of_the_admin_leads_to_no_foreign_page(db, anonymous):
    for target in HOSTILE:
        answer = anonymous.get(reverse("admin:login"), {"next": target})

        assert leads_home(answer["Location"])


def test_pages_that_take_a_way_back_hand_no_foreign_one_on(anonymous, db):
    for target in HOSTILE:
        page = anonymous.get(reverse("account_login"), {"next": target}).content.decode()
        signup = re.search(r'href="(/accounts/signup/[^"]*)"', page)

        assert signup is None or "evil" not in signup[1] or "next=" in signup[1]


# ---- mails ----------------------------------------------------------------------------------

SPOOFS = [
    {"HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_X_FORWARDED_SERVER": "evil.example"},
    {"HTTP_X_HOST": "evil.example"},
    {"HTTP_FORWARDED": "host=evil.example"},
    {"HTTP_X_ORIGINAL_URL": "http://evil.example/"},
    {"HTTP_ORIGIN": "http://evil.example"},
    {"HTTP_X_FORWARDED_PORT": "1337"},
]


@pytest.mark.parametrize("spoof", SPOOFS)
def test_a_mail_for_a_new_password_leads_to_the_site_itself(ada, spoof):
    Client().post(reverse("account_reset_password"), {"email": ada.email}, **spoof)

    assert "evil" not in mail.outbox[0].body
    assert "http://testserver/accounts/password/reset/key/" in mail.outbox[0].body


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil"])
def test_a_request_for_another_host_is_refused_and_mails_nothing(ada, host):
    answer = Client().post(reverse("account_reset_password"), {"email": ada.email}, HTTP_HOST=host)

    assert answer.status_code == 400
    assert mail.outbox == []


@pytest.fixture
def set_address(settings) -> None:
    settings.SITE_URL = "https://debates.school.example"


LINK = re.compile(r"https?://\S+")


def test_a_port_that_is_made_up_does_not_get_into_a_mail(ada, set_address):
    address = reverse("account_reset_password")
    Client().post(address, {"email": ada.email}, HTTP_HOST="testserver:1337")

    [link] = LINK.findall(mail.outbox[0].body)
    assert link.startswith("https://debates.school.example/accounts/password/reset/key/")
    assert "1337" not in mail.outbox[0].body


def test_every_mail_about_an_account_leads_to_the_address_that_is_set(ada, set_address):
    new = {"username": "new", "email": "new@example.org"}
    new |= dict.fromkeys(["password1", "password2"], PASSWORD)
    browser = Client()
    browser.post(reverse("account_signup"), new, HTTP_HOST="testserver:1337")
    nobody = {"email": "nobody@example.org"}
    browser.post(reverse("account_reset_password"), nobody, HTTP_HOST="testserver:1337")

    links = [LINK.findall(sent.body) for sent in mail.outbox]
    assert len(links) == 2
    assert all(found for found in links)
    assert all(link.startswith("https://debates.school.example/") for of in links for link in of)


def test_the_link_of_an_invitation_leads_there_too(ada, debate, client_of, set_address):
    client = client_of(ada)
    address = reverse("invite", args=[debate.slug])
    fields = {"role": "20", "email": "new@example.org", "uses": "1", "days": "7"}
    client.post(address, fields, HTTP_HOST="testserver:1337", HTTP_X_FORWARDED_HOST="evil.example")

    for sent in mail.outbox:
        assert "evil" not in sent.body
        assert "1337" not in sent.body
