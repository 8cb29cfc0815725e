"""A court's roster: the way onto it, what happens on it, removal by two people, use by lower courts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mediation_registry.actions import roster_conduct, roster_sharing, rosters
from mediation_registry.models import OrganisationMembership, Registrant, RosterReport, RosterSharing
from mediation_registry.queries import rosters as queries
from mediation_registry.queries.rosters import is_on_court_roster, mediator_role, roster_entries_on
from mediation_registry.rules import rosters as rules
from portal.audit.history import history
from portal.identity.models import Person
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import mediators, people
from tests.factories import rosters as cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW, TODAY = cast.NOW, cast.TODAY


def test_from_application_to_the_roster_and_the_log_says_so() -> None:
    entry = cast.entry_in(rules.ACTIVE)
    court = people.court()
    assert is_on_court_roster(entry.registrant, court, TODAY)
    assert not is_on_court_roster(entry.registrant, court, TODAY - timedelta(days=1))
    assert not is_on_court_roster(entry.registrant, people.court(people.COURT_B), TODAY)
    labels = [line.act for line in history(entry.chain, language="en")]
    assert (
        labels[0] == "mediation_registry.roster_applied" and labels[-1] == "mediation_registry.put_on_roster"
    )
    assert all("%(" not in line.sentence for line in history(entry.chain, language="pt"))


def test_no_certificate_without_training_before_entry() -> None:
    entry = cast.entry_in(rules.TRAINING)
    with pytest.raises(ValidationError, match=r"art\. 7"):
        rosters.certify(actor=cast.acting(people.judge_a()), at=NOW, entry_id=entry.pk, certificate_no="1")


def test_only_the_courts_own_judges_and_clerks_act_and_never_on_their_own_entry() -> None:
    entry = cast.entry_in(rules.ACTIVE)
    for user in (people.clerk_b(), people.stranger(), mediators.hk_decider(), people.assistance_desk()):
        with pytest.raises(PermissionRefused):
            roster_conduct.warn(
                actor=cast.acting(user), at=NOW, entry_id=entry.pk, ground="leaking", reason="No."
            )
    people.office_of(entry.registrant.person.user, "judge", court=people.court())
    with pytest.raises(PermissionRefused):
        roster_conduct.warn(
            actor=cast.acting(entry.registrant.person.user),
            at=NOW,
            entry_id=entry.pk,
            ground="leaking",
            reason="No.",
        )


def test_a_warning_and_a_criticism_leave_the_entry_on_the_roster() -> None:
    entry = cast.entry_in(rules.ACTIVE)
    judge = cast.acting(people.judge_a())
    roster_conduct.warn(actor=judge, at=NOW, entry_id=entry.pk, ground="leaking", reason="Once.")
    roster_conduct.criticise(actor=judge, at=NOW, entry_id=entry.pk, ground="leaking", reason="Twice.")
    assert is_on_court_roster(entry.registrant, people.court(), TODAY)
    with pytest.raises(ValidationError):
        roster_conduct.warn(actor=judge, at=NOW, entry_id=entry.pk, ground="because", reason="Thrice.")


def test_whoever_proposes_a_removal_does_not_decide_it() -> None:
    entry = cast.entry_in(rules.ACTIVE)
    judge = cast.acting(people.judge_a())
    with pytest.raises(ValidationError):
        roster_conduct.remove(actor=judge, at=NOW, entry_id=entry.pk, effective_date=TODAY)
    roster_conduct.propose_removal(
        actor=judge, at=NOW, entry_id=entry.pk, ground="leaking", reason="Told the press."
    )
    with pytest.raises(ValidationError, match="another officer"):
        roster_conduct.remove(actor=judge, at=NOW, entry_id=entry.pk, effective_date=TODAY)
    clerk = cast.acting(people.clerk_a())
    done = roster_conduct.remove(actor=clerk, at=NOW, entry_id=entry.pk, effective_date=TODAY)
    assert done.state == rules.REMOVED and not is_on_court_roster(entry.registrant, people.court(), TODAY)
    last = done.events.order_by("-number")[0]
    assert (last.ground, last.reason) == ("leaking", "Told the press.")
    assert not RosterReport.objects.exists()


def test_a_removal_under_the_online_rules_is_told_to_the_authority_of_her_place() -> None:
    entry = cast.entry_in(rules.ACTIVE)
    cast.removed(entry, "online_repeated_refusals")
    report = RosterReport.objects.get()
    assert report.authority.code == "HK-DOJ"
    with pytest.raises(PermissionRefused):
        roster_conduct.note_report(actor=cast.acting(mediators.mo_decider()), at=NOW, report_id=report.pk)
    noted = roster_conduct.note_report(actor=cast.acting(mediators.hk_decider()), at=NOW, report_id=report.pk)
    assert noted.noted_at == NOW


def test_a_term_that_ran_out_ends_the_standing_without_any_act() -> None:
    entry = cast.entry_in(rules.ACTIVE, valid_to=TODAY + timedelta(days=10))
    court = people.court()
    assert is_on_court_roster(entry.registrant, court, TODAY + timedelta(days=9))
    assert not is_on_court_roster(entry.registrant, court, TODAY + timedelta(days=10))
    with pytest.raises(ValidationError):
        roster_conduct.end_term(
            actor=cast.acting(people.judge_a()), at=NOW, entry_id=entry.pk, effective_date=TODAY
        )


def test_answers_for_a_past_day_do_not_change_when_the_entry_does() -> None:
    entry = cast.entry_in(rules.ACTIVE)
    later = NOW + timedelta(days=30)
    judge = people.actor(people.judge_a(), later)
    roster_conduct.pause(actor=judge, at=later, entry_id=entry.pk, reason="Illness.")
    rosters.record_training(
        actor=judge,
        at=later,
        entry_id=entry.pk,
        training="Late entry",
        effective_date=TODAY + timedelta(days=1),
    )
    court = people.court()
    assert is_on_court_roster(entry.registrant, court, TODAY + timedelta(days=29))
    assert not is_on_court_roster(entry.registrant, court, TODAY + timedelta(days=30))
    assert [row.state for row in roster_entries_on(entry.registrant, TODAY + timedelta(days=30))] == [
        rules.PAUSED
    ]


def test_a_pause_that_the_court_made_is_not_lifted_by_the_mediator() -> None:
    entry = cast.entry_in(rules.PAUSED)
    own = cast.acting(entry.registrant.person.user)
    with pytest.raises(ValidationError):
        roster_conduct.resume(actor=own, at=NOW, entry_id=entry.pk)
    assert (
        roster_conduct.resume(actor=cast.acting(people.clerk_a()), at=NOW, entry_id=entry.pk).state
        == rules.ACTIVE
    )


def test_a_lower_court_uses_an_entry_only_with_the_mediators_consent() -> None:
    entry = cast.shared_with_a(consents=False)
    court, own = people.court(), cast.acting(entry.registrant.person.user)
    assert not is_on_court_roster(entry.registrant, court, TODAY)
    sharing = entry.sharings.get()
    for user in (people.clerk_a(), cast.judge_sz(), people.stranger()):
        with pytest.raises(PermissionRefused):
            roster_sharing.consent_to_sharing(actor=cast.acting(user), at=NOW, sharing_id=sharing.pk)
    roster_sharing.consent_to_sharing(actor=own, at=NOW, sharing_id=sharing.pk)
    assert is_on_court_roster(entry.registrant, court, TODAY)
    roster_sharing.end_sharing(actor=own, at=NOW, sharing_id=sharing.pk, reason="Too far.")
    assert not is_on_court_roster(entry.registrant, court, TODAY)


def test_sharing_goes_down_the_courts_only() -> None:
    entry = cast.entry_in(rules.ACTIVE)  # on the roster of court A, a basic court
    for user, code in ((people.clerk_b(), people.COURT_B), (cast.judge_sz(), "CN-GD-SZ")):
        with pytest.raises(PermissionRefused):
            roster_sharing.share_with_court(
                actor=cast.acting(user), at=NOW, entry_id=entry.pk, court=people.court(code)
            )


def test_with_the_entry_ends_its_use_by_lower_courts() -> None:
    entry = cast.shared_with_a()
    roster_conduct.resign(actor=cast.acting(entry.registrant.person.user), at=NOW, entry_id=entry.pk)
    assert not is_on_court_roster(entry.registrant, people.court(), TODAY)
    assert entry.sharings.get().state == "ended"


def organisation_on_roster() -> tuple[Registrant, Registrant]:
    """A fictitious organisation on the roster of court A, and one of its confirmed mediators."""
    from portal.identity.actions.people import register_person

    user = people.account("fictitious.centre")
    person = Person.objects.filter(user=user).first() or register_person(
        actor=people.SETUP, at=people.LONG_AGO, names={"latin": "Fictitious Centre"}, user=user, kind="legal"
    )
    from mediation_registry.actions.registrants import register

    mediators.scheme()
    organisation = register(
        actor=cast.acting(user),
        at=NOW,
        person=person,
        kind="organisation",
        jurisdiction=mediators.jurisdiction("HK"),
    )
    entry = rosters.apply(actor=cast.acting(user), at=NOW, roster=cast.roster(kind="organisations"))
    judge = {"actor": cast.acting(people.judge_a()), "at": NOW, "entry_id": entry.pk}
    rosters.accept_application(**judge)
    rosters.record_training(**judge, training="Induction", effective_date=TODAY)
    rosters.certify(**judge, certificate_no="ORG-1")
    rosters.put_on_roster(**judge, valid_from=TODAY)
    mediator = mediators.registrant()
    OrganisationMembership.objects.create(
        organisation=organisation, mediator=mediator, valid_from=date(2026, 1, 1), confirmed_at=NOW
    )
    return organisation, mediator


def test_a_mediator_named_by_an_organisation_on_the_roster_counts_as_a_court_mediator() -> None:
    organisation, mediator = organisation_on_roster()
    entry = organisation.roster_entries.get()
    naming = roster_sharing.name_mediator(
        actor=cast.acting(organisation.person.user), at=NOW, entry_id=entry.pk, mediator=mediator
    )
    assert is_on_court_roster(mediator, people.court(), TODAY)
    assert [row.way for row in roster_entries_on(mediator, TODAY)] == ["named"]
    assert mediator_role(mediator.person.user, TODAY) == ("mediator",)
    roster_sharing.end_naming(actor=cast.acting(people.judge_a()), at=NOW, naming_id=naming.pk)
    assert not is_on_court_roster(mediator, people.court(), TODAY)


def test_the_named_mediators_stand_at_the_entry_on_every_court_that_uses_it() -> None:
    organisation, mediator = organisation_on_roster()
    entry = organisation.roster_entries.get()
    roster_sharing.name_mediator(
        actor=cast.acting(organisation.person.user), at=NOW, entry_id=entry.pk, mediator=mediator
    )
    RosterSharing.objects.create(
        entry=entry, court=people.court(people.COURT_B), state="consented", valid_from=TODAY,
        asked_by="user:fictitious", asked_at=NOW, answered_at=NOW,
    )  # fmt: skip
    shown = [
        *queries.published_entries(entry.roster, TODAY),
        *queries.shared_entries(people.court(people.COURT_B), TODAY),
    ]
    assert [[naming.mediator for naming in queries.named_on(row)] for row in shown] == [
        [mediator],
        [mediator],
    ]


def test_an_organisation_names_its_confirmed_members_only() -> None:
    organisation, mediator = organisation_on_roster()
    OrganisationMembership.objects.all().update(confirmed_at=None)
    with pytest.raises(ValidationError):
        roster_sharing.name_mediator(
            actor=cast.acting(organisation.person.user), at=NOW,
            entry_id=organisation.roster_entries.get().pk, mediator=mediator,
        )  # fmt: skip


def test_organisations_and_individuals_stand_on_separate_rosters() -> None:
    mediators.registrant()
    with pytest.raises(ValidationError, match="separate"):
        cast.applied(on=cast.roster(kind="organisations"))


def test_nobody_stands_twice_on_a_roster_at_a_time_but_may_come_back() -> None:
    entry = cast.entry_in(rules.RESIGNED)
    cast.applied()
    with pytest.raises(ValidationError):
        cast.applied()
    assert entry.roster.entries.count() == 2


def test_regional_and_national_rosters_are_for_the_courts_that_the_rules_name() -> None:
    with pytest.raises(ValidationError):
        rosters.open_roster(
            actor=cast.acting(people.judge_a()),
            at=NOW,
            court=people.court(),
            kind="individuals",
            level="national",
        )


def test_the_person_and_the_court_are_told_of_each_others_acts() -> None:
    entry = cast.entry_in(rules.ACTIVE)
    person = f"user:{entry.registrant.person.user_id}"
    told = set(Notice.objects.filter(recipient_key=person).values_list("kind", flat=True))
    assert "mediation_registry.roster_moved" in told
    court = Notice.objects.filter(kind="mediation_registry.roster_application_received")
    assert court.filter(recipient_key=f"user:{people.judge_a().pk}").exists()


def test_a_grade_names_its_body_and_its_day() -> None:
    entry = cast.entry_in(rules.ACTIVE)
    judge = cast.acting(people.judge_a())
    with pytest.raises(ValidationError):
        roster_conduct.enter_grade(
            actor=judge, at=NOW, entry_id=entry.pk, grade="A", grading_body=" ", grade_date=TODAY
        )
    done = roster_conduct.enter_grade(
        actor=judge, at=NOW, entry_id=entry.pk, grade="A", grading_body="Grading body", grade_date=TODAY
    )
    assert done.grade == "A"
