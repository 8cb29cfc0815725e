"""From the submitted power to the booked session: identity, review, basis, clearing, booking, by the acts themselves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.identity.actions.papers import submit_document
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions import booking, identity, reviewing, slots
from tests.factories import people
from tests.factories import powers as made

pytestmark = pytest.mark.django_db
NOW = made.NOW


@pytest.fixture(autouse=True)
def in_english(no_language_of_the_test_before):
    with translation.override("en"):
        yield


def actor(user):
    return people.actor(user)


def with_paper(number: str = "A123456(3)"):
    user = people.principal()
    return submit_document(
        actor=actor(user), at=NOW, person=people.person_of(user), kind="hkid", number=number, court=people.court(),
        expiry_date=date(2030, 1, 1),
    )  # fmt: skip


def act(function, user, power, **more):
    return function(actor=actor(user), at=NOW, power_id=power.pk, **more)


def test_a_power_walks_from_submission_to_a_booked_session(settings):
    settings.PORTAL_IDENTITY_ADAPTER = "simulated-national-platform"
    power, clerk, judge = made.a_power("submitted"), people.clerk_a(), people.judge_a()
    with_paper()
    act(identity.open_identity_check, clerk, power)
    act(identity.ask_platform, clerk, power)
    act(identity.verify_identity, clerk, power, basis="Answer of the platform and the copy compared.")
    check = power.identity_checks.get(person=power.signer)
    assert (check.result, check.is_simulated, check.papers[0]["last_four"]) == ("verified", True, "6(3)"[-4:])
    act(reviewing.open_review, clerk, power)
    act(
        reviewing.record_legal_basis,
        judge,
        power,
        basis="interp-2022-art523-549",
        reason="The party lives in Hong Kong.",
    )
    made.a_version(power)
    act(reviewing.clear, judge, power)
    slot = slots.offer_slot(
        actor=actor(clerk),
        at=NOW,
        court=people.court(),
        judge=judge,
        starts_at=NOW + timedelta(days=3),
        minutes=30,
    )
    act(booking.book, people.principal(), power, slot_id=slot.pk)
    power.refresh_from_db()
    assert power.state == "scheduled"


def test_a_platform_that_does_not_match_verifies_nobody(settings):
    settings.PORTAL_IDENTITY_ADAPTER = "simulated-national-platform"
    power, clerk = made.a_power("id_pending"), people.clerk_a()
    with_paper("G123456(A)")
    with pytest.raises(ValidationError, match="by hand"):
        act(identity.verify_identity, clerk, power, basis="Seen.")
    act(identity.confirm_identity_manually, clerk, power, basis="Original seen at the counter.")
    power.refresh_from_db()
    assert power.state == "id_manual"


def test_only_the_judge_records_the_basis_and_only_with_its_conditions():
    power = made.a_power("doc_review", legal_basis="", basis_reason="")
    with pytest.raises(PermissionRefused):
        act(reviewing.record_legal_basis, people.clerk_a(), power, basis="interp-2022-art523-549", reason="x")
    with pytest.raises(ValidationError, match="why the court"):
        act(reviewing.record_legal_basis, people.judge_a(), power, basis="interp-2022-art523-549")
    with pytest.raises(ValidationError) as refused:
        act(reviewing.record_legal_basis, people.judge_a(), power, basis="filing-2021-art6")
    assert len(refused.value.messages) == 2  # no reference of the platform, language unanswered
    act(
        reviewing.record_legal_basis, people.judge_a(), power, basis="filing-2021-art6",
        platform_reference="MMC-2026-1", uses_mandarin=True,
    )  # fmt: skip
    power.refresh_from_db()
    assert power.legal_basis == "filing-2021-art6"
