"""What a file may hold here, and by what it is known."""

import pytest

from debates.argument.map import Source
from debates.formats import native, outline
from debates.formats.errors import FormatError
from debates.operations.linking import MOST_LINKS
from debates.operations.receiving import limits, receive
from tests.maps import chain, changed, grow

CARS = grow("Ban cars\n  + Air\n")


def written(argument, format=native) -> bytes:
    return format.dumps(argument).encode()


def test_each_limit_is_that_of_the_site(settings):
    settings.IMPORT_MAX_BYTES, settings.IMPORT_MAX_CLAIMS, settings.MAX_DEPTH = 1000, 20, 7
    settings.IMPORT_MAX_SOURCES_OF_A_CLAIM, settings.IMPORT_MAX_SOURCES = 3, 30

    assert limits()._asdict() == {
        "bytes": 1000,
        "claims": 20,
        "depth": 7,
        "sources": 3,
        "all_sources": 30,
        "links": MOST_LINKS,
    }


@pytest.mark.parametrize(("below", "depth"), [(None, 7), (0, 6), (6, 0)])
def test_below_a_claim_there_is_so_much_less_depth(settings, below, depth):
    settings.MAX_DEPTH = 7
    assert limits(below).depth == depth


@pytest.mark.parametrize("known", [{}, {"format": "outline"}])
def test_what_is_too_deep_here_is_refused(settings, known):
    settings.MAX_DEPTH = 2
    assert receive(written(chain(2), outline), **known).argument.nodes
    with pytest.raises(FormatError, match="deep"):
        receive(written(chain(3), outline), **known)
    with pytest.raises(FormatError, match="deep"):
        receive(written(chain(2), outline), below=0, **known)


def test_what_the_content_does_not_tell_the_name_does(settings):
    alone = b"Ban cars\n"
    for name in ("", "cars.json", "cars.xyz", "cars"):
        with pytest.raises(FormatError, match="no format"):
            receive(alone, name=name)
    assert receive(alone, name="Cars.OUTLINE").format.name == "outline"
    settings.IMPORT_MAX_CLAIMS = 0
    with pytest.raises(FormatError, match="at most 0 are taken"):
        receive(alone, name="cars.outline")


def test_where_the_format_is_said_it_is_no_other():
    with pytest.raises(FormatError):
        receive(b"Ban cars\n", format="dot", name="cars.outline")
    with pytest.raises(FormatError):
        receive(written(CARS), format="argdown")


def test_a_format_that_is_only_written_is_not_taken_for_what_a_name_says():
    with pytest.raises(FormatError, match="no format"):
        receive(b"Ban cars\n", name="cars.dot")


def test_sources_of_a_claim_are_few(settings):
    settings.IMPORT_MAX_SOURCES_OF_A_CLAIM = 1
    sources = (Source("https://example.org/"), Source("https://example.com/"))
    with pytest.raises(FormatError, match="sources"):
        receive(written(changed(CARS, "Air", sources=sources)))


def test_the_content_tells_the_format_whatever_the_name_says():
    assert receive(written(CARS), name="cars.outline").argument.nodes.keys() == {"Ban cars", "Air"}
