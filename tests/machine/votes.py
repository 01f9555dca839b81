"""What the verbs about votes do to the plain world, and what they refuse."""

from tests.machine.world import Claim, No, World

Key = tuple[str, Claim, str]


def cast(world: World, actor: str, claim: Claim, question: str, value: int, seen: int) -> None:
    if not 0 <= value <= 4:
        raise No("unknown_step")
    _require(world, actor, claim, question, seen)
    _give(world, actor, claim, question, value, seen)


def confirm(world: World, actor: str, claim: Claim, question: str, seen: int) -> None:
    _require(world, actor, claim, question, None)
    if (actor, claim, question) not in world.votes:
        raise No("no_vote")
    _require(world, actor, claim, question, seen)
    value, *_ = world.votes[actor, claim, question]
    _give(world, actor, claim, question, value, seen)


def withdraw(world: World, actor: str, claim: Claim, question: str) -> bool:
    world.require(actor, "vote")
    if (actor, claim, question) not in world.votes:
        return False
    del world.votes[actor, claim, question]
    world.votes_version += 1
    return True


def _require(world: World, actor: str, claim: Claim, question: str, seen: int | None) -> None:
    world.require(actor, "vote")
    world.find(actor, claim)
    if claim.kind == "question":
        raise No("question_takes_no_vote")
    if question == "relevance" and not claim.stance:
        raise No("argues_about_nothing")
    if claim.state != "visible":
        raise No("not_standing")
    if seen is not None and not 1 <= seen <= len(claim.wordings):
        raise No("unknown_wording")


def _give(world: World, actor: str, claim: Claim, question: str, value: int, seen: int) -> None:
    given = (value, seen, claim.parent if question == "relevance" else None)
    if world.votes.get((actor, claim, question)) == given:
        return
    if actor in world.erased:
        raise No("account_closed")
    world.votes[actor, claim, question] = given
    world.votes_version += 1
