"""The calendar of due dates: its secret address is made, made anew and revoked by whoever it belongs to."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused, require
from service_of_process.actions.steps import S
from service_of_process.models import CalendarSubscription
from service_of_process.queries.due_dates import digest_of


@transaction.atomic
def issue_calendar(*, actor: Actor, at: datetime) -> str:
    """A new secret token, shown once; an earlier one opens nothing any more."""
    require(actor, S + "calendar_issued")
    owner = _owner(actor, S + "calendar_issued")
    for held in CalendarSubscription.objects.select_for_update().filter(owner=owner, revoked_at=None):
        _end(held, actor, at)
    token = secrets.token_urlsafe(32)
    row = CalendarSubscription.objects.create(owner=owner, digest=digest_of(token), issued_at=at)
    _record("calendar_issued", row, actor, at)
    return token


@transaction.atomic
def revoke_calendar(*, actor: Actor, at: datetime) -> None:
    """The address opens nothing any more.

    :raises ValidationError: none was in force.
    """
    require(actor, S + "calendar_revoked")
    owner = _owner(actor, S + "calendar_revoked")
    held = CalendarSubscription.objects.select_for_update().filter(owner=owner, revoked_at=None).first()
    if held is None:
        raise ValidationError(_("There is no calendar address in force."), code="state")
    _end(held, actor, at)


def _owner(actor: Actor, act: str) -> User:
    owner = User.objects.select_for_update().filter(pk__in=[person_id_of(actor)], is_active=True).first()
    if owner is None:
        raise PermissionRefused(act)
    return owner


def _end(held: CalendarSubscription, actor: Actor, at: datetime) -> None:
    held.revoked_at = at
    held.save(update_fields=["revoked_at"])
    _record("calendar_revoked", held, actor, at)


def _record(act: str, row: CalendarSubscription, actor: Actor, at: datetime) -> None:
    audit.record(
        act=S + act, actor=actor, at=at, subject=(row._meta.label, str(row.pk)),
        chain=f"service-calendar:{row.owner_id}", facts={},
    )  # fmt: skip
