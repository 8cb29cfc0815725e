"""Sent twice, a form of the register makes one record, and no act is refused because the first sending did it."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mediation_registry.actions import alarms
from mediation_registry.models import Complaint, FeedbackAnswer, FeedbackInvitation, Invitation, Mediation
from mediation_registry.rules import rosters as rules
from portal.audit.actors import system_actor
from portal.drafts.sending import FIELD
from portal.exhibits.models import Exhibit
from tests.factories import mediations, mediators, outcomes, people, rosters
from tests.support.twice import mark_on, sent_twice

pytestmark = pytest.mark.django_db


def test_a_complaint_is_made_once_with_its_files(client: Client) -> None:
    about = rosters.entry_in(rules.ACTIVE).registrant
    people.sign_in(client, people.principal())

    def entries() -> dict[str, Any]:
        return {
            "about": about.register_no, "conduct": "inside", "grounds": ["leaking"], "text": "她把調解協議告訴了別人。",
            "name": "陳嘉敏", "contact": "", "case_number": "", "conduct_date": "", "court": str(people.court().pk),
            "uploads": [mediators.pdf("one")],
        }  # fmt: skip

    page = "/en/mediators/complaints/new/"
    led = sent_twice(client, f"{page}?about={about.register_no}", entries, to=page)
    assert led == f"/en/mediators/complaints/{Complaint.objects.get().pk}/"
    assert Exhibit.objects.count() == 1 and client.get(led).status_code == 200


def test_a_mediation_is_arranged_once_and_the_other_side_is_invited_once(client: Client) -> None:
    page = "/en/mediations/new/"
    mediations.calendars()
    people.sign_in(client, people.principal())
    marked = {
        "matter": "Rent of a workshop", "own_connection": "HK", "name": "何德榮", "connection": "CN",
        "email": "other@example.test", "language": "zh-hant", "rules_chosen": "online_2021", FIELD: mark_on(client, page),
    }  # fmt: skip
    first, second = (client.post(page, marked) for _each in range(2))
    assert first.status_code == 200 and Invitation.objects.get().party.mediation == Mediation.objects.get()
    assert second["Location"] == f"/en/mediations/{Mediation.objects.get().pk}/"


def test_an_act_of_the_desk_that_is_open_no_more_leads_to_what_it_did(client: Client) -> None:
    entry = rosters.applied()
    people.sign_in(client, people.judge_a())
    led = sent_twice(client, reverse("roster_entries:act", args=[entry.pk, "accept"]), {})
    assert led == reverse("roster_entries:inspect", args=[entry.pk])
    entry.refresh_from_db()
    assert entry.state == rules.TRAINING


def test_feedback_sent_twice_is_one_answer_and_no_page_that_is_not_there(client: Client) -> None:
    mediation = outcomes.settled()
    Mediation.objects.filter(pk=mediation.pk).update(ended_at=timezone.now())
    alarms.ask_for_feedback(actor=system_actor("beat"), at=timezone.now())
    FeedbackInvitation.objects.filter(party__side="first").update(token_hash=sha256(b"a-token").hexdigest())
    page = "/en/mediations/feedback/a-token/"
    given = {"fairness": 5, "clarity": 4, "listening": 5, "language_fit": 3, "remark": "好"}
    marked = {**given, FIELD: mark_on(client, page)}
    first, second = (client.post(page, marked) for _each in range(2))
    assert (first.status_code, second.status_code, second["Location"]) == (200, 302, "/")
    assert FeedbackAnswer.objects.count() == 1
