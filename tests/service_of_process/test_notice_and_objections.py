"""Exhaustion, public notice, late results, returns, objections: the judge's own acts, and what they open again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.cases.models import Case
from service_of_process.actions import challenges, exhausting, late_results, notice_orders
from service_of_process.actions.confirming import after_proof, confirm
from service_of_process.actions.evaluating import evaluate
from service_of_process.actions.extending import extend_clock
from service_of_process.actions.outages import record_outage
from service_of_process.models import Challenge, Clock, Leg, Outage, Proposal, ReturnRecord, ServiceMatter
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service
from tests.factories.outcomes import calendars
from tests.support.service_clocks import running_clock

pytestmark = pytest.mark.django_db
NOW = service.NOW
MAY_3, MAY_10 = date(2026, 5, 3), date(2026, 5, 10)


@pytest.fixture(autouse=True)
def in_english_with_calendars(db: None) -> Iterator[None]:
    calendars()
    with translation.override("en"):
        yield


def say(act: Any, **words: Any) -> Any:
    return act(actor=people.actor(people.judge_a()), at=NOW, **words)


def fresh(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def proved(matter: ServiceMatter, on: date, channel: str = channels.MAIL) -> Leg:
    leg = service.a_leg(matter, channel, lifecycle.PROVED, proof_date=on, dispatched_date=date(2026, 3, 2))
    leg.matter = ServiceMatter.objects.get(pk=matter.pk)
    return leg


def confirmed(matter: ServiceMatter, on: date, channel: str = channels.MAIL) -> Leg:
    leg = proved(matter, on, channel)
    say(confirm, proposal_id=after_proof(leg, NOW).pk)
    return fresh(leg)


def objected(matter: ServiceMatter) -> None:
    found = ServiceMatter.objects.get(pk=matter.pk)
    found.state_before_challenge, found.state = found.state, lifecycle.CHALLENGED
    found.save()
    Challenge.objects.create(matter=found, grounds="Another person signed.", filed_at=NOW, filed_by="user:x")


def exhausted() -> ServiceMatter:
    matter = service.a_matter()
    service.a_leg(matter, state=lifecycle.FAILED)
    return say(exhausting.confirm_exhaustion, matter_id=matter.pk, reason="Tried in vain.")


@pytest.mark.parametrize(
    "state", [state for state in lifecycle.LEG_STATES if state not in lifecycle.LEG_OVER and state != "done"]
)
def test_no_exhaustion_and_no_notice_while_a_leg_is_not_over(state: str) -> None:
    matter = service.a_matter()
    service.a_leg(matter, state=lifecycle.FAILED)
    service.a_leg(matter, channels.ELECTRONIC, state)
    with pytest.raises(ValidationError, match="not over: 2"):
        say(exhausting.confirm_exhaustion, matter_id=matter.pk, reason="No.")
    say(notice_orders.record_whereabouts_unknown, matter_id=matter.pk, reason="Moved away.")
    with pytest.raises(ValidationError, match="not over: 2"):
        say(notice_orders.order_notice, matter_id=matter.pk, reason="No.")
    assert not matter.legs.filter(channel=channels.NOTICE).exists()


def test_a_notice_opens_when_every_chosen_leg_is_over() -> None:
    matter = exhausted()
    leg = say(notice_orders.order_notice, matter_id=matter.pk, reason="All routes failed.")
    matter = fresh(matter)
    assert (matter.state, matter.notice_basis) == (lifecycle.NOTICE_RUNNING, "hkmo-service-2009-art9")
    assert (leg.state, leg.legal_basis, leg.number) == (lifecycle.APPROVED, "hkmo-service-2009-art9", 2)


def test_a_notice_opens_at_once_when_the_whereabouts_are_unknown() -> None:
    matter = service.a_matter(lifecycle.DRAFT)
    with pytest.raises(ValidationError, match="all routes are exhausted"):
        say(notice_orders.order_notice, matter_id=matter.pk, reason="Quickly.")
    say(notice_orders.record_whereabouts_unknown, matter_id=matter.pk, reason="Deregistered in 2024.")
    leg = say(
        notice_orders.order_notice, matter_id=matter.pk, reason="Unknown.", term="cpl-2023-art283-notice"
    )
    assert leg.legal_basis == "cpl-2023-art283-2"


@pytest.mark.parametrize("procedure", ["summary", "small_claims"])
def test_no_notice_in_summary_procedure(procedure: str) -> None:
    matter = exhausted()
    Case.objects.filter(pk=matter.case_id).update(procedure=procedure)
    with pytest.raises(ValidationError, match=r"art\. 140"):
        say(notice_orders.order_notice, matter_id=matter.pk, reason="No.")


def test_a_judgment_is_published_for_three_months() -> None:
    matter = exhausted()
    service.a_document(matter, "judgment")
    with pytest.raises(ValidationError, match=r"art\. 532"):
        say(notice_orders.order_notice, matter_id=matter.pk, reason="No.", term="cpl-2023-art283-notice")


def test_a_second_notice_beside_the_first_is_refused() -> None:
    matter = exhausted()
    say(notice_orders.order_notice, matter_id=matter.pk, reason="All routes failed.")
    with pytest.raises(ValidationError):
        say(notice_orders.order_notice, matter_id=matter.pk, reason="Again.")


def test_a_notice_is_stopped_when_an_address_comes_to_light() -> None:
    matter = exhausted()
    leg = say(notice_orders.order_notice, matter_id=matter.pk, reason="All routes failed.")
    say(notice_orders.stop_notice, leg_id=leg.pk, reason="She wrote from a new address.")
    assert (fresh(leg).state, fresh(matter).state) == (lifecycle.WITHDRAWN, lifecycle.ACTIVE)


def test_a_late_result_confirmed_while_a_notice_runs_stops_the_notice() -> None:
    matter = service.a_matter()
    late = service.a_leg(matter, state=lifecycle.LAPSED, proof_date=MAY_3)
    say(exhausting.confirm_exhaustion, matter_id=matter.pk, reason="Tried in vain.")
    notice = say(notice_orders.order_notice, matter_id=matter.pk, reason="All routes failed.")
    Leg.objects.filter(pk=late.pk).update(state=lifecycle.LATE_RESULT)
    say(late_results.accept_late_result, leg_id=late.pk, reason="The seal is genuine.")
    proposal = Proposal.objects.get(matter=matter, state="open")
    assert (proposal.kind, fresh(matter).effective_date) == ("served", None)
    say(confirm, proposal_id=proposal.pk)
    assert (fresh(notice).state, fresh(matter).state) == (lifecycle.WITHDRAWN, lifecycle.SERVED)
    assert fresh(matter).effective_date == MAY_3


def test_a_late_result_declined_leaves_the_leg_lapsed() -> None:
    leg = service.a_leg(service.a_matter(), state=lifecycle.LATE_RESULT, proof_date=MAY_3)
    say(late_results.decline_late_result, leg_id=leg.pk, reason="The period had ended.")
    assert (fresh(leg).state, fresh(leg.matter).effective_date) == (lifecycle.LAPSED, None)


@pytest.mark.parametrize(
    ("effect", "after"),
    [("return_ends_leg", lifecycle.FAILED), ("return_to_be_corrected", lifecycle.CORRECTION),
     ("return_disregarded", lifecycle.RECEIVED)],
)  # fmt: skip
def test_the_judge_decides_what_an_unknown_ground_means(effect: str, after: str) -> None:
    leg = service.a_leg(service.a_matter(), state=lifecycle.RETURNED)
    found = ReturnRecord.objects.create(
        leg=leg, kind="court_refused", ground="exclusive_jurisdiction", is_known_ground=False,
        received_date=MAY_10, recorded_at=NOW, recorded_by="user:x",
    )  # fmt: skip
    with pytest.raises(ValidationError):
        say(late_results.decide_return, leg_id=leg.pk, effect=effect, reason=" ")
    say(late_results.decide_return, leg_id=leg.pk, effect=effect, reason="The text knows no such ground.")
    assert fresh(leg).state == after
    assert (fresh(found).effect, fresh(leg.matter).effective_date) == (effect, None)


def test_upheld_service_keeps_its_date_and_its_periods() -> None:
    matter = service.a_matter()
    confirmed(matter, MAY_10)
    objected(matter)
    say(challenges.uphold, matter_id=matter.pk, reason="The signature is hers.")
    matter = fresh(matter)
    assert (matter.state, matter.effective_date) == (lifecycle.SERVED, MAY_10)
    assert Clock.objects.get(matter=matter, leg=None).state == "running"


def test_service_set_aside_leaves_no_date_and_no_running_period() -> None:
    matter = service.a_matter()
    leg = confirmed(matter, MAY_10)
    objected(matter)
    say(challenges.set_aside, matter_id=matter.pk, reason="Another person signed.")
    matter, leg = fresh(matter), fresh(leg)
    assert (matter.state, matter.effective_date, matter.confirmed_by) == (lifecycle.ACTIVE, None, "")
    assert (leg.state, leg.end_reason) == (lifecycle.FAILED, "set_aside")
    assert Clock.objects.get(matter=matter, leg=None).state == "stopped"
    assert not matter.confirmations.filter(superseded_at=None).exists()


def test_what_a_set_aside_date_had_superseded_is_before_the_judge_again() -> None:
    matter = service.a_matter()
    mail = confirmed(matter, MAY_10)
    entrusted = confirmed(matter, MAY_3, channels.ENTRUSTED_HK)
    objected(matter)
    say(challenges.set_aside, matter_id=matter.pk, reason="The certificate was another's.")
    mail, matter = fresh(mail), fresh(matter)
    assert (fresh(entrusted).state, mail.state, mail.confirmed_date) == (
        lifecycle.FAILED,
        lifecycle.PROVED,
        None,
    )
    waiting = Proposal.objects.get(matter=matter, state="open")
    assert (waiting.kind, waiting.date, matter.effective_date) == ("served", MAY_10, None)
    say(confirm, proposal_id=waiting.pk)
    assert fresh(matter).effective_date == MAY_10
    assert Clock.objects.get(matter=matter, leg=None, state="running").start_date == MAY_10


def test_a_notice_superseded_by_an_earlier_proof_stands_again_only_by_the_judge() -> None:
    matter = service.a_matter(lifecycle.NOTICE_RUNNING, notice_basis="hkmo-service-2009-art9")
    notice = service.a_leg(matter, channels.NOTICE, lifecycle.RUNNING)
    running_clock(notice, "hkmo-service-2009-art9", MAY_10)
    evaluate(at=NOW)
    say(confirm, proposal_id=Proposal.objects.get(matter=matter, state="open").pk)
    assert fresh(matter).effective_date == date(2026, 8, 10)
    early = proved(matter, MAY_3, channels.ENTRUSTED_HK)
    say(confirm, proposal_id=after_proof(early, NOW).pk)
    assert (fresh(matter).state, fresh(matter).effective_date) == (lifecycle.SERVED, MAY_3)
    objected(matter)
    say(challenges.set_aside, matter_id=matter.pk, reason="Forged.")
    waiting = Proposal.objects.get(matter=matter, state="open")
    assert (waiting.kind, fresh(notice).state, fresh(matter).effective_date) == (
        "notice",
        lifecycle.PROVED,
        None,
    )
    say(confirm, proposal_id=waiting.pk)
    assert (fresh(matter).state, fresh(matter).effective_date) == (
        lifecycle.SERVED_BY_NOTICE,
        date(2026, 8, 10),
    )


def test_the_judge_extends_an_answer_period_as_a_new_row() -> None:
    matter = service.a_matter()
    confirmed(matter, date(2026, 11, 2))
    clock = Clock.objects.get(matter=matter, leg=None)
    after = say(extend_clock, clock_id=clock.pk, extended_to=date(2026, 12, 15), reason="Illness.")
    clock = fresh(clock)
    assert (clock.state, clock.due_date) == ("replaced", date(2026, 12, 2))
    assert (after.due_date, after.extended_to, after.replaces_id) == (
        date(2026, 12, 15),
        date(2026, 12, 15),
        clock.pk,
    )


@pytest.mark.parametrize(
    "rule", ["hk-arrangement-1999-art4", "hkmo-service-2009-art6", "hkmo-service-2009-art13"]
)
def test_periods_whose_text_knows_no_extension_are_not_extended(rule: str) -> None:
    leg = service.a_leg(service.a_matter(), state=lifecycle.RECEIVED)
    clock = running_clock(leg, rule, date(2026, 11, 2))
    with pytest.raises(ValidationError, match="lets nobody extend"):
        say(extend_clock, clock_id=clock.pk, extended_to=date(2027, 6, 1), reason="No.")


def test_an_outage_lengthens_nothing_by_itself_and_opens_the_ten_days_where_the_law_does() -> None:
    matter = service.a_matter()
    confirmed(matter, date(2026, 10, 12))
    leg = service.a_leg(matter, state=lifecycle.RECEIVED)
    silent = running_clock(leg, "hk-arrangement-1999-art4", date(2026, 9, 11))
    before = sorted(Clock.objects.values_list("pk", "due_date"))
    report = record_outage(
        actor=people.actor(people.clerk_a()), at=NOW, court=people.court(), platform=Outage.Platform.COURT,
        began_at=datetime(2026, 11, 11, 1, 0, tzinfo=UTC), ended_at=datetime(2026, 11, 12, 1, 0, tzinfo=UTC),
        source="Notice of the operator",
    )  # fmt: skip
    assert [clock.rule for clock in report.on_application] == ["cpl-2023-art285-answer"]
    assert [clock.pk for clock in report.unchanged] == [silent.pk]
    assert "for 1 more time may be asked" in report.sentence
    assert [row for row in sorted(Clock.objects.values_list("pk", "due_date")) if row in before] == before
    asked = Clock.objects.get(rule="cpl-2023-art86-extension")
    assert (asked.start_date, asked.due_date) == (date(2026, 11, 12), date(2026, 11, 23))
