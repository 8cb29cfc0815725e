"""The room's page and its doors: who gets in, what each person sees, and at which cost."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from i18n import languages
from portal.power_of_attorney.models import StrokeSignature
from tests.factories import people, powers
from tests.factories import sessions as made

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24


@pytest.fixture(autouse=True)
def the_session_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doors look at the clock; the factory's people were heard of at its moment."""
    monkeypatch.setattr(timezone, "now", lambda: made.NOW + timedelta(seconds=2))


def address(session, name: str, *more: str) -> str:
    return reverse(f"powers:{name}", args=[session.power_id, *more])


def signed_in(user) -> Client:
    client = Client()
    people.sign_in(client, user)
    return client


def seen_by(session, who: str, **query: str) -> dict:
    answer = signed_in(made.user_at(session, who)).get(address(session, "session-state"), query)
    assert answer.status_code == 200, answer.content
    return answer.json()


STRANGERS = ("opponent", "stranger", "judge_b", "clerk_b", "assistance_desk", "auditor", "operator")
ACTS = ("open", "answer", "identity", "suspend", "resume", "abort", "attest", "close", "explain", "watch")


def test_whoever_has_no_seat_finds_no_room_and_no_act_of_it() -> None:
    session = made.opened()
    for who in STRANGERS:
        client = signed_in(getattr(people, who)())
        for name in ("room", "session-state"):
            assert client.get(address(session, name)).status_code == 404, (who, name)
        for act in ACTS:
            answer = client.post(address(session, "session-act", act), {"reason": "x"})
            assert answer.status_code == 404, (who, act)
        assert client.post(address(session, "session-sign"), "{}", "application/json").status_code == 404
    assert made.fresh(session).state == "open"


def test_nobody_but_the_judge_leads_the_session() -> None:
    session = made.opened()
    person = str(made.power_of(session).principal_id)
    sent = {"reason": "x", "item": "opening.court", "answer": "done", "person": person, "cause": "asked_for"}
    for user in (people.clerk_a(), made.user_at(session, "party"), made.user_at(session, "agent1")):
        client = signed_in(user)
        for act in ("open", "answer", "identity", "suspend", "resume", "abort", "attest", "close"):
            answer = client.post(address(session, "session-act", act), {**sent, "basis": "x"})
            assert answer.status_code == 404, (user.email, act)
    assert made.fresh(session).state == "open" and not session.answers.exists()


def test_the_room_asks_for_the_second_factor() -> None:
    session = made.opened()
    client = Client()
    people.sign_in(client, people.principal(), second_factor=False)
    assert client.get(address(session, "room")).status_code == 302
    assert client.get(address(session, "session-state")).status_code == 401
    assert client.post(address(session, "session-sign"), "{}", "application/json").status_code == 401


def test_each_person_reads_the_question_in_the_language_of_whoever_is_asked() -> None:
    session = made.opened(interpreter=True)
    assert "見證" in seen_by(session, "party")["regions"]["question"]
    assert 'lang="zh-Hant"' in seen_by(session, "party")["regions"]["question"]
    with translation.override("pt"):
        interpreter = seen_by(session, "interpreter")["regions"]["question"]
    assert 'lang="pt"' in interpreter and "Declaro aberta" in interpreter


def test_the_judge_sees_both_wordings_and_the_buttons_and_nobody_else_does() -> None:
    session = made.opened()
    judge, party = seen_by(session, "judge"), seen_by(session, "party")
    assert judge["item"] == "opening.court"
    assert 'data-act="answer"' in judge["regions"]["question"]
    assert 'data-act="answer"' not in party["regions"]["question"]
    assert set(party["regions"]) == {"notice", "question", "text", "signing"}
    assert party["obstacles"] == []


def test_whoever_waits_in_the_lobby_sees_nothing_but_the_lobby() -> None:
    session = made.in_lobby()
    session.room.seats.filter(role="agent").update(state="waiting")
    state = seen_by(session, "agent1")
    assert set(state["regions"]) == {"notice"}


def test_an_answer_by_the_door_gives_the_next_question() -> None:
    session = made.opened()
    client = signed_in(people.judge_a())
    answer = client.post(
        address(session, "session-act", "answer"), {"item": "opening.court", "answer": "done"}
    )
    assert answer.status_code == 200 and answer.json()["item"] == "opening.recording"
    refused = client.post(address(session, "session-act", "answer"), {"item": "will.free", "answer": "yes"})
    assert refused.status_code == 400 and refused.json()["error"]


def test_the_judge_may_put_a_question_again() -> None:
    session = made.opened()
    made.answer(session, "opening.court", made.NOW)
    assert seen_by(session, "judge", item="opening.court")["item"] == "opening.court"
    assert seen_by(session, "party", item="opening.court")["item"] == "opening.recording"


def test_the_document_is_shown_with_its_code_to_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    session = made.opened()
    version = made.power_of(session).versions.latest("number")
    for who in ("judge", "party", "agent1"):
        state = seen_by(session, who)
        assert state["code"] == version.short_code
        assert version.short_code in state["regions"]["text"] and version.digest in state["regions"]["text"]


def test_the_principal_signs_by_the_door_on_the_text_she_saw(monkeypatch: pytest.MonkeyPatch) -> None:
    session = made.opened()
    at = made.walk(session, 9)
    monkeypatch.setattr(timezone, "now", lambda: at)
    assert seen_by(session, "party")["may_sign"] and not seen_by(session, "agent1")["may_sign"]
    sent = {
        "strokes": made.strokes(),
        "image": b64encode(made.png()).decode(),
        "digest": seen_by(session, "party")["digest"],
    }
    door, client = address(session, "session-sign"), signed_in(people.principal())
    for broken in (
        "",
        "[]",
        "{",
        json.dumps({**sent, "image": "%%"}),
        json.dumps({**sent, "digest": "0" * 64}),
    ):
        assert client.post(door, broken, "application/json").status_code == 400
    answer = client.post(door, json.dumps(sent), "application/json")
    assert answer.status_code == 200 and answer.json()["has_signed"]
    assert StrokeSignature.objects.get().role == "party"
    assert seen_by(session, "agent1")["may_sign"]


def test_the_state_costs_a_bounded_number_of_queries() -> None:
    session = made.opened(interpreter=True, second_agent=True)
    made.walk(session, 3)
    for who in ("judge", "party", "interpreter"):
        client = signed_in(made.user_at(session, who))
        client.get(address(session, "session-state"))
        with CaptureQueriesContext(connection) as few:
            client.get(address(session, "session-state"))
        assert len(few) <= MOST_QUERIES, (who, len(few))


def test_the_number_of_queries_does_not_grow_with_the_answers() -> None:
    session = made.opened()
    client = signed_in(people.judge_a())
    client.get(address(session, "session-state"))
    with CaptureQueriesContext(connection) as before:
        client.get(address(session, "session-state"))
    made.walk(session, 7)
    with CaptureQueriesContext(connection) as after:
        client.get(address(session, "session-state"))
    assert len(after) <= len(before) + 2


@pytest.mark.parametrize("language", languages.CODES)
def test_the_page_stands_in_four_languages_and_is_personal(language: str) -> None:
    session = made.opened()
    for user in (people.judge_a(), people.principal()):
        answer = signed_in(user).get(f"/{language}/powers/{session.power_id}/room/")
        assert answer.status_code == 200
        assert "noindex" in answer["X-Robots-Tag"] and "no-store" in answer["Cache-Control"]


def test_before_the_lobby_opens_the_court_finds_the_button_and_the_principal_the_time() -> None:
    power = powers.a_power("scheduled")
    page = reverse("powers:room", args=[power.pk])
    lobby = reverse("powers:session-lobby", args=[power.pk])
    assert lobby.encode() not in signed_in(people.principal()).get(page).content
    judge = signed_in(people.judge_a())
    assert lobby.encode() in judge.get(page).content
    assert signed_in(people.principal()).post(lobby).status_code == 404
    assert judge.post(lobby).status_code == 302
    assert b"session-script" in judge.get(page).content


def test_another_powers_room_is_not_found_with_the_own_seat() -> None:
    session = made.opened()
    other = powers.a_power(
        "in_session", principal=people.person_of(people.opponent()), drafted_by=people.opponent()
    )
    client = signed_in(people.principal())
    assert client.get(reverse("powers:room", args=[session.power_id])).status_code == 200
    assert client.get(reverse("powers:room", args=[other.pk])).status_code == 404
