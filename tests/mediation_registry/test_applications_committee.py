"""The Working Committee and the Joint Conference: three places, two orders of dates, no position lost."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from mediation_registry.actions import assessment, committee
from mediation_registry.models import Application, Determination
from mediation_registry.rules import lifecycle
from portal.identity.permissions import PermissionRefused
from portal.identity.roles import Role
from tests.factories import mediators, people
from tests.factories.mediators import NOW, TODAY

pytestmark = pytest.mark.django_db


def before_committee() -> Application:
    return mediators.application_in(lifecycle.COMMITTEE_REVIEW)


def state_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).state


def test_the_committee_agrees_when_the_third_place_has_spoken_and_not_before():
    application = before_committee()
    for place, expected in (
        ("GD", "working_committee_review"),
        ("MO", "working_committee_review"),
        ("HK", "agreed"),
    ):
        mediators.position(application, place)
        assert state_of(application) == expected


@pytest.mark.parametrize("referring", ["GD", "HK", "MO"])
def test_one_referral_among_three_sends_the_application_back(referring: str):
    application = before_committee()
    for place in mediators.PLACES:
        mediators.position(application, place, "referred_back" if place == referring else "agreed")
    assert state_of(application) == lifecycle.REFERRED_BACK


def test_after_a_referral_the_place_decides_again_and_the_committee_sits_in_a_second_round():
    application = mediators.application_in(lifecycle.REFERRED_BACK)
    decider = mediators.acting(mediators.hk_decider())
    assessment.reopen_assessment(actor=decider, at=NOW, application_id=application.pk, reason="Seen again.")
    mediators.walk(application, "HK", lifecycle.DETERMINED)
    assert state_of(application) == lifecycle.DETERMINED
    rounds = application.determinations.values_list("stage", "round")
    assert sorted(set(rounds)) == [
        ("committee", 1),
        ("committee", 2),
        ("conference", 2),
        ("local", 1),
        ("local", 2),
    ]
    assert application.determinations.filter(stage="committee").count() == 6


def test_a_place_speaks_once_in_a_round():
    application = before_committee()
    mediators.position(application, "GD")
    with pytest.raises(ValidationError) as refused:
        mediators.position(application, "GD", "referred_back")
    assert refused.value.code == "spoken"
    assert application.determinations.filter(stage="committee").count() == 1


@pytest.mark.parametrize("other", ["CN", "CN-MO", "PT"])
def test_a_member_speaks_for_the_own_place_only(other: str):
    application = before_committee()
    with pytest.raises(PermissionRefused):
        mediators.position(application, "HK", jurisdiction=other)


def test_whoever_assessed_does_not_sit_in_the_committee():
    application = before_committee()
    assessor = mediators.hk_assessor()
    people.office_of(assessor, Role.AUTHORITY_DECIDER.value, authority=people.authority("HK-DOJ"))
    with pytest.raises(ValidationError) as refused:
        committee.record_committee_position(
            actor=mediators.acting(assessor), at=NOW, application_id=application.pk, jurisdiction="CN-HK",
            outcome="agreed", reason="", body="Session 5", instrument_no="", decided_date=TODAY,
        )  # fmt: skip
    assert refused.value.code == "assessor_decides"


def test_a_member_with_a_conflict_leaves_the_seat_to_a_colleague():
    application = before_committee()
    member, colleague = mediators.mo_decider(), mediators.officer("MO", "decider", number=2)
    assessment.declare_conflict(
        actor=mediators.acting(member), at=NOW, application_id=application.pk, has_conflict=True,
        statement="A cousin.",
    )  # fmt: skip
    entries = {
        "at": NOW, "application_id": application.pk, "jurisdiction": "CN-MO", "outcome": "agreed", "reason": "",
        "body": "Session 5", "instrument_no": "", "decided_date": TODAY,
    }  # fmt: skip
    with pytest.raises(ValidationError):
        committee.record_committee_position(actor=mediators.acting(member), **entries)
    actor = mediators.no_conflict(colleague, application)
    assert committee.record_committee_position(actor=actor, **entries).jurisdiction.code == "CN-MO"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"body": " "}, "body"),
        ({"outcome": "determined"}, "outcome"),
        ({"outcome": "referred_back", "reason": ""}, "reason"),
        ({"decided_date": TODAY + timedelta(days=1)}, "decided_date"),
        ({"decided_date": TODAY - timedelta(days=1)}, "decided_date"),
    ],
)
def test_a_position_names_its_session_outcome_reason_and_a_date_in_order(wrong: dict, field: str):
    application = before_committee()
    with pytest.raises(ValidationError) as refused:
        mediators.position(application, "HK", **wrong)
    assert field in refused.value.message_dict
    assert not application.determinations.filter(stage="committee").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"body": ""}, "body"),
        ({"instrument_no": " "}, "instrument_no"),
        ({"outcome": "agreed"}, "outcome"),
        ({"outcome": "not_determined", "reason": ""}, "reason"),
        ({"decided_date": TODAY - timedelta(days=1)}, "decided_date"),
    ],
)
def test_the_conferences_decision_names_session_instrument_and_a_date_in_order(wrong: dict, field: str):
    application = mediators.application_in(lifecycle.JOINT_CONFERENCE)
    with pytest.raises(ValidationError) as refused:
        mediators.conference(application, **wrong)
    assert field in refused.value.message_dict
    assert state_of(application) == lifecycle.JOINT_CONFERENCE


def test_no_court_officer_ever_takes_a_step_in_the_chain():
    application = before_committee()
    for user in (people.judge_a(), people.clerk_a()):
        with pytest.raises(PermissionRefused):
            committee.put_to_conference(actor=mediators.acting(user), at=NOW, application_id=application.pk)


def test_the_database_itself_refuses_a_second_position_of_a_place_and_a_second_decision_of_the_conference():
    application = mediators.application_in(lifecycle.DETERMINED)
    for row in application.determinations.all():
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            Determination(**{
                field.attname: getattr(row, field.attname)
                for field in Determination._meta.concrete_fields if field.name != "id"
            }).save(force_insert=True)  # fmt: skip


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("places", [("GD", "HK", "MO"), ("HK", "HK", "HK")])
def test_members_who_record_at_the_same_moment_lose_nothing_and_double_nothing(places: tuple[str, ...]):
    application = before_committee()
    actors = [
        mediators.no_conflict(mediators.officer(place, "decider", number=number), application)
        for number, place in enumerate(places, start=1)
    ]
    start, refused = threading.Barrier(len(actors)), []

    def speak(actor, place: str) -> None:
        start.wait()
        try:
            committee.record_committee_position(
                actor=actor, at=NOW, application_id=application.pk, jurisdiction=mediators.PLACES[place],
                outcome="agreed", reason="", body="Session 5", instrument_no="W-5", decided_date=TODAY,
            )  # fmt: skip
        except ValidationError as error:
            refused.append(error.code)
        finally:
            connection.close()

    members = [threading.Thread(target=speak, args=pair) for pair in zip(actors, places, strict=True)]
    for member in members:
        member.start()
    for member in members:
        member.join()
    spoken = set(places)
    assert application.determinations.filter(stage="committee").count() == len(spoken)
    assert refused == ["spoken"] * (len(places) - len(spoken))
    assert state_of(application) == ("agreed" if len(spoken) == 3 else "working_committee_review")
