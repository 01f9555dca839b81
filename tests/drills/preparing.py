"""Fills a drill's empty database; run as a program with the site's settings (see servers)."""

import json
import sys

import django


def main(people: int) -> None:
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect()

    from core.accounts.models import User
    from debates.models import Membership, Role
    from debates.operations import open_debate, place_debate
    from tests.trees import random_map

    names = [f"person-{number}" for number in range(people)]
    cast = [User.objects.create(username=name, email=f"{name}@example.org") for name in names]
    debate = open_debate(cast[0], title="Cars in cities", theses=["Cities should ban cars"])
    Membership.objects.bulk_create(
        [Membership(debate=debate, user=who, role=Role.MODERATOR) for who in cast[1:]]
    )
    world = {
        "slug": debate.slug,
        "quiet": place_debate(cast[0], random_map(seed=1, size=40)).slug,
        "root": debate.claims.get(parent=None).pk,
        "cookie": settings.SESSION_COOKIE_NAME,
        "sessions": {who.username: session_of(who) for who in cast},
    }
    print(json.dumps(world))


def collect() -> None:
    """The site's files without their compressed copies, which take eight seconds to make."""
    from django.conf import settings
    from django.contrib.staticfiles import storage
    from django.core.management import call_command

    plain = f"{storage.__name__}.{storage.ManifestStaticFilesStorage.__name__}"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    call_command("collectstatic", interactive=False, verbosity=0)


def session_of(person: object) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
