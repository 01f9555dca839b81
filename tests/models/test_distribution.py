"""A debate is the unit of distribution: whatever belongs to one says which. See docs/scaling.md."""

from django.apps import apps
from django.db.models import ForeignKey, Model

from debates.models import Claim, Debate

# Rows of these lie with the claim that they are about.
BY_THEIR_CLAIM = {"Revision", "Source"}


def leads_to(model: type[Model]) -> dict[str, type[Model]]:
    """What a row of it must belong to, by the name of the key."""
    return {
        field.name: field.related_model
        for field in model._meta.fields
        if isinstance(field, ForeignKey) and not field.null
    }


def test_every_row_of_a_debate_says_which_it_belongs_to() -> None:
    models = [model for model in apps.get_app_config("debates").get_models() if model is not Debate]
    lacking = {model.__name__ for model in models if Debate not in leads_to(model).values()}

    assert lacking == BY_THEIR_CLAIM
    assert len(models) > len(lacking)


def test_what_does_not_is_one_step_from_its_claim() -> None:
    models = {model.__name__: model for model in apps.get_app_config("debates").get_models()}

    for name in BY_THEIR_CLAIM:
        assert Claim in leads_to(models[name]).values()
    assert leads_to(Claim)["debate"] is Debate
