"""Mediation and confirmation as the texts have them: which clocks run, who steps aside, which court is competent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mediation_registry.actions import changing, confirmations, extending, listings, records
from mediation_registry.models import Listing, Mediation, OrganisationMembership, RecusalRequest
from mediation_registry.queries import mediation_clocks as clocks
from mediation_registry.queries.candidates import eligible_pool, members_of
from mediation_registry.rules import confirmation as rules
from portal.identity.models import Court
from tests.factories import mediations, mediators, outcomes, people

pytestmark = pytest.mark.django_db
NO_SETTLEMENT = "shenzhen_73"


def by(user, mediation: Mediation, at=mediations.NOW) -> dict:
    return {"actor": mediations.actor(user, at), "at": at, "mediation_id": mediation.pk}


def court(code: str) -> Court:
    people.court()
    return Court.objects.get(code=code)


def test_the_days_of_the_online_rules_run_only_under_them() -> None:
    mediations.calendars()
    online, offline = "online_2021", "invited_2016"
    assert clocks.reply_clock(mediations.TODAY, online) is not None
    assert clocks.reply_clock(mediations.TODAY, offline) is None
    mediation = mediations.choosing()
    assert clocks.choice_clock(mediation) is not None
    for chosen in (offline, "gba_model_2022"):
        mediation.rules_chosen = chosen
        assert clocks.choice_clock(mediation) is None
        assert clocks.designation_clock(mediation) is None


def test_under_the_2016_provisions_the_court_may_choose_anew_without_three_working_days() -> None:
    mediation = mediations.told(rules_chosen="invited_2016")
    appointment = mediation.appointments.get()
    changing.record_lapse(**by(people.clerk_a(), mediation), appointment_id=appointment.pk)
    mediation.refresh_from_db()
    assert mediation.state == Mediation.State.CHOICE


def test_under_the_online_rules_the_three_working_days_are_awaited() -> None:
    mediation = mediations.told()
    with pytest.raises(ValidationError):
        changing.record_lapse(
            **by(people.clerk_a(), mediation), appointment_id=mediation.appointments.get().pk
        )


def test_an_appraisal_is_left_out_only_under_the_online_rules() -> None:
    mediation = mediations.going_on("pre_filing", rules_chosen="invited_2016")
    with pytest.raises(ValidationError):
        extending.enter_appraisal(
            **by(mediations.mediator_user(), mediation), subject="Machine", first_date=mediations.TODAY
        )


def test_a_shenzhen_organisation_s_mediator_steps_aside_at_one_party_s_request() -> None:
    centre = outcomes.organisation()
    facts = centre.organisation_facts
    facts.seat_court = court("CN-GD-QH")
    facts.save()
    mediation = outcomes.a_mediation("self_arranged", led_by=centre)
    asked = changing.request_recusal(
        **outcomes.who(people.principal(), mediation), appointment_id=mediation.appointments.get().pk,
        party_id=outcomes.party(mediation, "first").pk, ground=RecusalRequest.Ground.values[0], reason="A tie.",
    )  # fmt: skip
    user = people.account("centre", language="zh-hans")
    with pytest.raises(ValidationError) as refused:
        changing.decide_recusal(
            **outcomes.who(user, mediation), request_id=asked.pk, grants=False, reason="No tie."
        )
    assert "grants" in refused.value.message_dict


def test_a_high_court_is_not_competent_without_having_invited() -> None:
    mediation = outcomes.settled("self_arranged", led_by=outcomes.organisation())
    with pytest.raises(ValidationError):
        outcomes.prepared(mediation, court=court("CN-GD-HPC"), competence="domicile")
    assert outcomes.prepared(mediation, court=court("CN-GD-SZ"), competence="domicile").state == "preparing"


def test_the_intermediate_court_above_the_organisation_s_seat_is_competent_for_disputes_of_its_own() -> None:
    mediation = outcomes.settled("self_arranged", led_by=outcomes.organisation())
    seat = court(people.COURT_B)
    assert seat.parent is not None
    assert confirmations._fits("seat", seat, seat)
    assert confirmations._fits("seat", seat, seat.parent) == (seat.parent.level == Court.Level.INTERMEDIATE)
    others = Court.objects.filter(jurisdiction__code="CN", level="basic").exclude(pk=seat.pk)
    with pytest.raises(ValidationError):
        outcomes.prepared(mediation, court=others.first(), competence="seat")


def test_nobody_is_treated_as_having_withdrawn_before_the_day_on_which_the_parties_are_called() -> None:
    application = outcomes.accepted()
    called = outcomes.when(5)
    outcomes.step("call_parties", application, called_at=called, called_place="Court room 1")
    with pytest.raises(ValidationError):
        outcomes.step("treat_as_withdrawn", application, reason="Nobody came.", at=outcomes.when(1))
    found = outcomes.step("treat_as_withdrawn", application, reason="Nobody came.", at=outcomes.when(6))
    assert found.state == rules.TREATED_AS_WITHDRAWN


def test_a_record_without_settlement_is_not_opened_after_a_settlement() -> None:
    mediation = outcomes.settled()
    with pytest.raises(ValidationError):
        records.open_record(
            **outcomes.who(people.mediator(), mediation), basis=NO_SETTLEMENT, language="zh-hant"
        )


def test_reminders_run_on_the_nominal_days_20_25_and_29() -> None:
    start = date(2026, 11, 20)
    seen = {number: rules.alarm_on(start, start + timedelta(days=number)) for number in range(32)}
    assert (seen[19], seen[20], seen[24], seen[25], seen[28], seen[29]) == (None, 20, 20, 25, 25, 29)


def test_preservation_after_the_mediation_cites_no_article_on_the_time_of_the_mediation() -> None:
    assert "75" not in rules.PRESERVATION.source


def test_whoever_was_removed_from_the_later_edition_is_no_longer_offered_by_the_earlier_one() -> None:
    first = mediators.published_listing()
    mediators.published_edition(
        [], year=mediators.YEAR + 1, valid_from=mediators.TODAY + timedelta(days=1), carried=[first]
    )
    later = Listing.objects.get(edition__year=mediators.YEAR + 1)
    listings.remove(
        actor=mediators.acting(mediators.hk_decider()), at=mediators.NOW, listing_id=later.pk, ground="A finding.",
        deciding_body="Joint Conference", effective_date=mediators.TODAY + timedelta(days=3),
    )  # fmt: skip
    mediation, _code = mediations.arranged()
    for days, offered in ((0, True), (2, True), (3, False)):
        pool = eligible_pool(mediation, mediators.TODAY + timedelta(days=days))
        assert pool.filter(pk=first.registrant_id).exists() is offered, days


def test_in_a_referred_mediation_an_organisation_names_only_whom_the_roster_lists_with_it() -> None:
    centre, member = outcomes.organisation(), outcomes.registrant()
    OrganisationMembership.objects.create(
        organisation=centre, mediator=member, valid_from=date(2026, 1, 1), confirmed_at=people.LONG_AGO,
        asked_at=people.LONG_AGO,
    )  # fmt: skip
    referred = outcomes.a_mediation()
    assert members_of(centre, referred, outcomes.TODAY) == []
    referred.court = None
    assert [row.registrant.pk for row in members_of(centre, referred, outcomes.TODAY)] == [member.pk]
