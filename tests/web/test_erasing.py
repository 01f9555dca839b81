import pytest
from django.urls import reverse

from core.accounts.models import User
from debates.models import Claim, Phase, Role
from debates.operations import edit_claim, post_claim, set_role
from tests.web.pages import text_of

PASSWORD = "seven-crates-of-figs"
ERASE = "/me/erase/"


@pytest.fixture
def sure(client_of):
    """Somebody who has just typed their password once more."""

    def sure(person):
        person.set_password(PASSWORD)
        person.save()
        client = client_of(person)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return client

    return sure


def test_the_page_asks_for_the_password_first(ben, client_of):
    ben.set_password(PASSWORD)
    ben.save()
    client = client_of(ben)
    for answer in (client.get(ERASE), client.post(ERASE, {"texts": "keep", "username": "ben"})):
        assert answer.url.startswith(reverse("account_reauthenticate"))
    assert User.objects.get(pk=ben.pk).erased_at is None


def test_it_says_beforehand_what_happens(debate, thesis, ada, ben, chidi, sure):
    set_role(ada, debate, chidi, Role.EDITOR)
    page = text_of(sure(ada).get(ERASE))

    assert "1 claim of yours stays where it is" in page
    assert "<b>chidi</b> owns it then." in page
    assert "You wrote no claims" in text_of(sure(ben).get(ERASE))


def test_it_says_that_nobody_can_take_a_debate_over(debate, ada, sure):
    assert "nobody could take it over, so it is archived" in text_of(sure(ada).get(ERASE))


def test_with_the_name_typed_the_account_is_erased(debate, thesis, ben, sure):
    post_claim(ben, thesis, stance="pro", text="Air")
    client = sure(ben)

    answer = client.post(ERASE, {"texts": "blank", "username": "ben"}, follow=True)

    assert answer.redirect_chain == [(reverse("explore"), 302)]
    assert "Your account is erased" in text_of(answer)
    assert not answer.wsgi_request.user.is_authenticated
    assert not client.login(username="ben", password=PASSWORD)
    history = text_of(client.get(reverse("history", args=[debate.slug])))
    assert "A former participant" in history
    assert "Air" not in history


def test_with_another_name_nothing_happens(thesis, ben, sure):
    answer = sure(ben).post(ERASE, {"texts": "blank", "username": "ada"})

    assert answer.status_code == 422
    assert "This is not your user name." in text_of(answer)
    assert User.objects.get(pk=ben.pk).is_active


def test_the_only_administrator_is_told_to_make_another(admin, sure):
    answer = sure(admin).post(ERASE, {"texts": "keep", "username": "root"})

    assert answer.status_code == 422
    assert "You are the only administrator of this site." in text_of(answer)


def test_what_others_look_at_knows_no_name_any_more(debate, thesis, ada, ben, sure, anonymous):
    User.objects.filter(pk=ben.pk).update(display_name="Benedetta")
    ben.refresh_from_db()
    claim = post_claim(ben, thesis, stance="pro", text="Air")
    page = claim.get_absolute_url()
    tag = anonymous.get(page)["ETag"]

    sure(ben).post(ERASE, {"texts": "keep", "username": "ben"})

    shown = anonymous.get(page, headers={"If-None-Match": tag})
    assert shown.status_code == 200
    assert "A former participant" in text_of(shown)
    assert "Benedetta" not in text_of(shown)
    assert Claim.objects.get(pk=claim.pk).text == "Air"


def test_a_debate_nobody_can_take_over_can_still_be_read(debate, ada, sure, anonymous):
    sure(ada).post(ERASE, {"texts": "keep", "username": "ada"})

    debate.refresh_from_db()
    assert debate.phase == Phase.ARCHIVED
    assert anonymous.get(debate.get_absolute_url()).status_code == 200


def test_comparisons_that_were_kept_do_not_show_what_was_blanked(debate, thesis, ben, sure, ada):
    claim = post_claim(ben, thesis, stance="pro", text="First quixotry")
    edit_claim(ben, claim, seen=1, text="Second quixotry", detail="")
    history = reverse("claim_history", args=[debate.slug, claim.pk])
    client = sure(ben)
    assert "quixotry" in text_of(client.get(history))

    client.post(ERASE, {"texts": "blank", "username": "ben"})

    assert "quixotry" not in text_of(client.get(history))
