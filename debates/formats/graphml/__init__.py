"""GraphML: ours, and what yEd, networkx and others write.

    <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
      <key id="text" for="node" attr.name="text" attr.type="string"/>
      <key id="relation" for="edge" attr.name="relation" attr.type="string"/>
      <graph edgedefault="directed">
        <node id="1"><data key="text">Cities should ban cars</data></node>
        <node id="2"><data key="text">Air gets better</data></node>
        <edge source="2" target="1"><data key="relation">pro</data></edge>
      </graph>
    </graphml>

XML has no way to write control characters: they are left out.
"""

from debates.formats.format import EVERYTHING, Format, Part
from debates.formats.graphml.reading import loads
from debates.formats.graphml.writing import dumps

__all__ = ["FORMAT", "dumps", "loads"]

_HEAD = 5000


def _fits(text: str) -> bool:
    start = text.lstrip("\ufeff \t\r\n")[:_HEAD]
    return start.startswith("<") and "graphml" in start


FORMAT = Format(
    name="graphml",
    title="GraphML",
    suffixes=(".graphml",),
    media_type="application/graphml+xml",
    carries=EVERYTHING - {Part.CONTROLS},
    loads=loads,
    dumps=dumps,
    fits=_fits,
)
