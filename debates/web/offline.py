"""A debate as pages to read offline, all in one file."""

import zipfile
from collections.abc import Iterable
from io import BytesIO

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from debates.argument.map import ArgumentMap
from debates.models import Debate
from debates.offline import folder

SITE = "site"
# The same debate makes the same file.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def site_file(argument: ArgumentMap, name: str, debate: Debate) -> HttpResponse:
    response = HttpResponse(_zipped(name, folder(argument, _made(debate))), "application/zip")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.zip"
    )
    return response


def _zipped(name: str, files: Iterable[tuple[str, str]]) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in files:
            entry = zipfile.ZipInfo(f"{name}/{file}", _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return whole.getvalue()


def _made(debate: Debate) -> str:
    last = debate.active_at
    return f"From {settings.SITE_NAME}, as it was on {last.day} {last:%B %Y}."
