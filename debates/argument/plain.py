"""The words of what was rendered and made safe, without its markup."""

import re
from html import unescape

_INLINE = re.compile(r"</?(?:a|code|em|strong)\b[^>]*>")
_BLOCK = re.compile("<[^>]*>")


def plain(html: str) -> str:
    """Plain text on one line. Safe HTML has no “>” but at the end of a tag."""
    return " ".join(unescape(_BLOCK.sub(" ", _INLINE.sub("", html))).split())
