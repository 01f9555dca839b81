"""Who voted what shows nowhere: where two people swap their votes, nobody else's pages change."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from debates.models import Event, Question, Role, Vote
from debates.operations import cast_vote, edit_claim, set_votes_shown
from tests.access.addresses import named_routes, parameters_of

pytestmark = pytest.mark.one_database

PLAUSIBILITY, RELEVANCE = Question.PLAUSIBILITY, Question.RELEVANCE
# What differs between two answers that say the same.
_ANEW = re.compile(
    r'csrfmiddlewaretoken" value="\w+"'
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\dT[\d:.+Z]+|\d+ (?:second|minute)s? ago"
)
_NOT_OF_DEBATES = ("account_", "mfa_", "usersessions_", "end_session")
# Numbers in these are of other things than claims.
_OTHER_NUMBERS = {"remove_source", "unlink_claim", "revoke_invitation", "answer_request"}


@pytest.fixture
def swapping(debate, grow, ben, chidi, person, join):
    """Ben and Chidi, of one role, vote as far apart as one can; three others vote as well."""
    claims = grow("  + Air\n    - Electric cars\n  - Freight")
    for one in (ben, chidi):
        join(one, Role.WRITER)
    for voter in map(person, ("dora", "emil", "farah")):
        join(voter, Role.WRITER)
        for claim in claims.values():
            cast_vote(voter, claim, PLAUSIBILITY, 2, seen=1)

    def swap(high, low) -> None:
        for voter, value in ((high, 4), (low, 0)):
            for claim in claims.values():
                cast_vote(voter, claim, PLAUSIBILITY, value, seen=1)
                if claim.parent_id:
                    cast_vote(voter, claim, RELEVANCE, value, seen=1)

    swap(ben, chidi)
    return lambda: swap(chidi, ben)


def addresses(debate, claim, people) -> list[str]:
    found = []
    for route in named_routes():
        if route.name.startswith(_NOT_OF_DEBATES) or route.name in _OTHER_NUMBERS:
            continue
        known = {
            (): [{}],
            ("slug",): [{"slug": debate.slug}],
            ("slug", "pk"): [{"slug": debate.slug, "pk": claim.pk}],
            ("slug", "pk", "name"): [{"slug": debate.slug, "pk": claim.pk, "name": "con"}],
            ("pk",): [{"pk": claim.pk}],
            ("username",): [{"username": one.username} for one in people],
            ("slug", "person"): [{"slug": debate.slug, "person": one.pk} for one in people],
        }
        values = known.get(parameters_of(route), [])
        found += [reverse(route.name, kwargs=one) for one in values]
    formats = ("json", "csv", "markdown", "graphml", "argdown", "aif")
    found += [f"{reverse('export_file', args=[debate.slug])}?format={one}" for one in formats]
    found.append(f"{reverse('perspectives', args=[debate.slug])}?agree={claim.pk}")
    return found


def said(client, address: str) -> str:
    answer = client.get(address)
    streamed = getattr(answer, "streaming_content", None)
    content = b"".join(streamed) if streamed else answer.content
    return f"{answer.status_code} {_ANEW.sub('', content.decode(errors='replace'))}"


@pytest.mark.database
def test_nobody_elses_pages_tell_who_voted_what(
    debate, swapping, ada, ben, chidi, admin, person, client_of
):
    set_votes_shown(ada, debate, "always")
    air = debate.claims.get(text="Air")
    pages = addresses(debate, air, (ben, chidi))
    assert len(pages) > 50
    clients = [client_of(admin), client_of(person("gita"))]
    for client in clients:
        said(client, pages[0])
    before = [{page: said(client, page) for page in pages} for client in clients]

    swapping()

    for client, old in zip(clients, before, strict=True):
        changed = [page for page in pages if said(client, page) != old[page]]
        assert changed == []


def test_it_would_show_if_they_told(debate, swapping, ben, client_of):
    """That the comparison sees something: Ben's own pages change."""
    air, client = debate.claims.get(text="Air"), client_of(ben)
    pages = [air.get_absolute_url(), reverse("guided_vote", args=[debate.slug])]
    before = [said(client, page) for page in pages]
    swapping()
    assert all(said(client, page) != old for page, old in zip(pages, before, strict=True))


def test_the_log_the_history_and_the_admin_know_nothing_of_votes(debate, swapping, ada, ben):
    air = debate.claims.get(text="Air")
    events = Event.objects.count()
    swapping()
    assert Event.objects.count() == events
    assert Vote not in admin.site._registry
    edit_claim(ada, air, seen=1, text="Cleaner air", detail="")
    assert "vote" not in str(Event.objects.latest("pk").data)
