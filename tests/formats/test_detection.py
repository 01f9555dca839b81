"""The format of a text is found by its content, whatever the file is called."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.formats.errors import FormatError
from debates.formats.registry import FORMATS, decoded, detected, named
from tests.formats.samples import MAPS, READ_BY, READERS, texts
from tests.maps import maps

FOUND = {name: READ_BY.get(name, name) for name in FORMATS}
READABLE = [name for name in FORMATS if FORMATS[FOUND[name]].loads]


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\n\n"])
def test_every_text_is_found_to_be_in_its_format(name, ends):
    for of, text in texts(name).items():
        text = ends[:-1] + text.replace("\r\n", "\n").replace("\n", ends)
        assert detected(text).name == FOUND[name], of
        assert detected(decoded(b"\xef\xbb\xbf" + text.encode())).name == FOUND[name], of


@given(st.sampled_from([name for name in READABLE if FORMATS[name].dumps]), maps())
@settings(max_examples=40)
def test_so_is_any_debate(name, argument):
    text = FORMATS[name].dumps(argument)
    if argument.replies:
        assert detected(text).name == FOUND[name]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "Dear all,\n\nplease find the minutes below.\n\n- Ada\n- Ben\n",
        "# Notes\n\nFirst.\n\n- milk\n- bread\n  - brown\n",
        "<!DOCTYPE html>\n<html><body><p>Pro: a</p></body></html>",
        '<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>',
        '{"type": "FeatureCollection", "features": []}',
        "[1, 2, 3]",
        "name,mail\nAda,ada@example.org\n",
        "digraph {\n  a -> b;\n}\n",
        "%PDF-1.7\n%\x00\x01\n",
        "\x00" * 50,
        "arg",
        "Thesis",
    ],
)
def test_what_is_no_debate_is_refused_with_what_could_be(text):
    with pytest.raises(FormatError) as caught:
        detected(text)
    assert caught.value.line == 1
    assert caught.value.problem.startswith("this is in no format that can be read here. Known are:")
    for name in READERS:
        assert FORMATS[name].title in caught.value.problem


def test_every_format_is_named_once_and_read_or_written():
    assert len({format.title for format in FORMATS.values()}) == len(FORMATS)
    for name, format in FORMATS.items():
        assert named(name) is format
        assert format.loads or format.dumps
        assert all(suffix.startswith(".") for suffix in format.suffixes)
        assert "/" in format.media_type


def test_what_is_only_written_is_never_found():
    for format in FORMATS.values():
        if format.dumps and not format.loads:
            for argument in MAPS.values():
                try:
                    assert detected(format.dumps(argument)).loads
                except FormatError:
                    continue


@pytest.mark.parametrize(
    ("content", "line"), [(b"\xff\xfea\x00", 1), (b"a\nb\n\xc3(", 3), (b"a\r\nb\xe9\r\n", 2)]
)
def test_what_is_not_utf_8_is_refused_with_its_line(content, line):
    with pytest.raises(FormatError, match=r"this is (not UTF-8|UTF-16)\.") as caught:
        decoded(content)
    assert caught.value.line == line
