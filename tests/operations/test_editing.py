import pytest

from debates.argument.words import Aim, State
from debates.models import Claim, Revision, Role, Verb
from debates.operations import StaleEdit, edit_claim, post_claim, set_phase, set_posting
from tests.operations.records import everything, not_allowed, nothing_changes, one_event, refused


@pytest.fixture
def air(thesis, ben) -> Claim:
    return post_claim(ben, thesis, stance="pro", text="Air", detail="More", scheme="analogy")


@pytest.fixture
def freight(air, ben) -> Claim:
    return post_claim(ben, air, stance="con", text="Freight", aim="relevance")


def test_an_edit_gives_a_new_wording_and_keeps_the_old_one(debate, air, ben):
    with one_event(debate, Verb.EDITED, ben) as event:
        edited = edit_claim(ben, air, seen=1, text="*Clean* air", detail="Less", note="Shorter")

    air.refresh_from_db()
    assert edited == air
    assert (air.text, air.text_html) == ("*Clean* air", "<em>Clean</em> air")
    assert (air.detail, air.detail_html, air.revision) == ("Less", "<p>Less</p>\n", 2)
    assert air.edited_at is not None
    first, second = air.revisions.all()
    assert (first.number, first.text, first.detail) == (1, "Air", "More")
    assert (second.number, second.text, second.detail) == (2, "*Clean* air", "Less")
    assert (second.editor, second.note) == (ben, "Shorter")
    assert event().claim == air
    assert event().data["revision"] == 2


def test_an_edit_touches_no_other_claim(air, freight, ben):
    before = [row for row in everything()["Claim"] if row["id"] != air.pk]
    edit_claim(ben, air, seen=1, text="Clean air", detail="")
    assert [row for row in everything()["Claim"] if row["id"] != air.pk] == before


@pytest.mark.parametrize(
    "wording",
    [
        {"text": "Air", "detail": "More"},
        {"text": "  Air\n", "detail": "More", "note": "No reason"},
        {"text": "Air", "detail": "More", "scheme": "analogy", "aim": ""},
    ],
)
def test_the_same_wording_changes_nothing(air, ben, wording):
    with nothing_changes():
        assert edit_claim(ben, air, seen=1, **wording) == air


def test_aim_and_scheme_stay_unless_told(air, freight, ben):
    assert edit_claim(ben, air, seen=1, text="Clean air", detail="").scheme == "analogy"
    assert edit_claim(ben, freight, seen=1, text="Goods", detail="").aim == Aim.RELEVANCE


def test_aim_and_scheme_alone_make_an_event_and_no_revision(debate, air, freight, ben):
    with one_event(debate, Verb.EDITED, ben) as event:
        edit_claim(ben, air, seen=1, text="Air", detail="More", scheme="example")
    assert event().data["old"] == {"aim": "", "scheme": "analogy"}
    assert event().data["new"] == {"aim": "", "scheme": "example"}

    with one_event(debate, Verb.EDITED, ben):
        edit_claim(ben, freight, seen=1, text="Freight", detail="", aim="")
    for claim in (air, freight):
        claim.refresh_from_db()
        assert (claim.revision, claim.edited_at, claim.revisions.count()) == (1, None, 1)
    assert (air.scheme, freight.aim) == ("example", "")


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("text_empty", {"text": ""}),
        ("text_too_long", {"text": "x" * 501}),
        ("text_too_long", {"detail": "x" * 20_001}),
        ("text_too_long", {"note": "x" * (Revision.NOTE_MAX + 1)}),
        ("aim_without_opposing", {"aim": "truth"}),
        ("unknown_scheme", {"scheme": "because"}),
    ],
)
def test_what_does_not_fit_is_refused(air, ben, code, given):
    with refused(code):
        edit_claim(ben, air, **{"seen": 1, "text": "Clean air", "detail": "", **given})


def test_a_con_is_held_to_the_rules_of_cons(thesis, freight, ben):
    direct = post_claim(ben, thesis, stance="con", text="Rights")
    for claim, code, given in [
        (freight, "scheme_without_support", {"scheme": "analogy"}),
        (freight, "unknown_aim", {"aim": "tone"}),
        (direct, "no_step_to_attack", {"aim": "relevance"}),
    ]:
        with refused(code):
            edit_claim(ben, claim, seen=1, text="Goods", detail="", **given)


def test_the_root_can_be_reworded_but_has_no_aim_and_no_scheme(debate, thesis, ada):
    with one_event(debate, Verb.EDITED, ada):
        edit_claim(ada, thesis, seen=1, text="Cities should price cars", detail="")
    with refused("aim_without_opposing"):
        edit_claim(ada, thesis, seen=2, text="x", detail="", aim="truth")
    with refused("scheme_without_support"):
        edit_claim(ada, thesis, seen=2, text="x", detail="", scheme="analogy")


# ---- two at once


def test_the_second_of_two_edits_is_told_and_shown_what_there_is_now(air, ada, ben):
    edit_claim(ada, air, seen=1, text="Clean air", detail="")

    with nothing_changes(), pytest.raises(StaleEdit) as stale:
        edit_claim(ben, air, seen=1, text="Fresh air", detail="")
    assert stale.value.code == "stale_edit"
    assert (stale.value.current.text, stale.value.current.revision) == ("Clean air", 2)
    edit_claim(ben, air, seen=2, text="Fresh air", detail="")


def test_what_the_caller_holds_may_be_old_what_the_editor_saw_decides(air, ben):
    old = Claim.objects.get(pk=air.pk)
    edit_claim(ben, air, seen=1, text="Clean air", detail="")
    assert edit_claim(ben, old, seen=2, text="Fresh air", detail="").revision == 3


# ---- who may


@pytest.mark.parametrize(
    ("role", "own", "others"),
    [
        (Role.READER, False, False),
        (Role.SUGGESTER, False, False),
        (Role.WRITER, True, False),
        (Role.EDITOR, True, True),
        (Role.MODERATOR, True, True),
    ],
)
def test_authors_who_write_edit_their_own_and_editors_all(
    debate, air, thesis, ada, ben, join, role, own, others
):
    set_posting(ada, debate, "members")
    join(ben, role)
    for claim, expected in [(air, own), (thesis, others)]:
        if expected:
            assert edit_claim(ben, claim, seen=1, text="Else", detail="").text == "Else"
        else:
            with not_allowed():
                edit_claim(ben, claim, seen=1, text="Else", detail="")


def test_who_suggested_amends_while_it_waits_but_not_what_was_accepted(debate, thesis, ada, ben):
    set_posting(ada, debate, "suggestions")
    claim = post_claim(ben, thesis, stance="pro", text="Air")
    edit_claim(ben, claim, seen=1, text="Clean air", detail="")

    Claim.objects.filter(pk=claim.pk).update(state=State.VISIBLE.value)
    with not_allowed():
        edit_claim(ben, claim, seen=2, text="Buy my soap", detail="")


def test_who_does_not_see_a_claim_is_told_that_it_is_gone(debate, thesis, ada, ben, chidi):
    set_posting(ada, debate, "suggestions")
    claim = post_claim(ben, thesis, stance="pro", text="Air")
    with refused("claim_gone"):
        edit_claim(chidi, claim, seen=1, text="Else", detail="")


@pytest.mark.parametrize("phase", ["closed", "archived"])
def test_nobody_edits_what_is_for_reading(debate, air, ada, ben, phase):
    set_phase(ada, debate, phase)
    for who in (ada, ben):
        with not_allowed("debate_is_read_only"):
            edit_claim(who, air, seen=1, text="Else", detail="")


def test_a_superuser_edits_everything(debate, air, ada, admin):
    set_phase(ada, debate, "draft")
    assert edit_claim(admin, air, seen=1, text="Else", detail="").revisions.last().editor == admin
