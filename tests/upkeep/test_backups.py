"""Backups of the database of the tests, and what comes of them in an empty one."""

import io
import json
import os
import tarfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from core.accounts.models import User
from core.upkeep import archive
from core.upkeep.failures import NotDone
from core.upkeep.fingerprint import fingerprint
from debates.models import Claim, Debate
from tests.upkeep.conftest import somebody_connected


@pytest.fixture
def backup(backups, committed, grow, ada):
    """Of a debate with four claims, by Ada, who can sign in."""
    ada.set_password("as good as any")
    ada.save()
    grow("  + Air\n    - Electric cars\n  - Deliveries")
    made, _ = archive.make(backups)
    return made


def test_what_is_restored_is_what_was_backed_up(backup, elsewhere, capsys):
    before = fingerprint()

    with elsewhere():
        call_command("restore", str(backup))

        assert fingerprint() == before
        assert User.objects.get(username="ada").check_password("as good as any")
        assert sorted(Claim.objects.values_list("text", flat=True))[0] == "Air"
        call_command("reindex_search", "--check")
        call_command("check_trees")
        _then_restoring_again(backup, before, capsys)


def _then_restoring_again(backup, before, capsys):
    """It is refused, replaces only when asked to, and not while somebody is connected."""
    with pytest.raises(CommandError, match="There is content here already"):
        call_command("restore", str(backup))
    User.objects.update(about="changed since")
    with somebody_connected(), pytest.raises(CommandError, match="stop"):
        call_command("restore", "--replace", str(backup))
    assert User.objects.get(username="ada").about == "changed since"

    call_command("restore", "--replace", str(backup))

    assert fingerprint() == before
    assert "What was here is in" in capsys.readouterr().out
    kept = archive.made_in(backup.parent)
    assert len(kept) == 2
    with archive.opened(kept[1]) as (manifest, _):
        assert manifest.content != before.digest


def test_a_backup_tells_what_it_is_of_and_only_its_owner_reads_it(backup):
    with archive.opened(backup) as (manifest, kept):
        assert manifest.content == fingerprint().digest
        assert manifest.counts["debates.claim"] == 4
        assert manifest.database == connection.vendor
        assert manifest.version == archive.running_version()
        assert "debates.0001_initial" in manifest.migrations
        assert not kept.has("secret_key")
    assert backup.stat().st_mode & 0o777 == 0o600
    assert backup.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_a_damaged_or_a_strange_backup_is_refused(backup, elsewhere, tmp_path):
    whole = backup.read_bytes()
    half, other = tmp_path / "half.tar.gz", tmp_path / "other.tar.gz"
    half.write_bytes(whole[: len(whole) // 2])
    with tarfile.open(other, "w:gz") as made:
        made.add(__file__, "something.py")

    with elsewhere():
        for file, says in [
            (half, "is not a whole backup"),
            (other, "does not begin with a manifest"),
            (tmp_path / "none", "There is no"),
            (altered(backup, tmp_path, sha256="0" * 64), "what its manifest says"),
            (altered(backup, tmp_path, format=2), "later version"),
            (altered(backup, tmp_path, database="oracle"), "The backup is of oracle"),
            (altered(backup, tmp_path, migrations=["debates.9999_far"]), "9999_far"),
        ]:
            with pytest.raises(CommandError, match=says):
                call_command("restore", str(file))
        with pytest.raises(CommandError, match="no secret key in this backup"):
            call_command("restore", "--with-secret", str(backup))
        assert "debates_claim" not in connection.introspection.table_names()


def test_content_other_than_the_manifest_says_is_told(backup, elsewhere, tmp_path):
    counts = {**fingerprint().counts, "debates.claim": 5}
    file = altered(backup, tmp_path, content="0" * 64, counts=counts)

    with elsewhere(), pytest.raises(CommandError, match=r"rows differ in: debates\.claim"):
        call_command("restore", str(file))


def test_content_of_an_older_version_is_not_compared(backup, elsewhere, tmp_path, capsys):
    """Migrating it is what changes its hash."""
    with archive.opened(backup) as (manifest, _):
        older = manifest.migrations[:-1]
    file = altered(backup, tmp_path, migrations=older, content="0" * 64)

    with elsewhere():
        call_command("restore", str(file))

        assert f"Content hash: {fingerprint().digest}" in capsys.readouterr().out


def altered(backup: Path, place: Path, **changes: object) -> Path:
    """The same backup with another manifest."""
    made = place / f"altered-{next(iter(changes))}.tar.gz"
    with tarfile.open(backup) as source, tarfile.open(made, "w:gz") as target:
        for member in source:
            content = source.extractfile(member).read()
            if member.name == "manifest.json":
                content = json.dumps(json.loads(content) | changes).encode()
                member.size = len(content)
            target.addfile(member, io.BytesIO(content))
    return made


def test_the_secret_key_goes_along_when_asked_and_comes_back(backups, committed, elsewhere, capsys):
    secret = backups.parent / "secret_key"
    with pytest.raises(CommandError, match="comes from the environment"):
        call_command("backup", "--with-secret")
    secret.write_text("of this site")

    call_command("backup", "--with-secret")
    secret.write_text("another")
    with elsewhere():
        call_command("restore", "--with-secret", str(archive.made_in(backups)[0]))

    assert secret.read_text() == "of this site"
    assert secret.stat().st_mode & 0o777 == 0o600


def test_the_command_keeps_as_many_as_it_is_told(backups, committed, tmp_path, capsys):
    backups.mkdir()
    for day in (1, 2, 3):
        (backups / f"rejoinder-2026010{day}-000000-000000.tar.gz").touch()
    (backups / "rejoinder-of-mine.tar.gz").touch()

    call_command("backup", "--keep", "2")

    left = sorted(path.name for path in backups.iterdir())
    assert left[0] == "rejoinder-20260103-000000-000000.tar.gz"
    assert left[2] == "rejoinder-of-mine.tar.gz"
    assert len(left) == 3
    assert "Removed rejoinder-20260101-000000-000000.tar.gz." in capsys.readouterr().out
    with pytest.raises(CommandError, match="--keep needs a number"):
        call_command("backup", "--keep", "0")


def test_without_room_there_is_no_backup_and_nothing_is_left(backups, db, monkeypatch):
    monkeypatch.setattr(archive.engine(), "size", lambda: 1 << 60)

    with pytest.raises(CommandError, match="make room, or name another directory"):
        call_command("backup", "--to", str(backups / "deeper"))

    assert list((backups / "deeper").iterdir()) == []


def test_a_copy_that_is_not_whole_is_no_backup(backups, committed, monkeypatch):
    def cut_off(archive_: Path, manifest: archive.Manifest, files: tuple[Path, ...]) -> None:
        written(archive_, manifest, files)
        os.truncate(archive_, archive_.stat().st_size - 100)

    written = archive._write
    monkeypatch.setattr(archive, "_write", cut_off)

    with pytest.raises(CommandError, match="There is no new backup"):
        call_command("backup")
    assert list(backups.iterdir()) == []


def test_there_is_no_backup_where_there_is_no_directory(tmp_path):
    assert archive.made_in(tmp_path / "none") == []
    assert archive.surplus(tmp_path / "none", 0) == []


def test_a_manifest_without_its_database_is_refused(tmp_path):
    made = tmp_path / "a.tar.gz"
    about = json.dumps(
        dict.fromkeys(archive.Manifest.__dataclass_fields__, 1) | {"format": archive.FORMAT}
    ).encode()
    with tarfile.open(made, "w:gz") as target:
        entry = tarfile.TarInfo("manifest.json")
        entry.size = len(about)
        target.addfile(entry, io.BytesIO(about))

    with archive.opened(made) as (_, kept), pytest.raises(NotDone, match="no database in the"):
        kept.verify()


def test_debates_are_still_there(backup):
    """Backing up changes nothing."""
    assert Debate.objects.count() == 1
