"""The place of application: conflicts, each criterion, waiver by a cited rule only, assessor and decider apart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mediation_registry.actions import applications, assessment, schemes
from mediation_registry.models import Application, ConflictDeclaration, Determination
from mediation_registry.queries.applications import latest_results
from mediation_registry.rules import lifecycle
from portal.identity.permissions import PermissionRefused
from portal.identity.roles import Role
from tests.factories import mediator_acts, mediators, people
from tests.factories.mediators import NOW, TODAY

pytestmark = pytest.mark.django_db


def in_assessment() -> Application:
    return mediators.application_in(lifecycle.LOCAL_ASSESSMENT)


def assess(application: Application, user, result: str = "met", code: str = "constitution", **more):
    criterion = application.window.rule_version.criteria.get(code=code)
    return assessment.assess_criterion(
        actor=mediators.acting(user), at=NOW, application_id=application.pk, criterion_id=criterion.pk,
        result=result, **more,
    )  # fmt: skip


def recognise(application: Application, user, **more):
    return assessment.recognise_locally(**{
        "actor": mediators.acting(user), "at": NOW, "application_id": application.pk, "decided_date": TODAY, **more,
    })  # fmt: skip


def refused_with(code: str, call, *args, **more) -> None:
    with pytest.raises(ValidationError) as refused:
        call(*args, **more)
    assert refused.value.code == code


def test_nobody_assesses_or_decides_before_declaring_on_conflicts():
    application = in_assessment()
    refused_with("undeclared", assess, application, mediators.hk_assessor())
    mediators.assessed(application, "HK")
    refused_with("undeclared", recognise, application, mediators.hk_decider())


def test_whoever_declared_a_conflict_takes_no_step_until_it_is_declared_away():
    application = in_assessment()
    officer = mediators.hk_assessor()
    with pytest.raises(ValidationError):
        assessment.declare_conflict(
            actor=mediators.acting(officer), at=NOW, application_id=application.pk, has_conflict=True
        )
    assert not ConflictDeclaration.objects.exists()
    assessment.declare_conflict(
        actor=mediators.acting(officer), at=NOW, application_id=application.pk, has_conflict=True,
        statement="A former colleague.",
    )  # fmt: skip
    refused_with("conflict", assess, application, officer)
    later = NOW + timedelta(minutes=1)
    assessment.declare_conflict(
        actor=mediators.acting(officer), at=later, application_id=application.pk, has_conflict=False
    )
    assert assess(application, officer).result == "met"


def test_whoever_assessed_does_not_decide_even_with_both_offices():
    application = in_assessment()
    officer = mediators.hk_assessor()
    people.office_of(officer, Role.AUTHORITY_DECIDER.value, authority=people.authority("HK-DOJ"))
    mediators.assessed(application, "HK")
    refused_with("assessor_decides", recognise, application, officer)
    mediators.no_conflict(mediators.hk_decider(), application)
    assert recognise(application, mediators.hk_decider()).outcome == "recognised"


def test_whoever_decided_in_an_earlier_round_does_not_assess_in_the_next():
    application = mediators.application_in(lifecycle.REFERRED_BACK)
    decider = mediators.hk_decider()
    people.office_of(decider, Role.AUTHORITY_ASSESSOR.value, authority=people.authority("HK-MAAL"))
    assessment.reopen_assessment(
        actor=mediators.acting(decider),
        at=NOW,
        application_id=application.pk,
        reason="Evidence to be seen again.",
    )
    refused_with("decider_assesses", assess, application, decider)


def test_an_officer_never_acts_on_the_own_application():
    user = mediators.mediator_user()
    for role, authority in (("authority_intake", "HK-MAAL"), ("authority_decider", "HK-DOJ")):
        people.office_of(user, role, authority=people.authority(authority))
    application = mediators.application_in(lifecycle.SUBMITTED, user=user)
    with pytest.raises(PermissionRefused):
        applications.open_completeness_check(
            actor=mediators.acting(user), at=NOW, application_id=application.pk
        )
    mediators.walk(application, "HK", lifecycle.LOCAL_ASSESSMENT)
    mediators.assessed(application, "HK")
    with pytest.raises(PermissionRefused):
        recognise(application, user)


def test_intake_at_the_place_and_decision_elsewhere_do_not_add_up_to_a_decision_here():
    application = in_assessment()
    mediators.assessed(application, "HK")
    officer = mediators.officer("HK", "intake")
    people.office_of(officer, Role.AUTHORITY_DECIDER.value, authority=people.authority("GD-DOJ"))
    with pytest.raises(PermissionRefused):
        recognise(application, officer)


def test_recognition_waits_for_every_criterion_and_stops_at_one_not_met():
    application = in_assessment()
    assess(application, _declared(application))
    mediators.no_conflict(mediators.hk_decider(), application)
    refused_with("not_assessed", recognise, application, mediators.hk_decider())
    mediators.assessed(application, "HK", unmet="ethics")
    refused_with("not_met", recognise, application, mediators.hk_decider())
    assess(application, mediators.hk_assessor(), "met", "ethics")
    assert latest_results(application)["ethics"].result == "met"
    assert application.assessments.filter(criterion__code="ethics").count() == 2
    assert recognise(application, mediators.hk_decider()).round == 1


def _declared(application: Application):
    mediators.no_conflict(mediators.hk_assessor(), application)
    return mediators.hk_assessor()


def test_a_criterion_found_not_met_has_its_reason():
    application = in_assessment()
    with pytest.raises(ValidationError) as refused:
        assess(application, _declared(application), "not_met", reason=" ")
    assert "reason" in refused.value.message_dict
    with pytest.raises(ValidationError):
        assess(application, mediators.hk_assessor(), "perhaps")


def test_no_criterion_is_waived_while_no_rule_is_cited():
    application = in_assessment()
    with pytest.raises(ValidationError) as refused:
        assess(application, _declared(application), "waived", reason="Long experience.")
    assert "waiver_rule" in refused.value.message_dict


def test_a_waiver_stands_on_a_confirmed_rule_of_this_place_in_force_with_a_reason():
    application = in_assessment()
    officer = _declared(application)
    elsewhere = mediator_acts.enable("waiver", "MO")
    another_power = mediator_acts.enable("suspension")
    for wrong in (elsewhere, another_power):
        with pytest.raises(ValidationError):
            assess(application, officer, "waived", reason="Long experience.", waiver_rule=wrong)
    rule = mediator_acts.enable("waiver")
    with pytest.raises(ValidationError):
        assess(application, officer, "waived", waiver_rule=rule)
    assert (
        assess(application, officer, "waived", reason="Long experience.", waiver_rule=rule).waiver_rule
        == rule
    )


def test_a_rule_entered_but_not_confirmed_or_no_longer_in_force_waives_nothing():
    application = in_assessment()
    officer = _declared(application)
    entered = schemes.enter_enabling_rule(
        actor=mediators.acting(mediators.hk_intake()), at=NOW, scheme=mediators.scheme(), power="waiver",
        citation=schemes.Citation("Fictitious rule"), provision="art. 2", valid_from=date(2026, 1, 1),
        valid_to=date(2026, 11, 1), jurisdiction=mediators.jurisdiction("HK"),
    )  # fmt: skip
    with pytest.raises(ValidationError):
        assess(application, officer, "waived", reason="Long experience.", waiver_rule=entered)
    schemes.confirm_enabling_rule(
        actor=mediators.acting(mediators.hk_decider()), at=NOW, enabling_rule_id=entered.pk
    )
    entered.refresh_from_db()
    with pytest.raises(ValidationError):
        assess(application, officer, "waived", reason="Long experience.", waiver_rule=entered)


def test_a_waived_criterion_does_not_block_recognition():
    application = in_assessment()
    mediators.assessed(application, "HK", unmet="mediator_years")
    assess(
        application, mediators.hk_assessor(), "waived", "mediator_years", reason="Long experience.",
        waiver_rule=mediator_acts.enable("waiver"),
    )  # fmt: skip
    mediators.no_conflict(mediators.hk_decider(), application)
    assert recognise(application, mediators.hk_decider()).outcome == Determination.Outcome.RECOGNISED


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
def test_a_decision_is_neither_of_tomorrow_nor_older_than_the_application(day: date):
    application = in_assessment()
    mediators.assessed(application, "HK")
    mediators.no_conflict(mediators.hk_decider(), application)
    with pytest.raises(ValidationError) as refused:
        recognise(application, mediators.hk_decider(), decided_date=day)
    assert "decided_date" in refused.value.message_dict
    assert not Determination.objects.exists()


def test_a_refusal_has_its_reason_and_ends_the_application():
    application = in_assessment()
    mediators.assessed(application, "HK")
    mediators.no_conflict(mediators.hk_decider(), application)
    with pytest.raises(ValidationError):
        assessment.refuse_locally(
            actor=mediators.acting(mediators.hk_decider()), at=NOW, application_id=application.pk, reason="",
            decided_date=TODAY,
        )  # fmt: skip
    mediators.branch(application, "HK", lifecycle.LOCALLY_REFUSED)
    application.refresh_from_db()
    assert application.state in lifecycle.ENDED


def test_the_instrument_of_a_decision_belongs_to_this_application():
    application = in_assessment()
    mediators.assessed(application, "HK")
    mediators.no_conflict(mediators.hk_decider(), application)
    own = application.answers.filter(evidence__isnull=False).first().evidence.first().exhibit
    foreign = type(own)(scope="application:00000000-0000-0000-0000-000000000000")
    with pytest.raises(ValidationError):
        recognise(application, mediators.hk_decider(), exhibit=foreign)
    assert recognise(application, mediators.hk_decider(), exhibit=own).exhibit == own
