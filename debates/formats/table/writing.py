import csv
import io
import json
from collections.abc import Iterator

from debates.argument.map import ArgumentMap, Link, Source
from debates.formats.nodes import node_record, without_empty
from debates.formats.order import Place, places
from debates.formats.table.columns import COLUMNS, COMPUTED, PLACE, TIMES, WORDS

# What a spreadsheet would take for a formula, also in the wide forms of East Asian keyboards.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Row = dict[str, str]


def dumps(argument: ArgumentMap) -> str:
    return _written(list(_rows(argument)))


def dumps_for_spreadsheets(argument: ArgumentMap) -> str:
    """No cell begins as a formula, and a mark at the start says that it is UTF-8.

    A program that ends cells at semicolons as well finds other cells than these.
    """
    rows = [{name: _guarded(cell) for name, cell in row.items()} for row in _rows(argument)]
    return "\ufeff" + _written(rows)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _written(rows: list[Row]) -> str:
    used = {name for row in rows for name, cell in row.items() if cell}
    columns = [name for name in COLUMNS if name in used or name in PLACE]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return text.getvalue()


def _rows(argument: ArgumentMap) -> Iterator[Row]:
    for place in places(argument):
        row = _place(place, argument)
        if isinstance(place.arguing, Link):
            made = place.arguing.made
            yield row | {"link_to": place.key, "written": made.isoformat() if made else ""}
        else:
            yield row | _claim(place.key, argument)


def _place(place: Place, argument: ArgumentMap) -> Row:
    arguing = place.arguing
    position = place.number.rstrip(".").rpartition(".")[2]
    if arguing is None:
        return {"relation": "question" if argument.asks else "thesis", "position": position}
    return {
        "parent_id": arguing.target if isinstance(arguing, Link) else arguing.parent,
        "relation": arguing.stance.value if arguing.stance else "thesis",
        "position": position,
        "aim": arguing.aim.value if arguing.aim else "",
        "group": arguing.group,
    }


def _claim(key: str, argument: ArgumentMap) -> Row:
    node = argument.nodes[key]
    record = node_record(node)
    row = {name: str(record.get(name, "")) for name in ("id", "text", "detail", *WORDS, *TIMES)}
    row["conceded"] = "true" if node.conceded else ""
    row["source_urls"] = "\n".join(source.url for source in node.sources if source.url)
    if not all(map(_is_address, node.sources)):
        told = [without_empty(source._asdict()) for source in node.sources]
        row["sources"] = json.dumps(told, ensure_ascii=False)
    assessed = argument.assessed.get(key)
    if assessed:
        computed = (str(assessed.strength), assessed.standing, argument.assessed_by)
        row.update(zip(COMPUTED, computed, strict=True))
    return row


def _is_address(source: Source) -> bool:
    """It has an address and nothing else, so that a line says it all."""
    url = source.url
    return (
        bool(url) and source == Source(url=url) and url == url.strip() == "".join(url.split("\n"))
    )
