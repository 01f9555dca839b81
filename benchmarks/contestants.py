"""Ours and the peers behind one set of names, so that all are measured by the same code.

A claim is known by its number in the reading order of its debate, 0 for the root.
"""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db import connection

from benchmarks.peers.models import LinkedClaim, PathClaim, TightClaim
from benchmarks.shapes import Shape
from debates.argument.words import Kind, Side
from debates.models import Claim, Debate, tree

_BATCH = 1000
_SHOWN = ("pk", "text")


class Contestant:
    """A way to keep a tree in the database; ``model`` has one tree for each debate."""

    name: str
    model: ClassVar[Any]

    def __init__(self, author_pk: int) -> None:
        self.author_pk = author_pk
        self.keys: dict[int, Sequence[int]] = {}

    def words(self, debate: Debate, number: int = 1) -> dict[str, object]:
        text = f"Claim {number}: cities should give their streets back to those who walk in them."
        kind = Kind.CLAIM if number else Kind.THESIS
        return {
            "debate": debate,
            "author_id": self.author_pk,
            "kind": kind.value,
            "side": Side.THESIS.value,
            "text": text,
            "text_html": text,
        }

    def unsaved(self, debate: Debate, shape: Shape) -> list[Any]:
        """The claims of a new map, with keys of their own but not yet numbered."""
        last = self.model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
        claims = [
            self.model(pk=last + 1 + number, **self.words(debate, number))
            for number in range(len(shape.parents))
        ]
        for claim, parent in zip(claims[1:], shape.parents[1:], strict=True):
            self.hang(claim, claims[parent])
        return claims

    def hang(self, claim: Any, parent: Any) -> None:
        claim.parent = parent

    def load(self, claims: list[Any], shape: Shape) -> None:
        """Save a whole map at once: numbers by hand, rows in bulk."""
        self.number(claims, shape)
        self.model._base_manager.bulk_create(claims, batch_size=_BATCH)

    def number(self, claims: list[Any], shape: Shape) -> None:
        raise NotImplementedError

    def loaded(self, debate: Debate, claims: Iterable[Any]) -> None:
        self.keys[debate.pk] = [claim.pk for claim in claims]

    def claim(self, debate: Debate, number: int) -> Any:
        return self.model._base_manager.get(pk=self.keys[debate.pk][number])

    def insert(self, debate: Debate, parent: Any) -> None:
        raise NotImplementedError

    def move(self, claim: Any, parent: Any) -> None:
        raise NotImplementedError

    def branch(self, claim: Any) -> Any:
        raise NotImplementedError

    def ancestors(self, claim: Any) -> Any:
        raise NotImplementedError

    def children(self, claim: Any) -> Any:
        raise NotImplementedError

    def whole(self, debate: Debate, root: Any) -> Any:
        raise NotImplementedError


class Ours(Contestant):
    name = "ours"
    model = Claim

    def load(self, claims: list[Claim], shape: Shape) -> None:
        tree.place(claims)

    def insert(self, debate: Debate, parent: Claim) -> None:
        tree.insert(Claim(**self.words(debate)), parent)

    def move(self, claim: Claim, parent: Claim) -> None:
        tree.move(claim, parent, kind=Kind.CLAIM, side=Side.THESIS)

    def branch(self, claim: Claim) -> Any:
        return Claim.objects.branch_of(claim)

    def ancestors(self, claim: Claim) -> Any:
        return Claim.objects.ancestors_of(claim)

    def children(self, claim: Claim) -> Any:
        return Claim.objects.replies_to(claim)

    def whole(self, debate: Debate, root: Claim) -> Any:
        return Claim.objects.filter(tree_id=debate.pk).in_reading_order()


class Mptt(Contestant):
    name = "django-mptt"
    model = TightClaim

    def number(self, claims: list[TightClaim], shape: Shape) -> None:
        # Each claim opens after all that come before it opened, and after those of them that are
        # not above it closed.
        for number, (claim, level, size) in enumerate(
            zip(claims, shape.levels, shape.sizes, strict=True)
        ):
            claim.lft = 2 * number - level + 1
            claim.rght = claim.lft + 2 * size - 1
            claim.level, claim.tree_id = level, claim.debate_id

    def insert(self, debate: Debate, parent: TightClaim) -> None:
        TightClaim(parent=parent, **self.words(debate)).save()

    def move(self, claim: TightClaim, parent: TightClaim) -> None:
        claim.parent = parent
        claim.save()

    def branch(self, claim: TightClaim) -> Any:
        return claim.get_descendants(include_self=True)

    def ancestors(self, claim: TightClaim) -> Any:
        return claim.get_ancestors()

    def children(self, claim: TightClaim) -> Any:
        return claim.get_children()

    def whole(self, debate: Debate, root: TightClaim) -> Any:
        return root.get_descendants(include_self=True)


class Treebeard(Contestant):
    name = "treebeard MP"
    model = PathClaim

    def hang(self, claim: PathClaim, parent: PathClaim) -> None:
        """Its place is in its path alone."""

    def number(self, claims: list[PathClaim], shape: Shape) -> None:
        last = PathClaim.get_last_root_node()
        replies = [0] * len(claims)
        for number, (claim, parent) in enumerate(zip(claims, shape.parents, strict=True)):
            if number:
                replies[parent] += 1
                above = claims[parent].path
                claim.path = PathClaim._get_path(above, shape.levels[number] + 1, replies[parent])
            elif last:
                claim.path = last._inc_path()
            else:
                claim.path = PathClaim._get_path("", 1, 1)
            claim.depth = shape.levels[number] + 1
        for claim, count in zip(claims, replies, strict=True):
            claim.numchild = count

    def insert(self, debate: Debate, parent: PathClaim) -> None:
        parent.add_child(**self.words(debate))

    def move(self, claim: PathClaim, parent: PathClaim) -> None:
        claim.move(parent, "last-child")

    def branch(self, claim: PathClaim) -> Any:
        return PathClaim.get_tree(claim)

    def ancestors(self, claim: PathClaim) -> Any:
        return claim.get_ancestors()

    def children(self, claim: PathClaim) -> Any:
        return claim.get_children()

    def whole(self, debate: Debate, root: PathClaim) -> Any:
        return PathClaim.get_tree(root)


class TreeQueries(Contestant):
    name = "tree-queries"
    model = LinkedClaim

    def number(self, claims: list[LinkedClaim], shape: Shape) -> None:
        for number, claim in enumerate(claims):
            claim.position = 10 * (number + 1)

    def insert(self, debate: Debate, parent: LinkedClaim) -> None:
        LinkedClaim.objects.create(parent=parent, **self.words(debate))

    def move(self, claim: LinkedClaim, parent: LinkedClaim) -> None:
        claim.parent, claim.position = parent, 0
        claim.save()

    def branch(self, claim: LinkedClaim) -> Any:
        return self._in(claim.debate_id).descendants(claim, include_self=True)

    def ancestors(self, claim: LinkedClaim) -> Any:
        return self._in(claim.debate_id).ancestors(claim)

    def children(self, claim: LinkedClaim) -> Any:
        return claim.children.all()

    def whole(self, debate: Debate, root: LinkedClaim) -> Any:
        return self._in(debate.pk)

    def _in(self, debate_pk: int) -> Any:
        """The rows of one debate alone: otherwise each query goes through those of all."""
        every = LinkedClaim.objects.with_tree_fields().tree_filter(debate=debate_pk)
        return every.filter(debate=debate_pk)


def contestants(author_pk: int) -> list[Contestant]:
    return [kind(author_pk) for kind in (Ours, Mptt, Treebeard, TreeQueries)]


def fetched(rows: Any) -> list[tuple[int, str]]:
    return list(rows.values_list(*_SHOWN))


def make_ready(everyone: Iterable[Contestant]) -> None:
    """After loading: keys go on behind those set by hand, and the planner knows the tables."""
    with connection.cursor() as cursor:
        for one in everyone:
            table = one.model._meta.db_table
            if connection.vendor == "postgresql":
                sequence = f"pg_get_serial_sequence('{table}', 'id')"
                cursor.execute(f"SELECT setval({sequence}, (SELECT max(id) FROM {table}))")
                cursor.execute(f"VACUUM ANALYZE {table}")
