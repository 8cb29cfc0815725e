"""Electronic service: what an arrival, a reading and a confirmed receipt mean on each of the two bases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.cases import actions as case_acts
from portal.identity.permissions import PermissionRefused
from service_of_process.actions import arrivals, confirming, opening_documents, sending
from service_of_process.actions.opening_documents import BY_LINK
from service_of_process.models import AccessCode, CertificateOfService, DocumentReading, Leg, Proposal
from service_of_process.queries.electronic import files_of
from service_of_process.rules import channels, lifecycle
from tests.factories import cases, people
from tests.factories import service_electronic as acts

pytestmark = pytest.mark.django_db
NOW = acts.NOW
ARRIVED = acts.SENT + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    acts.ready()
    with translation.override("en"):
        yield


def arrive(leg: Leg, at: datetime = ARRIVED) -> Leg:
    return arrivals.record_arrival(
        actor=acts.clerk(), at=NOW, leg_id=leg.pk, arrived_at=at, source="log of the mail server"
    )


def read_all(leg: Leg, at: datetime = NOW) -> None:
    for shown in files_of(leg):
        _shown, content = opening_documents.read_file(
            actor=BY_LINK, at=at, leg_id=leg.pk, path=shown.path, kind="viewed"
        )
        content.close()


def confirm(leg: Leg, at: datetime = NOW) -> Leg:
    return opening_documents.confirm_receipt(actor=BY_LINK, at=at, leg_id=leg.pk, name="Ho Tak Wing")


def proposals(leg: Leg) -> list[tuple[str, date | None]]:
    rows = Proposal.objects.filter(matter=leg.matter, state="open").order_by("kind")
    return [(row.kind, row.date) for row in rows]


# -- (a) consent


def test_by_consent_the_arrival_at_a_confirmed_address_proposes_its_day() -> None:
    delivery, _code = acts.by_consent()
    leg = arrive(delivery.leg)
    assert (leg.state, leg.proof_date) == (lifecycle.PROVED, date(2026, 11, 20))
    assert proposals(leg) == [("served", date(2026, 11, 20))]
    assert leg.certificates.get().kind == CertificateOfService.Kind.ARRIVAL
    leg.matter.refresh_from_db()
    assert leg.matter.effective_date is None, "only the judge fixes a date"


def test_an_address_that_the_addressee_provided_counts_like_a_confirmed_one() -> None:
    delivery, _code = acts.sent(acts.a_leg(channels.BY_CONSENT, source="provided"))
    assert delivery.is_confirmed_address
    assert arrive(delivery.leg).state == lifecycle.PROVED


def test_by_consent_at_another_address_the_arrival_proposes_nothing() -> None:
    delivery, _code = acts.elsewhere()
    leg = arrive(delivery.leg)
    assert (leg.state, leg.proof_date, proposals(leg)) == (lifecycle.ARRIVED, None, [])


def test_by_consent_at_another_address_reading_the_whole_set_is_a_presumption() -> None:
    delivery, _code = acts.elsewhere()
    leg = delivery.leg
    first, second = files_of(leg)
    for shown, at in ((first, NOW - timedelta(days=1)), (second, NOW)):
        _shown, content = opening_documents.read_file(
            actor=BY_LINK, at=at, leg_id=leg.pk, path=shown.path, kind="downloaded"
        )
        content.close()
        leg.refresh_from_db()
        assert leg.state == (lifecycle.SENT if shown is first else lifecycle.PRESUMED)
    assert (leg.proof_date, proposals(leg)) == (date(2026, 11, 22), [("served", date(2026, 11, 22))])
    assert leg.certificates.get().kind == CertificateOfService.Kind.READING


def test_confirmed_receipt_after_a_presumption_replaces_the_weaker_proof() -> None:
    delivery, _code = acts.elsewhere()
    read_all(delivery.leg, NOW - timedelta(days=1))
    leg = confirm(delivery.leg)
    kinds = {row.kind: row.replaced_by_id is None for row in leg.certificates.all()}
    assert (leg.state, kinds) == (lifecycle.PROVED, {"reading": False, "confirmation": True})
    assert proposals(leg) == [("served", date(2026, 11, 22))]


def test_confirming_after_the_effective_arrival_changes_no_date() -> None:
    delivery, _code = acts.by_consent()
    arrive(delivery.leg)
    leg = confirm(delivery.leg)
    assert (leg.state, leg.proof_date, proposals(leg)) == (
        lifecycle.PROVED, date(2026, 11, 20), [("served", date(2026, 11, 20))],
    )  # fmt: skip
    leg.electronic.refresh_from_db()
    assert leg.electronic.confirmed_at == NOW


def test_a_consent_that_was_withdrawn_stops_the_sending() -> None:
    leg = acts.a_leg(channels.BY_CONSENT, source="confirmed", with_consent=True)
    case = leg.matter.case
    case_acts.withdraw_consent(
        actor=people.actor(acts.addressee()),
        at=acts.cases.NOW,
        case_id=case.pk,
        party_id=cases.defendant(case).pk,
    )
    with pytest.raises(ValidationError, match="not on record any more"):
        acts.sent(leg)
    assert not AccessCode.objects.exists()


def test_a_judgment_needs_a_consent_that_covers_judgments() -> None:
    matter = acts.a_matter(is_judgment=True)
    acts.consent(matter.case, scope=("procedural",))
    leg = acts.a_leg(channels.BY_CONSENT, source="confirmed", matter=matter)
    with pytest.raises(ValidationError, match="not on record any more"):
        acts.sent(leg)


# -- (b) no consent


def test_without_consent_neither_arrival_nor_reading_proposes_anything() -> None:
    delivery, _code = acts.sent(acts.a_leg(source="provided"))
    leg = arrive(delivery.leg)
    read_all(leg)
    leg.refresh_from_db()
    assert (leg.state, leg.proof_date, proposals(leg)) == (lifecycle.ARRIVED, None, [])
    assert DocumentReading.objects.filter(delivery=delivery).count() == 2


def test_without_consent_confirmed_receipt_proposes_the_day_of_confirmation() -> None:
    delivery, _code = acts.sent()
    leg = confirm(delivery.leg)
    assert (leg.state, proposals(leg)) == (lifecycle.PROVED, [("served", date(2026, 11, 22))])
    proof = leg.certificates.get()
    assert (proof.kind, proof.recipient) == ("confirmation", "Ho Tak Wing")


def test_a_reading_report_is_refused_where_it_presumes_nothing() -> None:
    delivery, _code = acts.sent()
    with pytest.raises(ValidationError, match="presumes nothing"):
        arrivals.record_reading(
            actor=acts.clerk(), at=NOW, leg_id=delivery.leg_id, read_at=NOW, source="read receipt"
        )


def test_a_confirmation_by_reply_is_entered_with_its_file_by_the_clerk_alone() -> None:
    delivery, _code = acts.sent()
    words = {"leg_id": delivery.leg_id, "name": "Ho Tak Wing", "confirmed_at": ARRIVED, "upload": None}
    with pytest.raises(ValidationError, match="Attach the proof"):
        opening_documents.record_confirmation(actor=acts.clerk(), at=NOW, **words)
    words["upload"] = acts.service_channels.scan("reply")
    with pytest.raises(PermissionRefused):
        opening_documents.record_confirmation(actor=people.actor(people.principal()), at=NOW, **words)
    leg = opening_documents.record_confirmation(actor=acts.clerk(), at=NOW, **words)
    assert leg.proof_date == date(2026, 11, 20)
    assert leg.certificates.get().exhibit is not None


# -- both


def test_a_document_added_after_the_sending_is_not_part_of_it() -> None:
    delivery, _code = acts.elsewhere()
    acts.a_file(delivery.leg.matter, "later", "补充")
    assert [shown.path for shown in files_of(delivery.leg)] == ["1", "2"]
    with pytest.raises(PermissionRefused):
        opening_documents.read_file(actor=BY_LINK, at=NOW, leg_id=delivery.leg_id, path="3", kind="viewed")
    read_all(delivery.leg)
    delivery.leg.refresh_from_db()
    assert delivery.leg.state == lifecycle.PRESUMED, "what was sent has been read"


def test_of_several_electronic_channels_the_earliest_is_confirmed_in_the_end() -> None:
    matter = acts.a_matter()
    later, _one = acts.sent(acts.a_leg(matter=matter))
    earlier, _two = acts.sent(
        acts.a_leg(channels.BY_CONSENT, source="provided", email="b@example.test", matter=matter)
    )
    confirm(later.leg)
    judge = people.actor(people.judge_a())
    confirming.confirm(actor=judge, at=NOW, proposal_id=Proposal.objects.get(state="open").pk)
    arrive(earlier.leg)
    found = Proposal.objects.get(state="open")
    assert (found.kind, found.date) == ("earlier", date(2026, 11, 20))
    confirming.confirm(actor=judge, at=NOW, proposal_id=found.pk)
    matter.refresh_from_db()
    assert matter.effective_date == date(2026, 11, 20)


def test_the_other_side_neither_opens_nor_confirms() -> None:
    delivery, _code = acts.sent()
    claimant = people.actor(people.principal())
    with pytest.raises(PermissionRefused):
        opening_documents.open_documents(actor=claimant, at=NOW, leg_id=delivery.leg_id)
    with pytest.raises(PermissionRefused):
        opening_documents.confirm_receipt(actor=claimant, at=NOW, leg_id=delivery.leg_id, name="Ho Tak Wing")


def test_receipt_is_confirmed_once_and_with_a_name() -> None:
    delivery, _code = acts.sent()
    with pytest.raises(ValidationError, match="full name"):
        opening_documents.confirm_receipt(actor=BY_LINK, at=NOW, leg_id=delivery.leg_id, name="  ")
    confirm(delivery.leg)
    with pytest.raises(ValidationError, match="confirmed already"):
        confirm(delivery.leg)


def test_nothing_arrives_before_it_was_sent_or_in_the_future() -> None:
    delivery, _code = acts.sent()
    for moment in (acts.SENT - timedelta(hours=1), NOW + timedelta(hours=1)):
        with pytest.raises(ValidationError):
            arrive(delivery.leg, moment)


def test_the_judge_who_rejects_a_presumption_ends_the_leg() -> None:
    delivery, _code = acts.elsewhere()
    read_all(delivery.leg)
    found = Proposal.objects.get(state="open")
    confirming.decline(
        actor=people.actor(people.judge_a()), at=NOW, proposal_id=found.pk, reason="The address was not hers."
    )
    delivery.leg.refresh_from_db()
    assert delivery.leg.state == lifecycle.FAILED


def test_giving_up_ends_the_leg_and_its_codes() -> None:
    delivery, _code = acts.sent()
    leg = sending.give_up(actor=acts.clerk(), at=NOW, leg_id=delivery.leg_id, reason="No answer for a month.")
    assert (leg.state, leg.end_reason) == (lifecycle.FAILED, "silent")
    assert not AccessCode.objects.filter(leg=leg, revoked_at=None).exists()
    assert proposals(leg) == [("exhausted", None)]


def test_a_judgment_is_given_on_paper_to_whoever_asks() -> None:
    matter = acts.a_matter(is_judgment=True)
    delivery, _code = acts.sent(acts.a_leg(matter=matter))
    with pytest.raises(ValidationError, match="No paper copy"):
        opening_documents.give_paper(actor=acts.clerk(), at=NOW, leg_id=delivery.leg_id)
    opening_documents.ask_for_paper(actor=BY_LINK, at=NOW, leg_id=delivery.leg_id)
    with pytest.raises(ValidationError, match="already"):
        opening_documents.ask_for_paper(actor=BY_LINK, at=NOW, leg_id=delivery.leg_id)
    opening_documents.give_paper(actor=acts.clerk(), at=NOW, leg_id=delivery.leg_id)
    delivery.refresh_from_db()
    assert (delivery.paper_asked_at, delivery.paper_given_at) == (NOW, NOW)


def test_a_fax_is_sent_elsewhere_and_recorded() -> None:
    matter = acts.a_matter()
    address = acts.service.an_address(matter, "+852 2000 0000", kind="fax", source="claim")
    leg = acts.service.a_leg(
        matter,
        channels.ELECTRONIC,
        lifecycle.DRAFT,
        legal_basis=channels.BY_CONFIRMED_RECEIPT,
        address=address,
    )
    with pytest.raises(ValidationError, match="e-mail only"):
        acts.sent(leg)
    moment = datetime(2026, 11, 19, 3, 0, tzinfo=UTC)
    delivery, code = sending.send_documents(
        actor=acts.clerk(), at=acts.SENT, leg_id=leg.pk, gateway="recorded", sent_at=moment
    )
    assert (delivery.sent_at, delivery.leg.dispatched_date, len(code)) == (moment, date(2026, 11, 19), 19)
