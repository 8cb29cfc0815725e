"""Names in every script; licences checked once and used everywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from portal.identity.actions import licences
from portal.identity.actions import people as acts
from portal.identity.actors import actor_of, forget_actor
from portal.identity.models import PersonName
from portal.identity.permissions import PermissionRefused
from tests.factories import people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_a_person_may_have_no_account():
    person = acts.register_person(
        actor=people.actor(people.clerk_a()), at=AT, names={"pt": "João da Silva", "zh-hant": "施若翰"}
    )
    assert person.user is None
    assert person.name_for("pt") == "João da Silva"
    assert person.name_for("zh-hans") == "施若翰"
    assert person.name_for("en") == "João da Silva"


def test_a_person_without_any_name_is_not_entered():
    with pytest.raises(ValidationError):
        acts.register_person(actor=people.SETUP, at=AT, names={"latin": "  "})


def test_a_corrected_name_leaves_the_wrong_one_legible():
    person = people.principal().person
    acts.record_names(
        actor=people.actor(people.principal()), at=AT, person=person, names={"latin": "Chan Ka Man Carmen"}
    )
    person.refresh_from_db()
    assert person.name_for("en") == "Chan Ka Man Carmen"
    old = PersonName.objects.get(person=person, text="Chan Ka Man")
    assert old.withdrawn_at == AT


def test_the_last_name_cannot_be_emptied():
    person = people.stranger().person
    with pytest.raises(ValidationError):
        acts.record_names(actor=people.actor(people.stranger()), at=AT, person=person, names={"pt": ""})
    person.refresh_from_db()
    assert person.name_for("pt") == "Maria Pereira"


def test_a_former_name_is_kept_apart_from_the_names_in_force():
    person = people.stranger().person
    acts.record_names(
        actor=people.actor(people.stranger()), at=AT, person=person, names={}, former={"pt": "Maria Gomes"}
    )
    assert [name.text for name in person.former_names] == ["Maria Gomes"]
    assert person.name_for("pt") == "Maria Pereira"


def test_the_date_of_birth_is_sealed_and_given_once():
    person = people.stranger().person
    actor = people.actor(people.stranger())
    acts.record_names(actor=actor, at=AT, person=person, names={}, birth_date=date(1980, 5, 6))
    acts.record_names(actor=actor, at=AT, person=person, names={}, birth_date=date(1999, 1, 1))
    person.refresh_from_db()
    assert person.birth_date == date(1980, 5, 6)


def test_a_verified_licence_makes_a_lawyer_until_it_expires():
    user = people.stranger()
    found = licences.submit_licence(
        actor=people.actor(user),
        at=AT,
        person=user.person,
        kind="gba",
        number="gba 2024 001",
        firm_name="Fictitious & Co.",
        court=people.court(),
        expiry_date=date(2026, 12, 31),
    )
    assert "lawyer" not in people.actor(user).roles
    licences.verify_licence(actor=people.actor(people.clerk_a()), at=AT, licence=found, basis="Licence seen.")
    forget_actor(user)
    assert "lawyer" in actor_of(user, AT).roles
    assert "lawyer" not in actor_of(user, datetime(2027, 1, 1, 4, 0, tzinfo=UTC)).roles


def test_a_licence_verified_once_need_not_be_given_again():
    lawyer = people.lawyer()
    with pytest.raises(ValidationError):
        licences.submit_licence(
            actor=people.actor(lawyer),
            at=AT,
            person=lawyer.person,
            kind="prc",
            number="2",
            firm_name="Other",
            court=people.court(people.COURT_B),
        )


def test_a_clerk_of_another_court_cannot_decide_on_a_licence():
    user = people.stranger()
    found = licences.submit_licence(
        actor=people.actor(user),
        at=AT,
        person=user.person,
        kind="prc",
        number="7",
        firm_name="F",
        court=people.court(),
    )
    with pytest.raises(PermissionRefused):
        licences.refuse_licence(actor=people.actor(people.clerk_b()), at=AT, licence=found, reason="x")
    licences.refuse_licence(actor=people.actor(people.clerk_a()), at=AT, licence=found, reason="Not found.")
    found.refresh_from_db()
    assert found.state == "refused"
