"""How often one may do what: the one table of it. docs/decisions/0015-throttles.md has the reasons.

What is written here is for one person. All who come from one network have ``NETWORK_IS_WORTH``
times as much together: a class, or a school behind one address.
"""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import ResolverMatch

from core.security import counters
from core.security.places import network_of

MINUTE, HOUR, DAY = 60, 3600, 86_400
SAFE = ("GET", "HEAD", "OPTIONS")


class Limit(NamedTuple):
    doing: str  # ends the sentence "That is more ... than one person may"
    amounts: tuple[tuple[int, int], ...]  # how often, in how many seconds


class TooMany(Exception):
    """Somebody did something more often than a limit allows."""

    guessing = False

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.sentence, self.seconds = sentence, seconds


class TooManyGuesses(TooMany):
    guessing = True


POST = Limit("posts", ((30, MINUTE), (400, HOUR)))
WRITE = Limit("changes", ((120, MINUTE), (2000, HOUR)))
TYPING = Limit("previews and looks at what is similar", ((180, MINUTE),))
SEARCH = Limit("searches", ((60, MINUTE),))
EXPORT = Limit("exports", ((10, 10 * MINUTE),))
OFFERS = Limit("looks at what a file would hold", ((60, 10 * MINUTE),))
FILES = Limit("downloads", ((40, 10 * MINUTE),))
IMPORT = Limit("looks at files", ((60, 10 * MINUTE),))
SIGN_UP = Limit("new accounts", ((5, HOUR),))
RESET = Limit("requests for a new password", ((10, HOUR),))
ACCOUNT = Limit("changes of an account", ((20, 10 * MINUTE),))
WRONG_LINK = Limit("invitations that do not exist", ((10, 15 * MINUTE),))

# By the name of the address. Whatever else is sent is WRITE; whatever else is read has no limit.
SENT = {
    "reply": POST,
    "new_debate": POST,
    "preview": TYPING,
    "near_matches": TYPING,
    "seen": TYPING,
    "account_signup": SIGN_UP,
    "account_reset_password": RESET,
    "account_reset_password_from_key": RESET,
    "account_email": ACCOUNT,
    "account_change_password": ACCOUNT,
    "account_set_password": ACCOUNT,
    "account_reauthenticate": ACCOUNT,
    "mfa_activate_totp": ACCOUNT,
    "mfa_deactivate_totp": ACCOUNT,
    "mfa_generate_recovery_codes": ACCOUNT,
    "my_data_file": EXPORT,
    "import_debate": IMPORT,
    "import_branch": IMPORT,
}
READ = {
    "search": SEARCH,
    "near_matches": TYPING,
    "my_data_file": EXPORT,
    "export": OFFERS,
    "export_file": FILES,
    "import_debate": IMPORT,
    "import_branch": IMPORT,
}
# Counted only where the answer is that there is no such thing.
MISSED = {"invitation": WRONG_LINK}
# Counted where they are decided: core/security/attempts.py.
COUNTED_ELSEWHERE = {"account_login", "mfa_authenticate", "mfa_reauthenticate"}


def limit_of(method: str | None, match: ResolverMatch) -> Limit | None:
    name = match.view_name
    if method in SAFE:
        return READ.get(name)
    if name in MISSED or name in COUNTED_ELSEWHERE:
        return None
    return SENT.get(name, WRITE)


def take(request: HttpRequest, limit: Limit) -> list[str]:
    """Count it, for the person and for the network; the names of what was counted."""
    taken = []
    for amount, seconds in limit.amounts:
        for who, share in _counted_for(request):
            key = f"{limit.doing}:{seconds}:{who}"
            now = counters.count(key, seconds)
            if now.number > amount * share:
                raise TooMany(_more_than(limit, share), now.seconds)
            taken.append(key)
    return taken


def _counted_for(request: HttpRequest) -> list[tuple[str, int]]:
    network = (f"network {network_of(request)}", settings.NETWORK_IS_WORTH)
    if not request.user.is_authenticated:
        return [network]
    return [(f"person {request.user.pk}", 1), network]


def _more_than(limit: Limit, share: int) -> str:
    if share == 1:
        return f"That is more {limit.doing} than one person may make in so short a time."
    return f"That is more {limit.doing} than may come from your network in so short a time."


def take_mail(address: str) -> bool:
    """Whether one more mail that somebody else may have asked for goes to this address."""
    return not settings.THROTTLES or counters.count(f"mail {address.casefold()}", HOUR).number <= 3
