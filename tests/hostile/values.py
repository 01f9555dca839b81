"""What a hostile visitor writes into a field or an address, percent-encoded as it is sent."""

from urllib.parse import quote

RAW = {
    "NUL": "a%00b",
    "a lone surrogate, and an overlong NUL": "a%ed%a0%80%c0%80%ff%2",
}
NUMBERS = [str(2**63), "-1", "0", "Infinity", "1e999", "٣", "²", "0x10", "1_0"]
ADDRESSES = [
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example/",
]
CHARACTERS = {
    "invisible": "\u200b\u2060\u200d\u00ad",
    "control characters": "a\x01\x1b[31m\x7f\u0085\u2028b",
    "a new header": "a\r\nSet-Cookie: x=1",
    "astral": "\U0001f469\u200d\U0001f4bb\U000e0001",
    "Zalgo": "Z" + "\u0335\u0321\u034a" * 60,
    "markup": "'\"><script>alert(1)</script>{{ 7|add:7 }}${7*7}",
    "SQL": "'; DROP TABLE debates_claim; --%_\\",
    "a format": "%s %(a)s {0} {a.__class__}",
}
NESTED = {
    "quotes": "> " * 4000 + "x",
    "lists": "- " * 4000 + "x",
    "brackets": "[" * 4000,
    "links": "[a](" * 900,
    "emphasis": "*a_ " * 1000,
}
LONG = {"long": "x" * 25_000}

# What every name is sent, whatever the budget.
FIRST = RAW | {
    "26 digits": "9" * 26,
    "no number": "NaN",
    "a script": quote("javascript:alert(1)"),
    "a page": quote("data:text/html,<script>alert(1)</script>"),
    "no address": quote("https://["),
    "reordered": quote("\u202eevil \u2066tfel"),
}
SHORT = FIRST | {text[:20]: quote(text) for text in [*NUMBERS, *ADDRESSES, *CHARACTERS.values()]}
LENGTHY = {name: quote(text) for name, text in (NESTED | LONG).items()}
