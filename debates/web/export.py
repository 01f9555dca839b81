"""Taking a debate, or a branch of it, along as a file in any format that can be written."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from debates.argument.authors import without_people
from debates.argument.map import ArgumentMap
from debates.argument.words import KEPT_BACK
from debates.formats.carried import lost
from debates.formats.format import Format, Part
from debates.formats.registry import FORMATS
from debates.models import Claim
from debates.models.claims import ClaimQuerySet
from debates.models.debate import Person
from debates.models.taking import taken
from debates.web.chain import chain_to
from debates.web.head import head_of
from debates.web.offline import SITE, site_file
from debates.web.unchanged import unless_unchanged
from debates.web.visit import Visit
from debates.web.words import label_of, without_links

_LONGEST_KEY = 18  # digits
_LONGEST_NAME = 80
# Of these it is enough to say that they are left out: each claim has one, or the debate.
_NAMED_ALONE = {
    Part.TITLE: "the title",
    Part.BACKGROUND: "the background",
    Part.AUTHORS: "who wrote it",
    Part.TIMES: "when it was written",
}
_ONLY_TO_READ = "It cannot be brought in again."
# What one would take it for.
_GOOD_FOR = {
    "rejoinder": "The whole debate. Best to keep, or to bring into another Rejoinder.",
    SITE: "A folder of plain pages to read offline or to put on any web server.",
    "kialo": "As Kialo exports debates since 2023.",
    "kialo-v1": "As Kialo exported them before, for older tools.",
    "argdown": "For Argdown’s editor, its maps and its other tools.",
    "aif": "For AIFdb, OVA and other tools of argument mining.",
    "xaif": "The same for tools that read xAIF.",
    "markdown": "A nested list, for notes, wikis and documents.",
    "outline": "Text with + and −, quick to read and to edit.",
    "csv": "A table with a row for each claim.",
    "csv-spreadsheet": "The same for spreadsheets: cells that begin like a formula are text.",
    "graphml": "For yEd, Gephi, networkx and other tools for graphs.",
    "dot": f"To be drawn by Graphviz. {_ONLY_TO_READ}",
}


class Wish(NamedTuple):
    """What is to be taken. ``thread`` leads down to the branch, or is the root alone."""

    thread: list[Claim]
    names: bool
    everything: bool

    @property
    def branch(self) -> Claim | None:
        return None if self.thread[-1].is_root else self.thread[-1]


class Choice(NamedTuple):
    """A format on the page; ``left_out`` says what of this debate it cannot hold."""

    name: str
    title: str
    suffix: str
    good_for: str
    left_out: str
    chosen: bool


@require_safe
@unless_unchanged
def export(request: HttpRequest, visit: Visit) -> HttpResponse:
    wish = _wish(request, visit)
    amounts = lost(_taken(visit, wish), ())
    context: dict[str, Any] = {
        **head_of(visit, "export"),
        "wish": wish,
        "at": wish.branch,
        "focus": wish.branch,
        "choices": _choices(amounts, request.GET.get("format", "")),
        "may_see_more": _sees_more(visit),
    }
    if wish.branch:
        context |= {
            "chain": chain_to(wish.thread),
            "at_label": label_of(wish.branch),
            "at_text": without_links(wish.branch.text_html),
        }
    return render(request, "debates/export.html", context)


@require_safe
@unless_unchanged
def export_file(request: HttpRequest, visit: Visit) -> HttpResponse:
    wish, name = _wish(request, visit), request.GET.get("format", "") or next(iter(FORMATS))
    if name == SITE:
        response = site_file(_taken(visit, wish), _file_name(visit, wish), visit.debate)
    else:
        response = _written(_format(name), _taken(visit, wish), _file_name(visit, wish))
    # Should a browser ever show it in spite of its head, nothing in it may run.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _format(name: str) -> Format:
    if name not in FORMATS or FORMATS[name].dumps is None:
        raise Http404("There is no such format.")
    return FORMATS[name]


def _written(format: Format, argument: ArgumentMap, name: str) -> HttpResponse:
    text = format.dumps(argument) if format.dumps else ""
    response = HttpResponse(text.encode(), f"{format.media_type}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}{format.suffixes[0]}"
    )
    return response


def _wish(request: HttpRequest, visit: Visit) -> Wish:
    key = request.GET.get("at", "")
    if key and not (key.isascii() and key.isdigit() and len(key) <= _LONGEST_KEY):
        raise Http404("There is no such claim.")
    thread = visit.thread(int(key) if key else None)
    return Wish(
        thread=thread,
        names=request.GET.get("names", "") != "no",
        everything=request.GET.get("all", "") == "yes" or any(map(_is_kept_back, thread)),
    )


def _is_kept_back(claim: Claim) -> bool:
    return claim.state in KEPT_BACK


def _taken(visit: Visit, wish: Wish) -> ArgumentMap:
    """What the person sees; unless they ask for more, what everybody sees who reads the debate."""
    claims: ClaimQuerySet = visit.claims
    person: Person = visit.person
    if not wish.everything:
        claims, person = Claim.objects.filter(debate=visit.debate).for_everyone(), AnonymousUser()
    claims = claims.branch_of(wish.branch) if wish.branch else claims
    argument = taken(visit.debate, claims, person)
    return argument if wish.names else without_people(argument)


def _sees_more(visit: Visit) -> bool:
    """Whether the person sees anything that not everybody sees."""
    kept_back = [state.value for state in KEPT_BACK]
    return visit.holds_back and visit.claims.filter(state__in=kept_back).exists()


def _choices(amounts: Mapping[str, int], chosen: str) -> list[Choice]:
    written = {name: format for name, format in FORMATS.items() if format.dumps}
    names = sorted({*written, SITE}, key=_rank)
    chosen = chosen if chosen in names else names[0]
    return [
        Choice(
            name,
            written[name].title if name in written else "Web pages",
            written[name].suffixes[0] if name in written else ".zip",
            _GOOD_FOR.get(name, ""),
            _left_out(amounts, written[name]) if name in written else _ONLY_TO_READ,
            name == chosen,
        )
        for name in names
    ]


def _rank(name: str) -> tuple[int, str]:
    """As they are named above; what is not comes last."""
    known = list(_GOOD_FOR)
    return (known.index(name) if name in known else len(known)), name


def _left_out(amounts: Mapping[str, int], format: Format) -> str:
    """“Left out: details (29), aims (51), who wrote it.”"""
    missing = [part for part in Part if part not in format.carries and part.value in amounts]
    if not missing:
        return ""
    counted = [
        f"{part.value} ({amounts[part.value]:,})" for part in missing if part not in _NAMED_ALONE
    ]
    named = [_NAMED_ALONE[part] for part in missing if part in _NAMED_ALONE]
    return f"Left out: {', '.join([*counted, *named])}."


def _file_name(visit: Visit, wish: Wish) -> str:
    """The title, as far as file systems take it."""
    title = "".join(" " if one in '\\/:*?"<>|' else one for one in visit.debate.title)
    title = " ".join(title.split())[:_LONGEST_NAME].strip(" .") or "debate"
    return f"{title} (claim {wish.branch.pk})" if wish.branch else title
