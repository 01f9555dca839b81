"""The address of an invitation is its secret, and servers like to log addresses."""

import logging
import re

# They name paths: of answers from 400 on, of refused forms, and of everything while developing.
_LOGGERS = ("django.request", "django.security.csrf", "django.server")
_TOKEN = re.compile(r"(invitations(?:/|%2F))[^/%\s?&\"']+", re.IGNORECASE)


def keep_tokens_out_of_logs() -> None:
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if without_tokens not in logger.filters:
            logger.addFilter(without_tokens)


def without_tokens(line: logging.LogRecord) -> bool:
    if isinstance(line.args, tuple):
        line.args = tuple(map(_hidden, line.args))
    line.msg = _hidden(line.msg)
    return True


def _hidden(value: object) -> object:
    return _TOKEN.sub(r"\1…", value) if isinstance(value, str) else value
