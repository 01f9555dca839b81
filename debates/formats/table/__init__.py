"""CSV (RFC 4180): a row for each claim, and one for each further place where a claim argues.

    id,parent_id,relation,position,text,link_to,source_urls
    c1,,thesis,1,Cities should ban cars,,
    c2,c1,pro,1,Air gets better,,https://example.org/air
    c3,c2,con,1,Only in the centre,,
    ,c1,con,2,,c3,

Columns that no claim needs are left out. Rows may come in any order. It has no place for the title,
the background and earlier wordings. What begins like a formula is written as it is; for opening a
file in a spreadsheet there is a variant of its own, which is for writing only.
"""

from debates.formats.format import EVERYTHING, Format, Part
from debates.formats.table.reading import fits, loads
from debates.formats.table.writing import dumps, dumps_for_spreadsheets

__all__ = ["FORMAT", "FOR_SPREADSHEETS", "dumps", "dumps_for_spreadsheets", "loads"]

FORMAT = Format(
    name="csv",
    title="CSV",
    suffixes=(".csv",),
    media_type="text/csv",
    carries=EVERYTHING - {Part.TITLE, Part.BACKGROUND, Part.WORDINGS},
    loads=loads,
    dumps=dumps,
    fits=fits,
)
FOR_SPREADSHEETS = FORMAT._replace(
    name="csv-spreadsheet",
    title="CSV for spreadsheets",
    loads=None,
    dumps=dumps_for_spreadsheets,
)
