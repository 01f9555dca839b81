"""System checks: settings with which the site would lose writes, let strangers in, or not work.

Those of the database, and of DEBUG, are asked with every command; ``check --deploy``, which the
server's start asks, has the rest.
"""

import ipaddress
import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

LEAST_TIMEOUT = 20
LEAST_KEY = 50
_LEAST_DIFFERENT = 10
_PLACEHOLDERS = ("change", "example", "insecure", "password", "replace")
_KNOWN_PASSWORDS = {"", "postgres", "rejoinder", "password", "secret", "changeme", "change-me"}
_NO_MAIL = ("console", "dummy", "locmem", "filebased")


@register(Tags.database)
def sqlite_waits_and_keeps(**kwargs: Any) -> list[Error]:
    """SQLite must take its write lock first, wait for it, and have written when it says so."""
    return [
        Error(problem, hint=hint, id=f"rejoinder.E{number:03}")
        for database in settings.DATABASES.values()
        if database["ENGINE"].endswith("sqlite3")
        for number, problem, hint in _problems(database.get("OPTIONS", {}))
    ]


def _problems(options: dict[str, Any]) -> list[tuple[int, str, str]]:
    commands = str(options.get("init_command", "")).replace(" ", "").lower()
    found = []
    if options.get("transaction_mode") != "IMMEDIATE":
        found.append(
            (1, "SQLite's transaction_mode must be IMMEDIATE.", "Writers fail without it.")
        )
    if (options.get("timeout") or 0) < LEAST_TIMEOUT:
        problem = f"SQLite's timeout must be at least {LEAST_TIMEOUT} seconds."
        found.append((2, problem, "Writers that wait for each other need the time."))
    if "journal_mode=wal" not in commands:
        found.append((3, "SQLite's journal_mode must be WAL.", "Readers block writers without it."))
    if "synchronous=full" not in commands and "synchronous=extra" not in commands:
        hint = "With less, a power cut can take back what was acknowledged."
        found.append((4, "SQLite's synchronous must be FULL.", hint))
    return found


@register(Tags.security)
def debug_is_for_development(**kwargs: Any) -> list[Error]:
    if not (settings.PRODUCTION and settings.DEBUG):
        return []
    hint = "Unset DEBUG: its pages show settings and code to whoever causes an error."
    return [Error("DEBUG and PRODUCTION exclude each other.", hint=hint, id="rejoinder.E005")]


@register(Tags.security, deploy=True)
def the_key_cannot_be_guessed(**kwargs: Any) -> list[Error]:
    key = settings.SECRET_KEY
    weak = len(key) < LEAST_KEY or len(set(key)) < _LEAST_DIFFERENT
    if not weak and not any(word in key.lower() for word in _PLACEHOLDERS):
        return []
    hint = "Whoever guesses it signs in as anybody. Make one: openssl rand -base64 48"
    return [Error("SECRET_KEY can be guessed.", hint=hint, id="rejoinder.E006")]


@register(Tags.security, deploy=True)
def hosts_are_named(**kwargs: Any) -> list[CheckMessage]:
    hosts = settings.ALLOWED_HOSTS
    if any(host in ("*", ".") for host in hosts):
        hint = "Name the site's own: with * a stranger decides where links lead."
        return [Error("ALLOWED_HOSTS has a *.", hint=hint, id="rejoinder.E007")]
    if all(host.strip("[]") in ("localhost", "127.0.0.1", "::1") for host in hosts):
        hint = "Name the host that people type: ALLOWED_HOSTS=debates.example.org"
        problem = "ALLOWED_HOSTS names this machine alone."
        return [Warning(problem, hint=hint, id="rejoinder.W008")]
    return []


@register(Tags.security, deploy=True)
def mail_is_sent(**kwargs: Any) -> list[Warning]:
    found = []
    if any(name in settings.EMAIL_BACKEND for name in _NO_MAIL):
        problem = "EMAIL_URL is not set, or sends nothing."
        hint = "Nobody gets an invitation or a new password; with the console, the log has both."
        found.append(Warning(problem, hint=hint, id="rejoinder.W009"))
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"):
        problem = "DEFAULT_FROM_EMAIL is no address of yours."
        hint = "Mail from nowhere is not delivered: DEFAULT_FROM_EMAIL=debates@example.org"
        found.append(Warning(problem, hint=hint, id="rejoinder.W010"))
    return found


@register(Tags.security, deploy=True)
def the_way_to_the_database_is_safe(**kwargs: Any) -> list[Warning]:
    return [
        warning
        for database in settings.DATABASES.values()
        if database["ENGINE"].endswith("postgresql")
        for host in str(database.get("HOST") or "").split(",")
        for warning in _unsafe(host, database)
    ]


def _unsafe(host: str, database: dict[str, Any]) -> list[Warning]:
    found = []
    sslmode = database.get("OPTIONS", {}).get("sslmode", "prefer")
    if _is_far(host) and sslmode not in ("require", "verify-ca", "verify-full"):
        problem = f"The way to the database at {host} need not be encrypted."
        hint = "Add ?sslmode=verify-full (or require) to DATABASE_URL."
        found.append(Warning(problem, hint=hint, id="rejoinder.W011"))
    by_network = bool(host) and not host.startswith("/")
    if by_network and str(database.get("PASSWORD") or "").lower() in _KNOWN_PASSWORDS:
        problem = "DATABASE_URL has no password, or one that everybody tries first."
        found.append(Warning(problem, hint="Make one: openssl rand -hex 24", id="rejoinder.W012"))
    return found


def _is_far(host: str) -> bool:
    """Further than this machine, its private network, or a neighbour by its first name."""
    try:
        return not ipaddress.ip_address(host).is_private
    except ValueError:
        return "." in host and not host.startswith("/")


@register(Tags.security, deploy=True)
def the_proxy_is_counted(**kwargs: Any) -> list[Warning]:
    if not settings.SECURE_SSL_REDIRECT or settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return []
    problem = "SSL_REDIRECT is on, and TRUSTED_PROXY_COUNT is 0."
    hint = (
        "Behind a proxy that ends TLS every request looks like http, and is redirected for ever:"
        " set TRUSTED_PROXY_COUNT=1."
    )
    return [Warning(problem, hint=hint, id="rejoinder.W013")]


@register(Tags.security, deploy=True)
def limits_are_kept(**kwargs: Any) -> list[Warning]:
    if settings.THROTTLES:
        return []
    hint = "Unset THROTTLES, unless something in front of the site counts who tries passwords."
    return [Warning("THROTTLES is off.", hint=hint, id="rejoinder.W015")]


@register(Tags.security, deploy=True)
def data_is_for_us_alone(**kwargs: Any) -> list[Warning]:
    directory = Path(settings.DATA_DIR)
    if not directory.is_dir() or not _others_may(directory, stat.S_IXOTH):
        return []
    names = ("secret_key", "*.sqlite3", "*.sqlite3-wal", "backups/*.tar.gz")
    files = [path for name in names for path in sorted(directory.glob(name))]
    hint = f"chmod 700 {directory}"
    return [
        Warning(f"Everybody on this machine may read {path}.", hint=hint, id="rejoinder.W014")
        for path in files
        if _others_may(path, stat.S_IROTH)
    ]


def _others_may(path: Path, what: int) -> bool:
    return bool(path.stat().st_mode & what)
