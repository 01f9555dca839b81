"""How the kinds of claims, and what they aim at, are called."""

from typing import NamedTuple

from debates.argument.words import Aim, Kind


class KindWords(NamedTuple):
    """``noun`` stands in a sentence, ``label`` above a claim, ``plural`` above several."""

    noun: str
    label: str
    plural: str


KIND_WORDS = {
    Kind.QUESTION: KindWords("question", "Question", "Questions"),
    Kind.THESIS: KindWords("thesis", "Thesis", "Theses"),
    Kind.CLAIM: KindWords("claim", "Supporting claim", "Supports"),
    Kind.CRITIQUE: KindWords("critique", "Critique", "Critiques"),
    Kind.REBUTTAL: KindWords("rebuttal", "Rebuttal", "Rebuttals"),
}

AIM_LABELS = {
    Aim.TRUTH: "of truth",
    Aim.RELEVANCE: "of relevance",
    Aim.EVIDENCE: "of the evidence",
    Aim.DEFINITION: "of a definition",
    Aim.SCOPE: "of scope",
}


def label(kind: Kind, aim: str) -> str:
    """“Critique · of relevance”"""
    of_kind = KIND_WORDS[kind].label
    return f"{of_kind} · {AIM_LABELS[Aim(aim)]}" if aim else of_kind
