"""What somebody brought in and has not decided about: kept for a day, for that person alone.

In the cache that all processes share, not in a table: see docs/decisions/0029-drafts-of-imports.md.
"""

import uuid
import zlib
from typing import NamedTuple

from django.core.cache import caches

from core.accounts.models import User

MOST = 10
"""How many files wait for one person."""
KEPT_FOR = 24 * 3600


class Kept(NamedTuple):
    """A file or a pasted text, without its content. ``below`` is the claim it is to go below.

    ``claims`` counts what is in it; where it could not be read, ``problem`` says why.
    """

    key: uuid.UUID
    name: str
    pasted: bool
    size: int
    digest: str
    below: int | None = None
    format: str = ""
    claims: int = 0
    problem: str = ""


def kept_for(person: User, below: int | None) -> list[Kept]:
    """What waits to go there."""
    return [one for _, one in _slots(person) if one.below == below]


def kept_with(person: User, key: str, below: int | None) -> Kept | None:
    return next((one for one in kept_for(person, below) if str(one.key) == key), None)


def keep(person: User, file: Kept, content: bytes) -> Kept | None:
    """The file as it is kept: as before, if it was sent before. None where there is no room."""
    for _, one in _slots(person):
        if one._replace(key=file.key) == file:
            # The cache may have let go of what is in it.
            _write(person, one, content)
            return one
    shared = caches["default"]
    # The content first: whatever is on the list can be read.
    _write(person, file, content)
    for slot in range(MOST):
        if shared.add(_slot_key(person, slot), file, KEPT_FOR):
            return file
    shared.delete_many([_content_key(person, file.key)])
    return None


def content_of(person: User, file: Kept) -> bytes | None:
    """None where the cache had to let go of it."""
    found = caches["default"].get(_content_key(person, file.key))
    return None if found is None else zlib.decompress(found)


def keep_instead(person: User, file: Kept, content: bytes) -> None:
    """In the place of the one with the same key."""
    for slot, one in _slots(person):
        if one.key == file.key:
            _write(person, file, content)
            caches["default"].set(_slot_key(person, slot), file, KEPT_FOR)


def let_go(person: User, key: uuid.UUID) -> None:
    slots = [slot for slot, one in _slots(person) if one.key == key]
    keys = [_content_key(person, key), *(_slot_key(person, slot) for slot in slots)]
    caches["default"].delete_many(keys)


def _write(person: User, file: Kept, content: bytes) -> None:
    caches["default"].set(_content_key(person, file.key), zlib.compress(content, 3), KEPT_FOR)


def _slots(person: User) -> list[tuple[int, Kept]]:
    keys = {_slot_key(person, slot): slot for slot in range(MOST)}
    found = caches["default"].get_many(keys)
    return sorted((keys[key], one) for key, one in found.items())


def _slot_key(person: User, slot: int) -> str:
    return f"brought-in:{person.pk}:{slot}"


def _content_key(person: User, key: uuid.UUID) -> str:
    return f"brought-in:{person.pk}:{key}"
