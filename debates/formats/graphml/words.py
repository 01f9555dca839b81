"""What the words on an edge or a node of a foreign graph say of stance and direction."""

import re
from collections.abc import Mapping

from debates.argument.words import Stance

OF_EDGES = (
    *("relation", "stance", "label", "type", "kind", "name", "sign", "polarity", "interaction"),
    *("edgelabel", "relationship"),
)
OF_NODES = ("stance", "kind", "type", "role")

_WORD = re.compile("[a-z]+")
# Verbs tell what the source does to the target; "supported by" and "because", the other way round.
_VERBS = {
    Stance.CON: {
        *("attack", "attacks", "opposes", "rebuts", "undercuts", "undermines", "contradicts"),
        *("refutes", "defeats", "disproves", "challenges"),
    },
    Stance.PRO: {"support", "supports", "backs", "justifies", "proves", "confirms", "entails"},
}
_PARTICIPLES = {
    Stance.CON: {
        *("attacked", "opposed", "rebutted", "undercut", "undermined", "contradicted", "refuted"),
        *("defeated", "disproved", "challenged"),
    },
    Stance.PRO: {"supported", "backed", "justified", "proved", "confirmed", "entailed"},
}
_NOUNS = {
    Stance.CON: {
        *("con", "contra", "against", "disagree", "objection", "critique", "rebuttal", "but"),
        *("counterargument", "counter", "conflict", "negative", "-"),
    },
    Stance.PRO: {
        *("pro", "for", "agree", "argument", "claim", "reason", "evidence", "positive", "because"),
        "+",
    },
}


def stance_of_edge(data: Mapping[str, str]) -> tuple[Stance | None, int]:
    """The stance, and who argues: 1 the source, -1 the target, 0 where the words leave it open."""
    words = _words(data, OF_EDGES)
    for told, way in ((_PARTICIPLES if "by" in words else {}, -1), (_VERBS, 1), (_NOUNS, 0)):
        for stance, those in told.items():
            if words & those:
                return stance, -1 if "because" in words else way
    return None, 0


def stance_of_node(data: Mapping[str, str]) -> Stance | None:
    words = _words(data, OF_NODES)
    return next((stance for stance, those in _NOUNS.items() if words & those), None)


def _words(data: Mapping[str, str], names: tuple[str, ...]) -> set[str]:
    words: set[str] = set()
    for name in names:
        said = data.get(name, "").strip().lower()
        words.update(_WORD.findall(said) if said not in ("+", "-") else said)
    return words
