"""The certifying authorities' desk: each button is there for the seat that may press it, and for nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from mediation_registry.actions import assessment
from mediation_registry.models import Application, Determination
from mediation_registry.rules import lifecycle
from mediation_registry.viewsets.application_acts import ACTS
from portal.desk.registry import queues, sources
from portal.identity.models import User
from tests.factories import mediators as made
from tests.factories import people

pytestmark = pytest.mark.django_db
OFFICERS = ("intake", "assessor", "decider", "publisher")


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The desk is opened on the day on which the factories act, in English."""
    monkeypatch.setattr(timezone, "now", lambda: made.NOW)
    with translation.override("en"):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    people.sign_in(client, user)
    return client


def buttons_of(user: User, application: Application) -> set[str]:
    """The buttons on the page of an application; ``hidden`` where the page does not exist for this person."""
    page = signed_in(user).get(reverse("mediator_applications:inspect", args=[application.pk]))
    if page.status_code == 404:
        return {"hidden"}
    return set(re.findall(rf"/applications/{application.pk}/act/([a-z-]+)/", page.content.decode()))


#: State → buttons by (place, seat); a seat that is not named sees the page without buttons, or not at all.
BUTTONS: dict[str, dict[tuple[str, str], set[str]]] = {
    lifecycle.SUBMITTED: {("HK", "intake"): {"check"}},
    lifecycle.COMPLETENESS_CHECK: {("HK", "intake"): {"complete", "return"}},
    lifecycle.RETURNED: {},
    lifecycle.LOCAL_ASSESSMENT: {("HK", "assessor"): {"declare"}, ("HK", "decider"): {"declare"}},
    lifecycle.LOCALLY_RECOGNISED: {("HK", "decider"): {"to-committee"}},
    lifecycle.COMMITTEE_REVIEW: {
        ("HK", "decider"): {"declare", "position"}, ("GD", "decider"): {"declare"}, ("MO", "decider"): {"declare"}},
    lifecycle.AGREED: {(place, "decider"): {"to-conference"} for place in made.PLACES},
    lifecycle.REFERRED_BACK: {("HK", "decider"): {"reopen"}},
    lifecycle.JOINT_CONFERENCE: {(place, "decider"): {"declare", "conference"} for place in made.PLACES},
    lifecycle.DETERMINED: {},
    lifecycle.LOCALLY_REFUSED: {},
    lifecycle.PUBLISHED: {},
}  # fmt: skip


@pytest.mark.parametrize("state", BUTTONS)
def test_each_button_is_there_for_its_seat_alone(state: str) -> None:
    application = made.application_in(state)
    for place in made.PLACES:
        for seat in OFFICERS:
            wanted = BUTTONS[state].get((place, seat), set())
            found = buttons_of(made.officer(place, seat), application) - {"hidden"}
            assert found == wanted, f"{state}: {place} {seat}"


@pytest.mark.parametrize("state", [lifecycle.LOCAL_ASSESSMENT, lifecycle.DETERMINED, lifecycle.PUBLISHED])
def test_courts_read_what_is_published_and_press_nothing(state: str) -> None:
    application = made.application_in(state)
    for officer in (people.clerk_b(), people.judge_a()):
        wanted = set() if state == lifecycle.PUBLISHED else {"hidden"}
        assert buttons_of(officer, application) == wanted


def test_an_auditor_reads_without_the_file_and_presses_nothing() -> None:
    application = made.application_in(lifecycle.LOCAL_ASSESSMENT)
    auditor = people.auditor()
    assert buttons_of(auditor, application) == set()
    page = signed_in(auditor).get(reverse("mediator_applications:inspect", args=[application.pk]))
    assert "/evidence/" not in page.content.decode()


def test_strangers_and_applicants_find_no_desk() -> None:
    application = made.application_in(lifecycle.LOCAL_ASSESSMENT)
    for user in (people.stranger(), application.registrant.person.user):
        for name in ("inspect", "act"):
            args = [application.pk] if name == "inspect" else [application.pk, "assess"]
            answer = signed_in(user).get(reverse(f"mediator_applications:{name}", args=args))
            assert answer.status_code == 404 or "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_is_not_offered_does_not_exist_even_by_its_address(name: str) -> None:
    application = made.application_in(lifecycle.DETERMINED)
    for seat in OFFICERS:
        client = signed_in(made.officer("HK", seat))
        address = reverse("mediator_applications:act", args=[application.pk, name])
        assert (client.get(address).status_code, client.post(address, {}).status_code) == (404, 404)


def test_an_officer_walks_an_application_through_the_pages() -> None:
    application = made.application_in(lifecycle.SUBMITTED)

    def press(user: User, name: str, **entries: object) -> int:
        address = reverse("mediator_applications:act", args=[application.pk, name])
        return signed_in(user).post(address, entries).status_code

    assert press(made.hk_intake(), "check") == 302
    assert press(made.hk_intake(), "return", reason="", correct_by_date="2026-12-01") == 200
    assert press(made.hk_intake(), "complete") == 302
    assert press(made.hk_assessor(), "declare", has_conflict="False") == 302
    results = {f"result_{row.position}": "met" for row in application.window.rule_version.criteria.all()}
    assert press(made.hk_assessor(), "assess", **{**results, "result_1": "not_met"}) == 200
    assert press(made.hk_assessor(), "assess", **results) == 302
    assert press(made.hk_decider(), "declare", has_conflict="False") == 302
    assert press(made.hk_decider(), "recognise", decided_date="2027-01-01") == 200
    assert press(made.hk_decider(), "recognise", decided_date="2026-11-20", instrument_no="L-1",
                 upload=made.pdf("instrument")) == 302  # fmt: skip
    application.refresh_from_db()
    assert application.state == lifecycle.LOCALLY_RECOGNISED
    decision = application.determinations.get()
    assert decision.exhibit is not None
    address = reverse("mediator_applications:instrument", args=[application.pk, decision.pk])
    assert signed_in(made.hk_decider()).get(address).status_code == 200
    assert signed_in(made.hk_publisher()).get(address).status_code == 404


def test_an_officer_in_conflict_is_offered_nothing_but_a_new_declaration() -> None:
    application = made.application_in(lifecycle.LOCAL_ASSESSMENT)
    client = signed_in(made.hk_assessor())
    declare = reverse("mediator_applications:act", args=[application.pk, "declare"])
    assert client.post(declare, {"has_conflict": "True", "statement": ""}).status_code == 200
    assert client.post(declare, {"has_conflict": "True", "statement": "My cousin."}).status_code == 302
    assert buttons_of(made.hk_assessor(), application) == {"declare"}
    piece = application.answers.get(criterion__position=2).evidence.get()
    assert (
        client.get(reverse("mediator_applications:evidence", args=[application.pk, piece.pk])).status_code
        == 404
    )


def test_the_evidence_of_another_place_is_not_opened() -> None:
    application = made.application_in(lifecycle.LOCAL_ASSESSMENT)
    piece = application.answers.get(criterion__position=2).evidence.get()
    address = reverse("mediator_applications:evidence", args=[application.pk, piece.pk])
    assert signed_in(made.hk_assessor()).get(address).status_code == 200
    assert signed_in(made.gd_assessor()).get(address).status_code == 404


def test_many_positions_at_once_are_all_recorded_or_none() -> None:
    one = made.application_in(lifecycle.COMMITTEE_REVIEW)
    two = made.application_in(
        lifecycle.COMMITTEE_REVIEW, user=made.mediator_user("second", {"latin": "Second"})
    )
    made.position(two, "HK")
    assessment.declare_conflict(
        actor=made.acting(made.gd_decider()),
        at=made.NOW,
        application_id=two.pk,
        has_conflict=True,
        statement="Kin",
    )
    client, address = signed_in(made.gd_decider()), reverse("mediator_applications:batch", args=["positions"])
    entries = {
        "jurisdiction": "CN", "outcome": "agreed", "body": "Session 5", "decided_date": "2026-11-20",
        "no_conflict": "on", "applications": [str(one.pk), str(two.pk)],
    }  # fmt: skip
    page = client.post(address, entries)
    assert page.status_code == 200
    with translation.override("zh-hans"):  # the officer's language
        refusal = translation.gettext("You declared a conflict of interest; a colleague must take this step.")
    assert refusal in page.content.decode()
    assert not Determination.objects.filter(jurisdiction__code="CN", stage="committee").exists()
    assert page.content.decode().count("checked") >= 2
    assert client.post(address, {**entries, "applications": [str(one.pk)]}).status_code == 302
    assert Determination.objects.filter(jurisdiction__code="CN", stage="committee").count() == 1


def test_outcomes_of_the_conference_are_recorded_for_many() -> None:
    rows = [
        made.application_in(
            lifecycle.JOINT_CONFERENCE, user=made.mediator_user(f"m{number}", {"latin": f"M {number}"})
        )
        for number in range(2)
    ]
    client, address = signed_in(made.mo_decider()), reverse("mediator_applications:batch", args=["outcomes"])
    entries = {
        "outcome": "determined", "body": "Session 9", "instrument_no": "J-9", "decided_date": "2026-11-20",
        "no_conflict": "on", "applications": [str(row.pk) for row in rows],
    }  # fmt: skip
    assert client.post(address, entries).status_code == 302
    assert set(Application.objects.values_list("state", flat=True)) == {lifecycle.DETERMINED}


QUEUE_OF = {
    lifecycle.SUBMITTED: ("mediator_completeness", "intake"), lifecycle.LOCAL_ASSESSMENT: ("mediator_assessment", "assessor"),
    lifecycle.LOCALLY_RECOGNISED: ("mediator_decision", "decider"), lifecycle.COMMITTEE_REVIEW: ("mediator_committee", "decider"),
    lifecycle.JOINT_CONFERENCE: ("mediator_conference", "decider"), lifecycle.DETERMINED: ("mediator_publication", "publisher"),
}  # fmt: skip


@pytest.mark.parametrize("state", QUEUE_OF)
def test_each_stage_waits_in_its_own_queue_and_in_no_other(state: str) -> None:
    application = made.application_in(state)
    code, seat = QUEUE_OF[state]
    officer = made.acting(made.officer("HK", seat))
    holding = [
        name for name, queue in queues.items()
        if name.startswith("mediator_") and officer.roles & queue.roles
        and any(application.reference in row.title for row in queue.rows(officer, made.TODAY))
    ]  # fmt: skip
    assert holding == [code]


def test_the_one_search_finds_by_reference_number_and_name_within_the_seat() -> None:
    application = made.application_in(lifecycle.LOCAL_ASSESSMENT)
    find = sources["mediator_applications"].find
    for text in (application.reference, application.registrant.register_no, "黃美玲", "wong mei"):
        found = list(find(made.acting(made.hk_assessor()), made.TODAY, text))
        assert [one.title for one in found] == [application.reference]
        assert not list(find(made.acting(made.gd_assessor()), made.TODAY, text))


def test_a_list_of_thirty_costs_no_more_queries_than_one_of_three() -> None:
    template = made.application_in(lifecycle.SUBMITTED)
    client, address = signed_in(made.hk_intake()), reverse("mediator_applications:index")

    def grown_to(count: int) -> int:
        for number in range(Application.objects.count(), count):
            other = made.registrant(made.mediator_user(f"n{number}", {"latin": f"N {number}"}))
            Application.objects.create(
                reference=f"APP-T-{number}", registrant=other, window=template.window, scheme=template.scheme,
                jurisdiction=template.jurisdiction, intake_year=template.intake_year, state="submitted",
                state_since_at=made.NOW, drafted_at=made.NOW, submitted_at=made.NOW,
            )  # fmt: skip
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    few = grown_to(3)
    assert grown_to(18) <= few + 1
