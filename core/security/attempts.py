"""Guessing passwords and codes is slow; nobody is locked out by what others guess.

A place is a browser that has been signed in to this account before, or else the network. Wrong
attempts count for the account at this place, for the whole network and for the whole account. Over
the first limit nothing is tried there. Over the others, only where the account has been signed in
before: in this browser or from this network. What a stranger is answered is the same for accounts
that there are and that there are not. docs/decisions/0015-throttles.md has the reasons.
"""

import unicodedata
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest

from core.security import counters
from core.security.devices import is_known_to
from core.security.limits import DAY, HOUR, MINUTE, TooManyGuesses
from core.security.places import network_of

KNOWN_FOR = 180 * DAY
_HASHES = 5  # up to so many times a network's limit, refusing costs the time of a hash


class Guessing(NamedTuple):
    what: str
    wrong: int  # for one account, from one place, within a quarter of an hour
    whole_account: tuple[int, int]  # from all strange places
    sentence: str


PASSWORD = Guessing(
    "password", 5, (50, HOUR), "There were too many attempts to sign in with a wrong password."
)
CODE = Guessing("code", 5, (20, DAY), "There were too many attempts with a wrong code.")
_WINDOW = 15 * MINUTE


class Attempt(NamedTuple):
    """One guess, counted before it is tried: so many at once are no way around the limits."""

    own: str = ""
    shared: tuple[str, ...] = ()
    refused: TooManyGuesses | None = None  # what a wrong one is told where strangers are not heard

    def failed(self) -> None:
        if self.refused:
            raise self.refused

    def succeeded(self) -> None:
        if self.own:
            counters.forget(self.own)
        for key in self.shared:
            counters.give_back(key)


def begin(request: HttpRequest, guessing: Guessing, login: str) -> Attempt:
    if not settings.THROTTLES:
        return Attempt()
    login, what = plain(login), guessing.what
    if device := is_known_to(request, login):
        own = f"{what} of {login} in {device}"
        _at_most(2 * guessing.wrong, own, guessing)
        return Attempt(own)
    network = network_of(request)
    own = f"{what} of {login} from {network}"
    _at_most(guessing.wrong, own, guessing)
    return _from_a_network(request, guessing, login, network, own)


def _from_a_network(
    request: HttpRequest, guessing: Guessing, login: str, network: str, own: str
) -> Attempt:
    what, (most, seconds) = guessing.what, guessing.whole_account
    shared = (f"{what} from {network}", f"{what} of {login}")
    here = counters.count(shared[0], _WINDOW)
    everywhere = counters.count(shared[1], seconds)
    familiar = counters.look(familiar_key(login, network)).number
    many = guessing.wrong * settings.NETWORK_IS_WORTH
    if here.number <= many and everywhere.number <= most:
        return Attempt(own, shared)
    waits = max(
        here.seconds if here.number > many else 0,
        everywhere.seconds if everywhere.number > most else 0,
    )
    refused = TooManyGuesses(guessing.sentence, waits)
    if familiar:
        return Attempt(own, shared, refused)
    if here.number <= many * _HASHES:
        get_user_model()().set_password("as long as if it were tried")
    raise refused


def _at_most(most: int, key: str, guessing: Guessing) -> None:
    now = counters.count(key, _WINDOW)
    if now.number > most:
        raise TooManyGuesses(guessing.sentence, now.seconds)


def remember_network(request: HttpRequest, logins: list[str]) -> None:
    for login in logins:
        counters.remember(familiar_key(plain(login), network_of(request)), KNOWN_FOR)


def familiar_key(login: str, network: str) -> str:
    return f"{login} has been signed in from {network}"


def plain(login: str) -> str:
    """However it is typed. Not whose it is: that would tell what address belongs to which name."""
    return unicodedata.normalize("NFKC", login).strip().casefold()
