"""An entrusted request from the clerk's table across the border and back: 1999, 2009 arts 6, 10, 13, 2020."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from service_of_process.actions import dispatching, receiving, submitting, transferring
from service_of_process.models import Clock, Leg, MatterEvent, Proposal
from service_of_process.rules import channels, lifecycle
from tests.factories import entrusted, people, service
from tests.factories.entrusted import NOW, RECEIVED, SENT, TRANSFERRED, desk, upper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english_with_calendars(db):
    entrusted.calendars()
    with translation.override("en"):
        yield


def clock(leg, rule: str) -> Clock:
    return Clock.objects.exclude(state="replaced").get(leg=leg, rule=rule)


def test_a_leg_goes_from_the_clerk_to_the_judge_and_no_date_of_service_is_written() -> None:
    matter = service.a_matter()
    leg = entrusted.received(matter)
    assert leg.state == lifecycle.RECEIVED
    entrusted.certify(leg)
    leg = entrusted.relayed(leg)
    matter.refresh_from_db()
    assert (leg.state, leg.proof_date) == (lifecycle.PROVED, entrusted.SERVED)
    assert (matter.state, matter.effective_date) == (lifecycle.PROPOSED_SERVED, None)
    proposal = Proposal.objects.get(matter=matter)
    assert (proposal.kind, proposal.date, proposal.state) == ("served", entrusted.SERVED, "open")


def test_every_hop_is_in_the_log_with_its_own_day() -> None:
    leg = entrusted.received(service.a_matter())
    days = dict(MatterEvent.objects.filter(leg=leg).values_list("act", "on_date"))
    assert days[lifecycle.S + "leg_transferred"] == TRANSFERRED
    assert days[lifecycle.S + "leg_dispatched"] == SENT
    assert days[lifecycle.S + "receipt_recorded"] == RECEIVED
    assert Event.objects.filter(chain=leg.matter.chain, act=lifecycle.S + "leg_dispatched").exists()


def test_each_hand_over_bears_the_digest_of_every_document() -> None:
    matter = service.a_matter()
    service.a_document(matter, "notice")
    leg = entrusted.sent(matter)
    up, across = leg.hand_overs.order_by("number")
    digests = {str(document.number): document.digest for document in matter.documents.all()}
    assert (up.giver, up.taker, up.digests) == ("desk", "upper", digests)
    assert (across.giver, across.taker, across.digests) == ("upper", "requested", digests)
    assert across.outside_number == "EMS-1"


def test_the_high_peoples_court_has_seven_working_days() -> None:
    """2009 art. 13. From Tuesday 1 September 2026: the seventh working day is 10 September."""
    leg = entrusted.transferred(service.a_matter())
    found = clock(leg, "hkmo-service-2009-art13")
    assert (found.start_date, found.due_date, found.holder) == (TRANSFERRED, date(2026, 9, 10), "upper")


def test_a_dispatch_within_the_seven_days_keeps_them_and_a_later_one_does_not() -> None:
    early = entrusted.sent(service.a_matter())
    assert clock(early, "hkmo-service-2009-art13").state == Clock.State.MET
    late = entrusted.transferred(service.a_matter())
    dispatching.dispatch_leg(actor=upper(), at=NOW, leg_id=late.pk, on=date(2026, 9, 11), means="post")
    found = clock(late, "hkmo-service-2009-art13")
    assert (found.state, found.ended_date) == (Clock.State.EXPIRED, date(2026, 9, 11))


def test_dispatch_on_30_november_2025_lapses_on_28_february_2026() -> None:
    """Acceptance case 1: a Saturday, but a make-up working day, so nothing rolls."""
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.AT_UPPER, transferred_date=date(2025, 11, 28))
    dispatching.dispatch_leg(actor=upper(), at=NOW, leg_id=leg.pk, on=date(2025, 11, 30), means="post")
    found = clock(leg, "hkmo-service-2009-art6")
    assert (found.nominal_date, found.due_date) == (date(2026, 2, 28), date(2026, 2, 28))


def test_the_lapse_never_yields_served() -> None:
    """Acceptance case 10: the row's expiry is "channel unavailable", the clock is a deeming one of the requested side."""
    leg = entrusted.sent(service.a_matter())
    found = clock(leg, "hkmo-service-2009-art6")
    assert (found.kind, found.holder) == ("deeming", "requested")
    assert {after for (_family, _state, act), after in lifecycle.LEG_TRANSITIONS.items()
            if act == lifecycle.S + "channel_unavailable_confirmed"} == {lifecycle.LAPSED}  # fmt: skip


@pytest.mark.parametrize(
    ("region", "channel", "rule", "due"),
    [
        ("HK", channels.ENTRUSTED_HK, "hk-arrangement-1999-art4", date(2026, 11, 15)),
        ("MO", channels.ENTRUSTED_MACAO, "macao-arrangement-2020-art6-service", date(2026, 11, 15)),
        ("HK", channels.EVIDENCE_HK, "hk-evidence-2017-art10", date(2027, 3, 15)),
        ("MO", channels.EVIDENCE_MACAO, "macao-arrangement-2020-art6-evidence", date(2026, 12, 15)),
    ],
)
def test_each_region_and_kind_has_its_own_period_from_receipt(region, channel, rule, due) -> None:
    """1999 art. 4, 2020 art. 6, 2017 art. 10. No roll-over: due is nominal."""
    matter = service.a_matter(region=region)
    leg = service.a_leg(matter, channel, lifecycle.DISPATCHED)
    receiving.record_receipt(actor=upper(), at=NOW, leg_id=leg.pk, on=RECEIVED)
    found = clock(leg, rule)
    assert (found.start_date, found.nominal_date, found.due_date) == (RECEIVED, due, due)


def test_a_request_for_evidence_has_no_lapse_of_the_channel() -> None:
    matter = service.a_matter(region="MO")
    leg = service.a_leg(matter, channels.EVIDENCE_MACAO, lifecycle.AT_UPPER)
    dispatching.dispatch_leg(
        actor=upper(), at=NOW, leg_id=leg.pk, on=SENT, means="platform", platform_number="N-1"
    )
    assert not Clock.objects.filter(leg=leg, rule="hkmo-service-2009-art6").exists()


def test_an_estimated_receipt_runs_the_period_until_the_day_is_told() -> None:
    leg = entrusted.sent(service.a_matter())
    receiving.estimate_receipt(
        actor=upper(), at=NOW, leg_id=leg.pk, on=date(2026, 9, 11), reason="A week by post"
    )
    leg.refresh_from_db()
    assert (leg.state, leg.received_is_estimated) == (lifecycle.DISPATCHED, True)
    assert clock(leg, "hk-arrangement-1999-art4").is_estimate
    receiving.record_receipt(actor=upper(), at=NOW, leg_id=leg.pk, on=RECEIVED)
    old, new = Clock.objects.filter(leg=leg, rule="hk-arrangement-1999-art4").order_by("start_date")
    assert (old.state, new.state, new.replaces_id) == ("replaced", "running", old.pk)
    assert (old.due_date, new.due_date) == (date(2026, 11, 11), date(2026, 11, 15))
    assert "estimate" in old.replaced_reason


def test_receipt_earlier_than_dispatch_is_refused_and_nothing_is_kept() -> None:
    leg = entrusted.sent(service.a_matter())
    with pytest.raises(ValidationError) as refusal:
        receiving.record_receipt(actor=upper(), at=NOW, leg_id=leg.pk, on=date(2026, 9, 3))
    assert "2026-09-04" in refusal.value.message_dict["on"][0]
    leg.refresh_from_db()
    assert (leg.state, leg.received_date) == (lifecycle.DISPATCHED, None)
    assert not Clock.objects.filter(leg=leg, rule="hk-arrangement-1999-art4").exists()


def test_a_day_of_receipt_that_was_told_is_rectified_not_entered_again() -> None:
    leg = entrusted.received(service.a_matter())
    with pytest.raises(ValidationError, match="rectify"):
        receiving.record_receipt(actor=upper(), at=NOW, leg_id=leg.pk, on=date(2026, 9, 16))


def test_a_date_to_come_is_refused() -> None:
    leg = entrusted.transferred(service.a_matter())
    with pytest.raises(ValidationError, match="future"):
        dispatching.dispatch_leg(actor=upper(), at=NOW, leg_id=leg.pk, on=date(2026, 11, 21), means="post")


def test_the_desk_sends_back_with_a_reason_which_judge_and_clerk_are_told() -> None:
    leg = entrusted.submitted(service.a_matter())
    with pytest.raises(ValidationError):
        submitting.send_back_leg(actor=desk(), at=NOW, leg_id=leg.pk, reason=" ")
    submitting.send_back_leg(actor=desk(), at=NOW, leg_id=leg.pk, reason="The seal is missing")
    leg.refresh_from_db()
    assert leg.state == lifecycle.DRAFT
    told = set(
        Notice.objects.filter(kind=lifecycle.S + "leg_sent_back").values_list("recipient_key", flat=True)
    )
    assert told == {f"user:{people.clerk_a().pk}", f"user:{people.judge_a().pk}"}


def test_the_high_peoples_court_returns_and_the_leg_goes_its_way_again() -> None:
    """2009 art. 13(3); the second transfer has its own seven days, the first row stays."""
    leg = entrusted.transferred(service.a_matter())
    transferring.return_for_correction(
        actor=upper(), at=NOW, leg_id=leg.pk, on=date(2026, 9, 3), reason="Second set missing"
    )
    leg.refresh_from_db()
    assert leg.state == lifecycle.CORRECTION
    submitting.submit_leg(actor=entrusted.clerk(), at=NOW, leg_id=leg.pk)
    transferring.transfer_leg(actor=desk(), at=NOW, leg_id=leg.pk, on=date(2026, 9, 8))
    rows = Clock.objects.filter(leg=leg, rule="hkmo-service-2009-art13").order_by("start_date")
    assert [(row.start_date, row.state) for row in rows] == [
        (TRANSFERRED, "met"), (date(2026, 9, 8), "running")
    ]  # fmt: skip
    assert leg.hand_overs.count() == 3


def test_what_the_validator_stops_does_not_reach_the_desk() -> None:
    """Acceptance case 8: a Portuguese document without Chinese translation is blocked, and the sentence says so."""
    matter = service.a_matter(region="MO")
    service.a_document(matter, "certificate", language="pt")
    leg = service.a_leg(matter, channels.ENTRUSTED_MACAO)
    with pytest.raises(ValidationError) as refusal:
        submitting.submit_leg(actor=entrusted.clerk(), at=NOW, leg_id=leg.pk)
    assert any("Chinese translation" in sentence for sentence in refusal.value.messages)
    leg.refresh_from_db()
    assert leg.state == lifecycle.DRAFT


@pytest.mark.parametrize("state", [lifecycle.SERVED, lifecycle.NOTICE_RUNNING, lifecycle.EXHAUSTED])
def test_nothing_more_is_sent_out_once_service_stands_or_a_notice_runs(state) -> None:
    matter = service.a_matter(state)
    waiting = service.a_leg(matter, state=lifecycle.COURT_REVIEW)
    with pytest.raises(ValidationError, match="Nothing more is sent out"):
        transferring.transfer_leg(actor=desk(), at=NOW, leg_id=waiting.pk, on=TRANSFERRED)


def test_what_was_transferred_is_what_goes_across_the_border() -> None:
    matter = service.a_matter()
    leg = entrusted.transferred(matter)
    service.a_document(matter, "notice")
    with pytest.raises(ValidationError, match="no longer those"):
        dispatching.dispatch_leg(actor=upper(), at=NOW, leg_id=leg.pk, on=SENT, means="post")


def test_another_court_and_strangers_find_nothing() -> None:
    leg = entrusted.transferred(service.a_matter())
    for user in (people.clerk_b(), people.judge_a(), people.principal(), people.stranger(), people.clerk_a()):
        if user == people.clerk_a():
            continue
        with pytest.raises(PermissionRefused):
            dispatching.dispatch_leg(actor=people.actor(user), at=NOW, leg_id=leg.pk, on=SENT, means="post")


def test_the_high_peoples_court_does_not_reach_a_leg_that_never_came_to_it() -> None:
    matter = service.a_matter()
    entrusted.transferred(matter)
    other = service.a_leg(matter, state=lifecycle.RECEIVED, transferred_date=None, upper_court=None)
    with pytest.raises(PermissionRefused):
        entrusted.certify(other)


def test_a_period_that_ends_in_a_year_without_a_calendar_is_marked_provisional() -> None:
    leg = service.a_leg(service.a_matter(), state=lifecycle.AT_UPPER)
    dispatching.dispatch_leg(actor=upper(), at=NOW, leg_id=leg.pk, on=date(2026, 11, 10), means="post")
    found = clock(leg, "hkmo-service-2009-art6")
    assert (found.nominal_date, found.is_provisional) == (date(2027, 2, 10), True)


def test_a_leg_sent_back_by_the_judge_and_sent_anew_keeps_the_days_of_its_first_journey() -> None:
    leg = entrusted.received(service.a_matter())
    Leg.objects.filter(pk=leg.pk).update(state=lifecycle.CORRECTION)
    submitting.submit_leg(actor=entrusted.clerk(), at=NOW, leg_id=leg.pk)
    assert not Clock.objects.filter(leg=leg, state="running").exists()
    transferring.transfer_leg(actor=desk(), at=NOW, leg_id=leg.pk, on=date(2026, 10, 12))
    dispatching.dispatch_leg(actor=upper(), at=NOW, leg_id=leg.pk, on=date(2026, 10, 15), means="post")
    leg.refresh_from_db()
    assert (leg.dispatched_date, leg.received_date) == (date(2026, 10, 15), None)
    last = MatterEvent.objects.filter(leg=leg, act=lifecycle.S + "leg_dispatched").latest("id")
    assert (last.facts["earlier_dispatched_date"], last.facts["earlier_received_date"]) == (
        SENT.isoformat(), RECEIVED.isoformat()
    )  # fmt: skip
