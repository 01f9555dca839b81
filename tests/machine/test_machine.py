"""10,000 steps of everything that can be done, against plain Python: see ``machine``.

More of them, and others each night: MACHINE_STEPS=200000 ./run test tests/machine. What fails is
found again with the seed that it names: MACHINE_SEED=17; with MACHINE_SHRINK=1 it is made short.
"""

import os
import time

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.gathering import Everything
from tests.machine.machine import done, refused
from tests.machine.world import MAX_DEPTH

PARTS = 4
NIGHTLY = "MACHINE_STEPS" in os.environ
# PostgreSQL, which takes twice the time, gets fewer where nobody asks for more.
STEPS = 10_000 if connection.vendor == "sqlite" else 2_500
STEPS = int(os.environ.get("MACHINE_STEPS", STEPS))
SEED = int(os.environ.get("MACHINE_SEED", time.time() // 86_400 if NIGHTLY else 1))
PHASES = [Phase.generate, *([Phase.shrink] if "MACHINE_SHRINK" in os.environ else [])]
STEPS_OF_ONE = 100
# So many of the verbs and refusals may be missing in a part, by chance.
MISSING = 0 if STEPS >= 100_000 else 6

VERBS = {
    *("post", "post again", "edit", "withdraw", "restore", "accept", "give back", "move"),
    *("place branch", "link premises", "take premise out", "dissolve premises"),
    *("concede", "link", "unlink", "add source", "remove source", "describe", "set visibility"),
    *("set posting", "set phase", "repair", "set role", "leave", "invite", "revoke", "join", "ask"),
    *("admit", "decline", "offer", "take over", "end offer", "follow", "unfollow", "look", "erase"),
    *("vote", "confirm a vote", "take a vote back", "set method", "set base", "set votes_shown"),
}
# Those that are met seldom are left to the tests of each verb.
REFUSALS = {
    *("not_allowed", "debate_is_read_only", "claim_gone", "account_closed", "stale_edit"),
    *("parent_withdrawn", "parent_not_visible", "own_branch", "root_stays", "too_deep", "circle"),
    *("not_standing", "not_a_challenge", "not_its_challenge", "linked_already", "one_owner"),
    *("both_stances", "different_aims", "too_few_premises"),
    *("unknown_wording", "unknown_step"),
    *("not_above_them", "owner_stays", "not_a_member", "with_its_author", "invitation_unknown"),
}


@pytest.mark.django_db
@pytest.mark.timeout(0 if NIGHTLY else 120)
@pytest.mark.parametrize("part", range(PARTS))
def test_the_verbs_do_what_the_plain_world_says(part, settings):
    settings.MAX_DEPTH = MAX_DEPTH
    done.clear()
    refused.clear()
    start = SEED * 1_000_000 + part
    while done["steps"] < STEPS / PARTS:
        start += PARTS
        run(start, STEPS / PARTS - done["steps"])

    assert done["steps"] >= STEPS / PARTS
    assert sum(done.values()) > done["steps"] * 1.4, "most of it is refused"
    if STEPS >= 10_000:
        assert len(VERBS - set(done)) <= MISSING, VERBS - set(done)
        assert len(REFUSALS - set(refused)) <= MISSING, REFUSALS - set(refused)


def run(start: int, steps: float) -> None:
    """Some examples; they may turn out to have fewer steps than they were allowed."""
    chosen = settings(
        max_examples=min(500, max(2, round(steps / STEPS_OF_ONE))),
        stateful_step_count=STEPS_OF_ONE,
        derandomize=False,
        database=None,
        deadline=None,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )

    @seed(start)
    class Seeded(Everything):
        pass

    try:
        run_state_machine_as_test(Seeded, settings=chosen)
    except BaseException as failure:
        failure.add_note(f"MACHINE_SEED={SEED}")
        raise
