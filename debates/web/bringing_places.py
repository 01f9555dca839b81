"""Where a file is brought to: a debate of its own, or below a claim."""

import uuid
from typing import Any, NamedTuple

from django.urls import reverse

from core.accounts.models import User
from debates import operations
from debates.argument.map import ArgumentMap
from debates.formats.reception import Received
from debates.models import Claim, Debate, Event
from debates.web.alike import twins
from debates.web.bringing_forms import BranchForm, NewDebateForm
from debates.web.claims import claim_page
from debates.web.kept_files import Kept
from debates.web.visit import Visit


class Place(NamedTuple):
    """Both are None for a debate of its own."""

    visit: Visit | None = None
    parent: Claim | None = None

    @property
    def below(self) -> int | None:
        return self.parent.pk if self.parent else None

    @property
    def level(self) -> int | None:
        return self.parent.level if self.parent else None

    @property
    def url(self) -> str:
        if self.parent is None:
            return reverse("import_debate")
        return reverse("import_branch", args=[self.parent.debate.slug, self.parent.pk])

    def url_of(self, file: Kept) -> str:
        return f"{self.url}?file={file.key}"

    @property
    def context(self) -> dict[str, Any]:
        """What the frame of the pages needs."""
        here = {"place": self, "here": "import"}
        return here | (claim_page(self.visit, self.parent) if self.visit and self.parent else {})

    def context_of(self, received: Received) -> dict[str, Any]:
        return {"twins": twins(self.visit, received.argument)} if self.visit else {}

    def form(self, *typed: Any, file: Kept, received: Received, people: int) -> Any:
        first = {"file": file.key, "title": received.argument.title}
        if self.parent is None:
            return NewDebateForm(*typed, initial=first, people=people)
        return BranchForm(*typed, initial=first, people=people, parent=self.parent)

    def take_in(self, actor: User, argument: ArgumentMap, key: uuid.UUID, form: Any) -> str:
        """Where it is then."""
        asked = {"key": key, **form.asked()}
        if self.parent is None:
            return operations.place_debate(actor, argument, **asked).get_absolute_url()
        return operations.place_branch(actor, self.parent, argument, **asked).get_absolute_url()

    def made_before(self, actor: User, key: str) -> str:
        """Where what came of this file is, if it came in already."""
        try:
            sent = uuid.UUID(key)
        except ValueError:
            return ""
        seen = Debate.objects.visible_to(actor)
        events = Event.objects.filter(actor=actor, key=sent, debate__in=seen)
        made = events.select_related("claim", "debate").first()
        if made is None:
            return ""
        return (made.claim if self.parent and made.claim else made.debate).get_absolute_url()
