"""Invitations by mail. Whether somebody has the address already is neither asked nor told."""

import logging

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string

from debates import operations
from debates.models import Invitation
from debates.web.invitations import link_of, made_page
from debates.web.member_forms import carried_out, named
from debates.web.visit import Visit

DAYS = 30
_log = logging.getLogger(__name__)


def invite_by_mail(request: HttpRequest, visit: Visit, form: forms.Form) -> HttpResponse | None:
    """What to answer; None where it was refused, which the form then says.

    By now the invitation is stored. Where the mail cannot be sent, its link is shown instead.
    """
    address, role = form.cleaned_data["who"], form.cleaned_data["role"]
    made = carried_out(
        form,
        lambda: operations.invite(request.user, visit.debate, role=role, days=DAYS, email=address),
    )
    if made is None:
        return None
    invitation, token = made
    if not _sent(request, invitation, token):
        return made_page(request, visit, invitation, token, mail_failed=True)
    messages.success(request, f"An invitation is on its way to {address}.")
    return redirect("members", visit.debate.slug)


def _sent(request: HttpRequest, invitation: Invitation, token: str) -> bool:
    told = {
        "invitation": invitation,
        "role": named(invitation.role),
        "link": link_of(request, token),
        "inviter": request.user,
        "site_name": settings.SITE_NAME,
    }
    subject = render_to_string("debates/mail/invitation_subject.txt", told)
    message = render_to_string("debates/mail/invitation_message.txt", told)
    try:
        send_mail(" ".join(subject.split()), message, None, [invitation.email])
    except OSError as error:  # what SMTP says no with is one, too
        _log.warning("An invitation could not be mailed: %s", type(error).__name__)
        return False
    return True
