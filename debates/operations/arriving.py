"""A whole map on its way in: checked claim by claim, and turned into claims that are not saved yet.

What does not depend on where it goes is checked first, without any lock: rendering takes longest.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from core.accounts.models import User
from debates.argument import map as maps
from debates.argument.map import ArgumentMap, Step
from debates.argument.premises import MOST_TOGETHER, bundles_of, gathered, numbers_of_groups
from debates.argument.prose import clean_detail, clean_text
from debates.argument.schemes import QUESTIONS
from debates.argument.times import is_past
from debates.argument.words import KEPT_BACK, Kind, Side
from debates.errors import Refusal
from debates.models import Claim, Debate
from debates.operations.circles import named
from debates.operations.linking import MOST_LINKS
from debates.operations.posting import place_of_reply, require_depth, stance_towards
from debates.operations.sources import NewSource, checked
from debates.operations.wording import Wording, checked_aim, checked_scheme, worded

# Told of how many claims, of how many, are ready.
Progress = Callable[[int, int], None]

_STEP = 500


class Arrival(NamedTuple):
    """A map that breaks no rule by itself. ``groups`` are the numbers of its linked premises."""

    argument: ArgumentMap
    steps: list[Step]
    wordings: Mapping[str, Wording]
    earlier: Mapping[str, list[maps.Wording]]
    sources: Mapping[str, list[NewSource]]
    groups: Mapping[tuple[str, str], int]


class Home(NamedTuple):
    """Where it goes: a debate, or below a claim of one, with this stance and aim."""

    debate: Debate
    below: Claim | None = None
    stance: str | None = None
    aim: str = ""


class People(NamedTuple):
    """The accounts of the authors that the map names; the actor stands for all others."""

    actor: User
    known: Mapping[str, User]

    def of(self, name: str) -> User:
        return self.known.get(name, self.actor)


def arrival(argument: ArgumentMap, progress: Progress | None = None) -> Arrival:
    """Refusal where a text, a source, a state, a time or a link cannot come in."""
    argument = gathered(argument)
    steps = list(argument.walk())
    wordings: dict[str, Wording] = {}
    earlier: dict[str, list[maps.Wording]] = {}
    sources: dict[str, list[NewSource]] = {}
    _require_past(argument)
    _require_few_premises(argument)
    for step in steps:
        key, node = step.node.key, step.node
        _require_state(step)
        wordings[key] = worded(node.text, node.detail)
        earlier[key] = [_cleaned(wording) for wording in node.earlier]
        sources[key] = [checked(NewSource(*source)) for source in node.sources]
        if progress and not len(wordings) % _STEP:
            progress(len(wordings), len(steps))
    return Arrival(argument, steps, wordings, earlier, sources, numbers_of_groups(argument))


def claims_of(arrival: Arrival, home: Home, people: People) -> dict[str, Claim]:
    """Unsaved claims by the map's keys, parents before children."""
    claims: dict[str, Claim] = {}
    now = timezone.now()
    for step in arrival.steps:
        node = step.node
        claim = Claim(
            debate=home.debate,
            author=people.of(node.author),
            state=node.state.value,
            created_at=node.written or now,
            edited_at=node.edited,
            revision=len(node.earlier) + 1,
            **arrival.wordings[node.key]._asdict(),
        )
        _hang(claim, step, home, claims, asks=arrival.argument.asks)
        _classify(claim, step, arrival)
        claims[node.key] = claim
    _check_links(claims, arrival.argument)
    return claims


def _require_past(argument: ArgumentMap) -> None:
    times = [link.made for link in argument.links]
    for node in argument.nodes.values():
        times += node.written, node.edited, node.met, *(old.written for old in node.earlier)
    for time in times:
        if time and not is_past(time):
            raise Refusal("time_not_taken", f"Nothing can be from {time.isoformat()}.")


def _require_few_premises(argument: ArgumentMap) -> None:
    if any(len(edges) > MOST_TOGETHER for edges in bundles_of(argument).values()):
        raise Refusal("too_many_premises", f"At most {MOST_TOGETHER} premises hold together.")


def _require_state(step: Step) -> None:
    node = step.node
    if node.state in KEPT_BACK:
        raise Refusal("state_not_taken", f"A claim cannot come in as {node.state}: “{node.text}”.")


def _cleaned(wording: maps.Wording) -> maps.Wording:
    text, detail = clean_text(wording.text), clean_detail(wording.detail)
    return wording._replace(text=text, detail=detail)


def _hang(claim: Claim, step: Step, home: Home, claims: Mapping[str, Claim], *, asks: bool) -> None:
    """Give the claim its parent, and what follows from its stance to it."""
    if step.reply is not None:
        parent, stance, aim = claims[step.reply.parent], step.reply.stance, step.reply.aim or ""
    elif home.below is not None:
        parent, stance, aim = home.below, home.stance, home.aim
    else:
        claim.kind, claim.side = Kind.THESIS.value, Side.THESIS.value
        if asks:
            claim.kind = Kind.QUESTION.value
        if claim.is_withdrawn:
            raise Refusal("root_stays", "What a debate is about cannot come in as withdrawn.")
        return
    require_depth(step.depth + (home.below.level + 1 if home.below else 0))
    claim.parent = parent
    move = stance_towards(parent, stance)
    claim.kind, claim.side = place_of_reply(parent, move)
    claim.aim = checked_aim(aim, move, parent)


def _classify(claim: Claim, step: Step, arrival: Arrival) -> None:
    node, reply = step.node, step.reply
    claim.scheme = checked_scheme(node.scheme, claim.stance)
    claim.critical_question = _known_question(step)
    if (node.conceded or node.met) and not (claim.is_challenge and reply):
        raise Refusal("not_a_challenge", f"Only a con can be conceded or met: “{claim.text}”.")
    claim.met_at = node.met
    if reply is not None:
        claim.premise_group = arrival.groups.get((reply.key, reply.parent))
        if node.conceded:
            claim.conceded_at, claim.conceded_by = _concession(claim), claim.parent.author


def _known_question(step: Step) -> str:
    """It need not be of the parent's scheme: that one may have changed since it was asked."""
    question = step.node.question
    if question and (question not in QUESTIONS or not step.reply or not step.reply.stance):
        raise Refusal(
            "unknown_question",
            f"“{question}” is no critical question that a pro or a con can take up.",
        )
    return question


def _concession(claim: Claim) -> datetime:
    return claim.edited_at or claim.created_at


def _check_links(claims: Mapping[str, Claim], argument: ArgumentMap) -> None:
    """As when they are made by hand, but for circles: a map may have them (decision 28)."""
    pairs = {(link.key, link.target) for link in argument.links if link.key != link.target}
    if len(pairs) < len(argument.links):
        raise Refusal("link_to_itself", "A claim is linked to itself, or twice to the same claim.")
    for link in argument.links:
        _check_target(claims[link.key], claims[link.target])
        checked_aim(link.aim or "", link.stance, claims[link.target])
    for key, count in Counter(key for key, _ in pairs).items():
        if count > MOST_LINKS:
            about = f"“{named(claims[key])}” is linked to {count} claims"
            raise Refusal("too_many_links", f"{about}: at most {MOST_LINKS} are possible.")


def _check_target(claim: Claim, target: Claim) -> None:
    if target is claim.parent:
        about = f"“{named(claim)}” is linked to what it hangs below"
        raise Refusal("linked_to_parent", f"{about}: it argues about that already.")
    if target.kind == Kind.QUESTION:
        raise Refusal(
            "question_takes_theses", "Only theses answer a question: link to one of them."
        )
