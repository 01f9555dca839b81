"""Every constraint, broken once: the database says no, whatever wrote the row."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from debates.models import (
    Debate,
    Event,
    Follow,
    Invitation,
    JoinRequest,
    Link,
    Membership,
    Revision,
    Role,
    Seen,
)
from debates.operations import NewSource, add_source, cast_vote, concede
from tests.conftest import THESIS

NOW = timezone.now()


@pytest.fixture
def its(debate, grow, ada, ben):
    """What there is to break, by name."""
    claims = grow("  + Air\n    - Electric\n      - Tyres\n  - Freight")
    concede(ada, claims["Freight"])
    source = add_source(ada, claims["Air"], NewSource(citation="Doe"))
    link = Link.objects.create(
        debate=debate, claim=claims["Tyres"], target=claims["Freight"], stance="con", author=ada
    )
    other = Debate.objects.create(title="Bikes", slug="bikes")
    invitation = Invitation.objects.create(
        debate=debate,
        digest="0" * 64,
        role=Role.WRITER,
        most_uses=2,
        expires_at=NOW,
        created_by=ada,
    )
    vote = cast_vote(ben, claims["Air"], "plausibility", 3, seen=1)
    more = {
        "vote": vote,
        "invitation": invitation,
        "source": source,
        "link": link,
        "other": other,
        "ben": ben,
    }
    return claims | more | {"thesis": claims[THESIS]}


def changed(name: str, **values) -> Callable:
    """An UPDATE of one row; a value may be a function of what there is."""

    def change(its):
        row = its[name]
        type(row)._base_manager.filter(pk=row.pk).update(**found(values, its))

    return change


def found(values: dict, its: dict) -> dict:
    return {key: value(its) if callable(value) else value for key, value in values.items()}


def again(name: str, **values) -> Callable:
    """A copy of a row."""

    def insert(its):
        row = its[name]
        copy = {
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if not field.primary_key
        }
        type(row)._base_manager.bulk_create([type(row)(**copy | values)])

    return insert


def of_debate(table, **values) -> Callable:
    """A new row of a table that belongs to the debate."""

    def insert(its):
        table.objects.create(debate=its["thesis"].debate, **found(values, its))

    return insert


def twice(table, **values) -> Callable:
    def insert(its):
        for _ in range(2):
            of_debate(table, **values)(its)

    return insert


VIOLATIONS = {
    "one_tree_per_debate": [changed("Air", tree_id=lambda its: its["other"].pk)],
    "one_root_per_debate": [again("thesis", lft=3, rght=4)],
    "claim_numbers_nest": [
        changed("Air", rght=lambda its: its["Air"].lft),
        changed("Air", rght=1),
    ],
    "claim_level_fits_its_kind": [
        changed("thesis", level=1),
        changed("thesis", kind="claim"),
        changed("Air", level=0),
        changed("Air", kind="question"),
        changed("Electric", kind="thesis", side="thesis"),
        changed("Air", kind="remark"),
    ],
    "claim_side_fits_its_kind": [
        changed("thesis", side="critics"),
        changed("Electric", side="thesis"),
        changed("Tyres", side="critics"),
        changed("Air", side="nobody"),
    ],
    "only_a_con_has_an_aim": [
        changed("Air", aim="truth"),
        changed("thesis", aim="truth"),
        changed("Electric", aim="tone"),
    ],
    "only_a_premise_is_in_a_group": [changed("thesis", premise_group=1)],
    "claim_state_is_known": [changed("Air", state="gone")],
    "claim_has_a_text": [changed("Air", text="")],
    "only_a_con_is_conceded": [
        changed("Air", conceded_at=NOW, conceded_by=lambda its: its["ben"]),
        changed("Electric", conceded_at=NOW),
        changed("Electric", conceded_by=lambda its: its["ben"]),
        changed("Freight", conceded_at=None),
    ],
    "only_a_con_is_met": [changed("Air", met_at=NOW), changed("thesis", met_at=NOW)],
    "debate_visibility_is_known": [changed("other", visibility="secret")],
    "debate_posting_is_known": [changed("other", posting="nobody")],
    "debate_phase_is_known": [changed("other", phase="over")],
    "debate_method_is_known": [changed("other", method="by hand")],
    "debate_base_is_known": [changed("other", base="0.7")],
    "debate_votes_shown_is_known": [changed("other", votes_shown="seldom")],
    "debate_has_a_title": [changed("other", title="")],
    "one_event_per_version": [
        of_debate(Event, version=1, verb="posted", actor=lambda its: its["ben"])
    ],
    "one_link_per_pair": [again("link"), again("link", stance="pro")],
    "no_link_to_itself": [changed("link", target=lambda its: its["Tyres"])],
    "link_stance_is_known": [changed("link", stance="hm")],
    "only_a_con_link_has_an_aim": [
        changed("link", aim="tone"),
        changed("link", stance="pro", aim="truth"),
    ],
    "one_membership_each": [twice(Membership, user=lambda its: its["ben"], role=Role.READER)],
    "one_owner_per_debate": [of_debate(Membership, user=lambda its: its["ben"], role=Role.OWNER)],
    "membership_role_is_known": [of_debate(Membership, user=lambda its: its["ben"], role=7)],
    "revisions_are_numbered": [
        lambda its: Revision.objects.create(claim=its["Air"], number=1, text="x", editor=its["ben"])
    ],
    "source_has_an_address_or_a_citation": [changed("source", citation="")],
    "source_is_removed_by_someone": [
        changed("source", removed_at=NOW),
        changed("source", removed_by=lambda its: its["ben"]),
    ],
    "an_invitation_makes_a_writer_at_most": [
        changed("invitation", role=Role.EDITOR),
        changed("invitation", role=Role.NONE),
    ],
    "an_invitation_is_not_overused": [changed("invitation", uses=3)],
    "one_request_waits_for_each": [twice(JoinRequest, person=lambda its: its["ben"])],
    "join_request_answer_is_known": [
        of_debate(JoinRequest, person=lambda its: its["ben"], answer="perhaps")
    ],
    "a_debate_is_followed_once": [twice(Follow, person=lambda its: its["ben"])],
    "a_claim_is_followed_once": [
        twice(Follow, person=lambda its: its["ben"], claim=lambda its: its["Air"])
    ],
    "one_last_visit_each": [twice(Seen, person=lambda its: its["ben"], version=1)],
    "one_vote_each": [again("vote"), again("vote", value=0, revision=2)],
    "vote_is_one_of_the_steps": [changed("vote", value=5)],
    "only_relevance_has_a_parent": [
        changed("vote", question="beauty"),
        changed("vote", question="relevance"),
        changed("vote", parent=lambda its: its["thesis"]),
    ],
}


def test_every_constraint_is_broken_here():
    named = {
        constraint.name
        for table in apps.get_app_config("debates").get_models()
        for constraint in table._meta.constraints
    }
    assert named == {*VIOLATIONS, "a_form_counts_once"}


@pytest.mark.parametrize(
    ("name", "violate"), [(name, each) for name in VIOLATIONS for each in VIOLATIONS[name]]
)
def test_the_database_refuses(its, name, violate):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        violate(its)
    if connection.vendor == "postgresql" or "CHECK" in str(refusal.value):
        assert name in str(refusal.value)
    else:
        assert "UNIQUE constraint failed" in str(refusal.value)


def test_a_form_counts_once_for_each_person(debate, ada, ben):
    key = uuid4()
    for version, actor in [(2, ada), (3, ben)]:
        Event.objects.create(debate=debate, version=version, verb="posted", actor=actor, key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(debate=debate, version=4, verb="posted", actor=ada, key=key)
    for version in (4, 5):
        Event.objects.create(debate=debate, version=version, verb="posted", actor=ada)


def test_an_address_is_one_debates(its):
    with pytest.raises(IntegrityError), transaction.atomic():
        Debate.objects.create(title="Bikes", slug="bikes")


def test_what_constraints_allow_is_allowed(its):
    """Else a constraint that refuses everything would pass above."""
    for change in (
        changed("Electric", aim="truth"),
        changed("Electric", conceded_at=NOW, conceded_by=lambda its: its["ben"]),
        changed("Air", state="hidden"),
        changed("Tyres", kind="claim", side="critics"),
        changed("link", aim="truth"),
        changed("source", removed_at=NOW, removed_by=lambda its: its["ben"]),
        of_debate(Membership, user=lambda its: its["ben"], role=Role.EDITOR),
        changed("Electric", met_at=NOW),
        changed("invitation", uses=2),
        twice(JoinRequest, person=lambda its: its["ben"], answer="declined"),
        of_debate(Follow, person=lambda its: its["ben"]),
        of_debate(Follow, person=lambda its: its["ben"], claim=lambda its: its["Air"]),
        of_debate(Follow, person=lambda its: its["ben"], claim=lambda its: its["Freight"]),
    ):
        change(its)


def test_nothing_that_others_refer_to_can_be_deleted(its, ada):
    for row in (its["Air"], its["thesis"].debate, ada):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()
