"""A debate as a value for those who take it along: what they see of it, as pages show it."""

from core.accounts.models import User, name_of
from debates.argument.authors import renamed
from debates.argument.map import ArgumentMap
from debates.models.claims import ClaimQuerySet
from debates.models.debate import Debate, Person
from debates.models.reckoning import assessed
from debates.models.whole import whole_of


def taken(debate: Debate, claims: ClaimQuerySet, person: Person) -> ArgumentMap:
    """The debate's claims, or those of a branch, all of which the person sees, in all wordings.

    With what was computed of them. People go by the names that pages show, not by those of their
    accounts.
    """
    argument = whole_of(claims, person)
    names = {node.author for node in argument.nodes.values()}
    names |= {wording.author for node in argument.nodes.values() for wording in node.earlier}
    people = User.objects.in_bulk(names, field_name="username")
    shown = {name: name_of(person) for name, person in people.items()}
    return assessed(renamed(argument, lambda name: shown.get(name, "")), debate)
