"""What is derived from one version of a debate and kept: never out of date, so never cleared."""

from collections.abc import Iterable

from django.core.cache import caches

from debates.argument.counts import Tally, tally_of
from debates.models.claim import Claim
from debates.models.debate import Debate


def tallies_of(debates: Iterable[Debate]) -> dict[int, Tally]:
    """The tally of each debate by its key; two queries for all whose version is not known yet."""
    keys = {f"tally:{debate.pk}:{debate.version}": debate.pk for debate in debates}
    kept = caches["derived"].get_many(keys)
    missing = {key: pk for key, pk in keys.items() if key not in kept}
    if missing:
        # Counted from the maps, as everywhere: in SQL it is a second definition of what is open,
        # and one for which PostgreSQL without statistics takes seconds at 5,000 claims.
        skeletons = Claim.objects.filter(tree_id__in=missing.values()).as_skeletons()
        counted = {debate: tally_of(skeleton) for debate, skeleton in skeletons}
        new = {key: counted.get(pk, Tally()) for key, pk in missing.items()}
        caches["derived"].set_many(new)
        kept |= new
    return {pk: kept[key] for key, pk in keys.items()}
