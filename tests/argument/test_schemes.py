from debates.argument.schemes import SCHEMES


def test_every_scheme_has_a_key_a_name_and_one_sentence():
    assert len(SCHEMES) == 17
    for key, scheme in SCHEMES.items():
        assert scheme.key == key
        assert key.replace("_", "").isalpha()
        assert scheme.name
        assert scheme.gist.endswith(".")
        assert scheme.gist.count(".") == 1


def test_names_are_not_given_twice():
    assert len({scheme.name for scheme in SCHEMES.values()}) == len(SCHEMES)
