"""Ways in that a determined opponent would try: late answers, other people's offices, rooms and packages, old keys."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.evidence import actions as building
from portal.evidence.actions import build_package, order_package
from portal.evidence.destruction import destroy_package
from portal.evidence.models import EvidencePackage
from portal.evidence.registry import contents_of
from portal.evidence.storage import package_store
from portal.identity.actions import signing_keys
from portal.identity.permissions import PermissionRefused
from portal.identity.roles import Role
from portal.power_of_attorney.actions import (
    agents,
    booking,
    interpreters,
    interruptions,
    keeping_ends,
    lobby,
    reviewing,
)
from portal.power_of_attorney.actions.packages import may_have_package
from portal.power_of_attorney.apps.drafting import on_the_desk
from portal.power_of_attorney.apps.session import may_watch
from portal.power_of_attorney.models import Agent
from portal.power_of_attorney.views import package as door
from portal.rooms.models import Recording, Seat
from portal.web.logs import WithoutOneTimeLinks
from tests.factories import kept_powers, people, power_drafts, powers
from tests.factories import sessions as made
from tests.factories.signing_keys import PASSPHRASE, signing_key

pytestmark = pytest.mark.django_db
AT = powers.NOW


def actor(user: Any) -> Any:
    return people.actor(user, AT)


def signed_in(user: Any) -> Client:
    client = Client()
    people.sign_in(client, user)
    return client


def stored_packages() -> set[Path]:
    return {path for path in package_store().root.rglob("*") if path.is_file()}


def test_a_link_answered_while_another_answer_waits_is_used_once(monkeypatch: pytest.MonkeyPatch) -> None:
    agent = power_drafts.invited(power_drafts.a_draft(), kind="close_relative")
    token = power_drafts.token_of(agent)
    seen_before_the_lock = agents.invitation(token, power_drafts.AT)
    power_drafts.accepted(agent, people.lawyer(), licence=None)
    monkeypatch.setattr(agents, "invitation", lambda *_given: seen_before_the_lock)
    late = {"actor": people.actor(people.stranger()), "at": power_drafts.AT, "token": token}
    people.person_of(people.stranger())
    with pytest.raises(PermissionRefused):
        agents.accept_invitation(**late, conflict_statement="None.")
    with pytest.raises(PermissionRefused):
        agents.decline_invitation(**late)
    assert Agent.objects.get(pk=agent.pk).person == people.person_of(people.lawyer())


def test_the_opponent_holds_no_bench_though_he_is_judge_at_this_court() -> None:
    power = powers.a_power("scheduled")
    people.office_of(people.opponent(), Role.JUDGE.value, court=people.court())
    booked = power.appointments.get()
    booked.slot.judge = people.opponent()
    booked.slot.save()
    with pytest.raises(ValidationError) as refused:
        lobby.open_lobby(actor=actor(people.clerk_a()), at=AT, power_id=power.pk)
    assert refused.value.code == "own_matter" and not power.sessions.exists()
    other = powers.a_slot(AT + timedelta(days=3), judge=people.opponent())
    with pytest.raises(ValidationError) as refused:
        booking.reschedule(actor=actor(people.principal()), at=AT, power_id=power.pk, slot_id=other.pk)
    assert refused.value.code == "own_matter"


def test_recordings_open_to_the_auditor_of_this_court_alone_and_not_in_his_own_matter() -> None:
    session = made.opened()
    auditor = people.auditor()
    here = [office.court for office in auditor.offices.all() if office.court is not None]
    assert may_watch(actor(auditor), session.room, AT) is (people.court() in here)
    elsewhere = people.account("auditor.elsewhere")
    people.office_of(elsewhere, Role.AUDITOR.value, court=people.court(people.COURT_B))
    people.office_of(elsewhere, Role.ASSISTANCE_DESK.value, court=people.court())
    assert not may_watch(actor(elsewhere), session.room, AT)
    people.office_of(people.opponent(), Role.AUDITOR.value, court=people.court())
    assert not may_watch(actor(people.opponent()), session.room, AT)
    people.office_of(elsewhere, Role.AUDITOR.value, court=people.court())
    assert may_watch(actor(elsewhere), session.room, AT)


def test_a_released_interpreter_hears_the_room_no_more() -> None:
    session = made.in_lobby(interpreter=True)
    seat = session.room.seats.get(role=Seat.Role.INTERPRETER)
    assert seat.state == Seat.State.ADMITTED
    interpreters.release_interpreter(
        actor=actor(people.clerk_a()), at=AT, power_id=session.power_id, reason="Related to the principal."
    )
    seat.refresh_from_db()
    assert seat.state == Seat.State.REMOVED
    client = signed_in(powers.interpreter())
    assert client.post(reverse("rooms:ticket", args=[session.room_id])).status_code == 404
    assert client.get(reverse("powers:session-state", args=[session.power_id])).status_code == 404


def test_a_recording_ends_with_the_session_that_is_stood_down() -> None:
    session = made.opened()
    interruptions.suspend(actor=made.judge(), at=AT, session_id=session.pk, reason="A pause.")
    reviewing.order_change(
        actor=made.judge(), at=AT, power_id=session.power_id, reason="The period has to change."
    )
    assert not Recording.objects.filter(room=session.room, state=Recording.State.RUNNING).exists()


def test_whoever_waits_is_told_neither_the_question_nor_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(seconds=2))
    session = made.opened()
    address = reverse("powers:session-state", args=[session.power_id])
    client = signed_in(people.principal())
    assert client.get(address).json()["digest"]
    for state in (Seat.State.WAITING, Seat.State.REFUSED, Seat.State.REMOVED, Seat.State.EXPECTED):
        session.room.seats.filter(holder=people.principal()).update(state=state)
        seen = client.get(address).json()
        assert (seen["digest"], seen["code"], seen["version"], seen["item"], seen["step"]) == (
            "",
            "",
            0,
            "",
            0,
        )
        assert set(seen["regions"]) == {"notice"}


def test_the_agent_of_a_revoked_power_has_no_package_of_it() -> None:
    power = kept_powers.effective()
    for user in (people.lawyer(), people.principal(), people.clerk_a()):
        assert may_have_package(actor(user), power.reference, AT)
    for user in (people.opponent(), people.stranger(), people.judge_b(), people.clerk_b()):
        assert not may_have_package(actor(user), power.reference, AT)
    keeping_ends.revoke(actor=actor(people.principal()), at=AT, power_id=power.pk, reason="")
    assert not may_have_package(actor(people.lawyer()), power.reference, AT)
    assert may_have_package(actor(people.principal()), power.reference, AT)
    page = reverse("powers:packages", args=[power.pk])
    assert signed_in(people.lawyer()).get(page).status_code == 404
    assert signed_in(people.principal()).get(page).status_code == 200


def test_nobody_fills_the_disk_with_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "order_package", lambda **_given: None)
    power, client = kept_powers.effective(), signed_in(people.principal())
    page = reverse("powers:packages", args=[power.pk])
    codes = [client.post(page).status_code for _try in range(door.PACKAGES_A_DAY + 1)]
    assert codes == [302] * door.PACKAGES_A_DAY + [429]


def test_a_package_destroyed_while_it_was_built_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    power = kept_powers.effective()
    package = order_package(actor=actor(people.principal()), at=AT, number=power.reference, by_job=False)

    def written_meanwhile(*given: Any) -> Any:
        destroy_package(actor=actor(people.clerk_a()), at=AT, package=package)
        return contents_of(*given)

    kept, keep, before = [], building._kept, stored_packages()
    monkeypatch.setattr(building, "_kept", lambda *given: kept.append(keep(*given)))
    monkeypatch.setattr(building, "contents_of", written_meanwhile)
    built = build_package(at=AT, package_id=package.pk)
    assert kept == [None] and built.problem == ""
    assert built.state == EvidencePackage.State.DESTROYED
    assert stored_packages() == before


def test_a_withdrawn_key_and_another_judges_key_are_not_enrolled(settings: Any) -> None:
    key = signing_key(settings)
    judge, content = key.holder, signing_keys.b64decode(key.container)
    signing_keys.revoke_key(actor=actor(judge), at=AT, user=judge, reason="Somebody has a copy.")
    for user in (judge, people.judge_b()):
        with pytest.raises(ValidationError) as refused:
            signing_keys.enrol_key(actor=actor(user), at=AT, user=user, pkcs12=content, passphrase=PASSPHRASE)
        assert "file" in refused.value.message_dict
    assert signing_keys.signing_key_of(judge, AT) is None


def test_the_log_of_the_server_holds_no_one_time_link() -> None:
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s",
        ("Too Many Requests", "/pt/powers/invitation/a-secret-token_1/"), None,
    )  # fmt: skip
    assert WithoutOneTimeLinks().filter(record)
    assert record.getMessage() == "Too Many Requests: /pt/powers/invitation/…/"


def test_a_password_alone_opens_no_door_of_the_room() -> None:
    session, client = made.opened(), Client()
    people.sign_in(client, people.principal(), second_factor=False)
    for name in ("ticket", "seat", "signals", "presence", "leave"):
        answer = client.post(reverse(f"rooms:{name}", args=[session.room_id]), "{}", "application/json")
        assert (answer.status_code, answer.json()["code"]) == (401, "second-factor"), name
    for name in ("state", "events"):
        assert client.get(reverse(f"rooms:{name}", args=[session.room_id])).status_code == 401, name


def test_the_list_of_the_desk_leaves_out_the_matter_of_the_other_side() -> None:
    power = powers.a_power("doc_review")
    people.office_of(people.opponent(), Role.CLERK.value, court=people.court())
    rows = type(power).objects.all()
    assert power in on_the_desk(rows, actor(people.clerk_a()))
    assert power not in on_the_desk(rows, actor(people.opponent()))
