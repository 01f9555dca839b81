"""What the verbs about claims do to the plain world, and what they refuse."""

from tests.machine.world import MAX_DEPTH, Claim, Link, No, Source, World

# Two schemes of the catalogue, each with a critical question of it.
SCHEMES = {"expert_opinion": "expert_opinion.field", "analogy": "analogy.differences"}


def post(
    world: World,
    actor: str,
    parent: Claim,
    text: str,
    stance: str,
    aim: str = "",
    scheme: str = "",
    question: str = "",
) -> Claim:
    world.require(actor, "suggest")
    world.find(actor, parent)
    _check_stance(parent, stance)
    _check_answerable(parent)
    if parent.depth + 1 > MAX_DEPTH:
        raise No("too_deep")
    _check_aim(aim, stance, parent)
    _check_scheme(scheme, stance)
    if question and SCHEMES.get(parent.scheme) != question:
        raise No("question_of_another_scheme")
    world.record(actor, "posted")
    claim = Claim(parent, stance, actor, [text], aim=aim, scheme=scheme, question=question)
    claim.state = "visible" if world.may(actor, "post") else "pending"
    parent.replies.append(claim)
    world.claims.append(claim)
    return claim


def place(world: World, actor: str, parent: Claim, texts: list[str], stance: str) -> list[Claim]:
    """A chain: what opposes the parent or supports it, and below it what opposes that."""
    world.require(actor, "post")
    world.find(actor, parent)
    _check_answerable(parent)
    if parent.depth + len(texts) > MAX_DEPTH:
        raise No("too_deep")
    _check_stance(parent, stance)
    world.record(actor, "branch placed")
    made = []
    for text in texts:
        parent = Claim(parent, "con" if made else stance, actor, [text])
        parent.parent.replies.append(parent)
        world.claims.append(parent)
        made.append(parent)
    return made


def edit(
    world: World,
    actor: str,
    claim: Claim,
    text: str,
    *,
    seen: int,
    note: str = "",
    aim: str | None = None,
    scheme: str | None = None,
    answering: Claim | None = None,
) -> None:
    world.find(actor, claim)
    own = claim.author == actor
    world.require(actor, "amend" if claim.state in {"pending", "returned"} else "edit", own=own)
    if claim.state == "returned" and not own:
        raise No("with_its_author")
    if seen != len(claim.wordings):
        raise No("stale_edit")
    _check_aim(aim or "", claim.stance, claim.parent)
    _check_scheme(scheme or "", claim.stance)
    _check_answered(world, actor, claim, answering)
    changed = text != claim.wordings[-1]
    if answering and not changed:
        raise No("nothing_amended")
    new = (claim.aim if aim is None else aim, claim.scheme if scheme is None else scheme)
    if not changed and claim.state != "returned" and new == (claim.aim, claim.scheme):
        return
    world.record(actor, "edited", note)
    if claim.state == "returned":
        claim.state = "visible" if world.may(actor, "post") else "pending"
    if claim.aim != new[0]:
        world.part(claim)
    claim.aim, claim.scheme = new
    if changed:
        claim.wordings.append(text)
    if answering:
        answering.met = True


def withdraw(world: World, actor: str, claim: Claim, answering: Claim | None = None) -> None:
    world.find(actor, claim)
    world.require(actor, "withdraw", own=claim.author == actor)
    if claim.parent is None:
        raise No("root_stays")
    if claim.state == "withdrawn":
        return
    if claim.state != "visible":
        raise No("not_standing")
    _check_answered(world, actor, claim, answering)
    world.record(actor, "withdrawn")
    claim.state, claim.withdrawn_by = "withdrawn", actor


def restore(world: World, actor: str, claim: Claim) -> None:
    world.find(actor, claim)
    own = claim.author == actor and claim.withdrawn_by in {"", actor}
    world.require(actor, "restore", own=own)
    if claim.state != "withdrawn":
        return
    world.record(actor, "restored")
    claim.state = "visible" if world.may(actor, "post") else "pending"


def accept(world: World, actor: str, claim: Claim, *, seen: int | None) -> None:
    world.find(actor, claim)
    world.require(actor, "accept")
    if claim.state == "visible":
        return
    _check_waiting(claim)
    if seen is not None and seen != len(claim.wordings):
        raise No("changed_meanwhile")
    world.record(actor, "accepted")
    claim.state = "visible"


def give_back(world: World, actor: str, claim: Claim, *, note: str) -> None:
    world.find(actor, claim)
    own = claim.author == actor
    world.require(actor, "return", own=own)
    if claim.state == "returned":
        return
    if claim.state == "visible":
        raise No("accepted_already")
    _check_waiting(claim)
    if not note and not own:
        raise No("reason_missing")
    world.record(actor, "returned", note)
    claim.state = "returned"


def move(world: World, actor: str, claim: Claim, parent: Claim, stance: str | None) -> None:
    world.require(actor, "move")
    world.find(actor, claim)
    world.find(actor, parent)
    if not claim.stance:
        raise No("root_stays")
    if claim in parent.chain():
        raise No("own_branch")
    if parent.asks:
        raise No("question_takes_theses")
    _check_answerable(parent)
    height = max(below.depth for below in claim.branch()) - claim.depth
    if parent.depth + 1 + height > MAX_DEPTH:
        raise No("too_deep")
    stays, chosen = parent is claim.parent, stance or claim.stance
    if not stays and world.leads_to(parent, claim):
        raise No("circle")
    if stays and chosen == claim.stance:
        return
    world.record(actor, "moved")
    world.part(claim)
    claim.parent.replies.remove(claim)
    parent.replies.append(claim)
    claim.parent, claim.stance = parent, chosen
    if chosen == "pro" or (claim.aim == "relevance" and not parent.stance):
        claim.aim = ""
    if chosen == "con":
        claim.scheme = ""
    if chosen == "pro" or not stays:
        claim.conceded_by, claim.met = "", False
    if not stays and SCHEMES.get(parent.scheme) != claim.question:
        claim.question = ""
    world.links = [
        link for link in world.links if link.claim is not claim or link.target is not parent
    ]


def concede(world: World, actor: str, claim: Claim) -> None:
    world.find(actor, claim)
    if claim.stance != "con":
        raise No("not_a_challenge")
    world.require(actor, "concede", own=claim.parent.author == actor)
    if claim.state != "visible":
        raise No("not_standing")
    if claim.conceded_by:
        return
    world.record(actor, "conceded")
    claim.conceded_by = actor


def link(world: World, actor: str, claim: Claim, target: Claim, stance: str, aim: str) -> Link:
    world.find(actor, claim)
    world.require(actor, "link", own=claim.author == actor)
    world.find(actor, target)
    _check_ends(claim, target)
    if any(link.claim is claim and link.target is target for link in world.links):
        raise No("linked_already")
    if world.leads_to(target, claim):
        raise No("circle")
    _check_aim(aim, stance, target)
    world.record(actor, "linked")
    made = Link(claim, target, stance, aim, actor)
    world.links.append(made)
    return made


def unlink(world: World, actor: str, link: Link) -> None:
    if link not in world.links:
        return
    world.find(actor, link.claim)
    world.find(actor, link.target)
    world.require(actor, "unlink", own=link.by == actor)
    world.record(actor, "unlinked")
    world.links.remove(link)


def link_premises(world: World, actor: str, chosen: list[Claim]) -> None:
    if len(set(chosen)) < 2:
        raise No("too_few_premises")
    for claim in chosen:
        world.find(actor, claim)
    premises = set(chosen).union(*(claim.linked_with for claim in chosen))
    world.require(actor, "link premises", own=all(one.author == actor for one in premises))
    if not all(claim.stance for claim in chosen):
        raise No("not_premises")
    for different, code in (
        ({claim.parent for claim in chosen}, "not_siblings"),
        ({claim.stance for claim in chosen}, "both_stances"),
        ({claim.aim for claim in chosen}, "different_aims"),
    ):
        if len(different) > 1:
            raise No(code)
    if any(claim.state != "visible" for claim in chosen):
        raise No("not_standing")
    if all(claim.linked_with == premises - {claim} for claim in premises):
        return
    world.record(actor, "premises linked")
    replies = chosen[0].parent.replies
    ordered = [claim for claim in replies if claim in premises]
    place = replies.index(ordered[0])
    rest = [claim for claim in replies if claim not in premises]
    replies[:] = [*rest[:place], *ordered, *rest[place:]]
    for claim in premises:
        claim.linked_with = premises - {claim}


def take_premise_out(world: World, actor: str, claim: Claim) -> None:
    world.find(actor, claim)
    world.require(actor, "link premises", own=claim.author == actor)
    if claim.linked_with:
        world.record(actor, "premises unlinked")
        world.part(claim)


def dissolve_premises(world: World, actor: str, claim: Claim) -> None:
    world.find(actor, claim)
    premises = {claim, *claim.linked_with}
    world.require(actor, "link premises", own=all(one.author == actor for one in premises))
    if claim.linked_with:
        world.record(actor, "premises unlinked")
        for premise in premises:
            premise.linked_with = set()


def add_source(world: World, actor: str, claim: Claim, *, citation: str) -> Source:
    world.find(actor, claim)
    world.require(actor, "add source", own=claim.author == actor)
    if not citation:
        raise No("source_empty")
    world.record(actor, "source added")
    claim.sources.append(Source(actor))
    return claim.sources[-1]


def remove_source(world: World, actor: str, claim: Claim, source: Source) -> None:
    world.find(actor, claim)
    world.require(actor, "remove source", own=source.by == actor)
    if source.removed:
        return
    world.record(actor, "source removed")
    source.removed = True


# ---- what several of them ask


def _check_stance(parent: Claim, stance: str) -> None:
    if parent.asks and stance:
        raise No("question_takes_theses")
    if not parent.asks and not stance:
        raise No("unknown_stance")


def _check_answerable(parent: Claim) -> None:
    if parent.state == "withdrawn":
        raise No("parent_withdrawn")
    if parent.state != "visible":
        raise No("parent_not_visible")


def _check_aim(aim: str, stance: str, parent: Claim | None) -> None:
    if aim and stance != "con":
        raise No("aim_without_opposing")
    if aim == "relevance" and not parent.stance:
        raise No("no_step_to_attack")


def _check_scheme(scheme: str, stance: str) -> None:
    if scheme and stance != "pro":
        raise No("scheme_without_support")


def _check_answered(world: World, actor: str, claim: Claim, challenge: Claim | None) -> None:
    if challenge is None:
        return
    world.find(actor, challenge)
    if challenge.stance != "con" or challenge.parent is not claim:
        raise No("not_its_challenge")
    if challenge.state != "visible":
        raise No("not_standing")


def _check_waiting(claim: Claim) -> None:
    if claim.state == "returned":
        raise No("with_its_author")
    if claim.state != "pending":
        raise No("not_waiting")


def _check_ends(claim: Claim, target: Claim) -> None:
    if claim.parent is None:
        raise No("root_stays")
    if claim.state != "visible":
        raise No("not_standing")
    if target is claim:
        raise No("link_to_itself")
    if target is claim.parent:
        raise No("linked_to_parent")
    if target.asks:
        raise No("question_takes_theses")
    _check_answerable(target)
