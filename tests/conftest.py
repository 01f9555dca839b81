"""The cast: Ada owns a debate about cars, Ben and Chidi take part, and ``grow`` argues for them."""

import gc
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Event, Membership, Role, log, search
from tests import emptying
from tests.selection import pytest_collection_modifyitems, uses_database  # noqa: F401 - a hook
from tests.unsound import Watch, unsound_claims

THESIS = "Cities should ban cars"

Grow = Callable[[str], dict[str, Claim]]


def pytest_collection_finish() -> None:
    """What is there by now stays: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "unsound: leaves a tree broken on purpose, so none is checked"
    )
    # The same examples on every machine, however busy: who looks for new ones asks for a seed.
    hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
    hypothesis.settings.load_profile("suite")
    emptying.keep_what_migrating_wrote()
    if "init_command" in (options := settings.DATABASES["default"].get("OPTIONS", {})):
        # Nothing in it outlives the tests: SQLite never waits for the disk.
        options["init_command"] += "; PRAGMA synchronous=OFF"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
        for name in settings.CACHES
    }
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    # There need be no collected files.
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ACCOUNT_RATE_LIMITS = False
    settings.THROTTLES = False


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Keys and versions begin anew with every test, so what was derived of them must go."""
    yield
    emptying.empty_caches()


@pytest.fixture(autouse=True)
def trees_stay_whole(request: pytest.FixtureRequest) -> Iterator[None]:
    """After every test that wrote claims, all trees are checked in SQL, by parent links alone.

    Other connections are not watched: after tests that have some, it is always looked.
    """
    if not uses_database(request.node) or request.node.get_closest_marker("unsound"):
        yield
        return
    request.getfixturevalue("db")
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield
    if connection.needs_rollback:
        return
    if watch.wrote or "transactional_db" in request.fixturenames:
        assert unsound_claims() == []


@pytest.fixture
def person(db: None) -> Callable[[str], User]:
    def make(name: str) -> User:
        return User.objects.create(username=name, email=f"{name}@example.org")

    return make


@pytest.fixture
def ada(person: Callable[[str], User]) -> User:
    return person("ada")


@pytest.fixture
def ben(person: Callable[[str], User]) -> User:
    return person("ben")


@pytest.fixture
def chidi(person: Callable[[str], User]) -> User:
    return person("chidi")


@pytest.fixture
def admin(person: Callable[[str], User]) -> User:
    admin = person("root")
    admin.is_staff = admin.is_superuser = True
    admin.save()
    return admin


@pytest.fixture
def debate(ada: User) -> Debate:
    return operations.open_debate(ada, title="Cars in cities", theses=[THESIS])


@pytest.fixture
def thesis(debate: Debate) -> Claim:
    return debate.claims.get(parent=None)


@pytest.fixture
def grow(debate: Debate, ada: User) -> Grow:
    """Let Ada post an outline below the thesis; the claims by their text, the thesis among them.

    Each line is ``+ `` or ``- `` and a text, two blanks deeper than what it argues about.
    """

    def grow(outline: str) -> dict[str, Claim]:
        thesis = debate.claims.get(parent=None)
        claims, branch = {thesis.text: thesis}, [thesis]
        for line in filter(str.strip, outline.splitlines()):
            sign, text = line.split(maxsplit=1)
            depth = (len(line) - len(line.lstrip())) // 2
            stance = {"+": "pro", "-": "con"}[sign]
            claim = operations.post_claim(ada, branch[depth - 1], stance=stance, text=text)
            branch[depth:] = [claim]
            claims[text] = claim
        return claims

    return grow


@pytest.fixture
def join(debate: Debate) -> Callable[[User, Role], User]:
    """Give somebody a role in the debate."""

    def join(user: User, role: Role) -> User:
        Membership.objects.update_or_create(debate=debate, user=user, defaults={"role": role})
        return user

    return join


@pytest.fixture
def anonymous(db: None) -> Client:
    return Client()


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """A database that threads and a live server share.

    It is emptied row by row afterwards, which the triggers of the log of events would refuse.
    The index of words is no model's table, so that it is not emptied with the rest.
    """
    with connection.schema_editor(atomic=False) as editor:
        log.remove(editor)
        log.install(editor)
    yield
    with connection.schema_editor(atomic=False) as editor:
        log.remove(editor)
        Event.objects.all().delete()
        log.install(editor)
    search.clear()
