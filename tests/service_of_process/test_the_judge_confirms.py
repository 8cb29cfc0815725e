"""Only the forum judge confirms; the earliest confirmed day is the day of service; what runs from it follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.identity.permissions import PermissionRefused
from service_of_process.actions.confirming import after_proof, confirm, decline, renew
from service_of_process.actions.evaluating import evaluate
from service_of_process.models import Clock, Leg, Proposal, ServiceMatter
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service
from tests.factories.outcomes import calendars
from tests.support.service_clocks import running_clock

pytestmark = pytest.mark.django_db
NOW, TODAY = service.NOW, service.TODAY
MAY_3, MAY_10, MAY_20 = date(2026, 5, 3), date(2026, 5, 10), date(2026, 5, 20)


@pytest.fixture(autouse=True)
def in_english_with_calendars(db: None) -> Iterator[None]:
    calendars()
    with translation.override("en"):
        yield


def judge() -> Any:
    return people.actor(people.judge_a())


def proved(matter: ServiceMatter, on: date, channel: str = channels.MAIL) -> Leg:
    leg = service.a_leg(
        matter, channel, lifecycle.PROVED, proof_date=on, dispatched_date=date(2026, 3, 2), means="post"
    )
    leg.matter = matter
    return leg


def say(act: Any, **words: Any) -> Any:
    return act(actor=judge(), at=NOW, **words)


def served(on: date = MAY_10) -> tuple[ServiceMatter, Leg]:
    """A matter served by one leg."""
    matter = service.a_matter()
    leg = proved(matter, on)
    proposal = after_proof(leg, NOW)
    assert proposal is not None
    say(confirm, proposal_id=proposal.pk)
    return ServiceMatter.objects.get(pk=matter.pk), Leg.objects.get(pk=leg.pk)


def test_a_proof_proposes_and_dates_nothing() -> None:
    matter = service.a_matter()
    proposal = after_proof(proved(matter, MAY_10), NOW)
    matter.refresh_from_db()
    assert (proposal.kind, proposal.date) == ("served", MAY_10)
    assert (matter.state, matter.effective_date) == (lifecycle.PROPOSED_SERVED, None)


def test_the_judge_confirms_and_the_answer_period_runs() -> None:
    matter, leg = served()
    assert (matter.state, matter.effective_date) == (lifecycle.SERVED, MAY_10)
    assert matter.confirmed_by == people.actor(people.judge_a()).key
    assert (leg.state, leg.confirmed_date) == (lifecycle.CONFIRMED, MAY_10)
    clock = Clock.objects.get(matter=matter, leg=None)
    assert (clock.rule, clock.start_date, clock.due_date) == (
        "cpl-2023-art285-answer", MAY_10, date(2026, 6, 9),
    )  # fmt: skip


@pytest.mark.parametrize(
    "who", [people.clerk_a, service.own_desk, people.assistance_desk, people.judge_b, service.panel_member,
            people.lawyer, people.opponent, people.stranger, people.principal],
)  # fmt: skip
def test_nobody_but_the_judge_of_the_case_confirms(who: Any) -> None:
    matter = service.a_matter()
    proposal = after_proof(proved(matter, MAY_10), NOW)
    with pytest.raises(PermissionRefused):
        confirm(actor=people.actor(who()), at=NOW, proposal_id=proposal.pk)
    with pytest.raises(PermissionRefused):
        decline(actor=people.actor(who()), at=NOW, proposal_id=proposal.pk, reason="No.")
    matter.refresh_from_db()
    assert matter.effective_date is None


def test_an_earlier_proof_arriving_later_moves_the_date_after_the_judge_confirmed_it() -> None:
    matter, _mail = served(MAY_10)
    before = Clock.objects.get(matter=matter, leg=None)
    entrusted = proved(matter, MAY_3, channels.ENTRUSTED_HK)
    proposal = after_proof(entrusted, NOW)
    assert (proposal.kind, proposal.date, proposal.alternative_date) == ("earlier", MAY_3, MAY_10)
    matter.refresh_from_db()
    assert matter.effective_date == MAY_10  # nothing moves by itself
    say(confirm, proposal_id=proposal.pk, reason="Certificate of the High Court.")
    matter.refresh_from_db()
    before.refresh_from_db()
    after = Clock.objects.get(matter=matter, leg=None, state="running")
    assert (matter.state, matter.effective_date) == (lifecycle.SERVED, MAY_3)
    assert (before.state, before.start_date, before.due_date) == ("replaced", MAY_10, date(2026, 6, 9))
    assert "2026-05-10 → 2026-05-03" in before.replaced_reason
    assert (after.start_date, after.replaces_id) == (MAY_3, before.pk)
    assert matter.confirmations.filter(superseded_at=None).count() == 1
    assert matter.confirmations.count() == 2


def test_a_later_proof_is_kept_and_proposes_nothing() -> None:
    matter, _leg = served(MAY_10)
    assert after_proof(proved(matter, MAY_20, channels.ENTRUSTED_HK), NOW) is None
    assert after_proof(proved(matter, MAY_10, channels.PERSONAL), NOW) is None
    matter.refresh_from_db()
    assert matter.effective_date == MAY_10


def test_of_two_open_proofs_the_earlier_is_proposed_again_when_the_later_was_confirmed_first() -> None:
    matter = service.a_matter()
    late, early = proved(matter, MAY_10), proved(matter, MAY_3, channels.ENTRUSTED_HK)
    first, _second = after_proof(late, NOW), after_proof(early, NOW)
    say(confirm, proposal_id=first.pk)
    waiting = Proposal.objects.get(matter=matter, state="open")
    assert (waiting.kind, waiting.leg_id, waiting.date) == ("earlier", early.pk, MAY_3)
    say(confirm, proposal_id=waiting.pk)
    assert ServiceMatter.objects.get(pk=matter.pk).effective_date == MAY_3


def test_a_proposal_is_decided_once() -> None:
    matter = service.a_matter()
    proposal = after_proof(proved(matter, MAY_10), NOW)
    say(confirm, proposal_id=proposal.pk)
    for act in (confirm, decline):
        with pytest.raises(ValidationError):
            say(act, proposal_id=proposal.pk, reason="Again.")


def test_a_proof_whose_date_changed_is_not_confirmed_on_the_old_one() -> None:
    matter = service.a_matter()
    leg = proved(matter, MAY_10)
    proposal = after_proof(leg, NOW)
    Leg.objects.filter(pk=leg.pk).update(proof_date=MAY_20)
    with pytest.raises(ValidationError, match="another date"):
        say(confirm, proposal_id=proposal.pk)


def test_declining_a_proof_ends_the_leg_and_dates_nothing() -> None:
    matter = service.a_matter()
    leg = proved(matter, MAY_10)
    proposal = after_proof(leg, NOW)
    with pytest.raises(ValidationError):
        say(decline, proposal_id=proposal.pk, reason=" ")
    say(decline, proposal_id=proposal.pk, reason="Signed by a stranger.")
    leg.refresh_from_db()
    matter.refresh_from_db()
    assert (leg.state, matter.state, matter.effective_date) == (lifecycle.FAILED, lifecycle.ACTIVE, None)
    assert Proposal.objects.get(matter=matter, state="open").kind == "exhausted"


@pytest.mark.parametrize("right", [date(2026, 5, 1), date(2026, 5, 15)])
def test_a_rectified_date_of_a_confirmed_leg_is_the_judges_again(right: date) -> None:
    matter, leg = served(MAY_10)
    leg.proof_date, leg.matter = right, matter
    leg.save()
    proposal = after_proof(leg, NOW)
    assert (proposal.kind, proposal.date, proposal.alternative_date) == ("rectified", right, MAY_10)
    assert ServiceMatter.objects.get(pk=matter.pk).effective_date == MAY_10
    say(confirm, proposal_id=proposal.pk, reason="The seal shows another day.")
    matter.refresh_from_db()
    leg.refresh_from_db()
    assert (matter.effective_date, leg.confirmed_date) == (right, right)
    assert Clock.objects.get(matter=matter, leg=None, state="running").start_date == right


def test_rectified_beyond_another_confirmed_leg_the_other_one_governs() -> None:
    matter, mail = served(MAY_10)
    early = proved(matter, MAY_3, channels.ENTRUSTED_HK)
    say(confirm, proposal_id=after_proof(early, NOW).pk)
    early = Leg.objects.get(pk=early.pk)
    early.proof_date, early.matter = MAY_20, ServiceMatter.objects.get(pk=matter.pk)
    early.save()
    say(confirm, proposal_id=after_proof(early, NOW).pk)
    matter.refresh_from_db()
    standing = matter.confirmations.get(superseded_at=None)
    assert (matter.effective_date, standing.leg_id) == (MAY_10, mail.pk)


def test_a_declined_lapse_can_be_taken_up_again() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.DISPATCHED, dispatched_date=date(2026, 6, 1))
    running_clock(leg, "hkmo-service-2009-art6", date(2026, 6, 1))
    evaluate(at=NOW)
    proposal = Proposal.objects.get(matter=matter, state="open")
    say(decline, proposal_id=proposal.pk, reason="The High Court announced the certificate.")
    evaluate(at=NOW + timedelta(days=1))
    assert not Proposal.objects.filter(matter=matter, state="open").exists()
    again = say(renew, proposal_id=proposal.pk)
    say(confirm, proposal_id=again.pk)
    leg.refresh_from_db()
    matter.refresh_from_db()
    assert (leg.state, matter.effective_date) == (lifecycle.LAPSED, None)


def test_a_party_domiciled_in_the_mainland_has_fifteen_days_against_a_judgment() -> None:
    matter = service.a_matter(with_document=False, is_judgment=True)
    matter.addressee.has_mainland_domicile = True
    matter.addressee.save()
    service.a_document(matter, "judgment")
    say(confirm, proposal_id=after_proof(proved(matter, MAY_10), NOW).pk)
    clock = Clock.objects.get(matter=matter, leg=None)
    assert (clock.rule, clock.due_date) == ("cpl-2023-art171-judgment", date(2026, 5, 25))


def test_no_service_is_confirmed_for_a_day_to_come() -> None:
    matter = service.a_matter()
    proposal = after_proof(proved(matter, date(2026, 12, 1)), NOW)
    with pytest.raises(ValidationError):
        say(confirm, proposal_id=proposal.pk)
