from collections.abc import Iterator
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from core.upkeep.doctor.findings import Finding, fail, ok, warn

_SECONDS = 10
_SMTP = "django.core.mail.backends.smtp.EmailBackend"


def mail_can_be_sent(send_to: str) -> Iterator[Finding]:
    if settings.EMAIL_BACKEND != _SMTP:
        todo = "Set EMAIL_URL: without it nobody gets an invitation or a new password by mail."
        yield warn("mail", "No mail is sent.", todo)
        return
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    connection = get_connection(_SMTP, timeout=_SECONDS)
    try:
        connection.open()
        yield ok("mail", f"{server} lets us in.")
        if send_to:
            _message(send_to, connection).send()
            yield ok("mail", f"It took a message to {send_to}: see whether it arrives.")
    except (OSError, SMTPException) as error:
        yield fail("mail", f"{server}: {error}", "Correct EMAIL_URL, or ask who runs the server.")
    finally:
        connection.close()


def _message(to: str, connection: object) -> EmailMessage:
    text = f"This is {settings.SITE_NAME}. If you read this, it can send mail."
    return EmailMessage(f"Mail from {settings.SITE_NAME}", text, to=[to], connection=connection)
