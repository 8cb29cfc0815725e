"""Registrations of one area: the room, the script, the signatures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor


def open_doors() -> None:
    """Acts, notices, queues and doors of this area."""
    from portal.power_of_attorney.apps import session_words
    from portal.power_of_attorney.queries.room_seats import gone
    from portal.rooms.registry import RoomKind, register_kind

    session_words.register()
    register_kind(
        "power_of_attorney",
        RoomKind(
            label=_("Witnessing room"), may_watch=may_watch, page=page_of, told=told, gone=gone,
            lock=lock_the_power,
        ),
    )  # fmt: skip


def may_watch(actor: Actor, room: Any, at: datetime) -> bool:
    """Recordings are for judge and clerk of the power's court, and for the auditor there.

    Parties and agents read the transcript and get the package through the court (recording rules 2017, arts 10, 11).
    """
    from portal.cases.actions.steps import day_of
    from portal.cases.models.cases import person_id_of
    from portal.identity.models import Office
    from portal.identity.roles import Role
    from portal.power_of_attorney.models import PowerOfAttorney

    rows, account = PowerOfAttorney.objects.filter(pk=room.subject_key), person_id_of(actor)
    bench = frozenset({Role.JUDGE.value, Role.CLERK.value})
    staff = PowerOfAttorney.objects.for_staff(actor, day_of(at), bench)
    if account is None:
        return False
    if rows.filter(pk__in=staff.values("pk")).exists():
        return True
    audits = Office.objects.filter(holder_id=account, role=Role.AUDITOR.value).on(day_of(at))
    audited = rows.filter(court__in=audits.filter(court__isnull=False).values("court"))
    return audited.exclude(pk__in=PowerOfAttorney.objects.touching(account).values("pk")).exists()


def page_of(room: Any) -> str:
    """The address of the room's page, without language."""
    return f"/powers/{room.subject_key}/room/"


def lock_the_power(room: Any) -> object:
    """The record is locked before its room, by everybody."""
    from portal.power_of_attorney.models import PowerOfAttorney

    return PowerOfAttorney.objects.select_for_update(of=("self",)).filter(pk=room.subject_key).first()


def told(*, room: Any, what: str, at: datetime, facts: dict[str, object]) -> None:
    """The room reports: a required person who leaves, or a gap in the recording, suspends the session.

    Somebody who merely fell silent is given a little time (rules/witnessing.py); the pages ask again every few seconds.
    """
    from portal.power_of_attorney.rules.interruptions import DROPPED_OUT, RECORDING_GAP
    from portal.power_of_attorney.rules.witnessing import GAP_FOR_SECONDS

    if what == "left" and facts.get("how") != "dropped" and facts.get("role") != "clerk":
        _suspend(room, at, DROPPED_OUT)
    seconds = facts.get("seconds")
    missing = facts.get("cause") in {"broken_off", "stopped"}
    if what == "recording_gap" and missing and isinstance(seconds, int) and seconds > GAP_FOR_SECONDS:
        # after the commit: the recording has locked its room, and the power comes before the room
        transaction.on_commit(lambda: _suspend(room, at, RECORDING_GAP))


def _suspend(room: Any, at: datetime, cause: str) -> None:
    from portal.power_of_attorney.actions.interruptions import suspend_because
    from portal.power_of_attorney.models import WitnessingSession

    session = WitnessingSession.objects.filter(room=room).only("pk").first()
    if session is not None:
        suspend_because(at=at, session_id=session.pk, cause=cause)
