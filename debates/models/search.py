"""Looking for words in claims and debates: what is indexed of them, and who is shown what is found.

A claim's key in the index has its debate's key in the upper half: whose a hit is can be told
without a look at the claim. The index knows nothing of who may see what; every hit goes through
something that does: a query set, or for a person ``debates.models.finding``.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import CharField, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat, StrIndex

from debates.argument.plain import plain
from debates.argument.terms import terms
from debates.argument.wanted import Match, Wanted
from debates.argument.words import Kind, stance_of
from debates.models.index import Document, Index, Range, Scope, create, drop, engine, remove
from debates.models.source import Source

CLAIMS = Index("debates_claim_words", ("text", "sources", "detail"))
DEBATES = Index("debates_debate_words", ("title", "background"))

SHOWN_MAX = 200
"""So many hits anybody is shown at most, the best ones."""
RANKED_MAX = 5_000
"""So many hits are compared with each other; of more, some are not looked at."""
# Who sees nearly everything finds enough in the first part, and asks for no more.
_PARTS = (220, 1_000, RANKED_MAX)
_BATCH = 1_000
BITS = 32


class Within(NamedTuple):
    """Where to look: in one debate, or in those that ``debates`` selects; for one kind or author.

    What is searched says what may be found; this makes sure that what is found fills
    the result, however much else has the same words.
    """

    debates: QuerySet[Any] | None = None
    debate: int | None = None
    kind: str = ""
    author: int | None = None


ANYWHERE = Within()


# ---- finding --------------------------------------------------------------------------------


def best_claims(claims: QuerySet[Any], looked_for: Wanted, within: Within) -> list[int]:
    """The keys of at most SHOWN_MAX + 1 of these claims, best first."""
    shown = _Claims(narrowed(claims, within).order_by(), within.debates)
    return best_of(shown, looked_for, within)


def best_of(claims: "Shown", looked_for: Wanted, within: Within) -> list[int]:
    return _best(CLAIMS, claims, looked_for, _scope(within))


def narrowed(claims: QuerySet[Any], within: Within) -> QuerySet[Any]:
    if within.debate is not None:
        claims = claims.filter(debate=within.debate)
    if within.kind:
        claims = claims.filter(kind=within.kind)
    if within.author is not None:
        claims = claims.filter(author=within.author)
    return claims


def best_debates(debates: QuerySet[Any], looked_for: Wanted) -> list[int]:
    """The keys of at most SHOWN_MAX + 1 of these debates, best first."""
    return _best(DEBATES, _Debates(debates.order_by()), looked_for, Scope())


def in_this_order(rows: QuerySet[Any], keys: list[int]) -> QuerySet[Any]:
    """The rows with these keys, in the order of the keys, which were just found among ``rows``.

    To ask again who may see them would cost as much as finding them.
    """
    if not keys:
        return rows.none()
    places = Value(f",{','.join(map(str, keys))},")
    own = Concat(Value(","), Cast("pk", CharField()), Value(","))
    return rows.model._default_manager.filter(pk__in=keys).order_by(StrIndex(places, own))


def read(rows: QuerySet[Any], keys: list[int]) -> list[Any]:
    """The rows with these keys, in the order of the keys: for a page of them."""
    known = rows.in_bulk(keys)
    return [known[key] for key in keys if key in known]


class Shown(Protocol):
    """What may be found."""

    def among(self, keys: list[int]) -> list[int]:
        """Those of the keys that may be, in their order, as keys of rows."""

    def debates_to_look_in(self) -> QuerySet[Any] | None:
        """Asked for where too much matches to look at all of it: only in these anything may be."""


class _Claims(NamedTuple):
    """The claims that may be found, and the debates in which they are."""

    rows: QuerySet[Any]
    debates: QuerySet[Any] | None

    def debates_to_look_in(self) -> QuerySet[Any] | None:
        return self.debates

    def among(self, keys: list[int]) -> list[int]:
        if self.debates is not None:
            homes = self.debates.order_by().filter(pk__in=_literally({key >> BITS for key in keys}))
            listed = set(homes.values_list("pk", flat=True))
            keys = [key for key in keys if key >> BITS in listed]
        return kept(self.rows, [key & (1 << BITS) - 1 for key in keys])


class _Debates(NamedTuple):
    rows: QuerySet[Any]

    def debates_to_look_in(self) -> None:
        return None

    def among(self, keys: list[int]) -> list[int]:
        return kept(self.rows, keys)


def kept(rows: QuerySet[Any], keys: list[int]) -> list[int]:
    if not keys:
        return []
    there = set(rows.filter(pk__in=_literally(keys)).values_list("pk", flat=True))
    return [key for key in keys if key in there]


def _literally(keys: Iterable[int]) -> RawSQL:
    """Numbers in the statement itself: as parameters, hundreds of them cost more than the query."""
    return RawSQL(",".join(map(str, keys)), [])  # noqa: S611 - keys of our own


def _best(index: Index, seen: Shown, looked_for: Wanted, scope: Scope) -> list[int]:
    found: list[int] = []
    tried: set[int] = set()
    for match in looked_for.matches:
        for hits in _rounds(index, match, scope, seen):
            new = [key for key in hits if key not in tried]
            for part in _in_parts(new):
                found += seen.among(part)
                if len(found) > SHOWN_MAX:
                    return found[: SHOWN_MAX + 1]
            tried.update(new)
    return found


def _rounds(index: Index, match: Match, scope: Scope, seen: Shown) -> Iterator[list[int]]:
    """The best, all that match; where there was too much to look at, what is in fewer debates.

    To ask for the debates at once would cost everybody a look at all debates there are.
    """
    best = engine().hits(index, match, scope, RANKED_MAX, _PARTS[0])
    yield best
    if len(best) < _PARTS[0]:
        return
    hits = engine().hits(index, match, scope, RANKED_MAX)
    yield hits
    debates = seen.debates_to_look_in() if len(hits) == RANKED_MAX else None
    if debates is not None:
        listed = debates.order_by().values("pk").query.sql_with_params()
        yield engine().hits(index, match, scope._replace(parts=listed), RANKED_MAX)


def _in_parts(keys: list[int]) -> Iterator[list[int]]:
    start = 0
    for size in _PARTS:
        if part := keys[start : start + size]:
            yield part
        start += size


def _scope(within: Within) -> Scope:
    tags = [f"k{_lasting(Kind(within.kind))}"] if within.kind else []
    if within.author is not None:
        tags.append(f"a{within.author}")
    keys = None if within.debate is None else keys_of(within.debate)
    return Scope(tuple(tags), keys)


# ---- the tables -----------------------------------------------------------------------------


def install(
    debates: QuerySet[Any], claims: QuerySet[Any], editor: BaseDatabaseSchemaEditor
) -> None:
    """Make the tables, and index what there is; the models are those of a migration."""
    create(editor, DEBATES)
    create(editor, CLAIMS)
    known = debates.only("title", "background_html")
    engine().write(DEBATES, map(document_of, known.iterator()))
    index_claims(claims)


def uninstall(editor: BaseDatabaseSchemaEditor) -> None:
    drop(editor, CLAIMS)
    drop(editor, DEBATES)


# ---- what is indexed ------------------------------------------------------------------------


class _Words(NamedTuple):
    """What of a claim is looked up."""

    pk: int
    debate_id: int
    author_id: int
    kind: str
    text_html: str
    detail_html: str


def index_claims(claims: QuerySet[Any]) -> None:
    for documents in documents_of(claims):
        engine().write(CLAIMS, documents)


def index_debate(debate: Any) -> None:
    engine().write(DEBATES, [document_of(debate)])


def documents_of(claims: QuerySet[Any]) -> Iterator[list[Document]]:
    """A batch at a time, each with two queries."""
    rows = iter(claims.order_by("pk").values_list(*_Words._fields).iterator(_BATCH))
    while some := [_Words(*row) for row in islice(rows, _BATCH)]:
        sources = _sources_of([words.pk for words in some])
        yield [_document(words, sources.get(words.pk, [])) for words in some]


def document_of(debate: Any) -> Document:
    sections = (terms(debate.title), terms(plain(debate.background_html)))
    return Document(debate.pk, sections)


def keys_of(debate: int) -> Range:
    """Of all claims that a debate has or will have."""
    return Range(debate << BITS, (debate + 1 << BITS) - 1)


def clear() -> None:
    """As in a database without debates."""
    everything = Range(0, 2**63 - 1)
    remove(CLAIMS, everything)
    remove(DEBATES, everything)


def key_of(debate: int, claim: int) -> int:
    return (debate << BITS) + claim


def _document(words: _Words, sources: list[str]) -> Document:
    sections = (
        terms(plain(words.text_html)),
        [term for source in sources for term in terms(source)],
        terms(plain(words.detail_html)),
    )
    tags = (f"a{words.author_id}", f"k{_lasting(Kind(words.kind))}")
    return Document(key_of(words.debate_id, words.pk), sections, tags)


def _lasting(kind: Kind) -> str:
    """The kind as far as it stays when something above the claim moves."""
    return stance_of(kind) or kind


def _sources_of(claims: list[int]) -> dict[int, list[str]]:
    rows = Source.objects.in_use().filter(claim__in=claims).order_by("claim", "pk")
    told = rows.values_list("claim", "title", "citation", "quote", "locator", "url")
    return {
        claim: [text for _, *texts in some for text in texts]
        for claim, some in groupby(told, itemgetter(0))
    }
