"""Where secrets come from: files that the environment names, or one that is made on first start."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping


class _Stripped(FileAwareMapping):
    """Editors, and most programs that make a secret, end its file with a newline."""

    def __getitem__(self, key: str) -> str:
        try:
            return str(super().__getitem__(key)).strip()
        except OSError as error:
            problem = f"{key}_FILE names a file that cannot be read: {error}"
            raise ImproperlyConfigured(problem) from error


class Environment(FileAwareEnv):
    """``NAME_FILE=/run/secrets/name`` stands for ``NAME`` and what is in that file."""

    ENVIRON = _Stripped()


def kept_secret(path: Path) -> str:
    """The secret in ``path``, made with mode 0600 if the file is not there yet.

    Two processes that start at once agree: the file appears whole or not at all, and the first
    one wins.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
