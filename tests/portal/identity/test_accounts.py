"""Accounts: opening one, signing in, and telling nobody which addresses the portal knows."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from portal.identity.models import User
from tests.factories import people

pytestmark = pytest.mark.django_db
PASSWORD = "a long and winding sentence"


def sign_up(client, email, language="pt"):
    return client.post(
        f"/{language}/accounts/signup/", {"email": email, "password1": PASSWORD, "password2": PASSWORD}
    )


def test_one_address_has_one_account_however_it_is_written():
    User.objects.create_user("One@Example.test", PASSWORD)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ONE@example.test")


def test_the_language_of_the_page_becomes_the_language_of_the_account_and_of_its_mail(client):
    sign_up(client, "joana@example.test", "pt")
    assert User.objects.get(email="joana@example.test").language == "pt"
    assert re.search(r"/pt/accounts/confirm-email/", mail.outbox[0].body)
    assert mail.outbox[0].to == ["joana@example.test"]


def test_mail_about_an_account_is_written_in_its_own_language_not_in_that_of_the_page(client):
    people.stranger()
    client.post("/zh-hans/accounts/password/reset/", {"email": "maria.pereira@example.test"})
    body = mail.outbox[0].subject + mail.outbox[0].body
    assert not re.search(r"[\u4e00-\u9fff]", body)


def test_an_address_that_was_not_confirmed_does_not_open_the_portal(client):
    sign_up(client, "joana@example.test")
    answer = client.post("/pt/accounts/login/", {"login": "joana@example.test", "password": PASSWORD})
    assert "confirm-email" in answer.url
    assert "_auth_user_id" not in client.session


def test_opening_an_account_answers_alike_for_known_and_unknown_addresses():
    people.stranger()
    known, unknown = sign_up(Client(), "maria.pereira@example.test"), sign_up(Client(), "nobody@example.test")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert User.objects.filter(email="maria.pereira@example.test").count() == 1


def visible_text(response, email):
    text = re.sub(
        r'(csrfmiddlewaretoken" value|name="credential"|nonce)="[^"]*"', "", response.content.decode()
    )
    return text.replace(email, "")


def test_a_wrong_password_and_an_unknown_address_give_the_same_page():
    people.stranger()
    pages = []
    for email in ("maria.pereira@example.test", "nobody.at.all@example.test"):
        answer = Client().post("/en/accounts/login/", {"login": email, "password": "wrong and wrong"})
        assert answer.status_code == 200
        pages.append(visible_text(answer, email))
    assert pages[0] == pages[1]


def test_asking_for_a_password_answers_alike_for_known_and_unknown_addresses():
    people.stranger()
    urls = {
        Client().post("/en/accounts/password/reset/", {"email": email}).url
        for email in ("maria.pereira@example.test", "nobody@example.test")
    }
    assert len(urls) == 1


def test_the_sixth_wrong_password_is_refused_even_when_it_would_be_right():
    people.stranger()
    client = Client()
    for _attempt in range(5):
        client.post("/en/accounts/login/", {"login": "maria.pereira@example.test", "password": "wrong"})
    answer = client.post(
        "/en/accounts/login/", {"login": "maria.pereira@example.test", "password": "correct horse battery"}
    )
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def run_demo_code(capsys, email):
    with pytest.raises(SystemExit) as stop:
        call_command("demo_code", email)
    return stop.value.code, capsys.readouterr().err


def test_the_code_of_a_demonstration_account_opens_it(client, capsys):
    user = people.account("demo.judge", is_demonstration=True)
    call_command("demo_code", user.email)
    code = capsys.readouterr().out.strip()
    assert re.fullmatch(r"\d{6}", code)
    first = client.post("/en/accounts/login/", {"login": user.email, "password": "correct horse battery"})
    assert client.post(first.url, {"code": code}).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_demo_code_refuses_outside_a_demonstration(settings, capsys):
    settings.PORTAL_DEMONSTRATION = False
    people.account("demo.judge", is_demonstration=True)
    code, reason = run_demo_code(capsys, "demo.judge@example.test")
    assert code == 2
    assert "not a demonstration" in reason


@pytest.mark.parametrize("email", ["nobody@example.test", "chan.ka.man@example.test"])
def test_demo_code_refuses_accounts_that_are_not_of_the_demonstration(capsys, email):
    people.principal()
    code, _reason = run_demo_code(capsys, email)
    assert code == 2


def test_demo_code_refuses_an_account_without_an_authenticator_app(capsys):
    people.account("demo.party", second_factor=False, is_demonstration=True)
    assert run_demo_code(capsys, "demo.party@example.test")[0] == 2
