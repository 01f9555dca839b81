"""What a browser says of itself, in words by which its owner knows it."""

from django import template

register = template.Library()

# The first that is found counts: browsers name those that they want to be taken for as well.
_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}
_SHOWN = 60


@register.filter
def device(user_agent: str) -> str:
    """“Firefox on Linux”; of what is not known, what it says of itself."""
    browser, system = _named_in(user_agent, _BROWSERS), _named_in(user_agent, _SYSTEMS)
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or user_agent[:_SHOWN] or "An unknown program"


def _named_in(user_agent: str, names: dict[str, str]) -> str:
    return next((name for word, name in names.items() if word in user_agent), "")
