"""The entry in the register: one number for one person, given once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mediation_registry.actions.registrants import register
from mediation_registry.models import Registrant
from portal.audit.models import Event
from portal.identity.actions.people import register_person
from portal.identity.models import Jurisdiction
from portal.identity.permissions import PermissionRefused
from portal.numbering import is_checked
from tests.factories import mediators, people
from tests.factories.mediators import NOW

pytestmark = pytest.mark.django_db


def entered(actor, person, kind: str = "mediator", place: str = "CN-MO") -> Registrant:
    return register(
        actor=actor, at=NOW, person=person, kind=kind, jurisdiction=Jurisdiction.objects.get(code=place)
    )


def test_a_person_enters_herself_once_and_keeps_her_number():
    user = people.stranger()
    people.court()
    actor, person = mediators.acting(user), people.person_of(user)
    first = entered(actor, person)
    assert entered(actor, person, place="CN-HK") == first
    assert is_checked(first.register_no)
    assert first.register_no.startswith("MED-2026-")
    assert first.home_jurisdiction.code == "CN-MO"
    assert Event.objects.filter(act="mediation_registry.registered").count() == 1


def test_nobody_enters_somebody_else_except_officers_and_clerks():
    people.court()
    person = people.person_of(people.stranger())
    with pytest.raises(PermissionRefused):
        entered(mediators.acting(people.principal()), person)
    with pytest.raises(PermissionRefused):
        entered(mediators.acting(people.judge_a()), person)
    assert entered(mediators.acting(people.clerk_a()), person).person == person


@pytest.mark.parametrize(
    ("person_kind", "kind", "accepted"),
    [("natural", "mediator", True), ("legal", "organisation", True), ("legal", "mediator", False),
     ("natural", "organisation", False), ("natural", "court", False)],
)  # fmt: skip
def test_a_mediator_is_a_human_being_and_an_organisation_is_not(person_kind: str, kind: str, accepted: bool):
    people.court()
    person = register_person(actor=people.SETUP, at=NOW, names={"latin": "Example"}, kind=person_kind)
    intake = mediators.acting(mediators.hk_intake())
    if accepted:
        assert entered(intake, person, kind).kind == kind
        return
    with pytest.raises(ValidationError) as refused:
        entered(intake, person, kind)
    assert "kind" in refused.value.message_dict


def test_the_home_place_is_one_of_the_three():
    people.court()
    Jurisdiction.objects.create(code="PT", name_en="Portugal")
    with pytest.raises(ValidationError) as refused:
        entered(mediators.acting(mediators.hk_intake()), people.person_of(people.stranger()), place="PT")
    assert "jurisdiction" in refused.value.message_dict
