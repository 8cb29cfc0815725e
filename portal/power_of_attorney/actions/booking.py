"""Booking a session: one of the court's slots is taken, moved, given back, or somebody did not come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused, roles_for
from portal.identity.roles import Role
from portal.power_of_attorney.actions.invitations import tell_everybody
from portal.power_of_attorney.actions.slots import refuse_own_matter, require_office
from portal.power_of_attorney.actions.standing_down import booked_now, close_session, end_appointment
from portal.power_of_attorney.actions.steps import COURT_CODES, locked, move, record
from portal.power_of_attorney.models import Appointment, PowerOfAttorney, Slot, ZoneChoice
from portal.power_of_attorney.queries.preparing import last_day_of_papers, missing_for_clearing
from portal.power_of_attorney.queries.schedule import ABSENT, participants, zone_names
from portal.power_of_attorney.queries.words import clearing_sentences
from portal.power_of_attorney.rules.lifecycle import AGENT, COURT, P


@transaction.atomic
def book(*, actor: Actor, at: datetime, power_id: UUID, slot_id: UUID) -> Appointment:
    """Take a slot of the power's court. The principal, an agent, or the court's staff may.

    :raises PermissionRefused: another court's slot.
    :raises ValidationError: taken, withdrawn or past; a paper that expires before; a consent withdrawn meanwhile.
    """
    act = f"{P}booked"
    power = _from_either_side(actor, at, act, power_id)
    slot = _free_slot(power, slot_id, at, act)
    before = booked_now(power)
    if before is not None:  # the session for which it was taken was broken off
        end_appointment(before, Appointment.State.HELD, before.reason, at)
    made = _taken(actor, at, power, slot)
    move(power, act, at)
    _told(act, actor, at, power, made)
    return made


@transaction.atomic
def reschedule(*, actor: Actor, at: datetime, power_id: UUID, slot_id: UUID, reason: str = "") -> Appointment:
    """Move the booking to another slot; the court's staff give the reason, people may."""
    act = f"{P}rescheduled"
    power = _from_either_side(actor, at, act, power_id)
    words = _reason(actor, at, act, power, reason)
    before = _standing(power)
    slot = _free_slot(power, slot_id, at, act)
    end_appointment(before, Appointment.State.MOVED, words, at)
    made = _taken(actor, at, power, slot)
    move(power, act, at)
    _told(act, actor, at, power, made, reason=words, also=_bench(before.slot))
    return made


@transaction.atomic
def cancel_booking(*, actor: Actor, at: datetime, power_id: UUID, reason: str = "") -> Appointment:
    """Give the slot back; another may be booked. The court's staff give the reason, people may."""
    act = f"{P}booking_cancelled"
    power = _from_either_side(actor, at, act, power_id)
    words = _reason(actor, at, act, power, reason)
    made = _standing(power)
    end_appointment(made, Appointment.State.CANCELLED, words, at)
    move(power, act, at)
    _told(act, actor, at, power, made, reason=words)
    return made


@transaction.atomic
def record_no_show(
    *, actor: Actor, at: datetime, power_id: UUID, absent: Sequence[str], reason: str
) -> Appointment:
    """The time has come and somebody did not: who, and what is known of why. Another slot may be booked.

    :raises ValidationError: the session has not begun by the clock, nobody is named, or no reason.
    """
    act = f"{P}no_show_recorded"
    power = locked(actor, at, act, power_id, seat=COURT)
    words = require_reason(reason)
    made = _standing(power)
    if not absent or not set(absent) <= set(ABSENT):
        raise ValidationError({"absent": _("Say who did not come.")})
    if at < made.slot.starts_at:
        raise ValidationError(_("The time of the session has not come yet."), code="too_early")
    made.absent = sorted(set(absent))
    end_appointment(made, Appointment.State.NO_SHOW, words, at)
    close_session(actor, at, power, words)
    move(power, act, at)
    _told(act, actor, at, power, made, reason=words, facts={"absent": made.absent})
    return made


@transaction.atomic
def choose_zone(*, actor: Actor, at: datetime, power: PowerOfAttorney, user: User, zone: str) -> ZoneChoice:
    """A participant says in which time zone the times of this power are to be shown.

    :raises PermissionRefused: not a participant, or somebody else's choice. :raises ValidationError: no such zone.
    """
    if actor.key != f"user:{user.pk}" or user.pk not in {one.user.pk for one in participants(power)}:
        raise PermissionRefused("time zone")
    if zone not in zone_names():
        raise ValidationError({"zone": _("Choose a time zone from the list.")})
    made, _new = ZoneChoice.objects.update_or_create(
        power=power, holder=user, defaults={"zone": zone, "chosen_at": at}
    )
    return made


def _from_either_side(actor: Actor, at: datetime, act: str, power_id: UUID) -> PowerOfAttorney:
    return locked(actor, at, act, power_id, seat=seat_of(actor, at, act, power_id))


def seat_of(actor: Actor, at: datetime, act: str, power_id: UUID) -> str:
    """From which side the actor comes to this power: the court's staff, or the people concerned."""
    staff = PowerOfAttorney.objects.for_staff(actor, day_of(at), roles_for(act) & COURT_CODES)
    return COURT if staff.filter(pk=power_id).exists() else AGENT


def _reason(actor: Actor, at: datetime, act: str, power: PowerOfAttorney, reason: str) -> str:
    if seat_of(actor, at, act, power.pk) == COURT:
        return require_reason(reason)
    return reason.strip()


def _standing(power: PowerOfAttorney) -> Appointment:
    made = booked_now(power)
    if made is None:
        raise ValidationError(_("No session is booked."), code="not_booked")
    return made


def _free_slot(power: PowerOfAttorney, slot_id: UUID, at: datetime, act: str) -> Slot:
    rows = Slot.objects.select_for_update(of=("self",)).select_related("judge", "clerk", "court")
    slot = rows.filter(pk=slot_id, court=power.court_id).first()
    if slot is None:
        raise PermissionRefused(act)
    if slot.withdrawn_at is not None or slot.appointments.filter(state__in=["booked", "held"]).exists():
        raise ValidationError(_("This time has been taken meanwhile. Choose another."), code="taken")
    if slot.starts_at <= at:
        raise ValidationError(_("This time has passed. Choose another."), code="past")
    require_office(slot.judge, Role.JUDGE, slot.court, slot.starts_at, "__all__")
    refuse_own_matter(power, slot)
    last = last_day_of_papers(power)
    if last is not None and last < day_of(slot.starts_at):
        sentence = _(
            "A paper or licence is valid until %(day)s only. Choose an earlier time, or have it renewed."
        )
        raise ValidationError(sentence % {"day": last.isoformat()}, code="expires")
    return slot


def _taken(actor: Actor, at: datetime, power: PowerOfAttorney, slot: Slot) -> Appointment:
    missing = missing_for_clearing(power, day_of(at))
    if missing:
        raise ValidationError(clearing_sentences(missing))
    return Appointment.objects.create(power=power, slot=slot, booked_by=actor.key, booked_at=at)


def _bench(slot: Slot) -> list[User | None]:
    return [slot.judge, slot.clerk]


def _told(
    act: str, actor: Actor, at: datetime, power: PowerOfAttorney, made: Appointment, *, reason: str = "",
    facts: dict[str, Any] | None = None, also: Sequence[User | None] = (),
) -> None:  # fmt: skip
    starts = {"starts": made.slot.starts_at.isoformat()}
    record(
        act, actor=actor, at=at, power=power, subject=made, facts={**starts, **(facts or {})},
        private={"reason": reason},
    )  # fmt: skip
    context = {"starts_at": made.slot.starts_at.isoformat(), "reason": reason}
    tell_everybody(act, power=power, at=at, bench=[*_bench(made.slot), *also], context=context)
