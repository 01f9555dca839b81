"""What is derived from one version of a debate and kept: never out of date, so never cleared."""

from collections.abc import Iterable

from django.core.cache import caches

from debates.models.claim import Claim
from debates.models.claims import Tally
from debates.models.debate import Debate


def tallies_of(debates: Iterable[Debate]) -> dict[int, Tally]:
    """The tally of each debate by its key; two queries for all whose version is not known yet."""
    keys = {f"tally:{debate.pk}:{debate.version}": debate.pk for debate in debates}
    kept = caches["derived"].get_many(keys)
    missing = {key: pk for key, pk in keys.items() if key not in kept}
    if missing:
        counted = Claim.objects.filter(debate__in=missing.values()).tallies()
        new = {key: counted.get(pk, Tally()) for key, pk in missing.items()}
        caches["derived"].set_many(new)
        kept |= new
    return {pk: kept[key] for key, pk in keys.items()}
