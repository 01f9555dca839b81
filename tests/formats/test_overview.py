import re

from tests.formats.overview import PAGE, written


def test_the_page_on_formats_has_the_tables_of_the_registry():
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page, "python -m tests.formats.overview writes them anew"


def test_every_page_on_a_format_is_told_of():
    page = PAGE.read_text(encoding="utf-8")
    told = set(re.findall(r"\(formats/([\w-]+\.md)\)", page))
    assert told == {path.name for path in (PAGE.parent / "formats").glob("*.md")}
