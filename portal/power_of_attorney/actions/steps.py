"""The beats that every act on a power of attorney shares: lock, may this person, may it happen; write; record; tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.queries import recipient
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused, require, roles_for
from portal.identity.roles import COURT_ROLES
from portal.notices import outbox
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
    rows = seen_from(seat, actor, at, act).values("pk")
    powers = PowerOfAttorney.objects.select_for_update(of=("self",)).select_related("court", "principal")
    power = powers.filter(pk=power_id, pk__in=rows).first()
    if power is None:
        raise PermissionRefused(act)
    if lifecycle.after(power.state, act) is None:
        sentence = _("This step is not possible now. State of the power of attorney: %(state)s.")
        raise ValidationError(sentence % {"state": power.get_state_display()}, code="state")
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
    before, after = power.state, lifecycle.after(power.state, act)
    if after is None:
        raise ValidationError(_("This step is not possible now."), code="state")
    if after != before:
        power.state, power.state_since_at = after, at
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
    audit.record(
        act=act,
        actor=actor,
        at=at,
        subject=(thing._meta.label, str(thing.pk)),
        chain=power.chain,
        facts={"reference": power.reference, "state": power.state, **(facts or {})},
        private={name: value for name, value in (private or {}).items() if value},
    )


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
    names = {
        code: getattr(power.court, build_localized_fieldname("name", code)) or "" for code in languages.CODES
    }
    for user in {user.pk: user for user in users if user is not None and user.is_active}.values():
        outbox.queue(
            kind=kind,
            recipient=recipient(user),
            context={"reference": power.reference, "court_names": names, "path": path, **(context or {})},
            dedupe=f"{kind}|{power.pk}|{about or at.isoformat()}",
            at=at,
            court=power.court.code,
            chain=power.chain,
        )


def require_reason(reason: str, field: str = "reason") -> str:
    """The reason, trimmed.

    :raises ValidationError: at ``field``, there is none.
    """
    text = reason.strip()
    if not text:
        raise ValidationError({field: _("Give the reason.")})
    return text
