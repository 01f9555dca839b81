"""Invitation links in the browser: making, following, taking back; and by mail."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts.models import User
from debates import operations
from debates.models import Event, Invitation, Role

LINK = re.compile(r"http://testserver(/invitations/[\w-]{43}/)")


@pytest.fixture
def private(debate, ada):
    return operations.set_visibility(ada, debate, "private")


@pytest.fixture
def link(private, ada) -> str:
    _, token = operations.invite(ada, private, role=Role.WRITER, days=7, uses=12)
    return reverse("invitation", args=[token])


def page_of(debate, name: str, *more) -> str:
    return reverse(name, args=[debate.slug, *more])


def make(client, debate, **fields):
    asked = {"role": Role.WRITER, "uses": 12, "days": 14, "label": "Class 10b"} | fields
    return client.post(page_of(debate, "invite"), asked)


# ---- making one


def test_a_teacher_brings_a_class_in_with_one_link(private, ada, client_of):
    page = make(client_of(ada), private).content.decode()
    (link,) = set(LINK.findall(page))
    assert "up to 12 people" in page

    for number in range(12):
        pupil = User.objects.create(username=f"pupil-{number}")
        client = client_of(pupil)
        assert private.title in client.get(link).content.decode()
        assert client.post(link).url == private.get_absolute_url()
        assert client.get(private.get_absolute_url()).status_code == 200

    assert private.memberships.filter(role=Role.WRITER).count() == 12
    members = client_of(ada).get(page_of(private, "members")).content.decode()
    assert "Class 10b" in members
    assert link not in members
    late = client_of(User.objects.create(username="late")).post(link)
    assert late.status_code == 404
    assert "as many people as it was made for" in late.content.decode()


def test_the_link_is_shown_once_and_not_kept_by_the_browser(private, ada, client_of):
    answer = make(client_of(ada), private)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    kept = str(list(Invitation.objects.values())) + str(list(Event.objects.values()))
    token = LINK.search(answer.content.decode())[1].split("/")[2]
    assert token not in kept


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"uses": 0}, "greater than or equal to 1"),
        ({"uses": 501}, "less than or equal to 500"),
        ({"uses": "many"}, "Write a number."),
        ({"days": 1000}, "not one of the available choices"),
        ({"role": Role.EDITOR}, "Choose one of these."),
        ({"role": ""}, "Choose one of these."),
        ({"label": "x" * 81}, "at most 80"),
    ],
)
def test_what_does_not_fit_is_given_back(private, ada, client_of, wrong, words):
    answer = make(client_of(ada), private, **wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Invitation.objects.exists()


# ---- following one


def test_a_visitor_sees_what_it_is_and_finds_the_way_back(link, private, anonymous):
    answer = anonymous.get(link)
    page = answer.content.decode()
    for words in ("Cars in cities", "ada invites you", "a writer", "Sign in", "Create an account"):
        assert words in page
    way_back = link.replace("/", "%2F")
    assert f"{reverse('account_login')}?next={way_back}" in page
    assert f"{reverse('account_signup')}?next={way_back}" in page
    assert "Join the debate" not in page
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_looking_changes_nothing(link, private, ben, client_of, anonymous):
    private.refresh_from_db()
    version = private.version
    for client in (anonymous, client_of(ben)):
        for method in (client.get, client.head):
            assert method(link).status_code == 200
    private.refresh_from_db()
    assert private.version == version
    assert Invitation.objects.get().uses == 0
    assert not private.memberships.filter(user=ben).exists()


def test_who_is_signed_out_on_the_way_is_led_back_and_leaves_no_trace(link, anonymous):
    assert anonymous.post(link).url == f"{reverse('account_login')}?next={link}"
    assert not any("invitations" in str(one.get_decoded()) for one in Session.objects.all())


def test_accepting_needs_the_form(link, ben):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben)
    assert client.post(link).status_code == 403
    assert Invitation.objects.get().uses == 0


@pytest.mark.parametrize("phase", ["draft", "open", "closed"])
def test_it_lets_into_drafts_and_private_debates(private, ada, ben, link, client_of, phase):
    operations.set_phase(ada, private, phase)
    client = client_of(ben)
    assert client.get(private.get_absolute_url()).status_code == 404
    answer = client.post(link, follow=True)
    assert answer.redirect_chain == [(private.get_absolute_url(), 302)]
    assert "You are a writer of this debate." in answer.content.decode()


@pytest.mark.parametrize("role", [Role.WRITER, Role.EDITOR, Role.OWNER])
def test_who_is_in_is_led_to_the_debate(link, private, ada, ben, join, client_of, role):
    client = client_of(ada if role == Role.OWNER else join(ben, role))
    page = client.get(link).content.decode()
    assert "You are in already" in page
    assert private.get_absolute_url() in page
    assert client.post(link).url == private.get_absolute_url()
    assert Invitation.objects.get().uses == 0


def test_a_reader_is_told_what_they_become(link, ben, join, client_of):
    page = client_of(join(ben, Role.READER)).get(link).content.decode()
    assert "You are a reader now" in page


# ---- those that let nobody in


ENDS = {
    "expired": {"expires_at": timezone.now() - timedelta(days=1)},
    "used up": {"uses": 12},
    "revoked": {"revoked_at": timezone.now()},
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_what_has_ended_says_so_and_names_no_debate(link, private, ben, client_of, anonymous, end):
    Invitation.objects.update(**end)
    for client in (anonymous, client_of(ben)):
        answer = client.get(link)
        page = answer.content.decode()
        assert answer.status_code == 404
        assert "Ask whoever sent it to you" in page
        assert "Cars in cities" not in page
        assert "ada" not in page
    assert client_of(ben).post(link).status_code == 404
    assert not private.memberships.filter(user=ben).exists()


def test_a_guess_and_a_removed_member_with_the_real_one_read_the_same(
    link, private, ada, ben, client_of
):
    client = client_of(ben)
    client.post(link, follow=True)
    operations.set_role(ada, private, ben, Role.NONE)
    guess = reverse("invitation", args=["x" * 43])

    pages = [client.get(guess), client.get(link), client.post(guess), client.post(link)]
    assert {page.status_code for page in pages} == {404}
    token = link.split("/")[2]
    texts = {
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
        .replace(token, "TOKEN")
        .replace("x" * 43, "TOKEN")
        for page in pages[:2]
    }
    assert len(texts) == 1
    assert client.get(private.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("token", ["x", "%00", "..", "é" * 200, "a" * 5000])
def test_odd_tokens_are_no_errors(db, anonymous, token):
    assert anonymous.get(f"/invitations/{token}/").status_code == 404


# ---- taking one back


def test_an_invitation_is_taken_back(link, private, ada, ben, client_of):
    invitation = Invitation.objects.get()
    address = page_of(private, "revoke_invitation", invitation.pk)
    assert "Take it back" in client_of(ada).get(address).content.decode()
    invitation.refresh_from_db()
    assert invitation.revoked_at is None

    assert client_of(ada).post(address).url == page_of(private, "members")
    assert client_of(ben).post(link).status_code == 404
    page = client_of(ada).get(page_of(private, "members")).content.decode()
    assert "taken back on" in page


def test_those_of_another_debate_are_not_there(link, private, ada, ben, client_of):
    other = operations.open_debate(ben, title="Trams", theses=["More trams"])
    address = page_of(other, "revoke_invitation", Invitation.objects.get().pk)
    assert client_of(ben).post(address).status_code == 404
    assert Invitation.objects.get().revoked_at is None


# ---- by mail


def mail_to(client, debate, who: str, role: int = Role.WRITER):
    return client.post(page_of(debate, "add_member"), {"who": who, "role": role}, follow=True)


def test_an_address_gets_an_invitation_that_lets_one_in(private, ada, ben, chidi, client_of):
    mail_to(client_of(ada), private, "dora@example.org")

    (sent,) = mail.outbox
    assert sent.to == ["dora@example.org"]
    assert sent.subject == "ada invites you to “Cars in cities”"
    assert "as a writer" in sent.body
    link = LINK.search(sent.body)[1]
    assert client_of(ben).post(link).status_code == 302
    assert client_of(chidi).post(link).status_code == 404


def test_the_page_says_the_same_whether_somebody_has_the_address(private, ada, ben, client_of):
    pages = set()
    for address in ("ben@example.org", "who@example.org"):
        answer = mail_to(client_of(ada), private, address)
        (said,) = answer.context["messages"]
        pages.add(str(said).replace(address, "ADDRESS"))
    assert pages == {"An invitation is on its way to ADDRESS."}
    assert not private.memberships.filter(user=ben).exists()
    assert [len(one.body) for one in mail.outbox] == [len(mail.outbox[0].body)] * 2


def test_by_mail_nobody_becomes_an_editor(private, ada, client_of):
    answer = mail_to(client_of(ada), private, "dora@example.org", Role.EDITOR)
    assert answer.status_code == 422
    assert "a writer at most" in answer.content.decode()
    assert not mail.outbox


def test_an_address_is_not_mailed_twice(private, ada, client_of):
    mail_to(client_of(ada), private, "dora@example.org")
    answer = mail_to(client_of(ada), private, "dora@example.org")
    assert answer.status_code == 422
    assert "still good" in answer.content.decode()
    assert len(mail.outbox) == 1


def test_an_invitation_shows_its_name_and_its_address(private, ada, client_of):
    operations.invite(
        ada, private, role=Role.READER, days=7, label="Our guest", email="guest@example.org"
    )
    page = client_of(ada).get(page_of(private, "members")).content.decode()
    assert "<b>Our guest</b>" in page
    assert "guest@example.org</span>" in page


def test_where_mail_cannot_be_sent_the_link_is_shown(private, ada, client_of, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("debates.web.mailing.send_mail", fail)
    page = mail_to(client_of(ada), private, "dora@example.org").content.decode()
    assert "The mail could not be sent" in page
    assert LINK.search(page)


def test_a_title_cannot_write_into_the_head_of_the_mail(private, ada, client_of):
    operations.describe_debate(ada, private, title="Cars\nBcc: x@example.org <b>", background="")
    mail_to(client_of(ada), private, "dora@example.org")
    (sent,) = mail.outbox
    assert sent.subject == "ada invites you to “Cars Bcc: x@example.org <b>”"
    assert sent.recipients() == ["dora@example.org"]
