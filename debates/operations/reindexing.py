"""The index of words made anew from what debates hold, and compared with it."""

from debates.models import Claim, Debate
from debates.models.index import engine, keys_in, remove, remove_without, without
from debates.models.search import CLAIMS, DEBATES, document_of, documents_of, keys_of
from debates.operations.changing import changing
from debates.operations.indexing import index_whole

# A debate by the upper half of a claim's key, and by its own.
_PARTS, _WHOLE = 32, 0


def reindex(debate: Debate) -> None:
    """It is no change of the debate, so nothing is recorded; nobody posts meanwhile."""
    with changing(debate.pk) as debate:
        remove(CLAIMS, keys_of(debate.pk))
        index_whole(debate)


def drift(debate: Debate) -> int:
    """How many documents are missing, other than they should be, or should not be there."""
    with changing(debate.pk) as debate:
        stray = keys_in(CLAIMS, keys_of(debate.pk))
        wrong = engine().differing(DEBATES, [document_of(debate)])
        for documents in documents_of(Claim._base_manager.filter(debate=debate)):
            stray -= {document.key for document in documents}
            wrong |= engine().differing(CLAIMS, documents)
    return len(stray) + len(wrong)


def strays() -> int:
    """How many entries belong to no debate: left over when tables were emptied by hand."""
    return without(CLAIMS, _PARTS) + without(DEBATES, _WHOLE)


def remove_strays() -> int:
    return remove_without(CLAIMS, _PARTS) + remove_without(DEBATES, _WHOLE)
