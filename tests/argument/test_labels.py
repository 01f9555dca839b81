import pytest

from debates.argument.labels import AIM_LABELS, KIND_WORDS, label
from debates.argument.words import CHALLENGES, Aim, Kind


def test_every_kind_and_every_aim_has_words_of_its_own():
    assert set(KIND_WORDS) == set(Kind)
    assert set(AIM_LABELS) == set(Aim)
    for words in (*zip(*KIND_WORDS.values(), strict=True), AIM_LABELS.values()):
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("kind", sorted(CHALLENGES))
def test_a_label_tells_the_aim_where_there_is_one(kind):
    alone = label(kind, "")
    assert label(kind, "scope") == f"{alone} · of scope"
    assert "·" not in alone
