"""The course of a mediation: the beginning, the period and its alarms, extension, appraisal, suspicion, end, report."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mediation_registry.actions import changing, endings, extending, preparing
from mediation_registry.actions.endings import Report
from mediation_registry.actions.mediation_alarms import sound_alarms
from mediation_registry.models import Mediation
from mediation_registry.queries.mediation_clocks import last_day, period_clock
from mediation_registry.queries.mediation_desk import concerns_of_mediation, returned, suspicions
from mediation_registry.rules import conduct as rules
from mediation_registry.rules import eligibility, texts
from portal.notices.models import Notice
from tests.factories import mediations as made
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def by(user, mediation: Mediation, at=made.NOW) -> dict:
    return {"actor": made.actor(user, at), "at": at, "mediation_id": mediation.pk}


def test_the_period_runs_from_the_acceptance_for_30_15_or_7_days() -> None:
    wanted = {"pre_filing": date(2026, 12, 21), "ordinary": date(2026, 12, 7), "summary": date(2026, 11, 27)}
    for procedure, last in wanted.items():  # 20 December and 5 December are rest days: the last day moves
        Mediation.objects.filter(case=made.case_in(procedure)).update(state="concluded")
        assert last_day(made.preparing_(procedure), made.TODAY) == last


def test_nothing_begins_before_everything_stands() -> None:
    mediation = made.preparing_()
    with pytest.raises(ValidationError) as refusal:
        preparing.begin(**by(made.mediator_user(), mediation))
    assert "Online Mediation Rules art. 17" in str(refusal.value)
    made.prepare(mediation)
    preparing.begin(**by(made.mediator_user(), mediation))
    assert Mediation.objects.get(pk=mediation.pk).state == "sessions"


def test_a_companion_is_checked_and_reads_the_notice_before_the_beginning() -> None:
    mediation = made.preparing_()
    made.prepare(mediation)
    companion = preparing.enter_participant(
        **by(people.principal(), mediation), kind="companion", name="Sister"
    )
    with pytest.raises(ValidationError):
        preparing.begin(**by(made.mediator_user(), mediation))
    known = by(made.mediator_user(), mediation)
    preparing.check_identity(**known, participant_id=companion.pk, basis="Identity card compared.")
    preparing.acknowledge_on_paper(
        **known, participant_id=companion.pk, text="confidentiality", language="en"
    )
    preparing.begin(**known)


def test_the_period_is_extended_only_when_every_party_agrees() -> None:
    mediation = made.going_on()
    to = date(2027, 1, 29)
    extending.propose_extension(
        **by(people.principal(), mediation), to_date=to, reason="Expert's answer is awaited."
    )
    assert Mediation.objects.get(pk=mediation.pk).extended_to is None
    other = made.second(mediation)
    extending.answer_extension(**by(people.opponent(), mediation), party_id=other.pk, agrees=True)
    mediation.refresh_from_db()
    assert last_day(mediation, made.TODAY) == to


def test_one_refusal_closes_the_proposal() -> None:
    mediation = made.going_on()
    proposal = extending.propose_extension(
        **by(made.mediator_user(), mediation), to_date=date(2027, 1, 29), reason="Time is short."
    )
    extending.answer_extension(
        **by(people.opponent(), mediation), party_id=made.second(mediation).pk, agrees=False
    )
    proposal.refresh_from_db()
    assert (proposal.is_agreed, Mediation.objects.get(pk=mediation.pk).extended_to) == (False, None)


def test_appraisal_days_do_not_count_before_filing_and_are_refused_afterwards() -> None:
    mediation = made.going_on("pre_filing")
    extending.enter_appraisal(**by(made.mediator_user(), mediation), subject="Machine", first_date=made.TODAY)
    at = made.later(days=10)
    extending.end_appraisal(**by(made.mediator_user(), mediation, at), last_date=at.date())
    clock = period_clock(mediation, at.date())
    assert clock is not None and clock.computation.nominal == date(2026, 12, 30)
    with pytest.raises(ValidationError, match="26"):
        extending.enter_appraisal(
            **by(made.mediator_user(), made.going_on("summary")), subject="Machine", first_date=made.TODAY
        )


def test_alarms_sound_once_at_seven_three_and_one_days_and_decide_nothing() -> None:
    mediation = made.going_on("pre_filing")  # last day 21 December
    heard = []
    for days in (10, 24, 24, 26, 28, 30, 31, 32):
        sound_alarms(at=made.later(days=days))
        kinds = ("mediation_registry.period_ending", "mediation_registry.period_over")
        heard.append(Notice.objects.filter(kind__in=kinds).count())
    people_told = 3  # two parties and the mediator
    assert heard[:6] == [0, people_told, people_told, people_told, people_told * 2, people_told * 3]
    assert heard[-1] == people_told * 4 + 1  # everybody and the court's desk
    assert Mediation.objects.get(pk=mediation.pk).state == "sessions"


def test_a_suspicion_stops_everything_and_the_parties_learn_no_more() -> None:
    mediation = made.going_on()
    extending.report_suspicion(
        **by(made.mediator_user(), mediation), text="Both tell the same invented story."
    )
    with pytest.raises(ValidationError, match="stopped"):
        made.session(mediation)
    told = Notice.objects.filter(recipient_key=f"user:{people.principal().pk}").order_by("queued_at").last()
    assert "invented" not in str([row.context for row in Notice.objects.all()])
    assert told is not None
    assert [row[0] for row in suspicions(made.actor(people.clerk_a()), made.TODAY)] == [mediation]
    extending.decide_suspicion(
        **by(people.judge_a(), mediation), outcome="unfounded", reason="Looked at the file."
    )
    made.session(Mediation.objects.get(pk=mediation.pk))


def test_in_shenzhen_one_party_s_request_obliges_the_mediator_to_step_aside() -> None:
    mediation = made.going_on()
    known = {"appointment_id": mediation.appointments.get().pk, "party_id": made.first(mediation).pk}
    asked = changing.request_recusal(
        **by(people.principal(), mediation), **known, ground="other", reason="A friend."
    )
    with pytest.raises(ValidationError, match="Shenzhen"):
        changing.decide_recusal(
            **by(people.judge_a(), mediation), request_id=asked.pk, grants=False, reason="No."
        )
    changing.decide_recusal(
        **by(people.judge_a(), mediation), request_id=asked.pk, grants=True, reason="So the rule."
    )
    mediation.refresh_from_db()
    assert mediation.state == "choice"
    assert mediation.accepted_date == made.TODAY  # the period is not started anew


def test_the_period_cannot_be_called_over_while_it_runs() -> None:
    mediation = made.going_on()
    with pytest.raises(ValidationError):
        endings.end_mediation(**by(made.mediator_user(), mediation), ground="period_ended", reason="Late.")
    at = made.later(days=40)
    endings.end_mediation(
        **by(made.mediator_user(), mediation, at), ground="period_ended", reason="No agreement."
    )


def test_an_end_is_reported_and_the_court_takes_the_file_back_once() -> None:
    mediation = made.going_on()
    endings.end_mediation(
        **by(made.mediator_user(), mediation), ground="far_apart", reason="Far apart.",
        report=Report("Two sessions.", "The price."),
    )  # fmt: skip
    clerk = made.actor(people.clerk_a())
    assert [row[0] for row in returned(clerk, made.TODAY)] == [mediation]
    with pytest.raises(ValidationError):
        endings.follow_up(**by(people.clerk_a(), mediation), step="filed")  # entrusted: the trial goes on
    endings.follow_up(**by(people.clerk_a(), mediation), step="trial_resumed")
    assert not list(returned(clerk, made.TODAY))


def test_minutes_and_other_exhibits_are_out_of_the_court_s_reach() -> None:
    mediation = made.going_on()
    key = str(mediation.pk)
    assert concerns_of_mediation(made.actor(people.principal()), key, made.TODAY)
    assert concerns_of_mediation(made.actor(made.mediator_user()), key, made.TODAY)
    for user in (people.clerk_a(), people.judge_a(), people.stranger(), made.mediator_user(2)):
        assert not concerns_of_mediation(made.actor(user), key, made.TODAY)


@pytest.mark.parametrize(
    ("residence", "connections", "rules_chosen", "reason", "forbids"),
    [
        ("HK", ("CN", "CN"), "online_2021", "no_connection", True),
        ("HK", ("CN", "CN"), "invited_2016", "no_connection", False),
        ("MO", ("CN", "CN-HKMO"), "online_2021", "connected", False),
        ("CN", ("CN", "CN"), "online_2021", "not_concerned", False),
        ("", ("HK", "CN"), "online_2021", "residence_unknown", True),
    ],
)
def test_article_6(residence: str, connections: tuple, rules_chosen: str, reason: str, forbids: bool) -> None:
    verdict = eligibility.article_6(rules_chosen=rules_chosen, residence=residence, connections=connections)
    assert (verdict.reason, verdict.forbids) == (reason, forbids)


def test_the_common_name_is_the_one_both_wish_most() -> None:
    answers = {"a": {"first": 1, "second": 3}, "b": {"first": 2, "second": 2}, "c": {"first": 3}}
    assert rules.common_name(answers, ["c", "b", "a"]) == "b"
    assert rules.common_name({"c": {"first": 1}}, ["c"]) is None


def test_every_text_stands_in_four_languages_with_as_many_clauses() -> None:
    for versions in texts.TEXTS.values():
        for clauses in versions.values():
            assert set(clauses) == {"zh-hant", "zh-hans", "pt", "en"}
            assert len({len(rows) for rows in clauses.values()}) == 1
