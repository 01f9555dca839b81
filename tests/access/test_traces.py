"""What passes unheard leaves no trace with whoever may not hear of it, while it happens.

That it is not there afterwards is shown in test_reading.py. Here, somebody keeps loading the pages
of a debate while others suggest, return, invite and ask in it.

One trace is known and left: the debate's version, a number that grows with every event, in the form
that says up to where one has read, and in what caches go by (ETag). It says that something
happened, not what, by whom or about what.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Invitation, JoinRequest, Role
from tests.access.forgetting import lines_that_differ
from tests.access.visitors import RANDOM, Asking

PLACES = ["", "outline/", "history/", "challenges/", "compare/", "near/?text=cars"]
ELSEWHERE = ["/", "/?sort=new", "/search/?q=cars", "/search/?q=cars&where=debates", "/claims/%s/"]
OWN = ["/me/", "/me/news/", "/me/follows/", "/me/news/count/", "/me/claims/"]
VERSION = re.compile(r'name="version" value="\d+"')


@pytest.fixture
def suggested(debate: Debate, thesis: Claim, chidi: User, ada: User) -> Claim:
    operations.set_posting(ada, debate, "suggestions")
    return operations.post_claim(chidi, thesis, stance="pro", text="Cars are loud")


@pytest.fixture
def invitation(debate: Debate, ada: User) -> Invitation:
    return operations.invite(ada, debate, role=Role.READER, days=7)[0]


@pytest.fixture
def request_to_join(debate: Debate, suggested: Claim, admin: User) -> JoinRequest:
    return operations.ask_to_join(User.objects.create(username="dana"), debate, note="Cars!")


UNHEARD: dict[str, Callable[..., object]] = {
    "a suggestion": lambda ada, chidi, debate, thesis, **_: operations.post_claim(
        chidi, thesis, stance="con", text="Cars are quick"
    ),
    "its new wording": lambda chidi, suggested, **_: operations.edit_claim(
        chidi, suggested, seen=1, text="Cars are very loud", detail=""
    ),
    "its return": lambda ada, suggested, **_: operations.return_claim(ada, suggested, note="Why?"),
    "a source for it": lambda ada, suggested, **_: operations.add_source(
        ada, suggested, operations.NewSource(url="https://example.org/", title="Cars")
    ),
    "an invitation": lambda ada, debate, **_: operations.invite(
        ada, debate, role=Role.WRITER, days=7, label="Cars"
    ),
    "the end of one": lambda ada, invitation, **_: operations.revoke_invitation(ada, invitation),
    "a request to join": lambda debate, **_: operations.ask_to_join(
        User.objects.create(username="emil"), debate, note="Cars"
    ),
    "its refusal": lambda ada, request_to_join, **_: operations.decline(ada, request_to_join),
    "an offer": lambda ada, debate, editor, **_: operations.offer_handover(ada, debate, editor),
}


@pytest.fixture
def editor(person: Callable[[str], User], join: Callable[..., User]) -> User:
    return join(person("edith"), Role.EDITOR)


@pytest.fixture
def scene(ada, ben, chidi, debate, thesis, suggested, invitation, request_to_join, editor, join):
    """Ben reads and follows, and has read a little of it; another debate was active since."""
    operations.follow(join(ben, Role.READER), debate)
    operations.mark_seen(ben, debate, 1)
    operations.open_debate(ada, title="Other cars", theses=["Cars are red"])
    return {
        "ada": ada,
        "chidi": chidi,
        "debate": debate,
        "thesis": thesis,
        "suggested": Claim.objects.get(pk=suggested.pk),
        "invitation": invitation,
        "request_to_join": request_to_join,
        "editor": editor,
    }


@pytest.mark.parametrize("who", ["anonymous", "reader"])
def test_whoever_may_not_hear_of_it_sees_the_same_pages(who, scene, ben):
    debate, asking = scene["debate"], Asking()
    if who == "reader":
        asking.force_login(ben)
    urls = [f"{debate.get_absolute_url()}{place}" for place in PLACES]
    urls += [url.replace("%s", str(scene["thesis"].pk)) for url in ELSEWHERE]
    urls += OWN if who == "reader" else []
    before = {url: _read(asking, url) for url in urls}

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        for happens in UNHEARD.values():
            _raises_the_version(debate, happens, scene)

    after = {url: _read(asking, url) for url in urls}
    told = {url: lines_that_differ(before[url], after[url]) for url in urls}
    assert {url: lines for url, lines in told.items() if lines} == {}
    assert after == before


def _raises_the_version(debate: Debate, happens: Callable[..., object], scene: Any) -> None:
    before = debate.version
    happens(**scene)
    debate.refresh_from_db()
    assert debate.version > before


def test_what_everybody_hears_of_does_show(scene):
    """The same pages, so that they are not the same for another reason."""
    url, asking = scene["debate"].get_absolute_url(), Asking()
    before = [_read(asking, page) for page in ("/", url)]

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        operations.accept_claim(scene["ada"], scene["suggested"])

    after = [_read(asking, page) for page in ("/", url)]
    assert [old == new for old, new in zip(before, after, strict=True)] == [False, False]


def _read(asking: Asking, url: str) -> str:
    answer = asking.get(url)
    body = VERSION.sub("", RANDOM.sub("", answer.content.decode()))
    return f"{answer.status_code} {answer.get('Location')} {body}"
