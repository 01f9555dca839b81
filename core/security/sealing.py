"""Secrets that the database keeps for people, unreadable without the site's secret key."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_MARK = "sealed:"


def seal(text: str) -> str:
    return _MARK + _keys().encrypt(text.encode()).decode()


def unseal(kept: str) -> str:
    """What was kept before there were seals is read as it is."""
    if not kept.startswith(_MARK):
        return kept
    try:
        return _keys().decrypt(kept.removeprefix(_MARK).encode()).decode()
    except InvalidToken:
        # The key is gone. Nothing typed may be right: an empty secret could be guessed.
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _keys() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    digest = hashlib.blake2b(key.encode(), digest_size=32, person=b"rejoinder-seal").digest()
    return base64.urlsafe_b64encode(digest)
