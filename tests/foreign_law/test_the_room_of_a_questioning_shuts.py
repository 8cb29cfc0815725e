"""In the room of a questioning sits who takes part today: a lawyer, a party, an expert, a judge of the case no longer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from foreign_law.actions.ascertainment import questioning, questioning_rooms
from foreign_law.models import AscertainmentRequest, ProviderAccount, Questioning
from foreign_law.rules.ascertainment import lifecycle
from portal.audit.models import Event
from portal.cases import actions as case_actions
from portal.cases.models import Assignment, Representation
from portal.drafts.sending import FIELD
from portal.rooms.models import RoomEvent, Seat
from tests.factories import ascertainment as made
from tests.factories import cases, people
from tests.support.twice import mark_on

pytestmark = pytest.mark.django_db
NOW, TODAY = made.NOW, made.TODAY
TAB = "a-tab-of-this-test"
ONLINE = {
    "how": "online", "difficulty": "She lives in Lisbon.", "home_law_checked": True,
    "home_law_note": "Portuguese law has no bar.", "scope_note": "違約金",
}  # fmt: skip


@pytest.fixture(autouse=True)
def the_questioning_is_now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(seconds=2))
    with translation.override("en"):
        yield


def at_the_table() -> Questioning:
    """Everybody sits in the room and was heard of a moment ago; Zhou Ping sits there for Chan Ka Man."""
    cases.represented(made.ascertained_case())
    attempt = made.an_attempt(made.a_request(lifecycle.IN_PROGRESS), state=lifecycle.ANSWERED_BY_PROVIDER)
    judge, clerk = people.actor(people.judge_a(), NOW), people.actor(people.clerk_a(), NOW)
    found = questioning.order_questioning(actor=judge, at=NOW, attempt_id=attempt.pk, **ONLINE)
    room = questioning_rooms.open_questioning_room(actor=clerk, at=NOW, questioning_id=found.pk)
    room.seats.update(state=Seat.State.ADMITTED, admitted_at=NOW, arrived_at=NOW, seen_at=NOW, tab=TAB)
    return Questioning.objects.select_related("room").get(pk=found.pk)


def beats(found: Questioning, user: Any) -> Any:
    """A sign of life through the door."""
    assert found.room is not None
    client: Client = people.sign_in(Client(), user)
    address = reverse("rooms:presence", args=[found.room.pk])
    return client.post(address, json.dumps({"tab": TAB, "links": {}}), content_type="application/json")


def the_representation_ends(found: Questioning) -> Any:
    case, held = found.attempt.request.case, Representation.objects.get()
    case_actions.end_representation(
        actor=people.actor(people.clerk_a(), NOW), at=NOW, case_id=case.pk, representation_id=held.pk, reason="Dismissed."
    )  # fmt: skip
    return people.lawyer()


def the_expert_declined(found: Questioning) -> Any:
    type(found.attempt).objects.filter(pk=found.attempt_id).update(state=lifecycle.DECLINED_CONFLICT)
    return made.expert()


def the_account_of_the_institute_ran_out(found: Questioning) -> Any:
    ProviderAccount.objects.update(valid_to=TODAY)
    return made.expert()


def the_clerk_gave_the_case_away(found: Questioning) -> Any:
    Assignment.objects.filter(seat="clerk").update(valid_to=TODAY)
    return people.clerk_a()


ENDS = {
    the_representation_ends: "standing_ended", the_expert_declined: "provider_gone",
    the_account_of_the_institute_ran_out: "provider_gone", the_clerk_gave_the_case_away: "not_assigned",
}  # fmt: skip


@pytest.mark.parametrize(("end", "why"), ENDS.items())
def test_the_next_sign_of_life_finds_no_room_the_others_see_it_and_the_log_says_why(
    end: Callable[[Questioning], Any], why: str
) -> None:
    found = at_the_table()
    room = found.room
    assert room is not None
    user = end(found)
    assert beats(found, user).status_code == 404
    seat = room.seats.get(holder=user)
    left = RoomEvent.objects.get(room=room, kind="left", target=None)
    assert (seat.state, left.payload["seat"], left.payload["why"]) == ("removed", str(seat.pk), why)
    event = Event.objects.get(chain=room.chain, act="rooms.seat_withdrawn")
    assert json.loads(bytes(event.body))["facts"]["why"] == why
    assert room.seats.filter(state="admitted").count() == room.seats.count() - 1


def test_whoever_lost_the_case_loses_the_page_of_the_room_too_and_the_judge_s_sign_of_life_clears_it() -> (
    None
):
    found = at_the_table()
    page = reverse("law:questioning_room", args=[found.pk])
    lawyer: Client = people.sign_in(Client(), people.lawyer())
    assert lawyer.get(page).status_code == 200
    the_representation_ends(found)
    assert beats(found, people.judge_a()).status_code == 200
    assert found.room is not None and found.room.seats.get(holder=people.lawyer()).state == "removed"
    assert lawyer.get(page).status_code == 404


def test_a_judge_who_lost_the_case_begins_nothing_and_the_seat_stays_taken_back() -> None:
    found = at_the_table()
    judge: Client = people.sign_in(Client(), people.judge_a())
    mark = mark_on(judge, reverse("law:questioning_room", args=[found.pk]))
    Assignment.objects.filter(seat="judge").update(valid_to=TODAY)
    answer = judge.post(reverse("law:questioning_begin", args=[found.pk]), {FIELD: mark})
    assert answer.status_code == 404 and found.room is not None
    assert found.room.seats.get(holder=people.judge_a()).state == "removed"


def test_nobody_who_still_takes_part_is_put_out() -> None:
    found = at_the_table()
    assert found.room is not None
    for seat in found.room.seats.select_related("holder"):
        assert beats(found, seat.holder).status_code == 200, seat.role
    assert not found.room.seats.exclude(state="admitted").exists()
    assert AscertainmentRequest.objects.count() == 1
