import pytest
from django.urls import reverse

from debates import operations
from debates.models import Role

FOR_THE_OWNER = ["visibility", "posting", "phase", "method", "base", "votes_shown"]


def settings_of(debate) -> str:
    return reverse("debate_settings", args=[debate.slug])


def forms_on(client, debate) -> list[str]:
    page = client.get(settings_of(debate))
    return list(page.context["changes"])


def test_an_owner_changes_everything_an_editor_describes(debate, ada, ben, client_of, join):
    join(ben, Role.EDITOR)

    everything = ["description", *FOR_THE_OWNER]
    assert forms_on(client_of(ada), debate) == everything
    assert forms_on(client_of(ben), debate) == ["description"]


def test_others_are_told_that_it_is_not_theirs(debate, ben, client_of):
    answer = client_of(ben).get(settings_of(debate))

    assert answer.status_code == 403
    assert "You may not change its settings here." in answer.content.decode()


def test_what_one_may_not_see_does_not_exist(debate, ada, ben, client_of):
    operations.set_visibility(ada, debate, "private")

    assert client_of(ben).get(settings_of(debate)).status_code == 404


def test_a_visitor_signs_in_first(debate, anonymous):
    address = settings_of(debate)

    assert anonymous.get(address).url == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ("description", {"title": "Cars", "background": "*New*"}),
        ("posting", {"posting": "members"}),
        ("phase", {"phase": "closed"}),
        ("visibility", {"visibility": "private"}),
        ("method", {"method": "df-quad"}),
        ("base", {"base": "neutral"}),
        ("votes_shown", {"votes_shown": "never"}),
    ],
)
def test_each_form_changes_its_own_thing(debate, ada, client_of, change, fields):
    before = debate.version

    answer = client_of(ada).post(settings_of(debate), {"change": change, **fields}, follow=True)

    debate.refresh_from_db()
    assert answer.redirect_chain == [(settings_of(debate), 302)]
    assert {field: getattr(debate, field) for field in fields} == fields
    assert debate.version == before + 1
    assert "saved" in answer.content.decode()


def test_becoming_unlisted_leads_to_the_new_address(debate, ada, client_of):
    old = settings_of(debate)

    fields = {"change": "visibility", "visibility": "unlisted"}
    answer = client_of(ada).post(old, fields, follow=True)

    debate.refresh_from_db()
    assert answer.redirect_chain == [(settings_of(debate), 302)]
    assert settings_of(debate) != old
    assert "It has a new address" in answer.content.decode()


def test_an_editor_cannot_configure_by_posting_it(debate, ben, client_of, join):
    join(ben, Role.EDITOR)

    answer = client_of(ben).post(settings_of(debate), {"change": "phase", "phase": "closed"})

    debate.refresh_from_db()
    assert answer.status_code == 403
    assert debate.phase == "open"


def test_a_title_that_says_nothing_is_given_back(debate, ada, client_of):
    fields = {"change": "description", "title": " ", "background": "An hour"}

    answer = client_of(ada).post(settings_of(debate), fields)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The title is empty." in page
    assert "An hour</textarea>" in page
    debate.refresh_from_db()
    assert debate.title == "Cars in cities"


@pytest.mark.parametrize("change", ["", "owner"])
def test_a_form_that_names_no_change_is_refused(debate, ada, client_of, change):
    assert client_of(ada).post(settings_of(debate), {"change": change}).status_code == 400


def test_a_closed_debate_can_be_opened_again_but_not_described(debate, ada, client_of):
    operations.set_phase(ada, debate, "closed")
    client = client_of(ada)

    assert forms_on(client, debate) == FOR_THE_OWNER
    fields = {"change": "description", "title": "New", "background": ""}
    assert client.post(settings_of(debate), fields).status_code == 403
    client.post(settings_of(debate), {"change": "phase", "phase": "open"})
    assert forms_on(client, debate)[0] == "description"
