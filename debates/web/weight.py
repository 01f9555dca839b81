"""Strength and standing in words, and as the few bits of HTML that stand beside claims."""

from functools import cache
from typing import NamedTuple

from django.utils.safestring import SafeString

from debates.models.reckoning import Basis, Figure
from debates.reasoning.grounded import Standing

# A strength below the first number is called by the first word, and so on.
_SCALE = ((0.2, "very weak"), (0.4, "weak"), (0.6, "middling"), (0.8, "strong"))
_STRONGEST = "very strong"
_STRONG, _WEAK = 0.6, 0.4


class StandingWords(NamedTuple):
    word: str
    icon: str
    means: str


STANDING_WORDS = {
    Standing.IN: StandingWords("stands", "stands", "whatever opposes it is answered"),
    Standing.OUT: StandingWords("falls", "falls", "something that opposes it is not answered"),
    Standing.UNDECIDED: StandingWords(
        "undecided", "undecided", "it depends on arguments that go in a circle"
    ),
}


def scale() -> list[tuple[str, str]]:
    """The words for strengths with the numbers they are for."""
    ends = [0.0, *(end for end, _ in _SCALE), 1.0]
    words = [*(word for _, word in _SCALE), _STRONGEST]
    return [
        (word, f"{begin:.1f} to {end:.1f}")
        for word, begin, end in zip(words, ends, ends[1:], strict=False)
    ]


def number_of(strength: float) -> str:
    return f"{strength:.2f}"


def difference(before: float, after: float) -> str:
    """Of the numbers as they are shown."""
    moved = round(after, 2) - round(before, 2)
    if round(moved, 2) == 0:
        return "less than 0.01"
    return f"{moved:+.2f}".replace("-", "−")


def word_for(strength: float) -> str:
    """Of the number as it is shown, so that the two never disagree."""
    shown = round(strength, 2)
    return next((word for end, word in _SCALE if shown < end), _STRONGEST)


def at_odds(figure: Figure, *, conceded: bool) -> str:
    """Why standing and strength say different things of a claim; empty where they agree."""
    shown = round(figure.strength, 2)
    if figure.standing is Standing.OUT and shown >= _STRONG:
        return "Strong by weight, but an objection is unanswered"
    if figure.standing is Standing.IN and shown < _WEAK:
        why = "it was conceded" if conceded else "no objection is unanswered"
        return f"Weak by weight, but {why}"
    return ""


def basis_in_words(basis: Basis) -> str:
    """As in: by quadratic energy, from 14 people’s votes."""
    return f"by {basis.words}"


def weight(figure: Figure | None) -> SafeString:
    """Standing and strength for a row or a card; nothing for what does not count."""
    if figure is None:
        return SafeString()
    return _weight(round(figure.strength * 100), figure.standing, figure.circular)


@cache
def _weight(percent: int, standing: Standing, circular: bool) -> SafeString:
    words = STANDING_WORDS[standing]
    strength = percent / 100
    about = "about " if circular else ""
    return SafeString(
        f'<span class="weight {words.icon}"><span class="standing" title="{words.means}">'
        f'<svg class="icon" aria-hidden="true"><use href="#i-{words.icon}"></use></svg>'
        f'{words.word}</span><span class="strength" title="strength: {word_for(strength)}">'
        f'{bar(percent)}<span class="hush">strength </span>{about}{number_of(strength)}'
        f'<span class="word"> {word_for(strength)}</span></span></span>'
    )


def bar(percent: int) -> SafeString:
    """A strength as a length. The number stands beside it."""
    drawn = f'<path d="M0 4h{percent}"/>' if percent else ""
    return SafeString(
        '<svg class="gauge" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f"{drawn}</svg>"
    )
