"""Checks a password, with as much work for a name that there is not as for one that there is."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from django.http import HttpRequest

from core.accounts.models import User


class OncePerPerson(AuthenticationBackend):
    """allauth tries an address twice, as a name and as an address: twice the time of a wrong name.

    Whether a person has the address is asked once here. Where several do, because nobody has
    confirmed it, each of them is tried.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        password = credentials.get("password") or ""
        typed = credentials.get("username") or credentials.get("email") or ""
        for person in _who(typed):
            if self._check_password(person, password):
                return person
        return None


def _who(typed: str) -> list[User]:
    by_address = filter_users_by_email(typed, prefer_verified=True, for_login=True)
    named = get_user_by_username(User.normalize_username(typed))
    people = [*([named] if named else []), *sorted(by_address, key=lambda person: person.pk)]
    return list(dict.fromkeys(people))
