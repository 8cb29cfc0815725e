"""Slots, bookings and who takes part, each with the time zone in which the times are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from i18n.languages import is_chinese
from portal.audit.actors import Actor
from portal.identity.models import Person, User
from portal.power_of_attorney.models import Appointment, InterpreterEngagement, PowerOfAttorney, Slot
from portal.power_of_attorney.queries.powers import bound_agents

COURT_ZONE = "Asia/Shanghai"
#: Time zones offered, from west to east inside each part of the world.
ZONES: dict[str, Any] = {
    "Asia/Shanghai": _("Mainland (Shenzhen, Guangzhou)"), "Asia/Hong_Kong": _("Hong Kong"), "Asia/Macau": _("Macao"),
    "Asia/Taipei": _("Taipei"), "Asia/Singapore": _("Singapore, Kuala Lumpur"), "Asia/Manila": _("Manila"),
    "Asia/Bangkok": _("Bangkok, Hanoi"), "Asia/Jakarta": _("Jakarta"), "Asia/Tokyo": _("Tokyo"),
    "Asia/Seoul": _("Seoul"), "Australia/Perth": _("Perth"), "Australia/Sydney": _("Sydney, Melbourne"),
    "Pacific/Auckland": _("Auckland"), "Asia/Kolkata": _("India"), "Asia/Dubai": _("Dubai"),
    "Africa/Maputo": _("Maputo"), "Africa/Luanda": _("Luanda"), "Africa/Johannesburg": _("Johannesburg"),
    "Europe/Lisbon": _("Lisbon"), "Europe/London": _("London"), "Europe/Paris": _("Paris, Brussels, Madrid"),
    "Europe/Berlin": _("Berlin, Rome, Zurich"), "America/Sao_Paulo": _("São Paulo"),
    "America/New_York": _("New York, Toronto"), "America/Chicago": _("Chicago"), "America/Denver": _("Denver"),
    "America/Los_Angeles": _("Los Angeles, Vancouver"), "UTC": _("UTC"),
}  # fmt: skip
ABSENT: dict[str, Any] = {
    "principal": _("principal"), "agent_1": _("agent 1"), "agent_2": _("agent 2"), "interpreter": _("interpreter"),
    "judge": _("judge"), "clerk": _("clerk"),
}  # fmt: skip
ROLES = ABSENT


def zone_names() -> tuple[str, ...]:
    """The keys of the time zones that may be chosen."""
    return tuple(ZONES)


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part in the session: role code, account, person in the register, chosen zone."""

    role: str
    user: User
    person: Person | None
    zone: str

    @property
    def label(self) -> Any:
        """The role in words."""
        return ROLES[self.role]


@dataclass(frozen=True)
class LocalTime:
    """One moment as one zone reads it; ``who`` are the participants who read it so."""

    zone: str
    label: Any
    starts: datetime
    ends: datetime
    who: tuple[Any, ...]
    is_mine: bool

    @property
    def day(self) -> str:
        """Weekday and day in this zone, as the reader's language writes them."""
        weekday, day = date_format(self.starts, "l"), date_format(self.starts, "DATE_FORMAT")
        return f"{day}（{weekday}）" if is_chinese(get_language() or "") else f"{weekday}, {day}"

    @property
    def clock(self) -> str:
        """From when until when, with the distance from UTC."""
        offset = f"{self.starts:%z}"
        zone = f"UTC{offset[:3]}:{offset[3:]}"
        hours = f"{self.starts:%H:%M}–{self.ends:%H:%M}"
        return f"{hours}（{zone}）" if is_chinese(get_language() or "") else f"{hours} ({zone})"

    @property
    def words(self) -> str:
        """Day and hours together."""
        return f"{self.day}{' ' if is_chinese(get_language() or '') else ', '}{self.clock}"


def participants(power: PowerOfAttorney) -> list[Participant]:
    """Principal, agents who accepted, interpreter: with an account, and the zone each has chosen (else the court's)."""
    chosen = {row.holder_id: row.zone for row in power.zones.all()}
    found: list[tuple[str, Person | None]] = [("principal", power.signer)]
    found += [(f"agent_{agent.position}", agent.person) for agent in bound_agents(power)]
    engaged = engagement_of(power)
    if engaged is not None:
        found.append(("interpreter", engaged.person))
    return [
        Participant(role, person.user, person, chosen.get(person.user.pk, COURT_ZONE))
        for role, person in found
        if person is not None and person.user is not None
    ]


def engagement_of(power: PowerOfAttorney) -> InterpreterEngagement | None:
    """The interpreter who is engaged now."""
    return power.interpreters.select_related("person__user").filter(released_at=None).first()


def engagements_of(actor: Actor) -> QuerySet[InterpreterEngagement]:
    """The engagements of this account that were not released, the newest first."""
    rows = InterpreterEngagement.objects.filter(
        person__user_id=actor.key.removeprefix("user:"), released_at=None
    )
    return rows.select_related("power__court", "person").order_by("-engaged_at")


def local_times(slot: Slot, people: Sequence[Participant], user: User | None) -> list[LocalTime]:
    """The slot in the court's time first, then once in each zone of a participant, with who reads it so."""
    zones: dict[str, list[Participant]] = {COURT_ZONE: []}
    for one in people:
        zones.setdefault(one.zone, []).append(one)
    return [
        LocalTime(
            zone=name, label=ZONES[name], starts=slot.starts_at.astimezone(ZoneInfo(name)),
            ends=slot.ends_at.astimezone(ZoneInfo(name)), who=tuple(one.label for one in readers),
            is_mine=any(user is not None and one.user.pk == user.pk for one in readers),
        )
        for name, readers in zones.items()
    ]  # fmt: skip


def attended_by(actor: Actor) -> QuerySet[PowerOfAttorney]:
    """The powers whose session this person takes part in: principal, representative, agent, interpreter."""
    own = PowerOfAttorney.objects.concerning(actor)
    return own | PowerOfAttorney.objects.filter(
        pk__in=PowerOfAttorney.objects.interpreted_by(actor).values("pk")
    )


def free_slots(power: PowerOfAttorney, at: datetime) -> QuerySet[Slot]:
    """The slots of the power's court that may still be taken, the earliest first."""
    taken = Appointment.objects.filter(slot=OuterRef("pk"), state__in=["booked", "held"])
    rows = Slot.objects.filter(court=power.court_id, withdrawn_at=None, starts_at__gt=at)
    return rows.filter(~Exists(taken)).order_by("starts_at")


def booking_of(power: PowerOfAttorney) -> Appointment | None:
    """The booking that stands, with its slot."""
    rows = power.appointments.select_related("slot__judge__person", "slot__clerk__person", "slot__court")
    return rows.filter(state=Appointment.State.BOOKED).first()


def sessions_between(start: datetime, end: datetime) -> QuerySet[Appointment]:
    """The bookings whose session begins in the stretch [start, end)."""
    rows = Appointment.objects.filter(state=Appointment.State.BOOKED, slot__starts_at__gte=start)
    return rows.filter(slot__starts_at__lt=end).select_related("power__court", "slot__judge", "slot__clerk")


def day_bounds(on: date) -> tuple[datetime, datetime]:
    """The beginning of a day at the court, and of the next."""
    start = datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(COURT_ZONE))
    return start, start + timedelta(days=1)
