"""Identity documents: given, checked by the court they were given to, refused with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import connection

from portal.audit.models import Event
from portal.identity.actions import papers
from portal.identity.gateways import verifier
from portal.identity.models import IdentityDocument
from portal.identity.permissions import PermissionRefused
from portal.identity.queries import has_verified_identity, same_number_elsewhere, verified_by_simulation
from portal.notices.models import Notice
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.services]
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def given(user=None, number="A123456(3)", **more):
    user = user or people.principal()
    values = {"kind": "hkid", "court": people.court(people.COURT_A), **more}
    return papers.submit_document(
        actor=people.actor(user), at=AT, person=user.person, number=number, **values
    )


def test_the_number_stands_nowhere_in_the_database_in_clear_text():
    paper = given()
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, number_index FROM identity_identitydocument")
        stored, index = cursor.fetchone()
    assert b"123456" not in bytes(stored)
    assert "123456" not in index
    assert IdentityDocument.objects.get(pk=paper.pk).number == "A123456(3)"


def test_the_number_never_enters_the_log():
    given()
    bodies = b"".join(bytes(event.body) for event in Event.objects.all())
    assert b"123456" not in bodies


def test_a_number_with_a_wrong_check_digit_is_not_taken():
    with pytest.raises(ValidationError) as refusal:
        given(number="A123456(4)")
    assert "number" in refusal.value.error_dict
    assert not IdentityDocument.objects.exists()


def test_the_same_paper_is_taken_once_even_when_it_is_written_differently():
    given()
    with pytest.raises(ValidationError):
        given(number="a123456 3")


def test_a_clerk_of_the_court_verifies_and_the_person_is_told_in_her_language():
    paper = given()
    done = papers.verify_document(
        actor=people.actor(people.clerk_a()), at=AT, document=paper, basis="Card seen by video."
    )
    assert done.is_verified
    assert has_verified_identity(people.principal().person, TODAY)
    event = Event.objects.get(act="identity.verified")
    assert b'"simulated":"no"' in bytes(event.body).replace(b" ", b"")
    notice = Notice.objects.get(kind="identity.document_verified")
    assert notice.recipient_email == "chan.ka.man@example.test"
    assert notice.language == "zh-hant"


def test_a_clerk_of_another_court_cannot_even_know_of_the_paper():
    paper = given()
    with pytest.raises(PermissionRefused):
        papers.verify_document(actor=people.actor(people.clerk_b()), at=AT, document=paper, basis="x")


def test_a_party_cannot_verify_papers():
    paper = given()
    with pytest.raises(PermissionRefused):
        papers.verify_document(actor=people.actor(people.opponent()), at=AT, document=paper, basis="x")


def test_nobody_verifies_their_own_paper():
    clerk = people.clerk_a()
    paper = given(clerk)
    with pytest.raises(PermissionRefused):
        papers.verify_document(actor=people.actor(clerk), at=AT, document=paper, basis="x")


def test_a_refusal_needs_a_reason_and_leaves_the_way_open():
    paper = given()
    clerk = people.actor(people.clerk_a())
    with pytest.raises(ValidationError):
        papers.refuse_document(actor=clerk, at=AT, document=paper, reason="  ")
    papers.refuse_document(actor=clerk, at=AT, document=paper, reason="The picture is not legible.")
    assert given().is_open


def test_what_was_decided_is_not_decided_again():
    paper = given()
    clerk = people.actor(people.clerk_a())
    papers.verify_document(actor=clerk, at=AT, document=paper, basis="Seen.")
    with pytest.raises(ValidationError):
        papers.refuse_document(actor=clerk, at=AT, document=paper, reason="Changed my mind.")


def test_a_withdrawn_paper_stays_in_the_record():
    paper = given()
    papers.withdraw_document(actor=people.actor(people.principal()), at=AT, document=paper)
    assert IdentityDocument.objects.get(pk=paper.pk).state == "withdrawn"


def test_the_manual_way_asks_no_platform(settings):
    settings.PORTAL_IDENTITY_ADAPTER = "manual"
    with pytest.raises(ValidationError):
        papers.consult_platform(actor=people.actor(people.clerk_a()), at=AT, document=given())


def test_a_simulated_answer_is_marked_in_the_record_and_in_the_log(settings):
    settings.PORTAL_IDENTITY_ADAPTER = "simulated-national-platform"
    clerk = people.actor(people.clerk_a())
    paper = papers.consult_platform(actor=clerk, at=AT, document=given())
    assert (paper.platform_answer, paper.is_simulated, paper.is_open) == ("match", True, True)
    done = papers.verify_document(actor=clerk, at=AT, document=paper, basis="Platform asked.")
    assert verified_by_simulation(done.person, TODAY)
    for act in ("identity.platform_consulted", "identity.verified"):
        assert b'"simulated":"yes"' in bytes(Event.objects.get(act=act).body).replace(b" ", b"")


def test_a_simulated_platform_is_refused_unless_it_is_expressly_allowed(settings):
    settings.PORTAL_IDENTITY_ADAPTER = "simulated-national-platform"
    settings.PORTAL_ALLOW_SIMULATED = []
    with pytest.raises(ImproperlyConfigured):
        verifier()


def test_an_unknown_way_of_checking_is_refused(settings):
    settings.PORTAL_IDENTITY_ADAPTER = "crystal-ball"
    with pytest.raises(ImproperlyConfigured):
        verifier()


def test_an_expired_paper_is_no_verified_identity():
    paper = given(expiry_date=date(2026, 12, 1))
    papers.verify_document(actor=people.actor(people.clerk_a()), at=AT, document=paper, basis="Seen.")
    person = people.principal().person
    assert has_verified_identity(person, date(2026, 12, 1))
    assert not has_verified_identity(person, date(2026, 12, 2))


def test_staff_see_that_a_number_stands_with_somebody_else_but_the_person_is_not_told():
    given()
    second = given(people.opponent())
    assert same_number_elsewhere(second) == [people.principal().person]
