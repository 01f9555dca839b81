import pytest
from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.models import Handover, Membership, Role
from debates.web.member_forms import HEIRS_SHOWN


def page_of(debate, name: str = "handover") -> str:
    return reverse(name, args=[debate.slug])


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def offered(debate, ada, ben, join):
    operations.offer_handover(ada, debate, join(ben, Role.WRITER))
    return debate


def test_an_owner_offers_and_the_other_accepts(debate, ada, ben, join, client_of):
    join(ben, Role.EDITOR)
    owner, other = client_of(ada), client_of(ben)
    asked = {"person": ben.pk, "sure": "on"}
    answer = owner.post(page_of(debate), asked, follow=True)
    assert "Offered to ben" in answer.content.decode()
    assert "ben</b>, who has not answered" in text_of(owner, page_of(debate, "members"))
    assert "offered to you" in text_of(other, page_of(debate, "members"))
    assert "Take this debate over?" in text_of(other, page_of(debate))

    assert other.post(page_of(debate)).status_code == 422, "it takes a tick"
    assert debate.role_of(ben) == Role.EDITOR
    answer = other.post(page_of(debate), {"sure": "on"}, follow=True)
    assert answer.redirect_chain == [(page_of(debate, "debate_settings"), 302)]
    assert (debate.role_of(ada), debate.role_of(ben)) == (Role.MODERATOR, Role.OWNER)
    assert owner.get(page_of(debate)).status_code == 403


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"person": "", "sure": "on"}, "Choose a member."),
        ({"person": "0", "sure": "on"}, "only members can take a debate over"),
        ({"person": "9" * 30, "sure": "on"}, "only members can take a debate over"),
        ({"person": "x", "sure": "on"}, "only members can take a debate over"),
        ({"person": "ben"}, "Tick this if you mean it."),
    ],
)
def test_an_offer_names_a_member_and_is_meant(debate, ada, ben, join, client_of, fields, words):
    join(ben, Role.EDITOR)
    fields = {name: ben.pk if value == "ben" else value for name, value in fields.items()}
    answer = client_of(ada).post(page_of(debate), fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Handover.objects.exists()


def test_a_visitor_cannot_be_chosen(debate, ada, ben, chidi, join, client_of):
    join(chidi, Role.READER)
    answer = client_of(ada).post(page_of(debate), {"person": ben.pk, "sure": "on"})
    assert answer.status_code == 422


def test_an_owner_alone_is_told_to_bring_somebody_in(debate, ada, client_of):
    page = text_of(client_of(ada), page_of(debate))
    assert "There is nobody to hand it to yet" in page
    assert page_of(debate, "invite") in page


def test_a_member_beyond_those_listed_is_chosen_from_their_own_page(debate, ada, client_of):
    names = [f"member-{number:04}" for number in range(HEIRS_SHOWN + 1)]
    people = User.objects.bulk_create(User(username=name) for name in names)
    Membership.objects.bulk_create(
        Membership(debate=debate, user=person, role=Role.READER) for person in people
    )
    last, client = people[-1], client_of(ada)
    assert last.username not in text_of(client, page_of(debate))
    assert last.username in text_of(client, f"{page_of(debate)}?to={last.pk}")
    assert client.post(page_of(debate), {"person": last.pk, "sure": "on"}).status_code == 302


@pytest.mark.parametrize("chosen", ["x", "", "-1", "²", "9" * 40])
def test_an_odd_choice_in_the_address_is_no_error(debate, ada, client_of, chosen):
    assert client_of(ada).get(f"{page_of(debate)}?to={chosen}").status_code == 200


def test_the_owner_calls_it_off(offered, ada, ben, client_of):
    assert client_of(ada).post(page_of(offered), {"end": "1"}).status_code == 302
    assert not Handover.objects.exists()
    assert client_of(ben).post(page_of(offered), {"sure": "on"}).status_code == 403


def test_the_other_declines(offered, ada, ben, client_of):
    assert client_of(ben).post(page_of(offered), {"decline": "1"}).status_code == 302
    assert not Handover.objects.exists()
    assert offered.role_of(ada) == Role.OWNER


def test_others_do_not_hear_of_it(offered, chidi, join, client_of):
    client = client_of(join(chidi, Role.MODERATOR))
    assert client.get(page_of(offered)).status_code == 403
    assert "offered" not in text_of(client, page_of(offered, "members"))
