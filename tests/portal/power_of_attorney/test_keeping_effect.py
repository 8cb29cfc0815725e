"""Judicial review: effect in the case with its proofs, or the other way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from portal.audit.models import Event
from portal.cases.models import Case, Representation
from portal.cases.powers import may_receive_documents, power_of
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from portal.power_of_attorney.actions.keeping_effect import link_case_in_force
from portal.power_of_attorney.actions.keeping_review import (
    make_effective,
    missing_for_effect,
    reject,
    send_to_attesting_officer,
)
from portal.power_of_attorney.models import CaseAgency, PowerOfAttorney, Referral, ReviewStep
from tests.factories import cases, kept_powers, people, powers

pytestmark = pytest.mark.django_db
AT, TODAY = powers.NOW, cases.TODAY


def judge():
    return people.actor(people.judge_a())


def test_effect_enters_the_agent_in_the_case_with_his_papers_and_the_sealed_instrument() -> None:
    power = kept_powers.effective()
    entered = Representation.objects.get(agent=people.person_of(people.lawyer()))
    assert power.state == "effective" and power.effective_at == AT
    assert entered.party == power.party and entered.is_in_force(TODAY)
    assert {proof.kind for proof in entered.proofs.all()} == {"power_of_attorney", "law_firm_certificate"}
    paper = entered.proofs.get(kind="power_of_attorney").exhibit
    assert paper.stored_file_id == power.executed.get().digest
    assert paper.scope == power.case.chain and paper.is_readable
    assert CaseAgency.objects.get(representation=entered).power == power


def test_only_the_powers_confirmed_before_the_judge_have_effect() -> None:
    kept_powers.effective(struck="change_claims")
    assert Representation.objects.get().special_powers == ["admit_claims", "settle"]


def test_effect_opens_the_case_to_the_agent_and_tells_both_sides() -> None:
    actor = people.actor(people.lawyer())
    power = kept_powers.reviewed()
    assert not Case.objects.for_user(actor, TODAY).exists()
    make_effective(actor=judge(), at=AT, power_id=power.pk)
    assert Case.objects.for_user(actor, TODAY).filter(pk=power.case_id).exists()
    told = set(
        Notice.objects.filter(kind="cases.representation_changed").values_list("recipient_key", flat=True)
    )
    assert f"user:{people.opponent().pk}" in told
    kinds = Notice.objects.filter(recipient_key=f"user:{people.principal().pk}").values_list(
        "kind", flat=True
    )
    assert "power_of_attorney.made_effective" in kinds


def test_an_agent_entered_by_hand_before_acts_by_the_power_from_now_on() -> None:
    power = kept_powers.reviewed()
    earlier = cases.represented(power.case)
    make_effective(actor=judge(), at=AT, power_id=power.pk)
    earlier.refresh_from_db()
    assert earlier.valid_to == TODAY and power.reference in earlier.end_reason
    assert Representation.objects.on(TODAY).get().agency.power == power


def test_a_power_that_begins_later_gives_the_agent_nothing_before_that_day() -> None:
    later = TODAY + timedelta(days=10)
    power = kept_powers.effective(valid_from=later)
    entered = power.agencies.get().representation
    assert entered.valid_from == later
    assert not may_receive_documents(entered, TODAY) and may_receive_documents(entered, later)


def test_receipt_of_documents_is_as_the_power_says() -> None:
    entered = kept_powers.effective(excludes_service=True).agencies.get().representation
    assert power_of(entered, TODAY) and not may_receive_documents(entered, TODAY)


def test_the_question_about_an_agent_costs_one_query(django_assert_num_queries) -> None:
    entered = kept_powers.effective().agencies.get().representation
    with django_assert_num_queries(1):
        assert power_of(entered, TODAY).may_receive_documents


@pytest.mark.parametrize("missing", ["attestation", "instrument", "asked", "changed", "open"])
def test_no_effect_while_anything_of_the_session_is_missing(missing: str) -> None:
    power = kept_powers.reviewed()
    session = power.sessions.get()
    if missing == "attestation":
        session.attestation.delete()
    elif missing == "instrument":
        power.executed.all().delete()
    elif missing == "asked":
        power.granted.filter(code="settle").update(state="asked")
    elif missing == "changed":
        powers.a_version(power)
    else:
        power.sessions.update(state="attested")
    assert missing_for_effect(power)
    with pytest.raises(ValidationError):
        make_effective(actor=judge(), at=AT, power_id=power.pk)
    power.refresh_from_db()
    assert power.state == "judicial_review" and not Representation.objects.exists()


def test_what_the_case_refuses_undoes_the_effect_whole() -> None:
    power = kept_powers.reviewed()
    for name in ("陳大文", "陳小文"):
        agent = cases.an_agent(power.case, name=name)
        cases.actions.add_representation(
            actor=people.actor(people.clerk_a()), at=AT, case_id=power.case_id, party_id=power.party_id,
            agent=agent,
        )  # fmt: skip
    with pytest.raises(ValidationError, match="《民事訴訟法》第六十一條"):
        make_effective(actor=judge(), at=AT, power_id=power.pk)
    power.refresh_from_db()
    assert power.state == "judicial_review" and not power.agencies.exists()
    assert not Event.objects.filter(act="power_of_attorney.made_effective").exists()


@pytest.mark.parametrize("who", ["clerk_a", "judge_b", "principal", "lawyer", "stranger", "opponent"])
def test_only_a_judge_of_the_court_decides(who: str) -> None:
    power = kept_powers.reviewed()
    for act in (make_effective, lambda **given: reject(**given, reason="x")):
        with pytest.raises(PermissionRefused):
            act(actor=people.actor(people.CAST[who]()), at=AT, power_id=power.pk)


def test_a_power_given_before_the_filing_takes_effect_when_its_case_is_linked() -> None:
    power = kept_powers.effective(with_case=False)
    assert not Representation.objects.exists()
    case = cases.chan_against_ho()
    powers.AgentProof.objects.create(
        agent=power.agents.get(),
        kind="law_firm_certificate",
        exhibit=cases.paper(case, "certificate"),
        filed_at=AT,
    )
    link_case_in_force(
        actor=people.actor(people.clerk_a()), at=AT, power_id=power.pk, case_id=case.pk,
        party_id=cases.plaintiff(case).pk,
    )  # fmt: skip
    assert Representation.objects.get().agency.power == power
    with pytest.raises(ValidationError):
        link_case_in_force(
            actor=people.actor(people.clerk_a()), at=AT, power_id=power.pk, case_id=case.pk,
            party_id=cases.plaintiff(case).pk,
        )  # fmt: skip


def test_a_case_is_not_linked_for_somebody_elses_place_in_it() -> None:
    power = kept_powers.effective(with_case=False)
    case = cases.chan_against_ho()
    with pytest.raises(ValidationError):
        link_case_in_force(
            actor=people.actor(people.clerk_a()), at=AT, power_id=power.pk, case_id=case.pk,
            party_id=cases.defendant(case).pk,
        )  # fmt: skip


def test_rejection_needs_a_reason_and_leads_to_the_attesting_officer() -> None:
    power = kept_powers.reviewed()
    with pytest.raises(ValidationError):
        reject(actor=judge(), at=AT, power_id=power.pk, reason=" ")
    reject(actor=judge(), at=AT, power_id=power.pk, reason="The interpreter was the lawyer's employee.")
    assert ReviewStep.objects.get(power=power).outcome == "rejected"
    clerk = people.actor(people.clerk_a())
    with pytest.raises(ValidationError):
        send_to_attesting_officer(actor=clerk, at=AT, power_id=power.pk, region="TW")
    send_to_attesting_officer(actor=clerk, at=AT, power_id=power.pk, region="MO", note="Two copies.")
    power = PowerOfAttorney.objects.get(pk=power.pk)
    assert power.state == "attesting_route" and Referral.objects.get(power=power).region == "MO"
    told = Notice.objects.filter(kind="power_of_attorney.sent_to_attesting_officer")
    assert f"user:{people.principal().pk}" in set(told.values_list("recipient_key", flat=True))
