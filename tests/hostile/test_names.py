"""Names that nobody can see or tell apart, and what people write of themselves."""

import pytest
from django.test import Client

from core.accounts.models import User

PASSWORD = "seven-crates-of-figs"


def sign_up(name: str) -> str:
    """Why it is refused; empty where it is not."""
    fields = {"username": name, "email": "a@example.org"}
    answer = Client().post(
        "/accounts/signup/", fields | {"password1": PASSWORD, "password2": PASSWORD}
    )
    if answer.status_code == 302:
        return ""
    assert not User.objects.exists()
    return " ".join(answer.context["form"].errors["username"])


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("ad\u0430", "alphabets that look alike"),
        ("\u0391da", "alphabets that look alike"),
        ("ada\u3164", "nobody can see"),
        ("\u115f", "nobody can see"),
        ("ada\u200b", "nobody can see"),
        ("\u202eada", "nobody can see"),
        ("ada b", "a blank"),
        ("ada\u20dd", "a blank"),
        ("ada@", "no @"),
        ("ada\uff20", "no @"),
    ],
)
def test_a_name_that_deceives_is_refused(db, name: str, why: str):
    assert why in sign_up(name)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("José", "josé"),
        ("Jose\u0301", "josé"),
        ("ａｄａ", "ada"),
        ("Ольга_1", "ольга_1"),
        ("田中さくら", "田中さくら"),
    ],
)
def test_names_of_any_one_alphabet_are_kept_in_one_form(db, name: str, kept: str):
    assert sign_up(name) == ""

    assert User.objects.get().username == kept


@pytest.mark.parametrize("typed", ["josé", "JOSE\u0301"])
def test_one_signs_in_however_ones_keyboard_writes_it(db, typed: str):
    sign_up("José")

    answer = Client().post("/accounts/login/", {"login": typed, "password": PASSWORD})

    assert answer.status_code == 302


def test_nothing_out_of_sight_is_kept_of_a_profile(ada, client_of):
    fields = {"profile_shown_to": "nobody", "time_zone": ""}
    client = client_of(ada)

    client.post("/accounts/profile/", fields | {"display_name": "\u202eA\u0308da\ufeff\x1b"})

    ada.refresh_from_db()
    assert ada.display_name == "Äda"

    refused = client.post("/accounts/profile/", fields | {"about": "\u200b\u3164\u2060"})

    assert refused.status_code == 422
    assert "None of these characters can be seen." in refused.content.decode()
