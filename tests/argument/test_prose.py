import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debates.argument import prose
from debates.argument.prose import (
    DETAIL_MAX,
    TEXT_MAX,
    TYPED_MAX,
    block_html,
    clean_detail,
    clean_line,
    clean_text,
    inline_html,
    visible,
)
from debates.errors import Refusal
from tests.effort import seconds_of

markdown = st.text(st.sampled_from("ab *_`[]()<>!#-&;:/\\\n\u202e\u200b\u0301\"'"), max_size=60)
anything = markdown | st.text(max_size=60)
readable = markdown | st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def refusal(clean, *args) -> Refusal:
    with pytest.raises(Refusal) as caught:
        clean(*args)
    return caught.value


# ---- inline


def test_a_claim_has_links_emphasis_and_code():
    assert inline_html("*a* **b** `c`") == "<em>a</em> <strong>b</strong> <code>c</code>"
    assert inline_html('[OECD](https://oecd.org "title")') == (
        '<a href="https://oecd.org" rel="nofollow ugc noopener">OECD</a>'
    )


@pytest.mark.parametrize(
    "text", ["# a", "> a", "- a", "1. a", "    a", "***", "a | b", "![a](b)", "~~a~~", "[a]: b"]
)
def test_block_syntax_in_a_claim_is_literal(text):
    assert inline_html(text).strip() == text.strip().replace(">", "&gt;")


def test_a_whole_address_becomes_a_link_and_a_bare_host_does_not():
    assert inline_html("https://a.org/x_y").startswith('<a href="https://a.org/x_y"')
    assert inline_html("<a@b.org>").startswith('<a href="mailto:a@b.org"')
    assert inline_html("e.g.it a.org a@b.org") == "e.g.it a.org a@b.org"
    assert inline_html("*a* e.g.it www.a.org a@b.org") == "<em>a</em> e.g.it www.a.org a@b.org"


TARGETS = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "vbscript:x"),
    *("data:text/html,x", "file:///etc", "ftp://a.b", "//a.b", "/login", "a", "?a", "http:"),
)


@pytest.mark.parametrize("target", TARGETS)
def test_other_schemes_and_relative_targets_are_no_links(target):
    for text in (f"[a]({target})", f"[a](<{target}>)", f"<{target}>", target):
        assert "<a" not in inline_html(text)
        assert "<a" not in block_html(text)


def test_html_is_text():
    assert inline_html("<b onclick=x>a</b>") == "&lt;b onclick=x&gt;a&lt;/b&gt;"
    assert block_html("<script>a</script>") == "<p>&lt;script&gt;a&lt;/script&gt;</p>\n"


def test_a_link_without_words_is_no_link():
    assert "<a" not in inline_html("see [](http://a.b) [&#x200b;](http://a.b)!")


def test_a_link_without_a_target_is_its_words():
    assert inline_html("[*a*]() b") == "<em>a</em> b"
    assert inline_html("[a]() b") == "a b"


def test_entities_cannot_bring_back_what_cleaning_removes():
    assert "\u202e" not in inline_html("a &#x202e; b") + block_html("a &#x202e; b")


@given(readable)
def test_a_claim_never_has_other_elements(text):
    html = inline_html(text)
    for element in ("a href=", "em>", "strong>", "code>"):
        html = html.replace(f"<{element}", "").replace(f"</{element}", "")
    assert "<" not in html.replace("</a>", "")


# ---- visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("[the *old* rule](https://a.org/very/long)", "the old rule"),
        ("**a** `b*c*` &amp; &copy;", "a b*c* & ©"),
        ("  a \n\t b\u00a0c  ", "a b c"),
        ("[](https://a.org)", ""),
        ("<https://a.org>", "https://a.org"),
        (r"\*a\*", "*a*"),
        ("[a](javascript:x)", "[a](javascript:x)"),
        ("<b>a</b>", "<b>a</b>"),
    ],
)
def test_a_reader_sees_no_markup(text, seen):
    assert visible(text) == seen


# The longest an entity can grow: "&nGt;" and its like become two characters, never more than typed.
@given(readable)
def test_a_reader_never_sees_more_than_was_typed(text):
    assert len(visible(text)) <= len(text)


# ---- cleaning


@given(readable)
def test_cleaning_a_claim_twice_is_cleaning_it_once(text):
    try:
        once = clean_text(text)
    except Refusal:
        return
    assert clean_text(once) == once
    assert "\n" not in once


@given(readable)
def test_cleaning_a_detail_twice_is_cleaning_it_once(text):
    once = clean_detail(text)
    assert clean_detail(once) == once


@given(anything)
def test_any_text_is_cleaned_or_refused(text):
    for clean in (clean_text, clean_detail, lambda text: clean_line(text, 9, "title")):
        with contextlib.suppress(Refusal):
            assert isinstance(clean(text), str)


def test_line_breaks_and_tabs_of_a_claim_become_one_blank_and_no_break_spaces_stay():
    assert clean_text(" a \r\n\n b\tc\u2028d\u00a0! ") == "a b c d\u00a0!"


def test_accents_are_composed_and_controls_removed():
    assert clean_text("cafe\u0301\x00\x07 \u202eabc\u2066\ufeff") == "caf\u00e9 abc"
    assert clean_text("e\u202e\u0301") == "\u00e9"


def test_joiners_and_direction_marks_stay():
    assert clean_text("نمی\u200cخواهم\u200f") == "نمی\u200cخواهم\u200f"


@pytest.mark.parametrize(
    "text",
    [
        *("", " \n ", "[](http://a.org)", "[ ](http://a.org)", "[\u200d](http://a.org)", "&#32;"),
        *("\u200b", "&#x200b;", "\u3164", "\u2800", "\u00a0", "&nbsp;", "\U000e0061", "\u034f"),
    ],
)
def test_a_claim_that_nobody_can_see_is_empty(text):
    assert refusal(clean_text, text).code == "text_empty"
    assert refusal(clean_line, "", 10, "title").code == "text_empty"


def test_a_link_target_does_not_count():
    text = f"[{'a' * TEXT_MAX}](https://a.org/{'b' * 1000})"
    assert clean_text(text) == text


def test_a_long_claim_is_told_the_limit_and_its_length():
    refused = refusal(clean_text, f"*{'a' * 612}*")
    assert refused.code == "text_too_long"
    assert refused.message == (
        "This is 612 characters long as a reader sees it; a claim has at most 500. "
        "Put the reasons into claims of their own, or into the detail."
    )


def test_a_claim_of_little_but_addresses_is_too_long_as_typed():
    refused = refusal(clean_text, f"[a](https://a.org/{'b' * TYPED_MAX})")
    assert refused.code == "text_too_long_as_typed"
    assert "4,000" in refused.message
    assert "4,019" in refused.message


def test_half_a_character_is_unreadable():
    for clean in (clean_text, clean_detail, lambda text: clean_line(text, 9, "title")):
        assert refusal(clean, "a\ud800b").code == "text_unreadable"


def test_a_detail_keeps_its_lines_and_may_be_empty():
    assert clean_detail("\r\na\r\n\r\n    b\rc\n \n") == "a\n\n    b\nc"
    assert clean_detail(" \n") == ""


def test_a_detail_has_a_limit():
    assert refusal(clean_detail, "a" * (DETAIL_MAX + 1)).code == "text_too_long"
    assert "at most 5" in refusal(clean_detail, "a" * 6, 5).message


def test_what_is_too_long_before_accents_are_composed_is_too_long():
    accented = "e\u0301" * 5
    assert refusal(clean_detail, accented, 9).code == "text_too_long"
    assert refusal(clean_line, accented, 9, "title").code == "text_too_long"
    assert clean_line(accented, 10, "title") == "\u00e9" * 5


def test_a_title_names_itself_when_refused():
    assert clean_line(" On  trade\n", 8, "title") == "On trade"
    message = "The title is 9 characters long; at most 8 fit. Shorten it."
    assert refusal(clean_line, "On trades", 8, "title").message == message


# ---- blocks


def test_a_detail_has_paragraphs_lists_quotes_and_code():
    html = block_html("a  \nb\n\n- c\n\n3. d\n\n> e\n\n```py\nf <g>\n```\n\n---\n")
    for part in (
        *("<p>a<br>", "<li>c</li>", '<ol start="3">', "<blockquote>"),
        *("<pre><code>f &lt;g&gt;", "<hr>"),
    ):
        assert part in html
    assert "class" not in html


def test_headings_begin_below_those_of_the_page():
    html = block_html("# a\n## b\n### c\n#### d\n##### e\n\nf\n===")
    assert html == ("<h3>a</h3>\n<h4>b</h4>\n<h5>c</h5>\n<h6>d</h6>\n<h6>e</h6>\n<h3>f</h3>\n")


def test_headings_leave_out_no_level():
    html = block_html("### a\n##### b\n### c\n# d\n###### e")
    assert html == "<h3>a</h3>\n<h4>b</h4>\n<h3>c</h3>\n<h3>d</h3>\n<h4>e</h4>\n"


def test_images_tables_and_reference_definitions_are_text():
    html = block_html("![a](http://b.c/d.png)\n\na|b\n-|-\n1|2\n\n[a]: http://b.c")
    assert "<img" not in html
    assert "<table" not in html
    assert "[a]: " in html


def test_what_is_nested_too_deeply_is_shown_as_typed_instead_of_dropped():
    assert "deep" in block_html("> " * 12 + "deep")
    for marker in (">", "- ", "> - ", "1. "):
        assert "deep &lt;" in block_html(marker * 60 + "deep <")


HOSTILE = (
    *("[", "*", "_", "`", "<", "&", "\\", "![", "[a](", "[](", "[[a](http://b.c) ", "[*a", "*a_"),
    *("*_`[", "**a ", "a**b", "http://", "http://a.b", "ftp://x.y ", "mailto:a@b.c ", "[a](<"),
    *(">", "> ", "- ", "1. ", "> - ", "- a\n", "-\n", "#", "a\n===\n", "[a]: b\n", "```\n", "\t"),
)


# Both limits are several times what it takes, for the sake of slow and busy machines.
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_bounded_time(unit):
    claim, detail = (unit * TYPED_MAX)[:TYPED_MAX], (unit * DETAIL_MAX)[:DETAIL_MAX]
    assert seconds_of(lambda: (inline_html(claim), visible(claim)), 0.5) <= 0.5
    assert seconds_of(lambda: block_html(detail), 2) <= 2


# ---- the way around the parser


PIECES = [
    *("http:", "HTTPS://a.b", "www.a.org", "a@b.org", "//x.y", "ftp://a.b", "mailto:", "--", "(c)"),
    *("...", '"', "'", "!", "#", "~~", "|", "1.", "- ", "+", "=", "$", "{", "^", "\t", "\u200b"),
    *("[1]", "[", "](", "[a](http://b.c)", "[a][b]", "![", "!["),
    *(" ", "a", "\u3000", "\u2028", "\xa0", "é", "😀", "½", "\x1f", "\x85", "&", "<", "\\", "*"),
]


@given(st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_what_is_taken_for_plain_is_what_the_parser_makes_of_it(text):
    short = inline_html(text), visible(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("debates.argument.prose._is_plain", lambda text: False)
        assert short == (inline_html(text), visible(text))


@given(st.characters())
def test_what_can_be_printed_needs_no_cleaning(sign):
    if sign.isprintable():
        assert not prose._SURROGATES.search(sign)
        assert not prose._CONTROLS.search(sign)
        assert sign == " " or not prose._WHITE_SPACE.search(sign)
