"""What the verbs about people and settings do to the plain world, and what they refuse."""

from tests.machine.world import (
    MODERATOR,
    NONE,
    OWNER,
    READER,
    WRITER,
    Claim,
    Invitation,
    No,
    Request,
    World,
)

GONE = "(text removed by its author)"


def describe(world: World, actor: str, title: str) -> None:
    world.require(actor, "describe")
    if title != world.title:
        world.record(actor, "described")
        world.title = title


def configure(world: World, actor: str, what: str, chosen: str) -> None:
    """``what`` is one of the settings, as its column is called."""
    world.require(actor, "configure")
    if getattr(world, what) != chosen:
        world.record(actor, f"{what.replace('_', ' ')} set")
        setattr(world, what, chosen)


# ---- members


def set_role(world: World, actor: str, person: str, role: int) -> None:
    world.require(actor, "manage")
    old = world.members.get(person)
    if OWNER in {role, old}:
        raise No("one_owner")
    _require_above(world, actor, role, old or NONE)
    if old == role:
        return
    if role > NONE and person in world.erased:
        raise No("no_account")
    world.record(actor, "role set")
    world.members[person] = role
    if role == NONE and world.offered_to == person:
        world.offered_to = ""
    world.settle(person, "admitted" if role else "declined")


def leave(world: World, actor: str) -> bool:
    world.require(actor, "read")
    held = world.members.get(actor, NONE)
    if held == NONE:
        return False
    if held == OWNER:
        raise No("owner_stays")
    world.record(actor, "left")
    del world.members[actor]
    if world.offered_to == actor:
        world.offered_to = ""
    return True


def invite(world: World, actor: str, role: int, days: int, uses: int, email: str) -> Invitation:
    if not READER <= role <= WRITER:
        raise No("unfit_role")
    if not 1 <= days <= 90:
        raise No("unfit_days")
    if not 1 <= uses <= 500:
        raise No("unfit_uses")
    world.require(actor, "manage")
    good = [one for one in world.invitations if not one.revoked and one.used < one.most]
    if email and email in {one.email for one in good}:
        raise No("invited_already")
    world.record(actor, "invited")
    world.invitations.append(Invitation(role, 1 if email else uses, email, actor))
    return world.invitations[-1]


def revoke(world: World, actor: str, invitation: Invitation) -> None:
    world.require(actor, "manage")
    if not invitation.revoked:
        world.record(actor, "invitation revoked")
        invitation.revoked = True


def join(world: World, actor: str, invitation: Invitation | None) -> None:
    """By an invitation; None is one that never was."""
    held = world.members.get(actor)
    if invitation is None or held == NONE:
        raise No("invitation_unknown")
    if held and held >= invitation.role:
        return
    if invitation.revoked:
        raise No("invitation_revoked")
    if invitation.used >= invitation.most:
        raise No("invitation_used_up")
    world.record(actor, "joined")
    invitation.used += 1
    world.members[actor] = invitation.role
    world.settle(actor, "admitted")


def ask(world: World, actor: str) -> Request:
    world.require(actor, "read")
    if actor in world.members:
        raise No("member_already")
    if world.role(actor) >= WRITER:
        raise No("may_post")
    own = [one for one in world.requests if one.person == actor and not one.gone]
    if own and own[-1].answer == "waiting":
        return own[-1]
    if own and own[-1].answer == "declined":
        raise No("asked_recently")
    world.record(actor, "asked to join")
    world.requests.append(Request(actor))
    return world.requests[-1]


def admit(world: World, actor: str, request: Request, role: int) -> None:
    world.require(actor, "manage")
    _require_above(world, actor, role)
    if role < READER:
        raise No("unfit_role")
    _find(request)
    if request.answer == "admitted" and request.person in world.members:
        return
    if request.answer != "waiting":
        raise No("answered_already")
    world.record(actor, "admitted")
    world.members[request.person] = role
    request.answer = "admitted"


def decline(world: World, actor: str, request: Request) -> None:
    world.require(actor, "manage")
    _find(request)
    if request.answer == "declined":
        return
    if request.answer != "waiting":
        raise No("answered_already")
    world.record(actor, "declined")
    request.answer = "declined"


def offer(world: World, actor: str, person: str) -> None:
    world.require(actor, "configure")
    held = world.members.get(person, NONE)
    if held == NONE:
        raise No("not_a_member")
    if held == OWNER:
        raise No("owner_already")
    if world.offered_to == person:
        return
    if world.offered_to:
        raise No("offered_already")
    world.record(actor, "handover offered")
    world.offered_to = person


def end_offer(world: World, actor: str) -> bool:
    world.require(actor, "read")
    if not world.offered_to:
        return False
    if world.offered_to != actor:
        world.require(actor, "configure")
    world.record(actor, "handover ended")
    world.offered_to = ""
    return True


def take_over(world: World, actor: str) -> None:
    world.require(actor, "read")
    if world.members.get(actor) == OWNER:
        return
    if world.offered_to != actor:
        raise No("no_offer")
    world.record(actor, "handed over")
    for person, held in world.members.items():
        if held == OWNER:
            world.members[person] = MODERATOR
    world.members[actor] = OWNER
    world.offered_to = ""


def _require_above(world: World, actor: str, *roles: int) -> None:
    if max(roles) >= world.role(actor):
        raise No("not_above_them")


def _find(request: Request) -> None:
    if request.gone:
        raise No("request_gone")


# ---- reading


def follow(world: World, actor: str, claim: Claim | None) -> bool:
    world.require(actor, "read")
    if claim:
        world.find(actor, claim)
    new = (actor, claim) not in world.follows
    world.follows.add((actor, claim))
    return new


def unfollow(world: World, actor: str, claim: Claim | None) -> bool:
    was = (actor, claim) in world.follows
    world.follows.discard((actor, claim))
    return was


def look(world: World, actor: str, version: int) -> bool:
    world.require(actor, "read")
    version = min(version, world.version)
    if version <= world.seen.get(actor, 0):
        return False
    world.seen[actor] = version
    return True


# ---- leaving for good


def erase(world: World, actor: str, person: str, *, blank: bool) -> None:
    if actor != person and actor not in world.administrators:
        raise No("not_yours")
    if world.administrators == {person}:
        raise No("last_administrator")
    _hand_on(world, actor, person)
    votes = {key: vote for key, vote in world.votes.items() if key[0] != person}
    if len(votes) < len(world.votes):
        world.votes, world.votes_version = votes, world.votes_version + 1
    if blank:
        _blank(world, actor, person)
    world.administrators.discard(person)
    world.erased.add(person)
    world.follows = {one for one in world.follows if one[0] != person}
    world.seen.pop(person, None)
    for request in world.requests:
        request.gone |= request.person == person
    for invitation in world.invitations:
        if invitation.by == person:
            invitation.email = ""


def _hand_on(world: World, actor: str, person: str) -> None:
    held = world.members.get(person)
    if person == world.offered_to:
        world.offered_to = ""
    if held is None:
        return
    if held != OWNER:
        del world.members[person]
        if held > NONE:
            world.record(actor, "left")
        return
    world.offered_to = ""
    # The highest role first, of those the longest there: the order of the dictionary.
    heirs = [one for one, role in world.members.items() if role >= WRITER and one != person]
    if heirs:
        del world.members[person]
        world.members[max(heirs, key=world.members.__getitem__)] = OWNER
        world.record(actor, "handed over")
    elif world.phase != "archived":
        world.phase = "archived"
        world.record(actor, "phase set")


def _blank(world: World, actor: str, person: str) -> None:
    own = [claim for claim in world.claims if claim.author == person]
    said = any(text != GONE for claim in own for text in claim.wordings)
    for claim in own:
        claim.wordings = [GONE] * len(claim.wordings)
        for source in claim.sources:
            if source.by == person:
                said |= source.said
                source.said, source.removed = False, True
    if said or person in world.noted:
        world.record(actor, "erased")
    world.noted.discard(person)
