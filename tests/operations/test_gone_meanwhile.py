"""Who left the site meanwhile: nothing lets them in, and nothing of theirs is answered."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from debates.argument.map import ArgumentMap, Node, Reply
from debates.argument.words import Stance
from debates.models import Role
from debates.operations import (
    admit,
    ask_to_join,
    decline,
    erase_person,
    place_debate,
    set_posting,
)
from tests.maps import linked
from tests.operations.records import refused


def test_all_devices_of_who_left_are_signed_out_and_nobody_elses(ada, ben, client_of):
    keys = {}
    for person in (ada, ben):
        keys[person] = client_of(person).session.session_key
        UserSession.objects.create(user=person, session_key=keys[person], ip="127.0.0.1")

    erase_person(ben, ben, texts="keep")

    assert list(Session.objects.values_list("session_key", flat=True)) == [keys[ada]]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [keys[ada]]


@pytest.mark.parametrize("answer", [lambda who, r: admit(who, r, Role.WRITER), decline])
def test_the_request_of_who_left_is_gone(debate, ada, ben, answer):
    set_posting(ada, debate, "members")
    request = ask_to_join(ben, debate)
    erase_person(ben, ben, texts="keep")

    with refused("request_gone"):
        answer(ada, request)


def test_a_map_with_a_link_to_its_question_does_not_come_in(ada):
    nodes = {key: Node(key, key) for key in ("Which way?", "Rail", "It is quick")}
    replies = (Reply("Rail", "Which way?", None), Reply("It is quick", "Rail", Stance.PRO))
    argument = ArgumentMap("Which way?", nodes, replies, title="Ways", asks=True)

    with refused("question_takes_theses"):
        place_debate(ada, linked(argument, "It is quick", "Which way?", Stance.PRO))
