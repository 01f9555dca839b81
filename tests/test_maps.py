from hypothesis import given

from debates.argument.map import Reply
from debates.argument.words import Aim, Kind, Stance
from tests.maps import grow, maps


def test_an_outline_grows_into_a_map_with_texts_for_keys():
    argument = grow("Thesis\n  + Pro\n    -relevance Con\n  - Other")
    assert list(argument.nodes) == ["Thesis", "Pro", "Con", "Other"]
    assert argument.replies == (
        Reply("Pro", "Thesis", Stance.PRO),
        Reply("Con", "Pro", Stance.CON, Aim.RELEVANCE),
        Reply("Other", "Thesis", Stance.CON),
    )


@given(maps())
def test_any_map_is_in_reading_order_and_all_its_claims_have_a_kind(argument):
    order = [step.node.key for step in argument.walk()]
    assert order == list(argument.nodes) == [argument.root, *argument.reply_of]
    assert list(argument.kinds) == order
    assert (argument.kinds[argument.root] == Kind.QUESTION) == argument.asks
