"""Who finds which application, who opens its files, and what a list costs."""

from __future__ import annotations

import pytest

from mediation_registry.models import Application
from mediation_registry.queries.applications import (
    applications_for,
    registrant_of,
    waiting_at,
    with_file,
)
from mediation_registry.rules import lifecycle
from portal.exhibits.scopes import reaches
from portal.identity.permissions import visible
from tests.factories import mediators, people
from tests.factories.mediators import NOW, TODAY

pytestmark = pytest.mark.django_db


def finds(user, application: Application) -> bool:
    return applications_for(mediators.acting(user), TODAY).filter(pk=application.pk).exists()


def opens_files(user, application: Application) -> bool:
    return reaches(mediators.acting(user), application.chain, NOW)


SEEN = {
    lifecycle.DRAFT: set(),
    lifecycle.SUBMITTED: {"hk_intake"},
    lifecycle.LOCAL_ASSESSMENT: {"hk_intake", "hk_assessor", "hk_decider"},
    lifecycle.COMMITTEE_REVIEW: {"hk_intake", "hk_assessor", "hk_decider", "gd_decider", "mo_decider"},
    lifecycle.LOCALLY_REFUSED: {"hk_intake", "hk_assessor", "hk_decider"},
    lifecycle.WITHDRAWN: {"hk_intake"},
}
OFFICERS = {
    name: getattr(mediators, name)
    for name in (
        "hk_intake", "hk_assessor", "hk_decider", "hk_publisher", "gd_intake", "gd_assessor", "gd_decider",
        "gd_publisher", "mo_intake", "mo_assessor", "mo_decider", "mo_publisher",
    )
}  # fmt: skip


@pytest.mark.parametrize("state", SEEN)
def test_officers_find_what_lies_before_their_own_seat_and_open_its_files(state: str):
    application = mediators.application_in(state)
    assert {name for name, account in OFFICERS.items() if finds(account(), application)} == SEEN[state]
    assert {name for name, account in OFFICERS.items() if opens_files(account(), application)} == SEEN[state]


def test_publishers_find_what_was_determined_but_open_no_evidence():
    application = mediators.application_in(lifecycle.DETERMINED)
    assert finds(mediators.gd_publisher(), application)
    assert not opens_files(mediators.gd_publisher(), application)


def test_the_applicant_finds_and_opens_the_own_application_in_every_state():
    for state in (lifecycle.DRAFT, lifecycle.COMMITTEE_REVIEW, lifecycle.WITHDRAWN):
        application = mediators.application_in(state, user=mediators.mediator_user(f"applicant.{state[:5]}"))
        user = application.registrant.person.user
        assert finds(user, application)
        assert opens_files(user, application)


def test_strangers_and_other_mediators_find_nothing():
    application = mediators.application_in(lifecycle.COMMITTEE_REVIEW)
    for user in (people.stranger(), people.mediator(), people.operator(), people.principal()):
        assert not finds(user, application)
        assert not opens_files(user, application)


def test_courts_read_what_is_published_and_never_its_files():
    published = mediators.application_in(lifecycle.PUBLISHED)
    before = mediators.application_in(lifecycle.DETERMINED, "MO", mediators.mediator_user("lao.ka.wai"))
    for user in (people.judge_a(), people.clerk_a()):
        assert finds(user, published)
        assert not finds(user, before)
        assert not opens_files(user, published)


def test_the_back_office_shows_an_officer_everything_but_the_own_application():
    officer = mediators.hk_intake()
    people.person_of(officer, {"latin": "Officer"})
    own = mediators.application_in(lifecycle.SUBMITTED, user=officer)
    other = mediators.application_in(lifecycle.SUBMITTED)
    assert set(visible(Application.objects.all(), mediators.acting(officer))) == {other}
    assert finds(officer, own)


def test_an_officer_who_declared_a_conflict_opens_the_files_no_more():
    application = mediators.application_in(lifecycle.LOCAL_ASSESSMENT)
    officer = mediators.hk_assessor()
    assert opens_files(officer, application)
    mediators.assessment.declare_conflict(
        actor=mediators.acting(officer), at=NOW, application_id=application.pk, has_conflict=True,
        statement="A relative.",
    )  # fmt: skip
    assert not opens_files(officer, application)


def test_a_broken_key_of_a_scope_reaches_nothing():
    assert not reaches(mediators.acting(mediators.hk_intake()), "application:not-a-key", NOW)


def test_each_seat_has_its_queue_and_the_own_application_never_stands_in_it():
    mediators.application_in(lifecycle.SUBMITTED)
    second = mediators.application_in(lifecycle.LOCAL_ASSESSMENT, "MO", mediators.mediator_user("lao.ka.wai"))
    queues = {
        "hk": waiting_at(mediators.acting(mediators.hk_intake()), lifecycle.INTAKE),
        "mo": waiting_at(mediators.acting(mediators.mo_assessor()), lifecycle.ASSESSMENT),
        "gd": waiting_at(mediators.acting(mediators.gd_intake()), lifecycle.INTAKE),
    }
    assert [len(queue) for queue in queues.values()] == [1, 1, 0]
    assert list(queues["mo"]) == [second]


def test_the_register_knows_its_own_people():
    entry = mediators.registrant()
    assert registrant_of(mediators.acting(entry.person.user)) == entry
    assert registrant_of(mediators.acting(people.stranger())) is None


def test_a_list_and_a_file_cost_the_same_number_of_queries_however_many_there_are(
    django_assert_max_num_queries,
):
    for number in range(4):
        mediators.application_in(
            lifecycle.LOCALLY_RECOGNISED, user=mediators.mediator_user(f"applicant.{number}")
        )
    actor = mediators.acting(mediators.hk_decider())
    with django_assert_max_num_queries(2):
        shown = [
            (
                row.reference,
                row.registrant.name_for("pt"),
                row.jurisdiction.code,
                row.window.rule_version.label,
            )
            for row in applications_for(actor, TODAY)
        ]
    assert len(shown) == 4
    with django_assert_max_num_queries(11):
        for row in with_file(applications_for(actor, TODAY)):
            assert len(row.answers.all()) == 6
            assert [
                mark.exhibit.stored_file.size
                for answer in row.answers.all()
                for mark in answer.evidence.all()
            ]
            assert len(row.assessments.all()) == 6
            assert row.determinations.all()[0].authority.code == "HK-DOJ"
