"""What people do to each other and to the debate as a whole: with it, everything there is to do."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from core.accounts.models import User
from debates import operations
from debates.models import Invitation as InvitationRow
from debates.models import JoinRequest as RequestRow
from debates.models import Role
from tests.machine import people
from tests.machine.arguing import SELDOM, WHICH, WHO
from tests.machine.machine import deed, deeds_of
from tests.machine.voting import Voting

MOST_ERASED, MOST_PEOPLE = 3, 12
SETTINGS = [
    *(("visibility", name) for name in ("public", "public", "unlisted", "private")),
    *(("posting", name) for name in ("open", "open", "suggestions", "members")),
    *(("phase", name) for name in ("open", "draft", "closed", "archived")),
    *(("method", name) for name in ("quadratic-energy", "df-quad")),
    *(("base", "neutral"), ("base", "votes"), ("votes_shown", "never"), ("votes_shown", "after")),
]
ROLES = st.sampled_from([0, 1, 2, 3, 4, 5, 6])


class Everything(Voting):
    # ---- settings

    @deed(who=WHO, which=st.integers(0, 2))
    def describe(self, who: int, which: int) -> None:
        name, title = self.somebody(who), f"Cars {which}"
        self.attempt(
            "describe",
            lambda: people.describe(self.world, name, title),
            lambda: operations.describe_debate(
                self.people[name], self.debate, title=title, background=""
            ),
        )
        self.stepped()

    @deed(who=WHO, setting=st.sampled_from(SETTINGS))
    def configure(self, who: int, setting: tuple[str, str]) -> None:
        what, chosen = setting
        name, verb = self.somebody(who), getattr(operations, f"set_{what}")
        self.attempt(
            f"set {what}",
            lambda: people.configure(self.world, name, what, chosen),
            lambda: verb(self.people[name], self.debate, chosen),
        )
        self.stepped()

    @deed(who=WHO)
    def repair_what_is_whole(self, who: int) -> None:
        name = self.somebody(who)
        self.attempt(
            "repair",
            lambda: self.world.require(name, "configure"),
            lambda: operations.repair_tree(self.people[name], self.debate),
        )
        self.stepped()

    # ---- members

    @deed(who=WHO, whom=WHO, role=ROLES)
    def set_role(self, who: int, whom: int, role: int) -> None:
        name, other = self.somebody(who), self.somebody(whom)
        self.attempt(
            "set role",
            lambda: people.set_role(self.world, name, other, role),
            lambda: operations.set_role(
                self.people[name], self.debate, self.people[other], Role(role)
            ),
        )
        self.stepped()

    @deed(who=st.integers(0, 127))
    def leave(self, who: int) -> None:
        name = self.somebody(who)
        tried = self.attempt(
            "leave",
            lambda: people.leave(self.world, name),
            lambda: operations.leave_debate(self.people[name], self.debate),
        )
        assert not tried or tried[0] == tried[1]
        self.stepped()

    @deed(
        who=WHO,
        role=st.sampled_from([1, 2, 3, 3, 4]),
        days=st.sampled_from([0, 1, 7, 90, 91]),
        uses=st.sampled_from([0, 1, 2, 500, 501]),
        email=st.sampled_from(["", "", "zoe@example.org"]),
    )
    def invite(self, who: int, role: int, days: int, uses: int, email: str) -> None:
        name = self.somebody(who)
        asked = {"role": role, "days": days, "uses": uses, "email": email}
        tried = self.attempt(
            "invite",
            lambda: people.invite(self.world, name, **asked),
            lambda: operations.invite(
                self.people[name], self.debate, **asked | {"role": Role(role)}
            ),
        )
        if tried:
            made, (stored, token) = tried
            made.pk, made.token = stored.pk, token
        self.stepped()

    @deed(who=WHO, which=WHICH)
    def revoke(self, who: int, which: int) -> None:
        if not self.world.invitations:
            return
        name, one = self.somebody(who), self.some(self.world.invitations, which)
        row = InvitationRow(pk=one.pk, debate_id=self.debate.pk)
        self.attempt(
            "revoke",
            lambda: people.revoke(self.world, name, one),
            lambda: operations.revoke_invitation(self.people[name], row),
        )
        self.stepped()

    @deed(who=WHO, which=WHICH)
    def come_with_an_invitation(self, who: int, which: int) -> None:
        name, made = self.somebody(who), self.world.invitations
        one = self.some(made, which) if made and which % 8 else None
        self.attempt(
            "join",
            lambda: people.join(self.world, name, one),
            lambda: operations.accept_invitation(self.people[name], one.token if one else "guess"),
        )
        self.stepped()

    @deed(who=WHO)
    def ask_to_join(self, who: int) -> None:
        strangers = [name for name in self.people if name not in self.world.members]
        name = self.some(strangers, who) if strangers and who % 8 else self.somebody(who)
        tried = self.attempt(
            "ask",
            lambda: people.ask(self.world, name),
            lambda: operations.ask_to_join(self.people[name], self.debate),
        )
        if tried:
            asked, stored = tried
            asked.pk = asked.pk or stored.pk
            assert asked.pk == stored.pk
        self.stepped()

    @deed(who=WHO, which=WHICH, role=st.sampled_from([0, 1, 3, 4, 5]), yes=st.booleans())
    def answer_a_request(self, who: int, which: int, role: int, yes: bool) -> None:
        if not self.world.requests:
            return
        name, one = self.somebody(who), self.world.requests[-1 - which % len(self.world.requests)]
        row = RequestRow(pk=one.pk, debate_id=self.debate.pk)
        if yes:
            self.attempt(
                "admit",
                lambda: people.admit(self.world, name, one, role),
                lambda: operations.admit(self.people[name], row, Role(role)),
            )
        else:
            self.attempt(
                "decline",
                lambda: people.decline(self.world, name, one),
                lambda: operations.decline(self.people[name], row),
            )
        self.stepped()

    # ---- another owner

    @deed(who=WHO, whom=WHO)
    def offer(self, who: int, whom: int) -> None:
        name, other = self.somebody(who), self.somebody(whom)
        self.attempt(
            "offer",
            lambda: people.offer(self.world, name, other),
            lambda: operations.offer_handover(self.people[name], self.debate, self.people[other]),
        )
        self.stepped()

    @deed(who=WHO, to_them=st.booleans())
    def take_over(self, who: int, to_them: bool) -> None:
        if not self.world.offered_to:
            return
        name = self.world.offered_to if to_them else self.somebody(who)
        self.attempt(
            "take over",
            lambda: people.take_over(self.world, name),
            lambda: operations.accept_handover(self.people[name], self.debate),
        )
        self.stepped()

    @deed(who=WHO)
    def end_the_offer(self, who: int) -> None:
        name = self.somebody(who)
        tried = self.attempt(
            "end offer",
            lambda: people.end_offer(self.world, name),
            lambda: operations.end_handover(self.people[name], self.debate),
        )
        assert not tried or tried[0] == tried[1]
        self.stepped()

    # ---- reading

    @deed(who=WHO, which=WHICH, back=st.booleans())
    def follow(self, who: int, which: int, back: bool) -> None:
        name = self.somebody_there(who)
        claim = self.claim(which) if which % 4 else None
        row = claim and self.row_of(claim)
        expect, verb = people.follow, operations.follow
        if back:
            expect, verb = people.unfollow, operations.unfollow
        tried = self.attempt(
            "unfollow" if back else "follow",
            lambda: expect(self.world, name, claim),
            lambda: verb(self.people[name], self.debate, row),
        )
        assert not tried or tried[0] == tried[1]
        self.stepped()

    @deed(who=WHO, version=st.integers(0, 120))
    def look(self, who: int, version: int) -> None:
        name = self.somebody_there(who)
        tried = self.attempt(
            "look",
            lambda: people.look(self.world, name, version),
            lambda: operations.mark_seen(self.people[name], self.debate, version),
        )
        assert not tried or tried[0] == tried[1]
        self.stepped()

    # ---- coming and going

    @deed(administers=SELDOM)
    def arrive(self, administers: bool) -> None:
        if len(self.people) >= MOST_PEOPLE:
            return
        name = f"new{len(self.people)}"
        self.people[name] = User.objects.create(username=name, is_superuser=administers)
        if administers:
            self.world.administrators.add(name)
        self.stepped()

    @deed(who=WHO, whom=WHO, own=st.booleans(), blank=st.booleans())
    def erase(self, who: int, whom: int, own: bool, blank: bool) -> None:
        if len(self.world.erased) >= MOST_ERASED:
            return
        other = self.somebody(whom)
        name = other if own else self.somebody(who)
        texts = operations.Texts.BLANK if blank else operations.Texts.KEEP
        self.attempt(
            "erase",
            lambda: people.erase(self.world, name, other, blank=blank),
            lambda: operations.erase_person(self.people[name], self.people[other], texts=texts),
        )
        self.people[other] = User.objects.get(pk=self.people[other].pk)
        self.stepped()

    @rule(deed=st.deferred(lambda: deeds_of(Everything)))
    def act(self, deed: tuple[str, dict[str, object]]) -> None:
        """One rule for all: of many rules, Hypothesis would leave out half in every example."""
        name, asked = deed
        getattr(self, name)(**asked)
