"""A debate as a folder of plain pages: to read offline, to keep, to put on any web server.

No script, no request to anywhere; each page has at most some hundred claims, however large the
debate is.
"""

from debates.offline.folder import folder

__all__ = ["folder"]
