"""What the judge finds on the desk: her buttons where the act is possible, nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from service_of_process.actions.confirming import after_proof, confirm, decline
from service_of_process.actions.evaluating import evaluate
from service_of_process.forms.judging_offered import OFFERED
from service_of_process.models import ConfirmedFact, Leg, Proposal, ServiceMatter
from service_of_process.queries.judging import waiting_for
from service_of_process.rules import channels, lifecycle
from service_of_process.rules.seats import SEATS
from tests.factories import people, service
from tests.factories.outcomes import calendars
from tests.support.service_clocks import running_clock

pytestmark = pytest.mark.django_db
NOW, TODAY = service.NOW, service.TODAY
BY_NAME = {form.act: form for form in OFFERED}


@pytest.fixture(autouse=True)
def in_english_with_calendars(db: None) -> Iterator[None]:
    calendars()
    with translation.override("en"):
        yield


def judge() -> Any:
    return people.actor(people.judge_a())


def press(act: str, matter: ServiceMatter, leg: Leg | None = None, **entered: Any) -> Any:
    """What the desk does: the form with the matter, then its run."""
    offered = BY_NAME[act]
    assert offered.shown(matter, leg)
    form = offered.form(entered, matter=matter, leg=leg)
    assert form.is_valid(), form.errors
    return offered.run(actor=judge(), at=NOW, matter=matter, leg=leg, **form.cleaned_data)


def test_every_button_is_an_act_of_the_judge_save_the_outage() -> None:
    others = {form.act for form in OFFERED if SEATS[lifecycle.S + form.act] != (lifecycle.JUDGE,)}
    assert others == {"outage_recorded"}


def test_exhaustion_and_notice_by_their_buttons() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.DISPATCHED)
    assert not BY_NAME["exhaustion_confirmed"].shown(matter, None)
    assert not BY_NAME["notice_ordered"].shown(matter, None)
    Leg.objects.filter(pk=leg.pk).update(state=lifecycle.FAILED)
    press("exhaustion_confirmed", matter, reason="Tried in vain.")
    matter.refresh_from_db()
    made = press("notice_ordered", matter, reason="All failed.", term="hkmo-service-2009-art9")
    press("notice_stopped", ServiceMatter.objects.get(pk=matter.pk), made, reason="An address was found.")
    matter.refresh_from_db()
    assert matter.state == lifecycle.ACTIVE


def test_a_circumstance_is_found_for_the_leg_chosen() -> None:
    matter = service.a_matter()
    legs = [
        service.a_leg(matter, state=lifecycle.EXECUTING),
        service.a_leg(matter, channels.MAIL, lifecycle.POSTED),
    ]
    assert not BY_NAME["fact_found"].shown(matter, None)
    fact = ConfirmedFact.objects.create(
        matter=matter, kind="performance", fact_date=date(2026, 10, 8), description="Paid.", submitted_at=NOW,
        submitted_by="user:x",
    )  # fmt: skip
    press("fact_found", matter, fact_id=str(fact.pk), leg_id=str(legs[0].pk), reason="The receipt.")
    assert Proposal.objects.get(matter=matter).leg_id == legs[0].pk
    assert not BY_NAME["fact_not_found"].shown(matter, None)


def test_the_other_date_and_a_proposal_taken_up_again() -> None:
    matter = service.a_matter(lifecycle.NOTICE_RUNNING, notice_basis="hkmo-service-2009-art9")
    leg = service.a_leg(matter, channels.NOTICE, lifecycle.RUNNING)
    running_clock(leg, "hkmo-service-2009-art9", date(2026, 7, 3))
    evaluate(at=NOW)
    leg, matter = Leg.objects.get(pk=leg.pk), ServiceMatter.objects.get(pk=matter.pk)
    leg.matter = matter
    decline(
        actor=judge(), at=NOW, proposal_id=Proposal.objects.get(leg=leg).pk, reason="Let me see the papers."
    )
    press("proposal_renewed", matter, proposal_id=str(Proposal.objects.get(leg=leg).pk))
    press("notice_service_confirmed", matter, leg, reason="The term is not moved.")
    assert ServiceMatter.objects.get(pk=matter.pk).effective_date == date(2026, 10, 3)


def test_a_period_is_extended_and_an_outage_told_in_words() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, channels.MAIL, lifecycle.PROVED, proof_date=date(2026, 11, 2))
    leg.matter = matter
    confirm(actor=judge(), at=NOW, proposal_id=after_proof(leg, NOW).pk)
    matter = ServiceMatter.objects.get(pk=matter.pk)
    clock = matter.clocks.get(leg=None)
    press("clock_extended", matter, clock_id=str(clock.pk), extended_to="2026-12-15", reason="Illness.")
    offered = BY_NAME["outage_recorded"]
    form = offered.form(
        {
            "platform": "court",
            "began_at": "2026-11-18T09:00",
            "ended_at": "2026-11-18T12:00",
            "source": "Operator",
        },
        matter=matter,
    )
    assert form.is_valid(), form.errors
    told = offered.run(
        actor=people.actor(people.clerk_a()), at=NOW, matter=matter, leg=None, **form.cleaned_data
    )
    assert told.startswith("The outage is recorded.")


def test_the_judges_queue_shows_what_waits_for_her_and_nothing_to_another_judge() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, channels.MAIL, lifecycle.PROVED, proof_date=date(2026, 11, 2))
    leg.matter = matter
    after_proof(leg, NOW)
    service.a_leg(matter, state=lifecycle.RETURNED)
    rows = waiting_for(judge(), TODAY)
    assert [row.title for row in rows] == [matter.reference, matter.reference]
    assert waiting_for(people.actor(service.panel_member()), TODAY) == []
    assert waiting_for(people.actor(people.judge_b()), TODAY) == []
    assert waiting_for(people.actor(people.clerk_a()), TODAY) == []


def test_the_door_of_the_desk_takes_the_judges_order_and_is_closed_to_the_clerk(client: Any) -> None:
    matter = service.a_matter()
    service.a_leg(matter, state=lifecycle.FAILED)
    address = f"/staff/service/act/exhaustion_confirmed/{matter.pk}/"
    people.sign_in(client, people.clerk_a())
    assert client.post(address, {"reason": "As clerk."}).status_code == 404
    people.sign_in(client, people.judge_a())
    page = client.get(address)
    assert page.status_code == 200
    assert client.post(address, {"reason": ""}).status_code in (200, 400)  # the page again, nothing done
    assert client.post(address, {"reason": "Tried in vain."}).status_code == 302
    matter.refresh_from_db()
    assert matter.state == lifecycle.EXHAUSTED
