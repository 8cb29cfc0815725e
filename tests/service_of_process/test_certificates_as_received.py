"""Certificates of service and non-service: kept as received, one in force, never themselves the date of service."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.notices.models import Notice
from service_of_process.models import CertificateOfService, Clock, MatterEvent, Proposal
from service_of_process.rules import channels, lifecycle
from tests.factories import entrusted, people, service
from tests.factories.entrusted import CAME, SERVED

pytestmark = pytest.mark.django_db
S = lifecycle.S


@pytest.fixture(autouse=True)
def _english_with_calendars(db):
    entrusted.calendars()
    with translation.override("en"):
        yield


def abroad(matter=None, state: str = lifecycle.RECEIVED, **entries):
    return service.a_leg(
        matter or service.a_matter(), state=state, received_date=date(2026, 9, 15), **entries
    )


def facts_of(act: str) -> dict:
    return MatterEvent.objects.get(act=S + act).facts


def test_what_the_certificate_says_is_kept_and_its_file_with_it() -> None:
    leg = abroad()
    made = entrusted.certify(
        leg, place="Kowloon", recipient="何德榮", issuer="High Court", issuer_reference="HCMP 1"
    )
    leg.refresh_from_db()
    assert (leg.state, leg.proof_date, leg.proof_received_date) == (lifecycle.CERTIFIED, SERVED, CAME)
    assert (made.place, made.recipient, made.is_served) == ("Kowloon", "何德榮", True)
    assert facts_of("service_certified")["file"] == made.exhibit.stored_file_id
    assert "何德榮" not in str(facts_of("service_certified"))


def test_what_the_text_asks_for_and_is_missing_is_flagged_not_refused() -> None:
    """1999 art. 5: the seal. 2020 art. 12: method, place, recipient and seal."""
    entrusted.certify(abroad(), has_seal=None, method="")
    assert facts_of("service_certified")["lacking"] == ["seal"]
    to_macao = abroad(service.a_matter(region="MO"), channel=channels.ENTRUSTED_MACAO)
    entrusted.certify(to_macao, "another", method="")
    last = MatterEvent.objects.filter(act=S + "service_certified").latest("id")
    assert last.facts["lacking"] == ["method", "place", "recipient"]


@pytest.mark.parametrize(
    ("says", "field", "word"),
    [
        ({"service_date": date(2026, 9, 3)}, "service_date", "before the documents were sent"),
        ({"service_date": date(2026, 9, 14)}, "service_date", "before the requested side received"),
        ({"received_date": date(2026, 10, 7)}, "received_date", "cannot have come before"),
        ({"received_date": date(2026, 11, 21)}, "received_date", "future"),
    ],
)
def test_days_that_contradict_the_journey_are_named_and_explained(says, field, word) -> None:
    leg = abroad()
    with pytest.raises(ValidationError) as refusal:
        entrusted.certify(leg, **says)
    assert word in refusal.value.message_dict[field][0]
    leg.refresh_from_db()
    assert (leg.state, leg.certificates.count()) == (lifecycle.RECEIVED, 0)


def test_an_estimated_receipt_contradicts_no_certificate() -> None:
    leg = abroad(received_is_estimated=True)
    entrusted.certify(leg, service_date=date(2026, 9, 10))
    assert leg.certificates.count() == 1


def test_the_same_file_uploaded_twice_is_told_which_one_it_is() -> None:
    matter = service.a_matter()
    first, second = abroad(matter), abroad(matter)
    entrusted.certify(first, "one and the same")
    for leg in (first, second):
        with pytest.raises(ValidationError) as refusal:
            entrusted.certify(leg, "one and the same")
        assert refusal.value.message_dict["upload"] == [
            "This file is already kept as proof of leg 1, received on 2026-10-20."
        ]
    assert CertificateOfService.objects.count() == 1


def test_a_second_certificate_is_refused_unless_it_replaces_the_first_with_a_reason() -> None:
    leg = abroad()
    first = entrusted.certify(leg, "first")
    with pytest.raises(ValidationError, match="only replaces it"):
        entrusted.certify(leg, "second", service_date=date(2026, 10, 9))
    second = entrusted.certify(
        leg, "second", service_date=date(2026, 10, 9), replaced_reason="The High Court corrected the date"
    )
    first.refresh_from_db()
    leg.refresh_from_db()
    assert (first.replaced_by, first.service_date) == (second, SERVED)
    assert leg.proof_date == date(2026, 10, 9)
    assert MatterEvent.objects.filter(act=S + "service_certified").count() == 2


def test_service_within_two_months_keeps_the_period_and_later_service_does_not() -> None:
    """1999 art. 4 asks for service by then; the lapse of 2009 art. 6 asks for the proof by then."""
    leg = entrusted.received(service.a_matter())
    entrusted.certify(leg, service_date=date(2026, 11, 16), received_date=date(2026, 11, 18))
    two_months = Clock.objects.get(leg=leg, rule="hk-arrangement-1999-art4")
    lapse = Clock.objects.get(leg=leg, rule="hkmo-service-2009-art6")
    assert (two_months.state, two_months.ended_date) == (Clock.State.EXPIRED, date(2026, 11, 16))
    assert (lapse.state, lapse.ended_date) == (Clock.State.MET, date(2026, 11, 18))


def test_a_certificate_after_the_lapse_waits_for_the_judge() -> None:
    matter = service.a_matter()
    leg = abroad(matter, lifecycle.LAPSED)
    entrusted.certify(leg)
    leg.refresh_from_db()
    assert (leg.state, leg.ended_at) == (lifecycle.LATE_RESULT, None)
    assert not Proposal.objects.filter(matter=matter).exists()
    told = Notice.objects.filter(kind=S + "late_result_received").values_list("recipient_key", flat=True)
    assert f"user:{people.judge_a().pk}" in told


def test_a_certificate_of_service_on_a_leg_that_had_failed_is_a_late_result_too() -> None:
    leg = abroad(state=lifecycle.RETURNED)
    entrusted.certify_not(leg)
    leg = entrusted.relayed(leg)
    entrusted.certify(leg, replaced_reason="Delivered after all")
    leg.refresh_from_db()
    assert (leg.state, leg.end_reason) == (lifecycle.LATE_RESULT, "")


def test_the_result_of_a_withdrawn_leg_is_kept_without_effect() -> None:
    matter = service.a_matter(lifecycle.WITHDRAWN)
    leg = abroad(matter, lifecycle.WITHDRAWN)
    entrusted.certify(leg)
    leg.refresh_from_db()
    assert (leg.state, leg.certificates.count()) == (lifecycle.WITHDRAWN, 1)
    assert not Proposal.objects.exists()


def test_a_leg_that_was_never_sent_has_no_certificate() -> None:
    matter = service.a_matter(lifecycle.WITHDRAWN)
    leg = service.a_leg(matter, state=lifecycle.WITHDRAWN, dispatched_date=None)
    with pytest.raises(ValidationError, match="never sent"):
        entrusted.certify(leg)


def test_non_service_ends_the_leg_with_its_reason_and_stops_its_periods() -> None:
    leg = entrusted.received(service.a_matter())
    entrusted.certify_not(leg, reason_text="搬遷，去向不明")
    leg = entrusted.relayed(leg)
    assert (leg.state, leg.end_reason, leg.proof_date) == (lifecycle.FAILED, "moved", None)
    assert not Clock.objects.filter(leg=leg, state="running").exists()
    assert not Proposal.objects.filter(matter=leg.matter, kind="served").exists()
    assert Notice.objects.filter(kind=S + "non_service_relayed").count() == 2
    assert leg.hand_overs.latest("number").digests.keys() == {"certificate"}


def test_non_service_needs_its_reason() -> None:
    with pytest.raises(ValidationError) as refusal:
        entrusted.certify_not(abroad(), reason="")
    assert "reason" in refusal.value.message_dict


def test_a_certificate_needs_its_file() -> None:
    leg = abroad()
    from service_of_process.actions.certificates import certify_service

    with pytest.raises(ValidationError) as refusal:
        certify_service(
            actor=entrusted.upper(), at=service.NOW, leg_id=leg.pk, upload=None, service_date=SERVED, received_date=CAME
        )  # fmt: skip
    assert "upload" in refusal.value.message_dict


def test_an_earlier_proof_that_arrives_later_is_proposed_and_moves_nothing_by_itself() -> None:
    """Acceptance case 3: mail signed 10 May, Hong Kong certificate of 3 May arriving later."""
    matter = service.a_matter(lifecycle.SERVED, effective_date=date(2026, 5, 10))
    service.a_leg(matter, channels.MAIL, lifecycle.CONFIRMED, confirmed_date=date(2026, 5, 10))
    leg = service.a_leg(
        matter, state=lifecycle.RECEIVED, dispatched_date=date(2026, 4, 1), transferred_date=date(2026, 3, 25)
    )
    entrusted.certify(leg, service_date=date(2026, 5, 3), received_date=date(2026, 6, 1))
    assert not Proposal.objects.exists()
    entrusted.relayed(leg, date(2026, 6, 5))
    matter.refresh_from_db()
    assert (matter.state, matter.effective_date) == (lifecycle.SERVED, date(2026, 5, 10))
    proposal = Proposal.objects.get(matter=matter, state="open")
    assert (proposal.kind, proposal.date, proposal.alternative_date) == (
        "earlier", date(2026, 5, 3), date(2026, 5, 10)
    )  # fmt: skip


def test_a_certificate_after_deemed_service_goes_before_the_judge_again() -> None:
    matter = service.a_matter(lifecycle.DEEMED_SERVED, effective_date=date(2026, 10, 15))
    leg = abroad(matter, lifecycle.CONFIRMED, confirmed_date=date(2026, 10, 15))
    entrusted.certify(leg)
    matter.refresh_from_db()
    leg.refresh_from_db()
    assert (leg.state, leg.confirmed_date, matter.effective_date) == (
        lifecycle.CONFIRMED, date(2026, 10, 15), date(2026, 10, 15)
    )  # fmt: skip
    assert Proposal.objects.filter(matter=matter, state="open", date=SERVED).exists()


def test_a_certificate_breaks_the_silence_on_which_the_channel_would_be_unavailable() -> None:
    matter = service.a_matter()
    leg = abroad(matter)
    waiting = Proposal.objects.create(
        matter=matter, leg=leg, kind="unavailable", legal_basis="x", made_at=service.NOW
    )
    entrusted.certify(leg)
    waiting.refresh_from_db()
    assert waiting.state == Proposal.State.OVERTAKEN


def test_a_certificate_of_non_service_in_place_of_a_proof_takes_the_proposal_back() -> None:
    matter = service.a_matter()
    leg = entrusted.received(matter)
    entrusted.certify(leg)
    entrusted.relayed(leg)
    entrusted.certify_not(leg, replaced_reason="Sent by mistake for another addressee")
    leg.refresh_from_db()
    matter.refresh_from_db()
    assert (leg.state, leg.proof_date) == (lifecycle.NOT_CERTIFIED, None)
    assert (matter.state, matter.effective_date) == (lifecycle.ACTIVE, None)
    assert not Proposal.objects.filter(matter=matter, state="open").exists()
