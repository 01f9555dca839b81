"""How tests read the pages of ledgers."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from debates.models import Debate
from tests.web.pages import text_of


def ledger_page(client: Client, debate: Debate, **wishes: str) -> str:
    return text_of(client.get(reverse("challenges", args=[debate.slug]), wishes))


def entries(page: str) -> list[str]:
    """The HTML of each row."""
    return [part.split("</li>")[0] for part in page.split('<li class="challenge ')[1:]]


def shown(page: str) -> list[str]:
    """The text of each row."""
    texts = re.findall(r'<p class="text">(?:<a [^>]*>)?(.*?)(?:</a>)?</p>', "".join(entries(page)))
    return [unescape(re.sub(r"<[^>]*>", "", text)) for text in texts]


def tabs(page: str) -> dict[str, int]:
    """The number of each list by its name."""
    bar = page.split('<nav class="tabs"')[1].split("</nav>")[0]
    named = re.findall(r">([A-Z][a-z ]+?)(?: <small>(\d+)</small>)?</a>", bar)
    return {name: int(number or 0) for name, number in named}
