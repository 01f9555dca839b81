"""What a debate's claims look like, and whether they are a tree, told from parent links alone."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from django.utils import timezone

from core.accounts.models import User
from debates.argument.cycles import circle
from debates.argument.map import ArgumentMap, Link, Node, Reply
from debates.argument.words import (
    Kind,
    Side,
    Stance,
    State,
    kind_of_reply,
    side_of_reply,
    stance_of,
)
from debates.models import Claim, Debate
from debates.operations import place_debate


def reading(debate: Debate) -> list[tuple[int, str]]:
    """Level and text of every claim, in reading order."""
    return [(claim.level, claim.text) for claim in debate.claims.in_reading_order()]


def kinds(debate: Debate) -> dict[str, Kind]:
    """The kind of every claim but the root, by its text."""
    below_root = debate.claims.exclude(parent=None).in_reading_order()
    return {claim.text: Kind(claim.kind) for claim in below_root}


def verify(debate: Debate) -> None:
    """Fail unless numbers, levels, kinds and sides say what the parent links say.

    Independent of ``debates.models.soundness``, and of any order by numbers.
    """
    claims = {claim.pk: claim for claim in Claim._base_manager.filter(debate=debate)}
    roots = [claim for claim in claims.values() if claim.parent_id is None]
    assert len(roots) == 1
    assert (roots[0].level, roots[0].side) == (0, Side.THESIS)
    assert {claim.tree_id for claim in claims.values()} == {debate.pk}
    assert _reached(claims, roots[0]) == set(claims), "a cycle, or a parent in another debate"
    for claim in claims.values():
        if claim.parent_id is not None:
            _verify_place(claim, claims[claim.parent_id])
    _verify_siblings(claims)


def _reached(claims: dict[int, Claim], root: Claim) -> set[int]:
    below: dict[int | None, list[int]] = {}
    for claim in claims.values():
        below.setdefault(claim.parent_id, []).append(claim.pk)
    reached, waiting = set(), [root.pk]
    while waiting:
        pk = waiting.pop()
        reached.add(pk)
        waiting += below.get(pk, [])
    return reached


def _verify_place(claim: Claim, parent: Claim) -> None:
    assert parent.lft < claim.lft < claim.rght < parent.rght, f"{claim} is not inside {parent}"
    assert claim.level == parent.level + 1
    stance = stance_of(Kind(claim.kind))
    if stance is None:
        assert (claim.kind, parent.kind, claim.side) == (Kind.THESIS, Kind.QUESTION, Side.THESIS)
        return
    side = Side(parent.side)
    assert claim.kind == kind_of_reply(Stance(stance), side)
    assert claim.side == side_of_reply(Stance(stance), side)


def _verify_siblings(claims: dict[int, Claim]) -> None:
    below: dict[int | None, list[Claim]] = {}
    for claim in claims.values():
        below.setdefault(claim.parent_id, []).append(claim)
    for siblings in below.values():
        siblings.sort(key=lambda claim: claim.lft)
        for left, right in pairwise(siblings):
            assert left.rght < right.lft, f"{left} and {right} overlap"


def random_debate(owner: User, authors: Sequence[User], seed: int, size: int = 30) -> Debate:
    """Some debate or other: by these authors, with all states, concessions and cross-links."""
    rng = random.Random(seed)
    debate = place_debate(owner, random_map(seed, size))
    claims = list(debate.claims.all())
    for claim in claims:
        claim.author = rng.choice(authors)
        claim.state = rng.choices([*State], [8, 1, 1, 1, 1])[0].value
        if claim.is_challenge and rng.random() < 0.2:
            claim.conceded_by, claim.conceded_at = owner, timezone.now()
    Claim.objects.bulk_update(claims, ["author", "state", "conceded_by", "conceded_at"])
    return debate


def random_map(seed: int, size: int) -> ArgumentMap:
    """Some map or other with cross-links; a claim's text is "Claim " and its key."""
    rng = random.Random(seed)
    keys = [str(number) for number in range(size)]
    asks = rng.random() < 0.3
    replies = []
    for number in range(1, size):
        # Mostly below a recent one, so that there is some depth.
        parent = keys[max(0, number - rng.randint(1, 6))]
        stance = None if asks and parent == "0" else rng.choice([*Stance])
        replies.append(Reply(keys[number], parent, stance))
    nodes = {key: Node(key, f"Claim {key}") for key in keys}
    argument = ArgumentMap("0", nodes, tuple(replies), title="Any", asks=asks)
    pairs = {tuple(rng.sample(keys, 2)) for _ in range(size // 4)}
    for key, target in sorted(pairs - {(reply.key, reply.parent) for reply in replies}):
        link = Link(key, target, rng.choice([*Stance]))
        tried = replace(argument, links=(*argument.links, link))
        if not circle(tried) and not (asks and target == "0"):
            argument = tried
    return argument
