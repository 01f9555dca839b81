"""The Argument Interchange Format: nodesets as AIFdb has them, and xAIF as its tools pass them on.

{"nodes": [{"nodeID": "1", "text": "Cities should ban cars", "type": "I"},
           {"nodeID": "2", "text": "Air gets better", "type": "I"},
           {"nodeID": "3", "text": "Default Inference", "type": "RA"}],
 "edges": [{"edgeID": "1", "fromID": "2", "toID": "3"},
           {"edgeID": "2", "fromID": "3", "toID": "1"}],
 "locutions": []}
"""

import re

from debates.formats.aif.reading import loads
from debates.formats.aif.writing import dumps, dumps_xaif
from debates.formats.format import EVERYTHING, Format

__all__ = ["FORMAT", "XAIF", "dumps", "dumps_xaif", "loads"]


# A key: a text or an id may say the same.
_AIF = re.compile(r'"AIF"\s*:')


def _fits(text: str) -> bool:
    return _is_object(text) and '"nodes"' in text and '"edges"' in text


def _fits_xaif(text: str) -> bool:
    return _fits(text) and bool(_AIF.search(text))


def _is_object(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("{")


FORMAT = Format(
    name="aif",
    title="AIF",
    suffixes=(".json",),
    media_type="application/json",
    carries=EVERYTHING,
    loads=loads,
    dumps=dumps,
    fits=_fits,
)
XAIF = FORMAT._replace(name="xaif", title="xAIF", dumps=dumps_xaif, fits=_fits_xaif)
