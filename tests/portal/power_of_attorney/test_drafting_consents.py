"""Consents that can be withdrawn, conflicts of agents, correction and taking back; whoever stands outside sees nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from portal.audit.models import Event
from portal.exhibits.scopes import reaches
from portal.identity.permissions import PermissionRefused, visible
from portal.notices.kinds import render
from portal.notices.models import Notice
from portal.notices.queries import context_of
from portal.power_of_attorney.actions import agents, consents, drafting, submitting
from portal.power_of_attorney.models import Agent, PowerOfAttorney, ReviewStep
from portal.power_of_attorney.rules import lifecycle
from tests.factories import cases, people, powers
from tests.factories.power_drafts import AT, a_draft, accepted, handed_in, invited, me, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("purpose", ["online", "recording"])
@pytest.mark.parametrize(
    "state", ["submitted", "id_pending", "doc_review", "cure", "cleared", "scheduled", "aborted"]
)
def test_withdrawing_a_needed_consent_before_signing_takes_the_offline_way(state: str, purpose: str) -> None:
    power = powers.a_power(state)
    consents.withdraw_consent(**me(), power_id=power.pk, purpose=purpose)
    power.refresh_from_db()
    assert (power.state, power.ended_at) == (lifecycle.ATTESTING_ROUTE, AT)
    assert not power.appointments.filter(state="booked").exists()
    told = {n.recipient_key for n in Notice.objects.filter(kind="power_of_attorney.taken_offline")}
    assert people.actor(people.lawyer()).key in told and people.actor(people.clerk_a()).key in told


def test_withdrawing_the_comparison_of_the_face_ends_nothing() -> None:
    power = handed_in()
    consents.give_consent(**me(), power_id=power.pk, purpose="biometrics", language="pt")
    consents.withdraw_consent(**me(), power_id=power.pk, purpose="biometrics")
    power.refresh_from_db()
    assert power.state == lifecycle.SUBMITTED


def test_a_consent_withdrawn_in_a_draft_may_be_given_again_and_both_stay_legible() -> None:
    power = a_draft()
    for _round in range(2):
        consents.give_consent(**me(), power_id=power.pk, purpose="online", language="en")
        consents.withdraw_consent(**me(), power_id=power.pk, purpose="online")
    power.refresh_from_db()
    assert power.state == lifecycle.DRAFT
    assert power.consents.filter(purpose="online", withdrawn_at__isnull=False).count() == 2


@pytest.mark.parametrize("state", ["lobby", "in_session", "suspended"])
def test_a_consent_withdrawn_in_the_room_is_told_to_the_judge_who_stops(state: str) -> None:
    power = powers.a_power(state)
    consents.withdraw_consent(**me(), power_id=power.pk, purpose="recording")
    power.refresh_from_db()
    assert power.state == state
    told = Notice.objects.filter(
        kind="power_of_attorney.consent_withdrawn", recipient_key=people.actor(people.judge_a()).key
    )
    assert told.count() == 1


def test_an_agent_who_withdraws_does_not_end_the_power_of_the_principal() -> None:
    power = powers.a_power("cleared")
    actor = people.actor(people.lawyer())
    consents.withdraw_consent(actor=actor, at=AT, power_id=power.pk, purpose="online")
    power.refresh_from_db()
    assert power.state == lifecycle.CLEARED
    assert Notice.objects.filter(kind="power_of_attorney.consent_withdrawn").exists()


def test_after_signing_the_recording_stays_and_the_withdrawal_is_only_recorded() -> None:
    power = powers.a_power("effective")
    consents.withdraw_consent(**me(), power_id=power.pk, purpose="recording")
    power.refresh_from_db()
    assert power.state == lifecycle.EFFECTIVE
    assert Event.objects.filter(act="power_of_attorney.consent_withdrawn").exists()


def test_a_consent_is_given_once_with_version_and_language_and_only_by_those_concerned() -> None:
    power = a_draft()
    first = consents.give_consent(**me(), power_id=power.pk, purpose="online", language="pt")
    again = consents.give_consent(**me(), power_id=power.pk, purpose="online", language="en")
    assert first == again and (first.language, first.text_version) == ("pt", "2026-11")
    for user in (people.opponent(), people.stranger(), people.judge_a()):
        with pytest.raises(PermissionRefused):
            consents.give_consent(
                actor=people.actor(user), at=AT, power_id=power.pk, purpose="online", language="en"
            )


def test_an_answer_under_pressure_is_kept_and_stops_the_draft_until_it_is_answered_anew() -> None:
    power = handed_in(submit=False)
    keys = me() | {"power_id": power.pk, "subject": "coercion", "language": "zh-hant"}
    consents.answer_warning(**keys, answer="pressed")
    with pytest.raises(ValidationError):
        submitting.submit(**me(), power_id=power.pk)
    consents.answer_warning(**keys, answer="free")
    submitting.submit(**me(), power_id=power.pk)
    answers = power.acknowledgements.filter(subject="coercion").order_by("given_at")
    assert [row.answer for row in answers] == ["free", "pressed", "free"]


def conflicting(power: PowerOfAttorney, user) -> str:
    agent = invited(power, kind="close_relative", name="X", email="x@example.test")
    return refused(lambda: accepted(agent, user, licence=None))


def test_the_other_party_and_its_agent_cannot_be_agents_of_this_side() -> None:
    case = cases.chan_against_ho()
    power = drafting.draft(**me(), party=cases.plaintiff(case))
    assert conflicting(power, people.opponent()) != "not found"
    assert not Agent.objects.filter(accepted_at__isnull=False).exists()


def test_the_agent_of_the_other_side_in_the_case_is_refused() -> None:
    case = cases.chan_against_ho()
    cases.actions.add_representation(
        actor=people.actor(people.clerk_a()), at=cases.NOW, case_id=case.pk, party_id=cases.defendant(case).pk,
        agent=cases.zhou_ping(case),
    )  # fmt: skip
    power = drafting.draft(**me(), party=cases.plaintiff(case))
    agent = invited(power)
    assert refused(lambda: accepted(agent)) != "not found"


def test_whoever_holds_an_office_at_the_court_is_refused_as_agent() -> None:
    assert conflicting(a_draft(), people.clerk_a()) != "not found"


def test_the_principal_cannot_open_the_link_and_become_the_own_agent() -> None:
    assert conflicting(a_draft(), people.principal()) != "not found"


def test_nobody_is_both_agents_of_one_power() -> None:
    power = a_draft()
    accepted(invited(power))
    second = invited(power, name="周平", email="zhou.second@example.test")
    assert refused(lambda: accepted(second)) != "not found"


def test_before_filing_the_agent_whom_the_named_other_side_entrusted_is_refused() -> None:
    other = drafting.draft(
        actor=people.actor(people.opponent()),
        at=AT,
        court=people.court(),
        opponent_name="陈嘉敏",
        matter="货款",
    )
    agent = agents.invite_agent(
        actor=people.actor(people.opponent()), at=AT, power_id=other.pk, kind="lawyer", name="周平",
        email="zhou.ping@example.test",
    )  # fmt: skip
    accepted(agent)
    mine = invited(a_draft(opponent_name="何德榮"))
    assert refused(lambda: accepted(mine)) != "not found"


def test_a_lawyer_may_act_in_two_matters_that_do_not_oppose_each_other() -> None:
    accepted(invited(a_draft()))
    assert accepted(invited(a_draft(opponent_name="Somebody Else"))).is_bound


def test_papers_are_filed_by_the_agent_or_for_him_and_only_those_of_his_kind() -> None:
    power = a_draft()
    agent = accepted(invited(power))
    lawyer = {"actor": people.actor(people.lawyer()), "at": AT, "power_id": power.pk, "agent_id": agent.pk}
    upload = cases.upload("certificate")
    refused(lambda: agents.file_paper(**lawyer, kind="kinship", upload=upload))
    paper = agents.file_paper(**lawyer, kind="law_firm_certificate", upload=cases.upload("certificate"))
    assert paper.exhibit.scope == power.chain
    agents.withdraw_paper(**me(), power_id=power.pk, paper_id=paper.pk)
    for user in (people.stranger(), people.opponent()):
        with pytest.raises(PermissionRefused):
            agents.file_paper(
                **(lawyer | {"actor": people.actor(user)}), kind="law_firm_certificate", upload=upload
            )


def test_files_of_a_power_are_for_its_people_and_its_court_alone() -> None:
    power = powers.a_power("submitted")
    allowed = (people.principal(), people.lawyer(), people.clerk_a(), people.judge_a())
    refused_to = (people.opponent(), people.stranger(), people.clerk_b(), people.judge_b(), people.auditor())
    assert all(reaches(people.actor(user), power.chain, AT) for user in allowed)
    assert not any(reaches(people.actor(user), power.chain, AT) for user in refused_to)


def test_the_desk_sees_what_was_handed_in_to_its_court_and_no_draft() -> None:
    draft, handed = powers.a_power("draft"), powers.a_power("submitted")
    rows = PowerOfAttorney.objects.all()
    assert set(visible(rows, people.actor(people.clerk_a()))) == {handed}
    assert not visible(rows, people.actor(people.clerk_b())).exists()
    assert not visible(rows, people.actor(people.lawyer())).exists()
    assert draft.submitted_at is None


def test_a_correction_is_made_and_handed_in_again_but_principal_and_court_stay() -> None:
    power = handed_in()
    PowerOfAttorney.objects.filter(pk=power.pk).update(state="cure", cure_by_date=date(2026, 12, 7))
    ReviewStep.objects.create(
        power=power, outcome="cure", grounds="Stage missing", decided_by="x", decided_at=AT
    )
    drafting.edit(**me(), power_id=power.pk, stages=["first_instance", "enforcement"])
    refused(lambda: drafting.edit(**me(), power_id=power.pk, court=people.court(people.COURT_B)))
    power = submitting.resubmit(**me(), power_id=power.pk)
    assert (power.state, power.cure_by_date) == (lifecycle.DOC_REVIEW, None)


def test_a_correction_that_leaves_something_open_is_not_taken() -> None:
    power = powers.a_power("cure", stages=[])
    refused(lambda: submitting.resubmit(**me(), power_id=power.pk))


def test_in_the_room_the_power_is_not_taken_back_by_a_page() -> None:
    power = powers.a_power("in_session")
    refused(lambda: submitting.withdraw(**me(), power_id=power.pk, reason="No"))


def test_taking_back_frees_the_time_closes_the_links_and_tells_agents_and_court() -> None:
    power = powers.a_power("scheduled")
    submitting.withdraw(**me(), power_id=power.pk, reason="Settled")
    assert not power.appointments.filter(state="booked").exists()
    told = {n.recipient_key for n in Notice.objects.filter(kind="power_of_attorney.withdrawn")}
    assert {people.actor(people.lawyer()).key, people.actor(people.clerk_a()).key} <= told


def test_an_agent_taken_out_no_longer_reaches_the_power() -> None:
    power = a_draft()
    agent = accepted(invited(power))
    agents.remove_agent(**me(), power_id=power.pk, agent_id=agent.pk)
    lawyer = people.actor(people.lawyer())
    assert not PowerOfAttorney.objects.concerning(lawyer).exists()
    assert not reaches(lawyer, power.chain, AT)


def test_the_log_holds_no_name_address_or_word_of_the_dispute_in_its_facts() -> None:
    power = handed_in()
    bodies = [bytes(event.body).decode() for event in Event.objects.filter(chain=power.chain)]
    assert bodies
    for word in ("周平", "zhou.ping", "何德榮", "買賣合約", "陳嘉敏"):
        assert not any(word in body for body in bodies)


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
def test_every_notice_is_written_in_every_language(language: str) -> None:
    power = handed_in()
    consents.withdraw_consent(**me(), power_id=power.pk, purpose="recording")
    for notice in Notice.objects.filter(kind__startswith="power_of_attorney."):
        told = render(notice.kind, context_of(notice), language)
        assert power.reference in told.subject and "%(" not in told.subject + told.body
