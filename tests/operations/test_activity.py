"""All who read a debate see when it was last active: what only some may hear of leaves no trace."""

import pytest

from debates.models import Posting, Role
from debates.operations import (
    accept_claim,
    admit,
    ask_to_join,
    edit_claim,
    end_handover,
    invite,
    offer_handover,
    post_claim,
    return_claim,
    revoke_invitation,
    set_posting,
    set_role,
)


@pytest.fixture
def active(debate):
    """When the debate was last active, as its row has it now."""

    def now():
        debate.refresh_from_db()
        return debate.active_at

    return now


def test_what_is_written_and_decided_is_activity(debate, thesis, active, ada, ben):
    times = [active()]
    for verb in (
        lambda: post_claim(ben, thesis, stance="pro", text="Air"),
        lambda: set_posting(ada, debate, Posting.SUGGESTIONS),
        lambda: set_role(ada, debate, ben, Role.WRITER),
    ):
        verb()
        times.append(active())
    assert times == sorted(set(times))


def test_suggestions_are_activity_once_they_are_accepted(debate, thesis, active, ada, ben):
    set_posting(ada, debate, Posting.SUGGESTIONS)
    before = active()
    claim = post_claim(ben, thesis, stance="pro", text="Air")
    return_claim(ada, claim, note="Say whose air.")
    edit_claim(ben, claim, text="The air of the town", detail="", seen=1)
    assert active() == before
    accept_claim(ada, claim)
    assert active() > before


def test_what_passes_at_the_door_is_no_activity(debate, active, ada, ben, chidi, join):
    join(chidi, Role.EDITOR)
    set_posting(ada, debate, Posting.MEMBERS)
    before = active()
    request = ask_to_join(ben, debate)
    invitation, _ = invite(ada, debate, role=Role.WRITER, days=7)
    revoke_invitation(ada, invitation)
    offer_handover(ada, debate, chidi)
    end_handover(ada, debate)
    assert active() == before
    admit(ada, request, Role.READER)
    assert active() > before
