"""What a hostile reading of the judge's acts looked for: circumstances beside proofs, forged days, stale records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from service_of_process.actions import challenges, late_results, notice_orders
from service_of_process.actions.attempts import Seen, record_attempt
from service_of_process.actions.confirming import after_proof, confirm, decline
from service_of_process.actions.evaluating import evaluate
from service_of_process.actions.facts import find_fact, reject_fact
from service_of_process.actions.legs import open_leg
from service_of_process.actions.outages import record_outage
from service_of_process.actions.posting import post_mail
from service_of_process.actions.proposals import propose
from service_of_process.actions.rectifying import rectify
from service_of_process.models import Challenge, ConfirmedFact, Leg, Proposal, ReturnRecord, ServiceMatter
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service
from tests.factories.outcomes import calendars
from tests.support.service_clocks import running_clock

pytestmark = pytest.mark.django_db
NOW, TODAY = service.NOW, service.TODAY
LAPSE = "hkmo-service-2009-art6"
FILED, MAY_3, MAY_10 = date(2026, 3, 2), date(2026, 5, 3), date(2026, 5, 10)


@pytest.fixture(autouse=True)
def in_english_with_calendars(db: None) -> Iterator[None]:
    calendars()
    with translation.override("en"):
        yield


def judged(act: Any, **words: Any) -> Any:
    return act(actor=people.actor(people.judge_a()), at=NOW, **words)


def clerked(act: Any, **words: Any) -> Any:
    return act(actor=people.actor(people.clerk_a()), at=NOW, **words)


def fresh(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def proved(matter: ServiceMatter, on: date) -> Leg:
    leg = service.a_leg(
        matter, channels.MAIL, lifecycle.PROVED, proof_date=on, dispatched_date=FILED, means="post"
    )
    leg.matter = matter
    return leg


def a_fact(matter: ServiceMatter, on: date) -> ConfirmedFact:
    return ConfirmedFact.objects.create(
        matter=matter, kind="mention", fact_date=on, description="She spoke of it.", submitted_at=NOW,
        submitted_by="user:x",
    )  # fmt: skip


def test_declining_a_circumstance_leaves_the_signed_proof_beside_it_alone() -> None:
    matter = service.a_matter()
    leg = proved(matter, MAY_10)
    signed = after_proof(leg, NOW)
    judged(find_fact, fact_id=a_fact(matter, MAY_3).pk, leg_id=leg.pk, reason="She mentioned it.")
    deemed = Proposal.objects.get(matter=matter, kind="deemed", state="open")
    judged(decline, proposal_id=deemed.pk, reason="The signature shows more.")
    assert (fresh(leg).state, fresh(signed).state) == (lifecycle.PROVED, "open")
    judged(confirm, proposal_id=signed.pk)
    assert fresh(matter).effective_date == MAY_10


def test_a_declined_circumstance_is_not_proposed_again_by_itself() -> None:
    matter = service.a_matter()
    back = service.a_leg(matter, channels.PERSONAL, lifecycle.FAILED, dispatched_date=None)
    judged(find_fact, fact_id=a_fact(matter, MAY_3).pk, leg_id=back.pk, reason="She mentioned it.")
    judged(decline, proposal_id=Proposal.objects.get(kind="deemed", state="open").pk, reason="Not enough.")
    judged(confirm, proposal_id=after_proof(proved(fresh(matter), MAY_10), NOW).pk)
    _set_aside(matter)
    assert not Proposal.objects.filter(kind="deemed", state="open").exists()


def _set_aside(matter: ServiceMatter) -> None:
    found = fresh(matter)
    found.state_before_challenge, found.state = found.state, lifecycle.CHALLENGED
    found.save()
    Challenge.objects.create(matter=found, grounds="Another signed.", filed_at=NOW, filed_by="user:x")
    judged(challenges.set_aside, matter_id=matter.pk, reason="Another person signed.")


def test_a_found_circumstance_on_a_way_that_ended_is_before_the_judge_again_once_the_date_falls() -> None:
    matter = service.a_matter()
    back = service.a_leg(matter, channels.PERSONAL, lifecycle.FAILED, dispatched_date=None)
    mail = proved(matter, MAY_3)
    judged(confirm, proposal_id=after_proof(mail, NOW).pk)
    judged(find_fact, fact_id=a_fact(matter, MAY_10).pk, leg_id=back.pk, reason="She mentioned it.")
    assert not Proposal.objects.filter(kind="deemed", state="open").exists()  # later than the day that stands
    _set_aside(matter)
    again = Proposal.objects.get(matter=matter, kind="deemed", state="open")
    assert (again.leg_id, again.date) == (back.pk, MAY_10)
    assert fresh(mail).state == lifecycle.FAILED
    assert fresh(matter).effective_date is None


def test_a_leg_whose_deemed_service_was_set_aside_is_not_deemed_again_by_the_same_circumstance() -> None:
    matter = service.a_matter()
    back = service.a_leg(matter, channels.PERSONAL, lifecycle.FAILED, dispatched_date=None)
    judged(find_fact, fact_id=a_fact(matter, MAY_3).pk, leg_id=back.pk, reason="She mentioned it.")
    judged(confirm, proposal_id=Proposal.objects.get(kind="deemed", state="open").pk)
    _set_aside(matter)
    assert not Proposal.objects.filter(kind="deemed", state="open").exists()


def test_the_other_date_in_question_is_not_confirmed_before_it_has_come() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, channels.MAIL, lifecycle.POSTED, dispatched_date=date(2026, 8, 18))
    tomorrow = TODAY + timedelta(days=1)
    leg.matter = matter
    fact = a_fact(matter, date(2026, 9, 1))
    found = propose(
        matter, "deemed", at=NOW, leg=leg, on=TODAY - timedelta(days=2), alternative=tomorrow, fact=fact
    )
    with pytest.raises(ValidationError, match="future"):
        judged(confirm, proposal_id=found.pk, on=tomorrow, reason="It rolls.")
    assert fresh(matter).effective_date is None


@pytest.mark.parametrize("forged", [date(1900, 1, 1), date(1950, 1, 1), FILED - timedelta(days=1)])
def test_no_circumstance_counts_from_before_the_case_was_filed(forged: date) -> None:
    matter = service.a_matter()
    back = service.a_leg(matter, channels.PERSONAL, lifecycle.FAILED, dispatched_date=None)
    with pytest.raises(ValidationError, match="before the filing"):
        judged(find_fact, fact_id=a_fact(matter, forged).pk, leg_id=back.pk, reason="No.")


@pytest.mark.parametrize("forged", [date(1, 1, 1), date(1950, 1, 1)])
def test_nothing_is_posted_attempted_or_rectified_to_before_the_filing(forged: date) -> None:
    matter = service.a_matter()
    mail = service.a_leg(matter, channels.MAIL)
    with pytest.raises(ValidationError, match="before the filing"):
        clerked(post_mail, leg_id=mail.pk, posted_date=forged, postal_number="1", has_return_receipt=True)
    visit = service.a_leg(matter, channels.PERSONAL)
    seen = Seen(datetime(forged.year, 1, 1, tzinfo=UTC) + timedelta(days=1), "by hand", server="Wu")
    with pytest.raises(ValidationError, match="before the filing"):
        clerked(record_attempt, leg_id=visit.pk, seen=seen, result="not_met")
    posted = service.a_leg(matter, channels.MAIL, lifecycle.POSTED)
    with pytest.raises(ValidationError, match="before the filing"):
        clerked(rectify, leg_id=posted.pk, field="dispatched_date", value=forged, reason="Forged.")


def test_an_outage_of_a_century_opens_no_application_for_every_period_that_ever_ended() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, channels.MAIL, lifecycle.POSTED)
    running_clock(leg, "hkmo-service-2009-art7", date(2026, 9, 4))
    for began in (datetime(1, 1, 2, tzinfo=UTC), datetime(1926, 11, 20, tzinfo=UTC)):
        with pytest.raises(ValidationError, match="year back"):
            clerked(
                record_outage, court=people.court(), platform="portal", began_at=began,
                ended_at=NOW - timedelta(hours=1), source="None.",
            )  # fmt: skip


def test_a_way_opened_after_the_whereabouts_were_unknown_must_fail_before_a_notice() -> None:
    matter = service.a_matter()
    judged(notice_orders.record_whereabouts_unknown, matter_id=matter.pk, reason="Moved away.")
    assert notice_orders.are_whereabouts_unknown(fresh(matter))
    later = NOW + timedelta(days=1)
    leg = open_leg(
        actor=people.actor(people.clerk_a()), at=later, matter_id=matter.pk, channel=channels.MAIL,
        address_id=matter.addresses.get().pk,
    )  # fmt: skip
    Leg.objects.filter(pk=leg.pk).update(state=lifecycle.FAILED, ended_at=later)
    with pytest.raises(ValidationError, match="all routes are exhausted"):
        notice_orders.order_notice(
            actor=people.actor(people.judge_a()), at=later, matter_id=matter.pk, reason="Still unknown."
        )


def an_expired_request(matter: ServiceMatter) -> Leg:
    """Sent across the border on 3 August; its three months ended on 3 November, as the night found."""
    leg = service.a_leg(
        matter,
        state=lifecycle.DISPATCHED,
        dispatched_date=date(2026, 8, 3),
        transferred_date=date(2026, 8, 1),
    )
    running_clock(leg, LAPSE, date(2026, 8, 3))
    return leg


def waiting(leg: Leg) -> list[tuple[str, date | None]]:
    return list(Proposal.objects.filter(leg=leg, state="open").values_list("kind", "date"))


def test_a_period_that_ended_while_a_return_was_before_the_judge_is_put_before_her_afterwards() -> None:
    leg = an_expired_request(service.a_matter())
    Leg.objects.filter(pk=leg.pk).update(state=lifecycle.RETURNED)
    ReturnRecord.objects.create(
        leg=leg,
        kind="other",
        ground="other",
        is_known_ground=True,
        received_date=date(2026, 10, 1),
        recorded_at=NOW,
        recorded_by="user:x",
    )
    evaluate(at=NOW)
    assert waiting(leg) == []
    judged(late_results.decide_return, leg_id=leg.pk, effect=late_results.DISREGARD, reason="No obstacle.")
    assert waiting(leg) == [("unavailable", date(2026, 11, 3))]


def test_without_its_circumstance_an_expired_request_is_unavailable_again() -> None:
    matter = service.a_matter()
    leg = an_expired_request(matter)
    fact = a_fact(matter, date(2026, 9, 1))
    judged(find_fact, fact_id=fact.pk, leg_id=leg.pk, reason="She mentioned it.")
    evaluate(at=NOW)
    assert waiting(leg) == [("deemed", date(2026, 9, 1))]
    judged(reject_fact, fact_id=fact.pk, reason="It was her sister.")
    assert waiting(leg) == [("unavailable", date(2026, 11, 3))]


@pytest.mark.parametrize(
    ("right", "found"), [(date(2026, 8, 5), [("unavailable", date(2026, 11, 5))]), (date(2026, 9, 1), [])]
)
def test_an_expired_period_that_is_rectified_is_looked_at_again(right: date, found: list[Any]) -> None:
    leg = an_expired_request(service.a_matter())
    evaluate(at=NOW)
    assert waiting(leg) == [("unavailable", date(2026, 11, 3))]
    rectify(
        actor=people.actor(service.own_desk()), at=NOW, leg_id=leg.pk, field="dispatched_date", value=right,
        reason="Misread.",
    )  # fmt: skip
    evaluate(at=NOW)
    assert waiting(leg) == found
    evaluate(at=NOW + timedelta(days=30))
    assert [kind for kind, _day in waiting(leg)] == ["unavailable"]
