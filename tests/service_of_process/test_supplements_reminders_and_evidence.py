"""Supplement rounds, reminders one by one and for many, and evidence that others took for us."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.identity.permissions import PermissionRefused
from service_of_process.actions import evidence_results, receiving, reminders, supplements
from service_of_process.models import Clock, EvidenceLetter, MatterEvent
from service_of_process.rules import channels, lifecycle
from tests.factories import cases, entrusted, people, service
from tests.factories.entrusted import NOW, upper

pytestmark = pytest.mark.django_db
S = lifecycle.S


@pytest.fixture(autouse=True)
def _english_with_calendars(db):
    entrusted.calendars()
    with translation.override("en"):
        yield


def ask(leg, on: date = date(2026, 9, 20)):
    return supplements.request_supplement(
        actor=upper(),
        at=NOW,
        leg_id=leg.pk,
        on=on,
        asked_for="A second set",
        upload=cases.upload("their letter"),
    )


def answer(leg, on: date = date(2026, 9, 25), name: str = "second set"):
    return supplements.send_supplement(
        actor=entrusted.clerk(), at=NOW, leg_id=leg.pk, on=on, answer="Enclosed", means="post",
        upload=cases.upload(name),
    )  # fmt: skip


def arrive(leg, on: date = date(2026, 9, 30), note: str = ""):
    return supplements.supplement_arrived(actor=upper(), at=NOW, leg_id=leg.pk, on=on, clock_note=note)


def test_a_supplement_round_never_resets_the_period() -> None:
    """1999 art. 3: a supplement may be asked for; the two months of art. 4 run from the receipt of the letter."""
    leg = entrusted.received(service.a_matter())
    before = list(Clock.objects.filter(leg=leg).values_list("pk", "due_date", "state"))
    ask(leg)
    answer(leg)
    made = arrive(leg, note="The High Court says it counts from 30 September")
    leg.refresh_from_db()
    assert leg.state == lifecycle.RECEIVED
    assert list(Clock.objects.filter(leg=leg).values_list("pk", "due_date", "state")) == before
    assert made.clock_note.startswith("The High Court says")
    assert leg.received_date == entrusted.RECEIVED


def test_rounds_are_numbered_and_each_supplement_is_handed_over_with_its_digest() -> None:
    leg = entrusted.received(service.a_matter())
    for number in (1, 2):
        assert ask(leg).number == number
        answer(leg, name=f"supplement {number}")
        arrive(leg)
    last = leg.hand_overs.latest("number")
    assert f"supplement-{leg.supplements.count()}" in last.digests
    assert (last.giver, last.taker) == ("clerk", "requested")


def test_a_supplement_asked_for_before_the_receipt_was_told_does_not_hide_the_receipt() -> None:
    leg = entrusted.sent(service.a_matter())
    ask(leg)
    receiving.record_receipt(actor=upper(), at=NOW, leg_id=leg.pk, on=entrusted.RECEIVED)
    leg.refresh_from_db()
    assert (leg.state, leg.received_date) == (lifecycle.SUPPLEMENT, entrusted.RECEIVED)
    assert Clock.objects.filter(leg=leg, rule="hk-arrangement-1999-art4", state="running").exists()


def test_days_of_a_round_follow_each_other() -> None:
    leg = entrusted.received(service.a_matter())
    with pytest.raises(ValidationError):
        ask(leg, date(2026, 9, 14))
    ask(leg)
    with pytest.raises(ValidationError):
        answer(leg, date(2026, 9, 19))
    answer(leg)
    with pytest.raises(ValidationError):
        arrive(leg, date(2026, 9, 24))
    assert leg.supplements.get().received_date is None


def test_reminders_are_counted_and_go_out_once_a_day() -> None:
    leg = entrusted.received(service.a_matter())
    assert reminders.send_reminder(actor=upper(), at=NOW, leg_id=leg.pk, on=date(2026, 11, 17)) == 1
    assert reminders.send_reminder(actor=upper(), at=NOW, leg_id=leg.pk) == 2
    with pytest.raises(ValidationError, match="already"):
        reminders.send_reminder(actor=upper(), at=NOW, leg_id=leg.pk)
    facts = MatterEvent.objects.filter(act=S + "reminder_sent").order_by("id").values_list("facts", flat=True)
    assert [(row["reminder"], row["overdue"]) for row in facts] == [(1, True), (2, True)]
    leg.refresh_from_db()
    assert (leg.state, leg.proof_date) == (lifecycle.RECEIVED, None)


def test_a_batch_reminds_every_leg_that_it_can_and_tells_of_the_others() -> None:
    first, second = entrusted.received(service.a_matter()), entrusted.received(service.a_matter())
    waiting = entrusted.transferred(service.a_matter())
    reminders.send_reminder(actor=upper(), at=NOW, leg_id=second.pk)
    found = reminders.remind_all(actor=upper(), at=NOW, leg_ids=[first.pk, second.pk, waiting.pk, first.pk])
    assert [(row.reference, row.number, bool(row.refusal)) for row in found] == [
        (first.reference, 1, False), (second.reference, None, True), (waiting.reference, None, True),
    ]  # fmt: skip
    assert MatterEvent.objects.filter(act=S + "reminder_sent").count() == 2


def test_a_batch_with_a_leg_of_somebody_else_reminds_nobody() -> None:
    mine = entrusted.received(service.a_matter())
    with pytest.raises(PermissionRefused):
        reminders.remind_all(actor=people.actor(people.clerk_b()), at=NOW, leg_ids=[mine.pk])
    unsent = service.a_leg(mine.matter, state=lifecycle.RECEIVED, transferred_date=None, upper_court=None)
    with pytest.raises(PermissionRefused):
        reminders.remind_all(actor=upper(), at=NOW, leg_ids=[mine.pk, unsent.pk])
    assert not MatterEvent.objects.filter(act=S + "reminder_sent").exists()


def evidence(region: str = "MO"):
    matter = service.a_matter(region=region, kind="evidence")
    EvidenceLetter.objects.create(
        matter=matter, measure="documents", parties="p", purpose="why", items="what"
    )
    channel = channels.EVIDENCE_MACAO if region == "MO" else channels.EVIDENCE_HK
    leg = service.a_leg(matter, channel, lifecycle.DISPATCHED)
    receiving.record_receipt(actor=upper(), at=NOW, leg_id=leg.pk, on=date(2026, 9, 15))
    return leg


def test_evidence_taken_in_time_keeps_the_period_and_closes_the_leg() -> None:
    leg = evidence()
    evidence_results.evidence_taken(
        actor=upper(),
        at=NOW,
        leg_id=leg.pk,
        on=date(2026, 11, 10),
        note="Two contracts",
        upload=cases.upload("box"),
    )
    clock = Clock.objects.get(leg=leg, rule="macao-arrangement-2020-art6-evidence")
    assert (clock.state, clock.ended_date) == (Clock.State.MET, date(2026, 11, 10))
    letter = EvidenceLetter.objects.get(matter=leg.matter)
    assert (letter.result_date, letter.result_note) == (date(2026, 11, 10), "Two contracts")
    leg = entrusted.relayed(leg, date(2026, 11, 12))
    assert leg.state == lifecycle.CLOSED
    leg.matter.refresh_from_db()
    assert leg.matter.effective_date is None


def test_evidence_partly_or_not_taken_says_why() -> None:
    partly, none = evidence(), evidence("HK")
    day = {"actor": upper(), "at": NOW, "on": date(2026, 11, 10)}
    with pytest.raises(ValidationError):
        evidence_results.evidence_partly_taken(leg_id=partly.pk, note=" ", **day)
    evidence_results.evidence_partly_taken(leg_id=partly.pk, note="One witness had left", **day)
    with pytest.raises(ValidationError):
        evidence_results.evidence_not_taken(leg_id=none.pk, reason="", note="Refused to testify", **day)
    evidence_results.evidence_not_taken(leg_id=none.pk, reason="refused", note="Refused to testify", **day)
    none = entrusted.relayed(none, date(2026, 11, 12))
    assert (none.state, none.end_reason) == (lifecycle.FAILED, "refused")


def test_an_evidence_leg_has_no_certificate_of_service() -> None:
    with pytest.raises(ValidationError):
        entrusted.certify(evidence(), at=datetime(2026, 11, 20, 5, tzinfo=UTC))
