"""In the witnessing room sits who takes part in the power today."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import Event
from portal.power_of_attorney.models import WitnessingSession
from tests.factories import people
from tests.factories import sessions as made

pytestmark = pytest.mark.django_db
TAB = "a-tab-of-this-test"


@pytest.fixture(autouse=True)
def the_session_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: made.NOW + timedelta(seconds=2))


def beats(session: WitnessingSession, user: Any) -> Any:
    client: Client = people.sign_in(Client(), user)
    address = reverse("rooms:presence", args=[session.room_id])
    return client.post(address, json.dumps({"tab": TAB, "links": {}}), content_type="application/json")


def the_agent_was_taken_out(session: WitnessingSession) -> Any:
    user = made.user_at(session, "agent1")
    session.power.agents.update(withdrawn_at=made.NOW)
    return user


def the_interpreter_was_released(session: WitnessingSession) -> Any:
    user = made.user_at(session, "interpreter")
    session.power.interpreters.update(released_at=made.NOW)
    return user


ENDS = {the_agent_was_taken_out: "agent_gone", the_interpreter_was_released: "interpreter_released"}


@pytest.mark.parametrize(("end", "why"), ENDS.items())
def test_the_next_sign_of_life_finds_no_room_and_the_session_stands_still(
    end: Callable[[WitnessingSession], Any], why: str
) -> None:
    session = made.opened(interpreter=True)
    user = end(session)
    assert beats(session, user).status_code == 404
    assert session.room.seats.get(holder=user).state == "removed"
    event = Event.objects.get(act="rooms.seat_withdrawn")
    assert json.loads(bytes(event.body))["facts"]["why"] == why
    assert made.fresh(session).state == WitnessingSession.State.SUSPENDED
    page: Client = people.sign_in(Client(), user)
    assert page.get(reverse("powers:session-state", args=[session.power_id])).status_code == 404


def test_nobody_who_still_takes_part_is_put_out() -> None:
    session = made.opened(interpreter=True)
    for seat in session.room.seats.select_related("holder"):
        assert beats(session, seat.holder).status_code == 200, seat.role
    assert made.fresh(session).state == WitnessingSession.State.OPEN
