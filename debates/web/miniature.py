"""The debate in small: its sunburst with one claim and the way to it marked."""

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from debates.argument.words import Kind
from debates.drawing.sunburst import Arc
from debates.models import Claim, Debate
from debates.web.digest import Digest
from debates.web.words import KIND_WORDS

# Half the side of the picture by the number of rings: a young debate is not drawn lost in white.
_HALVES = {1: 64, 2: 70, 3: 82, 4: 100}


def miniature(debate: Debate, digest: Digest, here: Claim, above: Collection[int]) -> SafeString:
    """The arcs as links for whoever points; everybody else has the chain and the outline.

    ``above`` holds the keys of the claim's ancestors.
    """
    prefix = reverse("claim", args=[debate.slug, 0]).removesuffix("0/")
    drawn = mark_safe("".join(_link(arc, prefix, digest, here, above) for arc in digest.arcs))  # noqa: S308
    root = "here" if here.is_root else "above"
    half = _HALVES[max((arc.depth for arc in digest.arcs), default=1)]
    return format_html(
        '<svg class="miniature" viewBox="-{0} -{0} {1} {1}" aria-hidden="true">'
        '<a class="root {2}" href="{3}" tabindex="-1"><circle r="22"></circle></a>{4}</svg>',
        half,
        2 * half,
        root,
        debate.get_absolute_url(),
        drawn,
    )


def place_in_words(digest: Digest, here: Claim, above: Collection[int]) -> str:
    """What the drawing shows, for those who do not see it and for those who wonder."""
    size = f"{digest.size:,} claims" if digest.size != 1 else "One claim"
    drawn = {int(arc.key) for arc in digest.arcs}
    if here.is_root:
        return f"{size} in all, the {KIND_WORDS[Kind(here.kind)].noun} in the middle."
    noun = KIND_WORDS[Kind(here.kind)].noun
    if here.pk in drawn:
        return f"{size} in all; this {noun} and the way to it are marked."
    return f"{size} in all; this {noun} is too small to draw, the way to it is marked."


def _link(arc: Arc, prefix: str, digest: Digest, here: Claim, above: Collection[int]) -> str:
    return (
        f'<a class="{_marks(arc, here, above)}" href="{prefix}{arc.key}/" tabindex="-1">'
        f'<path d="{arc.path}"><title>{escape(_title(arc, digest))}</title></path></a>'
    )


def _marks(arc: Arc, here: Claim, above: Collection[int]) -> str:
    return " ".join(_mark_words(arc, here, above))


def _mark_words(arc: Arc, here: Claim, above: Collection[int]) -> Iterator[str]:
    yield f"is-{arc.kind}"
    if int(arc.key) == here.pk:
        yield "here"
    elif int(arc.key) in above:
        yield "above"


def _title(arc: Arc, digest: Digest) -> str:
    return f"{KIND_WORDS[Kind(arc.kind)].label}: {digest.titles[int(arc.key)]}"
