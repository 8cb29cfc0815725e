"""The nightly look at the clocks: words for what is late, proposals for what the law attaches, never a served date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from service_of_process.actions import clocks as keeping
from service_of_process.actions.confirming import confirm
from service_of_process.actions.evaluating import evaluate
from service_of_process.actions.facts import find_fact, reject_fact
from service_of_process.models import Clock, ConfirmedFact, Leg, Proposal, ServiceMatter
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service
from tests.factories.outcomes import calendars
from tests.support.service_clocks import running_clock

pytestmark = pytest.mark.django_db
NOW = service.NOW
ART_4, ART_6, ART_7 = "hk-arrangement-1999-art4", "hkmo-service-2009-art6", "hkmo-service-2009-art7"


@pytest.fixture(autouse=True)
def in_english_with_calendars(db: None) -> Iterator[None]:
    calendars()
    with translation.override("en"):
        yield


def at(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 4, 0, tzinfo=UTC)


def judge() -> Any:
    return people.actor(people.judge_a())


def a_leg_abroad(sent: date = date(2025, 11, 30), state: str = lifecycle.RECEIVED) -> Leg:
    leg = service.a_leg(service.a_matter(), state=state, dispatched_date=sent, received_date=sent)
    running_clock(leg, ART_6, sent)
    return leg


def silent_mail(posted: date = date(2026, 6, 1)) -> Leg:
    leg = service.a_leg(service.a_matter(), channels.MAIL, lifecycle.POSTED, dispatched_date=posted)
    running_clock(leg, ART_7, posted)
    return leg


def a_fact(leg: Leg, on: date, *, named: bool = True) -> ConfirmedFact:
    return ConfirmedFact.objects.create(
        matter=leg.matter, leg=leg if named else None, kind="mention", fact_date=on, description="She wrote of it.",
        submitted_at=NOW, submitted_by=people.actor(people.clerk_a()).key,
    )  # fmt: skip


def open_kinds(leg: Leg) -> list[str]:
    rows = Proposal.objects.filter(matter=leg.matter, state="open").order_by("made_at")
    return list(rows.values_list("kind", flat=True))


def fresh(leg: Leg) -> Leg:
    return Leg.objects.select_related("matter").get(pk=leg.pk)


def test_three_months_from_the_end_of_november_end_on_a_make_up_saturday() -> None:
    leg = a_leg_abroad()
    assert keeping.running(leg.matter, ART_6, leg).due_date == date(2026, 2, 28)
    evaluate(at=at(date(2026, 2, 28)))
    assert open_kinds(leg) == []
    evaluate(at=at(date(2026, 3, 1)))
    assert open_kinds(leg) == ["unavailable"]


def test_lapse_never_yields_served() -> None:
    leg = a_leg_abroad()
    evaluate(at=NOW)
    proposal = Proposal.objects.get(matter=leg.matter, state="open")
    confirm(actor=judge(), at=NOW, proposal_id=proposal.pk)
    leg = fresh(leg)
    assert (leg.state, leg.confirmed_date) == (lifecycle.LAPSED, None)
    assert leg.matter.state in (lifecycle.ACTIVE, lifecycle.EXHAUSTED)
    assert leg.matter.effective_date is None
    assert not leg.matter.confirmations.exists()


def test_two_months_pass_and_the_leg_is_overdue_and_goes_on() -> None:
    leg = a_leg_abroad(date(2026, 9, 1))
    clock = running_clock(leg, ART_4, date(2026, 9, 1))
    evaluate(at=at(date(2026, 10, 26)))
    clock.refresh_from_db()
    assert clock.alert == "due"
    evaluate(at=at(date(2026, 11, 2)))
    clock.refresh_from_db()
    assert (clock.alert, clock.state, fresh(leg).state) == ("overdue", "running", lifecycle.RECEIVED)
    assert open_kinds(leg) == []


@pytest.mark.parametrize(
    ("rule", "alert"),
    [("hk-evidence-2017-art10", "late"), ("macao-arrangement-2020-art6-evidence", "overdue"),
     ("macao-arrangement-2020-art6-service", "overdue"), ("hkmo-service-2009-art13", "escalated")],
)  # fmt: skip
def test_each_rule_has_its_own_word_after_its_end(rule: str, alert: str) -> None:
    leg = service.a_leg(service.a_matter(), state=lifecycle.RECEIVED)
    clock = running_clock(leg, rule, date(2026, 3, 2))
    evaluate(at=NOW)
    clock.refresh_from_db()
    assert (clock.alert, clock.state) == (alert, "running")


def test_a_target_that_a_court_set_is_late_never_overdue() -> None:
    leg = service.a_leg(service.a_matter(), state=lifecycle.RECEIVED)
    clock = running_clock(leg, ART_4, date(2026, 3, 2), is_practice=True)
    Clock.objects.filter(pk=clock.pk).update(rule="practice-first-service")
    evaluate(at=NOW)
    clock.refresh_from_db()
    assert clock.alert == "late"


def test_the_answer_period_simply_ends() -> None:
    matter = service.a_matter(lifecycle.SERVED)
    clock = keeping.start_clock(
        matter, rule="cpl-2023-art285-answer", start=date(2026, 5, 4), at=NOW, holder="addressee"
    )
    evaluate(at=NOW)
    clock.refresh_from_db()
    assert (clock.state, clock.alert) == ("expired", "")


def test_evaluation_changes_no_stored_date_and_may_be_repeated() -> None:
    legs = [a_leg_abroad(), silent_mail()]
    running_clock(legs[0], ART_4, date(2025, 11, 30))
    fields = ("pk", "start_date", "nominal_date", "due_date", "alternative_date", "alarm_date", "ended_date")
    before = sorted(Clock.objects.values_list(*fields))
    dates = sorted(ServiceMatter.objects.values_list("pk", "effective_date", "confirmed_at"))
    first = evaluate(at=NOW)
    second = evaluate(at=NOW)
    assert first["proposed"] == 2
    assert sum(second.values()) == 0
    assert sorted(Clock.objects.values_list(*fields)) == before
    assert sorted(ServiceMatter.objects.values_list("pk", "effective_date", "confirmed_at")) == dates


def test_silent_mail_without_a_fact_counts_as_not_served() -> None:
    leg = silent_mail()
    evaluate(at=NOW)
    assert open_kinds(leg) == ["not_served"]
    confirm(actor=judge(), at=NOW, proposal_id=Proposal.objects.get(matter=leg.matter, state="open").pk)
    leg = fresh(leg)
    assert (leg.state, leg.matter.effective_date) == (lifecycle.LAPSED, None)


def test_silent_mail_with_a_fact_is_deemed_on_the_last_day_not_on_the_day_of_the_fact() -> None:
    leg = silent_mail(date(2026, 6, 1))
    find_fact(
        actor=judge(),
        at=at(date(2026, 7, 20)),
        fact_id=a_fact(leg, date(2026, 7, 15)).pk,
        reason="Her letter.",
    )
    assert open_kinds(leg) == []  # the three months still run
    evaluate(at=at(date(2026, 9, 2)))
    proposal = Proposal.objects.get(matter=leg.matter, state="open")
    assert (proposal.kind, proposal.date) == ("deemed", date(2026, 9, 1))
    assert fresh(leg).matter.effective_date is None  # proposed only
    confirm(actor=judge(), at=NOW, proposal_id=proposal.pk)
    leg = fresh(leg)
    assert (leg.matter.state, leg.matter.effective_date) == (lifecycle.DEEMED_SERVED, date(2026, 9, 1))


def test_a_fact_found_after_the_three_months_takes_the_place_of_not_served() -> None:
    leg = silent_mail()
    evaluate(at=NOW)
    fact = a_fact(leg, date(2026, 7, 15), named=False)
    with pytest.raises(ValidationError, match="Decide first"):
        confirm(actor=judge(), at=NOW, proposal_id=Proposal.objects.get(kind="not_served").pk)
    find_fact(actor=judge(), at=NOW, fact_id=fact.pk, reason="Her letter.")
    assert open_kinds(leg) == ["deemed"]


def test_on_other_channels_the_day_of_the_fact_is_proposed() -> None:
    leg = a_leg_abroad(date(2026, 9, 1), lifecycle.EXECUTING)
    find_fact(actor=judge(), at=NOW, fact_id=a_fact(leg, date(2026, 10, 8)).pk, reason="She paid the fee.")
    proposal = Proposal.objects.get(matter=leg.matter, state="open")
    assert (proposal.kind, proposal.date, proposal.legal_basis) == (
        "deemed", date(2026, 10, 8), "hkmo-service-2009-art12",
    )  # fmt: skip


def test_a_fact_before_the_leg_was_sent_out_is_refused() -> None:
    leg = a_leg_abroad(date(2026, 9, 1), lifecycle.EXECUTING)
    with pytest.raises(ValidationError, match="had not been sent out"):
        find_fact(actor=judge(), at=NOW, fact_id=a_fact(leg, date(2026, 8, 1)).pk, reason="Too early.")


def test_a_fact_not_found_takes_its_proposal_back() -> None:
    leg = a_leg_abroad(date(2026, 9, 1), lifecycle.EXECUTING)
    fact = a_fact(leg, date(2026, 10, 8))
    find_fact(actor=judge(), at=NOW, fact_id=fact.pk, reason="She paid the fee.")
    reject_fact(actor=judge(), at=NOW, fact_id=fact.pk, reason="It was her sister.")
    assert open_kinds(leg) == []
    assert ServiceMatter.objects.get(pk=leg.matter_id).state == lifecycle.ACTIVE


def test_a_matured_notice_is_put_before_the_judge() -> None:
    matter = service.a_matter(lifecycle.NOTICE_RUNNING, notice_basis="hkmo-service-2009-art9")
    leg = service.a_leg(matter, channels.NOTICE, lifecycle.RUNNING)
    running_clock(leg, "hkmo-service-2009-art9", date(2026, 8, 3))
    evaluate(at=at(date(2026, 11, 3)))
    assert fresh(leg).state == lifecycle.RUNNING
    evaluate(at=at(date(2026, 11, 4)))
    proposal = Proposal.objects.get(matter=matter, state="open")
    assert (fresh(leg).state, proposal.kind, proposal.date) == (
        lifecycle.MATURED,
        "notice",
        date(2026, 11, 3),
    )
    confirm(actor=judge(), at=NOW, proposal_id=proposal.pk)
    matter.refresh_from_db()
    assert (matter.state, matter.effective_date) == (lifecycle.SERVED_BY_NOTICE, date(2026, 11, 3))


def test_the_judge_may_choose_the_day_that_did_not_roll_with_her_reason() -> None:
    leg = silent_mail(date(2026, 7, 3))  # three months end in the National Day week
    find_fact(
        actor=judge(),
        at=at(date(2026, 8, 1)),
        fact_id=a_fact(leg, date(2026, 7, 15)).pk,
        reason="Her letter.",
    )
    evaluate(at=NOW)
    proposal = Proposal.objects.get(matter=leg.matter, state="open")
    assert (proposal.date, proposal.alternative_date) == (date(2026, 10, 8), date(2026, 10, 3))
    for on, reason in ((date(2026, 10, 5), "No."), (date(2026, 10, 3), "")):
        with pytest.raises(ValidationError):
            confirm(actor=judge(), at=NOW, proposal_id=proposal.pk, on=on, reason=reason)
    confirm(
        actor=judge(), at=NOW, proposal_id=proposal.pk, on=date(2026, 10, 3), reason="A date is not moved."
    )
    assert fresh(leg).matter.effective_date == date(2026, 10, 3)


def test_a_proposal_that_no_longer_fits_is_overtaken() -> None:
    leg = a_leg_abroad()
    evaluate(at=NOW)
    Leg.objects.filter(pk=leg.pk).update(state=lifecycle.CERTIFIED)
    counts = evaluate(at=NOW + timedelta(days=1))
    assert counts["overtaken"] == 1
    assert open_kinds(leg) == []


def test_nothing_is_proposed_for_a_matter_that_has_its_date() -> None:
    leg = service.a_leg(service.a_matter(lifecycle.SERVED), state=lifecycle.RECEIVED)
    running_clock(leg, ART_6, date(2026, 3, 2))
    evaluate(at=NOW)
    assert open_kinds(leg) == []


def test_when_every_leg_is_over_exhaustion_is_proposed_once() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.FAILED)
    service.a_leg(matter, channels.MAIL, lifecycle.WITHDRAWN)
    evaluate(at=NOW)
    evaluate(at=NOW)
    assert open_kinds(leg) == ["exhausted"]
