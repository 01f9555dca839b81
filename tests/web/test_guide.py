from debates.argument.words import Aim, Kind


def test_the_guide_explains_every_kind_and_every_aim(anonymous):
    page = anonymous.get("/guide/").content.decode()

    assert all(f"</svg>{kind.value.capitalize()}" in page for kind in set(Kind) - {Kind.QUESTION})
    assert all(f"<dt>{aim.value.capitalize()}</dt>" in page for aim in Aim)


def test_the_guide_costs_visitors_no_query(anonymous, django_assert_num_queries):
    with django_assert_num_queries(0):
        anonymous.get("/guide/")
