from debates.argument.presence import standing
from debates.argument.words import State
from tests.maps import changed, grow


def test_a_branch_goes_with_the_claim_it_hangs_from():
    argument = changed(grow("T\n  + A\n    - B\n      + C\n  - D"), "A", state=State.PENDING)
    assert list(standing(argument)) == ["T", "D"]
