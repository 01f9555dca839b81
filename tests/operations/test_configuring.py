import pytest

from debates.models import (
    Base,
    Debate,
    Method,
    Phase,
    Posting,
    Role,
    Verb,
    Visibility,
    VotesShown,
)
from debates.operations import (
    describe_debate,
    open_debate,
    set_base,
    set_method,
    set_phase,
    set_posting,
    set_visibility,
    set_votes_shown,
)
from tests.operations.records import not_allowed, nothing_changes, one_event, refused

SETTINGS = [
    (set_visibility, "visibility", Verb.VISIBILITY_SET, Visibility),
    (set_posting, "posting", Verb.POSTING_SET, Posting),
    (set_phase, "phase", Verb.PHASE_SET, Phase),
    (set_method, "method", Verb.METHOD_SET, Method),
    (set_base, "base", Verb.BASE_SET, Base),
    (set_votes_shown, "votes_shown", Verb.VOTES_SHOWN_SET, VotesShown),
]


@pytest.mark.parametrize(("verb", "field", "recorded", "choices"), SETTINGS)
def test_each_setting_takes_each_of_its_choices(debate, ada, verb, field, recorded, choices):
    for choice in [*choices, *reversed(choices)]:
        old = getattr(Debate.objects.get(), field)
        if old == choice:
            with nothing_changes():
                assert verb(ada, debate, choice.value) == debate
            continue
        with one_event(debate, recorded, ada) as event:
            assert getattr(verb(ada, debate, choice.value), field) == choice
        assert getattr(Debate.objects.get(), field) == choice
        assert event().data == {"old": old, "new": choice}
        assert event().claim is None


@pytest.mark.parametrize(("verb", "field", "recorded", "choices"), SETTINGS)
def test_nothing_else_is_taken(debate, ada, verb, field, recorded, choices):
    for value in ("", "else", "OPEN", None):
        with refused("unknown_choice") as told:
            verb(ada, debate, value)
        assert next(iter(choices)).value in told.message


OTHERWISE = {
    set_visibility: "private",
    set_posting: "members",
    set_phase: "closed",
    set_method: "df-quad",
    set_base: "neutral",
    set_votes_shown: "never",
}


@pytest.mark.parametrize("verb", OTHERWISE)
def test_only_the_owner_sets_them(debate, ben, admin, join, verb):
    value = OTHERWISE[verb]
    for role in set(Role) - {Role.OWNER}:
        join(ben, role)
        with not_allowed():
            verb(ben, debate, value)
    verb(admin, debate, value)


def test_a_closed_debate_can_be_set_and_opened_again(debate, ada):
    set_phase(ada, debate, "archived")
    set_posting(ada, debate, "members")
    set_visibility(ada, debate, "private")
    assert set_phase(ada, debate, "open").phase == Phase.OPEN


# ---- the address


def test_becoming_unlisted_gives_an_address_that_nobody_knows(debate, ada):
    unlisted = set_visibility(ada, debate, "unlisted")
    assert unlisted.slug.startswith("cars-in-cities-")
    assert len(unlisted.slug.rpartition("-")[2]) == 32
    assert Debate.objects.get().slug == unlisted.slug


def test_an_unlisted_debate_that_is_shown_to_all_gets_a_readable_address(debate, ada):
    set_visibility(ada, debate, "unlisted")
    assert set_visibility(ada, debate, "public").slug == "cars-in-cities"

    set_visibility(ada, debate, "unlisted")
    open_debate(ada, title=debate.title, theses=["x"])
    assert set_visibility(ada, debate, "public").slug.startswith("cars-in-cities-")


def test_a_link_to_an_unlisted_debate_does_not_come_back_to_life(debate, ada):
    first = set_visibility(ada, debate, "unlisted").slug
    set_visibility(ada, debate, "private")
    assert set_visibility(ada, debate, "unlisted").slug != first


def test_between_public_and_private_the_address_stays(debate, ada):
    for visibility in ("private", "public"):
        assert set_visibility(ada, debate, visibility).slug == debate.slug


# ---- title and background


def test_an_editor_describes_the_debate(debate, ben, join):
    join(ben, Role.EDITOR)
    with one_event(debate, Verb.DESCRIBED, ben) as event:
        describe_debate(ben, debate, title=" Cars\nand cities ", background="*Why*")

    described = Debate.objects.get()
    assert (described.title, described.background) == ("Cars and cities", "*Why*")
    assert "<em>Why</em>" in described.background_html
    assert described.slug == debate.slug, "links go on working"
    assert event().data["old"] == {"title": "Cars in cities", "background": ""}


def test_the_same_description_changes_nothing(debate, ada):
    describe_debate(ada, debate, title="Cars", background="Why\r\nnot")
    with nothing_changes():
        describe_debate(ada, debate, title=" Cars ", background="Why\nnot")


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("text_empty", {"title": " "}),
        ("text_too_long", {"title": "x" * 201}),
        ("text_too_long", {"background": "x" * 20_001}),
    ],
)
def test_a_description_has_limits(debate, ada, code, given):
    with refused(code):
        describe_debate(ada, debate, **{"title": "Cars", "background": "", **given})


def test_only_editors_describe(debate, ada, ben, join):
    for role in Role:
        if role < Role.EDITOR:
            join(ben, role)
            with not_allowed():
                describe_debate(ben, debate, title="Mine", background="")
    set_phase(ada, debate, "closed")
    with not_allowed("debate_is_read_only"):
        describe_debate(ada, debate, title="Mine", background="")
