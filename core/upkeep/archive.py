"""A backup: one file that holds the database, what it is of, and how to tell that it is whole."""

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import IO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from core.upkeep import postgres, sqlite
from core.upkeep.failures import NotDone

FORMAT = 1
UNFINISHED = ".making-"
SECRET = "secret_key"  # noqa: S105 - the name of a file
_ENGINES = {"sqlite": sqlite, "postgresql": postgres}
_MANIFEST, _DATABASE = "manifest.json", "database"
_NAME = re.compile(r"rejoinder-\d{8}-\d{6}-\d{6}\.tar\.gz")
_LARGEST_MANIFEST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Manifest:
    format: int
    version: str
    made_at: str
    database: str
    size: int
    sha256: str
    content: str
    counts: dict[str, int]
    migrations: list[str]


def engine() -> ModuleType:
    return _ENGINES[connection.vendor]


def make(directory: Path, also: tuple[Path, ...] = ()) -> tuple[Path, Manifest]:
    """A new backup in ``directory``, where it appears only once it is whole."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    _ensure_room(directory)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=directory) as place:
        dumped, draft = Path(place, _DATABASE), Path(place, "archive")
        moment = datetime.now(UTC)
        content = engine().dump(dumped)
        manifest = Manifest(
            format=FORMAT,
            version=running_version(),
            made_at=moment.isoformat(timespec="seconds"),
            database=connection.vendor,
            size=dumped.stat().st_size,
            sha256=_sha256(dumped),
            content=content.digest,
            counts=content.counts,
            migrations=applied_migrations(),
        )
        _write(draft, manifest, (dumped, *also))
        with opened(draft) as (_, kept):
            kept.verify()
        made = directory / f"rejoinder-{moment:%Y%m%d-%H%M%S-%f}.tar.gz"
        os.rename(draft, made)
    _sync(directory)
    return made, manifest


def made_in(directory: Path) -> list[Path]:
    """The backups there, the oldest first."""
    if not directory.is_dir():
        return []
    return sorted(path for path in directory.iterdir() if _NAME.fullmatch(path.name))


def surplus(directory: Path, keep: int) -> list[Path]:
    """All but the latest ``keep``; at least one always stays."""
    return made_in(directory)[: -max(keep, 1)]


class Kept:
    """What is in a backup."""

    def __init__(self, archive: tarfile.TarFile, manifest: Manifest) -> None:
        self._archive = archive
        self._manifest = manifest

    def verify(self) -> None:
        found = hashlib.sha256()
        with self._member(_DATABASE) as database:
            while part := database.read(1 << 20):
                found.update(part)
        if found.hexdigest() != self._manifest.sha256:
            raise NotDone("The backup is damaged: its database is not what its manifest says.")

    def take_out(self, name: str, to: Path) -> None:
        with self._member(name) as source, to.open("xb") as target:
            shutil.copyfileobj(source, target, 1 << 20)

    def take_out_database(self, to: Path) -> None:
        self.take_out(_DATABASE, to)

    def has(self, name: str) -> bool:
        return name in self._archive.getnames()

    def _member(self, name: str) -> IO[bytes]:
        try:
            member = self._archive.extractfile(name)
        except KeyError:
            member = None
        if member is None:
            raise NotDone(f"There is no {name} in the backup.")
        return member


@contextmanager
def opened(path: Path) -> Iterator[tuple[Manifest, Kept]]:
    try:
        with tarfile.open(path, "r:gz") as archive:
            manifest = _read_manifest(archive)
            yield manifest, Kept(archive, manifest)
    except FileNotFoundError as error:
        raise NotDone(f"There is no {path}.") from error
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise NotDone(f"{path} is not a whole backup: {error}") from error


def applied_migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def running_version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(project["project"]["version"])


def _read_manifest(archive: tarfile.TarFile) -> Manifest:
    first = archive.next()
    if first is None or first.name != _MANIFEST or first.size > _LARGEST_MANIFEST:
        raise NotDone("This is not a backup of Rejoinder: it does not begin with a manifest.")
    told = json.loads(archive.extractfile(first).read())  # type: ignore[union-attr]
    if told.get("format") != FORMAT:
        raise NotDone("A later version of Rejoinder made this backup: restore it with that one.")
    return Manifest(**told)


def _write(draft: Path, manifest: Manifest, files: tuple[Path, ...]) -> None:
    about = json.dumps(asdict(manifest), indent=2).encode()
    entry = tarfile.TarInfo(_MANIFEST)
    entry.size, entry.mode = len(about), 0o600
    draft.touch(mode=0o600)
    with draft.open("wb") as target:
        with tarfile.open(fileobj=target, mode="w:gz", compresslevel=1) as archive:
            archive.addfile(entry, io.BytesIO(about))
            for file in files:
                archive.add(file, arcname=file.name, filter=_without_owner)
        target.flush()
        os.fsync(target.fileno())


def _without_owner(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _ensure_room(directory: Path) -> None:
    """For a copy of the database and for the archive made of it."""
    needed, free = 2 * engine().size(), shutil.disk_usage(directory).free
    if free < needed:
        raise NotDone(
            f"{directory} has {free >> 20} MB free, and a backup may take {needed >> 20}:"
            " make room, or name another directory with --to."
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _sync(directory: Path) -> None:
    """What was renamed has been renamed for good."""
    opened_directory = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened_directory)
    finally:
        os.close(opened_directory)
