"""How the kinds of claims and what they aim at are called on pages."""

import re
from dataclasses import dataclass
from html import unescape
from unicodedata import combining

from django.utils.safestring import SafeString

from debates.argument.labels import AIM_LABELS as AIM_LABELS  # to be found here too
from debates.argument.labels import KIND_WORDS, KindWords, label
from debates.argument.words import Aim, Kind, Side, Stance, kind_of_reply
from debates.models import Claim


@dataclass(frozen=True)
class AimWords:
    """One choice of the composer: what opposing in this way says, and how it may sound."""

    name: str
    gist: str
    example: str


AIM_WORDS = {
    Aim.TRUTH: AimWords("Truth", "It is not so.", "“The figures show the opposite.”"),
    Aim.RELEVANCE: AimWords(
        "Relevance", "It may be so, but it does not bear on that.", "“True, yet beside the point.”"
    ),
    Aim.EVIDENCE: AimWords(
        "Evidence", "What it rests on does not show it.", "“That study looked at one town.”"
    ),
    Aim.DEFINITION: AimWords(
        "Definition", "A word in it carries two meanings.", "“A toll is not a ban.”"
    ),
    Aim.SCOPE: AimWords("Scope", "It holds only for some cases.", "“Not where there is no bus.”"),
}

_LINK = re.compile(r"</?a\b[^>]*>")
# What is rendered and made safe has no “>” but at the end of a tag.
_TAG = re.compile(r"<[^>]*>")
_EXCERPT = 60


def words_of(claim: Claim) -> KindWords:
    return KIND_WORDS[Kind(claim.kind)]


def label_of(claim: Claim) -> str:
    return label(Kind(claim.kind), claim.aim)


def kind_below(parent: Claim, stance: Stance | None) -> Kind:
    """The kind of a reply with this stance; a reply without one is a thesis."""
    return Kind.THESIS if stance is None else kind_of_reply(stance, Side(parent.side))


def invitation(parent: Claim, stance: Stance | None) -> str:
    """What a button says that leads to writing such a reply."""
    kind, noun = kind_below(parent, stance), words_of(parent).noun
    if kind == Kind.THESIS:
        return "Propose another thesis"
    verb = {Kind.CLAIM: "Support", Kind.CRITIQUE: "Oppose", Kind.REBUTTAL: "Rebut"}[kind]
    return f"{verb} this {noun}"


def without_links(html: str) -> SafeString:
    """A claim's rendered text such that it can be a link itself."""
    # Not by mark_safe, which first asks whether its argument is lazy: this is for each of 300 rows.
    return SafeString(_LINK.sub("", html))  # what was safe stays so with fewer tags


def without_tags(html: str) -> str:
    return _TAG.sub("", html)


def excerpt(html: str, length: int = _EXCERPT) -> str:
    """The beginning of a claim's rendered text as plain characters, with no half character."""
    text = unescape(_TAG.sub("", html))
    if len(text) <= length:
        return text
    end = length - 1
    while end and combining(text[end]):
        end -= 1
    return f"{text[:end]}…"
