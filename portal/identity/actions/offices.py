"""Offices: given, ended, covered during leave, taken over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.log import record
from portal.identity.actions.groups import refresh_page_groups
from portal.identity.actors import forget_actor
from portal.identity.models import Authority, Court, Institution, Office, User
from portal.identity.permissions import require
from portal.identity.roles import may_be_held_at
from portal.web.registry import Registry

Listener = Callable[[Office, Office, Actor, datetime], None]
takeovers: Registry[Listener] = Registry("what follows an office to its next holder")


def register_takeover(key: str, listener: Listener) -> None:
    """Let a higher room move open work when an office is taken over: (old, new, actor, at), same
    transaction.
    """
    takeovers.register(key, listener)


def appoint(
    *,
    actor: Actor,
    at: datetime,
    holder: User,
    role: str,
    valid_from: date,
    valid_to: date | None = None,
    court: Court | None = None,
    authority: Authority | None = None,
    institution: Institution | None = None,
    reason: str = "",
) -> Office:
    """Give an account a role at a place for [valid_from, valid_to).

    :raises ValidationError: the role is not held at such a place, the period is empty, or the account
        holds the same office in part of the period, or the actor is the holder.
    """
    require(actor, "identity.appointed")
    office = Office(
        holder=holder,
        role=role,
        court=court,
        authority=authority,
        institution=institution,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason.strip(),
    )
    with transaction.atomic():
        _give(office, actor)
        _log(actor, at, office, act="identity.appointed")
        _follow(holder, at)
    return office


def end_office(*, actor: Actor, at: datetime, office: Office, on: date, reason: str) -> Office:
    """End an office: ``on`` is the first day on which it is no longer held.

    :raises ValidationError: it has ended already, ``on`` is not after its first day, or no reason is given.
    """
    require(actor, "identity.office_ended")
    with transaction.atomic():
        found = _end(office, on, reason)
        _log(actor, at, found, act="identity.office_ended")
        _follow(found.holder, at)
    return found


def cover_leave(
    *,
    actor: Actor,
    at: datetime,
    office: Office,
    substitute: User,
    valid_from: date,
    valid_to: date,
    reason: str = "",
) -> Office:
    """Somebody else holds the same role at the same place while the holder is away; the holder keeps the
    office.

    :raises ValidationError: the leave lies outside the office, or holder and substitute are the same.
    """
    require(actor, "identity.leave_covered")
    if substitute.pk == office.holder_id:
        raise ValidationError(_("Nobody covers their own leave."), code="same")
    if valid_from < office.valid_from or (office.valid_to is not None and valid_to > office.valid_to):
        raise ValidationError(_("The leave must lie within the period of the office."), code="outside")
    cover = Office(
        holder=substitute,
        role=office.role,
        court=office.court,
        authority=office.authority,
        institution=office.institution,
        valid_from=valid_from,
        valid_to=valid_to,
        covers=office,
        reason=reason.strip(),
    )
    with transaction.atomic():
        _give(cover, actor)
        _log(actor, at, cover, act="identity.leave_covered", covered=f"user:{office.holder_id}")
        _follow(substitute, at)
    return cover


def reassign(*, actor: Actor, at: datetime, office: Office, successor: User, on: date, reason: str) -> Office:
    """The office passes to somebody else from ``on``; what rooms above hang on it moves in the same
    transaction.

    :raises ValidationError: as :func:`end_office` and :func:`appoint`.
    """
    require(actor, "identity.reassigned")
    if successor.pk == office.holder_id:
        raise ValidationError(_("The successor holds the office already."), code="same")
    with transaction.atomic():
        rest = office.valid_to
        old = _end(office, on, reason)
        new = Office(
            holder=successor,
            role=old.role,
            court=old.court,
            authority=old.authority,
            institution=old.institution,
            valid_from=on,
            valid_to=rest,
            succeeds=old,
            reason=reason.strip(),
        )
        _give(new, actor)
        for listener in takeovers.values():
            listener(old, new, actor, at)
        _log(actor, at, new, act="identity.reassigned", predecessor=f"user:{old.holder_id}")
        for user in (old.holder, successor):
            _follow(user, at)
    return new


def _give(office: Office, actor: Actor) -> None:
    if actor.key == f"user:{office.holder_id}":
        raise ValidationError(_("Nobody gives an office to themselves."), code="self")
    if not may_be_held_at(office.role, office.seat):
        raise ValidationError({"role": _("This role is not held at such a place.")})
    if office.valid_to is not None and office.valid_to <= office.valid_from:
        raise ValidationError({"valid_to": _("The end must lie after the beginning.")})
    if not office.holder.is_active:
        raise ValidationError({"holder": _("The account is closed.")})
    User.objects.select_for_update().get(pk=office.holder_id)
    same = Office.objects.filter(
        holder=office.holder,
        role=office.role,
        court=office.court,
        authority=office.authority,
        institution=office.institution,
    ).filter(Q(valid_to=None) | Q(valid_to__gt=office.valid_from))
    if office.valid_to is not None:
        same = same.filter(valid_from__lt=office.valid_to)
    if same.exists():
        raise ValidationError(
            _("The account holds this office already in part of the period."), code="overlap"
        )
    office.save(force_insert=True)


def _end(office: Office, on: date, reason: str) -> Office:
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    found = Office.objects.select_for_update().get(pk=office.pk)
    if found.valid_to is not None and found.valid_to <= on:
        raise ValidationError(_("The office has ended already."), code="ended")
    if on <= found.valid_from:
        raise ValidationError({"on": _("The end must lie after the beginning.")})
    found.valid_to, found.reason = on, reason.strip()
    found.save(update_fields=["valid_to", "reason"])
    return found


def _follow(user: User, at: datetime) -> None:
    forget_actor(user)
    refresh_page_groups(user, on=timezone.localdate(at))


def _log(actor: Actor, at: datetime, office: Office, *, act: str, **more: str) -> None:
    facts = {
        "role": str(office.role),
        "place": office.place.code if office.place else "portal",
        "holder": f"user:{office.holder_id}",
        "from_date": office.valid_from.isoformat(),
        "until_date": office.valid_to.isoformat() if office.valid_to else "",
        **more,
    }
    record(
        act=act,
        actor=actor,
        at=at,
        subject=("identity.Office", str(office.pk)),
        chain=f"user:{office.holder_id}",
        facts=facts,
        private={"reason": office.reason} if office.reason else {},
    )
