"""Markdown as it will be shown, before anything is written."""

import unicodedata
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.views.decorators.http import require_POST

from debates.argument.prose import (
    TEXT_MAX,
    TYPED_MAX,
    block_html,
    clean_detail,
    clean_text,
    inline_html,
    visible,
)
from debates.errors import Refusal


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """A fragment for ``text`` (a claim) and ``detail``, or for the block text that ``field`` names.

    Whoever was signed out learns it when posting, which keeps the text; here nothing happens.
    """
    if not request.user.is_authenticated:
        return HttpResponseForbidden("Sign in to see a preview.")
    field = request.POST.get("field", "detail")
    context = previewed(request.POST.get("text", ""), request.POST.get(field, ""))
    return render(request, "debates/_preview.html", context)


def previewed(text: str, blocks: str) -> dict[str, Any]:
    """The rendered text and blocks, how long the text is for a reader, and what is wrong."""
    shown: dict[str, Any] = {"count": _length(text), "limit": TEXT_MAX, "problem": ""}
    try:
        shown["text_html"] = inline_html(clean_text(text)) if text.strip() else ""
        shown["detail_html"] = block_html(clean_detail(blocks)) if blocks.strip() else ""
    except Refusal as refusal:
        shown["problem"] = refusal.message
    return shown


def _length(text: str) -> int:
    """Counted as it will be stored; what is longer is refused, and parsing it may take long."""
    if len(text) > TYPED_MAX:
        return len(text)
    return len(visible(unicodedata.normalize("NFC", text)))
