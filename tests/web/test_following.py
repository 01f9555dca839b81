import pytest
from django.urls import reverse

from debates.models import Claim, Follow, Seen
from debates.operations import follow, mark_seen, post_claim, set_visibility
from tests.web.pages import text_of


def following(debate) -> str:
    return reverse("follow", args=[debate.slug])


def seen_at(debate) -> str:
    return reverse("seen", args=[debate.slug])


def version_seen(person) -> int | None:
    return Seen.objects.filter(person=person).values_list("version", flat=True).first()


def test_a_form_follows_and_leads_back(debate, ben, client_of):
    client, page = client_of(ben), debate.get_absolute_url()

    answer = client.post(following(debate), {"on": "1", "next": page})

    assert answer.url == page
    assert Follow.objects.get(person=ben, claim=None).debate == debate
    assert "You follow this debate" in text_of(client.get(page))
    client.post(following(debate), {"on": "0"})
    assert not Follow.objects.filter(person=ben).exists()


def test_a_script_gets_the_button_as_it_is_now(debate, thesis, ben, client_of):
    answer = client_of(ben).post(
        following(debate), {"on": "1", "claim": thesis.pk}, headers={"HX-Request": "true"}
    )

    assert answer.status_code == 200
    assert "Following" in text_of(answer)
    assert "<html" not in text_of(answer)
    assert Follow.objects.get(person=ben).claim == thesis


def test_looking_at_the_question_changes_nothing(debate, thesis, ben, client_of):
    client = client_of(ben)

    assert "Follow this debate?" in text_of(client.get(following(debate)))
    page = text_of(client.get(following(debate), {"claim": thesis.pk}))
    assert "Follow this branch?" in page
    assert not Follow.objects.filter(person=ben).exists()

    follow(ben, debate)
    assert "Stop following this debate?" in text_of(client.get(following(debate)))


@pytest.mark.parametrize("claim", ["0", "x", "9" * 30, "²"])
def test_there_is_no_such_claim_to_follow(debate, ben, client_of, claim):
    assert client_of(ben).post(following(debate), {"claim": claim}).status_code == 404


def test_what_one_may_not_see_is_not_there(debate, ada, ben, client_of):
    set_visibility(ada, debate, "private")
    client = client_of(ben)

    assert client.post(following(debate)).status_code == 404
    assert client.post(seen_at(debate), {"version": 1}).status_code == 404
    assert client.get(following(debate)).status_code == 404


def test_a_form_leads_back_to_this_site_alone(debate, ben, client_of):
    answer = client_of(ben).post(following(debate), {"next": "https://example.org/"})
    assert answer.url == debate.get_absolute_url()


def test_visitors_sign_in_first(debate, anonymous):
    for page in [following(debate), seen_at(debate)]:
        assert anonymous.post(page).url.startswith(reverse("account_login"))


def test_a_script_is_told_nothing_and_a_form_is_led_back(debate, ben, client_of):
    client = client_of(ben)
    told = client.post(seen_at(debate), {"version": "1"}, headers={"X-Requested-With": "fetch"})

    assert told.status_code == 204
    assert version_seen(ben) == 1
    outline = reverse("outline", args=[debate.slug])
    led = client.post(
        seen_at(debate), {"version": "1"}, headers={"Referer": f"http://testserver{outline}"}
    )
    assert led.url.endswith(outline)


@pytest.mark.parametrize("version", ["", "-1", "many", "9" * 5000, "0"])
def test_what_is_no_version_is_not_seen(debate, ben, client_of, version):
    answer = client_of(ben).post(seen_at(debate), {"version": version})

    assert answer.status_code == 302
    assert version_seen(ben) is None


def test_no_page_marks_anything_by_being_looked_at(debate, thesis, ada, client_of):
    mark_seen(ada, debate, 1)
    client = client_of(ada)
    for name in ("me", "my_claims", "news", "news_count", "my_follows"):
        client.get(reverse(name))
    client.get(debate.get_absolute_url())
    assert client.get(seen_at(debate)).status_code == 405
    assert version_seen(ada) == 1


def test_what_one_follows_is_listed(debate, grow, ada, ben, client_of):
    air = grow("  + Air\n  - Freight")["Air"]
    follow(ben, debate)
    follow(ben, debate, air)

    page = client_of(ben).get(reverse("my_follows"))

    listed = [(one.debate, one.claim) for one in page.context["followed"]]
    assert listed == [(debate, air), (debate, None)]
    assert "Freight" not in text_of(page)


def test_what_one_no_longer_sees_is_not_listed(debate, thesis, ada, ben, chidi, client_of):
    air = post_claim(ada, thesis, stance="pro", text="Air")
    follow(ben, debate, air)
    follow(chidi, debate)
    Claim.objects.filter(pk=air.pk).update(state="hidden")
    assert list(client_of(ben).get(reverse("my_follows")).context["followed"]) == []

    set_visibility(ada, debate, "private")
    assert "Cars in cities" not in text_of(client_of(chidi).get(reverse("my_follows")))


def test_a_claim_leads_to_following_its_branch_alone(debate, grow, ben, client_of, anonymous):
    air = grow("  + Air")["Air"]
    address = f"{following(debate)}?claim={air.pk}"

    assert address in text_of(client_of(ben).get(air.get_absolute_url()))
    assert address not in text_of(anonymous.get(air.get_absolute_url()))
    follow(ben, debate)
    assert address not in text_of(client_of(ben).get(air.get_absolute_url())), "it is followed"
