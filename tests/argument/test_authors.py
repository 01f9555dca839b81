"""Maps without people, and with their names elsewhere."""

from debates.argument.authors import renamed, with_names_noted, without_people
from debates.argument.map import Wording
from debates.argument.prose import DETAIL_MAX
from tests.maps import changed, grow

CARS = grow(
    """\
Cities should ban cars
  + Air gets better
    -relevance Air is not the question
      - It is
    + People say so
  - Deliveries
"""
)


def test_people_are_left_out_of_every_wording() -> None:
    written = changed(CARS, "Deliveries", author="ada", earlier=(Wording("Before", author="ben"),))

    node = without_people(written).nodes["Deliveries"]

    assert (node.author, node.earlier[0].author) == ("", "")
    assert renamed(written, str.upper).nodes["Deliveries"].earlier[0].author == "BEN"


def test_names_are_noted_below_the_detail() -> None:
    written = changed(CARS, "Deliveries", author="A*da\n_B_", detail="Every day")
    written = changed(written, "It is", author="ben")
    written = changed(written, "People say so", author="ben", detail="x" * DETAIL_MAX)

    noted = with_names_noted(written)

    assert noted.nodes["Deliveries"].detail == r"Every day" + "\n\n" + r"Written by A\*da \_B\_."
    assert noted.nodes["It is"].detail == "Written by ben."
    assert noted.nodes["People say so"].detail == "x" * DETAIL_MAX
    assert noted.nodes["Air gets better"].detail == ""
    assert noted.nodes["It is"].author == "ben"
