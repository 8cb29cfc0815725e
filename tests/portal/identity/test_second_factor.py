"""The second factor: who needs it, where, and that nobody slips past it."""

from __future__ import annotations

import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.http import HttpResponse
from django.test import RequestFactory

from portal.identity.decorators import second_factor_required
from portal.identity.middleware import SEEN_KEY
from portal.identity.second_factor import proved_at
from tests.factories import people

pytestmark = pytest.mark.django_db


def code_of(user):
    factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return format_hotp_value(hotp_value(decrypt(factor.data["secret"]), int(time.time()) // 30))


@pytest.mark.parametrize(
    "name", ["judge_a", "clerk_b", "authority_decider", "operator", "editor", "librarian", "auditor"]
)
def test_staff_who_have_not_proved_the_factor_are_asked_for_it_and_come_back(client, name):
    people.sign_in(client, people.CAST[name](), second_factor=False)
    answer = client.get("/staff/?from=mail")
    assert answer.status_code == 302
    assert "/2fa/reauthenticate/" in answer.url
    assert "next=%2Fstaff%2F%3Ffrom%3Dmail" in answer.url


@pytest.mark.parametrize("name", ["lawyer", "mediator", "judge_a"])
def test_lawyers_mediators_and_judges_need_it_on_personal_pages(client, name):
    people.sign_in(client, people.CAST[name](), second_factor=False)
    assert "/2fa/" in client.get("/en/identity/").url


def test_a_party_needs_it_neither_for_her_details_nor_anywhere_before_signing(client):
    people.sign_in(client, people.principal(), second_factor=False)
    assert client.get("/en/identity/").status_code == 200


def test_whoever_has_no_factor_yet_is_sent_to_set_one_up_and_the_page_is_remembered(client):
    user = people.account("new.judge", second_factor=False)
    people.office_of(user, "judge", court=people.court())
    people.sign_in(client, user)
    answer = client.get("/staff/")
    assert answer.url.endswith("/accounts/2fa/")
    assert client.session["second_factor_next"] == "/staff/"
    assert 'class="says wait"' in client.get(answer.url).content.decode()


def test_with_the_factor_proved_staff_reach_the_desk(client):
    people.sign_in(client, people.judge_a())
    assert client.get("/staff/").status_code == 200


@pytest.mark.parametrize("proved", [True, False])
def test_without_an_office_there_is_no_desk_and_nobody_is_sent_round_in_a_circle(client, proved):
    people.sign_in(client, people.principal(), second_factor=proved)
    for address in ("/staff/", "/staff/ascertainment/"):
        answer = client.get(address, follow=True)
        assert (answer.status_code, answer.redirect_chain) == (404, [])


def test_a_proof_of_somebody_else_in_the_same_session_does_not_count(client):
    people.sign_in(client, people.clerk_b())
    records = client.session[AUTHENTICATION_METHODS_SESSION_KEY]
    client.force_login(people.judge_a())
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session.save()
    assert client.get("/staff/").status_code == 302


def test_signing_in_for_real_asks_for_the_code_and_refuses_a_wrong_one(client):
    user = people.judge_a()
    first = client.post("/en/accounts/login/", {"login": user.email, "password": "correct horse battery"})
    assert "/2fa/authenticate/" in first.url
    assert client.get("/staff/").status_code == 302
    wrong = client.post(first.url, {"code": "000000"})
    assert wrong.status_code == 200
    right = client.post(first.url, {"code": code_of(user)})
    assert right.url == "/staff/"
    assert client.get("/staff/").status_code == 200


def test_the_secret_of_the_app_is_sealed_in_the_database():
    factor = Authenticator.objects.get(user=people.judge_a(), type=Authenticator.Type.TOTP)
    assert decrypt(factor.data["secret"]) not in factor.data["secret"]
    assert len(decrypt(factor.data["secret"])) == 32


def test_a_judge_who_was_away_for_half_an_hour_signs_in_again(client):
    people.sign_in(client, people.judge_a())
    client.get("/staff/")
    session = client.session
    session[SEEN_KEY] = time.time() - 31 * 60
    session.save()
    assert "/accounts/login/" in client.get("/staff/").url
    assert "_auth_user_id" not in client.session


def test_the_session_gets_a_new_key_when_the_roles_change(client):
    user = people.clerk_a()
    people.sign_in(client, user)
    client.get("/staff/")
    before = client.session.session_key
    people.office_of(user, "judge", court=people.court())
    client.get("/staff/")
    assert client.session.session_key != before


def asked(user, records):
    request = RequestFactory().get("/en/something/")
    request.user = user
    from importlib import import_module

    from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
    from django.conf import settings

    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    request.session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    return request


def test_the_mark_on_a_view_lets_in_only_a_proved_factor_and_a_fresh_one_for_signing():
    user = people.principal()
    view = second_factor_required(lambda request: HttpResponse("in"))
    signing = second_factor_required(fresh=True)(lambda request: HttpResponse("in"))
    now, old = time.time(), time.time() - 3600
    assert view(asked(user, [{"method": "password", "at": now}])).status_code == 302
    assert view(asked(user, [{"method": "mfa", "at": old}])).status_code == 200
    assert signing(asked(user, [{"method": "mfa", "at": old}])).status_code == 302
    assert signing(asked(user, [{"method": "mfa", "at": now}])).status_code == 200


def test_a_session_left_open_cannot_set_up_a_factor(client):
    user = people.account("new.judge", second_factor=False)
    client.post("/en/accounts/login/", {"login": user.email, "password": "correct horse battery"})
    assert "/accounts/reauthenticate/" in client.get("/en/accounts/2fa/totp/activate/").url


def test_whoever_sets_up_an_app_has_proved_it_in_this_session_and_no_other():
    user = people.judge_a()
    here = asked(user, [{"method": "password", "at": time.time()}])
    elsewhere = asked(user, [{"method": "password", "at": time.time()}])
    factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    authenticator_added.send(sender=Authenticator, request=here, user=user, authenticator=factor)
    assert proved_at(here) is not None
    assert proved_at(elsewhere) is None


def test_recovery_codes_alone_are_no_second_factor():
    user = people.judge_a()
    request = asked(user, [{"method": "password", "at": time.time()}])
    codes = Authenticator(user=user, type=Authenticator.Type.RECOVERY_CODES)
    authenticator_added.send(sender=Authenticator, request=request, user=user, authenticator=codes)
    assert proved_at(request) is None
