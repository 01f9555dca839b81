"""The site talks to nobody: with every way out shut, its pages are as they are."""

import socket
from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from debates.models import Claim

PAGES = ("explore", "guide", "schemes", "search", "new_debate", "me", "news", "my_data", "profile")
OF_THE_DEBATE = ("debate", "outline", "history", "challenges", "members", "debate_settings")


@pytest.fixture
def shut_in(db: None, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Whoever connects, or asks for an address, further than this machine is noted and refused."""
    tried: list[Any] = []

    def refuse(address: Any) -> None:
        tried.append(address)
        raise AssertionError(f"The site wanted to reach {address}")

    def connect(self: socket.socket, address: Any) -> Any:
        if self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "::1", "localhost"):
            return connects(self, address)
        return refuse(address)

    def looked_up(host: Any, *more: Any, **named: Any) -> Any:
        return (
            looks_up(host, *more, **named) if host in ("localhost", "127.0.0.1") else refuse(host)
        )

    connects, looks_up = socket.socket.connect, socket.getaddrinfo
    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    return tried


def test_reading_writing_and_signing_up_call_nobody(
    shut_in: list[Any], debate: Any, thesis: Any, ada: Any, client_of: Any, anonymous: Any
) -> None:
    client = client_of(ada)
    for name in PAGES:
        assert client.get(reverse(name)).status_code == 200, name
    for name in OF_THE_DEBATE:
        assert client.get(reverse(name, args=[debate.slug])).status_code == 200, name

    reply = reverse("reply", args=[debate.slug, thesis.pk, "pro"])
    posted = client.post(
        reply, {"text": "See https://example.org/ for more", "key": str(uuid4())}, follow=True
    )
    assert posted.status_code == 200
    assert Claim.objects.filter(parent=thesis).count() == 1

    anonymous.post(
        reverse("account_signup"),
        {
            "username": "hana",
            "email": "hana@example.org",
            "password1": "nine lives of a cat",
            "password2": "nine lives of a cat",
        },
    )
    assert get_user(anonymous).username == "hana"
    assert shut_in == []


def test_what_shuts_in_would_notice(shut_in: list[Any]) -> None:
    with pytest.raises(AssertionError, match="wanted to reach"):
        socket.getaddrinfo("example.org", 80)
    with closing(socket.socket()) as one, pytest.raises(AssertionError, match="wanted to reach"):
        one.connect(("192.0.2.1", 80))
    assert shut_in == ["example.org", ("192.0.2.1", 80)]
