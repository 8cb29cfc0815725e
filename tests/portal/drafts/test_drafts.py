"""What somebody types is kept for that person alone, outlives the session, and is forgotten in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from portal.drafts import actions, registry
from portal.drafts.models import Draft
from portal.drafts.tasks import forget_old
from portal.drafts.tokens import mark, owner_of
from tests.factories import cases, people

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def party():
    return cases.plaintiff(cases.chan_against_ho())


@pytest.fixture
def key(party):
    return f"cases.address:{party.pk}"


def chan_key() -> str:
    return f"user:{people.principal().pk}"


TYPED = {
    "addressee": "陳嘉敏",
    "postal_address": "香港",
    "scope": ["procedural"],
    "csrfmiddlewaretoken": "x",
    "password": "y",
}


def test_typing_is_kept_and_comes_back_on_another_device(client, party, key):
    people.sign_in(client, people.principal())
    answer = client.post(f"/en/drafts/{key}/", TYPED, headers={"X-Requested-With": "drafts"})
    assert answer.status_code == 200
    assert answer.json()["message"].startswith("Draft saved at")
    other_device = type(client)()
    people.sign_in(other_device, people.principal())
    page = other_device.get(f"/en/mine/parties/{party.pk}/address/").content.decode()
    assert "陳嘉敏" in page
    assert "This is your draft" in page
    assert 'value="procedural" id="id_scope_0" checked' in page


def test_tokens_passwords_and_buttons_are_never_kept():
    posted = QueryDict("a=1&a=2&csrfmiddlewaretoken=t&new_password=p&_save=1&_draft_owner=m")
    assert actions.typed(posted) == {"a": ["1", "2"]}


def test_without_javascript_the_button_saves_and_leads_back_to_the_form(client, party, key):
    people.sign_in(client, people.principal())
    answer = client.post(f"/en/drafts/{key}/", TYPED)
    assert answer.status_code == 302
    assert answer["Location"] == f"/en/mine/parties/{party.pk}/address/"


def test_a_form_sent_after_the_session_expired_is_offered_again_after_sign_in(client, party, key):
    chan = people.principal()
    address = f"/en/mine/parties/{party.pk}/address/"
    answer = client.post(address, {**TYPED, "_draft_owner": mark(f"user:{chan.pk}", key)})
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]
    people.sign_in(client, chan)
    assert "陳嘉敏" in client.get(address).content.decode()


def test_typing_after_the_session_expired_is_kept_too(client, key):
    chan = people.principal()
    posted = {**TYPED, "_draft_owner": mark(f"user:{chan.pk}", key)}
    answer = client.post(f"/en/drafts/{key}/", posted, headers={"X-Requested-With": "drafts"})
    assert answer.status_code == 401
    assert actions.load(f"user:{chan.pk}", key)["addressee"] == ["陳嘉敏"]


def test_nothing_is_kept_without_a_mark_or_with_a_mark_of_another_form(client, key):
    owner = chan_key()
    for forged in ("", "forged", mark(owner, "cases.authority:1")):
        client.post(f"/en/drafts/{key}/", {**TYPED, "_draft_owner": forged})
    assert not Draft.objects.exists()
    assert owner_of(mark(owner, key), key) == owner


def test_success_deletes_the_draft(client, party, key):
    people.sign_in(client, people.principal())
    client.post(f"/en/drafts/{key}/", TYPED)
    sent = {"addressee": "陳嘉敏", "region": "HK", "postal_address": "香港"}
    assert client.post(f"/en/mine/parties/{party.pk}/address/", sent).status_code == 302
    assert not Draft.objects.exists()


def test_my_drafts_are_listed_and_deleted_by_me_alone(client, key):
    actions.save(owner_key=chan_key(), form_key=key, values={"a": ["1"]}, at=NOW)
    people.sign_in(client, people.stranger())
    assert "You have no drafts." in client.get("/en/drafts/").content.decode()
    assert client.post(f"/en/drafts/{key}/discard/").status_code == 404
    people.sign_in(client, people.principal())
    assert "Confirmation of the address for service" in client.get("/en/drafts/").content.decode()
    assert client.post(f"/en/drafts/{key}/discard/").status_code == 302
    assert not Draft.objects.exists()


def test_a_form_that_keeps_no_drafts_is_refused(client):
    people.sign_in(client, people.principal())
    assert client.post("/en/drafts/tests.unknown/", TYPED).status_code == 404
    with pytest.raises(KeyError):
        actions.save(owner_key="user:x", form_key="tests.unknown", values={}, at=NOW)
    assert registry.split("tests.unknown") is None


def test_a_draft_that_is_too_long_is_refused_with_a_sentence(client, key):
    people.sign_in(client, people.principal())
    answer = client.post(
        f"/en/drafts/{key}/", {"postal_address": "x" * 200_001}, headers={"X-Requested-With": "drafts"}
    )
    assert answer.status_code == 413
    assert "too long" in answer.json()["message"]


def test_drafts_are_encrypted_and_forgotten_after_the_days_that_were_set(settings, key):
    settings.DRAFT_DAYS = 3
    actions.save(owner_key=chan_key(), form_key=key, values={"a": ["secret"]}, at=NOW)
    assert b"secret" not in Draft.objects.values_list("content", flat=True)[0].sealed
    assert actions.forget_old(at=NOW + timedelta(days=2)) == 0
    assert actions.forget_old(at=NOW + timedelta(days=4)) == 1
    assert forget_old() == 0
