"""What a person wants to hear of and what they have read: theirs, so without event or version."""

from collections.abc import Mapping

from django.db.models import Case, F, PositiveIntegerField, Value, When
from django.utils import timezone

from core.accounts.models import User
from debates.models import Claim, Debate, Follow, Seen
from debates.operations.changing import reread, tried_again
from debates.permissions import Action, require


@tried_again
def follow(person: User, debate: Debate, claim: Claim | None = None) -> bool:
    """Hear of a debate or, with a claim, of its branch from now on; whether that is new."""
    debate = _read_by(person, debate)
    if claim:
        claim = reread(debate, person, claim)
    _, new = Follow.objects.get_or_create(person=person, debate=debate, claim=claim)
    return new


@tried_again
def unfollow(person: User, debate: Debate, claim: Claim | None = None) -> bool:
    """Undo ``follow``, whatever one may see by now; whether there was something to undo."""
    followed = Follow.objects.filter(person=person, debate=debate, claim=claim)
    return followed.delete()[0] > 0


@tried_again
def mark_seen(person: User, debate: Debate, version: int) -> bool:
    """Say that a debate is read up to a version; never less than was said before."""
    return mark_all_seen(person, {_read_by(person, debate): version}) > 0


def _read_by(person: User, debate: Debate) -> Debate:
    """The debate as it is now, for whoever may read it."""
    debate = Debate.objects.get(pk=debate.pk)
    require(debate.role_of(person), Action.READ, debate.phase)
    return debate


def mark_all_seen(person: User, read: Mapping[Debate, int]) -> int:
    """The same for several debates that the person may read; how many marks moved.

    Three statements for any number of debates.
    """
    versions = {
        debate.pk: min(version, debate.version) for debate, version in read.items() if version > 0
    }
    unread = [
        Seen(person=person, debate_id=debate, version=version)
        for debate, version in versions.items()
    ]
    known = set(
        Seen.objects.filter(person=person, debate__in=versions).values_list("debate", flat=True)
    )
    # Somebody's other window may have been first: then there is nothing to add, only to raise.
    new = [seen for seen in unread if seen.debate_id not in known]
    Seen.objects.bulk_create(new, ignore_conflicts=True)
    if not versions:
        return 0
    whens = [When(debate=debate, then=Value(version)) for debate, version in versions.items()]
    up_to = Case(*whens, output_field=PositiveIntegerField())
    behind = Seen.objects.filter(person=person, debate__in=versions).alias(up_to=up_to)
    raised = behind.filter(version__lt=F("up_to")).update(version=up_to, at=timezone.now())
    return raised + len(new)
