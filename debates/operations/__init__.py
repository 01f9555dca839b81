"""The verbs: the only way in which a debate changes, for pages, programs, commands and imports.

Each takes the actor first, locks the debate, reads again what it decides on, asks the permission
table, applies the rules, writes, and records one Event, all in one transaction. It raises Refusal
for what cannot be done and NotAllowed for what the actor may not do.
"""

from debates.operations.challenges import concede
from debates.operations.claims import StaleEdit, edit_claim, restore_claim, withdraw_claim
from debates.operations.configuring import (
    describe_debate,
    set_base,
    set_method,
    set_phase,
    set_posting,
    set_visibility,
    set_votes_shown,
)
from debates.operations.erasing import Texts, erase_person, legacies_of
from debates.operations.following import follow, mark_all_seen, mark_seen, unfollow
from debates.operations.handing_over import accept_handover, end_handover, offer_handover
from debates.operations.inviting import (
    accept_invitation,
    invitation_behind,
    invite,
    revoke_invitation,
)
from debates.operations.joining import admit, ask_to_join, decline
from debates.operations.linking import link_claim, require_linkable, unlink_claim
from debates.operations.membership import leave_debate, set_role
from debates.operations.moving import Effect, effect_of_move, move_claim
from debates.operations.opening import open_debate
from debates.operations.placing import place_branch, place_debate
from debates.operations.posting import post_claim
from debates.operations.premises import dissolve_premises, link_premises, take_premise_out
from debates.operations.repairing import repair_tree
from debates.operations.reviewing import accept_claim, return_claim
from debates.operations.sources import NewSource, add_source, remove_source
from debates.operations.voting import cast_vote, confirm_vote, withdraw_vote

__all__ = [
    "Effect",
    "NewSource",
    "StaleEdit",
    "Texts",
    "accept_claim",
    "accept_handover",
    "accept_invitation",
    "add_source",
    "admit",
    "ask_to_join",
    "cast_vote",
    "concede",
    "confirm_vote",
    "decline",
    "describe_debate",
    "dissolve_premises",
    "edit_claim",
    "effect_of_move",
    "end_handover",
    "erase_person",
    "follow",
    "invitation_behind",
    "invite",
    "leave_debate",
    "legacies_of",
    "link_claim",
    "link_premises",
    "mark_all_seen",
    "mark_seen",
    "move_claim",
    "offer_handover",
    "open_debate",
    "place_branch",
    "place_debate",
    "post_claim",
    "remove_source",
    "repair_tree",
    "require_linkable",
    "restore_claim",
    "return_claim",
    "revoke_invitation",
    "set_base",
    "set_method",
    "set_phase",
    "set_posting",
    "set_role",
    "set_visibility",
    "set_votes_shown",
    "take_premise_out",
    "unfollow",
    "unlink_claim",
    "withdraw_claim",
    "withdraw_vote",
]
