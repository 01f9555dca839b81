"""What a password may be: long, of any characters, not what everybody tries first."""

import pytest
from django.conf import settings as now
from django.contrib.auth import hashers
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from core.accounts.models import User
from core.security import passwords
from core.settings import PASSWORD_HASHERS as OF_THE_SITE

GOOD = [
    "seven crates of figs",
    "75318642097531",
    "ÄÖÜ ß 蘋果 🍎 und Salz",
    "x" * 5 + "kq" * 500,
    "  blanks at both ends  ",
    "alllowercaseletters",
    "our teachers keep bees",
]
BAD = [
    "short-one",
    "password123",
    "1234567890",
    "qwertyuiop",
    "rejoinder!",
    "rejoinder2026",
    "debatedebate",
    "Ada.Obi@example.org",
    "ada.obi@example",
]


def refused(password: str) -> bool:
    someone = User(username="ada.obi", email="ada.obi@example.org", display_name="Ada Obi")
    try:
        validate_password(password, someone)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("password", GOOD)
def test_is_taken(password):
    assert not refused(password)


@pytest.mark.parametrize("password", BAD)
def test_is_refused(password):
    assert refused(password)


def test_words_of_the_sites_own_name_are_refused(settings):
    settings.SITE_NAME = "Gymnasium Talstadt"
    settings.ALLOWED_HOSTS = ["streitkultur.example"]

    assert refused("Gymnasium2026")
    assert refused("talstadt-12345"[:12])
    assert refused("streitkultur1")


def test_the_documented_words_are_those_that_are_checked():
    documented = (now.BASE_DIR / "docs" / "security.md").read_text()

    assert all(f"`{word}`" in documented for word in passwords.ALWAYS)


def test_a_password_is_kept_as_it_is_typed(db):
    typed = "  Blanks And CASE  "
    fields = {"username": "dana", "email": "dana@example.org", "password1": typed}
    Client().post(reverse("account_signup"), fields | {"password2": typed})

    assert User.objects.get().check_password(typed)
    for other in (typed.strip(), typed.lower()):
        assert not User.objects.get().check_password(other)


@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_fields_are_masked_and_may_be_filled_by_a_password_manager(db, anonymous, name):
    page = anonymous.get(reverse(name)).content.decode()

    assert 'type="password"' in page
    assert "autocomplete=" in page
    assert "onpaste" not in page
    assert 'autocomplete="off"' not in page.split("<main")[1]


def test_changing_it_takes_the_old_one(ada, client_of):
    ada.set_password("seven crates of figs")
    ada.save()
    new = dict.fromkeys(["password1", "password2"], "eight crates of figs")

    client_of(ada).post(reverse("account_change_password"), new | {"oldpassword": "wrong"})

    ada.refresh_from_db()
    assert ada.check_password("seven crates of figs")


def test_argon2_is_first_with_the_parameters_that_the_documentation_names():
    kept = hashers.Argon2PasswordHasher().encode("seven crates of figs", "saltsaltsalt")

    assert kept.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
    assert OF_THE_SITE[0].endswith("Argon2PasswordHasher")
