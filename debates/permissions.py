"""Who may do what: one table, asked by pages for their buttons and by verbs under the lock."""

from enum import StrEnum

from debates.argument.words import IN_REVIEW
from debates.errors import NotAllowed
from debates.models import Claim, Phase, Role


class Action(StrEnum):
    READ = "read it"
    VOTE = "vote on claims"
    SUGGEST = "suggest claims"
    POST = "post claims"
    PLACE = "bring in several claims at once"
    ADD_SOURCE = "add sources"
    REMOVE_SOURCE = "remove this source"
    ACCEPT = "accept suggestions"
    RETURN = "return this suggestion"
    EDIT = "edit this claim"
    AMEND = "edit this suggestion"
    WITHDRAW = "withdraw this claim"
    RESTORE = "restore this claim"
    MOVE = "move claims"
    CONCEDE = "concede this challenge"
    LINK = "link this claim to another one"
    UNLINK = "take off this link"
    LINK_PREMISES = "link these premises or take them apart"
    DESCRIBE = "describe the debate"
    MANAGE = "manage its members"
    CONFIGURE = "change its settings"


LEAST_ROLE = {
    Action.READ: Role.READER,
    Action.VOTE: Role.READER,
    Action.SUGGEST: Role.SUGGESTER,
    Action.POST: Role.WRITER,
    Action.PLACE: Role.WRITER,
    Action.ADD_SOURCE: Role.WRITER,
    Action.REMOVE_SOURCE: Role.EDITOR,
    Action.ACCEPT: Role.EDITOR,
    Action.RETURN: Role.EDITOR,
    Action.EDIT: Role.EDITOR,
    Action.AMEND: Role.EDITOR,
    Action.MOVE: Role.EDITOR,
    Action.CONCEDE: Role.EDITOR,
    Action.LINK: Role.EDITOR,
    Action.UNLINK: Role.EDITOR,
    Action.LINK_PREMISES: Role.EDITOR,
    Action.DESCRIBE: Role.EDITOR,
    Action.WITHDRAW: Role.MODERATOR,
    Action.RESTORE: Role.MODERATOR,
    Action.MANAGE: Role.MODERATOR,
    Action.CONFIGURE: Role.OWNER,
}
# What one may do with one's own claim; with a challenge to it: concede; with one's own source or
# link; with premises that are all one's own.
OWN_LEAST_ROLE = {
    Action.EDIT: Role.WRITER,
    Action.AMEND: Role.SUGGESTER,
    Action.WITHDRAW: Role.SUGGESTER,
    Action.RESTORE: Role.SUGGESTER,
    Action.CONCEDE: Role.SUGGESTER,
    Action.RETURN: Role.SUGGESTER,
    Action.LINK: Role.WRITER,
    Action.UNLINK: Role.WRITER,
    Action.LINK_PREMISES: Role.WRITER,
    Action.REMOVE_SOURCE: Role.SUGGESTER,
}
READ_ONLY = {Phase.CLOSED, Phase.ARCHIVED}
ALWAYS = {Action.READ, Action.MANAGE, Action.CONFIGURE}


def may(role: Role, action: Action, phase: str, *, own: bool = False) -> bool:
    """Whether the role allows the action in this phase.

    ``own`` says that what the action is about is the person's: the claim, the source, or for
    CONCEDE the claim that is challenged.
    """
    if phase in READ_ONLY and action not in ALWAYS:
        return False
    least = LEAST_ROLE[action]
    if own:
        least = min(least, OWN_LEAST_ROLE.get(action, least))
    return role >= least


def require(role: Role, action: Action, phase: str, *, own: bool = False) -> None:
    """Raise NotAllowed with the reason unless ``may``."""
    if may(role, action, phase, own=own):
        return
    if phase in READ_ONLY and action not in ALWAYS:
        raise NotAllowed("debate_is_read_only", f"This debate is {phase}: it is for reading only.")
    raise NotAllowed(
        "not_allowed", f"You may not {action} here. The debate's owner can give you the right to."
    )


def editing(claim: Claim) -> Action:
    """What editing this claim is: what waits for review is amended, what stands is edited.

    Who may only suggest must not get past the review by editing what has passed it.
    """
    return Action.AMEND if claim.state in IN_REVIEW else Action.EDIT
