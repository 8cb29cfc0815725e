"""A complaint: routed by the rule, screened by one and decided by another, confidential until final."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from mediation_registry.actions import complaint_outcomes as outcomes
from mediation_registry.actions import complaints
from mediation_registry.models import Complaint, RemovalReferral
from mediation_registry.queries import complaints as queries
from mediation_registry.queries.rosters import open_proposal
from mediation_registry.rules import complaints as rules
from mediation_registry.rules import rosters as roster_rules
from portal.audit.models import Event
from portal.identity.models import Person
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import mediators, people
from tests.factories import rosters as cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW, TODAY = cast.NOW, cast.TODAY


def told(user, kind: str = "") -> int:
    found = Notice.objects.filter(recipient_key=f"user:{user.pk}", kind__contains="complaint")
    return found.filter(kind=f"mediation_registry.{kind}").count() if kind else found.count()


def test_conduct_in_a_case_of_a_court_goes_to_that_court() -> None:
    complaint = cast.complained()
    assert (complaint.court.code, complaint.authority) == (people.COURT_A, None)
    assert complaint.routed_because == rules.CASE_OF_A_COURT


def test_without_a_court_the_accrediting_place_hears_it_in_hong_kong_its_accreditation_body() -> None:
    for complaint in (cast.complained(court=""), cast.complained(conduct="outside")):
        assert (complaint.court, complaint.authority.code) == (None, "HK-MAAL")


def test_the_mediator_of_guangdong_and_of_macao_is_answered_for_by_her_own_place() -> None:
    for place, code in (("GD", "GD-DOJ"), ("MO", "MO-DSAJ")):
        about = mediators.registrant(mediators.mediator_user(f"med.{place}", {"latin": place}), place)
        assert cast.complained(about, court="").authority.code == code


def test_nobody_complains_about_herself_or_without_a_ground() -> None:
    about = mediators.registrant()
    own = cast.acting(about.person.user)
    with pytest.raises(ValidationError):
        complaints.complain(actor=own, at=NOW, about=about, account=cast.account())
    with pytest.raises(ValidationError):
        cast.complained(about, grounds=())
    assert not Complaint.objects.exists()


def test_the_body_transfers_what_is_not_its_own_and_the_new_body_goes_on() -> None:
    complaint = cast.complaint_in(rules.TRANSFERRED)
    assert complaint.court.code == people.COURT_B
    with pytest.raises(PermissionRefused):
        complaints.acknowledge(actor=cast.acting(people.clerk_a()), at=NOW, complaint_id=complaint.pk)
    done = complaints.acknowledge(actor=cast.acting(people.clerk_b()), at=NOW, complaint_id=complaint.pk)
    assert done.state == rules.ACKNOWLEDGED


def test_the_screener_never_decides_and_the_database_says_so_too() -> None:
    complaint = cast.complaint_in(rules.SCREENING)
    judge = {"actor": cast.acting(people.judge_a()), "at": NOW, "complaint_id": complaint.pk}
    outcomes.open_investigation(**judge)
    cast.heard(complaint)
    with pytest.raises(ValidationError, match="screened"):
        outcomes.decide(**judge, ruling=cast.ruling())
    other = {**judge, "actor": cast.acting(cast.second_judge_a())}
    assert outcomes.decide(**other, ruling=cast.ruling()).state == rules.DECISION


def test_a_clerk_does_not_decide() -> None:
    complaint = cast.complaint_in(rules.INVESTIGATION)
    with pytest.raises(PermissionRefused):
        outcomes.decide(
            actor=cast.acting(people.clerk_a()), at=NOW, complaint_id=complaint.pk, ruling=cast.ruling()
        )


def test_nobody_is_sanctioned_who_was_not_heard() -> None:
    complaint = cast.complaint_in(rules.SCREENING)
    clerk = {"actor": cast.acting(people.clerk_a()), "at": NOW, "complaint_id": complaint.pk}
    judge = {**clerk, "actor": cast.acting(people.judge_a())}
    outcomes.open_investigation(**clerk)
    with pytest.raises(ValidationError, match="heard first"):
        outcomes.decide(**judge, ruling=cast.ruling())
    outcomes.ask_statement(**clerk, question="Did you?", due_date=TODAY)
    with pytest.raises(ValidationError, match="heard first"):
        outcomes.decide(**judge, ruling=cast.ruling())
    later = {**judge, "at": NOW + timedelta(days=1)}
    assert outcomes.decide(**later, ruling=cast.ruling()).state == rules.DECISION


def test_the_mediator_knows_nothing_before_an_investigation_and_nothing_of_a_dismissal() -> None:
    complaint = cast.complaint_in(rules.DISMISSED)
    mediator = complaint.about.person.user
    actor = cast.acting(mediator)
    assert not queries.put_to_me(actor).exists() and not told(mediator)
    assert queries.side_of(complaint, actor, TODAY) == ""
    with pytest.raises(PermissionRefused):
        outcomes.open_review(actor=actor, at=NOW, complaint_id=complaint.pk, reason="Who said that?")


def test_the_mediator_is_heard_and_told_of_the_decision() -> None:
    complaint = cast.complaint_in(rules.CLOSED)
    mediator = complaint.about.person.user
    assert told(mediator, "complaint_statement_asked") == told(mediator, "complaint_decided") == 1
    assert queries.put_to_me(cast.acting(mediator)).get() == complaint


def test_intake_at_one_body_does_nothing_at_another() -> None:
    complaint = cast.complained(court="")
    for user in (mediators.gd_intake(), mediators.mo_intake(), people.judge_a(), mediators.hk_decider()):
        with pytest.raises(PermissionRefused):
            complaints.acknowledge(actor=cast.acting(user), at=NOW, complaint_id=complaint.pk)
        assert not queries.complaints_for(cast.acting(user), TODAY).exists()
    complaints.acknowledge(actor=cast.acting(mediators.hk_intake()), at=NOW, complaint_id=complaint.pk)


def test_whoever_is_concerned_is_no_officer_in_it() -> None:
    complaint = cast.complained()
    for user in (people.principal(), complaint.about.person.user):
        people.office_of(user, "judge", court=people.court())
        assert not queries.complaints_for(cast.acting(user), TODAY).exists()
        with pytest.raises(PermissionRefused):
            complaints.acknowledge(actor=cast.acting(user), at=NOW, complaint_id=complaint.pk)


def before_maal() -> dict:
    complaint = cast.complained(court="")
    assessor = {"actor": cast.acting(mediators.hk_assessor()), "at": NOW, "complaint_id": complaint.pk}
    complaints.acknowledge(**assessor)
    complaints.open_jurisdiction_check(**assessor)
    complaints.confirm_jurisdiction(**assessor)
    outcomes.open_investigation(**assessor)
    asked = outcomes.ask_statement(**assessor, question="Did you?")
    outcomes.give_statement(
        actor=cast.acting(complaint.about.person.user), at=NOW, complaint_id=complaint.pk, statement_id=asked.pk,
        answer="No.",
    )  # fmt: skip
    return {**assessor, "actor": cast.acting(cast.maal("decider"))}


def test_an_authority_cites_its_rule_for_a_sanction() -> None:
    decider = before_maal()
    with pytest.raises(ValidationError, match="Cite the rule"):
        outcomes.decide(**decider, ruling=cast.ruling())
    done = outcomes.decide(**decider, ruling=cast.ruling(rule_citation="Fictitious rule 7"))
    assert done.outcome == rules.OUTCOME_WARNING


def test_a_proposal_about_a_mediator_without_an_account_reaches_her_authority_too() -> None:
    listing = mediators.published_listing()
    cast.complaint_in(rules.CLOSED, listing.registrant, outcome="removal_proposed")
    decider = cast.acting(cast.maal("decider"))
    referral = RemovalReferral.objects.get()
    Person.objects.filter(pk=listing.registrant.person_id).update(user=None)
    seat = ("authority_decider", referral.authority.code)
    for reader in (decider, replace(decider, key="system:desk", seats=frozenset({seat}))):
        held = replace(reader, seats=frozenset({seat}))
        assert list(queries.referrals_for(held)) == [referral]


def test_a_proposal_of_removal_waits_for_the_home_authority_and_removes_nothing() -> None:
    listing = mediators.published_listing()
    complaint = cast.complaint_in(rules.CLOSED, listing.registrant, outcome="removal_proposed")
    referral = RemovalReferral.objects.get(complaint=complaint)
    listing.refresh_from_db()
    assert listing.state == "active" and referral.state == "waiting"
    home = queries.home_authority(listing)
    place = {"CN": "GD", "CN-HK": "HK", "CN-MO": "MO"}[listing.jurisdiction.code]
    decider = mediators.officer(place, "decider")
    assert referral.authority == home
    with pytest.raises(PermissionRefused):
        outcomes.answer_referral(
            actor=cast.acting(people.judge_a()), at=NOW, referral_id=referral.pk, is_taken_up=True
        )
    done = outcomes.answer_referral(
        actor=cast.acting(decider), at=NOW, referral_id=referral.pk, is_taken_up=False, reason="Not proved."
    )
    assert done.state == "not_pursued"


@pytest.mark.parametrize(
    ("outcome", "act"),
    [
        ("warning", "mediation_registry.roster_warned"),
        ("criticism", "mediation_registry.roster_criticised"),
        ("removal_proposed", "mediation_registry.roster_removal_proposed"),
    ],
)
def test_a_courts_decision_takes_effect_on_its_own_roster_when_it_is_final(outcome: str, act: str) -> None:
    entry = cast.entry_in(roster_rules.ACTIVE)
    complaint = cast.complaint_in(rules.DECISION, entry.registrant, outcome=outcome)
    assert not entry.events.filter(act=act).exists()
    outcomes.close(actor=cast.acting(people.judge_a()), at=NOW, complaint_id=complaint.pk)
    assert entry.events.filter(act=act, ground="leaking").count() == 1
    entry.refresh_from_db()
    assert entry.state == roster_rules.ACTIVE and bool(open_proposal(entry)) == (
        outcome == "removal_proposed"
    )


def test_a_review_is_decided_by_a_third_person_and_once() -> None:
    complaint = cast.complaint_in(rules.REVIEW)
    said = {"at": NOW, "complaint_id": complaint.pk}
    with pytest.raises(ValidationError):
        outcomes.decide_review(actor=cast.acting(people.judge_a()), **said, ruling=cast.ruling("dismissed"))
    outcomes.decide_review(actor=cast.acting(cast.second_judge_a()), **said, ruling=cast.ruling("dismissed"))
    with pytest.raises(ValidationError, match="already"):
        outcomes.open_review(actor=cast.acting(people.principal()), **said, reason="Again.")


def test_a_complaint_is_not_closed_while_a_review_may_be_asked_for() -> None:
    complaint = cast.complaint_in(rules.INVESTIGATION)
    judge = {"actor": cast.acting(people.judge_a()), "at": NOW, "complaint_id": complaint.pk}
    outcomes.decide(**judge, ruling=cast.ruling(review_until_date=TODAY + timedelta(days=14)))
    with pytest.raises(ValidationError):
        outcomes.close(**judge)
    late = NOW + timedelta(days=15)
    with pytest.raises(ValidationError):
        outcomes.open_review(
            actor=cast.acting(people.principal()), at=late, complaint_id=complaint.pk, reason="Too late."
        )
    assert outcomes.close(**{**judge, "at": late}).state == rules.CLOSED


def test_only_what_was_ordered_is_published_and_only_when_final() -> None:
    complaint = cast.complaint_in(rules.DECISION)
    judge = {"actor": cast.acting(people.judge_a()), "at": NOW, "complaint_id": complaint.pk}
    with pytest.raises(ValidationError):
        outcomes.publish(**judge, text="A warning was given.", order="Order 1")
    outcomes.close(**judge)
    assert not queries.published_decisions(complaint.about).exists()
    with pytest.raises(ValidationError):
        outcomes.publish(**judge, text="A warning was given.", order=" ")
    outcomes.publish(**judge, text="A warning was given.", order="Order 1")
    assert queries.published_decisions(complaint.about).get().published_text == "A warning was given."


def test_the_complainant_takes_it_back_and_the_mediator_never_hears_of_it() -> None:
    complaint = cast.complaint_in(rules.SCREENING)
    principal = cast.acting(people.principal())
    done = complaints.withdraw(actor=principal, at=NOW, complaint_id=complaint.pk)
    assert (done.state, done.outcome) == (rules.CLOSED, rules.OUTCOME_WITHDRAWN)
    assert not told(complaint.about.person.user)
    later = cast.complaint_in(rules.INVESTIGATION)
    with pytest.raises(ValidationError):
        complaints.withdraw(actor=principal, at=NOW, complaint_id=later.pk)


def test_who_complains_and_of_what_is_encrypted_and_not_in_the_log() -> None:
    cast.complaint_in(rules.CLOSED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mediation_registry_complaint")
        row = repr(cursor.fetchall())
        cursor.execute("SELECT * FROM mediation_registry_complaintstatement")
        row += repr(cursor.fetchall())
    for secret in ("陳嘉敏", "competitor", "+852", "proved by the letter", "I told nobody"):
        assert secret not in row
    events = repr([vars(event) for event in Event.objects.filter(act__contains="complaint")])
    assert events and "competitor" not in events and "陳嘉敏" not in events


def test_a_due_date_is_set_for_one_stage_and_none_is_assumed() -> None:
    complaint = cast.complaint_in(rules.SCREENING)
    assert complaint.due_date is None
    clerk = {"actor": cast.acting(people.clerk_a()), "at": NOW, "complaint_id": complaint.pk}
    assert complaints.set_due_date(**clerk, due_date=TODAY + timedelta(days=7)).due_date
    assert outcomes.open_investigation(**clerk).due_date is None


def test_each_side_reads_its_own_files_only() -> None:
    complaint = cast.complaint_in(rules.INVESTIGATION)
    mediator = complaint.about.person.user
    for user in (people.principal(), mediator):
        complaints.add_evidence(
            actor=cast.acting(user), at=NOW, complaint_id=complaint.pk, upload=mediators.pdf(user.email[:4])
        )
    assert queries.evidence_for(complaint, "complainant").count() == 1
    assert queries.evidence_for(complaint, "mediator").count() == 1
    assert queries.evidence_for(complaint, "body").count() == 2
    assert queries.evidence_for(complaint, "").count() == 0
    assert not queries.reaches_complaint(cast.acting(people.stranger()), str(complaint.pk), TODAY)
