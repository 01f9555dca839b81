"""The debate in small: its sunburst with one claim and the way to it marked."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from debates.argument.words import Kind
from debates.drawing.sunburst import Arc
from debates.models import Claim, Debate
from debates.web.words import KIND_WORDS

# Half the side of the picture by the number of rings: a young debate is not drawn lost in white.
_HALVES = {1: 64, 2: 70, 3: 82, 4: 100}


class DrawnArc(NamedTuple):
    """One claim's arc. ``rest`` is its link as HTML from its address on: the same on all pages."""

    pk: int
    kind: str
    rest: str


class Drawing(NamedTuple):
    """What the pictures of a debate have in common. ``begin`` is the HTML up to the root's mark."""

    begin: str
    root: str
    arcs: tuple[DrawnArc, ...]


def drawing_of(debate: Debate, arcs: Sequence[Arc], titles: Mapping[int, str]) -> Drawing:
    """The arcs as links for whoever points; everybody else has the chain and the outline.

    ``titles`` are plain text, by the claims' keys.
    """
    half = _HALVES[max((arc.depth for arc in arcs), default=1)]
    prefix = reverse("claim", args=[debate.slug, 0]).removesuffix("0/")
    return Drawing(
        begin=f'<svg class="miniature" viewBox="-{half} -{half} {2 * half} {2 * half}"'
        ' aria-hidden="true"><a class="root ',
        root=f'" href="{debate.get_absolute_url()}" tabindex="-1"><circle r="22"></circle></a>',
        arcs=tuple(_drawn(arc, prefix, titles[int(arc.key)]) for arc in arcs),
    )


def miniature(drawing: Drawing, here: Claim, above: Collection[int]) -> SafeString:
    """The drawing with a claim and its ancestors marked; ``above`` holds the keys of these."""
    marks = dict.fromkeys(above, " above") | {here.pk: " here"}
    links = [f'<a class="is-{arc.kind}{marks.get(arc.pk, "")}" {arc.rest}' for arc in drawing.arcs]
    root = "here" if here.is_root else "above"
    html = f"{drawing.begin}{root}{drawing.root}{''.join(links)}</svg>"
    return mark_safe(html)  # noqa: S308 - what people wrote was escaped by _drawn


def place_in_words(drawing: Drawing, size: int, here: Claim) -> str:
    """What the drawing shows, for those who do not see it and for those who wonder.

    ``size`` counts the claims of the debate.
    """
    counted = f"{size:,} claims" if size != 1 else "One claim"
    noun = KIND_WORDS[Kind(here.kind)].noun
    if here.is_root:
        return f"{counted} in all, the {noun} in the middle."
    if any(arc.pk == here.pk for arc in drawing.arcs):
        return f"{counted} in all; this {noun} and the way to it are marked."
    return f"{counted} in all; this {noun} is too small to draw, the way to it is marked."


def _drawn(arc: Arc, prefix: str, title: str) -> DrawnArc:
    label = escape(f"{KIND_WORDS[Kind(arc.kind)].label}: {title}")
    rest = (
        f'href="{prefix}{arc.key}/" tabindex="-1">'
        f'<path d="{arc.path}"><title>{label}</title></path></a>'
    )
    return DrawnArc(int(arc.key), str(arc.kind), rest)
