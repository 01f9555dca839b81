"""Why a claim stands or falls, what would turn it, and where a reply matters most: in sentences."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from debates.argument.words import KEPT_BACK, Kind
from debates.models import Claim, Debate, Phase
from debates.models.kept import kept_at
from debates.models.reckoning import Figures, figures_of, levers_of, reckoning_of
from debates.models.votes import stamp_of
from debates.reasoning.explanation import Sentence
from debates.web.weight import at_odds, basis_in_words, number_of, weight
from debates.web.words import excerpt

# So many claims of a debate have their sentences kept: finding them takes a while in a large one.
_SLOTS = 8
_QUOTED = 90

Texts = dict[str, str]


class Lever(NamedTuple):
    """Where a reply matters most to a thesis, as it is said there and on the thesis' own page."""

    pk: int
    here: SafeString
    there: SafeString


class Weights(NamedTuple):
    """What a page of a debate says of the weight of its claims."""

    figures: Figures
    basis: str
    lever: Lever | None = None

    def of(self, key: int) -> SafeString:
        """Standing and strength of a claim; empty where it does not count."""
        return weight(self.figures.get(key))

    def matters_most(self, key: int) -> bool:
        return self.lever is not None and self.lever.pk == key


class Weighed(NamedTuple):
    """What is said of the weight of the one claim that a page is about.

    ``accepted`` and ``rejected`` lead to what would follow if it were.
    """

    accepted: str
    rejected: str
    weight: SafeString
    at_odds: str
    basis: str
    why: SafeString
    otherwise: SafeString
    lever: SafeString


def weights_of(debate: Debate) -> Weights:
    figures = figures_of(debate)
    return Weights(figures, basis_in_words(figures.basis))


def weights_along(debate: Debate, thread: Sequence[Claim]) -> Weights:
    """With where a reply matters most to the thesis that a thread leads down from."""
    weights = weights_of(debate)
    thesis = next((claim for claim in thread[:2] if claim.kind == Kind.THESIS), None)
    if thesis is None or debate.phase in (Phase.CLOSED, Phase.ARCHIVED):
        return weights
    lever = kept_at(
        f"lever-{thesis.pk}", debate, stamp_of(debate), lambda debate: _lever(debate, thesis)
    )
    return weights._replace(lever=lever)


def weighed(debate: Debate, claim: Claim, weights: Weights) -> Weighed | None:
    """None where the claim does not count."""
    figure = weights.figures.get(claim.pk)
    if figure is None:
        return None
    slot = f"why-{claim.pk % _SLOTS}"
    stamp = (stamp_of(debate), claim.pk)
    why, otherwise = kept_at(slot, debate, stamp, lambda debate: _sentences(debate, claim.pk))
    lever = SafeString()
    if weights.lever is not None:
        if weights.lever.pk == claim.pk:
            lever = weights.lever.here
        elif claim.kind == Kind.THESIS:
            lever = weights.lever.there
    what_if = reverse("what_if", args=[debate.slug])
    return Weighed(
        accepted=f"{what_if}?accept={claim.pk}",
        rejected=f"{what_if}?reject={claim.pk}",
        weight=weights.of(claim.pk),
        at_odds=at_odds(figure, conceded=claim.conceded_at is not None),
        basis=weights.basis,
        why=why,
        otherwise=otherwise,
        lever=lever,
    )


def _sentences(debate: Debate, key: int) -> tuple[SafeString, SafeString]:
    reckoning = reckoning_of(debate)
    why, otherwise = reckoning.why(str(key)), reckoning.otherwise(str(key))
    texts = texts_of(debate, [part.claim for part in (*why, *otherwise)])
    return in_html(debate, why, texts), in_html(debate, otherwise, texts)


def _lever(debate: Debate, thesis: Claim) -> Lever | None:
    found = levers_of(debate, thesis.pk)
    if not found:
        return None
    key, effect = found[0]
    texts = texts_of(debate, [key])
    if key not in texts:
        return None
    now = figures_of(debate).get(thesis.pk).strength
    moves = f"from {number_of(now)} to {number_of(now + effect)}"
    if number_of(now) == number_of(now + effect):
        return None
    return Lever(
        pk=int(key),
        here=format_html(
            "A reply here matters most: one good objection would take the thesis {}.", moves
        ),
        there=format_html(
            "A reply matters most at {}: one good objection to it would take this thesis {}.",
            quoted(debate, key, texts),
            moves,
        ),
    )


def texts_of(debate: Debate, keys: Iterable[str]) -> Texts:
    """What claims that everybody sees say, as HTML by key; one query, none for no keys."""
    wanted = [int(key) for key in keys if key]
    if not wanted:
        return {}
    seen = Claim.objects.filter(debate=debate, pk__in=wanted).exclude(state__in=KEPT_BACK)
    return {str(pk): html for pk, html in seen.values_list("pk", "text_html")}


def in_html(debate: Debate, sentence: Sentence, texts: Texts) -> SafeString:
    """With each claim that is named quoted and linked; empty where one is not seen any more."""
    if any(part.claim and part.claim not in texts for part in sentence):
        return SafeString()
    pieces = [
        quoted(debate, part.claim, texts) if part.claim else conditional_escape(part.text)
        for part in sentence
    ]
    return mark_safe(f"It {''.join(pieces)}." if pieces else "")  # noqa: S308 - escaped above


def quoted(debate: Debate, key: str, texts: Texts) -> SafeString:
    url = reverse("claim", args=[debate.slug, key])
    return format_html('“<a href="{}">{}</a>”', url, excerpt(texts[key], _QUOTED))
