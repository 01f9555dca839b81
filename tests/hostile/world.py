"""A small site in which every form there is can be seen by somebody."""

from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress

from core.accounts.models import User
from debates import operations
from debates.models import Claim, Debate, Invitation, JoinRequest, Link, Membership, Role, Source
from debates.operations import NewSource

PASSWORD = "seven-crates-of-figs"


@dataclass
class World:
    """``names`` holds what stands in addresses: keys, slugs, user names, a token."""

    people: dict[str, User]
    names: dict[str, Any] = field(default_factory=dict)

    def claim(self, name: str, by: str, below: Claim, stance: str | None, **more: Any) -> Claim:
        text = f"What is said of {name} holds"
        made = operations.post_claim(self.people[by], below, stance=stance, text=text, **more)
        self.names[name] = made.pk
        return made


def build() -> World:
    world = World({name: _person(name) for name in ("ada", "ben", "chidi", "dara")})
    world.people["root"] = _person("root", is_staff=True, is_superuser=True)
    world.names |= {"username": "ben", "nobody": 0}
    cars = _open(world, "cars", posting="suggestions")
    _argue(world, cars)
    _let_in(world, cars)
    _others(world)
    return world


def _person(name: str, **more: Any) -> User:
    person = User(username=name, email=f"{name}@example.org", profile_shown_to="everybody", **more)
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def _open(world: World, name: str, **more: Any) -> Debate:
    asked: dict[str, Any] = {"theses": [f"The thesis of {name} holds"]} | more
    debate = operations.open_debate(world.people["ada"], title=f"About {name}", **asked)
    world.names[name] = debate.slug
    world.names[f"{name}_root"] = debate.claims.get(parent=None).pk
    return debate


def _argue(world: World, cars: Debate) -> None:
    """Ada owns it, Ben may suggest, what Chidi and Dara do there waits."""
    ada, ben = world.people["ada"], world.people["ben"]
    thesis = cars.claims.get(parent=None)
    source = NewSource(url="https://example.org/air", title="Air", quote="So it is", locator="p. 1")
    air = world.claim("air", "ada", thesis, "pro", scheme="expert_opinion", source=source)
    world.names["source"] = Source.objects.get(claim=air).pk
    critique = world.claim("critique", "ada", air, "con", aim="truth")
    world.claim("rebuttal", "ada", critique, "con", aim="evidence")
    world.claim("own_critique", "ada", thesis, "con", aim="scope")
    withdrawn = world.claim("withdrawn", "ada", thesis, "pro")
    operations.withdraw_claim(ada, withdrawn, note="It was too short")
    operations.edit_claim(ada, air, seen=1, text="The air gets cleaner", detail="So", note="Why")
    waits = world.claim("waits", "ben", thesis, "pro")
    returned = world.claim("returned", "ben", thesis, "con")
    operations.return_claim(ada, returned, note="Say more")
    assert waits.state == "pending"
    elsewhere = world.claim("elsewhere", "ada", thesis, "pro")
    operations.link_claim(ada, elsewhere, critique, stance="con", aim="truth")
    world.names["link"] = Link.objects.get(claim=elsewhere).pk
    operations.follow(ben, cars)
    operations.follow(ada, cars, air)


def _let_in(world: World, cars: Debate) -> None:
    ada = world.people["ada"]
    Membership.objects.create(debate=cars, user=world.people["chidi"], role=Role.WRITER)
    world.names["member"] = world.people["chidi"].pk
    operations.ask_to_join(world.people["dara"], cars, note="I drive one")
    world.names["request"] = JoinRequest.objects.get(debate=cars).pk
    made, token = operations.invite(ada, cars, role=Role.READER, days=7, uses=3, label="Class 10b")
    world.names |= {"invitation": Invitation.objects.get(pk=made.pk).pk, "token": token}


def _others(world: World) -> None:
    """A question; a debate on offer; and one in which nothing has been said yet."""
    ada = world.people["ada"]
    _open(world, "square", question="What of the square?", theses=["A park", "A market"])
    offered = _open(world, "offered")
    Membership.objects.create(debate=offered, user=world.people["chidi"], role=Role.WRITER)
    operations.offer_handover(ada, offered, world.people["chidi"])
    _open(world, "members_only", posting="members")
