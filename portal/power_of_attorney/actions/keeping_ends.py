"""How a power ends: replaced, revoked (CPL art. 63), run out, or over with its case. Kept, never deleted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor, system_actor
from portal.cases.actions.steps import day_of, require_reason
from portal.cases.models import Case
from portal.exhibits.actions import deposit
from portal.power_of_attorney.actions.keeping_effect import end_agencies
from portal.power_of_attorney.actions.keeping_notices import tell_end
from portal.power_of_attorney.actions.steps import locked, move, record
from portal.power_of_attorney.models import Ending, PowerOfAttorney
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.rules.standing import ends_with_case
from portal.rooms.actions.standing import withdraw_seat
from portal.rooms.models import Seat
from portal.rooms.queries.rooms import open_room_of

P = "power_of_attorney."
KEEPER = system_actor("powers")


@transaction.atomic
def revoke(*, actor: Actor, at: datetime, power_id: UUID, reason: str = "") -> PowerOfAttorney:
    """The principal takes the power back; from this moment the agents have nothing by it.

    The principal gives a reason or none. The representations, the receipt of documents and the access to case and room
    end in this transaction; court, agents and the other side are told (CPL art. 63).

    :raises ValidationError: the power is not in force.
    """
    power = locked(actor, at, P + "revoked", power_id, seat=lifecycle.PRINCIPAL)
    return _ended(power, actor, at, Ending.Kind.REVOKED, reason.strip(), {"by": "principal"})


@transaction.atomic
def record_revocation(
    *, actor: Actor, at: datetime, power_id: UUID, reason: str, received_date: date, upload: Any = None
) -> PowerOfAttorney:
    """The court enters a revocation that reached it in writing; ``upload`` is that paper.

    :raises ValidationError: no reason, a day in the future or before the power, a file that is not taken.
    """
    power = locked(actor, at, P + "revoked", power_id, seat=lifecycle.COURT)
    words = require_reason(reason)
    assert power.effective_at is not None
    if not day_of(power.effective_at) <= received_date <= day_of(at):
        raise ValidationError({"received_date": _("The day lies between the effect of the power and today.")})
    paper = None
    if upload is not None:
        paper = deposit(actor=actor, at=at, upload=upload, declared_name=upload.name, scope=power.chain)
    facts = {"by": "court", "received_date": received_date.isoformat()}
    return _ended(
        power, actor, at, Ending.Kind.REVOKED, words, facts, received_date=received_date, paper=paper
    )


@transaction.atomic
def replace_earlier(*, actor: Actor, at: datetime, power: PowerOfAttorney) -> None:
    """The power that this one amends is in force no more, where it still was."""
    if power.replaces_id is None:
        return
    earlier = PowerOfAttorney.objects.select_for_update(of=("self",)).get(pk=power.replaces_id)
    if earlier.state != lifecycle.EFFECTIVE:
        return
    reason = _("Replaced by the power of attorney %(reference)s") % {"reference": power.reference}
    earlier = locked(actor, at, P + "amended", earlier.pk, seat=lifecycle.JUDGE)
    _ended(earlier, actor, at, Ending.Kind.AMENDED, reason, {"replaced_by": power.reference})


def expire_due(*, at: datetime) -> int:
    """End every power whose period has passed; each in a transaction of its own. Gives how many."""
    due = PowerOfAttorney.objects.filter(state=lifecycle.EFFECTIVE, valid_to__lte=day_of(at))
    return sum(_expire(power_id, at) for power_id in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _expire(power_id: UUID, at: datetime) -> int:
    power = _still_in_force(power_id)
    if power is None or power.valid_to is None or power.valid_to > day_of(at):
        return 0
    _ended(power, KEEPER, at, Ending.Kind.EXPIRED, "", {"last_date": power.valid_to.isoformat()})
    return 1


def end_with_concluded_cases(*, at: datetime) -> int:
    """End the powers of concluded cases that name no later stage; the conclusion itself does so at once."""
    open_still = Case.objects.filter(state=Case.State.CONCLUDED, powers__state=lifecycle.EFFECTIVE)
    return sum(end_with_case(case, at) for case in open_still.distinct())


@transaction.atomic
def end_with_case(case: Case, at: datetime) -> int:
    """A case was concluded: what was given for it alone ends; a power for a later stage stays. Gives how many."""
    ended = 0
    for power_id in list(case.powers.filter(state=lifecycle.EFFECTIVE).values_list("pk", flat=True)):
        power = _still_in_force(power_id)
        if power is not None and ends_with_case(power.stages, case.procedure):
            _ended(power, KEEPER, at, Ending.Kind.CASE_CLOSED, "", {"case": case.reference})
            ended += 1
    return ended


@transaction.atomic
def close_with_case(*, actor: Actor, at: datetime, power_id: UUID, reason: str) -> PowerOfAttorney:
    """The court notes that the matter for which the power was given is over.

    :raises ValidationError: no reason.
    """
    power = locked(actor, at, P + "case_closed", power_id, seat=lifecycle.COURT)
    return _ended(power, actor, at, Ending.Kind.CASE_CLOSED, require_reason(reason), {})


def _still_in_force(power_id: UUID) -> PowerOfAttorney | None:
    rows = PowerOfAttorney.objects.select_for_update(of=("self",)).select_related("court", "principal")
    return rows.filter(pk=power_id, state=lifecycle.EFFECTIVE).first()


def _ended(
    power: PowerOfAttorney,
    actor: Actor,
    at: datetime,
    kind: Ending.Kind,
    reason: str,
    facts: dict[str, Any],
    **entries: Any,
) -> PowerOfAttorney:
    """The one way in which a power ends: state, record, log, everything that hung on it, and everybody told."""
    act = P + kind.value
    power.ended_at, power.end_reason = at, reason
    move(power, act, at)
    Ending.objects.create(power=power, kind=kind, reason=reason, ended_by=actor.key, ended_at=at, **entries)
    words = reason or str(kind.label)
    count = end_agencies(actor=actor, at=at, power=power, reason=f"{power.reference}: {words}")
    _clear_the_room(power, at)
    facts = {**facts, "end_date": day_of(at).isoformat(), "representations": count}
    record(act, actor=actor, at=at, power=power, facts=facts, private={"reason": reason})
    tell_end(power, at, kind.value)
    return power


def _clear_the_room(power: PowerOfAttorney, at: datetime) -> None:
    """No agent keeps a seat in a room of this power that is still open."""
    waiting = open_room_of("power_of_attorney", str(power.pk))
    seats = (
        Seat.objects.filter(room=waiting, role=Seat.Role.AGENT)
        if waiting is not None
        else Seat.objects.none()
    )
    for seat in seats:
        withdraw_seat(actor=KEEPER, at=at, room_id=seat.room_id, account=seat.holder_id, why="agent_gone")
