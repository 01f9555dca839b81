"""Debates in which every thing that somebody may not see holds a word of its own.

Each ``Secret`` has such a word, and a lure: another word of the same text, by which one looks for
it. A page that answers the lure with the word has told it.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress

from core.accounts.models import User
from debates import operations
from debates.argument.words import State
from debates.models import Claim, Debate, Invitation, JoinRequest, Link, Membership, Role, Source

ROLES = {
    "reader": Role.READER,
    "author": Role.SUGGESTER,
    "writer": Role.WRITER,
    "editor": Role.EDITOR,
    "moderator": Role.MODERATOR,
    "owner": Role.OWNER,
}
STRANGERS = ("anonymous", "outsider", "removed")
# Staff has no role anywhere, and sees everything: a superuser.
VISITORS = (*STRANGERS, *ROLES, "staff")
PEOPLE = (*ROLES, "outsider", "removed", "staff", "vera")

EVERYBODY = frozenset(VISITORS) - {"removed"}
MEMBERS = frozenset(ROLES) | {"staff"}
REVIEWERS = frozenset({"author", "editor", "moderator", "owner", "staff"})
MODERATORS = frozenset({"author", "moderator", "owner", "staff"})
MANAGERS = frozenset({"moderator", "owner", "staff"})

# Who sees what. The author is the one of what waits, was returned and is hidden.
SEEN_BY = {
    "public": EVERYBODY,
    "oldwording": EVERYBODY,
    "withdrawn": EVERYBODY,
    "writers": EVERYBODY,
    "challenge": EVERYBODY,
    "accepted": EVERYBODY,
    "acceptedold": REVIEWERS,
    "publicsource": EVERYBODY,
    "shut": EVERYBODY,
    "pending": REVIEWERS,
    "pendingdetail": REVIEWERS,
    "pendingold": REVIEWERS,
    "pendingsource": REVIEWERS,
    "returned": REVIEWERS,
    "returnednote": REVIEWERS,
    "hidden": MODERATORS,
    "hiddenold": MODERATORS,
    "hiddennote": MODERATORS,
    "belowhidden": MODERATORS,
    "withdrawnbelow": MODERATORS,
    "label": MANAGERS,
    "invited": MANAGERS,
    "joinnote": MANAGERS,
    "unlistedtitle": MEMBERS,
    "unlistedthesis": MEMBERS,
    "drafttitle": MEMBERS,
    "draftthesis": MEMBERS,
    "oldtitle": MEMBERS,
    "oldthesis": MEMBERS,
    "title": MEMBERS,
    "question": MEMBERS,
    "background": MEMBERS,
    "claim": MEMBERS,
    "detail": MEMBERS,
    "oldclaim": MEMBERS,
    "editnote": MEMBERS,
    "source": MEMBERS,
    "withdrawnote": MEMBERS,
    "membername": MEMBERS,
} | {f"mail{name}": frozenset({name}) for name in PEOPLE}
# Whoever has the link of an unlisted debate may read it there, and finds it nowhere else.
BY_ITS_LINK = {"unlistedtitle", "unlistedthesis"}
# One's own words are in the file of one's own data, whatever became of what they hang below.
OWN_WORDS = {
    "writer": {"belowhidden", "withdrawnbelow"},
    "editor": {"hidden", "hiddennote"},
}
# Where every text has it, one search finds all that can be found.
COMMON = "leadeth"


def word(secret: str) -> str:
    return f"qu{secret}xle"


def lure(secret: str) -> str:
    return f"bl{secret}orft"


_WORDS = re.compile("|".join(map(word, SEEN_BY)))


def words_in(said: str) -> set[str]:
    """The secrets whose words are said: one look for all of them."""
    return {found.removeprefix("qu").removesuffix("xle") for found in _WORDS.findall(said)}


def text(secret: str) -> str:
    return f"{lure(secret)} is what {COMMON} to {word(secret)}".capitalize()


@dataclass
class World:
    people: dict[str, User]
    debates: dict[str, Debate] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    requests: dict[str, JoinRequest] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)

    def open(self, slug: str, **details: Any) -> Debate:
        """A debate with an address that tells nothing, in which everybody has their role."""
        owner = self.people["owner"]
        debate = operations.open_debate(owner, posting="suggestions", **details)
        Debate.objects.filter(pk=debate.pk).update(slug=slug)
        debate.slug = slug
        roles = {name: role for name, role in ROLES.items() if name != "owner"}
        Membership.objects.bulk_create(
            Membership(debate=debate, user=self.people[name], role=role)
            for name, role in (roles | {"removed": Role.READER}).items()
        )
        self.debates[slug] = debate
        for name in [*ROLES, "removed"]:
            operations.follow(self.people[name], debate)
        return debate

    def post(self, by: str, below: Claim, secret: str, *, stance: str = "con") -> Claim:
        claim = operations.post_claim(self.people[by], below, stance=stance, text=text(secret))
        self.claims[secret] = claim
        return claim

    def reword(self, by: str, secret: str, *, note: str = "", detail: str = "") -> None:
        """Let the secret be the new wording's; the old one holds the secret of ``old``."""
        claim = Claim.objects.get(pk=self.claims[secret].pk)
        operations.edit_claim(
            self.people[by], claim, seen=1, text=text(secret), detail=detail, note=note
        )

    def root(self, slug: str) -> Claim:
        return self.debates[slug].claims.get(parent=None)


def build() -> World:
    world = World({name: _person(name) for name in PEOPLE})
    world.people["staff"].is_staff = world.people["staff"].is_superuser = True
    world.people["staff"].save()
    world.people["vera"].display_name = f"Vera {word('membername')}"
    world.people["vera"].profile_shown_to = "nobody"
    world.people["vera"].save()
    _public(world)
    _private(world)
    _draft_and_unlisted(world)
    _at_an_end(world)
    Membership.objects.filter(user=world.people["removed"]).update(role=Role.NONE)
    return world


def _person(name: str) -> User:
    """As after signing up."""
    address = f"{word(f'mail{name}')}@example.org"
    person = User.objects.create(username=name, email=address)
    EmailAddress.objects.create(user=person, email=address, primary=True, verified=True)
    return person


def _public(world: World) -> None:
    debate = world.open("openhall", title="Cars", theses=["Cities ban cars"])
    operations.follow(world.people["outsider"], debate)
    _for_everybody(world, world.root("openhall"))
    _in_review(world, world.root("openhall"))
    _hidden(world, world.root("openhall"))
    _at_the_door(world, debate)


def _for_everybody(world: World, thesis: Claim) -> None:
    owner = world.people["owner"]
    world.claims["public"] = world.post("owner", thesis, "oldwording")
    world.reword("owner", "public")
    _add_source(world, "public", "publicsource", by="writer")
    world.post("owner", thesis, "withdrawn")
    operations.withdraw_claim(owner, world.claims["withdrawn"])
    world.post("writer", thesis, "writers", stance="pro")
    world.post("owner", world.claims["writers"], "challenge")
    _link(world, "writerslink", "writer", "writers", stance="pro")
    world.claims["accepted"] = world.post("author", thesis, "acceptedold")
    world.reword("author", "accepted")
    operations.accept_claim(world.people["editor"], world.claims["accepted"])


def _in_review(world: World, thesis: Claim) -> None:
    world.claims["pending"] = world.post("author", thesis, "pendingold")
    world.reword("author", "pending", detail=text("pendingdetail"))
    _add_source(world, "pending", "pendingsource")
    world.post("author", world.claims["public"], "returned")
    operations.return_claim(
        world.people["editor"], world.claims["returned"], note=text("returnednote")
    )


def _hidden(world: World, thesis: Claim) -> None:
    world.claims["hidden"] = world.post("author", thesis, "hiddenold", stance="pro")
    operations.accept_claim(world.people["editor"], world.claims["hidden"])
    world.reword("editor", "hidden", note=text("hiddennote"))
    world.post("writer", world.claims["hidden"], "belowhidden")
    world.post("writer", world.claims["hidden"], "withdrawnbelow")
    operations.withdraw_claim(world.people["writer"], world.claims["withdrawnbelow"])
    _link(world, "hiddenlink", "editor", "hidden", stance="con", aim="truth")
    both = [world.claims["writers"], world.claims["hidden"]]
    operations.link_premises(world.people["editor"], both)
    # Nobody can yet: there is no verb for it.
    Claim.objects.filter(pk=world.claims["hidden"].pk).update(state=State.HIDDEN.value)


def _at_the_door(world: World, debate: Debate) -> None:
    owner = world.people["owner"]
    named = {"label": word("label")}, {"email": f"{word('invited')}@example.org"}
    for to in named:
        invitation, token = operations.invite(owner, debate, role=Role.WRITER, days=7, **to)
        world.invitations[next(iter(to))] = invitation
        world.tokens.append(token)
    world.requests["joinnote"] = operations.ask_to_join(
        world.people["vera"], debate, note=text("joinnote")
    )


def _private(world: World) -> None:
    owner = world.people["owner"]
    debate = world.open(
        "closedhall",
        title=text("title"),
        question=text("question"),
        theses=["One way", "The other way"],
        background=text("background"),
        visibility="private",
    )
    Membership.objects.create(debate=debate, user=world.people["vera"], role=Role.READER)
    one_way = debate.claims.get(text="One way")
    world.claims["claim"] = world.post("owner", one_way, "oldclaim")
    world.reword("owner", "claim", note=text("editnote"), detail=text("detail"))
    _add_source(world, "claim", "source")
    gone = operations.post_claim(owner, one_way, stance="pro", text="It is gone")
    operations.withdraw_claim(owner, gone, note=text("withdrawnote"))
    invitation, token = operations.invite(owner, debate, role=Role.READER, days=7)
    operations.revoke_invitation(owner, invitation)
    world.invitations["revoked"] = invitation
    world.tokens.append(token)
    operations.offer_handover(owner, debate, world.people["moderator"])


def _draft_and_unlisted(world: World) -> None:
    world.open("drafthall", title=text("drafttitle"), theses=[text("draftthesis")], phase="draft")
    world.claims["draftthesis"] = world.root("drafthall")
    unlisted = {"title": text("unlistedtitle"), "theses": [text("unlistedthesis")]}
    world.open("sidehall", visibility="unlisted", **unlisted)
    world.claims["unlistedthesis"] = world.root("sidehall")


def _at_an_end(world: World) -> None:
    world.open("shuthall", title="Bikes", theses=["Cities want bikes"])
    world.post("writer", world.root("shuthall"), "shut")
    old = {"title": text("oldtitle"), "theses": [text("oldthesis")]}
    world.open("oldhall", visibility="private", **old)
    world.claims["oldthesis"] = world.root("oldhall")
    for slug, phase in (("shuthall", "closed"), ("oldhall", "archived")):
        operations.set_phase(world.people["owner"], world.debates[slug], phase)


def _add_source(world: World, claim: str, secret: str, *, by: str = "owner") -> None:
    url = f"https://example.org/{lure(secret)}"
    source = operations.NewSource(url=url, title=text(secret), quote=text(secret))
    wanted = Claim.objects.get(pk=world.claims[claim].pk)
    world.sources[secret] = operations.add_source(world.people[by], wanted, source)


def _link(world: World, name: str, by: str, claim: str, *, stance: str, aim: str = "") -> None:
    """Let the claim argue about the public one too."""
    one, public = (Claim.objects.get(pk=world.claims[key].pk) for key in (claim, "public"))
    made = operations.link_claim(world.people[by], one, public, stance=stance, aim=aim)
    world.links[name] = made
