"""How what is sent is read: as browsers send it to pages in UTF-8, and refused otherwise."""

import logging
from collections.abc import Callable
from functools import cached_property
from io import BytesIO
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.wsgi import WSGIRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import parse_header_parameters

_log = logging.getLogger(__name__)


Taking = TypeVar("Taking", bound=Callable[..., HttpResponse])


def takes_files(view: Taking) -> Taking:
    """Mark a view that reads files: of all others they are thrown away as they arrive.

    Below the decorators that wrap it: those copy the mark.
    """
    view.takes_files = True
    return view


class FilesWhereTaken(FileUploadHandler):
    """Django would keep any file that is sent on the disk before it asks whether one is wanted.

    What is wanted is kept in memory: all that is sent at once is no larger than one file may be. Of
    somebody who is not signed in, only the names: all forms are read before anybody is asked who
    they are.
    """

    def handle_raw_input(
        self, sent: Any, meta: Any, length: int, boundary: str, encoding: str | None = None
    ) -> None:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if self._are_taken():
            most += settings.IMPORT_MAX_BYTES
        if length > most:
            raise RequestDataTooBig("A form of this size is not read.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self._are_taken():
            raise SkipFile
        self._file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._is_signed_in():
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> SimpleUploadedFile | None:
        """What is not taken has no name here: it was never begun."""
        if not self._are_taken():
            return None
        return SimpleUploadedFile(self.file_name or "", self._file.getvalue())

    def _is_signed_in(self) -> bool:
        return self.request is not None and self.request.user.is_authenticated

    def _are_taken(self) -> bool:
        """Only once it is known which view is asked: nobody may read a form before."""
        match = self.request.resolver_match if self.request else None
        return match is not None and hasattr(match.func, "takes_files")


class _Wary(HttpRequest):
    """Python knows encodings that make half characters of whole ones, and some not of text.

    With them, Django would end in an error before any page could answer.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            kind, details = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (LookupError, ValueError):
            kind, details = "", {}
        self.content_type, self.content_params = kind, details

    @cached_property
    def COOKIES(self) -> dict[str, str]:  # noqa: N802 - Django's name for it
        """Without those in which a NUL is written: one would be looked for among the sessions."""
        return {name: value for name, value in super().COOKIES.items() if "\x00" not in value}

    def _load_post_and_files(self) -> None:
        claimed = self.content_params.get("charset", "utf-8").strip("\"' ").lower()
        if claimed not in ("utf-8", "utf8"):
            self._mark_post_parse_error()
            raise BadRequest("A form is sent in UTF-8.")
        super()._load_post_and_files()


class Request(_Wary, WSGIRequest):
    """As ``core.wsgi`` serves it."""


class AsyncRequest(_Wary, ASGIRequest):
    """As ``core.asgi`` serves it."""


class SaysWhatIsTaken:
    """An empty or a broken answer to what cannot be asked becomes a page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A number that no column holds: Django finds most, but not those in the admin's lists."""
        if not isinstance(error, OverflowError | DataError):
            return None
        _log.error("Too large to be asked for: %s", request.path, exc_info=error)
        return render(request, "400.html", status=400)
