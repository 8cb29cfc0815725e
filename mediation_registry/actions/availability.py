"""When a mediator takes no session, and the secret address of the calendar."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.own_records import own_registrant, profile_of, record
from mediation_registry.models import UnavailablePeriod
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused

MOST_PERIODS = 200
SECRET_BYTES = 32


@transaction.atomic
def enter_unavailable(
    *, actor: Actor, at: datetime, registrant_id: UUID, starts_at: datetime, ends_at: datetime
) -> UnavailablePeriod:
    """Enter a stretch of time without sessions, [starts_at, ends_at).

    :raises ValidationError: it ends before it starts, has passed, or lies over another one.
    """
    act = "mediation_registry.unavailable_entered"
    registrant = own_registrant(actor, act, registrant_id)
    profile = profile_of(registrant)
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": _("The end lies before the beginning.")})
    if ends_at <= at:
        raise ValidationError({"ends_at": _("This period has passed already.")})
    standing = profile.unavailable.filter(withdrawn_at=None, ends_at__gt=at)
    if standing.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise ValidationError(_("This period lies over another one that you entered."), code="overlaps")
    if standing.count() >= MOST_PERIODS:
        raise ValidationError(_("You have entered as many periods as the calendar holds."), code="too_many")
    period = UnavailablePeriod.objects.create(profile=profile, starts_at=starts_at, ends_at=ends_at)
    record(
        act, actor=actor, at=at, registrant=registrant, subject=period,
        private={"from_at": starts_at.isoformat(), "to_at": ends_at.isoformat()},
    )  # fmt: skip
    return period


@transaction.atomic
def withdraw_unavailable(
    *, actor: Actor, at: datetime, registrant_id: UUID, period_id: UUID
) -> UnavailablePeriod:
    """Take a period back; it stays on record.

    :raises PermissionRefused: the period is somebody else's.
    :raises ValidationError: it was withdrawn already.
    """
    act = "mediation_registry.unavailable_withdrawn"
    registrant = own_registrant(actor, act, registrant_id)
    rows = UnavailablePeriod.objects.select_for_update()
    period = rows.filter(pk=period_id, profile=registrant.pk).first()
    if period is None:
        raise PermissionRefused(act)
    if period.withdrawn_at is not None:
        raise ValidationError(_("This entry was withdrawn already."), code="withdrawn")
    period.withdrawn_at = at
    period.save(update_fields=["withdrawn_at"])
    record(act, actor=actor, at=at, registrant=registrant, subject=period)
    return period


@transaction.atomic
def renew_calendar(*, actor: Actor, at: datetime, registrant_id: UUID) -> str:
    """Make a new secret for the calendar's address; the one before stops working at once.

    :returns: the secret, which is kept nowhere: only its SHA-256 is.
    """
    act = "mediation_registry.calendar_renewed"
    registrant = own_registrant(actor, act, registrant_id)
    profile = profile_of(registrant)
    secret = token_urlsafe(SECRET_BYTES)
    profile.calendar_digest, profile.calendar_renewed_at = digest_of(secret), at
    profile.save(update_fields=["calendar_digest", "calendar_renewed_at"])
    record(act, actor=actor, at=at, registrant=registrant)
    return secret


@transaction.atomic
def close_calendar(*, actor: Actor, at: datetime, registrant_id: UUID) -> None:
    """Close the calendar's address; whoever holds it reads nothing any more.

    :raises ValidationError: there is no address.
    """
    act = "mediation_registry.calendar_closed"
    registrant = own_registrant(actor, act, registrant_id)
    profile = profile_of(registrant)
    if not profile.calendar_digest:
        raise ValidationError(_("The calendar has no address."), code="closed")
    profile.calendar_digest, profile.calendar_renewed_at = "", None
    profile.save(update_fields=["calendar_digest", "calendar_renewed_at"])
    record(act, actor=actor, at=at, registrant=registrant)


def digest_of(secret: str) -> str:
    """SHA-256 of a calendar's secret, in hexadecimal."""
    return sha256(secret.encode()).hexdigest()
