import secrets
import subprocess
import sys
from collections.abc import Iterator

from django.conf import settings
from django.core.cache import cache
from django.core.checks import ERROR, run_checks
from django.db import DatabaseError

from core.upkeep.doctor.findings import Finding, fail, ok, warn

_KEY = "core.upkeep.doctor"
_ASKING = (
    "import django; django.setup(); from django.core.cache import cache;"
    f" print(cache.get({_KEY!r}))"
)


def settings_are_right() -> Iterator[Finding]:
    found = run_checks(include_deployment_checks=settings.PRODUCTION)
    for message in found:
        if message.is_silenced():
            continue
        say = fail if message.level >= ERROR else warn
        yield say("settings", f"{message.msg} ({message.id})", message.hint or "See its page.")
    if not settings.PRODUCTION:
        todo = "Set PRODUCTION=1 for a site that others reach."
        yield warn("settings", "PRODUCTION is off.", todo)
    elif not found:
        yield ok("settings", "Nothing to say about them.")


def cache_is_shared() -> Iterator[Finding]:
    """What one process puts there another one finds: limits count over all of them."""
    told = secrets.token_hex(8)
    try:
        cache.set(_KEY, told, 60)
    except DatabaseError as error:
        yield fail(
            "cache",
            str(error).splitlines()[0],
            "Run manage.py createcachetable, if its table is missing.",
        )
        return
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", _ASKING],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode or done.stdout.strip() != told:
        todo = "Unset CACHE settings of your own, or see whether REDIS_URL is reached."
        yield fail("cache", "Another process does not find what this one put there.", todo)
        return
    cache.delete(_KEY)
    kind = settings.CACHES["default"]["BACKEND"].rpartition(".")[2]
    yield ok("cache", f"Shared by processes ({kind}).")
