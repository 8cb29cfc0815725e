"""The pages before the session: booking in everybody's zone, calendar entry, pledge, device; the court's desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from portal.calendars.actions import load_seed
from portal.identity.models import User
from portal.power_of_attorney.models import Appointment, DeviceTest, Slot, ZoneChoice
from portal.power_of_attorney.viewsets.power_acts import ACTS
from tests.factories import people
from tests.factories import powers as made

pytestmark = pytest.mark.django_db
NOW = made.NOW


@pytest.fixture(autouse=True)
def clock_and_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cache.clear()
    with translation.override("en"):
        yield


def signed_in(user: User) -> Client:
    return people.sign_in(Client(), user)


def url(name: str, *args: Any) -> str:
    return reverse(f"powers:{name}", args=args)


def later(hours: int = 72) -> Slot:
    return made.a_slot(NOW + timedelta(hours=hours))


def test_a_principal_reads_the_free_times_in_every_zone_and_books_one() -> None:
    power, slot = made.a_power("cleared"), later()
    client = signed_in(people.principal())
    client.post(url("booking", power.pk), {"zone": "Europe/Lisbon"})
    signed_in(people.lawyer()).post(url("booking", power.pk), {"zone": "America/New_York"})
    page = client.get(url("booking", power.pk)).content.decode()
    assert "12:00–12:30 (UTC+08:00)" in page and "04:00–04:30 (UTC+00:00)" in page
    assert "23:00–23:30 (UTC-05:00)" in page and page.count("· your time") == 1
    assert client.get(url("take_slot", power.pk, slot.pk)).status_code == 200
    client.post(url("take_slot", power.pk, slot.pk))
    assert Appointment.objects.get().slot == slot
    assert "Your session" in client.get(url("booking", power.pk)).content.decode()


def test_a_zone_that_is_not_offered_is_refused_and_nothing_is_kept() -> None:
    power = made.a_power("cleared")
    response = signed_in(people.principal()).post(url("booking", power.pk), {"zone": "Mars/Olympus"})
    assert response.status_code == 200 and not ZoneChoice.objects.exists()


def test_a_booked_session_is_moved_cancelled_and_stands_in_the_calendar_file() -> None:
    power = made.a_power("scheduled")
    client, other = signed_in(people.principal()), later()
    client.post(url("take_slot", power.pk, other.pk), {"reason": ""})
    text = client.get(url("session_calendar", power.pk)).content.decode()
    assert "DTSTART:20261123T040000Z\r\n" in text and "TRIGGER:-PT60M" in text and "SEQUENCE:2" in text
    assert "陳" not in text and "何德榮" not in text
    client.post(url("cancel_booking", power.pk), {"reason": "illness"})
    power.refresh_from_db()
    assert power.state == "cleared"
    assert "BEGIN:VEVENT" not in client.get(url("session_calendar", power.pk)).content.decode()


def test_the_interpreter_reads_the_pledge_and_gives_it_and_sees_nothing_else() -> None:
    power = made.a_power("scheduled")
    engagement = made.interpreted(power)
    engagement.pledged_at = None
    engagement.save()
    client = signed_in(made.interpreter())
    page = client.get(url("engagement", engagement.pk)).content.decode()
    assert "I shall interpret faithfully" in page and "何德榮" not in page
    assert client.post(url("engagement", engagement.pk)).status_code == 200  # the box was not ticked
    client.post(url("engagement", engagement.pk), {"pledged": "on"})
    client.post(url("engagement_zone", engagement.pk), {"zone": "Europe/Lisbon"})
    engagement.refresh_from_db()
    assert engagement.pledged_at == NOW and ZoneChoice.objects.get().zone == "Europe/Lisbon"
    assert client.get(url("session_calendar", power.pk)).status_code == 200
    assert client.get(url("device", power.pk)).status_code == 200
    assert client.get(url("booking", power.pk)).status_code == 404
    assert engagement.power.reference in client.get(url("interpreting")).content.decode()


def test_a_device_is_tested_and_the_result_is_advice() -> None:
    power = made.a_power("cleared")
    client = signed_in(people.principal())
    entries = {
        "camera": "yes",
        "microphone": "no",
        "brightness": 9,
        "kilobits_up": 300,
        "clock_offset_ms": -90_000,
    }
    client.post(url("device", power.pk), entries)
    kept = DeviceTest.objects.get()
    assert (kept.camera, kept.microphone, kept.kilobits_up) == (True, False, 300)
    page = client.get(url("device", power.pk)).content.decode()
    assert all(words in page for words in ("too dark", "The line was slow", "clock of the device was wrong"))
    assert client.post(url("device", power.pk), {**entries, "brightness": 700}).status_code == 200
    assert DeviceTest.objects.count() == 1


def test_the_line_takes_half_a_megabyte_and_no_more_and_not_without_end() -> None:
    power = made.a_power("cleared")
    client, address = signed_in(people.principal()), url("device_line", power.pk)
    reply = client.post(address, b"x" * 400_000, content_type="application/octet-stream").json()
    assert reply == {"received": 400_000, "now": int(NOW.timestamp() * 1000)}
    assert client.post(address, b"x" * 600_000, content_type="application/octet-stream").status_code == 413
    for _time in range(40):
        last = client.post(address, b"x", content_type="application/octet-stream")
    assert last.status_code == 429


PAGES = ("booking", "cancel_booking", "session_calendar", "device")


def test_strangers_opponents_and_staff_of_another_court_find_nothing() -> None:
    power, slot = made.a_power("scheduled"), later()
    engagement = made.interpreted(power)
    addresses = [url(name, power.pk) for name in PAGES]
    addresses += [url("take_slot", power.pk, slot.pk), url("engagement", engagement.pk)]
    for user in (people.stranger(), people.opponent(), people.clerk_b()):
        client = signed_in(user)
        assert {client.get(address).status_code for address in addresses} == {404}
        assert client.post(url("device_line", power.pk)).status_code == 404
        assert client.post(addresses[4]).status_code == 404
    assert Appointment.objects.get().state == "booked"


def test_the_desk_of_another_court_and_people_without_office_find_no_power() -> None:
    power = made.a_power("doc_review")
    addresses = [reverse("powers_desk:inspect", args=[power.pk])]
    addresses += [reverse("powers_desk:act", args=[power.pk, name]) for name in ACTS]
    for user in (people.clerk_b(), people.judge_b(), people.assistance_desk()):
        client = signed_in(user)
        assert {client.get(address).status_code for address in addresses} == {404}
    assert signed_in(people.principal()).get(addresses[0]).status_code in (302, 404)
    assert (
        power.reference not in signed_in(people.clerk_b()).get(reverse("powers_desk:index")).content.decode()
    )


def test_the_desk_shows_every_fact_and_only_the_buttons_of_the_seat() -> None:
    power = made.a_power("doc_review")
    clerk = signed_in(people.clerk_a())
    page = clerk.get(reverse("powers_desk:inspect", args=[power.pk])).content.decode()
    assert "何德榮" in page and "/act/order-cure/" in page and "/act/basis/" not in page
    judge = signed_in(people.judge_a()).get(reverse("powers_desk:inspect", args=[power.pk])).content.decode()
    assert "/act/basis/" in judge and "/act/refuse/" in judge
    assert power.reference in clerk.get(reverse("powers_desk:index")).content.decode()


@pytest.mark.parametrize(
    "state", ["submitted", "id_pending", "id_verified", "doc_review", "cure", "cleared", "scheduled", "lobby"]
)
def test_every_button_of_every_state_opens_its_form(state: str) -> None:
    power = made.a_power(state, **({"cure_by_date": NOW.date()} if state == "cure" else {}))
    for user in (people.clerk_a(), people.judge_a()):
        client = signed_in(user)
        page = client.get(reverse("powers_desk:inspect", args=[power.pk]))
        for address, _act in page.context["buttons"]:
            assert client.get(address).status_code == 200


def test_the_cure_form_shows_the_proposal_with_its_working_and_the_court_fixes_the_day() -> None:
    load_seed(at=NOW)
    power = made.a_power("doc_review")
    client, address = signed_in(people.clerk_a()), reverse("powers_desk:act", args=[power.pk, "order-cure"])
    assert "2026年12月" in client.get(address).content.decode()  # the clerk reads Chinese
    response = client.post(address, {"grounds": "", "by_date": "2026-12-09"})
    assert response.status_code == 200 and "2026-12-09" in response.content.decode()
    client.post(address, {"grounds": "The firm's certificate is missing.", "by_date": "2026-12-09"})
    power.refresh_from_db()
    assert (power.state, power.cure_by_date.isoformat()) == ("cure", "2026-12-09")


def test_a_clerk_offers_a_row_of_times_and_takes_one_back() -> None:
    clerk, judge = people.clerk_a(), people.judge_a()
    client = signed_in(clerk)
    entries = {
        "court": people.court().pk, "judge": judge.pk, "clerk": clerk.pk, "day": "2026-11-25", "from_time": "14:30",
        "to_time": "16:00", "minutes": 30, "zone": "Asia/Shanghai",
    }  # fmt: skip
    assert client.get(reverse("powers_desk:offer_slots")).status_code == 200
    client.post(reverse("powers_desk:offer_slots"), entries)
    assert [f"{slot.starts_at:%H:%M}" for slot in Slot.objects.all()] == ["06:30", "07:00", "07:30"]
    again = client.post(reverse("powers_desk:offer_slots"), entries)
    assert again.status_code == 200 and Slot.objects.count() == 3
    first = Slot.objects.first()
    client.post(reverse("powers_desk:withdraw_slot", args=[first.pk]), {"reason": "The judge is away."})
    first.refresh_from_db()
    assert first.withdrawn_at == NOW
    assert "07:00" not in client.get(reverse("powers_desk:slots")).content.decode().replace("15:00", "")
    assert (
        signed_in(people.clerk_b()).get(reverse("powers_desk:withdraw_slot", args=[first.pk])).status_code
        == 404
    )


def test_unknown_keys_are_not_found() -> None:
    client = signed_in(people.principal())
    assert client.get(url("booking", uuid4())).status_code == 404
    assert client.get(url("engagement", uuid4())).status_code == 404
