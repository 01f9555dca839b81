"""A nested list in Markdown, with what each claim does to the one above it in bold.

    # Cars

    - **Thesis:** Cities should ban cars {#c1}
      - **Pro:** Air gets better {#c2}
        > The detail of this claim.
        - **Con (scope):** Only in the centre {#c3}
      - **Con:** → [1.1.1.](#c3)

``{#c3}`` is a claim's id, an arrow leads to a claim that argues here too, ``<br>`` is a line break;
linked premises share a name, as in **Pro (with a):**. By hand, “Pro:” and “Con:” are enough.
"""

from debates.formats.format import Format, Part
from debates.formats.markdown.reading import fits, loads
from debates.formats.markdown.writing import dumps

__all__ = ["FORMAT", "dumps", "loads"]

_CARRIED = (
    *(Part.IDS, Part.TITLE, Part.BACKGROUND, Part.QUESTIONS, Part.LINES, Part.CONTROLS),
    *(Part.DETAILS, Part.AIMS, Part.LINKS, Part.GROUPS),
)

FORMAT = Format(
    name="markdown",
    title="Markdown list",
    suffixes=(".md", ".markdown"),
    media_type="text/markdown",
    carries=frozenset(_CARRIED),
    loads=loads,
    dumps=dumps,
    fits=fits,
)
