"""The account of somebody who leaves for good: what it says of them, and every way into it."""

from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from core.accounts.models import Shown, User
from debates.models import Follow, Handover, Invitation, JoinRequest, Seen
from debates.operations.changing import tried_again


@tried_again
def close_account(person: User) -> None:
    """Leave a row without a name, to which what they wrote still belongs. Once is enough."""
    with transaction.atomic():
        # Waits for what they are posting just now, and whatever they post next waits for this.
        person = User.objects.select_for_update().get(pk=person.pk)
        if person.erased_at:
            return
        _lock_out(person)
        for theirs in (Follow, Seen, JoinRequest):
            theirs.objects.filter(person=person).delete()
        Handover.objects.filter(to=person).delete()
        Invitation.objects.filter(created_by=person).update(email="")
        _take_the_name_off(person)


def _lock_out(person: User) -> None:
    sessions = UserSession.objects.filter(user=person)
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in sessions.values_list("session_key", flat=True):
        store.delete(key)
    sessions.delete()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    person.groups.clear()
    person.user_permissions.clear()


def _take_the_name_off(person: User) -> None:
    person.username = f"former-{get_random_string(20, 'abcdefghjkmnpqrstuvwxyz23456789')}"
    person.email = person.display_name = person.about = person.language = person.time_zone = ""
    person.set_unusable_password()
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.profile_shown_to = Shown.NOBODY.value
    # Pages that show the person's name are kept until this moves on.
    person.erased_at = person.profile_changed_at = timezone.now()
    person.save()
