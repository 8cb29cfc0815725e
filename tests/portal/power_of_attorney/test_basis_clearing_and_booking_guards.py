"""What stands in the way: of a legal basis, of the clearing, of a booking, of an interpreter; and what the beat tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from portal.power_of_attorney.actions import alarms, booking, interpreters, reviewing, slots
from portal.power_of_attorney.models import IdentityCheck, PowerOfAttorney, WitnessingSession
from portal.power_of_attorney.queries.preparing import missing_for_clearing
from portal.power_of_attorney.rules import basis, clearing, devices
from portal.rooms.models import Room
from tests.factories import cases, people
from tests.factories import powers as made

pytestmark = pytest.mark.django_db
NOW, TODAY = made.NOW, made.NOW.date()


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with translation.override("en"):
        yield


def act(function: Callable[..., Any], user: Any, power: PowerOfAttorney, **more: Any) -> Any:
    return function(actor=people.actor(user), at=NOW, power_id=power.pk, **more)


def codes(power: PowerOfAttorney) -> list[str]:
    return [code for code, _place in missing_for_clearing(power, TODAY)]


GOOD = basis.BasisFacts(basis.FILING, "", "MMC-1", ("first_instance",), True, ("prc",), True, False)


@pytest.mark.parametrize(("change", "found"), [
    ({}, ()), ({"licences": ("gba", "prc")}, ()), ({"basis": "other"}, (basis.UNKNOWN_BASIS,)),
    ({"stages": ("first_instance", "second_instance")}, (basis.NOT_FIRST_INSTANCE,)),
    ({"stages": ()}, (basis.NOT_FIRST_INSTANCE,)), ({"is_identity_verified": False}, (basis.IDENTITY_MISSING,)),
    ({"platform_reference": " "}, (basis.REFERENCE_MISSING,)), ({"licences": ()}, (basis.NO_AGENT,)),
    ({"licences": ("prc", "")}, (basis.NOT_A_MAINLAND_LAWYER,)), ({"uses_mandarin": None}, (basis.LANGUAGE_UNANSWERED,)),
    ({"uses_mandarin": False}, (basis.NO_INTERPRETER,)), ({"uses_mandarin": False, "has_interpreter": True}, ()),
    ({"basis": basis.INTERPRETATION}, (basis.REASON_MISSING,)),
    ({"basis": basis.INTERPRETATION, "reason": "abroad", "licences": (), "stages": ()}, ()),
])  # fmt: skip
def test_each_condition_of_the_legal_basis_is_asked_for(
    change: dict[str, Any], found: tuple[str, ...]
) -> None:
    assert basis.problems(replace(GOOD, **change)) == found


def test_a_greater_bay_area_licence_counts_by_the_courts_reading_only_under_article_six() -> None:
    assert basis.rests_on_reading(basis.FILING, ("gba",))
    assert not basis.rests_on_reading(basis.FILING, ("prc",))
    assert not basis.rests_on_reading(basis.INTERPRETATION, ("gba",))


AGENT = clearing.AgentFacts(True, True, True, True, (), clearing.SESSION_CONSENTS, False)
CLEAN = clearing.ClearingFacts(
    True, True, True, True, True, False, clearing.SESSION_CONSENTS, False, False, (AGENT,)
)


@pytest.mark.parametrize(("change", "found"), [
    ({}, ()), ({"has_basis": False}, ((clearing.NO_BASIS, 0),)),
    ({"does_basis_hold": False}, ((clearing.BASIS_NO_LONGER_HOLDS, 0),)),
    ({"is_identified": False}, ((clearing.IDENTITY_MISSING, 0),)),
    ({"is_identity_expired": True}, ((clearing.IDENTITY_EXPIRED, 0),)),
    ({"is_entity": True}, ((clearing.AUTHORITY_MISSING, 0),)), ({"is_entity": True, "has_authority": True}, ()),
    ({"consents": ("online",)}, ((clearing.CONSENT_MISSING, 0),)), ({"agents": ()}, ((clearing.NUMBER_OF_AGENTS, 0),)),
    ({"agents": (AGENT, AGENT, AGENT)}, ((clearing.NUMBER_OF_AGENTS, 0),)),
    ({"has_instrument": False}, ((clearing.NO_INSTRUMENT, 0),)),
    ({"is_instrument_current": False}, ((clearing.INSTRUMENT_OUTDATED, 0),)),
    ({"agents": (AGENT, replace(AGENT, is_bound=False))}, ((clearing.AGENT_NOT_BOUND, 2),)),
    ({"agents": (replace(AGENT, has_usable_licence=False),)}, ((clearing.LICENCE_UNUSABLE, 1),)),
    ({"agents": (replace(AGENT, is_lawyer=False, is_identified=False),)}, ((clearing.AGENT_UNIDENTIFIED, 1),)),
    ({"agents": (replace(AGENT, missing_papers=("kinship",)),)}, ((clearing.PAPERS_MISSING, 1),)),
    ({"agents": (replace(AGENT, acts_for_opponent=True),)}, ((clearing.OPPONENTS_AGENT, 1),)),
    ({"agents": (replace(AGENT, consents=()),)}, ((clearing.CONSENT_MISSING, 1),)),
])  # fmt: skip
def test_each_thing_that_has_to_stand_before_a_session_is_asked_for(
    change: dict[str, Any], found: Any
) -> None:
    assert clearing.problems(replace(CLEAN, **change)) == found
    assert {code for code, _place in found} <= set(clearing.ARTICLES)


def test_findings_of_a_device_follow_the_marks_and_what_was_not_measured_is_not_judged() -> None:
    assert (
        devices.findings(
            camera=True, microphone=True, brightness=None, kilobits_up=None, clock_offset_ms=None
        )
        == ()
    )
    assert devices.findings(camera=False, microphone=False, brightness=99, kilobits_up=1, clock_offset_ms=6000) == (
        devices.CAMERA_BAD, devices.SOUND_BAD, devices.TOO_BRIGHT, devices.LINE_SLOW, devices.CLOCK_OFF,
    )  # fmt: skip


def test_a_power_is_not_cleared_with_a_consent_withdrawn_or_a_paper_expired() -> None:
    power = made.a_power("doc_review")
    assert codes(power) == []
    power.consents.filter(holder=power.principal.user, purpose="recording").update(withdrawn_at=NOW)
    IdentityCheck.objects.filter(person=power.principal).update(
        papers=[{"kind": "hkid", "last_four": "6(3)", "expiry": "2026-11-19"}]
    )
    with pytest.raises(ValidationError) as refused:
        act(reviewing.clear, people.judge_a(), power)
    assert len(refused.value.messages) == 2 and "art" in refused.value.messages[0]


def test_the_agent_of_the_opponent_is_refused() -> None:
    power = made.a_power("doc_review")
    other = made.a_power("cleared", case=power.case, party=cases.defendant(power.case))
    assert codes(power) == [clearing.OPPONENTS_AGENT] and codes(other) == [clearing.OPPONENTS_AGENT]


def test_a_case_of_another_court_or_somebody_elses_place_is_not_linked() -> None:
    power = made.a_power("doc_review")
    with pytest.raises(ValidationError, match="not the principal"):
        act(
            reviewing.link_case,
            people.clerk_a(),
            power,
            case_id=power.case.pk,
            party_id=cases.defendant(power.case).pk,
        )


def test_a_paper_that_expires_before_the_session_stops_the_booking() -> None:
    power, slot = made.a_power("cleared"), made.a_slot(NOW + timedelta(days=4))
    IdentityCheck.objects.filter(person=power.principal).update(
        papers=[{"kind": "hkid", "last_four": "6(3)", "expiry": "2026-11-22"}]
    )
    with pytest.raises(ValidationError, match="2026-11-22"):
        act(booking.book, people.principal(), power, slot_id=slot.pk)


def test_a_slot_is_taken_once_and_never_in_the_past_or_at_another_court() -> None:
    first, second = made.a_power("cleared"), made.a_power("cleared")
    slot = made.a_slot(NOW + timedelta(days=4))
    act(booking.book, people.principal(), first, slot_id=slot.pk)
    with pytest.raises(ValidationError, match="taken meanwhile"):
        act(booking.book, people.principal(), second, slot_id=slot.pk)
    with pytest.raises(ValidationError, match="passed"):
        act(booking.book, people.principal(), second, slot_id=made.a_slot(NOW - timedelta(hours=1)).pk)
    elsewhere = made.a_slot(NOW + timedelta(days=5))
    elsewhere.court = people.court(people.COURT_B)
    elsewhere.save()
    with pytest.raises(PermissionRefused):
        act(booking.book, people.principal(), second, slot_id=elsewhere.pk)
    with pytest.raises(ValidationError, match="booked"):
        slots.withdraw_slot(actor=people.actor(people.clerk_a()), at=NOW, slot_id=slot.pk, reason="away")


def test_the_court_gives_a_reason_for_moving_and_people_need_not() -> None:
    power, slot = made.a_power("scheduled"), made.a_slot(NOW + timedelta(days=4))
    with pytest.raises(ValidationError, match="reason"):
        act(booking.reschedule, people.clerk_a(), power, slot_id=slot.pk)
    act(booking.reschedule, people.principal(), power, slot_id=slot.pk)
    assert [row.state for row in power.appointments.all()] == ["moved", "booked"]


def test_a_no_show_waits_for_the_time_closes_the_lobby_and_frees_the_power() -> None:
    early = made.a_power("cleared")
    made.booked(early, made.a_slot(NOW + timedelta(days=1)))
    PowerOfAttorney.objects.filter(pk=early.pk).update(state="scheduled")
    with pytest.raises(ValidationError, match="not come yet"):
        act(booking.record_no_show, people.clerk_a(), early, absent=["principal"], reason="ill")
    power = made.a_power("lobby")
    power.appointments.update(slot=made.a_slot(NOW - timedelta(minutes=20)))
    act(
        booking.record_no_show, people.clerk_a(), power, absent=["principal", "agent_1"], reason="nobody rang"
    )
    power.refresh_from_db()
    assert (power.state, power.appointments.get().absent) == ("cleared", ["agent_1", "principal"])
    assert WitnessingSession.objects.get().state == "not_held" and Room.objects.get().state == "closed"


def test_a_change_after_the_clearing_goes_back_to_review_and_the_booking_falls() -> None:
    power = made.a_power("suspended")
    act(reviewing.order_change, people.clerk_a(), power, reason="One power more is wanted.")
    power.refresh_from_db()
    assert (power.state, WitnessingSession.objects.get().state) == ("doc_review", "aborted")
    assert codes(power) == [clearing.INSTRUMENT_OUTDATED] or power.versions.get().made_at == NOW


def test_an_interpreter_is_nobodys_lawyer_is_identified_and_pledges_himself() -> None:
    power, clerk, sofia = made.a_power("cleared"), people.clerk_a(), made.interpreter()
    engage, person = interpreters.engage_interpreter, people.person_of(sofia)
    both = ["pt", "zh-hans"]
    with pytest.raises(ValidationError, match="office"):
        act(
            engage, clerk, power, person=people.person_of(people.lawyer()), languages=both, identity_basis="x"
        )
    people.office_of(people.lawyer(), "interpreter", court=people.court())
    with pytest.raises(ValidationError, match="stood for a party"):
        act(
            engage, clerk, power, person=people.person_of(people.lawyer()), languages=both, identity_basis="x"
        )
    with pytest.raises(ValidationError, match="two languages"):
        act(engage, clerk, power, person=person, languages=["pt"], identity_basis="Passport seen.")
    with pytest.raises(ValidationError, match="identified"):
        act(engage, clerk, power, person=person, languages=both)
    found = act(engage, clerk, power, person=person, languages=both, identity_basis="Passport seen.")
    with pytest.raises(PermissionRefused):
        interpreters.pledge(
            actor=people.actor(people.principal()), at=NOW, engagement_id=found.pk, language="pt"
        )
    interpreters.pledge(actor=people.actor(sofia), at=NOW, engagement_id=found.pk, language="pt")
    act(interpreters.release_interpreter, clerk, power, reason="ill")
    found.refresh_from_db()
    assert found.pledged_at and found.released_at


def test_only_the_judge_finds_that_time_to_correct_has_lapsed_and_only_afterwards() -> None:
    power = made.a_power("cure", cure_by_date=TODAY)
    with pytest.raises(PermissionRefused):
        act(reviewing.lapse_cure, people.clerk_a(), power, reason="late")
    with pytest.raises(ValidationError, match="not ended"):
        act(reviewing.lapse_cure, people.judge_a(), power, reason="late")
    act(reviewing.extend_cure, people.clerk_a(), power, by_date=TODAY + timedelta(days=5), reason="holiday")
    alarms.watch_cures(at=NOW + timedelta(days=9))
    power.refresh_from_db()
    assert power.state == "cure"  # the alarm tells and decides nothing
    assert Notice.objects.filter(kind="power_of_attorney.cure_over").count() == 2


def test_people_are_reminded_of_a_session_once_a_day_before_and_once_an_hour_before() -> None:
    power = made.a_power("cleared")
    made.interpreted(power)
    made.booked(power, made.a_slot(NOW + timedelta(hours=20)))
    for hours in (0, 1, 19.2, 19.5):
        alarms.remind_of_sessions(at=NOW + timedelta(hours=hours))
    sent = Notice.objects.filter(kind="power_of_attorney.session_soon")
    assert sent.count() == 2 * 5  # principal, lawyer, interpreter, judge, clerk


def test_pages_ask_the_database_the_same_few_times_however_many_slots_and_powers(
    django_assert_max_num_queries,
) -> None:
    power = made.a_power("cleared")
    for hours in range(12):
        made.a_slot(NOW + timedelta(days=2, hours=hours))
    client = people.sign_in(Client(), people.principal())
    with django_assert_max_num_queries(30):
        assert client.get(reverse("powers:booking", args=[power.pk])).status_code == 200
    for _number in range(6):
        made.a_power("doc_review")
    desk = people.sign_in(Client(), people.clerk_a())
    with django_assert_max_num_queries(40):
        assert desk.get(reverse("powers_desk:index")).status_code == 200
    with django_assert_max_num_queries(40):
        assert desk.get(reverse("powers_desk:slots")).status_code == 200
    with django_assert_max_num_queries(120):
        assert desk.get(reverse("powers_desk:inspect", args=[power.pk])).status_code == 200
