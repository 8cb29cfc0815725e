"""What the acts on entrusted requests share: periods kept or not, who is told, whether anything is still sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.cases.actions.steps import day_of
from portal.cases.queries import clerks_of
from portal.identity.models import User
from service_of_process.actions.clocks import running
from service_of_process.actions.steps import S, tell
from service_of_process.models import Clock, Leg, ServiceMatter
from service_of_process.rules import channels, lifecycle
from service_of_process.rules.entrusted import completion_rule

ENTRUSTED = (channels.ENTRUSTED, channels.EVIDENCE)


def require_under_way(matter: ServiceMatter) -> None:
    """Nothing more is sent out once service stands, a notice runs or the matter is over.

    :raises ValidationError: a sentence with the state (2009 Provisions art. 10: no notice beside another way).
    """
    if matter.state not in (lifecycle.ACTIVE, lifecycle.PROPOSED_SERVED):
        sentence = _("Nothing more is sent out now. State of the matter: %(state)s.")
        raise ValidationError(sentence % {"state": matter.get_state_display()}, code="state")


def is_evidence(leg: Leg) -> bool:
    """True for a request for evidence, False for one for service."""
    return leg.family == channels.EVIDENCE


def completion_of(leg: Leg) -> str:
    """The rule row that runs from the requested side's receipt of this leg's letter."""
    return completion_rule(leg.matter.region, evidence=is_evidence(leg))


def end_period(leg: Leg, rule: str, on: date) -> Clock | None:
    """What the period asked for was done ``on`` that day: kept, or expired where its last day had passed."""
    clock = running(leg.matter, rule, leg)
    if clock is None:
        return None
    last = clock.extended_to or clock.due_date
    clock.state = Clock.State.MET if on <= last else Clock.State.EXPIRED
    clock.ended_date, clock.alert = on, Clock.Alert.NONE
    clock.save(update_fields=["state", "ended_date", "alert"])
    return clock


def is_overdue(leg: Leg, on: date) -> bool:
    """Whether the requested side's period has run out by counting (reminders run on the nominal day)."""
    clock = running(leg.matter, completion_of(leg), leg)
    return clock is not None and on > (clock.extended_to or clock.alarm_date)


def court_accounts(leg: Leg, at: datetime) -> list[User]:
    """Judge and clerk who hold the case, and whoever opened the matter."""
    matter = leg.matter
    held = clerks_of(matter.case, day_of(at)) if matter.case is not None else []
    return [*held, matter.opened_by]


def tell_court(kind: str, leg: Leg, at: datetime, context: Mapping[str, Any] | None = None) -> None:
    """Judge and clerk are told of what happened to a leg, with a link to the matter's page on the desk."""
    words = {"leg": leg.number, "leg_reference": leg.reference, **(context or {})}
    tell(S + kind, court_accounts(leg, at), matter=leg.matter, at=at, context=words, at_desk=True)


def label_of(field: str) -> Any:
    """What a field of a leg is called, for people."""
    return Leg._meta.get_field(field).verbose_name  # type: ignore[union-attr]
