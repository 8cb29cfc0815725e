"""The times that a court offers for witnessing."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.cases.models.cases import person_id_of
from portal.identity.models import Court, Office, User
from portal.identity.permissions import PermissionRefused, require, roles_for
from portal.identity.roles import Role
from portal.power_of_attorney.actions.steps import COURT_CODES
from portal.power_of_attorney.models import Appointment, PowerOfAttorney, Slot
from portal.power_of_attorney.rules.lifecycle import P

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=3)


@transaction.atomic
def offer_slot(
    *, actor: Actor, at: datetime, court: Court, judge: User, starts_at: datetime, minutes: int,
    clerk: User | None = None,
) -> Slot:  # fmt: skip
    """Offer a time at which this judge witnesses.

    :raises PermissionRefused: the actor holds no office at the court.
    :raises ValidationError: in the past, too short or long, the judge does not sit there then or sits elsewhere.
    """
    act = f"{P}slot_offered"
    require_seat(actor, at, act, court)
    length = timedelta(minutes=minutes)
    if starts_at <= at:
        raise ValidationError({"starts_at": _("The time must lie in the future.")})
    if not SHORTEST <= length <= LONGEST:
        raise ValidationError({"minutes": _("A session is offered for 15 minutes to 3 hours.")})
    ends_at = starts_at + length
    require_office(judge, Role.JUDGE, court, starts_at, "judge")
    if clerk is not None:
        require_office(clerk, Role.CLERK, court, starts_at, "clerk")
    User.objects.select_for_update().get(pk=judge.pk)
    taken = Slot.objects.filter(judge=judge, withdrawn_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if taken.exists():
        raise ValidationError({"starts_at": _("The judge is offered at that time already.")})
    slot = Slot.objects.create(
        court=court, judge=judge, clerk=clerk, starts_at=starts_at, ends_at=ends_at, offered_by=actor.key
    )
    _record(act, actor, at, slot)
    return slot


@transaction.atomic
def withdraw_slot(*, actor: Actor, at: datetime, slot_id: UUID, reason: str) -> Slot:
    """Take back a time that nobody has booked.

    :raises ValidationError: it is booked (move the booking first), or withdrawn already.
    """
    act = f"{P}slot_withdrawn"
    require(actor, act)
    slot = Slot.objects.select_for_update(of=("self",)).select_related("court").filter(pk=slot_id).first()
    if slot is None:
        raise PermissionRefused(act)
    require_seat(actor, at, act, slot.court)
    words = require_reason(reason)
    if slot.withdrawn_at is not None:
        raise ValidationError(_("This time was taken back already."), code="withdrawn")
    if slot.appointments.filter(state=Appointment.State.BOOKED).exists():
        raise ValidationError(
            _("This time is booked. Move the booking to another time first."), code="booked"
        )
    slot.withdrawn_at = at
    slot.save(update_fields=["withdrawn_at"])
    _record(act, actor, at, slot, {"reason": words})
    return slot


def require_seat(actor: Actor, at: datetime, act: str, court: Court) -> None:
    """The actor holds, today and at this court, an office in a role that may do the act.

    :raises PermissionRefused: no such office.
    """
    require(actor, act)
    roles = sorted(roles_for(act) & COURT_CODES & actor.roles)
    offices = Office.objects.filter(holder_id=person_id_of(actor), role__in=roles, court=court)
    if not offices.on(day_of(at)).exists():
        raise PermissionRefused(act)


def require_office(user: User, role: str, court: Court, at: datetime, field: str) -> None:
    """Somebody sits at this court on the day of the session.

    :raises ValidationError: at ``field``.
    """
    if not Office.objects.filter(holder=user, role=role, court=court).on(day_of(at)).exists():
        raise ValidationError({field: _("This person does not hold this office at the court on that day.")})


def refuse_own_matter(power: PowerOfAttorney, slot: Slot) -> None:
    """Nobody sits on the bench of a matter in which he stands: no judge, and no clerk (CPL art. 47).

    :raises ValidationError: the slot's judge or clerk is principal, agent, or on a side of the case.
    """
    bench = [key for key in (slot.judge_id, slot.clerk_id) if key is not None]
    if any(PowerOfAttorney.objects.filter(pk=power.pk).touching(key).exists() for key in bench):
        sentence = _("The judge or the clerk of this time stands in this matter. Choose another time.")
        raise ValidationError(sentence, code="own_matter")


def _record(act: str, actor: Actor, at: datetime, slot: Slot, private: dict[str, str] | None = None) -> None:
    audit.record(
        act=act, actor=actor, at=at, subject=(slot._meta.label, str(slot.pk)),
        chain=f"witnessing_slots:{slot.court_id}",
        facts={"court": slot.court.code, "starts": slot.starts_at.isoformat()}, private=private or {},
    )  # fmt: skip
