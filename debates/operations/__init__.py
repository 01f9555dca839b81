"""The verbs: the only way in which a debate changes, for pages, programs, commands and imports.

Each takes the actor first, locks the debate, reads again what it decides on, asks the permission
table, applies the rules, writes, and records one Event, all in one transaction. It raises Refusal
for what cannot be done and NotAllowed for what the actor may not do.
"""

from debates.operations.challenges import concede
from debates.operations.claims import StaleEdit, edit_claim, restore_claim, withdraw_claim
from debates.operations.configuring import (
    describe_debate,
    set_phase,
    set_posting,
    set_visibility,
)
from debates.operations.membership import set_role
from debates.operations.moving import effect_of_move, move_claim
from debates.operations.opening import open_debate
from debates.operations.placing import place_debate
from debates.operations.posting import post_claim
from debates.operations.repairing import repair_tree
from debates.operations.reviewing import accept_claim
from debates.operations.sources import NewSource, add_source, remove_source

__all__ = [
    "NewSource",
    "StaleEdit",
    "accept_claim",
    "add_source",
    "concede",
    "describe_debate",
    "edit_claim",
    "effect_of_move",
    "move_claim",
    "open_debate",
    "place_debate",
    "post_claim",
    "remove_source",
    "repair_tree",
    "restore_claim",
    "set_phase",
    "set_posting",
    "set_role",
    "set_visibility",
    "withdraw_claim",
]
