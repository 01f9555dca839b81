"""What people do to claims."""

from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import initialize

from debates import operations
from debates.models import Claim as ClaimRow
from debates.models import Link as LinkRow
from debates.models import Source as SourceRow
from tests.machine import claims
from tests.machine.claims import SCHEMES
from tests.machine.machine import Machine, deed
from tests.machine.world import MAX_DEPTH, Claim, Link
from tests.maps import grow

WHO = st.integers(0, 31)
WHICH = st.integers(0, 63)
STANCES = st.sampled_from(["pro", "con"])
AIMS = st.sampled_from(["", "", "", "truth", "relevance"])
SELDOM = st.sampled_from([True] + [False] * 7)


class Arguing(Machine):
    @initialize(
        visibility=st.sampled_from(["public", "unlisted", "private"]),
        posting=st.sampled_from(["open", "suggestions", "members"]),
        asks=st.booleans(),
    )
    def place(self, visibility: str, posting: str, asks: bool) -> None:
        self.begin(visibility, posting, asks=asks)
        self.sent: list[tuple[str, UUID, Claim]] = []
        self.linked: list[Link] = []

    def claim(self, number: int) -> Claim:
        """The latest ones more often than not, so that there is some depth."""
        return self.world.claims[-1 - number % len(self.world.claims)]

    # ---- posting

    @deed()
    def go_on(self) -> None:
        """The simplest there is to do, which is what is done where nothing else is chosen."""
        room = [claim for claim in self.world.claims if claim.stance and claim.depth < MAX_DEPTH]
        standing = [claim for claim in room if claim.counts] or room
        self._post(0, self._back(standing[-1]), stance="con")

    @deed(who=WHO, which=WHICH, scheme=st.sampled_from(["", *SCHEMES]), odd=SELDOM)
    def support(self, who: int, which: int, scheme: str, odd: bool) -> None:
        aim = "truth" if odd else ""
        self._post(who, which, stance="pro", aim=aim, scheme=scheme)

    @deed(who=WHO, which=WHICH, aim=AIMS, odd=SELDOM)
    def oppose(self, who: int, which: int, aim: str, odd: bool) -> None:
        self._post(who, which, stance="con", aim=aim, scheme="analogy" if odd else "")

    @deed(who=WHO, which=WHICH, stance=STANCES)
    def take_up_a_question(self, who: int, which: int, stance: str) -> None:
        schemed = [claim for claim in self.world.claims if claim.scheme] or [self.world.root]
        parent = self.some(schemed, which)
        question = SCHEMES.get(parent.scheme, "analogy.differences")
        self._post(who, self._back(parent), stance=stance, question=question)

    @deed(who=WHO, which=WHICH)
    def propose_a_thesis(self, who: int, which: int) -> None:
        self._post(who, self._back(self.world.root), stance="")

    @deed(who=WHO, which=WHICH, stance=STANCES, deep=st.integers(1, 3))
    def bring_in(self, who: int, which: int, stance: str, deep: int) -> None:
        name, parent = self.somebody(who), self.claim(which)
        texts = [self.word() for _ in range(deep)]
        branch = grow(
            "\n".join(f"{'  ' * at}{'- ' * bool(at)}{text}" for at, text in enumerate(texts))
        )
        tried = self.attempt(
            "place branch",
            lambda: claims.place(self.world, name, parent, texts, stance),
            lambda: operations.place_branch(
                self.people[name], self.row_of(parent), branch, stance=stance
            ),
        )
        if tried:
            for made, row in zip(tried[0], ClaimRow.objects.branch_of(tried[1]), strict=True):
                made.pk = row.pk
        self.stepped()

    def _back(self, claim: Claim) -> int:
        """The number by which ``claim`` finds it."""
        return len(self.world.claims) - 1 - self.world.claims.index(claim)

    def _post(self, who: int, which: int, **asked: str) -> None:
        name, parent, text = self.somebody(who), self.claim(which), self.word()
        key = UUID(int=self.words)
        told = asked | {"stance": asked["stance"] or None}
        tried = self.attempt(
            "post",
            lambda: claims.post(self.world, name, parent, text, **asked),
            lambda: operations.post_claim(
                self.people[name], self.row_of(parent), text=text, key=key, **told
            ),
        )
        if tried:
            made, stored = tried
            made.pk = stored.pk
            self.sent.append((name, key, made))
        self.stepped()

    @deed(which=WHICH)
    def send_the_same_form_again(self, which: int) -> None:
        if not self.sent:
            return
        name, key, made = self.some(self.sent, which)
        form = {"stance": "pro", "text": "Again", "key": key}
        again = self.attempt(
            "post again",
            lambda: made.pk,
            lambda: operations.post_claim(self.people[name], self.row_of(made), **form).pk,
        )
        assert again == (made.pk, made.pk)
        self.stepped()

    # ---- editing

    @deed(who=WHO, which=WHICH, same=SELDOM, stale=SELDOM, aim=AIMS, note=SELDOM)
    def edit(self, who: int, which: int, same: bool, stale: bool, aim: str, note: bool) -> None:
        claim = self.claim(which)
        text = claim.wordings[-1] if same else self.word()
        seen = len(claim.wordings) - stale
        # Only of a con, so that more than a few are edited.
        new = aim if claim.stance == "con" or stale else None
        self._edit(who, claim, text, seen=seen, aim=new, note="Why" if note else "")

    @deed(who=WHO, which=WHICH, scheme=st.sampled_from(["", *SCHEMES]))
    def name_the_scheme(self, who: int, which: int, scheme: str) -> None:
        claim = self.claim(which)
        self._edit(who, claim, claim.wordings[-1], seen=len(claim.wordings), scheme=scheme)

    @deed(who=WHO, which=WHICH, same=SELDOM)
    def amend_in_answer(self, who: int, which: int, same: bool) -> None:
        challenge = self.claim(which)
        claim = challenge.parent or challenge
        text = claim.wordings[-1] if same else self.word()
        self._edit(who, claim, text, seen=len(claim.wordings), answering=challenge)

    @deed(which=WHICH)
    def its_author_sends_it_in(self, which: int) -> None:
        waiting = [claim for claim in self.world.claims if claim.state == "returned"]
        claim = self.some(waiting or self.world.claims, which)
        who = [*self.people].index(claim.author)
        self._edit(who, claim, claim.wordings[-1], seen=len(claim.wordings))

    def _edit(self, who: int, claim: Claim, text: str, **asked: object) -> None:
        name, told = self.somebody(who), dict(asked)
        if answering := told.get("answering"):
            told["answering"] = self.row_of(answering)
        self.attempt(
            "edit",
            lambda: claims.edit(self.world, name, claim, text, **asked),
            lambda: operations.edit_claim(
                self.people[name], self.row_of(claim), text=text, detail="", **told
            ),
        )
        self.stepped()

    # ---- what else becomes of a claim

    @deed(who=WHO, which=WHICH, other=WHICH, answers=SELDOM)
    def withdraw(self, who: int, which: int, other: int, answers: bool) -> None:
        name, claim = self.somebody(who), self.claim(which)
        told = self.some(claim.replies, other) if claim.replies and answers else None
        self.attempt(
            "withdraw",
            lambda: claims.withdraw(self.world, name, claim, told),
            lambda: operations.withdraw_claim(
                self.people[name], self.row_of(claim), answering=told and self.row_of(told)
            ),
        )
        self.stepped()

    @deed(who=WHO, which=WHICH)
    def restore(self, who: int, which: int) -> None:
        gone = [claim for claim in self.world.claims if claim.state == "withdrawn"]
        name, claim = self.somebody(who), self.some(gone or self.world.claims, which)
        self.attempt(
            "restore",
            lambda: claims.restore(self.world, name, claim),
            lambda: operations.restore_claim(self.people[name], self.row_of(claim)),
        )
        self.stepped()

    @deed(who=WHO, which=WHICH, seen=st.sampled_from([None, 0, 0, -1]))
    def accept(self, who: int, which: int, seen: int | None) -> None:
        name, claim = self.somebody(who), self._waiting(which)
        read = None if seen is None else len(claim.wordings) + seen
        self.attempt(
            "accept",
            lambda: claims.accept(self.world, name, claim, seen=read),
            lambda: operations.accept_claim(self.people[name], self.row_of(claim), seen=read),
        )
        self.stepped()

    @deed(who=WHO, which=WHICH, note=st.sampled_from(["", "Why?", "Why?"]))
    def give_back(self, who: int, which: int, note: str) -> None:
        name, claim = self.somebody(who), self._waiting(which)
        self.attempt(
            "give back",
            lambda: claims.give_back(self.world, name, claim, note=note),
            lambda: operations.return_claim(self.people[name], self.row_of(claim), note=note),
        )
        self.stepped()

    def _waiting(self, which: int) -> Claim:
        waiting = [claim for claim in self.world.claims if claim.state in {"pending", "returned"}]
        return self.some(waiting, which) if waiting and which % 8 else self.claim(which)

    @deed(who=WHO, which=WHICH, below=WHICH, stance=st.sampled_from([None, "pro", "con"]))
    def move(self, who: int, which: int, below: int, stance: str | None) -> None:
        name, claim, parent = self.somebody(who), self.claim(which), self.claim(below)
        self.attempt(
            "move",
            lambda: claims.move(self.world, name, claim, parent, stance),
            lambda: operations.move_claim(
                self.people[name], self.row_of(claim), self.row_of(parent), stance=stance
            ),
        )
        self.stepped()

    @deed(who=WHO, which=WHICH)
    def concede(self, who: int, which: int) -> None:
        name, claim = self.somebody(who), self.claim(which)
        self.attempt(
            "concede",
            lambda: claims.concede(self.world, name, claim),
            lambda: operations.concede(self.people[name], self.row_of(claim)),
        )
        self.stepped()

    @deed(which=WHICH, hidden=st.booleans())
    def hide_by_hand(self, which: int, hidden: bool) -> None:
        """No verb does that yet, but rows of this state there may be."""
        claim = self.claim(which)
        if claim.parent is not None and claim.state in {"visible", "hidden"}:
            claim.state = "hidden" if hidden and not which % 4 else "visible"
            ClaimRow.objects.filter(pk=claim.pk).update(state=claim.state)
        self.stepped()

    # ---- links

    @deed(who=WHO, which=WHICH, to=WHICH, stance=STANCES, aim=AIMS)
    def link(self, who: int, which: int, to: int, stance: str, aim: str) -> None:
        self._tie(self.somebody(who), self.claim(which), self.claim(to), stance, aim)

    @deed(who=WHO, which=WHICH, stance=STANCES)
    def link_again(self, who: int, which: int, stance: str) -> None:
        """Two claims that are linked already are seldom drawn by chance."""
        if self.linked:
            link = self.some(self.linked, which)
            self._tie(self.somebody(who), link.claim, link.target, stance, "")

    def _tie(self, name: str, claim: Claim, target: Claim, stance: str, aim: str) -> None:
        tried = self.attempt(
            "link",
            lambda: claims.link(self.world, name, claim, target, stance, aim),
            lambda: operations.link_claim(
                self.people[name], self.row_of(claim), self.row_of(target), stance=stance, aim=aim
            ),
        )
        if tried:
            tried[0].pk = tried[1].pk
            self.linked.append(tried[0])
        self.stepped()

    @deed(who=WHO, which=WHICH)
    def unlink(self, who: int, which: int) -> None:
        if not self.linked:
            return
        name, link = self.somebody(who), self.some(self.linked, which)
        self.attempt(
            "unlink",
            lambda: claims.unlink(self.world, name, link),
            lambda: operations.unlink_claim(
                self.people[name], LinkRow(pk=link.pk, debate_id=self.debate.pk)
            ),
        )
        self.stepped()

    # ---- linked premises

    @deed(who=WHO, which=WHICH, some=WHICH, alike=st.sampled_from([2, 2, 2, 1, 1, 0, 0]))
    def link_premises(self, who: int, which: int, some: int, alike: int) -> None:
        name = self.somebody(who)
        siblings: dict[tuple[object, ...], list[Claim]] = {}
        for claim in self.world.claims:
            # So many of stance and aim are the same.
            key = (claim.parent, *(claim.stance, claim.aim)[:alike])
            siblings.setdefault(key, []).append(claim)
        several = [group for group in siblings.values() if len(group) > 1]
        among = self.some(several or [self.world.claims], which)
        chosen = [self.some(among, n) for n in (some, some + bool(some % 4), some // 8)]
        self.attempt(
            "link premises",
            lambda: claims.link_premises(self.world, name, chosen),
            lambda: operations.link_premises(
                self.people[name], [self.row_of(one) for one in chosen]
            ),
        )
        self.stepped()

    @deed(who=WHO, which=WHICH)
    def take_a_premise_out(self, who: int, which: int) -> None:
        name, claim = self.somebody(who), self._linked_premise(which)
        self.attempt(
            "take premise out",
            lambda: claims.take_premise_out(self.world, name, claim),
            lambda: operations.take_premise_out(self.people[name], self.row_of(claim)),
        )
        self.stepped()

    @deed(who=WHO, which=WHICH)
    def dissolve_premises(self, who: int, which: int) -> None:
        name, claim = self.somebody(who), self._linked_premise(which)
        self.attempt(
            "dissolve premises",
            lambda: claims.dissolve_premises(self.world, name, claim),
            lambda: operations.dissolve_premises(self.people[name], self.row_of(claim)),
        )
        self.stepped()

    def _linked_premise(self, which: int) -> Claim:
        linked = [claim for claim in self.world.claims if claim.linked_with]
        return self.some(linked or self.world.claims, which)

    # ---- sources

    @deed(who=WHO, which=WHICH, empty=SELDOM)
    def add_a_source(self, who: int, which: int, empty: bool) -> None:
        name, claim, citation = self.somebody(who), self.claim(which), "" if empty else "Doe 2024"
        tried = self.attempt(
            "add source",
            lambda: claims.add_source(self.world, name, claim, citation=citation),
            lambda: operations.add_source(
                self.people[name], self.row_of(claim), operations.NewSource(citation=citation)
            ),
        )
        if tried:
            tried[0].pk = tried[1].pk
        self.stepped()

    @deed(who=WHO, which=WHICH)
    def remove_a_source(self, who: int, which: int) -> None:
        given = [(claim, one) for claim in self.world.claims for one in claim.sources]
        if given:
            name, (claim, source) = self.somebody(who), self.some(given, which)
            row = SourceRow(pk=source.pk, claim=self.row_of(claim))
            self.attempt(
                "remove source",
                lambda: claims.remove_source(self.world, name, claim, source),
                lambda: operations.remove_source(self.people[name], row),
            )
        self.stepped()
