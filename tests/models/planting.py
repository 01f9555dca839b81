"""Trees for the tests of ``debates.models``, made without the verbs."""

from core.accounts.models import User
from debates.argument.words import Kind, Side, Stance, kind_of_reply, side_of_reply
from debates.models import Claim, Debate, tree


def new_debate(slug: str) -> Debate:
    return Debate.objects.create(title=slug, slug=slug)


def planted(debate: Debate, author: User, kind: Kind = Kind.THESIS) -> Claim:
    """The root of the debate."""
    root = Claim(debate=debate, author=author, kind=kind.value, side=Side.THESIS.value, text="root")
    tree.plant(root)
    return root


def reply_to(parent: Claim, stance: Stance = Stance.PRO, text: str = "") -> Claim:
    """An unsaved reply without numbers."""
    side = Side(parent.side)
    kind, own_side = kind_of_reply(stance, side), side_of_reply(stance, side)
    if parent.kind == Kind.QUESTION:
        kind, own_side = Kind.THESIS, Side.THESIS
    return Claim(
        debate_id=parent.debate_id,
        author_id=parent.author_id,
        parent=parent,
        kind=kind.value,
        side=own_side.value,
        text=text or f"below {parent.text}"[:100],
    )


def inserted(parent: Claim, stance: Stance = Stance.PRO, text: str = "") -> Claim:
    claim = reply_to(parent, stance, text)
    tree.insert(claim, parent)
    return claim


def stored(debate: Debate) -> dict[int, dict[str, object]]:
    """Every column of every claim, by key."""
    return {row["id"]: row for row in Claim.objects.filter(debate=debate).values()}


def in_order(debate: Debate) -> list[int]:
    """The claims' keys as their numbers order them."""
    return list(Claim.objects.filter(debate=debate).in_reading_order().values_list("pk", flat=True))
