"""What pages derive from a whole debate: the same for all its readers, and kept by version."""

from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from debates.argument.challenges import Status, challenges
from debates.argument.counts import Tally, shares_of
from debates.argument.map import ArgumentMap
from debates.argument.words import KEPT_BACK, Kind
from debates.drawing.sunburst import arcs
from debates.models import Claim, Debate
from debates.models.kept import kept_of, tallies_of
from debates.web.miniature import Drawing, drawing_of
from debates.web.words import excerpt, without_links

FIRST_OPEN = 5


class OpenChallenge(NamedTuple):
    pk: int
    kind: Kind
    text_html: str


class Digest(NamedTuple):
    """``size`` counts what is drawn; ``answers`` holds the tally of each thesis of a question.

    ``ledger`` is the list of open challenges as HTML.
    """

    size: int
    open: frozenset[int]
    first_open: tuple[OpenChallenge, ...]
    drawing: Drawing
    answers: dict[int, Tally]
    ledger: SafeString

    @property
    def more_open(self) -> int:
        return len(self.open) - len(self.first_open)


def digest_of(debate: Debate) -> Digest:
    """Three queries once for each version of the debate, and two where its tally is not known."""
    return kept_of("digest", debate, _digested)


def _digested(debate: Debate) -> Digest:
    # A skeleton leaves out what hangs below a claim left out: this is for_everyone() in one pass.
    seen = Claim.objects.filter(debate=debate).exclude(state__in=KEPT_BACK)
    argument = seen.as_skeleton()
    unanswered = [one for one in challenges(argument) if one.status == Status.OPEN]
    drawn = tuple(arcs(argument))
    first = [int(one.key) for one in unanswered[:FIRST_OPEN]]
    texts = dict(
        Claim.objects.filter(pk__in=[*first, *(int(arc.key) for arc in drawn)]).values_list(
            "pk", "text_html"
        )
    )
    open_keys = frozenset(int(one.key) for one in unanswered)
    digest = Digest(
        size=len(argument.nodes),
        open=open_keys,
        first_open=tuple(
            OpenChallenge(pk, argument.kinds[str(pk)], without_links(texts[pk])) for pk in first
        ),
        drawing=drawing_of(debate, drawn, {pk: excerpt(html) for pk, html in texts.items()}),
        answers=_answers(argument) if argument.asks else {},
        ledger=SafeString(),
    )
    return digest._replace(ledger=_ledger(debate, digest))


def _ledger(debate: Debate, digest: Digest) -> SafeString:
    tally = tallies_of([debate])[debate.pk]
    context = {"debate": debate, "digest": digest, "tally": tally}
    return render_to_string("debates/_ledger.html", context)


def _answers(argument: ArgumentMap) -> dict[int, Tally]:
    """How much hangs below each thesis of a question."""
    return {int(share.thesis): share.tally for share in shares_of(argument)}
