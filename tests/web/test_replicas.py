"""Pages read from a second server: here the same database by a connection of its own."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import OperationalError, connections
from django.test import Client

from core import routing
from debates.models import Debate, Membership, Role

REPLICA = "replica1"


class Asked:
    """What the second server was asked, and whether it goes away meanwhile."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.goes_away_after: int | None = None

    def __call__(self, execute, sql, params, many, context):
        self.statements.append(sql)
        if self.goes_away_after is not None and len(self.statements) > self.goes_away_after:
            raise OperationalError("The server went away.")
        return execute(sql, params, many, context)


@pytest.fixture
def replica(committed, settings, monkeypatch) -> Iterator[Asked]:
    second = connections["default"].copy(REPLICA)
    second.connect()  # tests may open no connection to a database that is not theirs
    monkeypatch.setattr(second, "close", lambda: None)
    monkeypatch.setitem(connections.settings, REPLICA, second.settings_dict)
    connections[REPLICA] = second
    monkeypatch.setattr(routing, "_flushed", lambda: "0/1")
    monkeypatch.setattr(routing, "_has_replayed", lambda alias, flushed: True)
    monkeypatch.setattr(routing, "_resting_until", {})
    settings.DATABASE_ROUTERS = ["core.routing.Router"]
    asked = Asked()
    try:
        with second.execute_wrapper(asked):
            yield asked
    finally:
        monkeypatch.undo()
        second.close()
        del connections[REPLICA]


@pytest.fixture
def pages(debate, thesis, grow) -> list[str]:
    claims = grow("+ Air\n  - Electric cars\n")
    here = f"/debates/{debate.slug}/"
    one = f"{here}claims/{claims['Air'].pk}/"
    return [
        *("/", "/?q=cars", "/search/?q=cars", "/me/", "/me/news/", "/me/claims/", "/people/ada/"),
        *(here, one, f"{here}outline/", f"{here}challenges/", f"{here}history/"),
        *(f"{one}reply/pro/", f"{one}edit/", f"{one}move/", f"{here}members/"),
    ]


def test_every_page_opens_from_there(replica, ada, pages, client_of):
    for page in pages:
        before = len(replica.statements)
        from_replica = client_of(ada).get(page)
        assert from_replica.status_code == 200, page
        assert len(replica.statements) > before, f"{page} asked nothing of the replica"


def test_one_that_goes_away_in_the_middle_of_a_page_costs_nobody_the_page(
    replica, ada, pages, client_of
):
    for page in pages:
        for number in (0, 3):
            replica.statements.clear()
            replica.goes_away_after = number
            routing._resting_until.clear()

            assert client_of(ada).get(page).status_code == 200, page


def test_what_one_posted_is_on_the_next_page(replica, ada, debate, thesis, client_of):
    browser: Client = client_of(ada)
    form = f"/debates/{debate.slug}/claims/{thesis.pk}/reply/pro/"

    posted = browser.post(form, {"text": "Quieter streets", "key": str(uuid4())}, follow=True)

    assert "Quieter streets" in posted.text
    assert replica.statements


def test_whoever_was_removed_sees_nothing_more(replica, ada, ben, debate, join, client_of):
    join(ben, Role.READER)
    Debate.objects.update(visibility="private")
    here = f"/debates/{debate.slug}/"
    assert client_of(ben).get(here).status_code == 200

    Membership.objects.filter(user=ben).delete()

    assert client_of(ben).get(here).status_code == 404
