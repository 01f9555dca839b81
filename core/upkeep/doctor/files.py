import os
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage

from core.upkeep import archive
from core.upkeep.doctor.findings import Finding, fail, ok, warn

_LEAST_MB, _ENOUGH_MB = 200, 1000
_DAYS = 2
_DAY = 24 * 3600


def data_is_kept_safe() -> Iterator[Finding]:
    directory = Path(settings.DATA_DIR)
    if not directory.is_dir() or not os.access(directory, os.W_OK | os.X_OK):
        todo = f"Make it, for the user that runs the site: install -d -m 700 {directory}"
        yield fail("data", f"DATA_DIR {directory} is not there, or not writable.", todo)
        return
    mode = stat.S_IMODE(directory.stat().st_mode)
    if mode & stat.S_IRWXO:
        todo = f"chmod 700 {directory}"
        yield warn("data", f"Everybody on this machine may look into {directory}.", todo)
    else:
        yield ok("data", f"{directory} is closed to others.")
    secret = directory / archive.SECRET
    if secret.exists() and stat.S_IMODE(secret.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        todo = f"chmod 600 {secret}; whoever read it can sign in as anybody, so make a new one."
        yield fail("data", f"Others may read {secret}.", todo)


def there_is_room() -> Iterator[Finding]:
    places = {Path(settings.DATA_DIR), Path(settings.BACKUP_DIR)}
    for place in sorted(place for place in places if place.is_dir()):
        usage = shutil.disk_usage(place)
        free = usage.free >> 20
        told = f"{place}: {free} MB free of {usage.total >> 20}."
        if free < _LEAST_MB:
            yield fail("disk", told, "Make room: a full disk refuses whatever people write.")
        elif free < _ENOUGH_MB:
            yield warn("disk", told, "Make room before it is full.")
        else:
            yield ok("disk", told)


def static_files_are_there() -> Iterator[Finding]:
    manifest = getattr(staticfiles_storage, "hashed_files", None)
    if manifest is None:
        yield ok("static", "Served as they are, without collecting.")
        return
    wanted = {path for finder in get_finders() for path, _ in finder.list(None)}
    missing = [
        path
        for path in sorted(wanted)
        if path not in manifest or not staticfiles_storage.exists(manifest[path])
    ]
    if missing:
        todo = "Run manage.py collectstatic --noinput, and start the site again."
        yield fail("static", f"{len(missing)} are not collected, {missing[0]} for one.", todo)
    else:
        yield ok("static", f"{len(wanted)} collected in {settings.STATIC_ROOT}.")


def there_are_backups() -> Iterator[Finding]:
    found = archive.made_in(Path(settings.BACKUP_DIR))
    todo = "See docs/how-to/back-up.md. Ignore this if you back up otherwise."
    if not found:
        yield warn("backups", f"There is none in {settings.BACKUP_DIR}.", todo)
        return
    days = (time.time() - found[-1].stat().st_mtime) / _DAY
    told = f"The latest of {len(found)} is {days:.1f} days old."
    yield ok("backups", told) if days <= _DAYS else warn("backups", told, todo)
