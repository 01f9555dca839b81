"""One small site for each module of tests: what a test sends is undone after every answer.

Modules that ask for it say ``pytestmark = pytest.mark.django_db``: without, pytest-django would
make no database for it, and it would use that of the settings.
"""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from tests.emptying import empty_caches
from tests.hostile.site import Site


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    assert re.match("test|.*memorydb", Path(str(connection.settings_dict["NAME"])).name)
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        yield Site()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    empty_caches()
