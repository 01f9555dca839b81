from collections.abc import Iterator

from debates.argument.map import ArgumentMap, Link
from debates.formats.markdown.spelling import named, quoted, reference, spelled, with_id
from debates.formats.order import Place, places


def dumps(argument: ArgumentMap) -> str:
    return "\n".join(_lines(argument)) + "\n"


def _lines(argument: ArgumentMap) -> Iterator[str]:
    if argument.title:
        yield f"# {spelled(argument.title)}"
        yield ""
    if argument.background:
        yield from quoted(argument.background)
        yield ""
    everywhere = list(places(argument))
    numbers = {place.key: place.number for place in everywhere if not _is_link(place)}
    for place in everywhere:
        margin = "  " * place.depth
        node = argument.nodes[place.key]
        label = f"{margin}- **{_label(place, argument)}:**"
        if _is_link(place):
            yield f"{label} {reference(numbers[place.key], place.key)}"
            continue
        yield f"{label} {with_id(spelled(node.text), place.key)}"
        if node.detail:
            yield from (f"{margin}  {line}" for line in quoted(node.detail))


def _is_link(place: Place) -> bool:
    return isinstance(place.arguing, Link)


def _label(place: Place, argument: ArgumentMap) -> str:
    arguing = place.arguing
    if arguing is None:
        return "Question" if argument.asks else "Thesis"
    if arguing.stance is None:
        return "Thesis"
    more = [arguing.aim.value] if arguing.aim else []
    if arguing.group:
        more.append(f"with {named(arguing.group)}")
    stance = arguing.stance.value.capitalize()
    return f"{stance} ({', '.join(more)})" if more else stance
