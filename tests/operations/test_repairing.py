import pytest

from debates.models import Claim, Phase, Role, Verb
from debates.operations import repair_tree, set_phase
from tests.operations.records import not_allowed, nothing_changes, one_event
from tests.trees import verify


def test_a_level_that_is_wrong_is_mended_in_one_event(debate, grow, ada):
    air = grow("  + Air\n    - Freight\n")["Air"]
    Claim.objects.filter(pk=air.pk).update(level=7)

    with one_event(debate, Verb.REPAIRED, ada) as event:
        assert repair_tree(ada, debate) == 1

    assert event().data == {"claims": 1}
    verify(debate)


def test_a_sound_tree_stays_as_it_is(debate, grow, ada):
    grow("  + Air\n    - Freight\n")
    with nothing_changes():
        assert repair_tree(ada, debate) == 0


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.MODERATOR])
def test_only_the_owner_repairs_it_in_any_phase(debate, ada, ben, join, role):
    join(ben, role)
    with not_allowed():
        repair_tree(ben, debate)
    assert repair_tree(ada, set_phase(ada, debate, Phase.ARCHIVED)) == 0
