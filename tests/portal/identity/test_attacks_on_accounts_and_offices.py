"""Attacks on accounts and offices that must fail: an open session, an office elsewhere, a changed name."""

from __future__ import annotations

import time
from datetime import date

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import Http404

from portal.identity.actions import offices, papers
from portal.identity.actions import people as naming
from portal.identity.actors import forget_actor
from portal.identity.identity_numbers import read
from portal.identity.models import IdentityDocument, ProfessionalLicence
from portal.identity.permissions import visible
from portal.identity.queries import has_verified_identity
from portal.identity.roles import Role
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = people.LONG_AGO.replace(year=2026, month=11, day=20)
TODAY = date(2026, 11, 20)


def session_left_open(client, user):
    """The person signed in with both factors an hour ago; somebody else sits at the keyboard now."""
    people.sign_in(client, user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**record, "at": time.time() - 3600} for record in session[AUTHENTICATION_METHODS_SESSION_KEY]
    ]
    session.save()
    return client


def test_a_session_left_open_cannot_take_the_second_factor_away(client):
    user = people.principal()
    answer = session_left_open(client, user).post("/en/accounts/2fa/totp/deactivate/")
    assert "reauthenticate" in answer.get("Location", "")
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def test_a_session_left_open_cannot_give_the_account_another_address(client):
    user = people.principal()
    session_left_open(client, user).post(
        "/en/accounts/email/", {"action_add": "", "email": "evil@example.test"}
    )
    assert not EmailAddress.objects.filter(user=user, email="evil@example.test").exists()


def test_the_holder_is_told_when_the_second_factor_is_taken_away(client, mailoutbox):
    user = people.principal()
    people.sign_in(client, user)
    session = client.session
    proved = {"method": "password", "at": time.time(), "reauthenticated": True}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [*session[AUTHENTICATION_METHODS_SESSION_KEY], proved]
    session.save()
    client.post("/en/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    assert [mail.to for mail in mailoutbox] == [[user.email]]


def a_waiting_paper(court_code: str = people.COURT_A, number: str = "A123456(3)") -> IdentityDocument:
    user = people.principal()
    return papers.submit_document(
        actor=people.actor(user), at=NOW, person=people.person_of(user), kind="hkid", number=number,
        court=people.court(court_code),
    )  # fmt: skip


def test_a_clerk_of_one_court_who_interprets_at_another_checks_no_papers_there():
    clerk_of_b = people.clerk_b()
    people.office_of(clerk_of_b, Role.INTERPRETER.value, court=people.court(people.COURT_A))
    forget_actor(clerk_of_b)
    acting = people.actor(clerk_of_b)
    waiting = a_waiting_paper()
    assert not visible(IdentityDocument.objects.all(), acting).exists()
    with pytest.raises(Http404):
        papers.verify_document(actor=acting, at=NOW, document=waiting, basis="seen by video")


def test_an_operator_gives_no_office_to_herself():
    operator = people.operator()
    with pytest.raises(ValidationError):
        offices.appoint(
            actor=people.actor(operator), at=NOW, holder=operator, role=Role.JUDGE.value,
            court=people.court(), valid_from=TODAY,
        )  # fmt: skip
    held = people.judge_a().offices.get()
    with pytest.raises(ValidationError):
        offices.cover_leave(
            actor=people.actor(operator), at=NOW, office=held, substitute=operator,
            valid_from=TODAY, valid_to=date(2026, 12, 1),
        )  # fmt: skip
    with pytest.raises(ValidationError):
        offices.reassign(
            actor=people.actor(operator), at=NOW, office=held, successor=operator, on=TODAY, reason="retired"
        )
    assert not operator.offices.filter(role=Role.JUDGE).exists()


def test_a_verified_identity_does_not_follow_the_person_to_another_name():
    waiting = a_waiting_paper()
    papers.verify_document(
        actor=people.actor(people.clerk_a()), at=NOW, document=waiting, basis="seen by video"
    )
    person = people.person_of(people.principal())
    assert has_verified_identity(person, TODAY)
    later = NOW.replace(hour=9)
    naming.record_names(
        actor=people.actor(people.principal()), at=later, person=person, names={"zh-hant": "何德榮"}
    )
    person.refresh_from_db()
    assert not has_verified_identity(person, TODAY)
    again = papers.submit_document(
        actor=people.actor(people.principal()), at=later, person=person, kind="hkid", number="A123456(3)",
        court=people.court(),
    )  # fmt: skip
    papers.verify_document(
        actor=people.actor(people.clerk_a()), at=later, document=again, basis="deed poll seen"
    )
    assert has_verified_identity(person, TODAY)


def test_nobody_hands_in_or_takes_back_a_paper_for_somebody_else():
    waiting = a_waiting_paper()
    with pytest.raises(Http404):
        papers.withdraw_document(actor=people.actor(people.opponent()), at=NOW, document=waiting)
    with pytest.raises(Http404):
        naming.record_names(
            actor=people.actor(people.opponent()), at=NOW, person=people.person_of(people.principal()),
            names={"zh-hant": "何德榮"},
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "number"),
    [("hkid", "A١٢٣٤٥٦(٣)"), ("mainland-travel-permit", "H१२३४५६७८"), ("hk-br", "১২৩৪৫৬৭৮")],
)
def test_digits_of_other_scripts_do_not_hide_a_number_from_comparison(kind, number):
    assert not read(kind, number).is_good


def test_the_list_of_licences_shows_another_courts_lawyers_to_nobody(client):
    people.lawyer()
    answer = people.sign_in(client, people.clerk_b()).get("/staff/licences/")
    assert ProfessionalLicence.objects.exists()
    assert answer.status_code == 200
    assert not list(answer.context["object_list"])


def test_the_desk_speaks_the_language_of_the_account_not_that_of_the_browser(client):
    clerk = people.clerk_b()
    assert clerk.language == "pt"
    answer = people.sign_in(client, clerk).get("/staff/", HTTP_ACCEPT_LANGUAGE="en")
    assert 'lang="pt"' in answer.content.decode()
