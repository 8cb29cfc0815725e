"""Attacks by people with an office: a role held elsewhere, an own matter, somebody else's private life."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mediation_registry.actions import judgments, listings, profiles
from mediation_registry.actions.steps_mediation import locked
from mediation_registry.models import FeedbackAnswer, RemovalReferral, RosterReport
from mediation_registry.queries import complaints as complaint_queries
from mediation_registry.queries import desk
from mediation_registry.queries.feedback import feedback_for_staff
from mediation_registry.queries.rosters import reports_for
from mediation_registry.rules import complaints as complaint_rules
from mediation_registry.rules import rosters as roster_rules
from portal.identity.models import Office
from portal.identity.permissions import PermissionRefused
from tests.factories import cases, mediations, mediators, outcomes, people
from tests.factories import rosters as cast

pytestmark = pytest.mark.django_db


def clerk_here_judge_elsewhere():
    """Wu Min, clerk at court A, sits as judge at court B."""
    user = people.clerk_a()
    people.office_of(user, "judge", court=people.court(people.COURT_B))
    return people.clerk_a()


def test_a_judge_of_another_court_who_is_clerk_here_confirms_no_settlement() -> None:
    heard = outcomes.heard()
    with pytest.raises(PermissionRefused):
        outcomes.step("grant", heard, clerk_here_judge_elsewhere())
    assert outcomes.step("grant", heard, people.judge_a()).state == "confirmed"


def test_a_judge_of_another_court_who_is_clerk_here_makes_no_mediation_judgment() -> None:
    asked = outcomes.asked_for_judgment()
    attacker = people.actor(clerk_here_judge_elsewhere())
    made = {"at": outcomes.NOW, "document": asked, "number": "1", "made_date": outcomes.TODAY}
    with pytest.raises(PermissionRefused):
        judgments.make_judgment(actor=attacker, **made)
    assert judgments.make_judgment(actor=people.actor(people.judge_a()), **made).number == "1"


def test_the_registry_of_another_court_checks_no_identity_in_a_judges_mediation() -> None:
    mediation = mediations.preparing_()
    judge = people.judge_a()
    people.office_of(judge, "clerk", court=people.court(people.COURT_B))
    act = "mediation_registry.identity_checked"
    with pytest.raises(PermissionRefused):
        locked(mediations.actor(people.judge_a()), mediations.NOW, act, mediation.pk)
    clerk = mediations.actor(people.clerk_a())
    assert locked(clerk, mediations.NOW, act, mediation.pk) == mediation


def test_a_decision_maker_takes_no_step_on_her_own_listing_but_to_leave() -> None:
    listing = mediators.published_listing()
    user = listing.registrant.person.user
    people.office_of(user, "authority_decider", authority=people.authority("HK-DOJ"))
    actor = mediators.acting(user)
    facts = {"ground": "x", "deciding_body": "x", "effective_date": listing.valid_from + timedelta(days=1)}
    assert not desk.is_home_of(actor, listing)
    who = {"actor": actor, "at": mediators.NOW, "listing_id": listing.pk}
    with pytest.raises(PermissionRefused):
        listings.remove(**who, **facts)
    colleague = mediators.acting(mediators.hk_decider())
    listings.remove(actor=colleague, at=mediators.NOW, listing_id=listing.pk, **facts)
    with pytest.raises(PermissionRefused):
        listings.set_aside(**who, ground="I am innocent", deciding_body="me")


def test_the_desk_of_a_listing_tells_nothing_of_the_mediators_profile_calendar_or_messages() -> None:
    listing = mediators.published_listing()
    owner = mediators.acting(listing.registrant.person.user)
    profiles.make_claim(
        actor=owner, at=mediators.NOW, registrant_id=listing.registrant_id, kind="qualification",
        text="Unpublished qualification",
    )  # fmt: skip
    client = Client()
    people.sign_in(client, mediators.officer("MO", "intake"))
    page = client.get(reverse("panel_listings:inspect", args=[listing.pk]))
    assert page.status_code == 200
    assert {line.act for line in page.context["history"]} == {"mediation_registry.listed"}
    assert "Unpublished qualification" not in page.content.decode()


def test_an_agent_of_a_party_is_no_officer_in_the_complaint_and_is_not_told_of_it() -> None:
    complaint = cast.complained()
    mediation = outcomes.a_mediation()
    cases.represented(mediation.case)
    complaint.mediation = mediation
    complaint.save()
    agent = people.lawyer()
    people.office_of(agent, "clerk", court=people.court(people.COURT_A))
    actor = cast.acting(people.lawyer())
    assert not complaint_queries.complaints_for(actor, cast.TODAY).exists()
    told = set(complaint_queries.officers_of(complaint, cast.TODAY))
    assert agent not in told
    assert people.clerk_a() in told


def test_whoever_complained_does_not_answer_the_proposal_of_removal() -> None:
    listing = mediators.published_listing()
    cast.complaint_in(complaint_rules.CLOSED, listing.registrant, outcome="removal_proposed")
    referral = RemovalReferral.objects.get()
    complainant = people.principal()
    people.office_of(complainant, "authority_decider", authority=referral.authority)
    assert not complaint_queries.referrals_for(cast.acting(people.principal())).exists()
    colleague = people.account("another.decider")
    people.office_of(colleague, "authority_decider", authority=referral.authority)
    assert complaint_queries.referrals_for(cast.acting(colleague)).get() == referral


def test_nobody_takes_note_of_the_own_removal_from_a_roster() -> None:
    mediators.scheme()
    entry = cast.entry_in(roster_rules.ACTIVE)
    cast.removed(entry, "online_repeated_refusals")
    report = RosterReport.objects.get()
    user = entry.registrant.person.user
    people.office_of(user, "authority_intake", authority=report.authority)
    assert not reports_for(cast.acting(user)).exists()
    colleague = people.account("another.intake")
    people.office_of(colleague, "authority_intake", authority=report.authority)
    assert reports_for(cast.acting(colleague)).get() == report


def test_an_assessor_who_mediates_reads_no_feedback_about_herself() -> None:
    mediation = outcomes.a_mediation()
    leong = outcomes.registrant()
    FeedbackAnswer.objects.create(
        mediation=mediation, mediator=leong, fairness=1, clarity=1, listening=1, language_fit=1,
        remark="She was late.", given_date=outcomes.TODAY,
    )  # fmt: skip
    people.office_of(people.mediator(), "authority_assessor", authority=people.authority("MO-DSAJ"))
    assert not feedback_for_staff(FeedbackAnswer.objects.all(), people.actor(people.mediator())).exists()
    colleague = people.actor(mediators.officer("MO", "assessor"))
    assert feedback_for_staff(FeedbackAnswer.objects.all(), colleague).count() == 1


def test_an_office_that_has_ended_opens_nothing_the_day_after() -> None:
    complaint = cast.complained()
    officer = people.clerk_a()
    assert complaint_queries.complaints_for(cast.acting(officer), cast.TODAY).get() == complaint
    Office.objects.filter(holder=officer).update(valid_to=cast.TODAY)
    assert not complaint_queries.complaints_for(cast.acting(people.clerk_a()), cast.TODAY).exists()
