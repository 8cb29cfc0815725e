"""A joint application reaches the court in time, or the parties are told the other ways."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mediation_registry.actions import alarms, confirmation_court, confirmations, judgments, objections
from mediation_registry.models import ConfirmationApplication, MediationJudgment
from mediation_registry.queries.confirmation import checklist, proposals
from mediation_registry.queries.outcome import application_clock, settlement_of
from mediation_registry.queries.tracker import track
from portal.audit.actors import system_actor
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import outcomes, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
BEAT = system_actor("beat")


def test_the_parties_apply_together_and_the_court_finds_it_in_its_queue():
    found = outcomes.filed()
    assert (found.state, found.receipt_no) == ("filed", found.reference)
    assert found.pack.stored_file.media_type == "application/pdf"
    assert found.pack.scope == found.chain


def test_one_party_alone_cannot_file():
    mediation = outcomes.settled()
    outcomes.prepared(mediation)
    outcomes.join(mediation, "first")
    with pytest.raises(ValidationError, match="checklist"):
        confirmations.file(**outcomes.who(people.principal(), mediation))
    lines = {
        line.code: line.verdict
        for line in checklist(settlement_of(mediation), _application(mediation), outcomes.TODAY)
    }
    assert lines["joint"] == "missing"


def test_what_is_changed_after_joining_is_put_to_every_party_anew():
    mediation = outcomes.settled()
    outcomes.prepared(mediation)
    outcomes.join(mediation, "first")
    outcomes.prepared(mediation, property_proof_needed=True)
    assert not _application(mediation).joinings.filter(void_at=None).exists()


def test_an_application_concerning_parentage_is_stopped():
    mediation = outcomes.settled()
    outcomes.prepared(mediation, personal_status=True)
    outcomes.join(mediation, "first")
    outcomes.join(mediation, "second")
    with pytest.raises(ValidationError, match="checklist"):
        confirmations.file(**outcomes.who(people.principal(), mediation))


def test_the_last_day_moves_over_a_weekend_and_the_alarms_do_not():
    mediation = outcomes.settled(
        at=outcomes.when(1)
    )  # 21 November: the thirtieth day, 21 December, is a Monday
    assert application_clock(settlement_of(mediation)).due == outcomes.day("2026-12-21")
    other = application_clock(
        _entered_on(mediation, "2026-11-20")
    )  # the thirtieth day, 20 December, is a Sunday
    assert (other.nominal, other.due) == (outcomes.day("2026-12-20"), outcomes.day("2026-12-21"))


def test_it_can_be_filed_on_the_last_day_and_not_on_the_day_after():
    mediation = outcomes.settled()  # due Monday 21 December
    late = outcomes.when(32)
    with pytest.raises(ValidationError) as refusal:
        outcomes.prepared(mediation, late)
    assert refusal.value.code == "late"
    assert outcomes.filed(mediation, outcomes.when(31)).state == "filed"


def test_a_prepared_application_is_not_filed_after_the_last_day():
    mediation = outcomes.settled()
    outcomes.prepared(mediation)
    outcomes.join(mediation, "first")
    outcomes.join(mediation, "second")
    with pytest.raises(ValidationError) as refusal:
        confirmations.file(**outcomes.who(people.principal(), mediation, outcomes.when(32)))
    assert refusal.value.code == "late"


def test_reminders_go_out_at_day_twenty_twenty_five_and_twenty_nine_once_each():
    mediation = outcomes.settled()
    key = settlement_of(mediation).pk
    for day in (19, 20, 21, 25, 25, 29, 30):
        alarms.watch(actor=BEAT, at=outcomes.when(day), settlement_id=key)
    told = Notice.objects.filter(kind="mediation_registry.confirmation_reminder")
    per_person = told.filter(recipient_key=f"user:{people.principal().pk}")
    assert sorted(row.dedupe.split("|")[3] for row in per_person) == ["20", "25", "29"]


def test_after_the_last_day_the_application_lapses_once_and_everybody_is_told():
    mediation = outcomes.settled()
    outcomes.prepared(mediation)
    key = settlement_of(mediation).pk
    assert alarms.watch(actor=BEAT, at=outcomes.when(31), settlement_id=key) == "reminded"
    assert alarms.watch(actor=BEAT, at=outcomes.when(32), settlement_id=key) == "lapsed"
    assert alarms.watch(actor=BEAT, at=outcomes.when(33), settlement_id=key) == ""
    assert _application(mediation).state == "lapsed"
    assert Notice.objects.filter(kind="mediation_registry.confirmation_lapsed").count() == 3
    assert (
        "no longer possible"
        in track(mediation, settlement_of(mediation), outcomes.day("2026-12-25")).sentence
    )


def test_the_court_that_invited_is_alone_competent():
    mediation = outcomes.settled()
    assert [(row.competence, row.court.code) for row in proposals(mediation)] == [("inviting", "CN-GD-QH")]
    with pytest.raises(ValidationError) as refusal:
        outcomes.prepared(mediation, court=people.court(people.COURT_B))
    assert "court" in refusal.value.error_dict


def test_without_invitation_the_seat_of_the_organisation_is_proposed():
    mediation = outcomes.settled("self_arranged", led_by=outcomes.organisation())
    assert [row.competence for row in proposals(mediation)] == ["seat", "domicile", "object"]
    made = outcomes.prepared(mediation, court=people.court(people.COURT_B), competence="seat")
    assert made.court.code == "CN-GD-NS"


@pytest.mark.parametrize(("is_checked", "verdict"), [(True, "met"), (False, "warning")])
def test_an_organisation_without_checked_proof_is_warned_and_the_court_decides(
    is_checked: bool, verdict: str
):
    mediation = outcomes.settled("self_arranged", led_by=outcomes.organisation(is_checked=is_checked))
    lines = {line.code: line for line in checklist(settlement_of(mediation), None, outcomes.TODAY)}
    assert (lines["lawful_organisation"].verdict, lines["lawful_organisation"].stops) == (verdict, False)


def test_the_court_confirms_only_after_hearing_both_parties_together():
    found = outcomes.accepted()
    with pytest.raises(ValidationError, match="heard together"):
        outcomes.step("grant", found)
    outcomes.step("record_hearing", found, heard_date=outcomes.TODAY)
    assert outcomes.step("grant", found).state == "confirmed"


def test_the_clerk_accepts_but_does_not_decide():
    found = outcomes.filed()
    outcomes.step("accept", found, people.clerk_a(), court_number="（2026）粤0391诉前调确1号")
    outcomes.step("record_hearing", found, people.clerk_a(), heard_date=outcomes.TODAY)
    with pytest.raises(PermissionRefused):
        outcomes.step("grant", found, people.clerk_a())


def test_another_court_knows_nothing_of_it():
    found = outcomes.filed()
    for user in (people.judge_b(), people.clerk_b()):
        with pytest.raises(PermissionRefused):
            outcomes.step("accept", found, user, court_number="1")


def test_a_refusal_names_its_ground_and_opens_the_other_ways():
    found = outcomes.step("not_accept", outcomes.filed(), ground="rights_in_rem_or_ip", reason="涉及物权确权")
    assert (found.state, found.ground) == ("not_accepted", "rights_in_rem_or_ip")


def test_the_decision_is_due_thirty_days_after_acceptance_and_may_be_extended():
    found = outcomes.accepted()
    assert confirmation_court.decision_clock(found).due == outcomes.day("2026-12-21")
    with pytest.raises(ValidationError):
        outcomes.step("extend", found, extended_to=outcomes.day("2026-12-01"), approved_by="院长")
    found = outcomes.step("extend", found, extended_to=outcomes.day("2027-01-11"), approved_by="院长")
    assert confirmation_court.decision_clock(found).due == outcomes.day("2027-01-11")


def test_a_sham_dismissal_needs_evidence_to_have_been_asked_for():
    found = outcomes.accepted()
    act = {"ground": "no_evidence_against_sham", "reason": "未提供证据"}
    with pytest.raises(ValidationError) as refusal:
        outcomes.step("dismiss", found, **act)
    assert "ground" in refusal.value.error_dict
    outcomes.step("check_sham", found)
    assert outcomes.step("dismiss", found, **act).state == "dismissed"


def test_a_withdrawal_is_asked_by_a_party_and_permitted_by_the_court():
    found = outcomes.heard()
    confirmations.ask_withdrawal(**outcomes.who(people.opponent(), found.settlement.mediation))
    with pytest.raises(ValidationError, match="decide on that first"):
        outcomes.step("grant", found)
    assert outcomes.step("permit_withdrawal", found).state == "withdrawn"


def test_it_is_treated_as_withdrawn_only_after_the_time_given_has_passed():
    found = outcomes.step(
        "ask_papers", outcomes.filed(), supplement="身份证明", supplement_by_date=outcomes.day("2026-11-25")
    )
    with pytest.raises(ValidationError, match="not passed"):
        outcomes.step("treat_as_withdrawn", found, reason="逾期")
    found = outcomes.step("treat_as_withdrawn", found, at=outcomes.when(6), reason="逾期")
    assert found.state == "treated_as_withdrawn"


def test_a_partys_fifteen_days_run_from_its_own_receipt():
    found = outcomes.confirmed()
    party = outcomes.party(found.settlement.mediation, "second")
    judge = people.actor(people.judge_a())
    made = objections.serve_ruling(
        actor=judge, at=outcomes.NOW, document=found, party=party, served_date=outcomes.TODAY
    )
    assert made.objection_due_date == outcomes.day("2026-12-07")  # 5 December is a Saturday
    act = {
        **outcomes.who(people.opponent(), found.settlement.mediation, outcomes.when(17)),
        "party_id": party.pk,
    }
    raised = objections.object_as_party(**act, text="内容有误")
    assert raised.is_in_time
    act["at"] = outcomes.when(18)
    with pytest.raises(ValidationError, match="fifteen days"):
        objections.object_as_party(**act, text="又一次")


def test_an_upheld_objection_sets_the_ruling_aside_and_a_late_one_cannot_be_upheld():
    found = outcomes.confirmed()
    judge = {"actor": people.actor(people.judge_a()), "at": outcomes.when(1), "document": found}
    late = {
        "name": "案外人",
        "text": "侵害权益",
        "known_date": outcomes.day("2026-01-05"),
        "raised_date": outcomes.TODAY,
    }
    objections.record_interested(**judge, **late)
    with pytest.raises(ValidationError, match="after its last day"):
        objections.decide_objection(**judge, outcome="upheld", reason="成立")
    objections.decide_objection(**judge, outcome="rejected", reason="逾期")
    objections.record_interested(**judge, **{**late, "known_date": outcomes.TODAY})
    found.refresh_from_db()
    assert objections.decide_objection(**judge, outcome="upheld", reason="成立").state == "set_aside"


def test_a_simulated_platform_says_so_in_its_receipt():
    found = outcomes.filed(route="platform_simulated")
    assert found.receipt_no.startswith("SIMULATED-")
    assert "SIMULATED" in str(found.get_route_display())


def test_after_filing_there_is_a_mediation_judgment_and_no_confirmation():
    mediation = outcomes.settled("entrusted")
    with pytest.raises(ValidationError) as refusal:
        outcomes.prepared(mediation)
    assert refusal.value.code == "entrusted"
    made = judgments.ask_judgment(**outcomes.who(people.mediator(), mediation))
    judge = {"actor": people.actor(people.judge_a()), "at": outcomes.when(5)}
    judgments.make_judgment(
        **judge, document=made, number="（2026）粤0391民初1001号", made_date=outcomes.day("2026-11-24")
    )
    for side, day in (("first", "2026-11-24"), ("second", "2026-11-25")):
        judgments.receive_judgment(
            **judge, document=MediationJudgment.objects.get(), party=outcomes.party(mediation, side),
            received_date=outcomes.day(day),
        )  # fmt: skip
    made.refresh_from_db()
    assert (made.state, made.effective_date) == ("effective", outcomes.day("2026-11-25"))


def test_a_party_may_go_back_before_service_and_the_action_may_be_withdrawn_instead():
    made = outcomes.asked_for_judgment()
    judge = {"actor": people.actor(people.judge_a()), "at": outcomes.when(2), "document": made}
    judgments.make_judgment(**judge, number="1", made_date=outcomes.TODAY)
    party = outcomes.party(made.settlement.mediation, "second")
    gone = judgments.go_back_on(**judge, party=party, reason="反悔")
    assert gone.state == "gone_back"
    with pytest.raises(ValidationError):
        judgments.let_action_be_withdrawn(**judge, number="2", made_date=outcomes.TODAY)


def _application(mediation) -> ConfirmationApplication:
    return ConfirmationApplication.objects.get(settlement=settlement_of(mediation))


def _entered_on(mediation, day: str):
    settlement = settlement_of(mediation)
    settlement.effective_date = outcomes.day(day)
    return settlement
