"""The legs of a matter as lanes: each hop with its day, where it stands, who holds it, which period runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.time_limits import RULES
from portal.time_limits.labels import citation_of, name_of
from service_of_process.models import Clock, HandOver, Leg, ServiceMatter
from service_of_process.models.choices import Target
from service_of_process.queries.holders import holder_of_leg, holder_words
from service_of_process.rules import channels, lifecycle


@dataclass(frozen=True)
class Hop:
    """One station of a lane: its words, its day (None: not reached), whether the day is an estimate."""

    label: Any
    on: date | None
    is_estimate: bool = False


@dataclass(frozen=True)
class ClockLine:
    """A period in words: rule, article, last day, days left (negative: past)."""

    clock: Clock
    name: str
    citation: str
    last_date: date
    days_left: int

    @property
    def is_running(self) -> bool:
        return self.clock.state == Clock.State.RUNNING

    @property
    def is_past(self) -> bool:
        """A running period whose day for reminders has passed."""
        return self.is_running and self.days_left < 0

    @property
    def days_past(self) -> int:
        """Days since the day for reminders; 0 before it."""
        return max(0, -self.days_left)


@dataclass(frozen=True)
class Lane:
    """One leg: hops, the holder in words, its running periods, what came of it."""

    leg: Leg
    hops: list[Hop]
    holder: str
    clocks: list[ClockLine] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        return any(line.is_past for line in self.clocks)

    @property
    def tone(self) -> str:
        """How its state is coloured: proved, waiting, ended without service."""
        if self.leg.state in lifecycle.WITH_PROOF or self.leg.state == lifecycle.DONE:
            return "good"
        return "plain" if self.leg.is_over else "wait"


OPENED = ("opened", _("Opened"))
TRANSFERRED = ("transferred_date", _("At the High People's Court"))
SENT_ACROSS = ("dispatched_date", _("Sent across the border"))
RECEIVED = ("received_date", _("Received there"))
PROOF = ("proof_received_date", _("Proof received"))
CONFIRMED = ("confirmed_date", _("Date of service"))
STATIONS: dict[str, tuple[tuple[str, Any], ...]] = {
    channels.ENTRUSTED: (OPENED, TRANSFERRED, SENT_ACROSS, RECEIVED, PROOF, CONFIRMED),
    channels.EVIDENCE: (OPENED, TRANSFERRED, SENT_ACROSS, RECEIVED, ("proof_received_date", _("Result received"))),
    channels.POST: (OPENED, ("dispatched_date", _("Posted")), PROOF, CONFIRMED),
    channels.ONLINE: (OPENED, ("dispatched_date", _("Sent")), PROOF, CONFIRMED),
    channels.DIRECT: (OPENED, PROOF, CONFIRMED),
    channels.PILOT: (("opened", _("Ordered")), ("dispatched_date", _("Lawyer instructed")), PROOF, CONFIRMED),
    channels.PUBLIC: (
        ("opened", _("Ordered")), ("mainland_date", _("Published in the Mainland")),
        ("local_date", _("Published at the addressee's place")), CONFIRMED,
    ),
    channels.INBOUND: (
        ("received_date", _("Request received")), ("opened", _("Registered")), ("proof_date", _("Carried out")),
        ("ended", _("Reply sent back")),
    ),
}  # fmt: skip


def legs_of(matter: ServiceMatter) -> list[Leg]:
    """The legs with everything that their lanes tell: a bounded number of queries."""
    takes = HandOver.objects.order_by("number")
    rows = matter.legs.select_related("address", "contact", "upper_court", "electronic").prefetch_related(
        "attempts__exhibit", "certificates__exhibit", "returns__exhibit", "supplements__exhibit",
        "electronic__readings__document",
        Prefetch("hand_overs", queryset=takes),
    )  # fmt: skip
    found = list(rows.order_by("number"))
    for leg in found:
        leg.matter = matter
    return found


def lanes(legs: Iterable[Leg], clocks: Iterable[ClockLine]) -> list[Lane]:
    """The lanes of these legs, with their running periods."""
    by_leg: dict[UUID | None, list[ClockLine]] = defaultdict(list)
    for line in clocks:
        if line.is_running:
            by_leg[line.clock.leg_id].append(line)
    return [Lane(leg, hops_of(leg), _holder(leg), by_leg[leg.pk]) for leg in legs]


def _holder(leg: Leg) -> str:
    code = holder_of_leg(leg)
    return holder_words(code) if code else ""


def hops_of(leg: Leg) -> list[Hop]:
    """The stations of the leg's family with the days they were reached.

    A court authorised for Macao, or a High People's Court in its own case, has no station at another court.
    """
    found = []
    for name, label in STATIONS[leg.family]:
        if name == "transferred_date" and leg.upper_court_id is None:
            continue
        found.append(Hop(label, _reached(leg, name), name == "received_date" and leg.received_is_estimated))
    return found


def _reached(leg: Leg, name: str) -> date | None:
    if name == "opened":
        return timezone.localdate(leg.opened_at)
    if name == "ended":
        return timezone.localdate(leg.ended_at) if leg.ended_at else None
    if name == "confirmed_date" and leg.state != lifecycle.CONFIRMED:
        return None  # set aside, or to be decided anew
    value: date | None = getattr(leg, name)
    return value


def clock_lines(matter: ServiceMatter, on: date) -> list[ClockLine]:
    """Every period of the matter and its legs, running ones first, the nearest first. One query."""
    rows = matter.clocks.select_related("leg", "replaces").order_by("due_date", "started_at")
    language = get_language() or "zh-hant"
    found = [clock_line(clock, on, language) for clock in rows]
    return sorted(found, key=lambda line: not line.is_running)


def clock_line(clock: Clock, on: date, language: str) -> ClockLine:
    """One period in words; targets of the court are named as such, and cite no article."""
    last = clock.extended_to or clock.due_date
    alarm = clock.extended_to or clock.alarm_date
    name, citation = clock_words(clock.rule, language)
    return ClockLine(clock, name, citation, last, (alarm - on).days)


PRACTICE: dict[str, Any] = dict(Target.choices)


def clock_words(rule: str, language: str) -> tuple[str, str]:
    """Name and citation of a rule row; a target of the court has a name and no article."""
    row = RULES.get(rule)
    if row is None:
        return str(PRACTICE.get(rule, _("Target set by the court"))), ""
    return name_of(row).in_language(language), citation_of(row).in_language(language)
