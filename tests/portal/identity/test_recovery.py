"""Recovery of an account whose holder lost every second factor."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client

from portal.identity.actions import recovery
from portal.identity.actors import visitor
from portal.identity.models import RecoveryRequest
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def asked(user=None):
    user = user or people.stranger()
    return recovery.request_recovery(
        actor=visitor(), at=AT, email=user.email, court=people.court(), reach_me="+853 0000 0000, mornings"
    )


def proved(found=None):
    clerk = people.actor(people.clerk_a())
    return recovery.prove_identity(
        actor=clerk, at=AT, recovery=found or asked(), proof="Card and face by video."
    )


def form(email):
    return {"email": email, "reach_me": "by telephone", "court": str(people.court().pk)}


def test_known_and_unknown_addresses_get_the_same_answer():
    people.stranger()
    answers = []
    for email in ("maria.pereira@example.test", "nobody@example.test"):
        client = Client()
        first = client.post("/en/accounts/recovery/", form(email))
        page = client.get(first.url).content.decode()
        answers.append((first.status_code, first.url, re.sub(r'value="[^"]*"', "", page)))
    assert answers[0] == answers[1]
    assert RecoveryRequest.objects.count() == 1


def test_the_form_keeps_what_was_typed_when_something_is_missing():
    answer = Client().post("/en/accounts/recovery/", {"email": "someone@example.test", "reach_me": ""})
    assert answer.status_code == 200
    assert "someone@example.test" in answer.content.decode()


def test_asking_again_and_again_is_stopped():
    client = Client()
    codes = [client.post("/en/accounts/recovery/", form("x@example.test")).status_code for _try in range(4)]
    assert codes == [302, 302, 302, 429]


def test_every_address_of_the_account_is_told_with_a_link_that_stops_it(client):
    user = people.stranger()
    EmailAddress.objects.create(user=user, email="maria.other@example.test", verified=True)
    asked(user)
    notices = Notice.objects.filter(kind="identity.recovery_requested")
    assert {row.recipient_email for row in notices} == {
        "maria.pereira@example.test",
        "maria.other@example.test",
    }
    path = "/pt" + re.search(r"/accounts/recovery/cancel/[^\"]+", notices[0].context).group()
    assert RecoveryRequest.objects.get().state == "requested"
    client.get(path)
    assert RecoveryRequest.objects.get().state == "requested", "reading the link alone stops nothing"
    client.post(path)
    assert RecoveryRequest.objects.get().state == "cancelled"


def test_a_made_up_cancel_link_leads_nowhere(client):
    found = asked()
    assert client.get(f"/en/accounts/recovery/cancel/{found.pk}:forged/").status_code == 404


def test_nothing_is_reset_before_identity_is_proved():
    with pytest.raises(ValidationError):
        recovery.complete_recovery(actor=people.actor(people.clerk_a()), at=AT, recovery=asked())


def test_nothing_is_reset_before_the_waiting_time_is_over():
    found = proved()
    assert found.not_before == AT + timedelta(days=7)
    with pytest.raises(ValidationError):
        recovery.complete_recovery(
            actor=people.actor(people.clerk_a()), at=AT + timedelta(days=6, hours=23), recovery=found
        )
    assert Authenticator.objects.filter(user=people.stranger()).exists()


def test_after_the_waiting_time_the_factors_and_the_sessions_are_gone():
    user = people.stranger()
    client = people.sign_in(Client(), user)
    found = proved()
    recovery.complete_recovery(actor=people.actor(people.clerk_a()), at=found.not_before, recovery=found)
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/en/identity/").status_code == 302
    assert Notice.objects.filter(kind="identity.recovery_completed").exists()


def test_the_waiting_time_is_the_operators_to_set(settings):
    settings.PORTAL_RECOVERY_WAITING_DAYS = 14
    assert proved().not_before == AT + timedelta(days=14)


def test_a_stopped_request_is_not_taken_up_again():
    found = proved()
    recovery.cancel_recovery(actor=visitor(), at=AT, recovery=found)
    with pytest.raises(ValidationError):
        recovery.complete_recovery(
            actor=people.actor(people.clerk_a()), at=AT + timedelta(days=30), recovery=found
        )


def test_a_second_request_while_one_runs_changes_nothing():
    asked()
    assert asked() is None
    assert RecoveryRequest.objects.count() == 1


def test_staff_of_another_court_and_the_holder_cannot_prove_it():
    found = asked(people.clerk_a())
    for user in (people.clerk_b(), people.clerk_a(), people.principal()):
        with pytest.raises(PermissionRefused):
            recovery.prove_identity(actor=people.actor(user), at=AT, recovery=found, proof="x")


def test_a_refused_request_gives_the_reason_and_changes_nothing():
    found = asked()
    recovery.refuse_recovery(
        actor=people.actor(people.clerk_a()), at=AT, recovery=found, reason="The papers did not fit."
    )
    assert Authenticator.objects.filter(user=people.stranger()).exists()
    assert (
        "The papers did not fit." in Notice.objects.filter(kind="identity.recovery_refused").first().context
    )
