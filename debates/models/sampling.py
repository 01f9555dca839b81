"""Whether the trees that people are working on are sound: asked often, so it looks at a few."""

from django.db.models import Count

from debates.models.debate import Debate
from debates.models.soundness import problems

_DEBATES = 3
# Larger ones are for ``manage.py check_trees``, which takes its time.
_MOST_CLAIMS = 1000


def latest_are_sound() -> bool:
    latest = Debate.objects.order_by("-active_at", "-pk")[:_DEBATES]
    sizes = Debate.objects.filter(pk__in=[debate.pk for debate in latest]).annotate(
        size=Count("claims")
    )
    small = {debate.pk for debate in sizes if debate.size <= _MOST_CLAIMS}
    return not any(problems(debate) for debate in latest if debate.pk in small)
