"""What the site says of itself on its console: one line for each event, and no person in it.

Messages of errors may hold what people wrote ("Key (email)=(x) already exists"), and paths hold
titles and secrets. So requests are logged by their routes, errors by their types and places, and
words of other programs without what they were filled with. Where one develops all is said.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog

Event = MutableMapping[str, Any]

_OURS = ("rejoinder", "psycopg")
_OF_REQUESTS = ("django.request", "django.security")
# What may be told beside the words: figures and names of our own, no words of people.
_FIGURES = ("method", "route", "status", "ms", "queries", "bytes", "outage", "answers")
_MOST_FRAMES = 40
_MOST_CAUSES = 5


def logging_to_console(
    *, level: str, form: str, says_all: bool, secrets: Mapping[str, str]
) -> dict[str, Any]:
    """``form`` is "json" or "plain"; ``secrets`` are patterns and what stands in their places."""
    said = structlog.stdlib.ProcessorFormatter
    formatter = {
        "()": said,
        "use_get_message": says_all,
        "pass_foreign_args": not says_all,
        "foreign_pre_chain": [
            *([] if says_all else [_words_without_people]),
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.ExtraAdder(allow=_FIGURES),
            _errors_in_full if says_all else _errors_by_place,
        ],
        "processors": [
            said.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else _as_line,
            _Hiding(secrets),
        ],
    }
    console = {"handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"console": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "console"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # They have handlers of their own, which would say everything in their own way.
            "django": {"handlers": [], "level": level},
            # Below that, the line of the request says it.
            "django.request": {"level": level if says_all else "ERROR"},
            "django.security.DisallowedHost": {"level": level if says_all else "CRITICAL"},
            "django.server": console | {"level": "INFO" if says_all else "WARNING"},
            "gunicorn.error": console | {"level": "WARNING"},
            "rejoinder.access": {"level": level if form == "json" else "WARNING"},
        },
    }


# ---- words ----------------------------------------------------------------------------------


def _words_without_people(logger: Any, method: str, event: Event) -> Event:
    """Until here they are as the program has them, with gaps; only our own are filled."""
    record, fills = event["_record"], event.pop("positional_args")
    if record.name.startswith(_OF_REQUESTS):
        event["event"] = _of_a_request(record)
        event["request_id"] = getattr(getattr(record, "request", None), "id", None)
    elif record.name.startswith(_OURS) and fills:
        event["event"] %= fills
    return event


def _of_a_request(record: logging.LogRecord) -> str:
    status = getattr(record, "status_code", None)
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Refused"


# ---- errors ---------------------------------------------------------------------------------


def _errors_in_full(logger: Any, method: str, event: Event) -> Event:
    error = _error_of(event)
    if error:
        event["exception"] = "".join(traceback.format_exception(error)).rstrip()
    return event


def _errors_by_place(logger: Any, method: str, event: Event) -> Event:
    error = _error_of(event)
    if error:
        event["exception"] = [_told(cause) for cause in _causes(error)]
    return event


def _error_of(event: Event) -> BaseException | None:
    given = event.pop("exc_info", None)
    if isinstance(given, BaseException):
        return given
    return given[1] if isinstance(given, tuple) else sys.exc_info()[1] if given else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(_MOST_CAUSES):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _told(error: BaseException) -> dict[str, Any]:
    places = [
        f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
    told = {"type": type(error).__qualname__, "code": code, "constraint": constraint}
    return {name: value for name, value in told.items() if value} | {"at": places[-_MOST_FRAMES:]}


def _short(path: str) -> str:
    return "/".join(Path(path).parts[-3:])


# ---- lines ----------------------------------------------------------------------------------


def _as_line(logger: Any, method: str, event: Event) -> str:
    level, name = str(event.pop("level", "")).upper(), event.pop("logger", "")
    words, exception = event.pop("event"), event.pop("exception", None)
    event.pop("timestamp", None)
    figures = "".join(f" {key}={value}" for key, value in event.items() if key != "request_id")
    line = f"{level} {name}: {words}{figures}"
    if isinstance(exception, list):
        exception = "\n".join(f"  {told}" for told in exception)
    return f"{line}\n{exception}" if exception else line


class _Hiding:
    """The last to see a line, whoever wrote it."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._secrets = [
            (re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in secrets.items()
        ]

    def __call__(self, logger: Any, method: str, line: str) -> str:
        for pattern, instead in self._secrets:
            line = pattern.sub(instead, line)
        return line
