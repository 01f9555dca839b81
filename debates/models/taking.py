"""A debate as a value for those who take it along: what they see of it, as pages show it."""

from dataclasses import replace

from core.accounts.models import User, name_of
from debates.argument.extracts import renamed
from debates.argument.map import ArgumentMap
from debates.models.claims import ClaimQuerySet
from debates.models.debate import Debate


def taken(debate: Debate, claims: ClaimQuerySet) -> ArgumentMap:
    """Those claims of the debate; people go by the names that pages show, not by their accounts."""
    argument = claims.as_argument()
    names = {node.author for node in argument.nodes.values()}
    names |= {wording.author for node in argument.nodes.values() for wording in node.earlier}
    people = User.objects.in_bulk(names, field_name="username")
    shown = {name: name_of(person) for name, person in people.items()}
    titled = replace(argument, title=debate.title, background=debate.background)
    return renamed(titled, lambda name: shown.get(name, ""))
