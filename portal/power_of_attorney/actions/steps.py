"""The beats that every act on a power of attorney shares: lock, may this person, may it happen; write; record; tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions import beats
from portal.cases.actions.steps import day_of, tell_accounts
from portal.identity.models import User
from portal.identity.permissions import require, roles_for
from portal.identity.roles import COURT_ROLES
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.rules import lifecycle

COURT_CODES = frozenset(role.value for role in COURT_ROLES)


def locked(actor: Actor, at: datetime, act: str, power_id: UUID, *, seat: str) -> PowerOfAttorney:
    """Beats one to three: the power, locked, if this actor sits where the act is done and it may happen now.

    ``seat`` is one of lifecycle.PRINCIPAL (principal or representative), AGENT (also the principal), COURT (staff of
    the power's court in a role that may do the act) or SYSTEM.

    :raises PermissionRefused: no such power from this seat (404 at the doors).
    :raises ValidationError: the act is not possible in the power's state.
    """
    require(actor, act)
    powers = PowerOfAttorney.objects.select_related("court", "principal")
    power = beats.locked_row(powers, power_id, open_to=seen_from(seat, actor, at, act), act=act)
    sentence = _("This step is not possible now. State of the power of attorney: %(state)s.")
    after = lifecycle.after(power.state, act)
    beats.require_possible(after, sentence, state=power.get_state_display())
    return power


def seen_from(seat: str, actor: Actor, at: datetime, act: str) -> Any:
    """The powers on which the actor may do the act from this seat."""
    if seat == lifecycle.SYSTEM and actor.is_system:
        return PowerOfAttorney.objects.all()
    if seat == lifecycle.PRINCIPAL:
        return PowerOfAttorney.objects.entrusted_by(actor)
    if seat == lifecycle.AGENT:
        return PowerOfAttorney.objects.concerning(actor)
    if seat in (lifecycle.COURT, lifecycle.JUDGE):
        return PowerOfAttorney.objects.for_staff(actor, day_of(at), roles_for(act) & COURT_CODES)
    if seat == lifecycle.INTERPRETER:
        return PowerOfAttorney.objects.interpreted_by(actor)
    return PowerOfAttorney.objects.none()


def move(power: PowerOfAttorney, act: str, at: datetime) -> str:
    """Beat five: the state after the act, by the one table; saves the row; gives the state before.

    :raises ValidationError: the table does not know the step.
    """
    before = power.state
    beats.move(power, lifecycle.after(before, act), at)
    power.save()
    return before


def record(
    act: str,
    *,
    actor: Actor,
    at: datetime,
    power: PowerOfAttorney,
    subject: Any = None,
    facts: Mapping[str, Any] | None = None,
    private: Mapping[str, str] | None = None,
) -> None:
    """Beat six: the act enters the log, in the power's chain. Facts hold no personal data."""
    thing = subject if subject is not None else power
    beats.enter(
        act, actor=actor, at=at, thing=thing, chain=power.chain, private=private,
        facts={"reference": power.reference, "state": power.state, **(facts or {})},
    )  # fmt: skip


def tell(
    kind: str,
    users: Iterable[User | None],
    *,
    power: PowerOfAttorney,
    at: datetime,
    context: Mapping[str, Any] | None = None,
    at_desk: bool = False,
    about: str = "",
) -> None:
    """Beat seven: each of these accounts is told once of this act, after commit; staff ``at_desk``.

    ``about`` tells what is told once and never again, for the beat's reminders; else it is the moment of the act.
    """
    path = f"/staff/powers/inspect/{power.pk}/" if at_desk else f"/powers/{power.pk}/"
    tell_accounts(
        kind, users, court=power.court, reference=power.reference, chain=power.chain, path=path,
        about=f"{power.pk}|{about or at.isoformat()}", at=at, context=context,
    )  # fmt: skip
