from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.test import Client

from core.accounts.models import User
from debates.argument.counts import tally_of
from debates.argument.words import Aim, State
from debates.formats import native
from debates.management.commands.demo import DEBATES, FIXTURES, LIVELY, PASSWORD, PEOPLE
from debates.management.polling import STANDPOINTS
from debates.models import Claim, Debate, Posting, Role, Vote, soundness
from debates.models.kept import tallies_of
from debates.models.votes import votes_of
from debates.reasoning.perspectives import disagreement


@pytest.fixture
def demo(db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """Without the votes, which take longer than all else."""
    monkeypatch.setattr("debates.management.commands.demo.vote_all", lambda *_: None)
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_its_people_vote_and_disagree(db: None) -> None:
    call_command("demo", stdout=StringIO())
    for debate in Debate.objects.all():
        votes = votes_of(debate)
        assert len(votes.roles) == len(STANDPOINTS)
        apart = [disagreement(list(cast.values())) for cast in votes.plausible.values()]
        assert max(apart) > 0.6
        assert votes.relevant
    assert Vote.objects.to_confirm().exists(), "there is something to confirm"
    assert not Vote.objects.filter(person__username="gita").exists()


def test_it_fills_an_empty_site_with_sound_debates_that_everyone_can_read(demo: str) -> None:
    debates = Debate.objects.listed_for(AnonymousUser()).order_by("-active_at")
    assert [debate.slug.split("-")[1] for debate in debates] == [
        "bilateralism",
        "cities",
        "should",
        "our",
    ]
    for debate in debates:
        assert soundness.problems(debate) == []


def test_nothing_of_a_fixture_is_lost_on_its_way_in(demo: str) -> None:
    for name in DEBATES.keys() - {LIVELY}:
        written = native.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
        debate = Debate.objects.get(title=written.title)
        read = debate.claims.as_argument()

        assert [(step.depth, step.node.text) for step in read.walk()] == [
            (step.depth, step.node.text) for step in written.walk()
        ]
        assert list(read.kinds.values()) == list(written.kinds.values())
        assert [reply.aim for reply in read.replies] == [reply.aim for reply in written.replies]
        assert tallies_of([debate])[debate.pk] == tally_of(written)
        assert debate.links.count() == len(written.links)
        told = sum(len(node.sources) for node in written.nodes.values())
        assert sum(claim.sources.count() for claim in debate.claims.all()) == told


def test_bilateralism_is_there_at_full_strength(demo: str) -> None:
    claims = Claim.objects.filter(debate__slug__contains="bilateralism")
    assert claims.count() >= 45
    assert not claims.filter(kind__in=["critique", "rebuttal"], aim="").exists()
    assert not claims.filter(kind="claim", scheme="").exists()
    assert claims.filter(sources__locator__contains="Efficiency versus breadth").exists()


def test_the_debate_to_learn_the_aims_with_has_each_of_them(demo: str) -> None:
    aims = Claim.objects.filter(debate__slug__contains="price-road").values_list("aim", flat=True)
    assert set(aims) - {""} == set(Aim)
    withdrawn = Claim.objects.filter(state=State.WITHDRAWN.value)
    assert withdrawn.exists(), "one that shows what withdrawing looks like"


def test_it_tells_how_to_sign_in_as_somebody_of_each_role(demo: str, client: Client) -> None:
    debate = Debate.objects.filter(posting=Posting.SUGGESTIONS.value).first()
    assert PASSWORD in demo
    for name, (display_name, role) in PEOPLE.items():
        assert display_name in demo
        person = User.objects.get(username=name)
        # A reader may do here what every visitor may.
        assert debate.role_of(person) == max(role, Role.SUGGESTER)
    form = {"login": "ada", "password": PASSWORD}
    assert client.post("/accounts/login/", form).status_code == 302
    assert not EmailAddress.objects.filter(verified=False).exists(), "as two-factor sign-in asks"


def test_one_debate_is_in_the_middle_of_its_life(demo: str) -> None:
    debate = Debate.objects.get(title="Should our school day start later?")
    states = debate.claims.values_list("state", flat=True)
    assert {State.PENDING.value, State.RETURNED.value} <= set(states)
    assert debate.claims.exclude(met_at=None).count() == 1
    assert debate.claims.exclude(conceded_at=None).count() == 1
    assert debate.claims.exclude(critical_question="").exists()
    assert debate.links.exists()
    assert debate.join_requests.get().person.username == "gita"


def test_it_refuses_a_site_that_is_in_use(debate: Debate) -> None:
    with pytest.raises(CommandError, match="fills an empty site"):
        call_command("demo")
    call_command("demo", "--if-empty")
    assert Debate.objects.count() == 1


def test_it_refuses_in_production(db: None, settings: object) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not in production"):
        call_command("demo", "--if-empty")
    assert not User.objects.exists()
