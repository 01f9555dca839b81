import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debates.formats.errors import FormatError
from debates.formats.positions import lines_of_elements

TEXT = """\ufeff
{ "a": [1, {"nodes": [7]}],
  "b\\u0063": {"nodes": 3, "x": "]\\n}"},
  "AIF" : {"nodes": [
    {"id": [1, 2]}, "a",

    null
  ]}
}
"""


def test_elements_have_the_lines_on_which_they_begin():
    assert lines_of_elements(TEXT, "AIF", "nodes") == [5, 5, 7]
    assert lines_of_elements(TEXT, "a") == [2, 2]


@pytest.mark.parametrize("path", [("none",), ("bc", "nodes"), ("a", "nodes"), ("AIF", "edges")])
def test_what_is_no_list_has_no_elements(path):
    assert lines_of_elements(TEXT, *path) == []


def test_depth_is_refused_here_too():
    with pytest.raises(FormatError, match="nested too deeply"):
        lines_of_elements(f'{{"a": {"[" * 5000}{"]" * 5000}, "b": []}}', "b")


values = st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=5)


@given(st.lists(values), st.sampled_from([None, 0, 2]))
@settings(max_examples=40)
def test_there_is_a_line_for_each(elements, indent):
    text = json.dumps({"before": elements, "list": elements}, indent=indent)

    assert len(lines_of_elements(text, "list")) == len(elements)
