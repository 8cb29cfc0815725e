"""The pages of a mediation: for those whom it concerns, in four languages, and for nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mediation_registry.models import Mediation
from mediation_registry.queries.mediation_page import Situation
from mediation_registry.rules import mediation as rules
from mediation_registry.views.conduct_acts import STEPS, steps_open
from mediation_registry.viewsets.mediation_acts import COURT_ACTS
from tests.factories import mediations as made
from tests.factories import people

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    return people.sign_in(Client(), user)


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
def test_the_page_says_what_is_next_in_each_language(language: str) -> None:
    mediation = made.going_on()
    for user in (people.principal(), made.mediator_user()):
        answer = client_of(user).get(f"/{language}/mediations/{mediation.pk}/")
        assert answer.status_code == 200
        assert mediation.reference in answer.content.decode()
        assert answer["X-Robots-Tag"].startswith("noindex")


@pytest.mark.parametrize("state", rules.STATES)
def test_every_step_that_is_offered_opens(state: str) -> None:
    mediation = made.in_state(state)
    for user in (people.principal(), people.opponent(), made.mediator_user()):
        client, actor = client_of(user), made.actor(user, timezone.now())
        for name in steps_open(Situation(mediation, actor, timezone.now())):
            path = reverse("mediations:act", args=[mediation.pk, name])
            answer = client.get(path)
            assert answer.status_code == 200, name
    desk = client_of(people.clerk_a()).get(f"/staff/mediations/inspect/{mediation.pk}/")
    assert desk.status_code == 200


def test_strangers_and_other_courts_find_nothing() -> None:
    mediation = made.going_on()
    paths = [f"/en/mediations/{mediation.pk}/", f"/en/mediations/{mediation.pk}/steps/end/"]
    for user in (
        people.stranger(),
        people.clerk_b(),
        people.clerk_a(),
        made.mediator_user(2),
        people.auditor(),
    ):
        client = client_of(user)
        assert {client.get(path).status_code for path in paths} == {404}
    for user in (people.stranger(), people.clerk_b(), people.principal(), made.mediator_user()):
        answer = client_of(user).get(f"/staff/mediations/inspect/{mediation.pk}/")
        assert answer.status_code in (302, 404)


def test_a_form_with_an_error_keeps_what_was_typed() -> None:
    mediation = made.told()
    client = client_of(made.mediator_user())
    answer = client.post(
        reverse("mediations:act", args=[mediation.pk, "accept"]),
        {"tie": "", "text": "My neighbour is a party."},
    )
    assert answer.status_code == 200
    assert "My neighbour is a party." in answer.content.decode()
    assert Mediation.objects.get(pk=mediation.pk).state == "acceptance"


def test_a_step_that_has_closed_meanwhile_sends_back_with_a_sentence() -> None:
    mediation = made.going_on()
    path = reverse("mediations:act", args=[mediation.pk, "consent"])
    answer = client_of(people.principal()).post(path, {"agrees": "yes"}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain


def test_a_mediation_is_arranged_and_joined_in_the_browser() -> None:
    made.calendars()
    client = client_of(people.principal())
    answer = client.post("/en/mediations/new/", {
        "matter": "Rent of a workshop", "own_connection": "HK", "name": "何德榮", "connection": "CN",
        "email": people.opponent().email, "language": "en", "rules_chosen": "online_2021",
    })  # fmt: skip
    code = answer.content.decode().split("<code>")[1].split("</code>")[0]
    other = client_of(people.opponent())
    joined = other.post("/en/mediations/join/", {"code": code}, follow=True)
    assert "Rent of a workshop" in joined.content.decode()
    agreed = other.post(f"{joined.redirect_chain[-1][0]}steps/consent/", {"agrees": "yes"}, follow=True)
    assert agreed.status_code == 200
    assert Mediation.objects.get().state == "choice"


def test_codes_cannot_be_tried_without_end() -> None:
    client = client_of(people.stranger())
    answers = [client.post("/en/mediations/join/", {"code": f"WRONG{n}"}).status_code for n in range(12)]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_the_court_refers_designates_and_never_sees_minutes() -> None:
    made.calendars()
    for number in (1, 2, 3):
        made.mediator(number)
    case, clerk = made.case_in("pre_filing"), client_of(people.clerk_a())
    answer = clerk.post("/staff/mediations/open/", {
        "case": case.pk, "matter": "Price of goods", "language": "en", "rules_chosen": "online_2021", "applicant": "1",
        "invested": "",
    })  # fmt: skip
    mediation = Mediation.objects.get()
    assert answer.status_code == 302
    assert made.first(mediation).consents is True
    clerk.post(f"/staff/mediations/{mediation.pk}/act/open-choice/", {})
    clerk.post(f"/staff/mediations/{mediation.pk}/act/designate/", {
        "registrant": made.mediator(1).pk, "reason": "One party applied.",
    })  # fmt: skip
    mediation.refresh_from_db()
    assert mediation.state == "acceptance"
    assert "minutes" not in COURT_ACTS


def test_every_step_and_every_button_names_an_act_of_the_table() -> None:
    known = {act for _state, act in rules.TRANSITIONS}
    named = {step.act for step in STEPS.values()} | {act.act for act in COURT_ACTS.values()}
    assert {f"mediation_registry.{act}" for act in named} <= known
