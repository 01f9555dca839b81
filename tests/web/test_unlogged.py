import logging

import pytest

from debates.web.unlogged import keep_tokens_out_of_logs, without_tokens

TOKEN = "SItarzB7JhTr4upLJQgJ-gaQ2ObK3kIqjS995-46oiY"


@pytest.mark.parametrize(
    ("message", "args"),
    [
        ("Not Found: %s", (f"/invitations/{TOKEN}/",)),
        ("%s: %s", ("Forbidden", f"/invitations/{TOKEN}/")),
        (
            '"%s" %s %s',
            (f"GET /accounts/login/?next=%2Finvitations%2F{TOKEN}%2F HTTP/1.1", "200", "9"),
        ),
        (f"GET /invitations/{TOKEN}?a=b", ()),
    ],
)
def test_a_line_keeps_everything_but_the_token(message, args):
    line = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    before = line.getMessage()
    assert without_tokens(line)
    assert line.getMessage() == before.replace(TOKEN, "…")


def test_other_lines_stay_as_they_are():
    line = logging.LogRecord(
        "a", logging.INFO, "", 0, "%(who)s %(n)d", ({"who": "a", "n": 1},), None
    )
    assert without_tokens(line)
    assert line.getMessage() == "a 1"


def test_it_is_on_duty_once_on_each_logger_that_names_paths():
    keep_tokens_out_of_logs()
    for name in ("django.request", "django.security.csrf", "django.server"):
        assert logging.getLogger(name).filters.count(without_tokens) == 1
