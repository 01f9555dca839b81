"""What the project asks of its own files. Each rule is shown once what it is there to find."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 350
SURFACES = ("debates/web/", "debates/api/", "debates/templatetags/")
WRITING = (
    r"\.(save|delete|bulk_create|bulk_update|get_or_create|update_or_create)\("
    r"|\.objects\.create\(|\.update\((?=\w+=)"
)
VAGUE_NAMES = {"utils", "helpers", "services", "signals", "common", "misc"}
# Put together here, so that this file does not name them itself.
HOSTS = [
    ".".join(name)
    for name in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
    )
]
# Rendered and sanitised by debates.argument.prose when it was written; Django's and our own words.
SAFE = {"text_html", "detail_html", "background_html", "field.help_text"}

Rule = Callable[[str, str], Iterator[str]]


def tracked(*patterns: str) -> list[str]:
    """Files of the project, the new ones that are not committed yet included."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"]
    done = subprocess.run([*listing, *patterns], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts(*patterns: str) -> Iterator[tuple[str, str]]:
    for name in tracked(*patterns):
        try:
            yield name, (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font


def lines_with(pattern: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.search(pattern, line):
            yield f"line {number}: {found[0]}"


# ---- Python ---------------------------------------------------------------------------------


def writes_from_a_surface(name: str, text: str) -> Iterator[str]:
    if name.startswith(SURFACES):
        yield from lines_with(WRITING, text)


def is_long(name: str, text: str) -> Iterator[str]:
    lines = text.count("\n")
    if not name.startswith("tests/") and "/migrations/" not in name and lines > MOST_LINES:
        yield f"{lines} lines; {MOST_LINES} are the most, 300 the aim"


def has_a_vague_name(name: str, text: str) -> Iterator[str]:
    if Path(name).stem in VAGUE_NAMES or Path(name).parent.name in VAGUE_NAMES:
        yield "a name that says nothing of what is in it"


def repeats_a_group_possessively(name: str, text: str) -> Iterator[str]:
    """Python before 3.11.5 loses its place in it: https://github.com/python/cpython/issues/106052"""
    yield from lines_with(r"\)(?:[*+?]|\{{1,2}[0-9,]+\}{1,2})\+", text)


def writes_as_nobody(name: str, text: str) -> Iterator[str]:
    """A command that changes debates does so as a person: the demo makes its own."""
    if "/management/commands/" not in name or name.endswith("/demo.py"):
        return
    changes = re.search(r"operations\.\w+\(|\bchanging\(|\brepair\(", text)
    if changes and "--as" not in text:
        yield f"{changes[0]} without an option --as"


# ---- templates ------------------------------------------------------------------------------


def extends_though_a_part(name: str, text: str) -> Iterator[str]:
    if Path(name).name.startswith("_"):
        yield from lines_with(r"{%\s*extends\b", text)


def breaks_the_content_policy(name: str, text: str) -> Iterator[str]:
    """Inline styles and scripts, which Content-Security-Policy would block."""
    yield from lines_with(r"(?i)<[^>]*\sstyle\s*=|<style\b|<[^>]*\son[a-z]+\s*=|javascript:", text)
    for script in re.finditer(r"(?i)<script\b([^>]*)>", text):
        if "src=" not in script[1]:
            yield script[0]


def trusts_what_was_typed(name: str, text: str) -> Iterator[str]:
    for found in re.finditer(r"([\w.]+)\s*\|\s*safe\b|{%\s*autoescape off", text):
        name_of_it = found[1] or ""
        if name_of_it not in SAFE and name_of_it.rpartition(".")[2] not in SAFE:
            yield found[0]


# ---- every file -----------------------------------------------------------------------------


def names_a_registry(name: str, text: str) -> Iterator[str]:
    yield from lines_with("|".join(map(re.escape, HOSTS)), text)


def names_this_machine(name: str, text: str) -> Iterator[str]:
    """A path of the checkout or of somebody's home."""
    here = [re.escape(f"{ROOT}/")] if len(ROOT.parts) > 2 else []
    yield from lines_with("|".join([*here, r"/(home|Users)/\w+/"]), text)


def names_an_address(name: str, text: str) -> Iterator[str]:
    yield from lines_with(r"https?:|file:|--(index-url|find-links)", text)


def was_left_half_merged(name: str, text: str) -> Iterator[str]:
    yield from lines_with(r"^(<{7}|>{7}) ", text)


RULES: list[tuple[Rule, tuple[str, ...]]] = [
    (writes_from_a_surface, ("debates/*.py",)),
    (is_long, ("*.py", "*.js", "*.css")),
    (has_a_vague_name, ("*.py",)),
    (repeats_a_group_possessively, ("debates/*.py", "core/*.py")),
    (writes_as_nobody, ("debates/*.py", "core/*.py")),
    (extends_though_a_part, ("*.html",)),
    (breaks_the_content_policy, ("*.html",)),
    (trusts_what_was_typed, ("*.html",)),
    (names_a_registry, (".",)),
    (names_this_machine, (".",)),
    (names_an_address, ("requirements/*.txt", "*lock.json", "*.npmrc")),
    (was_left_half_merged, (".",)),
]


@pytest.mark.parametrize(("rule", "patterns"), RULES, ids=[rule.__name__ for rule, _ in RULES])
def test_no_file(rule: Rule, patterns: tuple[str, ...]) -> None:
    found = [
        f"{name}: {what}"
        for name, text in texts(*patterns)
        if not name.startswith("static/vendor/")
        for what in rule(name, text)
    ]
    assert found == []


VIOLATIONS: list[tuple[Rule, str, str]] = [
    (writes_from_a_surface, "debates/web/a.py", "claim.save()"),
    (writes_from_a_surface, "debates/web/a.py", "claim.delete()"),
    (writes_from_a_surface, "debates/web/a.py", "Claim.objects.create(text=text)"),
    (writes_from_a_surface, "debates/web/a.py", "claims.update(state='hidden')"),
    (is_long, "debates/web/a.py", "\n" * (MOST_LINES + 1)),
    (has_a_vague_name, "debates/web/utils.py", ""),
    (has_a_vague_name, "debates/helpers/a.py", ""),
    (repeats_a_group_possessively, "debates/a.py", r'r"(?:[ \t]*+\n)*+"'),
    (repeats_a_group_possessively, "debates/a.py", r'rf"(?:{_A}b){{0,500}}+"'),
    (writes_as_nobody, "debates/management/commands/a.py", "operations.post_claim(None, parent)"),
    (extends_though_a_part, "templates/debates/_a.html", '{% extends "base.html" %}'),
    (breaks_the_content_policy, "templates/a.html", '<p style="color: red">'),
    (breaks_the_content_policy, "templates/a.html", '<a href="/" onclick="go()">'),
    (breaks_the_content_policy, "templates/a.html", "<style>p { color: red }</style>"),
    (breaks_the_content_policy, "templates/a.html", '<script type="module">go()</script>'),
    (breaks_the_content_policy, "templates/a.html", '<a href="javascript:go()">'),
    (trusts_what_was_typed, "templates/a.html", "{{ claim.text|safe }}"),
    (trusts_what_was_typed, "templates/a.html", "{% autoescape off %}"),
    (names_a_registry, "requirements/a.txt", f"# from {HOSTS[0]}"),
    (names_this_machine, "docs/a.md", "see /" + "home/ada/rejoinder"),
    (names_an_address, "requirements/a.txt", "a @ https://example.org/a.whl"),
    (names_an_address, "requirements/a.txt", "--find-links wheels"),
    (was_left_half_merged, "static/css/a.css", "a {}\n" + "<" * 7 + " HEAD\nb {}"),
]


@pytest.mark.parametrize(("rule", "name", "text"), VIOLATIONS)
def test_a_rule_finds_what_it_is_there_for(rule: Rule, name: str, text: str) -> None:
    assert list(rule(name, text))


ALLOWED: list[tuple[Rule, str, str]] = [
    (writes_from_a_surface, "debates/operations/a.py", "claim.save()"),
    (writes_from_a_surface, "debates/web/a.py", "context.update(extra)"),
    (is_long, "debates/web/a.py", "\n" * MOST_LINES),
    (repeats_a_group_possessively, "debates/a.py", r'rf"(?:[ \t]*+\n){{0,500}}[a-z)]++"'),
    (writes_as_nobody, "debates/management/commands/a.py", 'add("--as")\noperations.move_claim(a)'),
    (extends_though_a_part, "templates/a.html", '{% extends "base.html" %}'),
    (breaks_the_content_policy, "templates/a.html", '<script src="{% static "a.js" %}"></script>'),
    (breaks_the_content_policy, "templates/a.html", '<p class="once">on = off</p>'),
    (trusts_what_was_typed, "templates/a.html", "{{ claim.text_html|safe }}"),
]


@pytest.mark.parametrize(("rule", "name", "text"), ALLOWED)
def test_a_rule_leaves_alone_what_is_right(rule: Rule, name: str, text: str) -> None:
    assert list(rule(name, text)) == []
