"""All that the doctor looks at, in the order in which one mends it."""

from collections.abc import Callable, Iterator
from functools import partial

from core.upkeep.doctor import database, files, mail, proxy, replicas, shared
from core.upkeep.doctor.findings import Finding, fail

Look = Callable[[], Iterator[Finding]]


def look_at_everything(url: str = "", send_to: str = "") -> Iterator[Finding]:
    for about, look in _looks(url, send_to):
        try:
            yield from look()
        except Exception as error:  # the next thing may be what explains this one
            problem = f"{type(error).__name__}: {error}".splitlines()[0]
            yield fail(about, problem, "Look at the findings above first.")


def _looks(url: str, send_to: str) -> list[tuple[str, Look]]:
    looks: list[tuple[str, Look]] = [
        ("settings", shared.settings_are_right),
        ("data", files.data_is_kept_safe),
        ("disk", files.there_is_room),
        ("database", database.answers),
        ("migrations", database.is_migrated),
        ("replicas", replicas.they_follow),
        ("cache", shared.cache_is_shared),
        ("static", files.static_files_are_there),
        ("backups", files.there_are_backups),
        ("mail", partial(mail.mail_can_be_sent, send_to)),
    ]
    if url:
        looks.append(("proxy", partial(proxy.site_is_seen_right, url)))
    return looks
